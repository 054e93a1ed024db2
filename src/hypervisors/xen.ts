import type { Rule } from '../model.ts'
import { MAYBE_METAL } from '../platforms/dmi.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'
import { guestTypes } from './xen-guest-types.ts'
import { xenLogModes } from './xen-log-modes.ts'
import { xenModes } from './xen-modes.ts'
import { PHYSICAL_OEM, recognise, SIGNS } from './xen-recognise.ts'
import { xenRoles } from './xen-roles.ts'

const HVM = ['hvm', 'hvm-pv-drivers', 'pvhvm'] as const
const EVENTS = 'https://elixir.bootlin.com/linux/latest/source/drivers/xen/events/events_base.c'

const cells = (): readonly Rule[] => [
  {
    id: 'xen.arm-cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.processor,
    when: [
      { hypervisor: 'xen', 'devicetree.hypervisor': { starts: 'xen,xen' } },
      { hypervisor: 'xen', 'xen.guest-type': 'Xen' },
      { hypervisor: 'xen', 'xen.arm': true },
      { hypervisor: 'xen', 'devicetree.model': { starts: 'XENVM' } },
      { hypervisor: 'xen', arch: { starts: ['aarch64', 'arm'] } },
      { hypervisor: 'xen', 'irq.gic': true },
    ],
    says: 'Xen runs Arm guests at EL1, using the virtualization extensions',
  },
  {
    id: 'xen.dom0-board',
    about: 'board',
    allows: ['H'],
    rank: RANK.inUse,
    when: [
      { hypervisor: 'xen', role: 'dom0', 'dmi.real': true, 'dmi.virtual': false },
      { hypervisor: 'xen', role: 'dom0', 'acpi.oem': PHYSICAL_OEM },
      { hypervisor: 'xen', role: 'dom0', 'pci.chipset': 'real', 'pci.virtual': false },
    ],
    says: 'dom0 uses the physical motherboard',
  },
  {
    id: 'xen.dom0-board-usual',
    about: 'board',
    allows: ['H'],
    rank: RANK.usual,
    when: { hypervisor: 'xen', role: 'dom0' },
    says: 'dom0 normally uses the physical motherboard, unless Xen itself runs in a VM',
  },
  {
    id: 'xen.nested-board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.inUse + 1,
    when: [
      { hypervisor: 'xen', role: 'dom0', outer: true },
      { hypervisor: 'xen', role: 'dom0', 'dmi.virtual': { not: MAYBE_METAL } },
    ],
    says: 'Xen itself runs in a VM, so dom0 uses the virtual motherboard of the outer hypervisor',
  },
  {
    id: 'xen.callback-delivery',
    about: 'delivery',
    allows: ['P'],
    rank: RANK.log,
    when: { 'xen.callback': true },
    says: 'the kernel enabled the Xen callback vector for event delivery',
    see: [EVENTS],
  },
  {
    id: 'xen.event-delivery',
    about: 'delivery',
    allows: ['P'],
    rank: RANK.inUse,
    when: [{ 'irq.xen-timer': { atLeast: 1 } }, { 'irq.xen-percpu': { atLeast: 1 } }],
    says: 'timers and IPIs use Xen event channels',
    see: [EVENTS],
  },
  {
    id: 'xen.event-rows',
    about: 'delivery',
    allows: ['P'],
    rank: RANK.presence,
    when: { 'irq.xen-event': { atLeast: 1 } },
    says: 'device interrupts use Xen event channels',
    see: [EVENTS],
  },
  {
    id: 'xen.platform-delivery',
    about: 'delivery',
    allows: ['VS'],
    rank: RANK.inUse + 1,
    when: { 'irq.xen-platform-pci': { atLeast: 1 } },
    says: 'events arrive through the emulated interrupt of the Xen platform device',
    see: [EVENTS],
  },
  {
    id: 'xen.timer-clock',
    about: 'clock',
    allows: ['P'],
    rank: RANK.log - 3,
    when: { 'xen.timer': true, clocksource: false, 'clocksource.logged': false },
    says: 'the Xen timer is installed',
  },
  {
    id: 'xen.beside-controller',
    about: 'disk.builtin',
    allows: ['VS', 'P'],
    rank: RANK.follows,
    when: { hypervisor: 'xen', mode: HVM },
    says: 'the IDE controller stays on the PCI bus after its disks are unplugged, so it proves no emulated disk',
    see: ['https://xenbits.xen.org/docs/unstable/misc/hvm-emulated-unplug.html'],
  },
  {
    id: 'xen.plain-controller',
    about: 'disk.builtin',
    allows: ['VS'],
    rank: RANK.follows + 1,
    when: { hypervisor: 'xen', mode: 'hvm' },
    says: 'plain HVM has no PV disk, so the emulated controller serves the disk',
  },
  {
    id: 'xen.unplugged-disks',
    about: 'disk.else',
    allows: ['P'],
    rank: RANK.follows,
    when: { 'xen.unplug': 'disks', 'xen.no-unplug': false },
    says: 'the emulated disks were unplugged, so the root disk is a PV disk',
    see: ['https://xenbits.xen.org/docs/unstable/misc/hvm-emulated-unplug.html'],
  },
  {
    id: 'xen.root-name',
    about: 'disk.else',
    allows: ['P'],
    rank: RANK.follows - 1,
    when: { hypervisor: 'xen', 'root.device': /^(?:\/dev\/)?xvd[a-z]/, 'declared.hypervisor': false },
    says: 'the root device is named xvd; only xen-blkfront uses that name',
    see: ['https://elixir.bootlin.com/linux/latest/source/drivers/block/xen-blkfront.c'],
  },
  {
    id: 'xen.netfront-only',
    about: 'network.else',
    allows: ['P'],
    rank: RANK.follows - 5,
    when: { 'xen.unplug': 'NICs', 'xen.netfront': true, 'net.logged': false, 'net.listed': false, 'net.bound': false },
    says: 'the emulated NICs were unplugged and only xen-netfront appears in the log',
  },
  {
    id: 'xen.vif',
    about: 'network.else',
    allows: ['P'],
    rank: RANK.follows,
    when: [{ 'xen.frontend': { starts: 'vif' }, 'net.listed': false, 'net.logged': false }],
    says: 'xenbus lists a vif device and no other NIC was found',
  },
]

