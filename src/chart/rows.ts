import { COMPONENTS, type ComponentId, type HypervisorId, type Kind, type ModeId, type Row } from '../model.ts'

/** Where a row stands in the chart: the two poles, the hybrids between them, other hypervisors, no virtualization at all. */
export type GroupId = 'hvm' | 'hybrid' | 'pv' | 'other' | 'bare'
export type Kinds = Readonly<Record<ComponentId, Kind>>

/** A row of the spectrum: what a way of running a guest looks like, component by component. */
export interface SpectrumRow {
  readonly id: string
  readonly name: string
  readonly group: GroupId
  readonly hypervisor: HypervisorId
  /** The Xen mode of which it is the row or a variant. */
  readonly mode?: ModeId
  /** Platforms on which a guest looks like this; they settle between rows of equal cells. */
  readonly platforms?: readonly string[]
  readonly kinds: Kinds
  /** The first version of the hypervisor, or the year, that had it. */
  readonly since?: string
  readonly note?: string
  readonly see?: string
}

/** Cells in the order of COMPONENTS: cpu, board, interrupts, disk, network. */
function cells(text: string): Kinds {
  const kinds = text.split(' ') as Kind[]
  const of = {} as Record<ComponentId, Kind>
  // A loop, since it runs for every row at each start.
  for (let i = 0; i < kinds.length; i++) of[COMPONENTS[i]!] = kinds[i]!
  return of
}

const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'
const GREGG_2014 = 'https://www.brendangregg.com/blog/2014-05-07/what-color-is-your-xen.html'
const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'

/** Xen: one row per mode, the row of the mode before its variants. */
const XEN: readonly SpectrumRow[] = [
  {
    id: 'hvm',
    name: 'HVM',
    group: 'hvm',
    hypervisor: 'xen',
    mode: 'hvm',
    kinds: cells('VH VS VS VS VS'),
    since: 'Xen 3.0',
    see: SPECTRUM,
  },
  {
    id: 'hvm-pv-drivers',
    name: 'HVM + PV drivers',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'hvm-pv-drivers',
    kinds: cells('VH VS VS P P'),
    since: 'Xen 3.0',
    note: 'events arrive through the interrupt of the Xen platform device',
    see: SPECTRUM,
  },
  {
    id: 'pvhvm',
    name: 'PVHVM',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'pvhvm',
    kinds: cells('VH VS P P P'),
    since: 'Xen 4.0.1',
    note: 'Linux 2.6.36',
    see: SPECTRUM,
  },
  {
    id: 'pvhvm-sriov',
    name: 'PVHVM + SR-IOV',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'pvhvm',
    kinds: cells('VH VS P P VH'),
    since: 'Xen 4.0.1',
    note: 'EC2 C3, 2013',
    see: GREGG_2014,
  },
  {
    id: 'pvhvm-sriov-nvme',
    name: 'PVHVM + SR-IOV + NVMe',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'pvhvm',
    kinds: cells('VH VS P VH VH'),
    since: 'Xen 4.0.1',
    note: 'EC2 i3, 2017, local disks',
    see: GREGG_2017,
  },
  {
    id: 'pvh-v1',
    name: 'PVH (version 1)',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'pvh-v1',
    kinds: cells('VH P P P P'),
    since: 'Xen 4.4',
    note: 'Xen 4.4 to 4.8 only',
    see: SPECTRUM,
  },
  {
    id: 'pvh',
    name: 'PVH',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'pvh',
    kinds: cells('VH P P P P'),
    since: 'Xen 4.10',
    see: SPECTRUM,
  },
  {
    id: 'pvh-dom0',
    name: 'PVH dom0',
    group: 'hybrid',
    hypervisor: 'xen',
    mode: 'pvh',
    kinds: cells('VH H P H H'),
    since: 'Xen 4.19',
    note: 'experimental before',
  },
  {
    id: 'pv',
    name: 'PV',
    group: 'pv',
    hypervisor: 'xen',
    mode: 'pv',
    kinds: cells('P P P P P'),
    since: 'Xen 1.0',
    see: SPECTRUM,
  },
  { id: 'pv-dom0', name: 'PV dom0', group: 'pv', hypervisor: 'xen', mode: 'pv', kinds: cells('P H P H H'), since: 'Xen 1.0' },
]

