import { table } from '../table.ts'
import { DamageError } from './damage.ts'
import { validHeader } from './magic.ts'

export interface TarEntry {
  readonly name: string
  /** 'other': devices, FIFOs, and sparse files, whose content is not laid out as it reads. */
  readonly kind: 'file' | 'link' | 'hardlink' | 'directory' | 'other'
  /** Bytes of content. */
  readonly size: number
  /** Where a link or hard link leads. */
  readonly target: string
}

/** What becomes of an entry's content: null when it is not wanted. */
export type TarHandler = (entry: TarEntry) => { data(chunk: Uint8Array): void; end(): void } | null

const BLOCK = 512

/** Names and pax records longer than that are an attack; Linux stops at 4096 for a path. */
const MOST_META = 1024 * 1024

interface Sink {
  data(chunk: Uint8Array): void
  end(): void
}

/**
 * A tar archive, pushed in as it comes: ustar, pax (path, linkpath, size), GNU long names and base-256 sizes, as POSIX.1
 * (pax, "ustar Interchange Format") and the GNU tar manual ("Basic Tar Format") lay them down. Nothing is held but one
 * header and one long name; content goes to the handler as views of the chunks, to be copied if kept.
 */
export class TarParser {
  /** Both closing blocks were seen; what follows is padding. */
  ended = false
  readonly #handler: TarHandler
  readonly #block = new Uint8Array(BLOCK)
  #filled = 0
  #left = 0
  #padding = 0
  #sink: Sink | null = null
  #zeros = 0
  #more = false
  #next: Meta = {}
  #global: Meta = {}

  constructor(handler: TarHandler) {
    this.#handler = handler
  }

