import { HEAD } from '../evidence/signals.ts'
import { EXIT, Fault } from '../fault.ts'
import type { Evidence, Missing, Wanted } from '../model.ts'
import { evidenceOf } from './capture.ts'
import { DamageError } from './damage.ts'
import { decodeText, looksBinary } from './decode.ts'
import { DECOMPRESSORS, type Decompressors } from './decompress.ts'
import { LIMITS, limitOf } from './limits.ts'
import { compressionOf, isTar } from './magic.ts'
import { MemoryTree } from './memory.ts'
import { isCode } from './root.ts'
import { chooser, safePath } from './select.ts'
import { type Peeked, peek } from './stream.ts'
import { type TarEntry, TarParser } from './tar.ts'
import { readText } from './text.ts'
import { isPasted } from './texts/paste.ts'
import { tidyFor } from './texts/tidy.ts'

export interface ArchiveOptions {
  /** How the archive is called in faults and, when it is one packed text, in proofs. */
  readonly path?: string
  /** Called with the packed bytes taken so far. */
  readonly onProgress?: (bytes: number) => void
  readonly signal?: AbortSignal
  /** Faster ones than the web's, where there are. */
  readonly decompressors?: Partial<Decompressors>
}

export interface ReadArchive {
  /** 'text' for a single packed text, such as a rotated log. */
  readonly kind: 'archive' | 'text'
  /** `tar`, or `tar.` and the compression; for a packed text the compression alone. */
  readonly format: string
  readonly evidence: Evidence
}

/**
 * A tar archive, packed or not, as evidence: it is streamed, and only the requested files are kept. A packed single text is
 * read as that text. An archive that is cut short is refused whole: what is missing from it would look like an absence
 * that says something about the machine.
 * @throws Fault with exit 3 for one that is damaged, cut short, or unpacks to absurd sizes; exit 4 for one without evidence
 */
export async function readArchive(
  stream: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  options: ArchiveOptions = {},
): Promise<ReadArchive> {
  const path = options.path ?? 'archive'
  const count: Count = { taken: 0, member: undefined }
  const start = await peek(counted(stream, count, path, options), 512)
  const compression = compressionOf(start.head)
  const open: Peeked[] = [start]
  try {
    const bytes =
      compression === undefined
        ? start.stream
        : bounded((options.decompressors?.[compression] ?? DECOMPRESSORS[compression])(start.stream), count, path)
    const inner = await peek(bytes, 512)
    open.push(inner)
    if (compression !== undefined && !isTar(inner.head)) {
      const text = await peek(inner.stream, HEAD)
      open.push(text)
      const all = text.stream[Symbol.asyncIterator]()
      // Left open by the reader, for whom the beginning of a long text is enough.
      const stream = { [Symbol.asyncIterator]: () => ({ next: () => all.next() }) }
      const evidence = await readText(path, { ...text, stream }, wanted)
      await drain(stream)
      return { kind: 'text', format: compression, evidence }
    }
    const evidence = await readTar(inner.stream, wanted, path, count, compression !== undefined)
    return { kind: 'archive', format: compression === undefined ? 'tar' : `tar.${compression}`, evidence }
  } catch (error) {
    throw faultOf(error, path, count, options.signal)
  } finally {
    // What is refused by its head was not read on: the unpacker of xz has room for one at a time, and would keep the next waiting for ever.
    for (const one of open.reverse()) await one.close().catch(() => {})
  }
}

/** How far the reading came. */
interface Count {
  /** Packed bytes. */
  taken: number
  /** The member of the tar archive that was begun last. */
  member: string | undefined
}

function faultOf(error: unknown, path: string, count: Count, signal: AbortSignal | undefined): unknown {
  if (error instanceof Fault || signal?.aborted) return error
  const told = error instanceof DamageError ? error : undefined
  const cut = told?.cut ?? /\bend(ed)?\b|EOF|truncat|terminated|incomplete/i.test(String(error))
  const where = [
    ...(told === undefined || cut ? [] : [told.message]),
    `${count.taken} bytes read`,
    ...(count.member === undefined ? [] : [`last member ${count.member.slice(0, 200)}`]),
  ]
  return new Fault(`${path}: the archive is ${cut ? 'truncated' : 'damaged'} (${where.join('; ')})`, EXIT.unreadable)
}

/** The rest of a packed stream is read for its checksums, which stand at its end. */
async function drain(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of stream);
}

function tooMuch(path: string): Fault {
  return new Fault(`${path}: unpacks to more data than a capture may have`, EXIT.unreadable)
}

/** What unpacks to absurd sizes is noticed by how little was taken: a source may give more at once than a bomb is long. */
const PIECE = 64 * 1024

async function* counted(
  stream: AsyncIterable<Uint8Array>,
  count: { taken: number },
  path: string,
  { onProgress, signal }: ArchiveOptions,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) {
      for (let at = 0; at < chunk.length; at += PIECE) {
        signal?.throwIfAborted()
        const piece = chunk.subarray(at, at + PIECE)
        count.taken += piece.length
        onProgress?.(count.taken)
        yield piece
      }
    }
  } catch (error) {
    if (signal?.aborted || error instanceof Fault) throw error
    throw new Fault(`${path}: cannot be read to the end`, EXIT.unreadable)
  }
}

