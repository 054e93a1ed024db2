import type { Rule } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'
import { reported } from './reported.ts'

const MANUAL = 'https://www.virtualbox.org/manual/'
const WIDE: RegExp = /^(?:x86_64|amd64|aarch64|arm64)$/

const recognise = (): readonly Rule[] => [
  {
    id: 'virtualbox.board',
    about: 'hypervisor',
    allows: ['virtualbox'],
    rank: RANK.firmware + 1,
    when: [{ 'dmi.virtual': 'virtualbox' }, { 'acpi.oem': { starts: 'VBOX' } }],
    says: 'the firmware names VirtualBox, which offers Linux the KVM interface',
    saysOf: {
      'dmi.virtual': 'the SMBIOS strings name VirtualBox, which offers Linux the KVM interface',
      'acpi.oem': "the ACPI tables have VirtualBox's OEM ID; VirtualBox offers Linux the KVM interface",
    },
    see: [MANUAL],
  },
  {
    id: 'virtualbox.cpuid',
    about: 'hypervisor',
    allows: ['virtualbox'],
    rank: RANK.processor,
    when: { 'cpuid.signature': 'VBoxVBoxVBox' },
    says: 'CPUID reports the VirtualBox signature of its "minimal" paravirtualization interface',
    see: ['https://www.virtualbox.org/manual/'],
  },
  {
    id: 'virtualbox.parts',
    about: 'hypervisor',
    allows: ['virtualbox'],
    rank: RANK.presence,
    when: [{ pci: ['80ee:beef', '80ee:cafe'] }, { 'virtualbox.guest': true }, { 'irq.virtualbox': true }],
    says: 'a VirtualBox PCI function or its guest driver is present',
    saysOf: {
      pci: 'a VirtualBox PCI device ({value}) is present',
      'virtualbox.guest': 'the VirtualBox guest driver is present',
      'irq.virtualbox': 'a VirtualBox device has an interrupt',
    },
  },
  {
    id: 'virtualbox.disk',
    about: 'hypervisor',
    allows: ['virtualbox'],
    rank: RANK.presence,
    when: { 'device.model': { has: 'VBOX HARDDISK' } },
    says: 'the disk model is VBOX HARDDISK',
  },
  {
    id: 'virtualbox.mac',
    about: 'hypervisor',
    allows: ['virtualbox'],
    rank: RANK.presence - 2,
    when: { 'net.mac': /^08:00:27:/i, 'facter.virtual': true },
    says: "the NIC's MAC address is in VirtualBox's range (08:00:27)",
    see: [MANUAL],
  },
  {
    id: 'virtualbox.lscpu',
    about: 'hypervisor',
    allows: ['virtualbox'],
    rank: RANK.presence,
    when: [
      { 'lscpu.vendor': { starts: ['Oracle', 'innotek'] } },
      { 'facter.virtual': 'virtualbox' },
      { 'tool.says': 'virtualbox' },
    ],
    ...reported('VirtualBox'),
  },
]

const cells = (): readonly Rule[] => [
  {
    id: 'virtualbox.cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: [
      { hypervisor: 'virtualbox', arch: WIDE },
      { hypervisor: 'virtualbox', 'cpu.flags': /\blm\b/ },
      { hypervisor: 'virtualbox', 'kernel.64-bit': true },
      { hypervisor: 'virtualbox', 'kernel.release': /(?:x86_64|amd64|aarch64|arm64)/ },
    ],
    says: 'VirtualBox needs hardware virtualization (VT-x or AMD-V) for a 64-bit guest',
    see: [MANUAL],
  },
  {
    id: 'virtualbox.no-passthrough',
    about: 'disk.else',
    allows: ['VS'],
    rank: RANK.follows,
    when: [
      { hypervisor: ['virtualbox', 'parallels'], 'disk.logged': ['ahci', 'ata_piix', 'nvme', 'mptspi'] },
      { hypervisor: ['virtualbox', 'parallels'], 'disk.bound': ['ahci', 'ata', 'nvme'] },
      { hypervisor: ['virtualbox', 'parallels'], 'irq.disk': ['ahci', 'nvme'] },
    ],
    says: 'VirtualBox and Parallels cannot pass a storage controller through, so the controller is emulated',
    see: [MANUAL],
  },
  {
    id: 'virtualbox.virtual-board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.follows,
    when: { hypervisor: 'virtualbox' },
    says: 'VirtualBox emulates a motherboard with the PIIX3 or ICH9 chipset',
    see: [MANUAL],
  },
]

export const virtualbox: Hypervisor = {
  id: 'virtualbox',
  name: 'VirtualBox',
  rules: [],
  tables: [
    {
      given: [
        'virtualbox.guest',
        'irq.virtualbox',
        'dmi.virtual',
        'device.model',
        'net.mac',
        'lscpu.vendor',
        'facter.virtual',
        'tool.says',
        { 'acpi.oem': { starts: 'VBOX' } },
        { 'cpuid.signature': 'VBoxVBoxVBox' },
        { pci: ['80ee:beef', '80ee:cafe'] },
      ],
      rows: recognise,
    },
    { given: { hypervisor: ['virtualbox', 'parallels'] }, rows: cells },
  ],
}
