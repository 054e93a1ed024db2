/** The operations, each with the parts of its path. */
import { CLOCK, CLOCK_EMULATED, CLOCK_ENTER, CLOCK_LEAVE } from './clock.ts'
import { ENTER, FAULT, LEAVE, MAP, step } from './cpu.ts'
import { DISK_DONE, DISK_REQUEST, PACKET_DONE, PACKET_REQUEST } from './device.ts'
import type { Operation, OperationId } from './model.ts'
import * as SEE from './sees.ts'

/** `differs` explains a measured figure that is unlike the drawing (docs/race.md). */
const LIST: readonly Operation[] = [
  {
    id: 'system-call',
    title: 'System call',
    says: 'a system call that the kernel answers at once (getppid)',
    component: 'cpu',
    work: 'syscall',
    start: step('user', 'the program calls getppid', SEE.entry),
    parts: [ENTER, LEAVE],
    differs: { pv: 'the trace contains the iret hypercall but no record of SYSCALL entering Xen' },
  },
  {
    id: 'page-fault',
    title: 'Page fault',
    says: 'the first access to a 4 KiB page',
    component: 'cpu',
    work: 'pagefault',
    start: step('user', 'the program accesses a new page', SEE.sdm),
    parts: [FAULT, MAP],
  },
  {
    id: 'clock-read',
    title: 'Clock read',
    says: 'one call of clock_gettime',
    component: 'interrupts',
    work: 'clock',
    start: step('user', 'the program reads the time', SEE.vdso),
    parts: [CLOCK, CLOCK_ENTER, CLOCK_EMULATED, CLOCK_LEAVE],
    differs: {
      pv: 'the TSC of the measured host was not stable, so each read was a system call, from which a PV kernel returns by a hypercall',
    },
  },
  {
    id: 'disk-read',
    title: 'Disk read',
    says: 'a 4 KiB read that bypasses the page cache',
    component: 'disk',
    work: 'disk',
    start: step('user', 'the program reads a block', SEE.entry),
    parts: [ENTER, DISK_REQUEST, DISK_DONE, LEAVE],
  },
  {
    id: 'packet',
    title: 'Packet',
    says: 'one UDP packet and its answer',
    component: 'network',
    work: 'packet',
    start: step('user', 'the program sends a packet', SEE.entry),
    parts: [ENTER, PACKET_REQUEST, PACKET_DONE, LEAVE],
  },
]

export const OPERATION: Readonly<Record<OperationId, Operation>> = Object.fromEntries(
  LIST.map((one) => [one.id, one]),
) as Record<OperationId, Operation>
