import { createReadStream, statSync } from 'node:fs'
import { isArchive, isCollected } from '../archive/magic.ts'
import { type Peeked, peek } from '../archive/stream.ts'
import { HEAD } from '../evidence/signals.ts'
import { Fault } from '../fault.ts'
import type { Evidence, Source, SourceKind, Wanted } from '../model.ts'
import { openLive } from './live.ts'
import { faultOf } from './says.ts'

export type { Wanted } from '../model.ts'

export interface Opened {
  readonly source: Source
  readonly evidence: Evidence
}

/** What was named, looked at just enough to tell its kind. */
type Target =
  | { readonly is: 'machine' }
  | { readonly is: 'directory'; readonly path: string }
  | { readonly is: 'bytes'; readonly path: string; readonly bytes: Peeked }

interface SourceReader<T extends Target = Target> {
  readonly kind: SourceKind
  readonly mine: (target: Target) => target is T
  /** Loads the reader's code only now: start-up time belongs to the one that is used. */
  readonly open: (target: T, wanted: Wanted) => Promise<Opened>
}

type Of<K extends Target['is']> = Extract<Target, { readonly is: K }>

const live: SourceReader<Of<'machine'>> = {
  kind: 'live',
  mine: (target) => target.is === 'machine',
  open: async (_, wanted) => openLive(wanted),
}
const directory: SourceReader<Of<'directory'>> = {
  kind: 'directory',
  mine: (target) => target.is === 'directory',
  open: async ({ path }, wanted) => (await import('./directory.ts')).openDirectory(path, wanted),
}
const archive: SourceReader<Of<'bytes'>> = {
  kind: 'archive',
  mine: (target): target is Of<'bytes'> => target.is === 'bytes' && isArchive(target.bytes.head),
  open: async ({ path, bytes }, wanted) => (await import('./archive.ts')).openArchive(path, bytes, wanted),
}
const collected: SourceReader<Of<'bytes'>> = {
  kind: 'archive',
  mine: (target): target is Of<'bytes'> => target.is === 'bytes' && isCollected(target.bytes.head),
  async open({ path, bytes }, wanted) {
    const { readCollected } = await import('../capture/collected.ts')
    const evidence = await readCollected(bytes.stream, wanted, path)
    return { source: { path, kind: 'archive', format: 'collector' }, evidence }
  },
}
const text: SourceReader<Of<'bytes'>> = {
  kind: 'text',
  mine: (target): target is Of<'bytes'> => target.is === 'bytes',
  async open({ path, bytes }, wanted) {
    const { readText } = await import('../archive/text.ts')
    return { source: { path, kind: 'text' }, evidence: await readText(path, bytes, wanted) }
  },
}

/** Asked in this order. */
const READERS = [live, directory, archive, collected, text] as readonly SourceReader[]

/**
 * Whatever was named as evidence.
 * @param spec nothing for the machine that this runs on, '-' for standard input, else a path; its kind is told by content
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is no known kind of capture
 */
export async function open(
  spec: string | undefined,
  wanted: Wanted,
  io: { readonly stdin: AsyncIterable<Uint8Array> },
): Promise<Opened> {
  const target = await look(spec, io)
  try {
    for (const reader of READERS) if (reader.mine(target)) return await reader.open(target, wanted)
  } finally {
    if (target.is === 'bytes') await target.bytes.close()
  }
  throw new Error('unreachable: a text reader takes all bytes')
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
    if (!stat.isFile() && !stat.isFIFO()) throw new Fault(`${spec}: a device or socket is not a capture`)
    return { is: 'bytes', path: spec, bytes: await peek(createReadStream(spec, { highWaterMark: 256 * 1024 }), HEAD) }
  } catch (error) {
    throw faultOf(spec, error)
  }
}
