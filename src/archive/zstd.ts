import { DamageError } from './damage.ts'

/** RFC 8878: 3.1.1 (frames), 3.1.2 (skippable frames, sixteen magic numbers). */
const FRAME = 0xfd2fb528
const SKIPPABLE = 0x184d2a5

/** The reference decoder also refuses larger windows by default. */
const MOST_WINDOW = 128 * 1024 * 1024
const MOST_BLOCK = 128 * 1024

/**
 * Decompresses Zstandard frame by frame and verifies what each states of its content: the size and the checksum. The blocks
 * are fzstd's work, which reads past both. Bounded memory: the window and one block.
 * @throws DamageError with the place of the frame that is damaged
 */
export async function* unzstd(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const [{ Decompress }, hashes] = await Promise.all([import('fzstd'), import('xxhash-wasm').then((m) => m.default())])
  const bytes = new Bytes(packed)
  try {
    while (await bytes.more()) {
      const start = bytes.at
      const damaged = (what: string): DamageError => new DamageError(`${what}, in the frame at byte ${start}`)
      const magic = await bytes.take(4)
      if (word(magic) >>> 4 === SKIPPABLE) {
        await bytes.skip(word(await bytes.take(4)))
        continue
      }
      if (word(magic) !== FRAME) throw new DamageError(`no frame begins at byte ${start}`)
      const { header, size, checked } = await frameHeader(bytes, damaged)
      let out: Uint8Array[] = []
      const frame = new Decompress((chunk) => out.push(chunk))
      const hash = hashes.create64()
      let given = 0
      let waiting = [magic, header]
      for (let last = false; !last; ) {
        const block = await bytes.take(3)
        const bits = block[0]! | (block[1]! << 8) | (block[2]! << 16)
        last = (bits & 1) === 1
        const kind = (bits >> 1) & 3
        const length = bits >> 3
        if (kind === 3 || length > MOST_BLOCK) throw damaged('a block with an invalid type or size')
        waiting.push(block, await bytes.take(kind === 1 ? 1 : length))
        const sum = last && checked ? await bytes.take(4) : undefined
        if (sum !== undefined) waiting.push(sum)
        try {
          frame.push(joined(waiting), last)
        } catch {
          throw damaged('a damaged zstd block')
        }
        waiting = []
        for (const chunk of out) {
          given += chunk.length
          if (checked) hash.update(chunk)
          yield chunk
        }
        out = []
        if (sum !== undefined && Number(hash.digest() & 0xffffffffn) !== word(sum)) throw damaged('wrong checksum')
      }
      if (size !== undefined && size !== given) throw damaged('wrong length')
    }
  } finally {
    await bytes.close()
  }
}

/** RFC 8878, 3.1.1.1: what follows the magic number. */
async function frameHeader(
  bytes: Bytes,
  damaged: (what: string) => Error,
): Promise<{ readonly header: Uint8Array; readonly size: number | undefined; readonly checked: boolean }> {
  const [flags] = (await bytes.take(1)) as unknown as [number]
  const single = (flags & 0x20) !== 0
  const rest = await bytes.take((single ? 0 : 1) + [0, 1, 2, 4][flags & 3]! + [single ? 1 : 0, 2, 4, 8][flags >> 6]!)
  const width = [single ? 1 : 0, 2, 4, 8][flags >> 6]!
  let size = 0
  for (let i = 1; i <= width; i++) size = size * 256 + rest[rest.length - i]!
  if (width === 2) size += 256
  const exponent = single ? 0 : 1024 * 2 ** (rest[0]! >> 3)
  const window = single ? size : exponent + (exponent / 8) * (rest[0]! & 7)
  if ((flags & 8) !== 0) throw damaged('a reserved bit is set')
  if (window > MOST_WINDOW) throw damaged('a window larger than 128 MiB')
  const header = new Uint8Array(1 + rest.length)
  header[0] = flags
  header.set(rest, 1)
  return { header, size: width === 0 ? undefined : size, checked: (flags & 4) !== 0 }
}

function word(b: Uint8Array): number {
  return (b[0]! | (b[1]! << 8) | (b[2]! << 16) | (b[3]! << 24)) >>> 0
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** A stream taken in pieces of a wished length. */
class Bytes {
  at = 0
  readonly #source: AsyncIterator<Uint8Array>
  #chunk = new Uint8Array(0)
  #from = 0

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  async more(): Promise<boolean> {
    while (this.#from >= this.#chunk.length) {
      const { done, value } = await this.#source.next()
      if (done) return false
      this.#chunk = value as Uint8Array<ArrayBuffer>
      this.#from = 0
    }
    return true
  }

  async take(length: number): Promise<Uint8Array> {
    const out = new Uint8Array(length)
    await this.#each(length, (part, at) => out.set(part, at))
    return out
  }

  async skip(length: number): Promise<void> {
    await this.#each(length, () => {})
  }

  async #each(length: number, use: (part: Uint8Array, at: number) => void): Promise<void> {
    for (let done = 0; done < length; ) {
      if (!(await this.more())) throw new DamageError('unexpected end', true)
      const part = this.#chunk.subarray(this.#from, this.#from + length - done)
      use(part, done)
      done += part.length
      this.#from += part.length
      this.at += part.length
    }
  }

  async close(): Promise<void> {
    await this.#source.return?.()
  }
}
