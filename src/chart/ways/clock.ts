/** The parts of a clock read. The vDSO reads a counter without the kernel; an emulated timer needs a system call and a VM exit. */
import { ENTER, LEAVE, step } from './cpu.ts'
import type { Part, Step } from './model.ts'
import * as SEE from './sees.ts'

const direct = (says: string, see: string): readonly Step[] => [
  step('hardware', says, see),
  step('user', 'the vDSO scales the value; no VM exit', SEE.vdso),
]

export const CLOCK: Part = [
  { of: { clock: ['H'] }, steps: direct('RDTSC reads the time-stamp counter (TSC)', SEE.vdso) },
  { of: { clock: ['VH'] }, steps: direct('RDTSC reads the time-stamp counter (TSC) without a VM exit', SEE.sdm) },
  {
    of: { hypervisor: ['xen'], clock: ['P'] },
    steps: direct('the vDSO reads the TSC and Xen’s page of scaling factors', SEE.xenClock),
  },
  {
    of: { hypervisor: ['kvm', 'pvm'], clock: ['P'] },
    steps: direct('the vDSO reads the TSC and KVM’s page of scaling factors', SEE.kvmClock),
  },
  {
    of: { hypervisor: ['hyperv'], clock: ['P'] },
    steps: direct('the vDSO reads the TSC and Hyper-V’s reference page', SEE.hypervClock),
  },
  { of: { hypervisor: ['powervm'], clock: ['P'] }, steps: direct('the vDSO reads the time base register', SEE.vdso) },
  { of: { clock: ['P'] }, steps: direct('the vDSO reads the TSC and scales it by the hypervisor’s rate', SEE.vdso) },
  { of: { clock: ['VS'] }, steps: [] },
]

/** What the vDSO can read needs no further steps. */
const READ: Part[number] = { of: { clock: ['P', 'VH', 'H'] }, steps: [] }

export const CLOCK_ENTER: Part = [READ, ...ENTER]
export const CLOCK_LEAVE: Part = [READ, ...LEAVE]
/** An emulated timer, read between a system call and its return. */
export const CLOCK_EMULATED: Part = [
  READ,
  {
    of: { hypervisor: ['xen'] },
    steps: [
      step('hypervisor', 'reading the HPET or ACPI timer is a VM exit; Xen emulates both', SEE.xenHpet),
      step('kernel', 'the kernel gets the value', SEE.hpet),
    ],
  },
  {
    of: { hypervisor: ['kvm', 'qemu-tcg'] },
    steps: [
      step('hypervisor', 'reading the HPET or ACPI timer is a VM exit', SEE.hpet),
      step('model', '{model} emulates the timer', SEE.kvm),
      step('kernel', 'the kernel gets the value', SEE.hpet),
    ],
  },
  {
    of: {},
    steps: [
      step('hypervisor', 'reading the emulated timer is a VM exit', SEE.hpet),
      step('kernel', 'the kernel gets the value', SEE.hpet),
    ],
  },
]
