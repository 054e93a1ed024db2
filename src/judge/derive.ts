import { VIRTUAL_VENDORS } from '../devices/table.ts'
import type { Signal, Test } from '../model.ts'
import { passes, type Signals } from './judge.ts'

// Lists here, no patterns: these questions are asked at every start, and a pattern costs it more to compile than a list to search.

/** Functions that emulated boards consist of: i440FX, 440BX, PIIX, and Firecracker's host bridge. */
const VIRTUAL_CHIPSETS: readonly string[] = '1237 7000 7010 7113 7190 7191 7192 0d57'.split(' ').map(ofIntel)

/**
 * Bridges that virtual machine monitors emulate under the ID of a physical vendor: i440FX and PIIX, 440BX, Q35 with ICH9, Firecracker,
 * QEMU's root ports and switches, Parallels, Apple, OpenBSD vmm, bhyve and QEMU's boards of other architectures. https://www.qemu.org/docs/master/specs/pci-ids.html, hw/pci-bridge of QEMU
 */
const EMULATED_BRIDGES: readonly string[] = [
  ...'1237 7000 7110 7111 7113 7190 7191 7192 29c0 29a0 2810 2815 2918 244e 2448 3420 0d57'.split(' ').map(ofIntel),
  ...'104c:8232 104c:8233 1011:0026 1014: 106b:001f 106b:1a05 1057: 0014:7a 0b5d: 1022:7432 11ab:4620 108e:a 10ee: 16c3: 1957:'.split(
    ' ',
  ),
]

function ofIntel(device: string): string {
  return `8086:${device}`
}

const isVirtual = (id: string): boolean => VIRTUAL_VENDORS.includes(id.slice(0, 4)) || VIRTUAL_CHIPSETS.includes(id)
const isEmulated = (id: string): boolean => EMULATED_BRIDGES.some((start) => id.startsWith(start))

/** Facts that several lines show together. */
export function* derived(signals: Signals): Generator<Signal> {
  const functions = signals.get('pci') ?? []
  if (functions.length > 0) {
    const unreal = functions.find((s) => isVirtual(s.value))
    // That no virtual function is listed proves nothing, since the listing may have lost lines. A bridge that nothing emulates does.
    const bridge = signals
      .get('pci.bridge')
      ?.find((s) => !VIRTUAL_VENDORS.includes(s.value.slice(0, 4)) && !isEmulated(s.value))
    if (unreal !== undefined) yield { name: 'pci.virtual', value: unreal.value, proof: unreal.proof }
    if (bridge !== undefined) yield { name: 'pci.chipset', value: 'real', proof: bridge.proof }
    if (bridge !== undefined && unreal === undefined) {
      // Windows that drives a physical chipset runs above no hypervisor but its own: Hyper-V, for virtualization-based security too.
      const above = signals.get('windows.hypervisor')?.[0]
      if (above !== undefined && signals.has('dmi.real')) yield { name: 'hyperv.root', value: above.value, proof: above.proof }
    }
  }
  const named = signals.get('pci.real-bridge')?.[0]
  if (named !== undefined) yield { name: 'pci.chipset', value: 'real', proof: named.proof }
  yield* virtualDevice(signals)
  yield* xenOnly(signals)
  yield* physicalFunction(signals)
  yield* emulatedInUse(signals)
  yield* silentLog(signals)
  const off = signals.get('kernel.switch')?.find((s) => XEN_SWITCHES.includes(s.value))
  if (off !== undefined) yield { name: 'xen.vector-off', value: off.value, proof: off.proof }
  yield* oneRing(signals)
  yield guestSystem(signals)
}

/** Kernel parameters after which Linux does not use Xen's callback vector. */
const XEN_SWITCHES: readonly string[] = ['nopv', 'xen_nopv', 'xen_no_vector_callback']

/**
 * What only Xen shows, not KVM with QEMU's Xen emulation: that has HVM guests only, and no dom0.
 * https://www.qemu.org/docs/master/system/i386/xen.html
 */
