import type { OperationId } from '../chart/ways/model.ts'
import type { ComponentId, Kind } from '../model.ts'
import { GREGG_2014, GREGG_2017, SPECTRUM, TERMS, XEN } from './terms.ts'

/** A word of the field that `virtcolor explain` knows. */
export interface Topic {
  readonly id: string
  readonly title: string
  /** Other words for it. Case, spaces, dashes and plus signs make no difference. */
  readonly also?: readonly string[]
  readonly group: TopicGroup
  /** Two sentences: what it is, and what follows. */
  readonly text: string
  /** What is often confused. */
  readonly note?: string
  /** Rows of the chart, by id; the path of an operation is shown for the last. */
  readonly rows?: readonly string[]
  readonly operation?: OperationId
  /** A letter: its colour in each component. A component: the colour of each letter. */
  readonly kind?: Kind
  readonly component?: ComponentId
  readonly see: readonly string[]
  /** Other topics. */
  readonly related: readonly string[]
}

/** In the order in which they are listed. */
export const TOPIC_GROUPS = { modes: 'Modes', letters: 'Letters', components: 'Components', terms: 'Terms' } as const
export type TopicGroup = keyof typeof TOPIC_GROUPS

const MODES: readonly Omit<Topic, 'group'>[] = [
  {
    id: 'pv',
    title: 'PV (paravirtualization)',
    also: ['paravirtual', 'paravirtualization', 'paravirtualized'],
    text: "The guest kernel is written for Xen: it uses hypercalls for privileged instructions and page tables, so the CPU needs no VT-x or AMD-V. Disk, network, interrupts and timers also use Xen's interfaces, and nothing is emulated.",
    note: 'On EC2, PV and HVM are also image types. They describe how an instance boots; an HVM instance normally uses PV drivers once it runs.',
    rows: ['pv'],
    see: [GREGG_2014, SPECTRUM],
    related: ['hvm', 'pvh', 'p', 'hypercall'],
  },
  {
    id: 'hvm',
    title: 'HVM (hardware virtual machine)',
    also: ['hardware virtual machine', 'fully virtualized', 'full virtualization'],
    text: 'VT-x or AMD-V runs an unmodified guest kernel, and QEMU emulates a PC around it: motherboard, firmware, disk controller and network card. Access to an emulated device causes VM exits, which makes disk and network slow.',
    note: 'HVM also means every guest that boots this way. Most of those then use PV drivers and event channels, so they are HVM + PV drivers or PVHVM.',
    rows: ['hvm'],
    see: [GREGG_2014, SPECTRUM],
    related: ['hvm-pv-drivers', 'pvhvm', 'device-model', 'vm-exit'],
  },
  {
    id: 'hvm-pv-drivers',
    title: 'HVM + PV drivers',
    also: ['hvm with pv drivers', 'pv drivers', 'pvdrivers'],
    text: 'An HVM guest that uses PV drivers for disk and network instead of the emulated devices. Interrupts and timers are still emulated: Xen events arrive through the interrupt of the Xen platform PCI device.',
    note: 'Windows with PV drivers runs in this mode. Linux since 2.6.36 normally goes one step further, to PVHVM.',
    rows: ['hvm-pv-drivers'],
    see: [SPECTRUM, GREGG_2014],
    related: ['pvhvm', 'pv-on-hvm', 'hvm'],
  },
  {
    id: 'pvhvm',
    title: 'PVHVM',
    text: 'An HVM guest that uses PV drivers for disk and network, and Xen event channels and PV timers as well. Linux has done this since 2.6.36 (CONFIG_XEN_PVHVM); an HVM instance of an EC2 type on Xen runs in this mode.',
    note: 'PVHVM is not an alternative to HVM: the guest boots as HVM, and its kernel then enables the PV parts.',
    rows: ['pvhvm'],
    see: [GREGG_2014, SPECTRUM],
    related: ['pv-on-hvm', 'hvm-pv-drivers', 'pvh', 'event-channel'],
  },
  {
    id: 'pv-on-hvm',
    title: 'PV-on-HVM',
    also: ['pvonhvm drivers'],
    text: 'This name is used for two modes. George Dunlap uses it for HVM with PV drivers for disk and network only; the Xen wiki uses it for PVHVM, which has PV interrupts and timers too.',
    note: "Ask which mode is meant, or run 'virtcolor why interrupts': if interrupts are emulated (VS), it is HVM + PV drivers; if paravirtual (P), PVHVM.",
    rows: ['hvm-pv-drivers', 'pvhvm'],
    see: [GREGG_2014, 'https://wiki.xenproject.org/wiki/PV_on_HVM'],
    related: ['hvm-pv-drivers', 'pvhvm'],
  },
  {
    id: 'pvh',
    title: 'PVH',
    also: ['pvh v2', 'pvh version 2', 'hvmlite', 'hvm lite'],
    text: 'VT-x or AMD-V runs the guest kernel with nested page tables, but there is no emulated motherboard and no QEMU: all devices are PV. Xen 4.10 and Linux 4.11 or newer support it (type="pvh").',
    note: "Gregg's article of 2014 names Xen 4.4. That was PVH version 1, which Xen 4.9 removed.",
    rows: ['pvh'],
    see: [SPECTRUM, `${XEN}docs/misc/pvh.pandoc`],
    related: ['pvh-v1', 'pvhvm', 'pv', 'hap'],
  },
  {
    id: 'pvh-v1',
    title: 'PVH version 1',
    also: ['pvh v1', 'pvhv1', 'pvh version 1'],
    text: 'PVH version 1 ran a PV kernel in a hardware-virtualized guest, in Xen 4.4 to 4.8 and Linux 3.14 to 4.10. It was experimental; PVH version 2 replaced it.',
    rows: ['pvh-v1'],
    see: [SPECTRUM, GREGG_2014],
    related: ['pvh', 'pv'],
  },
  {
    id: 'nitro',
    title: 'AWS Nitro',
    also: ['aws nitro', 'nitro hypervisor'],
    text: "AWS's hypervisor since 2017, built on the core of KVM. Nitro cards provide disk (NVMe) and network (ENA) in hardware, so a disk read or a packet needs no VM exit.",
    note: "aws ec2 describe-instances reports the hypervisor 'xen' for Nitro instances too; the instance type decides.",
    rows: ['nitro'],
    see: [GREGG_2017],
    related: ['sr-iov', 'vh', 'pvhvm'],
  },
  {
    id: 'virtio',
    title: 'virtio',
    also: ['kvm virtio'],
    text: 'virtio is the standard for paravirtual devices, used by KVM, bhyve and others: guest and host share rings of requests (virtqueues). A request costs one VM exit to notify the backend, which can be QEMU, vhost or hardware.',
    rows: ['kvm-virtio'],
    see: ['https://docs.oasis-open.org/virtio/virtio/v1.2/virtio-v1.2.html'],
    related: ['p', 'device-model', 'vm-exit'],
  },
]

