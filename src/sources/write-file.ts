import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { EXIT, Fault } from '../fault.ts'
import { saysOf } from './says.ts'

export interface WriteOptions {
  /** Relative paths start here; default: the folder of the process. */
  readonly cwd?: string
  /** Only the owner may read the file, whether or not it was there before. */
  readonly private?: true
  /** What to do with a file of that name: replace it (default) or fail, saying which option replaces it. */
  readonly existing?: 'replace' | { readonly refuse: string }
  /** The files that were read for this: none of them is written over. */
  readonly sources?: readonly string[]
  /** What the file has to hold until it is replaced; only a regular file is. */
  readonly was?: Uint8Array
}

/**
 * Writes a whole file or leaves everything as it was: the text goes into a file beside it, which then takes its name. A file that is replaced
 * keeps its owner and its mode; of a symbolic link the target is replaced, unless another user may have put the link there (/tmp). Devices, pipes and descriptors
 * (/dev/stdout) are written directly. A process that is killed leaves the file beside it, `.NAME.` and eight letters or digits. Hard links to a file that is replaced keep the old text. Synchronous, so that a signal waits until the file is whole.
 * @throws Fault with the file's name in one line
 */
export function writeFile(path: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  try {
    const { target, linked } = targetOf(absolute(path, options.cwd))
    if (typeof target === 'number') {
      if (options.was !== undefined) throw notRegular(path)
      writeAll(target, bytes)
      return
    }
    const old = statSync(target, { throwIfNoEntry: false })
    const refuse = typeof options.existing === 'object' ? options.existing.refuse : undefined
    if (refuse !== undefined && old !== undefined) throw exists(path, refuse)
    if (refuse !== undefined && linked)
      throw new Fault(`${path}: is a link to a file that does not exist (${refuse} creates it)`, EXIT.usage)
    if (old?.isDirectory() === true) throw new Fault(`${path}: is a directory`)
    if (old !== undefined && isSource(old, options))
      throw new Fault(`${path} is also the source; choose another name`, EXIT.usage)
    if (options.was !== undefined && old?.isFile() === false) throw notRegular(path)
    if (old !== undefined && !old.isFile()) writeDirectly(target, bytes)
    else replace({ path, target, bytes, old, options })
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault(`${path}: cannot write: ${saysOf(error)}`)
  }
}

const MOST_LINKS = 40

/** Not normalized: `..` after a link leads to the parent of the folder that the link names. */
const absolute = (path: string, cwd = '.'): string => (isAbsolute(path) ? path : `${resolve(cwd)}${sep}${path}`)

const exists = (path: string, option: string): Fault =>
  new Fault(`${path}: the file exists (${option} replaces it)`, EXIT.usage)
const notRegular = (path: string): Fault =>
  new Fault(`${path}: nothing is written: fixes need the name of a regular file`, EXIT.usage)

/** Whether a path leads to a regular file by its name: no pipe, no device, and no descriptor such as /dev/stdin. */
export function isRegular(path: string, cwd: string): boolean {
  try {
    const { target } = targetOf(absolute(path, cwd))
    return typeof target === 'string' && statSync(target, { throwIfNoEntry: false })?.isFile() !== false
  } catch (error) {
    if (error instanceof Fault) throw error
    // Reading it gives the reason.
    return true
  }
}

/** The file that a path refers to, or the open descriptor. The last name need not exist; a link without a target names the file to make. */
function targetOf(path: string): { readonly target: string | number; readonly linked: boolean } {
  let current = path
  for (let links = 0; links < MOST_LINKS; links++) {
    const descriptor = /^\/(?:proc\/self|dev)\/fd\/(\d{1,9})$/.exec(current)?.[1]
    if (descriptor !== undefined) return { target: Number(descriptor), linked: true }
    // The native one: the other takes `..` away before it looks for links.
    const folder = realpathSync.native(dirname(current))
    current = join(folder, basename(current))
    const stats = lstatSync(current, { throwIfNoEntry: false })
    if (stats?.isSymbolicLink() !== true) return { target: current, linked: links > 0 }
    if (isForeign(stats, statSync(folder)))
      throw new Fault(`${current}: is a link that another user put there; nothing is written`)
    current = absolute(readlinkSync(current), folder)
  }
  throw Object.assign(new Error('ELOOP'), { code: 'ELOOP' })
}

const STICKY = 0o1000
const WRITABLE_BY_ALL = 0o002

