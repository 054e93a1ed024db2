import { median, quantileSorted } from 'simple-statistics'
import { seeded } from './random.ts'

/**
 * An A/A control from one run: its rounds are dealt at random into two halves that differ in nothing, again and again. The 95th
 * percentile of |ln(median / median)| is the difference that equal runs show on this machine.
 * `drift` is the difference of the first and the last half: what a comparison with a run at another time has on top.
 * @param values one value a round, in the order of time; fewer than four give no control (Infinity)
 */
export function control(values: readonly number[], seed = 1): { readonly spread: number; readonly drift: number } {
  const n = values.length
  if (n < 4) return { spread: Number.POSITIVE_INFINITY, drift: Number.POSITIVE_INFINITY }
  const logs = values.map(Math.log)
  const random = seeded(seed)
  const half = n >> 1
  const differences: number[] = []
  for (let k = 0; k < 400; k++) {
    const dealt = [...logs]
    for (let i = n - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1))
      ;[dealt[i], dealt[j]] = [dealt[j]!, dealt[i]!]
    }
    differences.push(Math.abs(median(dealt.slice(0, half)) - median(dealt.slice(half))))
  }
  differences.sort((x, y) => x - y)
  // two halves of n/2 differ by more than two runs of n: the spread of a median goes with the root of its number
  const spread = quantileSorted(differences, 0.95) / Math.SQRT2
  return { spread, drift: Math.abs(median(logs.slice(0, half)) - median(logs.slice(n - half))) }
}
