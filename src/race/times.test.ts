import { describe, expect, it } from 'vitest'
import { seeded } from '../stats/random.ts'
import { AGAIN, type RacedId } from './modes.ts'
import type { ModeReport } from './report.ts'
import { timesOf } from './times.ts'

const WORKS = ['syscall', 'fork', 'disk', 'packet']

/** A mode whose works take `factor` times 1000 ns, with the noise of a host: some that the round has in common, some of its own. */
function mode(id: string, factor: number, seed: number, rounds = 12, slow: readonly number[] = COMMON): ModeReport {
  const random = seeded(seed)
  return {
    id: id as RacedId,
    title: id,
    inspected: null,
    works: WORKS.map((work) => ({
      id: work,
      component: 'cpu',
      title: work,
      operation: work,
      ops: 1,
      rounds,
      steady: true,
      each: Array.from({ length: rounds }, (_, round) => ({
        round,
        ns: 1000 * factor * slow[round]! * (1 + 0.04 * (random() - 0.5)),
      })),
    })),
  }
}
const common = seeded(5)
const COMMON = Array.from({ length: 20 }, () => 1 + 0.3 * common())

const verdicts = (modes: readonly ModeReport[]): string[] => [...new Set(timesOf(modes)!.rows.map((row) => row.verdict))]

describe('times of a real host', () => {
  it('name no winner where nothing differs', () => {
    for (let seed = 0; seed < 12; seed++) {
      const times = timesOf([mode('pvh', 1, 3 * seed), mode(`pvh${AGAIN}`, 1, 3 * seed + 1), mode('pv', 1, 3 * seed + 2)])!
      expect(times.rows.filter((row) => row.verdict === 'more' || row.verdict === 'less')).toEqual([])
    }
  })
  it('find what is half as fast again, and by how much', () => {
    const times = timesOf([mode('pvh', 1, 1), mode(`pvh${AGAIN}`, 1, 2), mode('pv', 1.5, 3), mode('hvm', 0.5, 4)])!
    expect(times).toMatchObject({ reference: 'pvh', again: 'pvh-again' })
    const of = (id: string) => times.rows.filter((row) => row.mode === id)
    for (const row of of('pv')) {
      expect(row.verdict).toBe('more')
      expect(row.ratio!.low).toBeLessThan(1.51)
      expect(row.ratio!.high).toBeGreaterThan(1.49)
    }
    for (const row of of('hvm')) expect(row.verdict).toBe('less')
    expect(times.rows.some((row) => row.mode.endsWith(AGAIN))).toBe(false)
  })
  it('refuse all of a work where two guests of one mode differ', () => {
    const times = timesOf([mode('pvh', 1, 1), mode(`pvh${AGAIN}`, 1.3, 2), mode('pv', 1.5, 3)])!
    for (const row of times.rows)
      expect(row).toMatchObject({ verdict: 'refused', why: 'two guests of the same mode (pvh) differ as well' })
  })
  it('refuse without a mode run twice, and with too few rounds', () => {
    expect(verdicts([mode('pvh', 1, 1), mode('pv', 1.5, 3)])).toEqual(['refused'])
    const few = timesOf([mode('pvh', 1, 1, 5), mode(`pvh${AGAIN}`, 1, 2, 5), mode('pv', 1.5, 3, 5)])!
    expect(few.rows[0]!.why).toMatch(/^the control \(pvh-again\) has no result: 5 undisturbed rounds.*; 8 are needed$/)
  })
  it('say nothing where nothing was timed', () => {
    expect(timesOf([])).toBeUndefined()
    expect(timesOf([{ ...mode('pvh', 1, 1), works: [] }])).toBeUndefined()
  })
})
