import { DamageError } from './damage.ts'

/** Bits of bzip2's framing: the BCD digits of pi before a block, those of its square root at the end of a stream. */
const BLOCK_MAGIC = [0x314159, 0x265359] as const
const END_MAGIC = [0x177245, 0x385090] as const

/** More than any packed block takes: 900,000 symbols of 20 bits at most, and its tables. */
const ENOUGH = 3 * 1024 * 1024

/** Decompressed bytes handed out at once. */
const CHUNK = 256 * 1024

const CRC_TABLE: Uint32Array = new Uint32Array(256).map((_, i) => {
  let c = i << 24
  for (let k = 0; k < 8; k++) c = c & 0x80000000 ? (c << 1) ^ 0x04c11db7 : c << 1
  return c >>> 0
})

/**
 * Decompresses bzip2, streams one after the other included (pbzip2 writes those), in bounded memory: the packed bytes of
 * one block, and the block. Each block's checksum is verified, and each stream's. Own code because no kept library both streams and runs in
 * a browser. The format: bzip2's own source and J. Tsai, "BZIP2: Format Specification".
 */
export async function* bunzip2(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const bits = new Bits()
  const source = packed[Symbol.asyncIterator]()
  let more = true
  const fill = async (): Promise<void> => {
    while (more && bits.available() < ENOUGH) {
      const { done, value } = await source.next()
      if (done) more = false
      else bits.push(value)
    }
    bits.settle()
  }
  try {
    let streams = 0
    for (;;) {
      await fill()
      // What follows the last stream is padding; anything else was a stream, or should not be there.
      if (streams > 0 && bits.onlyZeros()) {
        if (!more) return
        continue
      }
      if (bits.read(24) !== 0x425a68) throw new DamageError('a damaged bzip2 block')
      const level = bits.read(8) - 48
      if (level < 1 || level > 9) throw new DamageError('a damaged bzip2 block')
      const block = new Block(level * 100_000)
      let combined = 0
      for (;;) {
        await fill()
        const [a, b] = [bits.read(24), bits.read(24)]
        if (a === BLOCK_MAGIC[0] && b === BLOCK_MAGIC[1]) {
          block.load(bits)
          yield* block.unpack()
          combined = ((combined << 1) | (combined >>> 31)) ^ block.crc
        } else if (a === END_MAGIC[0] && b === END_MAGIC[1]) break
        else throw new DamageError('a damaged bzip2 block')
      }
      if ((((bits.read(16) << 16) | bits.read(16)) ^ combined) !== 0) throw new DamageError('wrong checksum of a stream')
      bits.align()
      streams++
    }
  } finally {
    await source.return?.()
  }
}

/** A queue of bytes read bit by bit, the highest first. */
class Bits {
  #bytes = new Uint8Array(0)
  #at = 0
  #word = 0
  #count = 0
  #waiting: Uint8Array[] = []
  #waitingBytes = 0

  push(chunk: Uint8Array): void {
    this.#waiting.push(chunk)
    this.#waitingBytes += chunk.length
  }

