import { describe, expect, it } from 'vitest'
import { PLAIN } from '../render/paint.ts'
import { seeded } from '../stats/random.ts'
import { type Comparison, compareSides, type Side } from './compare.ts'
import { printComparison } from './print.ts'
import type { Result } from './result.ts'
import { sidesOf } from './sides.ts'
import { made } from './testing/made.ts'

const side = (label: string, ...runs: readonly Result[]): Side => ({ label, runs })
const compare = (a: Result, b: Result, again: readonly Result[] = []): Comparison =>
  compareSides([side('A', a), side('B', b)], again)[0]!
const turn = (costs: Readonly<Record<string, number>>, which: 'a' | 'b' | 'again', group = 'g'): Result => {
  const run = made(costs)
  return { ...run, settings: { ...run.settings, group, turn: which } }
}
const called = (c: Comparison): readonly string[] =>
  c.rows.filter((r) => /more|less/.test(r.decision.verdict)).map((r) => r.metric.id)

describe('two single runs', () => {
  it('show a difference with its interval, and name no winner', () => {
    const text = printComparison(compare(made({ syscall: 100, fork: 1000 }), made({ syscall: 142, fork: 1010 })), PLAIN)
    expect(text).toMatch(/system call .*seen 1\.42x \[1\.\d\d–1\.\d\d\]/)
    expect(text).toMatch(/fork .*no difference above \d+ %/)
    expect(text).toContain('NOT measured alternately')
    for (const line of text.split('\n')) expect([...line].length).toBeLessThan(80)
  })
  it('warn when one was cut short', () => {
    const c = compare(made({ syscall: 1 }), made({ syscall: 1 }, { complete: false, label: 'cut' }))
    expect(printComparison(c, PLAIN)).toContain('Incomplete (interrupted): cut')
  })
  it('list what else differs, and warn when the controls do', () => {
    const b = made({ alu: 2 })
    const other = { ...b, machine: { ...b.machine, clocksource: 'xen', mitigations: { retbleed: 'x\u001b[31m' } } }
    const text = printComparison(compare(made({ alu: 1 }), other), PLAIN)
    expect(text).toContain('clocksource: tsc | xen')
    expect(text).toContain('The controls differ')
    expect(text).not.toContain('\u001b')
  })
})

describe('runs at different times', () => {
  const random = seeded(11)
  const bell = (): number => Array.from({ length: 12 }, random).reduce((s, x) => s + x, -6)
  const drifted = (by: number): Result =>
    made({ syscall: 100 * by * Math.exp(0.1 * bell()), fork: 1000 * by * Math.exp(0.1 * bell()) })
  /** % of comparisons that name a winner, with drift of 10 % between runs. */
  const named = (runs: number, by: number): number => {
    let winners = 0
    for (let k = 0; k < 40; k++) {
      const many = (f: number): Result[] => Array.from({ length: runs }, () => drifted(f))
      winners += called(compareSides([side('A', ...many(1)), side('B', ...many(by))])[0]!).length
    }
    return (100 * winners) / 80
  }
  it('name no winner where they only drifted, and find 2x with five runs a side', () => {
    expect(named(1, 1)).toBe(0)
    expect(named(3, 1)).toBeLessThanOrEqual(2)
    expect(named(5, 1)).toBeLessThanOrEqual(2)
    expect(named(5, 2)).toBeGreaterThan(90)
  }, 60_000)
  it('call nothing finer than the control within them, however well three agree', () => {
    const noisy = (by: number): Result => {
      const run = made({ syscall: 100 * by })
      const samples = run.samples.map((s, i) => ({ ...s, batches: [100 * by * (i % 2 ? 1.3 : 1)] }))
      return { ...run, samples }
    }
    const c = compareSides([side('A', noisy(1), noisy(1), noisy(1)), side('B', noisy(1.06), noisy(1.06), noisy(1.06))])[0]!
    expect(c.runs).toBe(3)
    expect(called(c)).toEqual([])
  })
})

