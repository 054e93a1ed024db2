import type { ComponentId } from '../model.ts'
import { MEASURED } from './measured.data.ts'

/**
 * The counts of the race in docs/race/report.json that pictures show: pure data, for the chart, the page and the pictures of
 * the path of an operation. measured.data.ts is made from that report by `npm run golden`.
 */
export interface Measured {
  /** Versions, host and rounds of the race. */
  readonly how: string
  /** The day, YYYY-MM-DD. */
  readonly made: string
  /** The document that describes the method, relative to the project's folder. */
  readonly see: string
  /** By id of the mode, which is also the id of the spectrum's row. */
  readonly modes: Readonly<Record<string, readonly MeasuredWork[]>>
}

/** Figures are exits to Xen per operation: VM exits; in PV, hypercalls and traps. */
export interface MeasuredWork {
  readonly work: string
  readonly title: string
  readonly operation: string
  readonly component: ComponentId
  readonly crossings: number
  /** Lowest and highest round. */
  readonly low: number
  readonly high: number
  /** Exits that the operation itself causes; those of timers and wake-ups vary with its duration. */
  readonly own: number
  /** Exits that the device model in dom0 handles. */
  readonly deviceModel: number
  /** The largest kinds, largest first. */
  readonly kinds: readonly (readonly [kind: string, n: number])[]
}

/** The works shown in the spectrum's cell of a component, in this order. The board has none, because it is not used after boot. */
export const CELL_WORKS: Readonly<Record<ComponentId, readonly string[]>> = {
  cpu: ['syscall', 'pagefault', 'fork'],
  board: [],
  interrupts: ['clock', 'sleep', 'wake'],
  disk: ['disk'],
  network: ['packet'],
}

export const CELL_SAYS =
  'Under the letters: exits to Xen per operation. CPU: system call, page fault, fork, without the exits of timers; interrupts: clock read, timer sleep, cross-CPU wake; disk: 4 KiB read; network: UDP round trip.'

/** A figure short enough for a cell. */
const short = (n: number): string => (n < 0.05 ? '0' : n < 10 ? n.toFixed(1).replace(/\.0$/, '') : n.toFixed(0))

/** The figures of a cell: one for each of its component's works, separated by bars. @param row of the spectrum, a mode's id */
export function measuredCell(row: string, component: ComponentId, measured: Measured = MEASURED): string | undefined {
  const works = measured.modes[row]
  const figures = CELL_WORKS[component].map((id) => {
    const work = works?.find((one) => one.work === id)
    return component === 'cpu' ? work?.own : work?.crossings
  })
  if (figures.every((one) => one === undefined)) return undefined
  return figures.map((one) => (one === undefined ? '?' : short(one))).join(' | ')
}

/** How the figures were counted, for a note below a picture. */
export function measuredNote(measured: Measured = MEASURED): string {
  return `${CELL_SAYS} Counted: ${measured.how}, ${measured.made}.`
}
