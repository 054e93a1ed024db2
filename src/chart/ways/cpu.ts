/** The parts of a path that depend on the kind of the CPU: into the kernel and back, and the page tables. */
import type { Part, PlaceId, Step } from './model.ts'
import * as SEE from './sees.ts'

export const step = (at: PlaceId, says: string, see: string): Step => ({ at, says, see })
/** Others work while the vCPU is free. */
export const aside = (at: PlaceId, says: string, see: string): Step => ({ at, says, see, aside: true })

const OWN = ['VH', 'H'] as const
const XEN_PV = { hypervisor: ['xen'], cpu: ['P'] } as const
const PVM = { hypervisor: ['pvm'], cpu: ['P'] } as const
const POWER = { hypervisor: ['powervm'], cpu: ['P'] } as const

/** From the program into the guest's kernel. */
export const ENTER: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'SYSCALL enters Xen, because a 64-bit PV kernel runs in user mode', SEE.xenEntry),
      step('kernel', 'Xen switches page tables and enters the kernel', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'SYSCALL enters the switcher of PVM', SEE.pvm),
      step('kernel', 'the switcher enters the kernel, which also runs in user mode', SEE.pvm),
    ],
  },
  { of: POWER, steps: [step('kernel', 'the system call enters the kernel directly; hypercalls use another level', SEE.papr)] },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', 'the translated block ends, and QEMU changes the CPU mode', SEE.tcg),
      step('kernel', 'the kernel resumes in translated code', SEE.tcg),
    ],
  },
  { of: { cpu: OWN }, steps: [step('kernel', 'SYSCALL enters the kernel; no VM exit', SEE.entry)] },
]

/** From the guest's kernel to the program. */
export const LEAVE: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'the kernel returns with the iret hypercall', SEE.iret),
      step('user', 'Xen switches page tables back and returns', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'the kernel returns through the switcher', SEE.pvm),
      step('user', 'the program continues', SEE.pvm),
    ],
  },
  { of: POWER, steps: [step('user', 'the program continues', SEE.papr)] },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', 'QEMU changes the CPU mode back', SEE.tcg),
      step('user', 'the program resumes in translated code', SEE.tcg),
    ],
  },
  { of: { cpu: OWN }, steps: [step('user', 'SYSRET or IRET returns; no VM exit', SEE.entry)] },
]

/** A page that is not there yet: the fault reaches the guest's kernel. */
export const FAULT: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'the page fault enters Xen', SEE.xenFault),
      step('kernel', 'Xen passes it to the kernel, which finds a page', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'the page fault enters PVM, which holds the real page tables', SEE.pvm),
      step('kernel', 'PVM passes it to the kernel, which finds a page', SEE.pvm),
    ],
  },
  { of: POWER, steps: [step('kernel', 'the kernel finds a page', SEE.lpar)] },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', 'QEMU walks the page tables of the guest and finds no entry', SEE.tcg),
      step('kernel', 'QEMU raises the fault; the kernel finds a page', SEE.tcg),
    ],
  },
  { of: { cpu: OWN }, steps: [step('kernel', 'the CPU delivers the fault to the kernel, which finds a page', SEE.sdm)] },
]

/** The kernel writes the entry, and the access is made again. */
export const MAP: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'the kernel updates the page table with a hypercall or a trapped write', SEE.xenTables),
      step('kernel', 'Xen checks and writes the entry', SEE.xenTables),
      step('hypervisor', 'the kernel returns with the iret hypercall', SEE.iret),
      step('user', 'the program repeats the access', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'the kernel returns through the switcher', SEE.pvm),
      step('user', 'the program repeats the access; the real page table has no entry yet', SEE.pvm),
      step('hypervisor', 'the page fault enters PVM, which fills the real page table', SEE.pvm),
      step('user', 'the program repeats the access', SEE.pvm),
    ],
  },
  {
    of: POWER,
    steps: [
      step('hypervisor', 'the hypercall H_ENTER adds the entry to the hashed page table of the guest', SEE.lpar),
      step('kernel', 'the kernel continues', SEE.lpar),
      step('user', 'the program repeats the access', SEE.lpar),
    ],
  },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', 'QEMU changes the CPU mode back, walks the page tables and caches the result', SEE.tcg),
      step('user', 'the program repeats the access', SEE.tcg),
    ],
  },
  {
    of: { hypervisor: ['kvm'], cpu: ['VH'] },
    steps: [
      step('hardware', 'the CPU walks both levels of page tables (one VM exit if the host has no page yet)', SEE.kvmMmu),
      step('user', 'the program repeats the access', SEE.sdm),
    ],
  },
  {
    of: { cpu: ['VH'] },
    steps: [
      step('hardware', 'the CPU walks the page tables of guest and hypervisor', SEE.sdm),
      step('user', 'the program repeats the access', SEE.sdm),
    ],
  },
  {
    of: { cpu: ['H'] },
    steps: [
      step('hardware', 'the CPU walks the page tables', SEE.sdm),
      step('user', 'the program repeats the access', SEE.sdm),
    ],
  },
]
