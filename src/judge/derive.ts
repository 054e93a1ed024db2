import { VIRTUAL_VENDORS } from '../devices/table.ts'
import type { Signal } from '../model.ts'
import type { Signals } from './judge.ts'

/** Functions that emulated boards consist of: i440FX, 440BX, PIIX, and Firecracker's host bridge. */
const VIRTUAL_CHIPSETS: RegExp = /^8086:(?:1237|7000|7010|7113|7190|7191|7192|0d57)$/

/**
 * Bridges that virtual machine monitors emulate under the ID of a physical vendor: i440FX and PIIX, 440BX, Q35 with ICH9, Firecracker,
 * QEMU's root ports and switches, Parallels. https://www.qemu.org/docs/master/specs/pci-ids.html, hw/pci-bridge of QEMU
 */
const EMULATED_BRIDGES: RegExp =
  /^(?:8086:(?:1237|7000|7110|7111|7113|7190|7191|7192|29c0|29a0|2810|2815|2918|244e|2448|3420|0d57)|104c:8232|104c:8233|1011:0026|1014:|106b:001f|1057:|0014:7a)/

/** Facts that several lines show together. */
export function* derived(signals: Signals): Generator<Signal> {
  const functions = signals.get('pci') ?? []
  if (functions.length > 0) {
    const unreal = functions.find((s) => VIRTUAL_VENDORS.includes(s.value.slice(0, 4)) || VIRTUAL_CHIPSETS.test(s.value))
    // That no virtual function is listed proves nothing, since the listing may have lost lines. A bridge that nothing emulates does.
    const bridge = signals
      .get('pci.bridge')
      ?.find((s) => !VIRTUAL_VENDORS.includes(s.value.slice(0, 4)) && !EMULATED_BRIDGES.test(s.value))
    if (unreal !== undefined) yield { name: 'pci.chipset', value: 'virtual', proof: unreal.proof }
    else if (bridge !== undefined) yield { name: 'pci.chipset', value: 'real', proof: bridge.proof }
  }
  const off = signals.get('kernel.switch')?.find((s) => /^(?:nopv|xen_nopv|xen_no_vector_callback)$/.test(s.value))
  if (off !== undefined) yield { name: 'xen.vector-off', value: off.value, proof: off.proof }
  yield* oneRing(signals)
  yield guestSystem(signals)
}

const SYSTEMS: readonly string[] = ['linux', 'windows', 'freebsd']

/**
 * The operating system of the guest, for advice in its words: what `--guest` or the definition names, or what was read. Evidence of a machine is
 * Linux unless it is of another: then it has no line to prove it. A definition that names no system leaves it unknown.
 */
function guestSystem(signals: Signals): Signal {
  const named = signals.get('guest.os')?.[0] ?? signals.get('declared.system')?.[0] ?? signals.get('declared.os')?.[0]
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
