import { VIRTUAL_VENDORS } from '../devices/table.ts'
import type { Signal } from '../model.ts'
import type { Signals } from './judge.ts'

/** Host bridges of boards that are made in software: i440FX, 440BX and what PIIX brings along. */
const VIRTUAL_CHIPSETS: RegExp = /^8086:(?:1237|7000|7010|7113|7190|7191|7192|0d57)$/

/** Facts that no single line says but all lines of one kind together do. */
export function* derived(signals: Signals): Generator<Signal> {
  const functions = signals.get('pci') ?? []
  if (functions.length > 0) {
    const unreal = functions.find((s) => VIRTUAL_VENDORS.includes(s.value.slice(0, 4)) || VIRTUAL_CHIPSETS.test(s.value))
    yield { name: 'pci.chipset', value: unreal === undefined ? 'real' : 'virtual', proof: (unreal ?? functions[0]!).proof }
  }
  yield* oneRing(signals)
  yield guestSystem(signals)
}

const SYSTEMS: readonly string[] = ['linux', 'windows', 'freebsd']

/**
 * The operating system of the guest, for advice in its words: what `--guest` or the definition names, or what was read. Evidence of a machine is
 * Linux unless it is of another: then it has no line to prove it. A definition that names no system leaves it unknown.
 */
function guestSystem(signals: Signals): Signal {
  const named = signals.get('guest.os')?.[0] ?? signals.get('declared.os')?.[0]
  if (named !== undefined)
    return { name: 'guest.system', value: SYSTEMS.includes(named.value) ? named.value : 'other', proof: named.proof }
  return {
    name: 'guest.system',
    value: signals.has('declared.hypervisor') ? 'unknown' : 'linux',
    proof: { path: '', text: '' },
  }
}

/** Rings of blkfront do not name their disk; as many rings as disks means one each. */
function* oneRing(signals: Signals): Generator<Signal> {
  const rings = signals.get('queues.blkfront')
  const disks = new Set((signals.get('disk.bound') ?? []).filter((s) => s.value === 'vbd').map((s) => s.of))
  if (rings?.length === 1 && disks.size > 0 && Number(rings[0]!.value) === disks.size)
    yield { name: 'blkfront.one-ring', value: String(disks.size), proof: rings[0]!.proof }
}
