import type { Probe } from '../model.ts'
import { signalAt } from './say.ts'

/** Lines of /proc/cpuinfo, on every architecture; the first processor speaks for all. */
const FIELDS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^flags\t*\s*: (.*)$/m, 'cpu.flags'],
  [/^Features\s*: (.*)$/m, 'cpu.features'],
  [/^model name\s*: (.*)$/m, 'cpu.model'],
  [/^vendor_id\s*: (.*)$/m, 'cpu.vendor'],
  [/^Hardware\s*: (.*)$/m, 'cpu.hardware'],
  [/^platform\s*: (.*)$/m, 'cpu.platform'],
  [/^machine\s*: (.*)$/m, 'cpu.machine'],
  [/^firmware\s*: (.*)$/m, 'cpu.firmware'],
  [/^cpu\s*: (.*)$/m, 'cpu.model'],
  [/^cpu model\s*: (.*)$/m, 'cpu.model'],
  // RISC-V: the vendor's JEDEC number, 0 where nobody's hardware is behind it. https://five-embeddev.com/riscv-priv-isa-manual/latest-latex/machine.html
  [/^mvendorid\s*: (0x(?!0+$)[0-9a-f]+)$/m, 'cpu.vendor'],
  [/^uarch\s*: (.*)$/m, 'cpu.model'],
]

export const cpuinfo: Probe = {
  id: 'cpuinfo',
  reads: ['proc/cpuinfo'],
  accepts: (head) =>
    /^(?:processor\s*: *\d|vendor_id\s*: \S+\n# processors|system type\s*:)/m.test(head) && !/Linux version/.test(head),
  *read(document) {
    for (const [pattern, name] of FIELDS) {
      const match = pattern.exec(document.text)
      if (match !== null) yield signalAt(document, match.index, name, match[1]!.trim())
    }
  },
}