/** What guests of other hypervisors typically look like. */
const OTHERS: readonly SpectrumRow[] = [
  {
    id: 'qemu-tcg',
    name: 'QEMU TCG, emulated',
    group: 'other',
    hypervisor: 'qemu-tcg',
    kinds: cells('VS VS VS VS VS'),
  },
  { id: 'qemu-tcg-virtio', name: 'QEMU TCG, virtio', group: 'other', hypervisor: 'qemu-tcg', kinds: cells('VS VS VS P P') },
  {
    id: 'kvm-emulated',
    name: 'KVM, emulated',
    group: 'other',
    hypervisor: 'kvm',
    kinds: cells('VH VS VS VS VS'),
    since: '2007',
  },
  {
    id: 'kvm-emulated-devices',
    name: 'KVM, emulated devices',
    group: 'other',
    hypervisor: 'kvm',
    kinds: cells('VH VS P VS VS'),
    note: 'PV clock and interrupts, but an IDE or SATA disk and an e1000 or rtl8139',
  },
  { id: 'kvm-virtio', name: 'KVM, virtio', group: 'other', hypervisor: 'kvm', kinds: cells('VH VS P P P'), since: '2008' },
  {
    id: 'kvm-virtio-nopv',
    name: 'KVM, virtio, nopv',
    group: 'other',
    hypervisor: 'kvm',
    kinds: cells('VH VS VS P P'),
    note: 'guest booted with nopv, or without CONFIG_KVM_GUEST',
  },
  { id: 'kvm-virtio-vf', name: 'KVM, virtio + VF', group: 'other', hypervisor: 'kvm', kinds: cells('VH VS P P VH') },
  {
    id: 'kvm-microvm',
    name: 'KVM microVM',
    group: 'other',
    hypervisor: 'kvm',
    platforms: ['firecracker', 'microvm', 'cloud-hypervisor', 'crosvm', 'kata'],
    kinds: cells('VH VS P P P'),
    since: '2018',
    note: 'Firecracker, QEMU microvm: little of a board, no firmware',
  },
  {
    id: 'nitro',
    name: 'AWS Nitro',
    group: 'other',
    hypervisor: 'kvm',
    platforms: ['aws'],
    kinds: cells('VH VS VH VH VH'),
    since: '2017',
    see: GREGG_2017,
  },
  { id: 'pvm', name: 'PVM', group: 'other', hypervisor: 'pvm', kinds: cells('P VS P P P'), since: '2024' },
  { id: 'hyperv-gen1', name: 'Hyper-V generation 1', group: 'other', hypervisor: 'hyperv', kinds: cells('VH VS P P P') },
  {
    id: 'hyperv-gen2',
    name: 'Hyper-V generation 2',
    group: 'other',
    hypervisor: 'hyperv',
    kinds: cells('VH VS P P P'),
    note: 'UEFI board without legacy devices',
  },
  {
    id: 'azure-accelnet',
    name: 'Azure AccelNet',
    group: 'other',
    hypervisor: 'hyperv',
    platforms: ['azure'],
    kinds: cells('VH VS P P VH'),
    since: '2018',
  },
  {
    id: 'azure-nvme',
    name: 'Azure VF + NVMe',
    group: 'other',
    hypervisor: 'hyperv',
    platforms: ['azure'],
    kinds: cells('VH VS P VH VH'),
  },
  {
    id: 'vmware-emulated',
    name: 'VMware, emulated',
    group: 'other',
    hypervisor: 'vmware',
    kinds: cells('VH VS VS VS VS'),
  },
  {
    id: 'vmware-pv',
    name: 'VMware, paravirtual',
    group: 'other',
    hypervisor: 'vmware',
    kinds: cells('VH VS P P P'),
    note: 'pvscsi, vmxnet3',
  },
  {
    id: 'vmware-lsi',
    name: 'VMware, vmxnet3 only',
    group: 'other',
    hypervisor: 'vmware',
    kinds: cells('VH VS P VS P'),
    note: 'disk on an emulated LSI or IDE controller',
  },
  { id: 'virtualbox', name: 'VirtualBox', group: 'other', hypervisor: 'virtualbox', kinds: cells('VH VS VS VS VS') },
  {
    id: 'virtualbox-pv',
    name: 'VirtualBox, KVM clock',
    group: 'other',
    hypervisor: 'virtualbox',
    kinds: cells('VH VS P VS VS'),
    note: 'paravirtprovider=kvm: paravirtual clock, emulated devices',
  },
  { id: 'bhyve', name: 'bhyve, virtio', group: 'other', hypervisor: 'bhyve', kinds: cells('VH VS VS P P') },
  { id: 'openbsd-vmm', name: 'OpenBSD vmm', group: 'other', hypervisor: 'openbsd-vmm', kinds: cells('VH VS P P P') },
  { id: 'powervm', name: 'PowerVM', group: 'other', hypervisor: 'powervm', kinds: cells('P P P P P') },
]

