import type { Missing } from '../model.ts'
import { cutAtLine, decodeText } from './decode.ts'
import type { Entry, FileTree } from './walk.ts'

type Node = Map<string, Node> | Uint8Array | string

/** What was kept of an archive, as a tree of files. A file is its bytes, a link its text, a directory its names. */
export class MemoryTree implements FileTree {
  readonly flattens = true
  readonly #root: Map<string, Node>

  constructor(root: Map<string, Node> = new Map()) {
    this.#root = root
  }

  /** Sees only what lies below one of its folders. */
  below(folder: string): MemoryTree {
    const node = this.#find(folder)
    return new MemoryTree(node instanceof Map ? node : new Map())
  }

  /** As extracting would do it, a later entry takes the place of an earlier one; but a folder stays a folder. */
  put(path: string, content: Uint8Array | string): void {
    const slash = path.lastIndexOf('/')
    const parent = this.folder(slash < 0 ? '' : path.slice(0, slash))
    const name = path.slice(slash + 1)
    if (parent !== undefined && !(parent.get(name) instanceof Map)) parent.set(name, content)
  }

  /** Makes a folder and those above it; undefined where a file is in the way. */
  folder(path: string): Map<string, Node> | undefined {
    let at = this.#root
    if (path === '') return at
    for (const part of path.split('/')) {
      let next = at.get(part)
      if (next === undefined) {
        next = new Map()
        at.set(part, next)
      }
      if (!(next instanceof Map)) return undefined
      at = next
    }
    return at
  }

  /** The bytes of a file. */
  bytes(path: string): Uint8Array | undefined {
    const node = this.#find(path)
    return node instanceof Uint8Array ? node : undefined
  }

  entry(directory: string, name: string): Entry {
    const parent = this.#find(directory)
    const node = parent instanceof Map ? parent.get(name) : undefined
    if (node === undefined) return { kind: 'none' }
    if (typeof node === 'string') return { kind: 'link', to: node }
    return { kind: node instanceof Map ? 'directory' : 'file' }
  }

  list(directory: string): readonly string[] {
    const node = this.#find(directory)
    return node instanceof Map ? [...node.keys()].sort() : []
  }

  read(path: string, limit: number): { readonly text: string } | { readonly why: Missing['why'] } {
    const bytes = this.bytes(path)
    if (bytes === undefined) return { why: 'absent' }
    const text = decodeText(bytes.length > limit ? bytes.subarray(0, limit + 1) : bytes)
    return { text: bytes.length <= limit ? text : (cutAtLine(text) ?? text) }
  }

  #find(path: string): Node | undefined {
    let at: Node | undefined = this.#root
    if (path === '') return at
    for (const part of path.split('/')) {
      if (!(at instanceof Map)) return undefined
      at = at.get(part)
    }
    return at
  }
}