export const xen: Hypervisor = {
  id: 'xen',
  name: 'Xen',
  guestTypes,
  rules: [],
  tables: [
    { given: SIGNS, rows: recognise },
    { given: { hypervisor: 'xen' }, rows: () => [...xenModes(), ...xenLogModes()] },
    // What Xen's interface brings along is there as well where KVM emulates it.
    {
      given: [
        { hypervisor: 'xen' },
        { 'xen.callback': true },
        { 'xen.timer': true },
        { 'xen.unplug': true },
        { 'xen.frontend': true },
        { 'irq.xen-timer': true },
        { 'irq.xen-percpu': true },
        { 'irq.xen-event': true },
        { 'irq.xen-platform-pci': true },
      ],
      rows: cells,
    },
    {
      given: [
        { hypervisor: 'xen' },
        { 'xen.domain': true },
        { 'xen.fs': true },
        { 'xen.initdomain': true },
        { 'xen.features': true },
        { 'xen.dom0-log': true },
        { 'xen.gsi': true },
        { 'xen.pv-dom0': true },
        { 'xen.acpi-off': true },
        { 'xen.pci-stub': true },
        { 'xen.pcifront': true },
        { 'xen.frontend': true },
        { 'xen.privileged': true },
        { 'lscpu.vendor': 'Xen' },
        { 'disk.bound': 'vbd' },
        { 'disk.logged': 'vbd' },
        { 'disk.inventory': 'vbd' },
        { 'irq.disk': 'vbd' },
        { 'irq.net': 'vif' },
        { 'irq.xen-toolstack': true },
      ],
      rows: xenRoles,
    },
  ],
}
