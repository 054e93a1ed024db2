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
  const kinds = text.split(' ')
  return Object.fromEntries(COMPONENTS.map((c, i) => [c, kinds[i]])) as Kinds
}

const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'
const GREGG_2014 = 'https://www.brendangregg.com/blog/2014-05-07/what-color-is-your-xen.html'
const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'

/** The rows of each hypervisor, in the order in which the chart shows them; of Xen one a mode, and after it its variants. */
const BY_HYPERVISOR: Readonly<Partial<Record<HypervisorId, () => readonly Omit<SpectrumRow, 'hypervisor'>[]>>> = {
  xen: () => [
    {
      id: 'hvm',
      name: 'HVM',
      group: 'hvm',
      mode: 'hvm',
      kinds: cells('VH VS VS VS VS'),
      since: 'Xen 3.0',
      see: SPECTRUM,
    },
    {
      id: 'hvm-pv-drivers',
      name: 'HVM + PV drivers',
      group: 'hybrid',
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
      mode: 'pvh',
      kinds: cells('VH P P P P'),
      since: 'Xen 4.10',
      see: SPECTRUM,
    },
    {
      id: 'pvh-dom0',
      name: 'PVH dom0',
      group: 'hybrid',
      mode: 'pvh',
      kinds: cells('VH H P H H'),
      since: 'Xen 4.19',
      note: 'experimental before',
    },
    {
      id: 'pv',
      name: 'PV',
      group: 'pv',
      mode: 'pv',
      kinds: cells('P P P P P'),
      since: 'Xen 1.0',
      see: SPECTRUM,
    },
    { id: 'pv-dom0', name: 'PV dom0', group: 'pv', mode: 'pv', kinds: cells('P H P H H'), since: 'Xen 1.0' },
  ],
  'qemu-tcg': () => [
    {
      id: 'qemu-tcg',
      name: 'QEMU TCG, emulated',
      group: 'other',
      kinds: cells('VS VS VS VS VS'),
    },
    { id: 'qemu-tcg-virtio', name: 'QEMU TCG, virtio', group: 'other', kinds: cells('VS VS VS P P') },
  ],
  kvm: () => [
    {
      id: 'kvm-emulated',
      name: 'KVM, emulated',
      group: 'other',
      kinds: cells('VH VS VS VS VS'),
      since: '2007',
    },
    {
      id: 'kvm-emulated-devices',
      name: 'KVM, emulated devices',
      group: 'other',
      kinds: cells('VH VS P VS VS'),
      note: 'PV clock and interrupts, but an IDE or SATA disk and an e1000 or rtl8139',
    },
    { id: 'kvm-virtio', name: 'KVM, virtio', group: 'other', kinds: cells('VH VS P P P'), since: '2008' },
    {
      id: 'kvm-virtio-nopv',
      name: 'KVM, virtio, nopv',
      group: 'other',
      kinds: cells('VH VS VS P P'),
      note: 'guest booted with nopv, or without CONFIG_KVM_GUEST',
    },
    { id: 'kvm-virtio-vf', name: 'KVM, virtio + VF', group: 'other', kinds: cells('VH VS P P VH') },
    {
      id: 'kvm-microvm',
      name: 'KVM microVM',
      group: 'other',
      platforms: ['firecracker', 'microvm', 'cloud-hypervisor', 'crosvm', 'kata'],
      kinds: cells('VH VS P P P'),
      since: '2018',
      note: 'Firecracker, QEMU microvm: minimal board, no firmware',
    },
    {
      id: 'nitro',
      name: 'AWS Nitro',
      group: 'other',
      platforms: ['aws'],
      kinds: cells('VH VS VH VH VH'),
      since: '2017',
      see: GREGG_2017,
    },
  ],
  pvm: () => [{ id: 'pvm', name: 'PVM', group: 'other', kinds: cells('P VS P P P'), since: '2024' }],
  hyperv: () => [
    { id: 'hyperv-gen1', name: 'Hyper-V generation 1', group: 'other', kinds: cells('VH VS P P P') },
    {
      id: 'hyperv-gen2',
      name: 'Hyper-V generation 2',
      group: 'other',
      kinds: cells('VH VS P P P'),
      note: 'UEFI motherboard without legacy devices',
    },
    {
      id: 'azure-accelnet',
      name: 'Azure AccelNet',
      group: 'other',
      platforms: ['azure'],
      kinds: cells('VH VS P P VH'),
      since: '2018',
    },
    {
      id: 'azure-nvme',
      name: 'Azure VF + NVMe',
      group: 'other',
      platforms: ['azure'],
      kinds: cells('VH VS P VH VH'),
    },
  ],
  vmware: () => [
    {
      id: 'vmware-emulated',
      name: 'VMware, emulated',
      group: 'other',
      kinds: cells('VH VS VS VS VS'),
    },
    {
      id: 'vmware-pv',
      name: 'VMware, paravirtual',
      group: 'other',
      kinds: cells('VH VS P P P'),
      note: 'pvscsi, vmxnet3',
    },
    {
      id: 'vmware-lsi',
      name: 'VMware, vmxnet3 only',
      group: 'other',
      kinds: cells('VH VS P VS P'),
      note: 'disk on an emulated LSI or IDE controller',
    },
  ],
  virtualbox: () => [
    { id: 'virtualbox', name: 'VirtualBox', group: 'other', kinds: cells('VH VS VS VS VS') },
    {
      id: 'virtualbox-pv',
      name: 'VirtualBox, KVM clock',
      group: 'other',
      kinds: cells('VH VS P VS VS'),
      note: 'paravirtprovider=kvm: paravirtual clock, emulated devices',
    },
  ],
  bhyve: () => [{ id: 'bhyve', name: 'bhyve, virtio', group: 'other', kinds: cells('VH VS VS P P') }],
  'openbsd-vmm': () => [{ id: 'openbsd-vmm', name: 'OpenBSD vmm', group: 'other', kinds: cells('VH VS P P P') }],
  powervm: () => [{ id: 'powervm', name: 'PowerVM', group: 'other', kinds: cells('P P P P P') }],
  none: () => [{ id: 'bare', name: 'Bare metal', group: 'bare', kinds: cells('H H H H H') }],
}

