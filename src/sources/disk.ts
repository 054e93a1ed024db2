import {
  closeSync,
  constants,
  type Dirent,
  fstatSync,
  lstatSync,
  opendirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
} from 'node:fs'
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
  /** Names of the folders of a capture that were listed to their ends. */
  readonly #names = new Map<string, ReadonlySet<string>>()

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
      entry = (this.#live ? ofKernel(key) : this.#unlisted(directory, name)) ?? this.#lookUp(directory, name)
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
      if (this.#live) {
        if (this.#entries.get(path) === ATTRIBUTE) return { text: readFileSync(`${this.root}/${path}`, AT_ONCE) }
        const { text, bytes } = readLive(`${this.root}/${path}`, limit + 1)
        return { text: bytes <= limit ? text : (cutAtLine(text) ?? text) }
      }
      const bytes = readRegular(`${this.root}/${path}`, limit + 1)
      const text = decodeText(bytes)
      return { text: bytes.length <= limit ? text : (cutAtLine(text) ?? text) }
    } catch (error) {
      return { why: whyUnreadable(error) }
    }
  }

  /** Each leads to the directory of a kobject (Documentation/filesystems/sysfs.rst of Linux); to ask part by part would cost as much again. */
  straight(directory: string): boolean {
    return this.#live && directory.startsWith('sys/')
  }

  /** A name that a folder's list lacks needs no call. */
  #unlisted(directory: string, name: string): Entry | undefined {
    return this.#names.get(directory)?.has(name) === false ? NONE : undefined
  }

  #lookUp(directory: string, name: string): Entry {
    const path = directory === '' ? `${this.root}/${name}` : `${this.root}/${directory}/${name}`
    try {
      if (this.#live && LINKED.test(directory)) return { kind: 'link', to: readlinkSync(path) }
    } catch {
      // Not all that is listed there is a device: /sys/class/net may hold bonding_masters.
    }
    try {
      const stat = lstatSync(path, NO_THROW)
      if (stat === undefined) return NONE
      const type = stat.mode & S_IFMT
      if (type === S_IFLNK) return { kind: 'link', to: readlinkSync(path) }
      if (type === S_IFDIR) return DIRECTORY
      if (type !== S_IFREG) return OTHER
      return this.#live && directory.startsWith('sys/') && stat.size <= MOST_PAGE ? ATTRIBUTE : FILE
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
    const note = (one: Dirent): void => {
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
        // Without their types: what is listed below /proc and /sys is links nearly throughout, and those are looked up anyway.
        const all = readdirSync(path)
        for (const name of all) if (this.#skip?.(directory, name) !== true) names.push(name)
        if (names.length === 0) return all.sort()
      } else if (isSmall(path)) {
        const all = readdirSync(path, AS_ENTRIES)
        const seen = all.length <= LIMITS.entries - this.#seen ? all : all.slice(0, LIMITS.entries - this.#seen)
        this.#seen += seen.length
        seen.forEach(note)
        if (this.#skip === undefined && seen === all) this.#names.set(directory, new Set(names))
      } else {
        // A folder of another program may contain millions of names.
        const handle = opendirSync(path, { bufferSize: 128 })
        try {
          let one = handle.readSync()
          for (; one !== null && this.#seen < LIMITS.entries; one = handle.readSync()) {
            this.#seen++
            note(one)
          }
          if (one === null && this.#skip === undefined) this.#names.set(directory, new Set(names))
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

/** A folder whose own size shows that it has few names: reading it at once costs half as much as opening it. */
function isSmall(path: string): boolean {
  const size = lstatSync(path, NO_THROW)?.size ?? 0
  return size > 0 && size <= 64 * 1024
}
const AS_ENTRIES = { withFileTypes: true } as const
const NO_THROW = { throwIfNoEntry: false } as const

/**
 * Paths that are always folders in the kernel, and never links (Documentation/filesystems/sysfs.rst): checking them costs a tenth of
 * a millisecond for five of them. Where /sys is not mounted nothing is found below it all the same.
 */
const FOLDERS: ReadonlySet<string> = new Set([
  '/proc',
  '/sys',
  'proc/1',
  // A link to the number of this very process, which would be noise in every proof.
  'proc/self',
  'proc/self/net',
  'proc/sys',
  'proc/sys/kernel',
  'sys/block',
  'sys/bus',
  'sys/class',
  'sys/class/net',
  'sys/devices',
  'sys/devices/system',
  'sys/devices/system/clockevents',
  'sys/devices/system/clockevents/clockevent0',
  'sys/devices/system/clocksource',
  'sys/devices/system/clocksource/clocksource0',
  'sys/devices/system/cpu',
  'sys/devices/system/cpu/cpuidle',
  'sys/devices/system/cpu/vulnerabilities',
  'sys/devices/virtual',
  'sys/kernel',
  'sys/kernel/mm',
  'sys/kernel/mm/transparent_hugepage',
  'sys/module',
])
/** Paths that are files if they exist: reading a missing one fails like checking for it would. */
const FILES: ReadonlySet<string> = new Set([
  'proc/cmdline',
  'proc/cpuinfo',
  'proc/interrupts',
  'proc/stat',
  'proc/version',
  'proc/self/cgroup',
  'proc/self/mounts',
  'proc/self/net/route',
  'proc/self/status',
  'proc/sys/kernel/hostname',
  'proc/sys/kernel/osrelease',
  'sys/devices/system/clockevents/clockevent0/current_device',
  'sys/devices/system/cpu/online',
  'sys/devices/system/clocksource/clocksource0/available_clocksource',
  'sys/devices/system/clocksource/clocksource0/current_clocksource',
])
/** PCI buses and functions, virtio and Xen devices, as they are called below /sys/devices. */
const DEVICE: RegExp = /\/(?:pci[0-9a-f]{4}:|[0-9a-f]{4}:[0-9a-f]{2}:|virtio\d|v(?:bd|if)-)[^/]*$/

/** The type that a path of /proc or /sys always has, so that it need not be checked. */
function ofKernel(path: string): Entry | undefined {
  if (FOLDERS.has(path)) return DIRECTORY
  if (FILES.has(path)) return path.startsWith('sys/') ? ATTRIBUTE : FILE
  if (!path.startsWith('sys/devices/')) return undefined
  if (path.endsWith('/uevent')) return ATTRIBUTE
  return DEVICE.test(path) ? DIRECTORY : undefined
}

/** Where the kernel lists devices by links, once their names are known. */
const LINKED: RegExp = /^sys\/(?:block|class\/[^/]+|bus\/[^/]+\/devices)$/

const { S_IFMT, S_IFLNK, S_IFDIR, S_IFREG } = constants
const FILE: Entry = { kind: 'file' }
/** A file below a live /sys: its size is a page, of which none is larger than 64 KiB, and one call reads it. */
const ATTRIBUTE: Entry = { kind: 'file' }
const MOST_PAGE = 64 * 1024
const DIRECTORY: Entry = { kind: 'directory' }
const OTHER: Entry = { kind: 'other' }
const NONE: Entry = { kind: 'none' }

const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0)
/** Node takes a number there as well. */
const AT_ONCE = { encoding: 'utf8', flag: FLAGS as unknown as string } as const

let shared: Buffer | undefined
let buffer: Buffer | undefined

/**
 * Up to `limit` bytes of a regular file, read to its end whatever size it reports (files of /proc and /sys report 0).
 * Never waits: a FIFO or a device that took the file's place is refused.
 */
export function readRegular(path: string, limit: number): Buffer {
  const fd = openSync(path, FLAGS)
  try {
    if (!fstatSync(fd).isFile()) throw Object.assign(new Error(`${path}: not a regular file`), { code: 'EINVAL' })
    return readAll(fd, limit)
  } finally {
    closeSync(fd)
  }
}

/** The text of a file of this very machine that was just seen to be a regular one; of what is longer, `limit` bytes. */
function readLive(path: string, limit: number): { readonly text: string; readonly bytes: number } {
  const fd = openSync(path, FLAGS)
  try {
    shared ??= Buffer.allocUnsafeSlow(64 * 1024)
    let at = 0
    // Nearly all of them are read in one go; of the others the bytes are needed, since a read may end within a character.
    while (at < Math.min(limit, shared.length)) {
      const n = readSync(fd, shared, at, Math.min(limit, shared.length) - at, null)
      at += n
      if (n === 0) return { text: utf8(shared, at), bytes: at }
    }
    if (at === limit) return { text: utf8(shared, at), bytes: at }
    const all = Buffer.concat([shared, readAll(fd, limit - at)])
    return { text: all.toString('utf8'), bytes: all.length }
  } finally {
    closeSync(fd)
  }
}

/** `toString('utf8')` without what Node's library does to find that out, which would have to be compiled. */
const utf8 = (bytes: Buffer, end: number): string =>
  (bytes as Buffer & { utf8Slice(start: number, end: number): string }).utf8Slice(0, end)

/** @returns bytes that last until the next call */
function readAll(fd: number, limit: number): Buffer {
  // Room for a head of 64 KiB and a byte more.
  buffer ??= Buffer.allocUnsafeSlow(128 * 1024)
  const parts: Buffer[] = []
  let done = 0
  let at = 0
  for (let n = 1; n > 0 && done < limit; done += n) {
    if (at === buffer.length) {
      parts.push(Buffer.from(buffer))
      at = 0
    }
    n = readSync(fd, buffer, at, Math.min(limit - done, buffer.length - at), null)
    at += n
  }
  const end = buffer.subarray(0, at)
  return parts.length === 0 ? end : Buffer.concat([...parts, end], done)
}

/** Why a file that is there gave nothing; a process may end, and a device go, while it is looked at. */
export function whyUnreadable(error: unknown): Missing['why'] {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOENT') return 'absent'
  return (code === 'EACCES' || code === 'EPERM') && process.getuid?.() !== 0 ? 'needs root' : 'unreadable'
}
