/** The operations, each with the parts of its way. */
import { CLOCK, CLOCK_EMULATED, CLOCK_ENTER, CLOCK_LEAVE } from './clock.ts'
import { ENTER, FAULT, LEAVE, MAP, step } from './cpu.ts'
import { DISK_DONE, DISK_REQUEST, PACKET_DONE, PACKET_REQUEST } from './device.ts'
import type { Operation, OperationId } from './model.ts'
import * as SEE from './sees.ts'

/** `differs` says what docs/race.md says of its figures. */
const LIST: readonly Operation[] = [
  {
    id: 'system-call',
    title: 'System call',
    says: 'a call that the kernel answers at once: getppid',
    component: 'cpu',
    work: 'syscall',
    start: step('user', 'the program calls getppid', SEE.entry),
    parts: [ENTER, LEAVE],
    differs: { pv: "the trace has the iret hypercall; SYSCALL's own landing in Xen leaves no record" },
  },
  {
    id: 'page-fault',
    title: 'Page fault',
    says: 'the first touch of a page of 4 KiB',
    component: 'cpu',
    work: 'pagefault',
    start: step('user', 'the program touches a new page', SEE.sdm),
    parts: [FAULT, MAP],
  },
  {
    id: 'clock-read',
    title: 'Clock read',
    says: 'one clock_gettime',
    component: 'interrupts',
    work: 'clock',
    start: step('user', 'the program asks for the time', SEE.vdso),
    parts: [CLOCK, CLOCK_ENTER, CLOCK_EMULATED, CLOCK_LEAVE],
    differs: { pv: "that host's TSC was not stable: each read was a system call, which returns by hypercall" },
  },
  {
    id: 'disk-read',
    title: 'Disk read',
    says: '4 KiB, past the page cache',
    component: 'disk',
    work: 'disk',
    start: step('user', 'the program reads', SEE.entry),
    parts: [ENTER, DISK_REQUEST, DISK_DONE, LEAVE],
  },
  {
    id: 'packet',
    title: 'Packet',
    says: 'one UDP packet and the answer to it',
    component: 'network',
    work: 'packet',
    start: step('user', 'the program sends', SEE.entry),
    parts: [ENTER, PACKET_REQUEST, PACKET_DONE, LEAVE],
  },
]

export const OPERATION: Readonly<Record<OperationId, Operation>> = Object.fromEntries(
  LIST.map((one) => [one.id, one]),
) as Record<OperationId, Operation>
