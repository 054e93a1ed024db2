import { mean, sampleVariance } from 'simple-statistics'
import { type Candidate, DEAD_BAND, type Decision, LEVEL } from './decide.ts'
import { critical, twoSided } from './student.ts'

/** With fewer independent runs per side, changes between runs cannot be separated from the difference between the sides. */
export const LEAST_RUNS = 3

/**
 * Independent runs, one figure a run: Welch's t on logs, so that only the spread between runs counts and never that of rounds
 * within one. Tested is whether the difference is larger than the dead band, or than the A/A control within runs where that is
 * wider: three runs that agree by chance prove nothing finer than what one run shows.
 * @param control of the runs, as a difference of logs
 */
export function between(id: string, a: readonly number[], b: readonly number[], control = 0): Candidate {
  const runs = Math.min(a.length, b.length)
  if (runs < LEAST_RUNS) return { id, refused: `${runs} usable runs; ${LEAST_RUNS} per side are needed` }
  const [x, y] = [a.map(Math.log), b.map(Math.log)]
  const [va, vb] = [sampleVariance(x) / x.length, sampleVariance(y) / y.length]
  const se = Math.sqrt(va + vb)
  // Welch and Satterthwaite
  const df = se === 0 ? x.length + y.length - 2 : (va + vb) ** 2 / (va ** 2 / (x.length - 1) + vb ** 2 / (y.length - 1))
  const mid = mean(y) - mean(x)
  const band = Math.max(Math.log1p(DEAD_BAND), control)
  const beyond = Math.max(0, Math.abs(mid) - band)
  const p = beyond === 0 ? 1 : se === 0 ? 0 : twoSided(beyond / se, df)
  return {
    id,
    p,
    judge(adjusted, tests): Decision {
      const half = critical(0.05, df) * se
      const ratio = { mid: Math.exp(mid), low: Math.exp(mid - half), high: Math.exp(mid + half) }
      const verdict = adjusted >= LEVEL ? 'same' : mid > 0 ? 'more' : 'less'
      // what the strictest step of Holm's correction calls
      const below = Math.expm1(band + critical(LEVEL / tests, df) * se)
      return { id, ratio, p, adjusted, band: Math.expm1(band), below, verdict }
    },
  }
}
