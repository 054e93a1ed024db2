import type { ModeResult } from './race.ts'
import type { RaceReport } from './report.ts'
import type { Counts } from './trace/count.ts'

/** Shared by the tests of reports. */

export const NO_COUNTS: Counts = { exits: {}, hypercalls: {}, subcalls: {}, traps: {}, io: {}, msrs: {}, injected: 0 }

export const HOW: RaceReport['how'] = {
  on: 'in QEMU TCG',
  emulated: true,
  quick: true,
  rounds: 2,
  xen: '4.17.7',
  kernel: '6.1.0',
  packages: ['xen 4.17.7'],
  made: '2026-01-01',
}

export interface WorkSample {
  readonly id: string
  readonly ops: number
  readonly ns?: number
  readonly counts: Partial<Counts>
}

/** A mode's result with one entry for each round. */
export function resultOf(id: ModeResult['id'], rounds: readonly (readonly WorkSample[])[]): ModeResult {
  return {
    id,
    rounds: rounds.map((works, round) => ({
      round,
      lost: 0,
      traceBytes: 1,
      works: works.map((work) => ({ ns: null, ...work, counts: { ...NO_COUNTS, ...work.counts } })),
    })),
  }
}
