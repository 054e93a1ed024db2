import type { Rule, When } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'
import { reported } from './reported.ts'

const TLFS = 'https://learn.microsoft.com/virtualization/hyper-v-on-windows/tlfs/feature-discovery'
const MSHYPERV = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/kernel/cpu/mshyperv.c'

/** A VMBus that was negotiated, and drivers that bind to nothing else, in logs and listings. QEMU can offer a VMBus too. */
const VMBUS_USERS: readonly When[] = [
  { 'hyperv.synic': true },
  { 'net.logged': 'hv_netvsc' },
  { 'net.listed': 'hv_netvsc' },
  { 'disk.logged': 'hv_storvsc' },
]

const VMBUS_MODULES = [
  'hv_vmbus',
  'hv_netvsc',
  'hv_storvsc',
  'hv_utils',
  'hv_balloon',
  'hid_hyperv',
  'hyperv_keyboard',
] as const

/** Who else offers Hyper-V's interface to guests: Xen with viridian, KVM with enlightenments. */
const OFFERS = ['hyperv', 'xen', 'kvm', 'virtualbox'] as const

const recognise = (): readonly Rule[] => [
  {
    id: 'hyperv.log',
    about: 'hypervisor',
    allows: OFFERS,
    rank: RANK.log,
    when: [
      { 'hypervisor.detected': /^Microsoft Hyper-?V/ },
      { 'kernel.banner': /on Hyper-V$/ },
      { 'hyperv.flags': true },
      { 'hyperv.synic': true },
      { 'clocksource.logged': { starts: 'hyperv' } },
    ],
    says: 'the kernel detected the Hyper-V interface',
    see: [MSHYPERV],
  },
  {
    id: 'hyperv.devices',
    about: 'hypervisor',
    allows: ['hyperv', 'kvm'],
    rank: RANK.inUse,
    when: [
      { 'disk.bound': 'hv_storvsc' },
      { 'net.bound': 'hv_netvsc' },
      { 'irq.hyperv-timer': { atLeast: 1 } },
      { clocksource: { starts: 'hyperv' } },
    ],
    says: 'Hyper-V synthetic devices or timers are in use',
    saysOf: {
      'disk.bound': 'a disk uses the Hyper-V synthetic driver (hv_storvsc)',
      'net.bound': 'a NIC uses the Hyper-V synthetic driver (hv_netvsc)',
      'irq.hyperv-timer': 'the Hyper-V synthetic timer is in use',
      clocksource: 'the clocksource in use is {value}',
    },
  },
  {
    id: 'hyperv.azure-vm',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.presence,
    when: { 'azure.vm': true },
    says: 'the Kubernetes node is an Azure VM, and Azure runs VMs on Hyper-V',
    see: ['https://learn.microsoft.com/azure/security/fundamentals/hypervisor'],
  },
  {
    id: 'hyperv.azure-role',
    about: 'role',
    allows: ['guest'],
    rank: RANK.presence,
    when: { 'azure.vm': true },
    says: 'the Kubernetes node is an Azure VM, so it is a guest',
  },
  {
    id: 'hyperv.vmbus',
    about: 'hypervisor',
    allows: ['hyperv', 'kvm'],
    rank: RANK.presence,
    when: VMBUS_USERS,
    says: 'a driver for VMBus devices found its device, or VMBus was negotiated',
    saysOf: {
      'hyperv.synic': 'the kernel connected to VMBus',
      'net.logged': 'a NIC uses the VMBus driver hv_netvsc',
      'net.listed': 'a NIC uses the VMBus driver hv_netvsc',
      'disk.logged': 'a disk uses the VMBus driver hv_storvsc',
    },
    see: ['https://elixir.bootlin.com/linux/latest/source/drivers/hv/vmbus_drv.c'],
  },
  {
    id: 'hyperv.disk',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.presence - 2,
    when: { 'device.model': /^Msft +Virtual D(?:isk|VD)/i },
    says: 'the disk model is Msft Virtual Disk',
    see: ['https://learn.microsoft.com/windows-server/virtualization/hyper-v/best-practices-for-running-linux-on-hyper-v'],
  },
  {
    id: 'hyperv.cpuid',
    about: 'hypervisor',
    allows: OFFERS,
    rank: RANK.processor,
    when: { 'cpuid.signature': 'Microsoft Hv' },
    says: 'CPUID reports the Hyper-V interface (Microsoft Hv)',
    see: [TLFS],
  },
  {
    id: 'hyperv.board',
    about: 'hypervisor',
    allows: ['hyperv', 'xen'],
    rank: RANK.firmware,
    when: [
      { 'dmi.virtual': 'hyperv' },
      { 'acpi.oem': { starts: ['VRTUAL', 'MICROSFT'] } },
      { 'efi.vendor': { starts: 'Microsoft' } },
    ],
    says: "the firmware is Hyper-V's",
    saysOf: {
      'dmi.virtual': "the SMBIOS strings are Hyper-V's",
      'acpi.oem': "the ACPI tables have Hyper-V's OEM ID",
      'efi.vendor': 'the UEFI firmware vendor is Microsoft',
    },
  },
  {
    id: 'hyperv.lscpu',
    about: 'hypervisor',
    allows: OFFERS,
    rank: RANK.presence,
    when: [{ 'lscpu.vendor': 'Microsoft' }, { 'facter.virtual': 'hyperv' }, { 'tool.says': 'hyperv' }],
    ...reported('Hyper-V'),
  },
  {
    id: 'hyperv.parts',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.presence,
    when: [{ pci: '1414:5353' }, { 'irq.hyperv-pci': true }, { 'hyperv.root': true, 'device.virtual': false }],
    says: 'the Hyper-V graphics adapter is on the PCI bus, VMBus provides PCI functions, or this is the root partition',
    saysOf: {
      pci: 'the Hyper-V graphics adapter ({value}) is on the PCI bus',
      'irq.hyperv-pci': 'VMBus provides PCI functions',
      'hyperv.root': 'this is the Hyper-V root partition',
    },
  },
  {
    id: 'hyperv.modules',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.presence - 2,
    when: { module: VMBUS_MODULES },
    says: 'VMBus drivers are loaded; they load only where a VMBus exists',
    saysOf: { module: '{value} is loaded; it loads only where VMBus exists' },
    see: ['https://elixir.bootlin.com/linux/latest/source/drivers/hv/vmbus_drv.c'],
  },
  {
    id: 'hyperv.wsl',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.processor,
    when: { wsl: 'wsl2' },
    says: 'this is a WSL 2 kernel, which runs in a Hyper-V utility VM',
  },
  {
    id: 'hyperv.usual',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.usual,
    when: [
      { 'hypervisor.detected': /^Microsoft Hyper-?V/ },
      { 'cpuid.signature': 'Microsoft Hv' },
      { 'lscpu.vendor': 'Microsoft' },
      { 'facter.virtual': 'hyperv' },
      { 'tool.says': 'hyperv' },
      { 'dmi.virtual': 'hyperv' },
      { 'acpi.oem': { starts: 'VRTUAL' } },
      { 'hyperv.flags': true },
      { 'disk.bound': 'hv_storvsc' },
      { 'net.bound': 'hv_netvsc' },
      { clocksource: { starts: 'hyperv' } },
      { 'clocksource.logged': { starts: 'hyperv' } },
      { 'efi.vendor': { starts: 'Microsoft' } },
      ...VMBUS_USERS,
    ],
    says: 'no evidence points to another hypervisor that offers the Hyper-V interface, so this is normally Hyper-V',
  },
  {
    id: 'hyperv.kvm-behind',
    about: 'hypervisor',
    allows: ['kvm'],
    rank: RANK.presence,
    when: [
      { 'cpuid.signature': 'Microsoft Hv', 'dmi.virtual': ['qemu', 'kvm'] },
      { 'hypervisor.detected': /^Microsoft Hyper-?V/, 'dmi.virtual': ['qemu', 'kvm', 'nutanix', 'ovirt', 'openstack'] },
    ],
    says: 'the kernel or CPUID reports the Hyper-V interface, but the motherboard is that of a KVM platform, so this is KVM with Hyper-V enlightenments',
    saysOf: {
      'cpuid.signature':
        'CPUID reports the Hyper-V interface, but the motherboard is that of a KVM platform, so this is KVM with Hyper-V enlightenments',
      'hypervisor.detected':
        'the kernel detected the Hyper-V interface, but the motherboard is that of a KVM platform, so this is KVM with Hyper-V enlightenments',
    },
    see: ['https://www.qemu.org/docs/master/system/i386/hyperv.html'],
  },
]