/** Ends a decompression bomb. */
async function* bounded(
  stream: AsyncIterable<Uint8Array>,
  count: { readonly taken: number },
  path: string,
): AsyncGenerator<Uint8Array> {
  let given = 0
  for await (const chunk of stream) {
    given += chunk.length
    if (given > LIMITS.unpacked || (given > LIMITS.ratioFrom && given > count.taken * LIMITS.ratio)) throw tooMuch(path)
    yield chunk
  }
}

/** @param whole read on after the archive's end, to the checksum of what it is packed in */
async function readTar(
  stream: AsyncIterable<Uint8Array>,
  wanted: Wanted,
  path: string,
  count: Count,
  whole: boolean,
): Promise<Evidence> {
  const keeper = new Keeper(wanted, path)
  const parser = new TarParser((entry) => {
    count.member = entry.name
    return keeper.entry(entry)
  })
  for await (const chunk of stream) {
    parser.push(chunk)
    if (parser.ended && !whole) break
  }
  parser.finish()
  const { tree, missing } = keeper
  const evidence = evidenceOf(path, { top: tree, below: (folder) => tree.below(folder) }, wanted)
  return missing.length === 0 ? evidence : { ...evidence, missing: [...evidence.missing, ...missing] }
}

type Sink = { data(chunk: Uint8Array): void; end(): void } | null

/** Holds what the chooser wants of a stream of entries, within bounds. */
class Keeper {
  readonly tree: MemoryTree = new MemoryTree()
  readonly missing: Missing[] = []
  readonly #path: string
  readonly #wanted: Wanted
  readonly #choose: ReturnType<typeof chooser>
  readonly #scratch = new Uint8Array(HEAD)
  #held = 0
  #files = 0
  #folders = 0
  #last = ''
  #links = 0
  #sniffed = 0
  #texts = 0

  constructor(wanted: Wanted, path: string) {
    this.#path = path
    this.#wanted = wanted
    this.#choose = chooser(wanted)
  }

  entry(entry: TarEntry): Sink {
    const name = safePath(entry.name)
    if (name === undefined) return null
    this.#parents(name)
    if (entry.kind === 'other') return null
    const choice = this.#choose(name, entry)
    if (choice === 'skip') return null
    if (entry.kind === 'link') this.#link(name, entry.target)
    else if (entry.kind === 'directory') {
      if (++this.#folders <= LIMITS.entries) this.tree.folder(name)
    } else if (entry.kind === 'hardlink') {
      const target = safePath(entry.target)
      const bytes = target === undefined ? undefined : this.tree.bytes(target)
      if (bytes !== undefined) this.tree.put(name, bytes)
      else if (choice === 'keep') this.missing.push({ path: name, why: 'unreadable' })
    } else return choice === 'keep' ? this.#file(name, entry.size) : this.#text(name, entry.size)
    return null
  }

  /** Folders show where the root is, even those without a file that is read. */
  #parents(name: string): void {
    const slash = name.lastIndexOf('/')
    if (slash < 0 || (slash === this.#last.length && name.startsWith(this.#last))) return
    this.#last = name.slice(0, slash)
    if (++this.#folders <= LIMITS.entries) this.tree.folder(this.#last)
  }

  #link(name: string, target: string): void {
    if (target.length <= 4096 && !target.includes('\0') && ++this.#links <= LIMITS.links) this.tree.put(name, target)
  }

  #file(name: string, size: number): Sink {
    if (++this.#files > LIMITS.files)
      throw new Fault(`${this.#path}: contains more files than a capture can have`, EXIT.unreadable)
    // One byte more than is shown, so that the walk sees that there was more.
    const sys = /(^|\/)sys\//.exec(name)
    const bytes = new Uint8Array(Math.min(size, limitOf(sys === null ? name : name.slice(sys.index).replace(/^\//, '')) + 1))
    this.#held += bytes.length
    if (this.#held > LIMITS.total)
      throw new Fault(`${this.#path}: the files that virtcolor reads are larger than 64 MiB`, EXIT.unreadable)
    let at = 0
    return {
      data(chunk) {
        if (at >= bytes.length) return
        const part = chunk.length > bytes.length - at ? chunk.subarray(0, bytes.length - at) : chunk
        bytes.set(part, at)
        at += part.length
      },
      end: () => this.tree.put(name, bytes),
    }
  }

  /** Holds the beginning in a place that all share, until it is recognised. */
  #text(name: string, size: number): Sink {
    if (size === 0 || isCode(name) || ++this.#sniffed > LIMITS.sniffed) return null
    const most = Math.min(size, LIMITS.file + 1)
    const head = Math.min(size, HEAD)
    let filled = 0
    let sink: Sink | undefined
    const decide = (): Sink => {
      const raw = decodeText(this.#scratch.subarray(0, head))
      if (looksBinary(raw)) return null
      const known = (start: string): boolean => this.#wanted.accepts(start) || isPasted(start)
      if (!known(raw)) {
        const start = tidyFor(raw)(raw)
        if (start === raw || !known(start)) return null
      }
      this.#texts += most
      if (this.#texts > LIMITS.texts) {
        this.missing.push({ path: name, why: 'unreadable' })
        return null
      }
      const taken = this.#file(name, most)
      taken?.data(this.#scratch.subarray(0, head))
      return taken
    }
    return {
      data: (chunk) => {
        let rest = chunk
        if (filled < head) {
          const part = rest.length > head - filled ? rest.subarray(0, head - filled) : rest
          this.#scratch.set(part, filled)
          filled += part.length
          rest = rest.subarray(part.length)
          if (filled === head) sink = decide()
        }
        if (rest.length > 0) sink?.data(rest)
      },
      end: () => sink?.end(),
    }
  }
}
