import * as fs from 'node:fs'
import { cutAtLine, decodeText } from '../archive/decode.ts'
import { LIMITS, limitOf } from '../archive/limits.ts'
import { allPatterns, type PatternNode, patternTree, type Wanted } from '../archive/wanted.ts'
import { flattenedLink } from '../evidence/tree.ts'
import type { Missing } from '../model.ts'

/** As the kernel: more links than that on the way to one file are a loop. */
const MOST_LINKS = 40

type Entry =
  | { readonly kind: 'directory' | 'file' | 'other' | 'none' }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'denied'; readonly why: Missing['why'] }

export interface Walked {
  readonly files: Map<string, string>
  readonly links: Map<string, string>
  readonly missing: Missing[]
}

/**
 * A machine's tree of files below a folder, live or captured. Links are resolved here, component by component and never
 * past the root, so that the absolute links of a captured tree lead into the capture. Everything is synchronous: on a
 * live machine a path costs a few microseconds, and asynchronous calls cost ten times that.
 */
export class Tree {
  readonly root: string
  readonly live: boolean
  readonly files: Map<string, string> = new Map()
  readonly links: Map<string, string> = new Map()
  readonly missing: Missing[] = []
  readonly #entries = new Map<string, Entry>()
  readonly #lists = new Map<string, readonly string[]>()
  #held = 0
  #seen = 0

  /** @param root a folder, or '' for the root of the live machine */
  constructor(root: string, options: { readonly live?: boolean } = {}) {
    this.root = root
    this.live = options.live ?? false
  }

  /** Reads what is wanted into `files`, `links` and `missing`. */
  walk(wanted: Wanted): void {
    const tree = patternTree(allPatterns(wanted))
    const found = new Set<string>()
    const visited = new Map<PatternNode, Set<string>>()
    const visit = (node: PatternNode, directory: string): void => {
      let at = visited.get(node)
      if (at === undefined) {
        at = new Set()
        visited.set(node, at)
      }
      if (at.has(directory)) return
      at.add(directory)
      for (const [name, next] of node.names) step(next, directory, name)
      if (node.globs.size === 0) return
      const names = this.list(directory)
      if (names.length === 0) {
        const entry = this.#entries.get(`${directory}/`)
        if (entry?.kind === 'denied') for (const glob of node.globs.values()) deny(glob.next, entry.why)
      }
      for (const glob of node.globs.values()) {
        for (const name of names) if (glob.matches(name)) step(glob.next, directory, name)
      }
    }
    const deny = (node: PatternNode, why: Missing['why']): void => {
      for (const pattern of node.ends) {
        if (found.has(pattern)) continue
        found.add(pattern)
        this.missing.push({ path: pattern, why })
      }
      for (const next of node.names.values()) deny(next, why)
      for (const glob of node.globs.values()) deny(glob.next, why)
    }
    const step = (node: PatternNode, directory: string, name: string): void => {
      const entry = this.entry(directory, name)
      if (entry.kind === 'none' || entry.kind === 'other') return
      if (entry.kind === 'denied') {
        deny(node, entry.why)
        return
      }
      const path = directory === '' ? name : `${directory}/${name}`
      const deeper = node.names.size > 0 || node.globs.size > 0
      if (node.ends.length > 0) for (const pattern of node.ends) found.add(pattern)
      if (entry.kind === 'directory') {
        if (deeper) visit(node, path)
        return
      }
      const to = entry.kind === 'link' ? entry.to : this.#flattened(path, node.ends.length > 0)
      if (entry.kind === 'link') this.#link(path, entry.to)
      else if (node.ends.length > 0 || to !== undefined) this.take(path)
      if (to === undefined) return
      const end = this.#resolve(directory, to)
      if (end === undefined) return
      if (end.kind === 'directory') {
        if (deeper) visit(node, end.path)
      } else if (node.ends.length > 0) this.take(end.path)
    }
    visit(tree, '')
    const absent = (node: PatternNode): void => {
      for (const pattern of node.ends) if (!found.has(pattern)) this.missing.push({ path: pattern, why: 'absent' })
      for (const next of node.names.values()) absent(next)
      for (const glob of node.globs.values()) absent(glob.next)
    }
    absent(tree)
  }

  /** Reads a regular file at its real path into `files`, once. */
  take(path: string): void {
    if (this.files.has(path)) return
    if (this.#held >= LIMITS.total || this.files.size >= LIMITS.files) {
      this.missing.push({ path, why: 'unreadable' })
      return
    }
    const limit = limitOf(path)
    try {
      const bytes = readRegular(`${this.root}/${path}`, limit + 1)
      this.#held += bytes.length
      const whole = bytes.length <= limit
      const text = this.live ? bytes.toString('utf8') : decodeText(bytes)
      this.files.set(path, whole ? text : (cutAtLine(text) ?? text))
    } catch (error) {
      this.missing.push({ path, why: whyUnreadable(error) })
    }
  }

  /** What is called `name` in a directory given by its real path. */
  entry(directory: string, name: string): Entry {
    const key = `${directory}/${name}`
    let entry = this.#entries.get(key)
    if (entry === undefined) {
      entry = this.#lookUp(directory, name)
      this.#entries.set(key, entry)
    }
    return entry
  }

  /** The names in a directory given by its real path, sorted; empty when it cannot be read. */
  list(directory: string): readonly string[] {
    let names = this.#lists.get(directory)
    if (names === undefined) {
      names = this.#readDirectory(directory)
      this.#lists.set(directory, names)
    }
    return names
  }