const XEN_ONLY: readonly (readonly [signal: string, value: Exclude<Test, boolean>])[] = [
  ['xen.domain', 'control_d'],
  ['xen.initdomain', '1'],
  ['xen.guest-type', ['PV', 'PVH']],
  ['kernel.banner', /on Xen(?: PVH)?$/],
  ['hypervisor.detected', /^Xen PV/],
  ['xen.log', { not: '' }],
  ['xen.dom0-log', { not: '' }],
  ['xen.pv-dom0', { not: '' }],
  ['xen.pvh-dom0', { not: '' }],
  ['xen.gsi', { not: '' }],
  ['xen.memory-map', { not: '' }],
  ['xen.acpi-off', { not: '' }],
  ['xen.preserve-ad', { not: '' }],
]

function* xenOnly(signals: Signals): Generator<Signal> {
  for (const [name, value] of XEN_ONLY) {
    const found = signals.get(name)?.find((s) => passes(value, s.value))
    if (found !== undefined) {
      yield { name: 'xen.only', value: name, proof: found.proof }
      return
    }
  }
}

/** Devices and drivers that a physical machine does not have, even where the SMBIOS strings are those of a physical vendor. */
const VIRTUAL_NICS: readonly string[] = ['virtio_net', 'vmxnet3']
const VIRTUAL_DISKS: readonly string[] = ['virtio_blk', 'virtio_scsi', 'vmw_pvscsi']
const VIRTUAL_DRIVERS: readonly string[] = [...VIRTUAL_NICS, ...VIRTUAL_DISKS, 'virtio_balloon', 'vmw_balloon', 'qemu_fw_cfg']
const VIRTUAL_MODELS: readonly string[] = ['QEMU', 'VBOX', 'VMware Virtual', 'VirtIO']
const VIRTUAL_DEVICES: readonly (readonly [signal: string, is: (value: string) => boolean])[] = [
  ['net.logged', (v) => VIRTUAL_NICS.includes(v)],
  ['net.listed', (v) => VIRTUAL_NICS.includes(v)],
  ['net.bound', (v) => VIRTUAL_NICS.includes(v)],
  ['disk.logged', (v) => VIRTUAL_DISKS.includes(v)],
  ['disk.listed', (v) => VIRTUAL_DISKS.includes(v)],
  ['disk.bound', (v) => VIRTUAL_DISKS.includes(v)],
  ['module', (v) => VIRTUAL_DRIVERS.includes(v)],
  ['irq.virtio', () => true],
  ['dmi.vm-bit', () => true],
  ['pci', isVirtual],
  ['pci.subsystem', (v) => v === '1af4:1100'],
  ['device.model', (v) => VIRTUAL_MODELS.some((start) => v.startsWith(start) || v.startsWith(`ATA ${start}`))],
]

function* virtualDevice(signals: Signals): Generator<Signal> {
  for (const [name, is] of VIRTUAL_DEVICES) {
    const found = signals.get(name)?.find((s) => is(s.value))
    if (found !== undefined) {
      yield { name: 'device.virtual', value: found.value, proof: found.proof }
      return
    }
  }
}

/** Drivers of virtual functions, and of the physical functions that they come from: drivers/net/ethernet/intel. */
const PHYSICAL: readonly (readonly [virtual: string, physical: readonly string[]])[] = [
  ['igbvf', ['igb']],
  ['ixgbevf', ['ixgbe']],
  ['iavf', ['i40e', 'ice']],
  ['i40evf', ['i40e']],
  ['cxgb4vf', ['cxgb4']],
  ['fm10kvf', ['fm10k']],
  ['ice_vf', ['ice']],
]

/** PCI IDs of virtual functions and of their physical functions, for listings without drivers. https://pci-ids.ucw.cz/ */
const PHYSICAL_IDS: readonly (readonly [vendor: string, virtual: string, physical: string])[] = [
  ['8086', '10ed 1515 1565', '10fb 10f8 1528 1563 154d 1557 15ad'],
  ['8086', '10ca 152d 1520 152f', '10c9 10e6 10e7 150a 1521 1522 1523 1524'],
  ['8086', '154c 1571 37cd', '1572 1583 1584 1589 158a 158b 37d0 37d1 37d2'],
  ['8086', '1889', '1572 158b 1590 1591 1592 1593 1594 1595 1596 1597 1598 1599 159a 159b 159c 159d 159e 159f 1891'],
  ['15b3', '1014 1016 1018 101a 101c 101e', '1013 1015 1017 1019 101b 101d'],
]

