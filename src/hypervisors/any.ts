import type { Rule } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'

/** SMBIOS 3.7, 7.1.2.2: bit 4 of the second extension byte, `System is a virtual machine` in dmidecode. Its absence means nothing. */
const VM_BIT = 'https://www.dmtf.org/standards/smbios'
const CLOCKSOURCES = 'https://docs.kernel.org/timers/timekeeping.html'

const byDriver = (names: readonly string[], says: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map((name) => [name, says]))

/** What holds whichever hypervisor it is. */
const rules: readonly Rule[] = [
  {
    id: 'any.guest',
    about: 'role',
    allows: ['guest'],
    rank: RANK.follows,
    when: { hypervisor: { not: ['xen', 'none', 'unknown'] } },
    says: 'a hypervisor runs this machine, so it is a guest',
  },
  {
    id: 'any.hypervisor-bit',
    about: 'role',
    allows: ['guest', 'domU', 'dom0', 'host'],
    rank: RANK.presence,
    when: [
      { 'cpu.flags': { has: 'hypervisor' } },
      { virtualized: true },
      { 'cpuid.hypervisor-bit': '1' },
      { 'dmi.vm-bit': '1' },
    ],
    says: 'the CPU, the kernel or the firmware reports a hypervisor',
    saysOf: {
      'cpu.flags': 'the CPU flags include hypervisor',
      virtualized: 'the kernel log reports a hypervisor',
      'cpuid.hypervisor-bit': 'CPUID sets the hypervisor bit',
      'dmi.vm-bit': 'SMBIOS declares the board as that of a virtual machine',
    },
    see: [VM_BIT],
  },
  {
    id: 'any.vm-board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.firmware,
    when: { 'dmi.vm-bit': '1', hypervisor: 'unknown' },
    says: 'SMBIOS declares the board as that of a virtual machine, so the hypervisor emulates it',
    see: [VM_BIT],
  },
  {
    id: 'any.root-virtio',
    about: 'disk.else',
    allows: ['P'],
    rank: RANK.follows - 1,
    when: { 'root.device': { starts: ['vd', '/dev/vd'] }, 'declared.hypervisor': false },
    says: 'the root device is named vd; only virtio_blk uses that name',
    see: ['https://elixir.bootlin.com/linux/latest/source/drivers/block/virtio_blk.c'],
  },
  {
    id: 'clock.xen',
    about: 'clock',
    allows: ['P'],
    rank: RANK.inUse,
    when: { clocksource: 'xen' },
    says: 'the clocksource in use is xen',
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.tsc',
    about: 'clock',
    allows: ['VH'],
    rank: RANK.inUse,
    when: { clocksource: ['tsc', 'arch_sys_counter'] },
    says: "the clocksource in use is the CPU's own counter (tsc or arch_sys_counter)",
    saysOf: { clocksource: "the clocksource in use is the CPU's own counter ({value})" },
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.emulated-used',
    about: 'clock',
    allows: ['VS'],
    rank: RANK.inUse,
    when: { clocksource: ['hpet', 'acpi_pm', 'pit', 'jiffies'] },
    says: 'the clocksource in use is an emulated device: each clock read causes a VM exit',
    saysOf: { clocksource: 'the clocksource in use ({value}) is an emulated device: each clock read causes a VM exit' },
    see: [CLOCKSOURCES],
  },
]

