import { median, quantileSorted } from 'simple-statistics'
import { seeded } from './random.ts'

export interface Interval {
  /** Estimate and 95 % limits. */
  readonly mid: number
  readonly low: number
  readonly high: number
}

export interface Resampling {
  readonly resamples?: number
  readonly seed?: number
  readonly level?: number
}

/**
 * Percentile bootstrap of the median of paired log ratios ln(b/a): rounds are drawn as pairs, so that what a round had in
 * common (the host's load, its frequency) falls out. Percentile and not BCa: the acceleration of BCa comes from the jackknife,
 * which is inconsistent for a median (Efron and Tibshirani 1993, 10.6).
 */
export function pairedLogRatio(a: readonly number[], b: readonly number[], options: Resampling = {}): Interval {
  const logs = a.map((v, i) => Math.log(b[i]! / v))
  return interval(median(logs), options, (random) => median(draw(logs, random)))
}

/** The same for samples that have nothing in common: ln(median b / median a), each side drawn by itself. */
export function unpairedLogRatio(a: readonly number[], b: readonly number[], options: Resampling = {}): Interval {
  const la = a.map(Math.log)
  const lb = b.map(Math.log)
  return interval(median(lb) - median(la), options, (random) => median(draw(lb, random)) - median(draw(la, random)))
}

function interval(mid: number, options: Resampling, once: (random: () => number) => number): Interval {
  const random = seeded(options.seed ?? 1)
  const level = options.level ?? 0.95
  const values = Array.from({ length: options.resamples ?? 2000 }, () => once(random)).sort((x, y) => x - y)
  return { mid, low: quantileSorted(values, (1 - level) / 2), high: quantileSorted(values, (1 + level) / 2) }
}

function draw(values: readonly number[], random: () => number): number[] {
  return values.map(() => values[Math.floor(random() * values.length)]!)
}