const LETTERS: readonly Omit<Topic, 'group'>[] = [
  {
    id: 'vs',
    title: 'VS: virtualized in software',
    also: ['virtualized software', 'emulated', 'emulation'],
    text: 'Software emulates real hardware, such as an IDE controller or an e1000 card, so the guest needs no special driver. Each access to a device register leaves the guest, usually into QEMU, which makes disk and network slow.',
    kind: 'VS',
    see: [GREGG_2014],
    related: ['p', 'vh', 'device-model', 'hvm'],
  },
  {
    id: 'p',
    title: 'P: paravirtualized',
    text: 'The guest has a driver made for the hypervisor, such as xen-blkfront or virtio-net, and shares memory with a backend. One notification covers a whole request, so it is much cheaper than emulation.',
    note: 'Disk and network with P are green in the 2014 chart. Where SR-IOV is available Gregg colours P yellow and VH green: virtcolor spectrum --sriov.',
    kind: 'P',
    see: [GREGG_2014],
    related: ['pv', 'vs', 'vh', 'virtio', 'grant-table'],
  },
  {
    id: 'vh',
    title: 'VH: virtualized in hardware',
    text: 'Hardware made for virtualization does the work: VT-x or AMD-V with nested page tables for the CPU, APICv or AVIC for interrupts, SR-IOV for devices. The hypervisor only sets it up, so most operations cause no VM exit.',
    kind: 'VH',
    see: [GREGG_2014],
    related: ['hap', 'sr-iov', 'h', 'p'],
  },
  {
    id: 'h',
    title: 'H: bare hardware',
    also: ['bare hardware', 'bare metal', 'bare'],
    text: 'The system uses the real hardware and no hypervisor is involved: a machine without a hypervisor, or the real devices of a dom0. A device that a hypervisor hands to a guest is VH, not H.',
    kind: 'H',
    rows: ['bare'],
    see: [GREGG_2017],
    related: ['vh', 'dom0', 'containers'],
  },
  {
    id: 'unknown',
    title: '? : unknown',
    also: ['?', 'question mark', 'grey'],
    text: "The evidence does not settle this component, and virtcolor does not guess. Run 'virtcolor why' with the component to see which output would settle it, if one is missing.",
    see: [],
    related: ['colours'],
  },
  {
    id: 'colours',
    title: 'Colours',
    also: ['colour', 'color', 'colors', 'green', 'yellow', 'red'],
    text: "Green means optimal, yellow means room for improvement, red means poor performance; grey is unknown or absent. The colours follow the chart in Gregg's article of 2014 and belong to a component with its letter: P is green for a disk and yellow for page tables.",
    note: 'A colour is what to expect in general. It is not a measurement of this machine: virtcolor measure does that.',
    see: [GREGG_2014],
    related: ['vs', 'p', 'vh', 'h'],
  },
]