const BARE: readonly SpectrumRow[] = [
  { id: 'bare', name: 'Bare metal', group: 'bare', hypervisor: 'none', kinds: cells('H H H H H') },
]

/** Every row, in the order in which the chart shows them. */
export const ROWS: readonly SpectrumRow[] = [...XEN, ...OTHERS, ...BARE]

export function rowById(id: string): SpectrumRow | undefined {
  return ROWS.find((row) => row.id === id)
}

/** The row of each Xen mode: its kinds are the mode's defaults. */
export const MODE_ROWS: Record<ModeId, SpectrumRow> = {
  hvm: rowById('hvm')!,
  'hvm-pv-drivers': rowById('hvm-pv-drivers')!,
  pvhvm: rowById('pvhvm')!,
  pvh: rowById('pvh')!,
  'pvh-v1': rowById('pvh-v1')!,
  pv: rowById('pv')!,
}

/** What a kind means for a component of a Xen guest, for cells that only the mode's default decides. */
export const MODE_MEANS: Record<ComponentId, Readonly<Partial<Record<Kind, string>>>> = {
  cpu: {
    VH: 'VT-x or AMD-V runs the guest, with page tables of its own',
    P: 'privileged instructions and page tables by hypercall',
  },
  board: {
    VS: 'QEMU emulates a PC and its firmware',
    P: 'no emulated board: Xen starts the kernel directly',
    H: "the host's own board",
  },
  interrupts: { VS: 'emulated interrupt controllers and timers', P: "event channels and Xen's timers" },
  disk: { VS: 'an emulated disk controller', P: 'a Xen block device', H: 'a real disk controller' },
  network: { VS: 'an emulated network card', P: 'a Xen network device', H: 'a real network card' },
}

/** How much it says that a component differs: the processor tells modes apart best, devices are exchanged most easily. */
const WEIGHT: Record<ComponentId, number> = { cpu: 16, board: 8, interrupts: 4, disk: 2, network: 2 }

/** A kind that is unknown, or a component that the machine does not have, contradicts nothing. */
const silent = (kind: Kind): boolean => kind === '?' || kind === '-'

function distance(kinds: Kinds, row: SpectrumRow): number {
  let sum = 0
  for (const c of COMPONENTS) if (!silent(kinds[c]) && kinds[c] !== row.kinds[c]) sum += WEIGHT[c]
  return sum
}

/**
 * The row of the spectrum that the cells equal, or else the one that they differ from least.
 * Rows of the Xen mode, where it is known, or else of the hypervisor come first; where none of them fits, an equal row of
 * another hypervisor. Of rows equally near, the platform's own is taken, then the first.
 * @returns null when what is known fits several unlike rows equally well: there is nothing to tell them apart
 */
export function nearestRow(
  kinds: Kinds,
  hypervisor: string,
  mode: ModeId | null = null,
  platform: string | null = null,
): Row | null {
  // What a machine does not have cannot differ.
  const equals = (row: SpectrumRow): boolean => COMPONENTS.every((c) => kinds[c] === row.kinds[c] || kinds[c] === '-')
  const ofHypervisor = ROWS.filter((row) => row.hypervisor === hypervisor)
  const ofMode = mode === null ? [] : ofHypervisor.filter((row) => row.mode === mode)
  let candidates: readonly SpectrumRow[] = ofMode.length > 0 ? ofMode : ofHypervisor
  if (ofMode.length === 0 && !candidates.some((row) => distance(kinds, row) === 0)) {
    const equal = COMPONENTS.some((c) => kinds[c] !== '-') ? ROWS.filter(equals) : []
    if (equal.length > 0) candidates = equal
    else if (candidates.length === 0) candidates = ROWS
  }
  if (mode === null && COMPONENTS.every((c) => silent(kinds[c]))) return null
  const least = Math.min(...candidates.map((row) => distance(kinds, row)))
  const nearest = candidates.filter((row) => distance(kinds, row) === least)
  const ofPlatform = platform === null ? undefined : nearest.find((row) => row.platforms?.includes(platform))
  const row = ofPlatform ?? nearest.find((row) => row.platforms === undefined) ?? nearest[0]!
  const known = COMPONENTS.every((c) => kinds[c] !== '?')
  const alike = nearest.every((other) => COMPONENTS.every((c) => other.kinds[c] === row.kinds[c]))
  if (!known && !alike && ofMode.length === 0) return null
  return { id: row.id, name: row.name, exact: equals(row) }
}
