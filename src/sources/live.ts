import * as fs from 'node:fs'
import type { Wanted } from '../archive/wanted.ts'
import type { Document, Missing } from '../model.ts'
import { rawCpuid } from './cpuid.ts'
import type { Opened } from './index.ts'
import { kernelLog } from './kmsg.ts'
import { Tree } from './walker.ts'

/** The machine that this runs on: the wanted files below `/`, the kernel's log and the processor's CPUID leaves. */
export function openLive(wanted: Wanted): Opened {
  const tree = new Tree('', { live: true })
  tree.walk(wanted)
  const texts: Document[] = []
  const missing: Missing[] = tree.missing
  for (const read of [kernelLog, rawCpuid]) {
    const one = read(fs)
    if (one.text !== undefined) texts.push(one.text)
    else if (one.missing !== undefined) missing.push(one.missing)
  }
  return { source: { path: '/', kind: 'live' }, evidence: { files: tree.files, links: tree.links, texts, missing } }
}
