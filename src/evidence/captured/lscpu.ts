import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

const FIELDS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^Architecture:[ \t]+(\S+)/m, 'arch'],
  [/^CPU\(s\):[ \t]+(\d{1,5})$/m, 'machine.vcpus'],
  [/^Hypervisor vendor:[ \t]+(\S.*)/m, 'lscpu.vendor'],
  [/^Virtualization type:[ \t]+(\S.*)/m, 'lscpu.type'],
  [/^Hypervisor:[ \t]+(\S.*)/m, 'lscpu.hypervisor'],
  [/^Flags:[ \t]+(\S.*)/m, 'cpu.flags'],
  [/^(?:BIOS )?Model name:[ \t]+(\S.*)/m, 'cpu.model'],
]

/** lscpu: its own verdict on the hypervisor comes from CPUID, DMI and /proc, and counts as evidence below all of those. */
export const lscpu: Probe = {
  id: 'lscpu',
  amid: true,
  reads: [],
  captured: ['lscpu', 'lscpu.txt', 'sos_commands/processor/lscpu'],
  accepts: (head) =>
    (head.match(
      /^(?:Architecture|CPU\(s\)|Byte Order|CPU op-mode\(s\)|Thread\(s\) per core|Vendor ID|CPU family|Hypervisor vendor|Virtualization type|NUMA node\(s\)|NUMA node\d+ CPU\(s\)|Model name|Stepping|CPU MHz|BogoMIPS|L\d[di]? cache):[ \t]+\S/gm,
    )?.length ?? 0) >= 3,
  *read(document) {
    for (const [pattern, name] of FIELDS) {
      const match = pattern.exec(document.text)
      if (match !== null) yield signalAt(document, match.index, name, match[1]!.trimEnd())
    }
  },
}
