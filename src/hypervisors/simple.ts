import type { HypervisorId, Rule, When } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'

/**
 * A hypervisor that is recognised by a signature, a firmware string or a line in the log, and needs few other rules.
 * Hypervisors with modes or enlightenments declare their rules themselves.
 */
export interface Simple {
  readonly id: HypervisorId
  readonly name: string
  /** Signals that recognise it. Each becomes one rule, if `usualSigns` has a row for its first signal. */
  readonly seen: readonly When[]
  /** The rules that recognise it by all other signals. Each holds only where one of `seen` does. */
  readonly more?: () => readonly Rule[]
  /** The kind of the CPU cell; absent if it depends on the configuration. */
  readonly cpu?: readonly string[]
  /** The message of the CPU cell or of the board, where the usual one would be wrong. */
  readonly cpuSays?: string
  readonly boardSays?: string
  readonly cells?: () => readonly Rule[]
  readonly see: string
}

/** The rank of each usual sign, and its message. */
const usualSigns = (): Readonly<Record<string, readonly [how: string, rank: number, says: string]>> => ({
  'cpuid.signature': ['cpuid', RANK.processor + 1, 'CPUID reports the signature of'],
  'hypervisor.detected': ['log', RANK.log, 'the kernel detected'],
  'dmi.virtual': ['board', RANK.firmware + 1, 'the SMBIOS strings name'],
  'acpi.oem': ['acpi', RANK.firmware, 'the ACPI tables have the OEM ID of'],
  'devicetree.model': ['devicetree', RANK.processor, 'the device tree names'],
  'pci.subsystem': ['subsystem', RANK.presence, 'a PCI function has the subsystem vendor ID of'],
  'lscpu.vendor': ['lscpu', RANK.presence, 'lscpu reports'],
  'tool.says': ['tool', RANK.presence, 'a detection tool such as virt-what reports'],
  'facter.virtual': ['facter', RANK.presence, 'facter reports'],
})

function recognise({ id, name, seen, more, see }: Simple): readonly Rule[] {
  const signs = usualSigns()
  const rules: Rule[] = []
  for (const when of seen) {
    const sign = signs[Object.keys(when)[0]!]
    if (sign === undefined) continue
    const [how, rank, says] = sign
    rules.push({ id: `${id}.${how}`, about: 'hypervisor', allows: [id], rank, when, says: `${says} ${name}`, see: [see] })
  }
  return more === undefined ? rules : rules.concat(more())
}

/** Signals that only an emulated board gives. */
const OF_BOARD = ['dmi.virtual', 'acpi.oem', 'cpuid.signature', 'devicetree.model', 'pci.subsystem']

function cellsOf({ id, name, seen, cpu, cpuSays, boardSays, cells, see }: Simple): readonly Rule[] {
  const rules: Rule[] = []
  if (cpu !== undefined)
    rules.push({
      id: `${id}.cpu`,
      about: 'cpu',
      allows: cpu,
      rank: RANK.follows,
      when: { hypervisor: id },
      says:
        cpuSays ?? (cpu[0] === 'VS' ? `${name} emulates the CPU in software` : `${name} always uses hardware virtualization`),
      see: [see],
    })
  if (seen.some((when) => OF_BOARD.some((sign) => sign in when)))
    rules.push({
      id: `${id}.virtual-board`,
      about: 'board',
      allows: ['VS'],
      rank: RANK.follows,
      when: OF_BOARD.map((sign) => ({ hypervisor: id, [sign]: true })),
      says: boardSays ?? `${name} emulates the motherboard in software`,
      see: [see],
    })
  return cells === undefined ? rules : rules.concat(cells())
}

/** The rules of a simple hypervisor: those that recognise it, if the machine shows one of its signs, and those that follow from it. */
export const simple = (one: Simple): Hypervisor => ({
  id: one.id,
  name: one.name,
  rules: [],
  tables: [
    { given: one.seen, rows: () => recognise(one) },
    { given: { hypervisor: one.id }, rows: () => cellsOf(one) },
  ],
})
