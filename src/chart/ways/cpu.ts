/** The parts of a way that the processor's kind decides: into the kernel and back, and the page tables. */
import type { Part, PlaceId, Step } from './model.ts'
import * as SEE from './sees.ts'

export const step = (at: PlaceId, says: string, see: string): Step => ({ at, says, see })
/** Others are at work: the guest's CPU is free. */
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
      step('hypervisor', 'SYSCALL lands in Xen: the kernel has no ring of its own', SEE.xenEntry),
      step('kernel', 'Xen changes page tables and enters the kernel', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'SYSCALL lands in the switcher of PVM', SEE.pvm),
      step('kernel', 'the switcher enters the kernel, in user mode too', SEE.pvm),
    ],
  },
  { of: POWER, steps: [step('kernel', 'the kernel is entered: calls to the hypervisor are another level', SEE.papr)] },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', "the translated block ends: QEMU changes the CPU's mode", SEE.tcg),
      step('kernel', 'the kernel goes on as translated code', SEE.tcg),
    ],
  },
  { of: { cpu: OWN }, steps: [step('kernel', 'SYSCALL enters the kernel; nothing exits', SEE.entry)] },
]

/** From the guest's kernel to the program. */
export const LEAVE: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'the kernel returns by hypercall: iret', SEE.iret),
      step('user', 'Xen changes page tables again and returns', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'the kernel returns through the switcher', SEE.pvm),
      step('user', 'the program goes on', SEE.pvm),
    ],
  },
  { of: POWER, steps: [step('user', 'the program goes on', SEE.papr)] },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', 'QEMU changes the mode back', SEE.tcg),
      step('user', 'the program goes on as translated code', SEE.tcg),
    ],
  },
  { of: { cpu: OWN }, steps: [step('user', 'SYSRET or IRET; nothing exits', SEE.entry)] },
]

/** A page that is not there yet: the fault reaches the guest's kernel. */
export const FAULT: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'the fault lands in Xen', SEE.xenFault),
      step('kernel', 'Xen hands it on; the kernel finds a page', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'the fault lands in PVM, which keeps the real tables', SEE.pvm),
      step('kernel', "it is the guest's: the kernel finds a page", SEE.pvm),
    ],
  },
  { of: POWER, steps: [step('kernel', 'the kernel finds a page', SEE.lpar)] },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', "QEMU walks the guest's tables and finds nothing", SEE.tcg),
      step('kernel', 'QEMU raises the fault; the kernel finds a page', SEE.tcg),
    ],
  },
  { of: { cpu: OWN }, steps: [step('kernel', 'the CPU takes the fault to the kernel, which finds a page', SEE.sdm)] },
]

/** The kernel writes the entry, and the access is made again. */
export const MAP: Part = [
  {
    of: XEN_PV,
    steps: [
      step('hypervisor', 'the entry: by hypercall, or the write is caught and checked', SEE.xenTables),
      step('kernel', 'Xen has checked and written it', SEE.xenTables),
      step('hypervisor', 'the kernel returns by hypercall: iret', SEE.iret),
      step('user', 'the access is made again', SEE.xenEntry),
    ],
  },
  {
    of: PVM,
    steps: [
      step('hypervisor', 'the kernel returns through the switcher', SEE.pvm),
      step('user', 'the access is made again: the real table lacks it yet', SEE.pvm),
      step('hypervisor', 'the fault lands in PVM, which fills the real table', SEE.pvm),
      step('user', 'the access is made again', SEE.pvm),
    ],
  },
  {
    of: POWER,
    steps: [
      step('hypervisor', 'hypercall H_ENTER puts it into the hash table', SEE.lpar),
      step('kernel', 'the entry is there', SEE.lpar),
      step('user', 'the access is made again', SEE.lpar),
    ],
  },
  {
    of: { hypervisor: ['qemu-tcg'], cpu: ['VS'] },
    steps: [
      step('hypervisor', 'QEMU changes the mode back, walks the tables, keeps the result', SEE.tcg),
      step('user', 'the access is made', SEE.tcg),
    ],
  },
  {
    of: { hypervisor: ['kvm'], cpu: ['VH'] },
    steps: [
      step('hardware', 'nested tables are walked (one exit if the host has no page there yet)', SEE.kvmMmu),
      step('user', 'the access is made again', SEE.sdm),
    ],
  },
  {
    of: { cpu: ['VH'] },
    steps: [
      step('hardware', "the CPU walks the guest's tables and the nested ones", SEE.sdm),
      step('user', 'the access is made again', SEE.sdm),
    ],
  },
  {
    of: { cpu: ['H'] },
    steps: [step('hardware', 'the CPU walks the tables', SEE.sdm), step('user', 'the access is made again', SEE.sdm)],
  },
]