  /** Makes what was pushed readable. */
  settle(): void {
    if (this.#waiting.length === 0) return
    const rest = this.#bytes.subarray(this.#at)
    const all = new Uint8Array(rest.length + this.#waitingBytes)
    all.set(rest)
    let at = rest.length
    for (const chunk of this.#waiting) {
      all.set(chunk, at)
      at += chunk.length
    }
    this.#bytes = all
    this.#at = 0
    this.#waiting = []
    this.#waitingBytes = 0
  }

  available(): number {
    return this.#bytes.length - this.#at + this.#waitingBytes
  }

  /** @param n at most 24 */
  read(n: number): number {
    while (this.#count < n) {
      if (this.#at >= this.#bytes.length) throw new DamageError('unexpected end', true)
      this.#word = ((this.#word << 8) | this.#bytes[this.#at++]!) >>> 0
      this.#count += 8
    }
    this.#count -= n
    const value = (this.#word >>> this.#count) & ((1 << n) - 1)
    this.#word &= (1 << this.#count) - 1
    return value
  }

  /** Drops the bits that fill up the last byte. */
  align(): void {
    this.#count = 0
    this.#word = 0
  }

  /** Whether nothing but zero bytes are left of what is here; they are dropped then. */
  onlyZeros(): boolean {
    while (this.#at < this.#bytes.length && this.#bytes[this.#at] === 0) this.#at++
    return this.#at === this.#bytes.length
  }
}

interface Codes {
  readonly shortest: number
  /** By length: the last code of that length, and what to add to a code for its place among the symbols. */
  readonly limit: Int32Array
  readonly base: Int32Array
  readonly symbols: Uint16Array
}

const LONGEST = 20

class Block {
  readonly #most: number
  readonly #chain: Uint32Array
  #length = 0
  #start = 0
  crc = 0

  constructor(most: number) {
    this.#most = most
    this.#chain = new Uint32Array(most)
  }

  /** Undoes Huffman coding, move-to-front and run lengths of one block. */
  load(bits: Bits): void {
    this.crc = ((bits.read(16) << 16) | bits.read(16)) >>> 0
    if (bits.read(1) === 1) throw new DamageError('a damaged bzip2 block') // "randomised", written by no bzip2 since 0.9.5
    this.#start = bits.read(24)
    const front: number[] = []
    const ranges = bits.read(16)
    for (let i = 0; i < 16; i++) {
      if ((ranges & (0x8000 >> i)) === 0) continue
      const used = bits.read(16)
      for (let k = 0; k < 16; k++) if (used & (0x8000 >> k)) front.push(i * 16 + k)
    }
    if (front.length === 0) throw new DamageError('a damaged bzip2 block')
    const alphabet = front.length + 2
    const groups = bits.read(3)
    const selectorCount = bits.read(15)
    if (groups < 2 || groups > 6 || selectorCount === 0) throw new DamageError('a damaged bzip2 block')
    const order = Array.from({ length: groups }, (_, i) => i)
    const selectors = new Uint8Array(selectorCount)
    for (let i = 0; i < selectorCount; i++) {
      let k = 0
      while (bits.read(1) === 1) if (++k >= groups) throw new DamageError('a damaged bzip2 block')
      const one = order.splice(k, 1)[0]!
      order.unshift(one)
      selectors[i] = one
    }
    const tables: Codes[] = []
    for (let t = 0; t < groups; t++) {
      const lengths = new Uint8Array(alphabet)
      let length = bits.read(5)
      for (let s = 0; s < alphabet; s++) {
        for (;;) {
          if (length < 1 || length > LONGEST) throw new DamageError('a damaged bzip2 block')
          if (bits.read(1) === 0) break
          length += bits.read(1) === 0 ? 1 : -1
        }
        lengths[s] = length
      }
      tables.push(codesOf(lengths))
    }
    this.#symbols(bits, tables, selectors, Uint8Array.from(front), alphabet - 1)
  }

  #symbols(bits: Bits, tables: readonly Codes[], selectors: Uint8Array, front: Uint8Array, last: number): void {
    const chain = this.#chain
    const counts = new Uint32Array(256)
    let at = 0
    let group = 0
    let left = 0
    let table = tables[0]!
    let run = 0
    let weight = 1
    for (;;) {
      if (left === 0) {
        if (group >= selectors.length) throw new DamageError('a damaged bzip2 block')
        table = tables[selectors[group++]!]!
        left = 50
      }
      left--
      let length = table.shortest
      let code = bits.read(length)
      while (code > table.limit[length]!) {
        if (++length > LONGEST) throw new DamageError('a damaged bzip2 block')
        code = (code << 1) | bits.read(1)
      }
      const symbol = table.symbols[code + table.base[length]!]
      if (symbol === undefined) throw new DamageError('a damaged bzip2 block')
      if (symbol <= 1) {
        // A run of the byte in front, its length in digits 1 and 2 of a bijective binary number.
        run += weight << symbol
        weight <<= 1
        if (run > this.#most) throw new DamageError('a damaged bzip2 block')
        continue
      }
      if (run > 0) {
        const byte = front[0]!
        if (at + run > this.#most) throw new DamageError('a damaged bzip2 block')
        counts[byte]! += run
        chain.fill(byte, at, at + run)
        at += run
        run = 0
        weight = 1
      }
      if (symbol === last) break
      if (at >= this.#most) throw new DamageError('a damaged bzip2 block')
      const byte = front[symbol - 1]!
      front.copyWithin(1, 0, symbol - 1)
      front[0] = byte
      counts[byte]!++
      chain[at++] = byte
    }
    if (this.#start >= at) throw new DamageError('a damaged bzip2 block')
    this.#length = at
    // Burrows-Wheeler, backwards: the n-th occurrence of a byte in the last column is its n-th in the first.
    let sum = 0
    for (let i = 0; i < 256; i++) {
      const n = counts[i]!
      counts[i] = sum
      sum += n
    }
    for (let i = 0; i < at; i++) {
      const byte = chain[i]! & 0xff
      const to = counts[byte]!++
      chain[to] = (chain[to]! | (i << 8)) >>> 0
    }
  }

  /** Walks the block in its first order and undoes the run lengths that came before it all. */
  *unpack(): Generator<Uint8Array> {
    const chain = this.#chain
    let out = new Uint8Array(CHUNK)
    let at = 0
    let crc = 0xffffffff
    let previous = -1
    let same = 0
    let next = chain[this.#start]! >>> 8
    for (let i = 0; i < this.#length; i++) {
      const entry = chain[next]!
      const byte = entry & 0xff
      next = entry >>> 8
      let times = 1
      let value = byte
      if (same === 4) {
        times = byte
        value = previous
        same = 0
        previous = -1
      } else {
        same = byte === previous ? same + 1 : 1
        previous = byte
      }
      for (; times > 0; times--) {
        if (at === CHUNK) {
          yield out
          out = new Uint8Array(CHUNK)
          at = 0
        }
        out[at++] = value
        crc = (crc << 8) ^ CRC_TABLE[((crc >>> 24) ^ value) & 0xff]!
      }
    }
    if (~crc >>> 0 !== this.crc) throw new DamageError('a damaged bzip2 block')
    if (at > 0) yield out.subarray(0, at)
  }
}

function codesOf(lengths: Uint8Array): Codes {
  let shortest = LONGEST
  const counts = new Int32Array(LONGEST + 2)
  for (const length of lengths) {
    counts[length]!++
    if (length < shortest) shortest = length
  }
  const symbols = new Uint16Array(lengths.length)
  const limit = new Int32Array(LONGEST + 1).fill(-1)
  const base = new Int32Array(LONGEST + 1)
  let code = 0
  let place = 0
  for (let length = shortest; length <= LONGEST; length++) {
    base[length] = place - code
    for (let s = 0; s < lengths.length; s++) if (lengths[s] === length) symbols[place++] = s
    code += counts[length]!
    limit[length] = code - 1
    code <<= 1
  }
  return { shortest, limit, base, symbols }
}
