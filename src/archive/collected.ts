import { EXIT, Fault } from '../fault.ts'
import type { Document, Evidence, Missing, Wanted } from '../model.ts'
import { LIMITS, limitOf } from './limits.ts'
import { MemoryTree } from './memory.ts'
import { Walk } from './walk.ts'

/** How a collector's output begins and ends; this file reads what is between. */
export const COLLECTED = 'virtcolor collector 1'

/** Commands whose output has facts that no file has, with the probe that reads it. Run only if they are installed. */
export const COLLECTED_COMMANDS: readonly { readonly command: string; readonly probe: string }[] = [
  { command: 'lspci -nnk', probe: 'lspci' },
  { command: 'lscpu', probe: 'lscpu' },
  { command: 'cpuid -1r', probe: 'cpuid' },
]

const HEADING: RegExp = /^==> (file|nul|link|none|run|end|virtcolor collector)\b ?(.*?) ?<==$/

/** More links on the way to one file than the kernel follows. */
const MOST_LINKS = 40

/**
 * What a collector printed (`collector.ts`), line by line as it comes: the same evidence as the live machine gives. Lines before
 * its first heading and between its lines, such as a login banner or the kernel's own on a serial console, are not its.
 * @param path how the stream is called in faults
 * @throws Fault with exit 3 when the end is not there: what is missing would look like an absence that says something
 */
export async function readCollected(stream: AsyncIterable<Uint8Array>, wanted: Wanted, path: string): Promise<Evidence> {
  const reader = new Reader(path)
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of stream) {
    rest += decoder.decode(chunk, { stream: true })
    let from = 0
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      reader.line(rest.slice(from, end).replace(/(?<!\r)\r+$/, ''))
      from = end + 1
    }
    rest = rest.slice(from)
    if (rest.length > LIMITS.file) throw new Fault(`${path}: a line is longer than 4 MiB`, EXIT.unrecognised)
    if (reader.ended) break
  }
  if (!reader.ended) reader.line(rest.replace(/(?<!\r)\r+$/, ''))
  return reader.evidence(wanted)
}

class Reader {
  ended = false
  readonly #path: string
  readonly #files = new Map<string, string>()
  readonly #links = new Map<string, string>()
  readonly #texts: Document[] = []
  readonly #unreadable: string[] = []
  #root = false
  #began = false
  #take: ((text: string) => void) | undefined
  #lines: string[] = []
  #size = 0
  #most = 0
  #nul = false
  #held = 0

  constructor(path: string) {
    this.#path = path
  }

  line(line: string): void {
    if (line.startsWith('|')) {
      if (this.#take === undefined) return
      this.#size += line.length
      if (this.#size <= this.#most) this.#lines.push(line.slice(1))
      return
    }
    const heading = line.startsWith('==> ') ? HEADING.exec(line) : null
    if (heading !== null) this.#heading(heading[1]!, heading[2]!)
  }

  #heading(what: string, rest: string): void {
    this.#close()
    if (what === 'virtcolor collector') {
      this.#began = true
      this.#root = / uid 0$/.test(rest)
    }
    if (!this.#began) return
    if (what === 'end') this.ended = true
    else if (what === 'link') {
      const arrow = rest.indexOf(' -> ')
      const at = arrow < 0 ? undefined : this.#place(rest.slice(0, arrow))
      const to = rest.slice(arrow + 4)
      if (
        at !== undefined &&
        to.length <= LIMITS.path &&
        to.split('/').length < LIMITS.followed &&
        this.#links.size < LIMITS.links
      )
        this.#links.set(at, to)
    } else if (what === 'none') {
      const at = this.#place(rest)
      if (at === undefined) return
      this.#files.delete(at)
      this.#unreadable.push(at)
    } else if (what === 'run') {
      const probe = COLLECTED_COMMANDS.find((c) => c.command === rest)?.probe
      // The log has the path of the device from which the live machine reads it.
      if (rest === 'dmesg')
        this.#open(LIMITS.file, (text) => void (text !== '' && this.#texts.push({ path: 'dev/kmsg', text })))
      else if (probe !== undefined)
        this.#open(LIMITS.file, (text) => void (text !== '' && this.#texts.push({ path: rest, text, as: probe })))
    } else if (what === 'file' || what === 'nul') {
      const at = this.#place(rest)
      if (at === undefined || this.#files.size >= LIMITS.files) return
      this.#open(limitOf(at), (text) => this.#files.set(at, text), what === 'nul')
    }
  }

  #open(most: number, take: (text: string) => void, nul = false): void {
    this.#take = take
    this.#lines = []
    this.#size = 0
    this.#most = most
    this.#nul = nul
  }

  #close(): void {
    const take = this.#take
    this.#take = undefined
    if (take === undefined) return
    // A line end within a string was printed as U+0001.
    const text = this.#nul ? this.#lines.join('\0').replaceAll('\x01', '\n') : this.#lines.map((line) => `${line}\n`).join('')
    this.#held += text.length
    if (this.#held > LIMITS.total)
      throw new Fault(`${this.#path}: the files that virtcolor reads are larger than 64 MiB`, EXIT.unreadable)
    take(text)
  }

  /** The real path of a file that the script found through links; its output lists these links first. */
  #place(path: string): string | undefined {
    if (!path.startsWith('/') || path.length > LIMITS.path || path.includes('\0')) return undefined
    let at = ''
    let hops = 0
    const left = path.split('/').reverse()
    let parts = left.length
    while (left.length > 0) {
      const part = left.pop()!
      if (part === '' || part === '.') continue
      if (part === '..') {
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
        continue
      }
      at = at === '' ? part : `${at}/${part}`
      if (at.length > LIMITS.path) return undefined
      // A heading for a link names the link itself, so the last part is not followed when it is that.
      const to = left.length === 0 ? undefined : this.#links.get(at)
      if (to === undefined) continue
      if (++hops > MOST_LINKS) return undefined
      at = to.startsWith('/') ? '' : at.slice(0, Math.max(0, at.lastIndexOf('/')))
      const more = to.split('/')
      parts += more.length
      if (parts > LIMITS.followed) return undefined
      for (const one of more.reverse()) left.push(one)
    }
    return at === '' ? undefined : at
  }

  evidence(wanted: Wanted): Evidence {
    if (!this.ended) throw new Fault(`${this.#path}: the output of the collector is truncated`, EXIT.unreadable)
    const tree = new MemoryTree()
    const encoder = new TextEncoder()
    for (const [path, to] of this.#links) tree.put(path, to)
    for (const [path, text] of this.#files) tree.put(this.#end(path), encoder.encode(text))
    const walk = new Walk(tree).run(wanted)
    const there = new Set(this.#unreadable)
    const missing: Missing[] = walk.missing.filter((m) => !there.has(m.path))
    for (const path of there) missing.push({ path, why: this.#root ? 'unreadable' : 'needs root' })
    return { files: walk.files, links: walk.links, texts: this.#texts, missing }
  }

  /** Where a file that is itself a link really lies. */
  #end(path: string): string {
    return this.#links.has(path) ? (this.#place(`/${path}/.`) ?? path) : path
  }
}
