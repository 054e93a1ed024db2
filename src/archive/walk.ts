import { flattenedLink, linked } from '../evidence/tree.ts'
import type { Missing, Wanted } from '../model.ts'
import { LIMITS, limitOf } from './limits.ts'
import { allPatterns, type PatternNode, patternTree } from './wanted.ts'

/** As the kernel: more links than that on the way to one file are a loop. */
const MOST_LINKS = 40

export type Entry =
  | { readonly kind: 'directory' | 'file' | 'other' | 'none' }
  | { readonly kind: 'link'; readonly to: string }
  | { readonly kind: 'denied'; readonly why: Missing['why'] }

/** Files, links and directories of an archive or a folder. All paths are real ones, without leading slash; '' is the root. */
export interface FileTree {
  /** What is called `name` in a directory. */
  entry(directory: string, name: string): Entry
  /** The names in a directory, sorted; why not, where it cannot be read. */
  list(directory: string): readonly string[] | Missing['why']
  /** The text of a regular file, cut at a line after `limit` bytes; why not, where it cannot be read. */
  read(path: string, limit: number): { readonly text: string } | { readonly why: Missing['why'] }
  /** Whether small files may be links that lost their type. */
  readonly flattens: boolean
  /** Whether links in this directory surely lead to a directory by its real path, as the kernel's own below /sys do. */
  readonly straight?: (directory: string) => boolean
}

/**
 * Reads the requested files of a tree. Links are resolved here, component by component and never past the root,
 * so that the absolute links of a captured tree lead into the capture. Everything is synchronous: on a live machine a
 * path costs a few microseconds, and asynchronous calls cost ten times that.
 */
export class Walk {
  readonly tree: FileTree
  readonly files: Map<string, string> = new Map()
  readonly links: Map<string, string> = new Map()
  readonly missing: Missing[] = []
  #held = 0

  constructor(tree: FileTree) {
    this.tree = tree
  }

  /**
   * Reads the requested files into `files`, `links` and `missing`.
   * @param tree the paths to read as a tree, if the caller has it already
   */
  run(wanted: Wanted, tree: PatternNode = patternTree(allPatterns(wanted))): this {
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
      node.names.forEach((next, name) => {
        step(next, directory, name)
      })
      if (node.globs.size === 0) return
      const names = this.tree.list(directory)
      if (typeof names === 'string') {
        for (const glob of node.globs.values()) deny(glob.next, names)
        return
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
      const entry = this.tree.entry(directory, name)
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
      for (let i = 0; i < node.ends.length; i++)
        if (!found.has(node.ends[i]!)) this.missing.push({ path: node.ends[i]!, why: 'absent' })
      node.names.forEach(absent)
      if (node.globs.size > 0) for (const glob of node.globs.values()) absent(glob.next)
    }
    absent(tree)
    return this
  }

  /** Reads a regular file at its real path, once. */
  take(path: string): void {
    if (this.files.has(path)) return
    if (this.#held >= LIMITS.total || this.files.size >= LIMITS.files) {
      this.missing.push({ path, why: 'unreadable' })
      return
    }
    const got = this.tree.read(path, limitOf(path))
    if ('why' in got) this.missing.push({ path, why: got.why })
    else {
      this.#held += got.text.length
      this.files.set(path, got.text)
    }
  }

  /** Whether a path without wildcards is there, through links. */
  has(path: string): boolean {
    return this.#resolve('', path, false) !== undefined
  }

  #link(path: string, to: string): void {
    if (this.links.size < LIMITS.links) this.links.set(path, to)
  }

  /** Where a small file of a capture leads when it is a link that lost its type. */
  #flattened(path: string, wanted: boolean): string | undefined {
    if (!this.tree.flattens) return undefined
    if (wanted) this.take(path)
    const held = this.files.get(path)
    if (held !== undefined) return flattenedLink(held)
    const got = this.tree.read(path, 4096)
    return 'why' in got ? undefined : flattenedLink(got.text)
  }

  /** Follows a link's text from the directory that it lies in; undefined when it leads nowhere or round in circles. */
  #resolve(
    directory: string,
    to: string,
    record = true,
  ): { readonly path: string; readonly kind: 'directory' | 'file' } | undefined {
    if (this.tree.straight?.(directory) === true && to.startsWith('../'))
      return { path: linked(directory, to), kind: 'directory' }
    let at = to.startsWith('/') ? '' : directory
    let kind: 'directory' | 'file' = 'directory'
    const left = to.split('/').reverse()
    let hops = 0
    let parts = left.length
    while (left.length > 0) {
      const part = left.pop()!
      if (part === '' || part === '.') continue
      if (kind === 'file') return undefined
      if (part === '..') {
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
        continue
      }
      const path = at === '' ? part : `${at}/${part}`
      if (path.length > LIMITS.path) return undefined
      const entry = this.tree.entry(at, part)
      if (entry.kind === 'link' || entry.kind === 'file') {
        const next = entry.kind === 'link' ? entry.to : this.#flattened(path, false)
        if (next !== undefined) {
          if (++hops > MOST_LINKS) return undefined
          if (record) {
            if (entry.kind === 'link') this.#link(path, next)
            else this.take(path)
          }
          if (next.startsWith('/')) at = ''
          const more = next.split('/')
          parts += more.length
          if (parts > LIMITS.followed) return undefined
          for (const one of more.reverse()) left.push(one)
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
