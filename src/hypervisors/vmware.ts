import type { Rule } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'
import { reported } from './reported.ts'

const VMWARE_C = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/kernel/cpu/vmware.c'
const VMWARE_PARTS = ['15ad:0740', '15ad:0790', '15ad:07a0', '15ad:0405'] as const
const WIDE: RegExp = /^(?:x86_64|amd64|aarch64|arm64)$/

const recognise = (): readonly Rule[] => [
  {
    id: 'vmware.log',
    about: 'hypervisor',
    allows: ['vmware'],
    rank: RANK.log,
    when: [
      { 'hypervisor.detected': { starts: 'VMware' } },
      { 'kernel.banner': { has: 'on VMware' } },
      { 'vmware.hypercall': true },
    ],
    says: 'the kernel detected VMware',
    see: [VMWARE_C],
  },
  {
    id: 'vmware.cpuid',
    about: 'hypervisor',
    allows: ['vmware'],
    rank: RANK.processor,
    when: { 'cpuid.signature': 'VMwareVMware' },
    says: 'CPUID reports the VMware signature (VMwareVMware)',
    see: [VMWARE_C],
  },
  {
    id: 'vmware.devicetree',
    about: 'hypervisor',
    allows: ['vmware'],
    rank: RANK.processor,
    when: { 'devicetree.hypervisor': /^VMware/i },
    says: 'the device tree has a VMware hypervisor node',
  },
  {
    id: 'vmware.board',
    about: 'hypervisor',
    allows: ['vmware', 'xen'],
    rank: RANK.firmware,
    when: { 'dmi.virtual': 'vmware' },
    says: 'the SMBIOS strings name VMware',
  },
  {
    id: 'vmware.usual',
    about: 'hypervisor',
    allows: ['vmware'],
    rank: RANK.usual,
    when: [
      { 'dmi.virtual': 'vmware' },
      { pci: { starts: '15ad:' } },
      { 'pci.subsystem': { starts: '15ad:' } },
      { 'vmware.vmci': true },
      { 'irq.vmware': true },
    ],
    says: 'no evidence points to another hypervisor, so this is normally VMware',
  },
  {
    id: 'vmware.parts',
    about: 'hypervisor',
    allows: ['vmware', 'xen', 'kvm'],
    rank: RANK.presence - 5,
    when: [
      { pci: VMWARE_PARTS },
      { 'device.model': { starts: 'VMware' } },
      { 'pci.subsystem': { starts: '15ad:' } },
      { 'vmware.vmci': true },
      { 'irq.vmware': true },
    ],
    says: 'a VMware device is present',
    saysOf: {
      pci: 'a VMware PCI device ({value}) is present',
      'device.model': 'the disk model begins with VMware',
      'pci.subsystem': "a PCI device has VMware's subsystem ID ({value})",
      'vmware.vmci': 'the VMware VMCI device is present',
      'irq.vmware': 'a VMware device has an interrupt',
    },
  },
  {
    id: 'vmware.module',
    about: 'hypervisor',
    allows: ['vmware'],
    rank: RANK.presence - 2,
    when: { module: ['vmw_balloon', 'vmmemctl'] },
    says: 'the balloon driver of VMware is loaded; it loads only on VMware',
    saysOf: { module: '{value} is loaded; it loads only on VMware' },
    see: ['https://elixir.bootlin.com/linux/latest/source/drivers/misc/vmw_balloon.c'],
  },
  {
    id: 'vmware.lscpu',
    about: 'hypervisor',
    allows: ['vmware'],
    rank: RANK.presence,
    when: [
      { 'lscpu.vendor': 'VMware' },
      { 'facter.virtual': 'vmware' },
      { 'tool.says': 'vmware' },
      { 'device.model': { starts: 'VMware' } },
    ],
    says: 'a detection tool such as lscpu or facter, or the disk model, reports VMware',
    saysOf: { ...reported('VMware').saysOf, 'device.model': 'the disk model begins with VMware' },
  },
]

const cells = (): readonly Rule[] => [
  {
    id: 'vmware.cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: [
      { hypervisor: 'vmware', arch: WIDE },
      { hypervisor: 'vmware', 'cpu.flags': /\blm\b/ },
      { hypervisor: 'vmware', 'kernel.release': /(?:x86_64|amd64)/ },
      { hypervisor: 'vmware', 'kernel.64-bit': true },
      { hypervisor: 'vmware', 'vmware.hypercall': true },
      { hypervisor: 'vmware', 'dmi.bios_date': /(?:201[89]|20[2-9]\d)$/ },
      { hypervisor: 'vmware', 'kernel.release': /^(?:[4-9]|\d\d)\./ },
    ],
    says: 'VMware runs 64-bit and recent guests with hardware virtualization (VT-x or AMD-V)',
    see: ['https://knowledge.broadcom.com/external/article/315297'],
  },
  {
    id: 'vmware.virtual-board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.follows,
    when: { hypervisor: 'vmware' },
    says: 'VMware emulates a motherboard with the Intel 440BX chipset or a newer one',
  },
]

export const vmware: Hypervisor = {
  id: 'vmware',
  name: 'VMware',
  rules: [],
  tables: [
    {
      given: [
        'hypervisor.detected',
        'kernel.banner',
        'vmware.hypercall',
        'vmware.vmci',
        'irq.vmware',
        'devicetree.hypervisor',
        'dmi.virtual',
        'device.model',
        'lscpu.vendor',
        'facter.virtual',
        'tool.says',
        { 'cpuid.signature': 'VMwareVMware' },
        { pci: { starts: '15ad:' } },
        { pci: VMWARE_PARTS },
        { 'pci.subsystem': { starts: '15ad:' } },
        { module: ['vmw_balloon', 'vmmemctl'] },
      ],
      rows: recognise,
    },
    { given: { hypervisor: 'vmware' }, rows: cells },
  ],
}