describe('one family of tests', () => {
  it('every metric of every side counts', () => {
    const costs = Object.fromEntries(['syscall', 'mmap', 'fork', 'exec', 'cpuid', 'clock'].map((id) => [id, 100]))
    const [one] = compareSides([side('A', made(costs)), side('B', made(costs))])
    const [two, three] = compareSides([side('A', made(costs)), side('B', made(costs)), side('C', made(costs))])
    expect([one!.tested, two!.tested, three!.tested]).toEqual([6, 12, 12])
  })
  it('a difference that stands alone may not stand among many', () => {
    // eight against eight: the rank test reaches 0.00016 at best, and 65 tests or more need less than that
    const ids = ['syscall', 'mmap', 'fork', 'exec', 'cpuid', 'clock', 'wake', 'alu', 'mprotect', 'context']
    const costs = (by: number): Record<string, number> => Object.fromEntries(ids.map((id) => [id, id === 'syscall' ? 100 * by : 100])) // biome-ignore format: one thought
    const of = (by: number, which: 'a' | 'b'): Result => {
      const run = made(costs(by), {}, 8)
      return { ...run, settings: { ...run.settings, group: 'g', turn: which } }
    }
    const others = (n: number): Side[] => Array.from({ length: n }, (_, i) => side(`B${i}`, of(i === 0 ? 2 : 1, 'b')))
    expect(called(compareSides([side('A', of(1, 'a')), ...others(1)])[0]!)).toEqual(['syscall'])
    expect(called(compareSides([side('A', of(1, 'a')), ...others(7)])[0]!)).toEqual([])
  })
})

describe('runs made in turns', () => {
  it('are paired round by round, and a winner is named', () => {
    const c = compare(turn({ syscall: 100, fork: 100 }, 'a'), turn({ syscall: 150, fork: 100 }, 'b'))
    expect(c.paired).toBe(true)
    expect(called(c)).toEqual(['syscall'])
    expect(printComparison(c, PLAIN)).toContain('were measured alternately')
  })
  it('are no pairs when they are of different turns', () => {
    expect(compare(turn({ syscall: 1 }, 'a', 'g'), turn({ syscall: 1 }, 'b', 'h')).paired).toBe(false)
  })
  it('of several times are one comparison', () => {
    const sides = [1, 1.5].map((by, i) =>
      side(`${i}`, ...['g', 'h'].map((group) => turn({ syscall: 100 * by }, i === 0 ? 'a' : 'b', group))),
    )
    const c = compareSides(sides)[0]!
    expect(c.paired).toBe(true)
    expect(called(c)).toEqual(['syscall'])
  })
  it('refuse a metric in which A differs from A', () => {
    const [a, b] = [turn({ syscall: 100, fork: 100 }, 'a'), turn({ syscall: 104, fork: 150 }, 'b')]
    expect(called(compare(a, b))).toEqual(['syscall', 'fork'])
    const again = turn({ syscall: 101, fork: 130 }, 'again')
    const c = compare(a, b, [again])
    expect(called(c)).toEqual(['syscall'])
    expect(c.rows.find((r) => r.metric.id === 'fork')!.decision.why).toBe('two runs of A already differ (1.30x)')
  })
  it('are refused only where fewer than eight rounds are quiet on both sides', () => {
    const cut = (run: Result, gone: (round: number) => boolean): Result => ({
      ...run,
      samples: run.samples.map((s) => (gone(s.round) ? { ...s, gated: 'the host took 9 % (steal time)' } : s)),
    })
    const [a, b] = [turn({ syscall: 100 }, 'a'), turn({ syscall: 150 }, 'b')]
    expect(called(compare(cut(a, (r) => r < 2), cut(b, (r) => r > 9)))).toEqual(['syscall']) // biome-ignore format: one thought
    const worse = compare(cut(a, (r) => r < 3), cut(b, (r) => r > 9)) // biome-ignore format: one thought
    expect(worse.rows[0]!.decision.why).toBe('7 undisturbed rounds on both sides; 8 are needed')
  })
})

describe('files', () => {
  const file = (path: string, result: Result) => ({ path, result })
  it('of one label are one side; of one label only, each is a side', () => {
    const [pv, pvh] = [made({}, { label: 'pv' }), made({}, { label: 'pvh' })]
    const { sides } = sidesOf([file('1', pv), file('2', pvh), file('3', pv)])
    expect(sides.map((s) => [s.label, s.runs.length])).toEqual([
      ['pv (2 runs)', 2],
      ['pvh (2)', 1],
    ])
    expect(sidesOf([file('1', pv), file('2', pv)]).sides.map((s) => s.label)).toEqual(['pv (1)', 'pv (2)'])
  })
  it('of turns are told apart by their turn, and the control is no side', () => {
    const { sides, again } = sidesOf((['a', 'again', 'b'] as const).map((t) => file(t, turn({}, t))))
    expect(sides.map((s) => s.label)).toEqual(['test (a)', 'test (b)'])
    expect(again).toHaveLength(1)
  })
})
