import type { Rule } from '../model.ts'
import type { Hypervisor } from './index.ts'
import { RANK } from './ranks.ts'

const CLOCKSOURCES = 'https://docs.kernel.org/timers/timekeeping.html'

/** What holds whichever hypervisor it is. */
const rules: readonly Rule[] = [
  {
    id: 'any.guest',
    about: 'role',
    allows: ['guest'],
    rank: RANK.follows,
    when: { hypervisor: { not: /^(?:xen|none|unknown)$/ } },
    says: 'a guest of that hypervisor',
  },
  {
    id: 'any.hypervisor-bit',
    about: 'role',
    allows: ['guest', 'domU', 'dom0', 'host'],
    rank: RANK.presence,
    when: [{ 'cpu.flags': /\bhypervisor\b/ }, { virtualized: true }, { 'cpuid.hypervisor-bit': '1' }],
    says: 'something virtualizes this machine',
  },
  {
    id: 'any.hypervisor-bit-usual',
    about: 'role',
    allows: ['guest'],
    rank: RANK.usual,
    when: [
      { 'cpu.flags': /\bhypervisor\b/, hypervisor: 'unknown' },
      { virtualized: true, hypervisor: 'unknown' },
      { 'cpuid.hypervisor-bit': '1', hypervisor: 'unknown' },
    ],
    says: 'something virtualizes this machine',
  },
  {
    id: 'any.vf-role',
    about: 'role',
    allows: ['guest'],
    rank: RANK.usual,
    when: { 'net.listed': ['ixgbevf', 'iavf', 'i40evf', 'igbvf'], hypervisor: 'unknown' },
    says: 'a virtual function without its physical function: seen from inside a guest',
  },
  {
    id: 'clock.xen',
    about: 'clock',
    allows: ['P'],
    rank: RANK.inUse,
    when: { clocksource: 'xen' },
    says: "time is read from Xen's clock",
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.xen-logged',
    about: 'clock',
    allows: ['P'],
    rank: RANK.log,
    when: { 'clocksource.logged': 'xen' },
    says: "the log ends with Xen's clock",
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.tsc',
    about: 'clock',
    allows: ['VH'],
    rank: RANK.inUse,
    when: { clocksource: ['tsc', 'arch_sys_counter'] },
    says: "time is read from the processor's own counter",
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.tsc-logged',
    about: 'clock',
    allows: ['VH'],
    rank: RANK.log,
    when: { 'clocksource.logged': ['tsc', 'arch_sys_counter'] },
    says: "the log ends with the processor's own counter as the clock",
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.emulated-used',
    about: 'clock',
    allows: ['VS'],
    rank: RANK.inUse,
    when: { clocksource: ['hpet', 'acpi_pm', 'pit', 'jiffies'] },
    says: 'every reading of the time is a VM exit to an emulated device',
    see: [CLOCKSOURCES],
  },
  {
    id: 'clock.emulated-logged',
    about: 'clock',
    allows: ['VS'],
    rank: RANK.log,
    when: { 'clocksource.logged': ['hpet', 'acpi_pm', 'pit'] },
    says: 'the log ends with an emulated clock',
    see: [CLOCKSOURCES],
  },
]

export const any: Hypervisor = { id: 'any', name: 'any', rules }
