import { fromReadable, toReadable } from '../archive/decompress.ts'
import { collect } from '../archive/stream.ts'

/** A text as deflate (RFC 1951) in base64url (RFC 4648). @param most bytes that may come out: more is an error */
export async function deflated(text: string, most: number): Promise<string> {
  const bytes = await through(new TextEncoder().encode(text), new CompressionStream('deflate-raw'), most)
  let packed = ''
  for (const byte of bytes) packed += String.fromCharCode(byte)
  return btoa(packed)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/(?<!=)=+$/, '')
}

/** Unpacks the text. @throws if it is not packed text or unpacks to more than `most` bytes */
export async function inflated(packed: string, most: number): Promise<string> {
  const text = atob(packed.trim().replaceAll('-', '+').replaceAll('_', '/'))
  return inflatedBytes(
    Uint8Array.from(text, (c) => c.charCodeAt(0)),
    most,
  )
}

/** The text that deflate packed. @throws if the bytes are damaged or unpack to more than `most` bytes */
export async function inflatedBytes(bytes: Uint8Array, most: number): Promise<string> {
  return new TextDecoder().decode(await through(bytes, new DecompressionStream('deflate-raw'), most))
}

function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream, most: number): Promise<Uint8Array> {
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return collect(fromReadable(toReadable(source()).pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>)), most)
}
