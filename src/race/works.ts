import type { ComponentId } from '../model.ts'
import { DOM0_ADDRESS, PEER_PORT } from './modes.ts'

/** The fixed work that every mode does, as the measuring helper's arguments. */
export interface Work {
  readonly id: string
  readonly component: ComponentId
  readonly title: string
  /** What one operation is. */
  readonly operation: string
  /** `$disk` is the guest's. `N` becomes the amount. */
  readonly command: string
  /** Operations: of a whole race and of a quick one. The number that the measuring program reports is used. */
  readonly amount: readonly [full: number, quick: number]
  /** Whether the count per operation is the mode's alone; others vary with timers and wake-ups, and are shown with their spread. */
  readonly steady: boolean
}

export const WORKS: readonly Work[] = [
  {
    id: 'syscall',
    component: 'cpu',
    title: 'system call',
    operation: 'getppid',
    command: 'syscall N',
    amount: [20000, 5000],
    steady: true,
  },
  {
    id: 'pagefault',
    component: 'cpu',
    title: 'page fault',
    operation: 'first touch of a 4 KiB page',
    command: 'pagefault N',
    amount: [4096, 2048],
    steady: true,
  },
  {
    id: 'mprotect',
    component: 'cpu',
    title: 'mprotect',
    operation: 'to read-only and back',
    command: 'mprotect N',
    amount: [2000, 1000],
    steady: true,
  },
  {
    id: 'fork',
    component: 'cpu',
    title: 'fork',
    operation: 'fork, exit and wait',
    command: 'fork N',
    amount: [200, 60],
    steady: true,
  },
  {
    id: 'exec',
    component: 'cpu',
    title: 'exec',
    operation: 'fork, exec, exit and wait',
    command: 'exec N',
    amount: [100, 40],
    steady: true,
  },
  {
    id: 'clock',
    component: 'interrupts',
    title: 'clock read',
    operation: 'clock_gettime',
    command: 'clock N',
    amount: [2000, 500],
    steady: false,
  },
  {
    id: 'sleep',
    component: 'interrupts',
    title: 'timer sleep',
    operation: 'sleep of 100 us',
    command: 'sleep N',
    amount: [200, 100],
    steady: false,
  },
  {
    id: 'wake',
    component: 'interrupts',
    title: 'cross-CPU wake',
    operation: 'futex round trip of two CPUs',
    command: 'wake N',
    amount: [200, 100],
    steady: false,
  },
  {
    id: 'disk',
    component: 'disk',
    title: 'disk read',
    operation: '4 KiB, past the cache',
    command: 'read $disk Nb',
    // An HVM guest's reads take longer than all else of its round together.
    amount: [256, 64],
    steady: false,
  },
  {
    id: 'packet',
    component: 'network',
    title: 'packet to dom0',
    operation: 'UDP round trip',
    command: `packets ${DOM0_ADDRESS} ${PEER_PORT} N`,
    amount: [200, 100],
    steady: false,
  },
]

/**
 * What the guest is sent to do in one round: one line per work, each bracketed by marks with its number.
 * @param marks how they show in the trace: `cpuid` where Xen's own prefix would not get out
 */
export function workScript(marks: 'cpuid' | undefined, quick: boolean): string {
  const option = marks === 'cpuid' ? '-M' : '-m'
  return `${WORKS.map((work, tag) => `probe work ${option} ${tag} ${work.command.replace(/\bN(?=b?$)/, String(work.amount[quick ? 1 : 0]))}`).join('\n')}\n`
}
