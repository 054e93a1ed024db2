import * as fs from 'node:fs'
import { cutAtLine, decodeText } from '../archive/decode.ts'
import { LIMITS } from '../archive/limits.ts'
import type { Entry, FileTree } from '../archive/walk.ts'
import type { Missing } from '../model.ts'

/** A tree of files on this machine's disk: below a folder, or the whole live machine. Nothing is asked for twice. */
export class DiskTree implements FileTree {
  readonly root: string
  readonly flattens: boolean
  readonly #live: boolean
  /** Names that are passed over when a directory is listed. */
  readonly #skip: ((directory: string, name: string) => boolean) | undefined
  readonly #entries = new Map<string, Entry>()
  readonly #lists = new Map<string, readonly string[] | Missing['why']>()
  #seen = 0

  /** @param root a folder, or '' for the root of the file system */
  constructor(
    root: string,
    options: { readonly live?: boolean; readonly skip?: (directory: string, name: string) => boolean } = {},
  ) {
    this.root = root
    this.#live = options.live ?? false
    this.#skip = options.skip
    this.flattens = !this.#live
  }

  entry(directory: string, name: string): Entry {
    const key = `${directory}/${name}`
    let entry = this.#entries.get(key)
    if (entry === undefined) {
      entry = this.#lookUp(directory, name)
      this.#entries.set(key, entry)
    }
    return entry
  }

  list(directory: string): readonly string[] | Missing['why'] {
    let names = this.#lists.get(directory)
    if (names === undefined) {
      names = this.#readDirectory(directory)
      this.#lists.set(directory, names)
    }
    return names
  }

  read(path: string, limit: number): { readonly text: string } | { readonly why: Missing['why'] } {
    try {
      const bytes = (this.#live ? readLive : readRegular)(`${this.root}/${path}`, limit + 1)
      const text = this.#live ? bytes.toString('utf8') : decodeText(bytes)
      return { text: bytes.length <= limit ? text : (cutAtLine(text) ?? text) }
    } catch (error) {
      return { why: whyUnreadable(error) }
    }
  }

  #lookUp(directory: string, name: string): Entry {
    // The numbered directory behind /proc/self is this very process; its number would be noise in every proof.
    if (this.#live && directory === 'proc' && name === 'self') return { kind: 'directory' }
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

  #readDirectory(directory: string): readonly string[] | Missing['why'] {
    // Of all processes a live machine is asked about this one only.
    if (this.#live && directory === 'proc') return ['self']
    const names: string[] = []
    const note = (one: fs.Dirent): void => {
      if (this.#skip?.(directory, one.name) === true) return
      names.push(one.name)
      const key = `${directory}/${one.name}`
      if (this.#entries.has(key)) return
      if (one.isFile()) this.#entries.set(key, FILE)
      else if (one.isDirectory()) this.#entries.set(key, DIRECTORY)
    }
    const path = `${this.root}/${directory}`
    try {
      if (this.#live) {
        for (const one of fs.readdirSync(path, { withFileTypes: true })) note(one)
      } else {
        // Somebody else's folder may hold millions of names.
        const handle = fs.opendirSync(path, { bufferSize: 128 })
        try {
          for (let one = handle.readSync(); one !== null && this.#seen < LIMITS.entries; one = handle.readSync()) {
            this.#seen++
            note(one)
          }
        } finally {
          handle.closeSync()
        }
      }
    } catch (error) {
      return whyUnreadable(error)
    }
    return names.sort()
  }
}

const FILE: Entry = { kind: 'file' }
const DIRECTORY: Entry = { kind: 'directory' }

const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0) | (fs.constants.O_NOFOLLOW ?? 0)

/** Files below /sys give at most this much, all of it in the first read (Documentation/filesystems/sysfs.rst of Linux). */
const PAGE = 4096

let shared: Buffer | undefined

/**
 * Up to `limit` bytes of a regular file, read to its end whatever size it reports (files of /proc and /sys report 0).
 * Never waits: a FIFO or a device that took the file's place is refused.
 */
export function readRegular(path: string, limit: number): Buffer {
  const fd = fs.openSync(path, FLAGS)
  try {
    if (!fs.fstatSync(fd).isFile()) throw Object.assign(new Error(`${path}: not a regular file`), { code: 'EINVAL' })
    return readAll(fd, limit, 0)
  } finally {
    fs.closeSync(fd)
  }
}

/** As `readRegular`, for a file of this very machine that was just seen to be a regular one. */
function readLive(path: string, limit: number): Buffer {
  const fd = fs.openSync(path, FLAGS)
  try {
    return readAll(fd, limit, path.startsWith('/sys/') ? PAGE : 0)
  } finally {
    fs.closeSync(fd)
  }
}

/** @param page a first read of less than that is the whole file; the bytes are good until the next call */
function readAll(fd: number, limit: number, page: number): Buffer {
  shared ??= Buffer.allocUnsafeSlow(64 * 1024)
  const parts: Buffer[] = []
  let done = 0
  let at = 0
  while (done < limit) {
    const n = fs.readSync(fd, shared, at, Math.min(limit - done, shared.length - at), null)
    at += n
    done += n
    if (n === 0 || done < page) break
    if (at === shared.length) {
      parts.push(Buffer.from(shared))
      at = 0
    }
  }
  return parts.length === 0 ? shared.subarray(0, at) : Buffer.concat([...parts, shared.subarray(0, at)], done)
}

/** Why a file that is there gave nothing. */
export function whyUnreadable(error: unknown): Missing['why'] {
  const code = (error as NodeJS.ErrnoException).code
  return (code === 'EACCES' || code === 'EPERM') && process.getuid?.() !== 0 ? 'needs root' : 'unreadable'
}
