import type { ComponentId } from '../model.ts'
import { MEASURED } from './measured.data.ts'

/**
 * What the race in docs/race/report.json counted, as much of it as pictures show: pure data, for the chart, the page and the pictures of
 * the way of an operation. measured.data.ts is made from that report by `npm run golden`.
 */
export interface Measured {
  /** Of what it was counted: versions, host, rounds. */
  readonly how: string
  /** The day, YYYY-MM-DD. */
  readonly made: string
  /** Where it is told how it was made, from the project's folder. */
  readonly see: string
  /** By the ids of modes, which are also those of the spectrum's rows. */
  readonly modes: Readonly<Record<string, readonly MeasuredWork[]>>
}

/** Figures are crossings into Xen per operation: VM exits; for PV hypercalls and traps. */
export interface MeasuredWork {
  readonly work: string
  readonly title: string
  readonly operation: string
  readonly component: ComponentId
  readonly crossings: number
  /** Of the rounds. */
  readonly low: number
  readonly high: number
  /** Of the crossings, the operation's own; the others come with timers and wake-ups, and vary with how long it took. */
  readonly own: number
  /** Of the crossings, those that the device model in dom0 answers. */
  readonly deviceModel: number
  /** The largest kinds, largest first. */
  readonly kinds: readonly (readonly [kind: string, n: number])[]
}

/** The works that stand for a component in the spectrum's cells, in this order. The board is not used after boot: it has none. */
export const CELL_WORKS: Readonly<Record<ComponentId, readonly string[]>> = {
  cpu: ['syscall', 'pagefault', 'fork'],
  board: [],
  interrupts: ['clock', 'sleep', 'wake'],
  disk: ['disk'],
  network: ['packet'],
}

export const CELL_SAYS =
  'Under the letters: crossings into Xen per operation. CPU: system call, page fault, fork, without what timers add; interrupts: clock read, timer sleep, cross-CPU wake; disk: 4 KiB read; network: UDP round trip.'

/** A figure in as few letters as a cell has room for. */
const short = (n: number): string => (n < 0.05 ? '0' : n < 10 ? n.toFixed(1).replace(/\.0$/, '') : n.toFixed(0))

/** The figures of a cell: those of its component's works, apart by a bar. @param row of the spectrum, a mode's id */
export function measuredCell(row: string, component: ComponentId, measured: Measured = MEASURED): string | undefined {
  const works = measured.modes[row]
  const figures = CELL_WORKS[component].map((id) => {
    const work = works?.find((one) => one.work === id)
    return component === 'cpu' ? work?.own : work?.crossings
  })
  if (figures.every((one) => one === undefined)) return undefined
  return figures.map((one) => (one === undefined ? '?' : short(one))).join(' | ')
}

/** How it was made, for a note beside a picture. */
export function measuredNote(measured: Measured = MEASURED): string {
  return `${CELL_SAYS} Counted: ${measured.how}, ${measured.made}.`
}