const cells = (): readonly Rule[] => [
  {
    id: 'hyperv.root',
    about: 'role',
    allows: ['host'],
    rank: RANK.processor,
    when: [
      { hypervisor: 'hyperv', 'cpuid.hyperv.privileges': { set: [0] } },
      { hypervisor: 'hyperv', 'hyperv.root': true, 'device.virtual': false },
    ],
    says: 'the machine may create partitions, so this is the Hyper-V root partition',
    saysOf: {
      'cpuid.hyperv.privileges': 'CPUID reports the privilege to create partitions, so this is the Hyper-V root partition',
      'hyperv.root': 'the system reports the Hyper-V root partition',
    },
    see: [TLFS],
  },
  {
    id: 'hyperv.cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: { hypervisor: 'hyperv' },
    says: 'Hyper-V runs guests with hardware virtualization only (VT-x, AMD-V or Arm EL2)',
  },
  {
    id: 'hyperv.root-board',
    about: 'board',
    allows: ['H'],
    rank: RANK.processor,
    when: { hypervisor: 'hyperv', role: 'host' },
    says: 'the root partition uses the physical motherboard',
  },
  {
    id: 'hyperv.virtual-board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.follows,
    when: [
      { hypervisor: 'hyperv', 'dmi.virtual': true },
      { hypervisor: 'hyperv', 'acpi.oem': true },
      { hypervisor: 'hyperv', 'hypervisor.detected': true },
      { hypervisor: 'hyperv', 'disk.bound': 'hv_storvsc' },
      { hypervisor: 'hyperv', wsl: true },
      { hypervisor: 'hyperv', 'cpuid.signature': true },
      { hypervisor: 'hyperv', pci: '1414:5353' },
      { hypervisor: 'hyperv', 'irq.hyperv-pci': true },
    ],
    says: 'Hyper-V emulates the motherboard: generation 1 has many legacy devices, generation 2 very few',
  },
  {
    id: 'hyperv.delivery',
    about: 'delivery',
    allows: ['P'],
    rank: RANK.inUse,
    when: [
      { 'irq.hyperv-timer': { atLeast: 1 } },
      { hypervisor: 'hyperv', 'hyperv.synic': true },
      { hypervisor: 'hyperv', 'hyperv.apic': true },
      { hypervisor: 'hyperv', 'disk.bound': 'hv_storvsc' },
    ],
    says: 'interrupts and timers use the Hyper-V synthetic interrupt controller',
    see: [TLFS],
  },
  {
    id: 'hyperv.clock',
    about: 'clock',
    allows: ['P'],
    rank: RANK.inUse,
    when: { clocksource: { starts: 'hyperv' } },
    says: 'the clocksource in use is the Hyper-V reference counter',
    see: [TLFS],
  },
  {
    id: 'hyperv.clock-logged',
    about: 'clock',
    allows: ['P'],
    rank: RANK.log,
    when: { 'clocksource.logged': { starts: 'hyperv' } },
    says: 'the last clocksource in the kernel log is the Hyper-V reference counter',
    see: [TLFS],
  },
  {
    id: 'hyperv.beside-controller',
    about: 'disk.builtin',
    allows: ['VS', 'P'],
    rank: RANK.follows,
    when: { hypervisor: 'hyperv' },
    says: 'a generation 1 VM keeps its IDE controller on the PCI bus even when the synthetic driver serves the disks',
    see: ['https://learn.microsoft.com/windows-server/virtualization/hyper-v/best-practices-for-running-linux-on-hyper-v'],
  },
  {
    id: 'hyperv.vf',
    about: 'network',
    allows: ['VH'],
    rank: RANK.inUse + 5,
    when: { 'net.switched': /to VF$/ },
    says: "the NIC's data path was switched to the SR-IOV virtual function",
    see: ['https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html'],
  },
  {
    id: 'hyperv.no-vf',
    about: 'network',
    allows: ['P'],
    rank: RANK.inUse + 5,
    when: { 'net.switched': /from VF$/ },
    says: "the NIC's data path was switched back from the SR-IOV virtual function",
    see: ['https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html'],
  },
]