/** Linux shows the physical function of a network card beside its virtual functions only where the card belongs to the machine. */
function* physicalFunction(signals: Signals): Generator<Signal> {
  const here = signals.get('net.physfn')?.[0]
  if (here !== undefined) yield { name: 'net.physical-function', value: 'here', proof: here.proof }
  const cards = ['net.bound', 'net.logged', 'net.listed', 'pci.driver'].flatMap((name) => signals.get(name) ?? [])
  for (const [virtual, physical] of PHYSICAL) {
    if (!cards.some((s) => s.value === virtual)) continue
    const owner = cards.find((s) => physical.includes(s.value))
    if (owner !== undefined) yield { name: 'net.physical-function', value: owner.value, proof: owner.proof }
  }
  if (signals.has('device.model')) yield* byModel(signals)
  yield* byId(signals)
}

/** By name: on a separate bus, where the functions of an adapter are. On bus 0 there are emulated NICs. */
function* byModel(signals: Signals): Generator<Signal> {
  const models = (signals.get('device.model') ?? []).filter((s) => /^[\da-f]{4}:(?!00)[\da-f]{2}:/.test(s.of ?? ''))
  for (const vf of models) {
    if (!/\bVirtual Function\b/.test(vf.value)) continue
    const owner = models.find(
      (s) =>
        s.of!.slice(0, 7) === vf.of!.slice(0, 7) &&
        !/\bVirtual Function\b/.test(s.value) &&
        s.value.split(' ')[0] === vf.value.split(' ')[0],
    )
    if (owner !== undefined) yield { name: 'net.physical-function', value: owner.value, proof: owner.proof }
  }
}

function* byId(signals: Signals): Generator<Signal> {
  const ids = signals.get('pci') ?? []
  for (const [vendor, virtual, physical] of PHYSICAL_IDS) {
    const of = (devices: string): Signal | undefined =>
      ids.find((s) => s.value.startsWith(vendor) && devices.includes(s.value.slice(5)))
    if (of(virtual) === undefined) continue
    const owner = of(physical)
    if (owner !== undefined) yield { name: 'net.physical-function', value: owner.value, proof: owner.proof }
  }
}

/** NICs that QEMU emulates: a kernel with Xen's unplug protocol starts no driver for them. */
const EMULATED_NICS: readonly string[] = ['8139cp', '8139too', 'e1000', 'pcnet32', 'ne2k-pci']

function* emulatedInUse(signals: Signals): Generator<Signal> {
  const nic = ['net.bound', 'net.logged', 'net.listed']
    .flatMap((name) => signals.get(name) ?? [])
    .find((s) => EMULATED_NICS.includes(s.value))
  const disk = ['disk.bound', 'disk.logged']
    .flatMap((name) => signals.get(name) ?? [])
    .find((s) => s.value === 'ata_piix' && signals.get('root.device')?.some((r) => r.value.startsWith(s.of ?? '\0')) === true)
  const used = nic ?? disk
  if (used !== undefined) yield { name: 'xen.emulated-used', value: used.value, proof: used.proof }
}

/** Lines that a kernel with Xen support prints in a guest of Xen. */
const XEN_LINES = [
  'xen.callback',
  'xen.timer',
  'xen.unplug',
  'xen.memory-map',
  'xen.events',
  'xen.no-pvclock',
  'xen.log',
] as const

/** A boot log that goes far enough and has none of them. */
function* silentLog(signals: Signals): Generator<Signal> {
  const start = signals.get('log.start')?.[0]
  if (start === undefined || !['machine.vcpus-logged', 'clocksource.logged', 'kernel.banner'].some((n) => signals.has(n)))
    return
  const named = [...(signals.get('hypervisor.detected') ?? []), ...(signals.get('kernel.banner') ?? [])]
  if (named.some((s) => s.value.includes('Xen')) || XEN_LINES.some((name) => signals.has(name))) return
  yield { name: 'xen.silent-log', value: 'no line of Xen', proof: start.proof }
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
  if (rings?.length !== 1) return
  const disks = new Set((signals.get('disk.bound') ?? []).filter((s) => s.value === 'vbd').map((s) => s.of))
  if (disks.size > 0 && Number(rings[0]!.value) === disks.size)
    yield { name: 'blkfront.one-ring', value: String(disks.size), proof: rings[0]!.proof }
}
