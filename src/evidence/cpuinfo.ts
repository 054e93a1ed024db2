import type { Probe } from '../model.ts'
import { signalAt } from './say.ts'

/** Lines of /proc/cpuinfo (`label : value`), on every architecture; the first processor is read for all. */
const FIELDS: readonly (readonly [label: string, signal: string, value?: RegExp])[] = [
  ['flags', 'cpu.flags'],
  ['Features', 'cpu.features'],
  ['model name', 'cpu.model'],
  ['vendor_id', 'cpu.vendor'],
  ['Hardware', 'cpu.hardware'],
  ['platform', 'cpu.platform'],
  ['machine', 'cpu.machine'],
  ['firmware', 'cpu.firmware'],
  ['cpu', 'cpu.model'],
  ['cpu model', 'cpu.model'],
  // RISC-V: the vendor's JEDEC number, 0 if the implementation is not a commercial one. https://five-embeddev.com/riscv-priv-isa-manual/latest-latex/machine.html
  ['mvendorid', 'cpu.vendor', /^0x(?!0+$)[0-9a-f]+$/],
  ['uarch', 'cpu.model'],
]

/** The first line of a label with a matching value. Most labels belong to another architecture, which a plain text search shows fast. */
function fieldOf(text: string, label: string, fits: RegExp | undefined): { index: number; value: string } | undefined {
  for (let at = text.indexOf(label); at >= 0; at = text.indexOf(label, at + 1)) {
    if (at > 0 && text[at - 1] !== '\n') continue
    let colon = at + label.length
    while (text[colon] === ' ' || text[colon] === '\t') colon++
    if (!text.startsWith(': ', colon)) continue
    const end = text.indexOf('\n', colon)
    const value = text.slice(colon + 2, end < 0 ? undefined : end).trim()
    if (fits === undefined || fits.test(value)) return { index: at, value }
  }
  return undefined
}

/** One `processor : N` for each, on x86 and most others. A text with one alone, or with fewer than share a socket, may be a part of the file. */
function processorsIn(text: string): number | undefined {
  let count = text.startsWith('processor') ? 1 : 0
  for (let at = text.indexOf('\nprocessor\t'); at >= 0; at = text.indexOf('\nprocessor\t', at + 1)) count++
  const siblings = fieldOf(text, 'siblings', undefined)
  return count < 2 || count < Number(siblings?.value ?? 0) ? undefined : count
}

export const cpuinfo: Probe = {
  id: 'cpuinfo',
  amid: true,
  reads: ['proc/cpuinfo'],
  words: ['rocessor', 'vendor_id', 'system type'],
  accepts: (head) =>
    // A kernel for one Arm processor, before 3.8, begins with the processor's name.
    /^(?:processor\s*: *\d|Processor\s*: *(?:ARM|AArch64|XScale|Feroceon)|vendor_id\s*: \S+\n# processors|system type\s*:)/m.test(
      head,
    ) && !/Linux version/.test(head),
  *read(document) {
    // s390: version FF means that a control program (z/VM, KVM) runs the guest; in a logical partition it is the machine's own.
    const version = !document.text.includes(': version =')
      ? null
      : /^processor \d+: version = ([0-9A-F]{2}),/m.exec(document.text)
    if (version !== null) yield signalAt(document, version.index, 's390.version', version[1]!)
    for (const [label, name, fits] of FIELDS) {
      const field = fieldOf(document.text, label, fits)
      if (field !== undefined) yield signalAt(document, field.index, name, field.value)
    }
    const count = processorsIn(document.text)
    if (count !== undefined) yield signalAt(document, 0, 'machine.vcpus-counted', String(count))
  },
}
