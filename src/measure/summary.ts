import { median } from 'simple-statistics'
import { control } from '../stats/control.ts'
import { DEAD_BAND, LEAST_ROUNDS } from '../stats/decide.ts'
import { GATE, takeFrom } from './gate.ts'
import { METRICS, type Metric } from './metrics.ts'
import type { Result, Sample } from './result.ts'

/** What a run says about one metric. */
export interface Summary {
  readonly metric: Metric
  /** One value a round that the gate let through, in the order of time, with its round. */
  readonly rounds: readonly { readonly round: number; readonly value: number }[]
  readonly values: readonly number[]
  readonly middle: number
  readonly low: number
  readonly high: number
  readonly dropped: number
  /** Why most samples were set aside. */
  readonly because: string | undefined
  /** The A/A control, as differences of logs: between halves dealt at random, and between the first and the last half. */
  readonly spread: number
  readonly drift: number
  /** Too few or too disturbed to say anything. */
  readonly refused: string | undefined
}

/** All metrics for which a run has samples, in the order in which they are shown. Pure. */
export function summarise(result: Pick<Result, 'samples'>): readonly Summary[] {
  const byProbe = grouped(result.samples)
  return METRICS.flatMap((metric) => {
    const samples = (byProbe.get(metric.probe) ?? []).filter((s) => s.error === undefined)
    if (samples.length === 0) return []
    const kept: { round: number; value: number }[] = []
    const reasons: string[] = []
    for (const sample of samples) {
      const value = takeFrom(metric, sample)
      if (sample.gated !== undefined) reasons.push(sample.gated)
      else if (value !== undefined) kept.push({ round: sample.round, value })
    }
    kept.sort((a, b) => a.round - b.round)
    const values = kept.map((k) => k.value)
    const because = commonest(reasons)
    const dropped = samples.length - kept.length
    const { spread, drift } = control(values)
    const refused =
      dropped / samples.length > GATE.dropped
        ? `host too busy: ${dropped} of ${samples.length} rounds discarded${because === undefined ? '' : ` (${because})`}`
        : values.length < LEAST_ROUNDS
          ? `${values.length} undisturbed rounds; ${LEAST_ROUNDS} are needed`
          : undefined
    const one = values.length > 0
    return [
      {
        metric,
        rounds: kept,
        values,
        middle: one ? median(values) : Number.NaN,
        low: one ? Math.min(...values) : Number.NaN,
        high: one ? Math.max(...values) : Number.NaN,
        dropped,
        because,
        spread,
        drift,
        refused,
      },
    ]
  })
}

/** The smallest difference that a comparison with an equal run in turns could call, as a fraction. */
export const detectable = (summary: Summary): number => Math.max(DEAD_BAND, Math.expm1(summary.spread))

function grouped(samples: Result['samples']): Map<string, Sample[]> {
  const map = new Map<string, Sample[]>()
  for (const s of samples) {
    const same = map.get(s.probe)
    if (same === undefined) map.set(s.probe, [s])
    else same.push(s)
  }
  return map
}

/** Reasons of one kind differ only in their figures, so the first words identify the kind. */
function commonest(reasons: readonly string[]): string | undefined {
  const counts = new Map<string, { n: number; example: string }>()
  for (const r of reasons) {
    const key = r.replace(/\d+/g, '#')
    const entry = counts.get(key) ?? { n: 0, example: r }
    counts.set(key, { ...entry, n: entry.n + 1 })
  }
  return [...counts.values()].sort((a, b) => b.n - a.n)[0]?.example
}
