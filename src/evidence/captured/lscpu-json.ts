import type { Document, Probe, Signal } from '../../model.ts'
import { signalAt } from '../say.ts'

/** `lscpu -J`: a list of fields with their values, nested since util-linux 2.37. https://github.com/util-linux/util-linux/blob/master/sys-utils/lscpu.c */
const PAIR = /"field"\s{0,4}:\s{0,4}"([^"\n]{1,60}):"\s{0,200},\s{0,200}"data"\s{0,4}:\s{0,4}"([^"\n]{1,16000})"/g
const FIELDS: ReadonlyMap<string, string> = new Map([
  ['Architecture', 'arch'],
  ['CPU(s)', 'machine.vcpus'],
  ['Hypervisor vendor', 'lscpu.vendor'],
  ['Virtualization type', 'lscpu.type'],
  ['Hypervisor', 'lscpu.vendor'],
  ['Flags', 'cpu.flags'],
  ['Model name', 'cpu.model'],
])

function* read(document: Document): Generator<Signal> {
  const seen = new Set<string>()
  for (const match of document.text.slice(0, 1_048_576).matchAll(PAIR)) {
    const signal = FIELDS.get(match[1]!)
    if (signal === undefined || seen.has(match[1]!)) continue
    seen.add(match[1]!)
    const said = signalAt(document, match.index, signal, match[2]!)
    yield { ...said, proof: { ...said.proof, text: `${match[1]}: ${match[2]!}`.slice(0, 4_096) } }
  }
}

export const lscpuJson: Probe = {
  id: 'lscpu-json',
  reads: [],
  captured: [],
  words: ['"lscpu"'],
  accepts: (head) => /^\s*\{\s*"lscpu"\s*:\s*\[/.test(head),
  read,
}