  push(chunk: Uint8Array): void {
    let at = 0
    const end = chunk.length
    while (at < end && !this.ended) {
      if (this.#left > 0) {
        const n = Math.min(this.#left, end - at)
        this.#sink?.data(chunk.subarray(at, at + n))
        this.#left -= n
        at += n
        if (this.#left === 0) this.#close()
      } else if (this.#padding > 0) {
        const n = Math.min(this.#padding, end - at)
        this.#padding -= n
        at += n
      } else if (this.#filled === 0 && end - at >= BLOCK) {
        this.#header(chunk, at)
        at += BLOCK
      } else {
        const n = Math.min(BLOCK - this.#filled, end - at)
        this.#block.set(chunk.subarray(at, at + n), this.#filled)
        this.#filled += n
        at += n
        if (this.#filled === BLOCK) {
          this.#filled = 0
          this.#header(this.#block, 0)
        }
      }
    }
  }

  /** @throws DamageError where the archive stops before its closing blocks */
  finish(): void {
    // One closing block is enough: some writers leave the second out.
    if (!this.ended && this.#zeros === 0) throw new DamageError('the end of the tar archive is missing', true)
  }

  #close(): void {
    const sink = this.#sink
    this.#sink = null
    sink?.end()
  }

  #header(block: Uint8Array, at: number): void {
    if (this.#more) {
      // GNU sparse map continued: the flag for one more such block is its byte 504.
      this.#more = block[at + 504] === 1
      return
    }
    if (block[at] === 0 && block.subarray(at, at + BLOCK).every((byte) => byte === 0)) {
      this.ended = ++this.#zeros >= 2
      return
    }
    this.#zeros = 0
    if (!validHeader(block, at)) throw new DamageError('a damaged member header')
    const type = String.fromCharCode(block[at + 156]!)
    const size = number(block, at + 124, 12)
    if (size > Number.MAX_SAFE_INTEGER) throw new DamageError('a damaged member header')
    const meta = META[type]
    if (meta !== undefined) {
      if (size > MOST_META) throw new DamageError('a damaged member header')
      const bytes = new Uint8Array(size)
      let filled = 0
      this.#content(size, {
        data(chunk) {
          bytes.set(chunk, filled)
          filled += chunk.length
        },
        end: () => {
          const found = meta(bytes)
          if (type === 'g') this.#global = { ...this.#global, ...found }
          else this.#next = { ...this.#next, ...found }
        },
      })
      return
    }
    const extra = { ...this.#global, ...this.#next }
    this.#next = {}
    const kind = extra.sparse ? 'other' : (KINDS[type] ?? 'other')
    const posix = block[at + 257] === 0x75 && block[at + 262] === 0
    const prefix = posix ? text(block, at + 345, 155) : ''
    const short = text(block, at, 100)
    const name = extra.path ?? (prefix === '' ? short : `${prefix}/${short}`)
    const target = extra.linkpath ?? text(block, at + 157, 100)
    const isFolder = kind === 'file' && name.endsWith('/')
    // Only files have content; some old writers state a size for links too.
    const held = kind === 'file' || kind === 'other' ? (extra.size ?? size) : 0
    const stated = type === 'S' ? size : held
    if (type === 'S') this.#more = block[at + 482] === 1
    const sink = this.#handler({ name, kind: isFolder ? 'directory' : kind, size: stated, target })
    this.#content(stated, sink)
  }

  #content(size: number, sink: Sink | null): void {
    this.#left = size
    this.#padding = (BLOCK - (size % BLOCK)) % BLOCK
    this.#sink = sink
    if (size === 0) this.#close()
  }
}

interface Meta {
  readonly path?: string
  readonly linkpath?: string
  readonly size?: number
  readonly sparse?: boolean
}

const KINDS: Readonly<Record<string, TarEntry['kind']>> = table({
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hardlink',
  '2': 'link',
  '5': 'directory',
})

/** Entries that say something about the next one (or, with 'g', about all). */
const META: Readonly<Record<string, (bytes: Uint8Array) => Meta>> = table({
  x: pax,
  g: pax,
  L: (bytes) => ({ path: text(bytes, 0, bytes.length) }),
  K: (bytes) => ({ linkpath: text(bytes, 0, bytes.length) }),
})

const UTF8 = new TextDecoder()

/** A field up to its first NUL. */
function text(bytes: Uint8Array, at: number, length: number): string {
  let end = at
  const most = at + length
  while (end < most && bytes[end] !== 0) end++
  return UTF8.decode(bytes.subarray(at, end))
}

/** Octal digits, or, with the first bit set, a big-endian number (GNU). */
function number(bytes: Uint8Array, at: number, length: number): number {
  let value = 0
  if (bytes[at]! & 0x80) {
    if (bytes[at] === 0xff) return Number.POSITIVE_INFINITY // negative
    value = bytes[at]! & 0x7f
    for (let i = at + 1; i < at + length; i++) value = value * 256 + bytes[i]!
    return value
  }
  for (let i = at; i < at + length; i++) {
    const c = bytes[i]!
    if (c >= 48 && c <= 55) value = value * 8 + c - 48
    else if (c !== 32 || value > 0) break
  }
  return value
}

/** Records `length key=value\n`, the length counting itself in decimal. */
function pax(bytes: Uint8Array): Meta {
  const found: { path?: string; linkpath?: string; size?: number; sparse?: boolean } = {}
  let at = 0
  while (at < bytes.length) {
    let length = 0
    let i = at
    for (; i < bytes.length && bytes[i]! >= 48 && bytes[i]! <= 57 && i - at < 8; i++) length = length * 10 + bytes[i]! - 48
    if (bytes[i] !== 32 || length <= i - at + 1 || at + length > bytes.length) break
    const record = UTF8.decode(bytes.subarray(i + 1, at + length - 1))
    at += length
    const equals = record.indexOf('=')
    const key = record.slice(0, equals)
    const value = record.slice(equals + 1)
    if (key === 'path') found.path = value
    else if (key === 'linkpath') found.linkpath = value
    else if (key === 'size' && /^\d{1,15}$/.test(value)) found.size = Number(value)
    else if (key.startsWith('GNU.sparse.')) found.sparse = true
  }
  return found
}