/** An earlier switch of the data path: overruled by the last one, and shown as that. */
const earlier = (): readonly Rule[] =>
  [
    { id: 'hyperv.vf-before', allows: ['VH'], when: { 'net.switched-before': /to VF$/ }, to: 'to' },
    { id: 'hyperv.no-vf-before', allows: ['P'], when: { 'net.switched-before': /from VF$/ }, to: 'back from' },
  ].map(({ to, ...rule }) => ({
    ...rule,
    about: 'network',
    rank: RANK.inUse + 4,
    says: `earlier in the log, the NIC's data path was switched ${to} the SR-IOV virtual function`,
  }))

export const hyperv: Hypervisor = {
  id: 'hyperv',
  name: 'Hyper-V',
  rules: [],
  tables: [
    {
      given: [
        'hypervisor.detected',
        'kernel.banner',
        'hyperv.flags',
        'hyperv.synic',
        'hyperv.root',
        'clocksource.logged',
        'irq.hyperv-timer',
        'irq.hyperv-pci',
        'net.logged',
        'disk.logged',
        'device.model',
        'dmi.virtual',
        'efi.vendor',
        'azure.vm',
        'lscpu.vendor',
        'facter.virtual',
        'tool.says',
        'wsl',
        { 'disk.bound': 'hv_storvsc' },
        { 'net.bound': 'hv_netvsc' },
        { 'net.listed': 'hv_netvsc' },
        { clocksource: { starts: 'hyperv' } },
        { 'cpuid.signature': 'Microsoft Hv' },
        { 'acpi.oem': { starts: ['VRTUAL', 'MICROSFT'] } },
        { 'acpi.oem': { starts: 'VRTUAL' } },
        { pci: '1414:5353' },
        { module: VMBUS_MODULES },
      ],
      rows: recognise,
    },
    {
      // KVM and Xen offer its clock and its timers as well.
      given: [
        { hypervisor: 'hyperv' },
        { clocksource: { starts: 'hyperv' } },
        { 'clocksource.logged': { starts: 'hyperv' } },
        { 'irq.hyperv-timer': true },
        { 'net.switched': true },
        { 'net.switched-before': true },
      ],
      rows: () => [...cells(), ...earlier()],
    },
  ],
}
