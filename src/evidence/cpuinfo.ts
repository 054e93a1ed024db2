import type { Probe } from '../model.ts'
import { signalAt } from './say.ts'

/** Lines of /proc/cpuinfo, on every architecture; the first processor speaks for all. */
const FIELDS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^flags[ \t]*: (.*)$/m, 'cpu.flags'],
  [/^Features[ \t]*: (.*)$/m, 'cpu.features'],
  [/^model name[ \t]*: (.*)$/m, 'cpu.model'],
  [/^vendor_id[ \t]*: (.*)$/m, 'cpu.vendor'],
  [/^Hardware[ \t]*: (.*)$/m, 'cpu.hardware'],
  [/^platform[ \t]*: (.*)$/m, 'cpu.platform'],
  [/^machine[ \t]*: (.*)$/m, 'cpu.machine'],
  [/^firmware[ \t]*: (.*)$/m, 'cpu.firmware'],
  [/^cpu[ \t]*: (.*)$/m, 'cpu.model'],
  [/^cpu model[ \t]*: (.*)$/m, 'cpu.model'],
  // RISC-V: the vendor's JEDEC number, 0 where nobody's hardware is behind it. https://five-embeddev.com/riscv-priv-isa-manual/latest-latex/machine.html
  [/^mvendorid[ \t]*: (0x(?!0+$)[0-9a-f]+)$/m, 'cpu.vendor'],
  [/^uarch[ \t]*: (.*)$/m, 'cpu.model'],
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
