/** The parts of a clock read. What the vDSO can read needs no kernel; an emulated timer needs a system call and an exit. */
import { ENTER, LEAVE, step } from './cpu.ts'
import type { Part, Step } from './model.ts'
import * as SEE from './sees.ts'

const direct = (says: string, see: string): readonly Step[] => [
  step('hardware', says, see),
  step('user', 'the vDSO scales it; nothing exits', SEE.vdso),
]

export const CLOCK: Part = [
  { of: { clock: ['H'] }, steps: direct("the CPU's counter (TSC)", SEE.vdso) },
  { of: { clock: ['VH'] }, steps: direct("the CPU's counter (TSC), which need not exit", SEE.sdm) },
  {
    of: { hypervisor: ['xen'], clock: ['P'] },
    steps: direct('the TSC, and the page in which Xen says how to scale it', SEE.xenClock),
  },
  {
    of: { hypervisor: ['kvm', 'pvm'], clock: ['P'] },
    steps: direct('the TSC, and the page in which KVM says how to scale it', SEE.kvmClock),
  },
  {
    of: { hypervisor: ['hyperv'], clock: ['P'] },
    steps: direct('the TSC, and the reference page of Hyper-V', SEE.hypervClock),
  },
  { of: { hypervisor: ['powervm'], clock: ['P'] }, steps: direct('the time base register', SEE.vdso) },
  { of: { clock: ['P'] }, steps: direct('the TSC, and what the hypervisor says of its rate', SEE.vdso) },
  { of: { clock: ['VS'] }, steps: [] },
]

/** What the vDSO has read: the rest of the way is not gone. */
const READ: Part[number] = { of: { clock: ['P', 'VH', 'H'] }, steps: [] }

export const CLOCK_ENTER: Part = [READ, ...ENTER]
export const CLOCK_LEAVE: Part = [READ, ...LEAVE]
/** An emulated timer, read between a system call and its return. */
export const CLOCK_EMULATED: Part = [
  READ,
  {
    of: { hypervisor: ['xen'] },
    steps: [
      step('hypervisor', 'reading the HPET or ACPI timer exits; Xen emulates both', SEE.xenHpet),
      step('kernel', 'the value', SEE.hpet),
    ],
  },
  {
    of: { hypervisor: ['kvm', 'qemu-tcg'] },
    steps: [
      step('hypervisor', 'reading the HPET or ACPI timer exits', SEE.hpet),
      step('model', '{model} emulates the timer', SEE.kvm),
      step('kernel', 'the value', SEE.hpet),
    ],
  },
  {
    of: {},
    steps: [step('hypervisor', 'reading the emulated timer exits', SEE.hpet), step('kernel', 'the value', SEE.hpet)],
  },
]