/** What is asked only about a machine whose hypervisor is unknown, or whose log was read. */
const signed = (): readonly Rule[] => [
  {
    id: 'any.hypervisor-bit-usual',
    about: 'role',
    allows: ['guest'],
    rank: RANK.usual,
    when: [
      { 'cpu.flags': { has: 'hypervisor' }, hypervisor: 'unknown' },
      { virtualized: true, hypervisor: 'unknown' },
      { 'cpuid.hypervisor-bit': '1', hypervisor: 'unknown' },
      { 'dmi.vm-bit': '1', hypervisor: 'unknown' },
    ],
    says: 'the CPU, the kernel or the firmware reports a hypervisor, so this is normally a guest',
    saysOf: {
      'cpu.flags': 'the CPU flags include hypervisor, so this is normally a guest',
      virtualized: 'the kernel log reports a hypervisor, so this is normally a guest',
      'cpuid.hypervisor-bit': 'CPUID sets the hypervisor bit, so this is normally a guest',
      'dmi.vm-bit': 'SMBIOS declares the board as that of a virtual machine, so this is normally a guest',
    },
  },
  {
    id: 'any.vf-role',
    about: 'role',
    allows: ['guest'],
    rank: RANK.usual,
    when: {
      'net.listed': ['ixgbevf', 'iavf', 'i40evf', 'igbvf'],
      'net.physical-function': false,
      hypervisor: 'unknown',
    },
    says: 'an SR-IOV virtual function without its physical function normally means a guest',
  },
  {
    id: 'any.virtual-device',
    about: 'role',
    allows: ['guest'],
    rank: RANK.usual,
    when: [
      { 'net.logged': ['vmxnet3', 'virtio_net'], hypervisor: 'unknown' },
      { 'net.listed': ['vmxnet3', 'virtio_net'], hypervisor: 'unknown' },
      { 'net.bound': ['vmxnet3', 'virtio_net'], hypervisor: 'unknown' },
      { 'disk.logged': ['vmw_pvscsi', 'virtio_blk', 'virtio_scsi'], hypervisor: 'unknown' },
      { 'disk.listed': ['vmw_pvscsi', 'virtio_blk', 'virtio_scsi'], hypervisor: 'unknown' },
      { 'disk.bound': ['vmw_pvscsi', 'virtio_blk', 'virtio_scsi'], hypervisor: 'unknown' },
      { 'hypervisor.seen': true, 'net.listed': ['e1000', 'pcnet32', '8139cp'], hypervisor: 'unknown' },
    ],
    says: 'the machine has a paravirtual or emulated device, so it is normally a guest',
    saysOf: {
      ...byDriver(
        ['net.logged', 'net.listed', 'net.bound', 'disk.logged', 'disk.listed', 'disk.bound'],
        'the machine has a {value} device, which hypervisors provide, so it is normally a guest',
      ),
    },
  },
  {
    id: 'any.real-chipset',
    about: 'board',
    allows: ['H'],
    rank: RANK.presence,
    when: { 'pci.chipset': 'real', 'pci.virtual': false, hypervisor: 'unknown' },
    says: "the PCI bus has a hardware vendor's bridge that no hypervisor emulates",
    see: ['https://pci-ids.ucw.cz/'],
  },
  {
    id: 'clock.xen-logged',
    about: 'clock',
    allows: ['P'],
    rank: RANK.log,
    when: { 'clocksource.logged': 'xen' },
    says: 'the last clocksource in the kernel log is xen',
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.tsc-logged',
    about: 'clock',
    allows: ['VH'],
    rank: RANK.log,
    when: { 'clocksource.logged': ['tsc', 'arch_sys_counter'] },
    says: "the last clocksource in the kernel log is the CPU's own counter (tsc or arch_sys_counter)",
    saysOf: { 'clocksource.logged': "the last clocksource in the kernel log is the CPU's own counter ({value})" },
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.emulated-logged',
    about: 'clock',
    allows: ['VS'],
    rank: RANK.log,
    when: { 'clocksource.logged': ['hpet', 'acpi_pm', 'pit'] },
    says: 'the last clocksource in the kernel log is an emulated device',
    saysOf: { 'clocksource.logged': 'the last clocksource in the kernel log ({value}) is an emulated device' },
    see: [CLOCKSOURCES],
  },
]

export const any: Hypervisor = {
  id: 'any',
  name: 'any',
  rules,
  tables: [{ given: [{ hypervisor: 'unknown' }, 'clocksource.logged', 'pci.chipset'], rows: signed }],
}
