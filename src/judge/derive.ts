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
}

/** Rings of blkfront do not name their disk; as many rings as disks means one each. */
function* oneRing(signals: Signals): Generator<Signal> {
  const rings = signals.get('queues.blkfront')
  const disks = new Set((signals.get('disk.bound') ?? []).filter((s) => s.value === 'vbd').map((s) => s.of))
  if (rings?.length === 1 && disks.size > 0 && Number(rings[0]!.value) === disks.size)
    yield { name: 'blkfront.one-ring', value: String(disks.size), proof: rings[0]!.proof }
}
