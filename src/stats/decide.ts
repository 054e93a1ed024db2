import { type Interval, pairedLogRatio, type Resampling, unpairedLogRatio } from './bootstrap.ts'
import { holm } from './holm.ts'
import { mannWhitney } from './mann-whitney.ts'

/** Differences below this are never called: no two boots of one machine agree better. */
export const DEAD_BAND = 0.03
/** Chance of one false winner among all that is tested together, after Holm. */
export const LEVEL = 0.01
/** With fewer rounds a side the test cannot reach the level for many metrics at once. */
export const LEAST_ROUNDS = 8

export interface Pair {
  readonly id: string
  readonly a: readonly number[]
  readonly b: readonly number[]
  /** Round by round next to each other: a[i] belongs to b[i]. */
  readonly paired: boolean
  /** The A/A control, as a difference of logs: what this host shows where nothing differs. */
  readonly control: number
  /** Why nothing may be said, where that is so. */
  readonly refused?: string
}

export interface Decision {
  readonly id: string
  /** b / a with its 95 % interval; absent when refused. */
  readonly ratio?: Interval
  readonly p?: number
  /** After Holm's correction over all that is tested together. */
  readonly adjusted?: number
  /** The ratio minus one that this host shows where nothing differs: the interval has to lie outside. */
  readonly band?: number
  /** The smallest ratio minus one that would have been called: at most `below` can be hidden. */
  readonly below?: number
  /** `seen`: the figures differ, but the runs were not made in turns, so that no winner is named. */
  readonly verdict: 'more' | 'less' | 'same' | 'seen' | 'refused'
  readonly why?: string
}

/** A test before the correction for multiple tests: its p-value, and the decision for the corrected one. */
export type Candidate =
  | { readonly id: string; readonly refused: string }
  | { readonly id: string; readonly p: number; readonly judge: (adjusted: number, tests: number) => Decision }

/** Decides all tests of one family together, with one correction for all. */
export function settle(candidates: readonly Candidate[]): readonly Decision[] {
  const open = candidates.flatMap((c) => ('p' in c ? [c] : []))
  const adjusted = holm(open.map((c) => c.p))
  const at = new Map(open.map((c, i) => [c, adjusted[i]!]))
  return candidates.map((c) => ('p' in c ? c.judge(at.get(c)!, open.length) : { id: c.id, verdict: 'refused', why: c.refused }))
}

/**
 * Which differences are real? One is called only if the whole interval lies outside ±max(dead band, A/A control), and the
 * rank test over all rounds holds after correction for the number of metrics. Everything else is undecided.
 */
export function decide(pairs: readonly Pair[], options: Resampling = {}): readonly Decision[] {
  return settle(pairs.map((pair) => rounds(pair, options)))
}

/** The test of rounds of one run a side. */
export function rounds(pair: Pair, options: Resampling = {}): Candidate {
  const { id, a, b } = pair
  const refused = pair.refused ?? tooFew(pair)
  if (refused !== undefined) return { id, refused }
  const { p } = mannWhitney(a, b)
  return {
    id,
    p,
    judge(adjusted) {
      const logs = (pair.paired ? pairedLogRatio : unpairedLogRatio)(a, b, options)
      const band = Math.max(Math.log1p(DEAD_BAND), pair.control)
      const outside = logs.low > band ? 'more' : logs.high < -band ? 'less' : 'same'
      const ratio = { mid: Math.exp(logs.mid), low: Math.exp(logs.low), high: Math.exp(logs.high) }
      // an effect is seen when its interval clears the band: half an interval more than the band itself
      const half = (logs.high - logs.low) / 2
      const [verdict, below] = [adjusted < LEVEL ? outside : 'same', Math.expm1(band + half)] as const
      return { id, ratio, p, adjusted, band: Math.expm1(band), below, verdict }
    },
  }
}

function tooFew({ a, b, paired }: Pair): string | undefined {
  const n = Math.min(a.length, b.length)
  return n < LEAST_ROUNDS ? `${n} undisturbed rounds${paired ? ' on both sides' : ''}; ${LEAST_ROUNDS} are needed` : undefined
}