const made = new Map<string, readonly SpectrumRow[]>()

/** The rows of one hypervisor, made when they are asked for: a start needs those of one. */
function rowsOf(hypervisor: string): readonly SpectrumRow[] {
  let rows = made.get(hypervisor)
  if (rows === undefined) {
    const id = hypervisor as HypervisorId
    rows = (BY_HYPERVISOR[id]?.() ?? []).map((row) => ({ ...row, hypervisor: id }))
    made.set(hypervisor, rows)
  }
  return rows
}

let all: readonly SpectrumRow[] | undefined

/** Every row, in the order in which the chart shows them. */
export function allRows(): readonly SpectrumRow[] {
  all ??= Object.keys(BY_HYPERVISOR).flatMap(rowsOf)
  return all
}

export function rowById(id: string): SpectrumRow | undefined {
  return allRows().find((row) => row.id === id)
}

/** The row of a Xen mode, which is called as the mode is: its kinds are the mode's defaults. */
export function modeRow(mode: ModeId): SpectrumRow {
  return rowsOf('xen').find((row) => row.id === mode)!
}

/** What a kind means for a component of a Xen guest, for cells that only the mode's default decides. */
export const MODE_MEANS: Record<ComponentId, Readonly<Partial<Record<Kind, string>>>> = {
  cpu: {
    VH: 'the guest runs with hardware virtualization (VT-x or AMD-V) and its own page tables',
    P: 'privileged instructions and page-table updates are hypercalls',
  },
  board: {
    VS: 'QEMU emulates a PC and its firmware',
    P: 'no emulated motherboard; Xen starts the kernel directly',
    H: "the host's own motherboard",
  },
  interrupts: { VS: 'emulated interrupt controllers and timers', P: "event channels and Xen's timers" },
  disk: { VS: 'emulated disk controller', P: 'Xen PV disk', H: 'physical disk controller' },
  network: { VS: 'emulated NIC', P: 'Xen PV NIC', H: 'physical NIC' },
}

/** The weight of a difference in a component: the CPU distinguishes modes best, and devices are replaced most easily. */
const WEIGHT: Record<ComponentId, number> = { cpu: 16, board: 8, interrupts: 4, disk: 2, network: 2 }

/** A kind that is unknown, or a component that the machine does not have, contradicts nothing. */
const silent = (kind: Kind): boolean => kind === '?' || kind === '-'

function distance(kinds: Kinds, row: SpectrumRow): number {
  let sum = 0
  COMPONENTS.forEach((c) => {
    if (!silent(kinds[c]) && kinds[c] !== row.kinds[c]) sum += WEIGHT[c]
  })
  return sum
}

/**
 * The row of the spectrum that the cells equal, or else the one that they differ from least.
 * Rows of the Xen mode, where it is known, or else of the hypervisor come first; where none of them fits, an equal row of
 * another hypervisor. Of rows equally near, the platform's own is taken, then the first.
 * @returns null when the known cells fit several different rows equally well
 */
export function nearestRow(
  kinds: Kinds,
  hypervisor: string,
  mode: ModeId | null = null,
  platform: string | null = null,
): Row | null {
  // What a machine does not have cannot differ.
  const equals = (row: SpectrumRow): boolean => COMPONENTS.every((c) => kinds[c] === row.kinds[c] || kinds[c] === '-')
  const ofHypervisor = rowsOf(hypervisor)
  const ofMode = mode === null ? [] : ofHypervisor.filter((row) => row.mode === mode)
  let candidates: readonly SpectrumRow[] = ofMode.length > 0 ? ofMode : ofHypervisor
  if (ofMode.length === 0 && !candidates.some((row) => distance(kinds, row) === 0)) {
    const equal = COMPONENTS.some((c) => kinds[c] !== '-') ? allRows().filter(equals) : []
    if (equal.length > 0) candidates = equal
    else if (candidates.length === 0) candidates = allRows()
  }
  if (mode === null && COMPONENTS.every((c) => silent(kinds[c]))) return null
  const far = candidates.map((row) => distance(kinds, row))
  const least = Math.min(...far)
  const nearest = candidates.filter((_, i) => far[i] === least)
  const ofPlatform = platform === null ? undefined : nearest.find((row) => row.platforms?.includes(platform))
  const row = ofPlatform ?? nearest.find((row) => row.platforms === undefined) ?? nearest[0]!
  const known = COMPONENTS.every((c) => kinds[c] !== '?')
  const alike = nearest.every((other) => COMPONENTS.every((c) => other.kinds[c] === row.kinds[c]))
  if (!known && !alike && ofMode.length === 0) return null
  return { id: row.id, name: row.name, exact: equals(row) }
}
