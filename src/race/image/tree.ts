import { readdir, readFile, readlink, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { Fault } from '../../fault.ts'
import { cpio, type Entry } from './cpio.ts'
import { isElf, needed } from './elf.ts'

/** Where the loader looks, in the unpacked packages. */
const LIBRARIES = ['lib/x86_64-linux-gnu', 'usr/lib/x86_64-linux-gnu', 'lib', 'usr/lib'] as const

/** The files of an initramfs as they are put together from unpacked packages and from texts of our own. */
export class Tree {
  readonly #root: string
  readonly #entries = new Map<string, Entry>()

  /** @param root the unpacked packages */
  constructor(root: string) {
    this.#root = root
  }

  directory(path: string): void {
    if (path === '' || path === '.' || this.#entries.has(path)) return
    this.directory(dirname(path))
    this.#entries.set(path, { path, kind: 'directory' })
  }

  file(path: string, body: Uint8Array | string, executable: boolean = false): void {
    this.directory(dirname(path))
    this.#entries.set(path, { path, kind: 'file', body, executable })
  }

  link(path: string, target: string): void {
    this.directory(dirname(path))
    this.#entries.set(path, { path, kind: 'link', body: target })
  }

  device(path: string, major: number, minor: number): void {
    this.directory(dirname(path))
    this.#entries.set(path, { path, kind: 'device', major, minor })
  }

  /** A program or library of the packages, with every library that it needs, at the paths where the packages have them. */
  async program(path: string, as: string = path): Promise<void> {
    if (this.#entries.has(as)) return
    const bytes = await this.#read(path)
    this.file(as, bytes, true)
    if (!isElf(bytes)) return
    for (const name of needed(bytes, path)) {
      if (name.startsWith('/')) await this.program(name.slice(1))
      else await this.#library(name, path)
    }
  }

  /** A file as it is in the packages. */
  async copy(path: string, as: string = path): Promise<void> {
    this.file(as, await this.#read(path))
  }

  has(path: string): boolean {
    return this.#entries.has(path)
  }

  bytes(): Buffer {
    return cpio(this.#entries.values())
  }

  async #library(name: string, wantedBy: string): Promise<void> {
    for (const directory of LIBRARIES) {
      const path = `${directory}/${name}`
      if (this.#entries.has(path)) return
      const there = await stat(join(this.#root, path)).catch(() => undefined)
      if (there?.isFile() === true) return await this.program(path)
    }
    throw new Fault(`${wantedBy}: needs ${name}, which no package contains`)
  }

  async #read(path: string): Promise<Uint8Array> {
    const full = join(this.#root, path)
    // Packages link absolutely (/etc/alternatives); inside the unpacked tree that is below its root.
    const target = await readlink(full).catch(() => undefined)
    const at = target?.startsWith('/') === true ? join(this.#root, target) : full
    return await readFile(at).catch((error: NodeJS.ErrnoException) => {
      throw new Fault(
        `${full}: cannot be read (${error.code ?? error.message}); remove the folder root in the cache to unpack the packages again`,
      )
    })
  }
}

/** The first file below `root/directory` (to depth 12) whose name matches, as a path from `root`. */
export async function find(root: string, directory: string, name: RegExp, depth: number = 12): Promise<string | undefined> {
  const start = join(root, directory)
  const listed = await readdir(start, { withFileTypes: true }).catch(() => [])
  for (const one of listed) if (!one.isDirectory() && name.test(one.name)) return join(directory, one.name)
  if (depth > 0)
    for (const one of listed)
      if (one.isDirectory()) {
        const found = await find(root, join(directory, one.name), name, depth - 1)
        if (found !== undefined) return found
      }
  return undefined
}

/** A path below `root` with its links resolved, still as a path from `root`. */
export async function resolved(root: string, path: string): Promise<string> {
  return relative(await realpath(root), await realpath(join(root, path)))
}
