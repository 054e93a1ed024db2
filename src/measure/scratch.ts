import { closeSync, constants, fsyncSync, openSync, statfsSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { saysOf } from '../sources/says.ts'
import { seeded } from '../stats/random.ts'

/** A file for reading, already without a name: when this process ends, however it ends, nothing is left. */
export interface Scratch {
  /** Where other processes of this user can open it. */
  readonly path: string
  readonly folder: string
  readonly bytes: number
  close(): void
}

/**
 * Writes a file of random bytes (no disk can compress or leave out those) in a folder, and takes its name away at once.
 * @returns why not, where that is not possible: read-only, too little space, no direct reads
 */
export function scratch(folder: string, mib: number): Scratch | { readonly why: string } {
  const bytes = mib * 1048576
  let fd: number | undefined
  try {
    const { bavail, bsize } = statfsSync(folder)
    const free = bavail * bsize
    if (free < 2 * bytes) {
      return { why: `${folder}: ${Math.floor(free / (1 << 20))} MiB free; the test file needs ${2 * mib} MiB` }
    }
    const name = join(folder, `.virtcolor-measure-${process.pid}-${Date.now()}`)
    fd = openSync(name, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, 0o600)
    unlinkSync(name)
    const random = seeded(1)
    const chunk = new Uint32Array(1 << 18) // one MiB
    for (let i = 0; i < chunk.length; i++) chunk[i] = random() * 0x100000000
    for (let i = 0; i < mib; i++) {
      chunk[0] = i
      writeSync(fd, new Uint8Array(chunk.buffer))
    }
    fsyncSync(fd)
    const path = `/proc/${process.pid}/fd/${fd}`
    try {
      closeSync(openSync(path, constants.O_RDONLY | constants.O_DIRECT))
    } catch {
      return { why: `${folder}: this file system has no direct reads (O_DIRECT), such as tmpfs; --dir chooses another folder` }
    }
    const kept = fd
    fd = undefined
    return { path, folder, bytes, close: () => closeSync(kept) }
  } catch (error) {
    return {
      why: `${folder}: cannot make a test file: ${saysOf(error)} (--dir chooses another folder)`,
    }
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}
