import { fromReadable } from '../archive/decompress.ts'
import { LIMITS } from '../archive/limits.ts'
import type { FolderFile } from './messages.ts'

const BLOCK = 512

/** A folder as a tar stream, so that one reader with one set of limits handles folders and archives. */
export async function* tarOf(files: readonly FolderFile[]): AsyncGenerator<Uint8Array> {
  for (const { path, file } of files) {
    // Larger than any file that virtcolor reads: only its name is used.
    const size = file.size > LIMITS.text ? 0 : file.size
    yield header(path, size)
    if (size === 0) continue
    let sent = 0
    for await (const chunk of fromReadable(file.stream())) {
      const part = chunk.subarray(0, size - sent)
      sent += part.length
      yield part
    }
    // A file that shrank meanwhile is padded, so that the archive stays valid.
    yield new Uint8Array(size - sent + ((BLOCK - (size % BLOCK)) % BLOCK))
  }
  yield new Uint8Array(2 * BLOCK)
}

const ENCODER = new TextEncoder()

/** A ustar header (POSIX.1-1988), before it the name as GNU's long name when it does not fit. */
function header(path: string, size: number): Uint8Array {
  const name = ENCODER.encode(path)
  if (name.length < 100) return block(name, size, '0')
  const long = block(ENCODER.encode('././@LongLink'), name.length + 1, 'L')
  const padded = Math.ceil((name.length + 1) / BLOCK) * BLOCK
  const out = new Uint8Array(BLOCK + padded + BLOCK)
  out.set(long)
  out.set(name, BLOCK)
  out.set(block(name.subarray(0, 99), size, '0'), BLOCK + padded)
  return out
}

function block(name: Uint8Array, size: number, type: string): Uint8Array {
  const out = new Uint8Array(BLOCK)
  const put = (text: string, at: number): void => out.set(ENCODER.encode(text), at)
  out.set(name)
  put('0000644', 100)
  put('0000000', 108)
  put('0000000', 116)
  put(size.toString(8).padStart(11, '0'), 124)
  put('00000000000', 136)
  put('        ', 148)
  put(type, 156)
  put('ustar\u000000', 257)
  const sum = out.reduce((a, b) => a + b, 0)
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return out
}