const PARTS: readonly Omit<Topic, 'group'>[] = [
  {
    id: 'cpu',
    title: 'Privileged instructions & page tables (cpu)',
    also: ['privileged instructions', 'page tables', 'processor', 'mmu', 'cpu and page tables'],
    text: 'This component covers how the guest runs privileged instructions and changes page tables. PV does both by hypercall (P); HVM and PVH use VT-x or AMD-V with nested page tables (VH), which is faster on 64-bit x86.',
    component: 'cpu',
    see: [GREGG_2014, SPECTRUM],
    related: ['hap', 'hypercall', 'vm-exit'],
  },
  {
    id: 'board',
    title: 'Motherboard & boot (board)',
    also: ['motherboard', 'boot', 'motherboard and boot', 'firmware'],
    text: 'This component covers the virtual motherboard, its firmware and how the kernel starts. An emulated PC (VS) needs a device model and boots through BIOS or UEFI; PV and PVH start the kernel directly (P).',
    component: 'board',
    see: [GREGG_2014, SPECTRUM],
    related: ['device-model', 'pvh', 'hvm'],
  },
  {
    id: 'interrupts',
    title: 'Interrupts & timers (interrupts)',
    also: ['timers', 'interrupts and timers', 'irq', 'interrupt', 'timer'],
    text: 'This component covers how interrupts reach the guest and how it reads the time. An emulated APIC and HPET (VS) cause VM exits; Xen event channels and PV clocks (P) avoid most of them, and APICv or AVIC (VH) nearly all.',
    component: 'interrupts',
    see: [GREGG_2014, SPECTRUM],
    related: ['event-channel', 'posted-interrupts', 'vm-exit'],
  },
  {
    id: 'disk',
    title: 'Disk (disk)',
    also: ['disks', 'storage', 'block'],
    text: 'This cell is the kind of the disk that holds / (the first disk if that is unknown); all disks are listed below it. IDE, SATA and LSI controllers are emulated (VS), xen-blkfront and virtio are paravirtual (P), a passed-through NVMe controller is VH.',
    component: 'disk',
    see: [GREGG_2014],
    related: ['vs', 'p', 'sr-iov', 'grant-table'],
  },
  {
    id: 'network',
    title: 'Network (network)',
    also: ['nic', 'net', 'networking', 'network card'],
    text: 'This cell is the kind of the network card with the default route (the first card if that is unknown); all cards are listed below it. e1000 and rtl8139 are emulated (VS), xen-netfront and virtio are paravirtual (P), an SR-IOV function is VH.',
    component: 'network',
    see: [GREGG_2014],
    related: ['sr-iov', 'p', 'vs'],
  },
]

const grouped = (group: TopicGroup, list: readonly Omit<Topic, 'group'>[]): Topic[] =>
  list.map((topic) => ({ ...topic, group }))

export const TOPICS: readonly Topic[] = [
  ...grouped('modes', MODES),
  ...grouped('letters', LETTERS),
  ...grouped('components', PARTS),
  ...grouped('terms', TERMS),
]
