import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { between } from './between.ts'
import { pairedLogRatio, unpairedLogRatio } from './bootstrap.ts'
import { control } from './control.ts'
import { decide, type Pair } from './decide.ts'
import { holm } from './holm.ts'
import { mannWhitney } from './mann-whitney.ts'
import { seeded } from './random.ts'
import { critical, twoSided } from './student.ts'

/** Probability by listing every way to deal the values. */
function listed(a: readonly number[], b: readonly number[]): number {
  const all = [...a, ...b]
  const uOf = (first: readonly number[], second: readonly number[]): number =>
    first.reduce((sum, x) => sum + second.filter((y) => y < x).length + second.filter((y) => y === x).length / 2, 0)
  const distance = Math.abs(uOf(a, b) - (a.length * b.length) / 2)
  let extreme = 0
  let total = 0
  for (let mask = 0; mask < 1 << all.length; mask++) {
    const first = all.filter((_, i) => mask & (1 << i))
    if (first.length !== a.length) continue
    total++
    if (Math.abs(uOf(first, all.filter((_, i) => !(mask & (1 << i)))) - (a.length * b.length) / 2) >= distance) extreme++ // biome-ignore format: one thought
  }
  return extreme / total
}

describe('Mann-Whitney', () => {
  it('agrees with the example of R: wilcox.test, permeability of the placenta (Hollander and Wolfe 1973, p. 69)', () => {
    const x = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]
    const y = [1.15, 0.88, 0.9, 0.74, 1.21]
    const { u, p } = mannWhitney(x, y)
    expect(u).toBe(35)
    expect(p / 2).toBeCloseTo(0.1272, 4)
  })
  it('is the share of all arrangements that are as extreme', () => {
    const unique = fc.uniqueArray(fc.integer(), { minLength: 4, maxLength: 9 })
    fc.assert(
      fc.property(unique, fc.integer({ min: 1, max: 3 }), (values, n) => {
        const [a, b] = [values.slice(0, n), values.slice(n)]
        expect(mannWhitney(a, b).p).toBeCloseTo(Math.min(1, listed(a, b)), 9)
      }),
      { numRuns: 60 },
    )
  })
  it('knows the least that eight against eight can reach, and equal values', () => {
    const low = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(mannWhitney(low, low.map((x) => x + 10)).p).toBeCloseTo(2 / 12870, 12) // biome-ignore format: one thought
    expect(mannWhitney([1, 1, 1], [1, 1, 1]).p).toBe(1)
    expect(mannWhitney([], [1]).p).toBe(1)
  })
})

it('Holm: the textbook example', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => Number(p.toFixed(6)))).toEqual([0.03, 0.06, 0.06, 0.02])
})

describe("Student's t", () => {
  it.each([
    // https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
    [1, 12.706, 63.657, 318.313],
    [2, 4.303, 9.925, 22.327],
    [4, 2.776, 4.604, 7.173],
    [10, 2.228, 3.169, 4.144],
    [30, 2.042, 2.75, 3.385],
    [100, 1.984, 2.626, 3.174],
  ])('with %i degrees of freedom has the critical values of the table', (df, t95, t99, t998) => {
    expect(critical(0.05, df)).toBeCloseTo(t95, 2)
    expect(critical(0.01, df)).toBeCloseTo(t99, 2)
    expect(Math.abs(critical(0.002, df) / t998 - 1)).toBeLessThan(1e-4)
  })
  it('falls from 1 to 0, for any degrees of freedom', () => {
    const positive = (max: number) => fc.double({ min: 0, max, noNaN: true })
    fc.assert(
      fc.property(positive(50), positive(50), positive(200), (x, y, d) => {
        const [near, far] = [Math.min(x, y), Math.max(x, y)]
        const df = d + 0.5
        expect(twoSided(far, df)).toBeLessThanOrEqual(twoSided(near, df) + 1e-12)
        expect(twoSided(far, df)).toBeGreaterThanOrEqual(0)
      }),
    )
    expect(twoSided(0, 3)).toBe(1)
    expect(twoSided(Number.POSITIVE_INFINITY, 3)).toBe(0)
  })
})