/**
 * Whether another user may have put a link into a folder for all, such as /tmp.
 * The rule of https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-symlinks
 */
export function isForeign(link: Pick<Stats, 'uid'>, folder: Pick<Stats, 'uid' | 'mode'>): boolean {
  if ((folder.mode & STICKY) === 0 || (folder.mode & WRITABLE_BY_ALL) === 0) return false
  return link.uid !== process.geteuid?.() && link.uid !== folder.uid
}

function isSource(target: Stats, { sources = [], cwd = '.' }: WriteOptions): boolean {
  return sources.some((source) => {
    const stats = statsOf(resolve(cwd, source))
    return stats !== undefined && stats.dev === target.dev && stats.ino === target.ino
  })
}

/** Nothing for what is no file here: the names of what a capture holds are taken below the source, which may be a file. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}

function writeDirectly(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'w')
  try {
    writeAll(fd, bytes)
  } finally {
    closeSync(fd)
  }
}

const PRIVATE = 0o600
const ANYONE = 0o666
const MODE = 0o7777

interface Replacing {
  /** As the user wrote it. */
  readonly path: string
  readonly target: string
  readonly bytes: Uint8Array
  readonly old: Stats | undefined
  readonly options: WriteOptions
}

function replace({ path, target, bytes, old, options }: Replacing): void {
  const secret = options.private === true
  deferSignals()
  // Until it has its owner and mode, a file that replaces another is readable by its owner alone.
  const { fd, draft } = draftBeside(target, secret || old !== undefined ? PRIVATE : ANYONE)
  let renamed = false
  try {
    try {
      writeAll(fd, bytes)
      if (old !== undefined) keepOwner(fd, old, secret)
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
    if (options.was !== undefined && Buffer.compare(readFileSync(target), options.was) !== 0)
      throw new Fault(`${path}: nothing is written: the file has changed since it was read`)
    if (typeof options.existing === 'object' && claim(path, draft, target, options.existing.refuse)) return
    renameSync(draft, target)
    renamed = true
  } finally {
    if (!renamed) unlinkSync(draft)
  }
}

/** Gives the draft its name unless that exists by now; a file system without hard links gets the plain change of name afterwards. */
function claim(path: string, draft: string, target: string, option: string): boolean {
  try {
    linkSync(draft, target)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw exists(path, option)
    return false
  }
}

/** Names that are tried: another process may use the same. */
const MOST_NAMES = 100

function draftBeside(target: string, mode: number): { readonly fd: number; readonly draft: string } {
  const { O_CREAT, O_EXCL, O_WRONLY } = constants
  for (let n = 1; ; n++) {
    // Short, since the name itself may already be as long as a name can be.
    const draft = join(dirname(target), `.${basename(target).slice(0, 40)}.${Math.random().toString(36).slice(2, 10)}`)
    try {
      return { fd: openSync(draft, O_CREAT | O_EXCL | O_WRONLY, mode), draft }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || n === MOST_NAMES) throw error
    }
  }
}

/** Windows has neither. A file whose owner cannot be kept is not replaced. */
function keepOwner(fd: number, old: Stats, secret: boolean): void {
  if (process.platform === 'win32') return
  const now = fstatSync(fd)
  if (now.uid !== old.uid || now.gid !== old.gid) fchownSync(fd, old.uid, old.gid)
  fchmodSync(fd, secret ? PRIVATE : old.mode & MODE)
}

/** Milliseconds between two tries at a pipe that is full and does not block. */
const FULL = 5

function writeAll(fd: number, bytes: Uint8Array): void {
  let done = 0
  while (done < bytes.length) {
    try {
      done += writeSync(fd, bytes, done)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FULL)
    }
  }
}

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const

/** What ends the process after a signal, once there was a file to write. */
const ending = new Map<NodeJS.Signals, () => void>()

/**
 * From here on a signal waits for the end of synchronous work, such as writing a file; then it ends the process, unless another listener is
 * there for it. The listeners stay: a signal that comes while one is removed would be lost.
 */
function deferSignals(): void {
  for (const signal of SIGNALS) {
    const old = ending.get(signal)
    const handler = (): void => {
      if (process.listenerCount(signal) > 1) return
      process.removeListener(signal, handler)
      process.kill(process.pid, signal)
    }
    // First of all listeners, so that one that is called once still counts. Added before the old one goes: there is always one.
    process.prependListener(signal, handler)
    if (old !== undefined) process.removeListener(signal, old)
    ending.set(signal, handler)
  }
}
