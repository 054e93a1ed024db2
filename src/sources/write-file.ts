import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readlinkSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
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
}

/**
 * Writes a whole file or leaves everything as it was: the text goes into a file beside it, which then takes its name. A file that is replaced
 * keeps its owner and its mode; of a symbolic link the target is replaced. Devices, pipes and descriptors (/dev/stdout) are written directly.
 * Hard links to a file that is replaced keep the old text. Synchronous, so that a signal waits until the file is whole.
 * @throws Fault with the file's name in one line
 */
export function writeFile(path: string, content: string | Uint8Array, options: WriteOptions = {}): void {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  try {
    const target = targetOf(resolve(options.cwd ?? '.', path))
    if (typeof target === 'number') {
      writeAll(target, bytes)
      return
    }
    const old = statSync(target, { throwIfNoEntry: false })
    if (old !== undefined && options.existing !== undefined && options.existing !== 'replace')
      throw new Fault(`${path}: the file exists (${options.existing.refuse} replaces it)`, EXIT.usage)
    if (old?.isDirectory() === true) throw new Fault(`${path}: is a directory`)
    if (old !== undefined && isSource(old, options))
      throw new Fault(`${path} is also the source; choose another name`, EXIT.usage)
    if (old !== undefined && !old.isFile()) writeDirectly(target, bytes)
    else replace(target, bytes, old, options.private === true)
  } catch (error) {
    if (error instanceof Fault) throw error
    throw new Fault(`${path}: cannot write: ${saysOf(error)}`)
  }
}

const MOST_LINKS = 40

/** The file that a path refers to, or the open descriptor. The last name need not exist; a link without a target names the file to make. */
function targetOf(path: string): string | number {
  let current = path
  for (let links = 0; links < MOST_LINKS; links++) {
    const descriptor = /^\/(?:proc\/self|dev)\/fd\/(\d{1,9})$/.exec(current)?.[1]
    if (descriptor !== undefined) return Number(descriptor)
    if (lstatSync(current, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return current
    current = resolve(dirname(current), readlinkSync(current))
  }
  throw Object.assign(new Error('ELOOP'), { code: 'ELOOP' })
}

function isSource(target: Stats, { sources = [], cwd = '.' }: WriteOptions): boolean {
  return sources.some((source) => {
    const stats = statSync(resolve(cwd, source), { throwIfNoEntry: false })
    return stats !== undefined && stats.dev === target.dev && stats.ino === target.ino
  })
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

function replace(target: string, bytes: Uint8Array, old: Stats | undefined, secret: boolean): void {
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
    renameSync(draft, target)
    renamed = true
  } finally {
    if (!renamed) unlinkSync(draft)
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