describe('runs', () => {
  it("agree with Welch's t of R: t.test(extra ~ group, data = sleep), t = -1.8608, df = 17.776, p = 0.07939", () => {
    const [one, two] = [
      [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
      [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    ]
    expect(twoSided(1.8608, 17.776)).toBeCloseTo(0.07939, 4)
    // the same figures as logs: without a band between would give that p; with the dead band it is larger
    const test = between('x', one.map(Math.exp), two.map(Math.exp))
    expect('p' in test && test.p > 0.07939 && test.p < 0.09).toBe(true)
  })
  it('are refused when there are fewer than three a side', () => {
    expect(between('x', [1, 2], [1, 2, 3])).toEqual({ id: 'x', refused: '2 usable runs; 3 per side are needed' })
  })
})

describe('intervals', () => {
  it('hold the truth about as often as they say', () => {
    const random = seeded(3)
    let held = 0
    const times = 300
    for (let k = 0; k < times; k++) {
      const a = Array.from({ length: 12 }, () => Math.exp(0.2 * normal(random)))
      const b = a.map((x) => x * 1.3 * Math.exp(0.1 * normal(random)))
      const { low, high } = pairedLogRatio(a, b, { resamples: 400, seed: k })
      if (low <= Math.log(1.3) && Math.log(1.3) <= high) held++
    }
    expect(held / times).toBeGreaterThan(0.9)
  })
  it('pair what the rounds have in common away', () => {
    const a = [1, 5, 2, 9, 4, 3, 7, 8]
    const b = a.map((x) => 2 * x)
    expect(pairedLogRatio(a, b).low).toBeCloseTo(Math.log(2), 9)
    expect(unpairedLogRatio(a, b).low).toBeLessThan(0.3)
  })
})

it('the control of a steady run is small, that of a drifting run shows the drift', () => {
  expect(control([100, 101, 100, 101, 100, 101, 100, 101]).spread).toBeLessThan(0.011)
  expect(control([100, 100, 100, 100, 120, 120, 120, 120]).drift).toBeCloseTo(Math.log(1.2), 9)
  expect(control([1, 2]).spread).toBe(Number.POSITIVE_INFINITY)
})

describe('decisions', () => {
  /** A noisy host: a skewed tail, and rounds that are slow for everyone. */
  function experiment(effect: number, n: number, seed: number, metrics = 18): readonly Pair[] {
    const random = seeded(seed)
    return Array.from({ length: metrics }, (_, m) => {
      const one = (): number => 100 * Math.exp(0.06 * normal(random) + (random() < 0.1 ? 0.3 * random() : 0))
      const slow = Array.from({ length: n }, () => Math.exp(0.08 * Math.abs(normal(random))))
      const a = slow.map((s) => s * one())
      const b = slow.map((s) => s * one() * effect)
      return { id: String(m), a, b, paired: true, control: Math.max(control(a).spread, control(b).spread) }
    })
  }
  const named = (effect: number, n: number): number => {
    let winners = 0
    let all = 0
    for (let k = 0; k < 25; k++) {
      for (const d of decide(experiment(effect, n, 1000 * n + k), { resamples: 300, seed: k })) {
        all++
        if (d.verdict === 'more' || d.verdict === 'less') winners++
      }
    }
    return winners / all
  }
  it('name no false winner (at most 2 %), and find 1.5x (at least 80 %)', () => {
    expect(named(1, 8)).toBeLessThanOrEqual(0.02)
    expect(named(1, 12)).toBeLessThanOrEqual(0.02)
    expect(named(1.5, 12)).toBeGreaterThanOrEqual(0.8)
  })
  it('refuse with too few rounds, and what was refused before', () => {
    const [few] = decide([{ id: 'x', a: [1, 2, 3], b: [4, 5, 6], paired: true, control: 0 }])
    expect(few).toEqual({ id: 'x', verdict: 'refused', why: '3 undisturbed rounds on both sides; 8 are needed' })
    const eight = [1, 2, 3, 4, 5, 6, 7, 8]
    expect(decide([{ id: 'x', a: eight, b: eight, paired: true, control: 0, refused: 'host too noisy' }])[0]!.why).toMatch(
      /noisy/,
    )
  })
  it('stay within the dead band and within the control', () => {
    const a = [100, 100.1, 100.2, 100.3, 100.4, 100.5, 100.6, 100.7]
    const by = (f: number): number[] => a.map((x) => x * f)
    const verdict = (f: number, c: number): string => decide([{ id: 'x', a, b: by(f), paired: true, control: c }])[0]!.verdict
    expect([verdict(1.02, 0), verdict(1.05, 0), verdict(1.05, 0.1), verdict(1 / 1.05, 0)]).toEqual([
      'same',
      'more',
      'same',
      'less',
    ])
  })
})

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