  /** Whether a path without wildcards is there, through links. */
  has(path: string): boolean {
    return this.#resolve('', path, false) !== undefined
  }

  #lookUp(directory: string, name: string): Entry {
    // The numbered directory behind /proc/self is this very process; its number would be noise in every proof.
    if (this.live && directory === 'proc' && name === 'self') return { kind: 'directory' }
    const path = directory === '' ? `${this.root}/${name}` : `${this.root}/${directory}/${name}`
    try {
      const stat = fs.lstatSync(path, { throwIfNoEntry: false })
      if (stat === undefined) return { kind: 'none' }
      if (stat.isSymbolicLink()) return { kind: 'link', to: fs.readlinkSync(path) }
      return { kind: stat.isDirectory() ? 'directory' : stat.isFile() ? 'file' : 'other' }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG') return { kind: 'none' }
      return { kind: 'denied', why: whyUnreadable(error) }
    }
  }

  #readDirectory(directory: string): readonly string[] {
    const names: string[] = []
    try {
      const handle = fs.opendirSync(`${this.root}/${directory}`, { bufferSize: 128 })
      try {
        for (let one = handle.readSync(); one !== null && this.#seen < LIMITS.entries; one = handle.readSync()) {
          this.#seen++
          // Of all processes a live machine is asked about this one only.
          if (this.live && directory === 'proc' && /^\d|^thread-self$/.test(one.name)) continue
          names.push(one.name)
          const key = `${directory}/${one.name}`
          if (this.#entries.has(key)) continue
          if (one.isFile()) this.#entries.set(key, FILE)
          else if (one.isDirectory()) this.#entries.set(key, DIRECTORY)
        }
      } finally {
        handle.closeSync()
      }
    } catch (error) {
      this.#entries.set(`${directory}/`, { kind: 'denied', why: whyUnreadable(error) })
    }
    return names.sort()
  }

  #link(path: string, to: string): void {
    if (this.links.size < LIMITS.links) this.links.set(path, to)
  }

  /** Where a small file of a capture leads when it is a link that lost its type. */
  #flattened(path: string, wanted: boolean): string | undefined {
    if (this.live) return undefined
    if (wanted) this.take(path)
    const held = this.files.get(path)
    if (held !== undefined) return flattenedLink(held)
    try {
      return flattenedLink(readRegular(`${this.root}/${path}`, 4096).toString('utf8'))
    } catch {
      return undefined
    }
  }

  /** Follows a link's text from the directory that it lies in; undefined when it leads nowhere or round in circles. */
  #resolve(
    directory: string,
    to: string,
    record = true,
  ): { readonly path: string; readonly kind: 'directory' | 'file' } | undefined {
    let at = to.startsWith('/') ? '' : directory
    let kind: 'directory' | 'file' = 'directory'
    const left = to.split('/').reverse()
    let hops = 0
    while (left.length > 0) {
      const part = left.pop()!
      if (part === '' || part === '.') continue
      if (kind === 'file') return undefined
      if (part === '..') {
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
        continue
      }
      const path = at === '' ? part : `${at}/${part}`
      const entry = this.entry(at, part)
      if (entry.kind === 'link' || entry.kind === 'file') {
        const next = entry.kind === 'link' ? entry.to : this.#flattened(path, false)
        if (next !== undefined) {
          if (++hops > MOST_LINKS) return undefined
          if (record) {
            if (entry.kind === 'link') this.#link(path, next)
            else this.take(path)
          }
          if (next.startsWith('/')) at = ''
          for (const one of next.split('/').reverse()) left.push(one)
          continue
        }
        kind = 'file'
      } else if (entry.kind !== 'directory') {
        if (entry.kind === 'denied' && record) this.missing.push({ path, why: entry.why })
        return undefined
      }
      at = path
    }
    return { path: at, kind }
  }
}

const FILE: Entry = { kind: 'file' }
const DIRECTORY: Entry = { kind: 'directory' }

let shared: Buffer | undefined
const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOFOLLOW ?? 0)

/**
 * Up to `limit` bytes of a regular file, read to its end whatever size it reports (files of /proc and /sys report 0).
 * Never waits: a FIFO or a device that took the file's place is refused.
 */
export function readRegular(path: string, limit: number): Buffer {
  const fd = fs.openSync(path, FLAGS)
  try {
    if (!fs.fstatSync(fd).isFile()) throw Object.assign(new Error(`${path}: not a regular file`), { code: 'EINVAL' })
    shared ??= Buffer.allocUnsafe(64 * 1024)
    const first = fs.readSync(fd, shared, 0, Math.min(limit, shared.length), null)
    if (first === 0) return Buffer.alloc(0)
    const parts = [Buffer.from(shared.subarray(0, first))]
    let total = first
    while (total < limit) {
      const n = fs.readSync(fd, shared, 0, Math.min(limit - total, shared.length), null)
      if (n === 0) break
      total += n
      parts.push(Buffer.from(shared.subarray(0, n)))
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts, total)
  } finally {
    fs.closeSync(fd)
  }
}

/** Why a file that is there gave nothing. */
export function whyUnreadable(error: unknown): Missing['why'] {
  const code = (error as NodeJS.ErrnoException).code
  return (code === 'EACCES' || code === 'EPERM') && process.getuid?.() !== 0 ? 'needs root' : 'unreadable'
}
