import { mean, sampleVariance } from 'simple-statistics'
import { DEAD_BAND, type Decision } from './decide.ts'

/** With fewer independent runs a side, what changes between runs cannot be told from what is compared. */
export const LEAST_RUNS = 3

/**
 * Two-sided critical values of Student's t at 1 % and 95 %, by degrees of freedom 1 to 10.
 * https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
 */
const T99 = [63.657, 9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169]
const T95 = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228]
const at = (table: readonly number[], df: number): number => table[Math.max(1, Math.min(10, Math.floor(df))) - 1]!

/**
 * Independent runs, one figure a run: Welch's t on logs, so that only the spread between runs counts and never that of rounds
 * within one. A difference is called when its 99 % interval lies outside the dead band.
 * @param metrics how many are compared at once: the band widens as the square root of 2 ln(metrics) stands to one (no t table is
 * exact so far out with few runs)
 */
export function between(id: string, a: readonly number[], b: readonly number[], metrics = 1): Decision {
  if (Math.min(a.length, b.length) < LEAST_RUNS)
    return { id, verdict: 'refused', why: `${Math.min(a.length, b.length)} usable runs; ${LEAST_RUNS} a side are needed` }
  const [x, y] = [a.map(Math.log), b.map(Math.log)]
  const [va, vb] = [sampleVariance(x) / x.length, sampleVariance(y) / y.length]
  const se = Math.sqrt(va + vb)
  const df = se === 0 ? 10 : (va + vb) ** 2 / (va ** 2 / (x.length - 1) + vb ** 2 / (y.length - 1))
  const mid = mean(y) - mean(x)
  const half = at(T95, df) * se
  const many = Math.max(1, Math.sqrt(2 * Math.log(metrics)))
  const band = Math.log1p(DEAD_BAND) + at(T99, df) * se * many
  const verdict = mid > band ? 'more' : mid < -band ? 'less' : 'same'
  const ratio = { mid: Math.exp(mid), low: Math.exp(mid - half), high: Math.exp(mid + half) }
  return { id, ratio, band: Math.expm1(band), below: Math.expm1(band), verdict }
}
