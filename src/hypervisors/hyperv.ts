import type { Rule } from '../model.ts'
import type { Hypervisor } from './index.ts'
import { RANK } from './ranks.ts'

const TLFS = 'https://learn.microsoft.com/virtualization/hyper-v-on-windows/tlfs/feature-discovery'
const MSHYPERV = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/kernel/cpu/mshyperv.c'

/** Who else offers Hyper-V's interface to guests: Xen with viridian, KVM with enlightenments. */
const OFFERS = ['hyperv', 'xen', 'kvm', 'virtualbox'] as const

const rules: readonly Rule[] = [
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
    ],
    says: "the kernel found Hyper-V's interface",
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
      { clocksource: /^hyperv/ },
    ],
    says: 'synthetic devices or timers of Hyper-V are in use',
  },
  {
    id: 'hyperv.cpuid',
    about: 'hypervisor',
    allows: OFFERS,
    rank: RANK.processor,
    when: { 'cpuid.signature': 'Microsoft Hv' },
    says: "CPUID has the signature of Hyper-V's interface",
    see: [TLFS],
  },
  {
    id: 'hyperv.board',
    about: 'hypervisor',
    allows: ['hyperv', 'xen'],
    rank: RANK.firmware,
    when: [{ 'dmi.virtual': 'hyperv' }, { 'acpi.oem': /^VRTUAL|^MICROSFT/ }, { 'efi.vendor': /^Microsoft/ }],
    says: 'firmware of Hyper-V',
  },
  {
    id: 'hyperv.lscpu',
    about: 'hypervisor',
    allows: OFFERS,
    rank: RANK.presence,
    when: [{ 'lscpu.vendor': 'Microsoft' }, { 'facter.virtual': 'hyperv' }, { 'tool.says': 'hyperv' }],
    says: 'a tool that looked at the machine says Microsoft',
  },
  {
    id: 'hyperv.wsl',
    about: 'hypervisor',
    allows: ['hyperv'],
    rank: RANK.processor,
    when: { wsl: 'wsl2' },
    says: 'the kernel is that of WSL 2, which runs in a utility virtual machine of Hyper-V',
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
      { 'acpi.oem': /^VRTUAL/ },
      { 'hyperv.flags': true },
      { 'disk.bound': 'hv_storvsc' },
      { 'net.bound': 'hv_netvsc' },
      { clocksource: /^hyperv/ },
      { 'efi.vendor': /^Microsoft/ },
    ],
    says: 'nothing says that another hypervisor offers this interface',
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
    says: "Hyper-V's interface on QEMU's board: KVM with enlightenments",
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
      { hypervisor: 'hyperv', 'hyperv.root': true },
    ],
    says: 'the root partition: it may create others',
    see: [TLFS],
  },
  {
    id: 'hyperv.cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: { hypervisor: 'hyperv' },
    says: 'Hyper-V runs guests by VT-x, AMD-V or EL2 only',
  },
  {
    id: 'hyperv.root-board',
    about: 'board',
    allows: ['H'],
    rank: RANK.processor,
    when: { hypervisor: 'hyperv', role: 'host' },
    says: 'the root partition has the real board',
  },
  {
    id: 'hyperv.virtual-board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.follows,
    when: [
      { hypervisor: 'hyperv', role: 'guest', 'dmi.virtual': true },
      { hypervisor: 'hyperv', role: 'guest', 'acpi.oem': true },
      { hypervisor: 'hyperv', role: 'guest', 'hypervisor.detected': true },
      { hypervisor: 'hyperv', role: 'guest', 'disk.bound': 'hv_storvsc' },
      { hypervisor: 'hyperv', role: 'guest', wsl: true },
    ],
    says: 'a board made in software: generation 1 with legacy devices, generation 2 with hardly any',
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
    says: 'interrupts and timers of the synthetic interrupt controller',
    see: [TLFS],
  },
  {
    id: 'hyperv.clock',
    about: 'clock',
    allows: ['P'],
    rank: RANK.inUse,
    when: { clocksource: /^hyperv/ },
    says: "time is read from Hyper-V's reference counter",
    see: [TLFS],
  },
  {
    id: 'hyperv.clock-logged',
    about: 'clock',
    allows: ['P'],
    rank: RANK.log,
    when: { 'clocksource.logged': /^hyperv/ },
    says: "the log ends with Hyper-V's clock",
    see: [TLFS],
  },
  {
    id: 'hyperv.beside-controller',
    about: 'disk.builtin',
    allows: ['VS', 'P'],
    rank: RANK.follows,
    when: { hypervisor: 'hyperv' },
    says: 'the IDE controller of generation 1 is on the PCI bus whether or not the synthetic driver took its disks, which are not on that bus',
    see: ['https://learn.microsoft.com/windows-server/virtualization/hyper-v/best-practices-for-running-linux-on-hyper-v'],
  },
  {
    id: 'hyperv.vf',
    about: 'network',
    allows: ['VH'],
    rank: RANK.inUse + 5,
    when: { 'net.switched': /to VF$/ },
    says: 'the data path is switched to the virtual function',
    see: ['https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html'],
  },
  {
    id: 'hyperv.no-vf',
    about: 'network',
    allows: ['P'],
    rank: RANK.inUse + 5,
    when: { 'net.switched': /from VF$/ },
    says: 'the data path was switched back from the virtual function',
    see: ['https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html'],
  },
]

export const hyperv: Hypervisor = {
  id: 'hyperv',
  name: 'Hyper-V',
  rules,
  tables: [
    {
      // KVM and Xen offer its clock and its timers as well.
      given: [
        { hypervisor: 'hyperv' },
        { clocksource: /^hyperv/ },
        { 'clocksource.logged': /^hyperv/ },
        { 'irq.hyperv-timer': true },
        { 'net.switched': true },
      ],
      rules: cells,
    },
  ],
}
