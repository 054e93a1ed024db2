import { createReadStream, readFileSync, statSync } from 'node:fs'
import { isArchive } from '../archive/magic.ts'
import { type Peeked, peek } from '../archive/stream.ts'
import { doing } from '../doing.ts'
import { HEAD } from '../evidence/signals.ts'
import { Fault } from '../fault.ts'
import type { Opened, Wanted } from '../model.ts'
import { openLive } from './live.ts'
import { faultOf } from './says.ts'

/** The named source, read just far enough to determine its kind. */
type Target =
  | { readonly is: 'machine' }
  | { readonly is: 'directory'; readonly path: string }
  | { readonly is: 'bytes'; readonly path: string; readonly bytes: Peeked }

interface SourceReader<T extends Target = Target> {
  readonly mine: (target: Target) => target is T
  /** Loads the reader's code only now: start-up time belongs to the one that is used. */
  readonly open: (target: T, wanted: Wanted) => Promise<Opened>
}

/** Whether this machine has the files of Linux; on any other system its commands are asked, and captures' readers read what they print. */
export const hasLinuxFiles = (): boolean => process.platform === 'linux' || process.platform === 'android'

type Of<K extends Target['is']> = Extract<Target, { readonly is: K }>

const live: SourceReader<Of<'machine'>> = {
  mine: (target) => target.is === 'machine',
  open: async (_, wanted) => (hasLinuxFiles() ? openLive(wanted) : (await import('./system.ts')).openSystem()),
}
const directory: SourceReader<Of<'directory'>> = {
  mine: (target) => target.is === 'directory',
  open: async ({ path }, wanted) => (await import('./directory.ts')).openDirectory(path, wanted),
}
const bytes: SourceReader<Of<'bytes'>> = {
  mine: (target) => target.is === 'bytes',
  async open({ path, bytes }, wanted) {
    const { openBytes } = await import('../archive/open.ts')
    if (!isArchive(bytes.head)) return openBytes(path, bytes, wanted)
    return openBytes(path, bytes, wanted, { decompressors: (await import('./decompressors.ts')).NATIVE })
  },
}

/** Asked in this order. */
const READERS = [live, directory, bytes] as readonly SourceReader[]

/**
 * Whatever was named as evidence.
 * @param spec nothing for the machine that this runs on, '-' for standard input, else a path, whose kind is recognised by content
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is no known kind of capture
 */
export async function open(
  spec: string | undefined,
  wanted: Wanted,
  io: { readonly stdin: AsyncIterable<Uint8Array> },
): Promise<Opened> {
  doing(spec === undefined ? 'reading this machine' : `reading ${spec === '-' ? STDIN : spec}`)
  const target = await look(spec, io)
  try {
    for (const reader of READERS) if (reader.mine(target)) return await reader.open(target, wanted)
  } finally {
    doing()
    if (target.is === 'bytes') await target.bytes.close()
  }
  throw new Error('unreachable: a text reader takes all bytes')
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** How standard input is called in messages and proofs. */
const STDIN = 'standard input'

/** Standard input is opened only when it is asked for: opening it costs start-up time. */
async function look(spec: string | undefined, io: { readonly stdin: AsyncIterable<Uint8Array> }): Promise<Target> {
  if (spec === undefined) return { is: 'machine' }
  if (spec === '-') return { is: 'bytes', path: STDIN, bytes: await peek(io.stdin, HEAD) }
  try {
    const stat = statSync(spec)
    if (stat.isDirectory()) return { is: 'directory', path: spec }
    if (!stat.isFile() && !stat.isFIFO()) throw new Fault(`${spec}: this is a device or socket, not a capture`)
    // A stream costs more than a small file. Files of /proc report no size.
    if (stat.isFile() && stat.size > 0 && stat.size <= HEAD)
      return { is: 'bytes', path: spec, bytes: await peek(once(readFileSync(spec)), HEAD) }
    return { is: 'bytes', path: spec, bytes: await peek(createReadStream(spec, { highWaterMark: 256 * 1024 }), HEAD) }
  } catch (error) {
    throw faultOf(spec, error)
  }
}
