import { is } from 'valibot'
import { fromReadable, toReadable } from '../archive/decompress.ts'
import { collect } from '../archive/stream.ts'
import type { Report } from '../model.ts'
import { REPORT } from '../render/schema.ts'

/** A report of any machine stays far below; more than that is no report. */
const MOST_BYTES = 4 * 1024 * 1024

/** What may leave the page in a link unless more is asked for: verdicts and drivers, no line of a file and no name of one. */
export function withoutEvidence(report: Report): Report {
  const bare = JSON.parse(JSON.stringify(report), (key, value) => (key === 'proof' ? [] : value)) as Report
  return { ...bare, source: { ...bare.source, path: 'shared machine' }, missing: [] }
}

/** Reports for the address: deflated JSON in base64url (RFC 4648). */
export async function pack(reports: readonly Report[]): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(reports))
  const packed = await collect(through(bytes, new CompressionStream('deflate-raw')), MOST_BYTES)
  let text = ''
  for (const byte of packed) text += String.fromCharCode(byte)
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** @returns undefined for what holds no reports; a link is outside data like any other and is checked field by field */
export async function unpack(packed: string): Promise<readonly Report[] | undefined> {
  try {
    const text = atob(packed.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0))
    const json = await collect(through(bytes, new DecompressionStream('deflate-raw')), MOST_BYTES)
    const reports: unknown = JSON.parse(new TextDecoder().decode(json))
    if (!Array.isArray(reports) || reports.length === 0 || !reports.every((one) => is(REPORT, one))) return undefined
    return reports as Report[]
  } catch {
    return undefined
  }
}

function through(bytes: Uint8Array, stream: CompressionStream | DecompressionStream): AsyncGenerator<Uint8Array> {
  const source = async function* (): AsyncGenerator<Uint8Array> {
    yield bytes
  }
  return fromReadable(toReadable(source()).pipeThrough(stream as ReadableWritablePair<Uint8Array, Uint8Array>))
}
