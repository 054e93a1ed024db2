import type { Metric } from './metrics.ts'
import type { Sample } from './result.ts'

/** Beyond these a sample is set aside. Set by judgement on one noisy host, not derived from a study: the A/A study in docs/measure.md checks what they let through. */
export const GATE: {
  readonly lost: number
  readonly own: number
  readonly steal: number
  readonly competed: number
  readonly dropped: number
} = {
  /** Of the busy loop's window, lost to interrupts and the host: 250 timer interrupts a second cost 0.5 % of it. */
  lost: 0.05,
  /** Of the busy loop's window, taken by other tasks of this same machine. */
  own: 0.05,
  /** Of the sample's time, reported as stolen by the kernel. */
  steal: 0.01,
  /** Of the batches, those during which another task was let in. */
  competed: 0.5,
  /** Of a metric's rounds, set aside: with more the metric is refused. */
  dropped: 0.334,
}

const percent = (x: number): string => `${Math.round(100 * x)} %`

/**
 * Was the machine quiet enough around this sample? Only what happened to time is asked, never the value measured: a gate
 * that looks at values makes any two machines equal.
 * @returns why not, in words, or undefined
 */
export function gate(sample: Sample): string | undefined {
  const { spin, steal_ms = 0, ms = 0, batches, competed = 0 } = sample
  if (ms > 0 && steal_ms / ms > GATE.steal) return `the host took ${percent(Math.min(1, steal_ms / ms))} (steal time)`
  if (spin !== undefined && spin.window_us > 0) {
    const own = spin.own_us / spin.window_us
    const host = Math.max(0, spin.lost_us - spin.own_us) / spin.window_us
    if (host > GATE.lost) return `the host took ${percent(host)} (lost spin time)`
    if (own > GATE.own) return `other work on this machine took ${percent(own)}`
  }
  if (batches !== undefined && competed / (batches.length + competed) > GATE.competed) {
    return `other work on this machine interrupted ${competed} of ${batches.length + competed} batches`
  }
  return undefined
}

/** The one number of a sample that a metric keeps; undefined when the sample has none. */
export function takeFrom(metric: Metric, sample: Sample): number | undefined {
  const { batches, quantiles } = sample
  if (quantiles !== undefined) return positive(quantiles[metric.take])
  if (batches === undefined || batches.length === 0) return undefined
  const sorted = [...batches].sort((a, b) => a - b)
  const at = { min: 0, p50: 0.5, p99: 0.99 }[metric.take]
  return positive(sorted[Math.round((sorted.length - 1) * at)])
}

const positive = (x: number | undefined): number | undefined => (x !== undefined && x > 0 ? x : undefined)
