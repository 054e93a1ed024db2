import { closeSync, constants, openSync, readSync, readvSync } from 'node:fs'
import { Walk } from '../archive/walk.ts'
import type { Document, Missing, Opened, Wanted } from '../model.ts'
import { rawCpuid } from './cpuid.ts'
import { DiskTree } from './disk.ts'
import { kernelLog } from './kmsg.ts'

/**
 * Loop and RAM disks tell nothing of the machine, and where snaps are used there are dozens of them to look through. Only where there is
 * nothing else are they listed.
 */
const carriesNothing = (directory: string, name: string): boolean =>
  directory === 'sys/block' && /^(?:loop|ram|zram|nbd|fd|sr)\d/.test(name)

// Named one by one: the module as a whole, handed on, would be copied property by property at each start.
const files = { openSync, readSync, readvSync, closeSync, constants }

/** The machine that this runs on: the wanted files below `/`, the kernel's log and the processor's CPUID leaves. */
export function openLive(wanted: Wanted): Opened {
  const walk = new Walk(new DiskTree('', { live: true, skip: carriesNothing })).run(wanted)
  const texts: Document[] = []
  const missing: Missing[] = walk.missing
  for (const one of [kernelLog(files, wanted.wholeLog), rawCpuid(files)]) {
    if (one.text !== undefined) texts.push(one.text)
    else if (one.missing !== undefined) missing.push(one.missing)
  }
  return {
    source: { path: '/', kind: 'live' },
    evidence: { files: walk.files, links: walk.links, texts, missing, empty: walk.empty },
  }
}
