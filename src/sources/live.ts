import { closeSync, constants, openSync, readSync, readvSync } from 'node:fs'
import { Walk } from '../archive/walk.ts'
import { LISTINGS, listingsOf } from '../evidence/listings.ts'
import type { Document, Missing, Opened, Wanted } from '../model.ts'
import { rawCpuid } from './cpuid.ts'
import { DiskTree } from './disk.ts'
import { kernelLog } from './kmsg.ts'

/** Loop and RAM disks show nothing of the machine, and a system with snaps has dozens. They are listed only if there is no other disk. */
const carriesNothing = (directory: string, name: string): boolean =>
  directory === 'sys/block' && /^(?:loop|ram|zram|nbd|fd|sr)\d/.test(name)

// Named one by one: the module as a whole, handed on, would be copied property by property at each start.
const files = { openSync, readSync, readvSync, closeSync, constants }

/** The machine that this runs on: the wanted files below `/`, the kernel's log and the processor's CPUID leaves. */
export function openLive(wanted: Wanted): Opened {
  const tree = new DiskTree('', { live: true, skip: carriesNothing })
  const walk = new Walk(tree).run(wanted)
  const texts: Document[] = []
  const missing: Missing[] = walk.missing
  for (const one of [kernelLog(files, wanted.wholeLog), rawCpuid(files)]) {
    if (one.text !== undefined) texts.push(one.text)
    else if (one.missing !== undefined) missing.push(one.missing)
  }
  walk.files.set(
    LISTINGS,
    listingsOf((directory) => tree.list(directory)),
  )
  return { source: { path: '/', kind: 'live' }, evidence: { files: walk.files, links: walk.links, texts, missing } }
}
