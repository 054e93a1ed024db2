import { pairedLogRatio } from '../stats/bootstrap.ts'
import { type Decision, decide, type Pair } from '../stats/decide.ts'
import { AGAIN, type RacedId } from './modes.ts'
import type { ModeReport } from './report.ts'

/**
 * How the times of a race on a real host compare: each mode with the reference, work by work, round by round in pairs. The reference was
 * run twice: what its two guests differ by is what this host shows where nothing differs, and no difference below that is named.
 */
export interface Times {
  /** The mode that the others are compared with. */
  readonly reference: RacedId
  /** The second guest of the same mode; without one nothing can be named. */
  readonly again: RacedId | null
  readonly rows: readonly TimeRow[]
}

export interface TimeRow extends Omit<Decision, 'id'> {
  readonly work: string
  readonly mode: RacedId
}

/** @returns undefined where there is nothing to compare */
export function timesOf(modes: readonly ModeReport[]): Times | undefined {
  const timed = modes.filter((mode) => mode.works.some((work) => (work.each ?? []).some((one) => one.ns !== undefined)))
  const again = timed.find((mode) => mode.id.endsWith(AGAIN))
  const reference = timed.find((mode) => `${mode.id}${AGAIN}` === again?.id) ?? timed.find((mode) => !mode.id.endsWith(AGAIN))
  if (reference === undefined) return undefined
  const others = timed.filter((mode) => mode !== reference && mode !== again)
  const keys: { readonly work: string; readonly mode: RacedId }[] = []
  const pairs: Pair[] = []
  for (const work of reference.works) {
    const control = controlOf(reference, again, work.id)
    for (const mode of others) {
      const { a, b } = inTurns(reference, mode, work.id)
      keys.push({ work: work.id, mode: mode.id })
      pairs.push({ id: `${work.id} ${mode.id}`, a, b, paired: true, ...control })
    }
  }
  const rows = decide(pairs).map(({ id: _, ...decision }, i): TimeRow => ({ ...keys[i]!, ...decision }))
  return { reference: reference.id, again: again?.id ?? null, rows }
}

/**
 * The largest difference between the two guests of one mode, as a difference of logs. If the statistics name one of them as faster, they
 * are wrong for this work, and no difference is reported.
 */
function controlOf(
  reference: ModeReport,
  again: ModeReport | undefined,
  work: string,
): { readonly control: number; readonly refused?: string } {
  if (again === undefined)
    return { control: Number.POSITIVE_INFINITY, refused: 'no mode ran in two guests, so the noise of the race is unknown' }
  const { a, b } = inTurns(reference, again, work)
  const [twice] = decide([{ id: work, a, b, paired: true, control: 0 }])
  if (twice!.verdict === 'refused')
    return { control: Number.POSITIVE_INFINITY, refused: `the control (${again.title}) has no result: ${twice!.why ?? ''}` }
  if (twice!.verdict !== 'same')
    return { control: Number.POSITIVE_INFINITY, refused: `two guests of the same mode (${reference.title}) differ as well` }
  const { low, high } = pairedLogRatio(a, b)
  return { control: Math.max(Math.abs(low), Math.abs(high)) }
}

/** The times of the rounds that both have, in the same order. */
function inTurns(one: ModeReport, other: ModeReport, work: string): { readonly a: number[]; readonly b: number[] } {
  const nsOf = (mode: ModeReport): ReadonlyMap<number, number> =>
    new Map(
      (mode.works.find((w) => w.id === work)?.each ?? []).flatMap((each) =>
        each.ns !== undefined && each.ns > 0 ? [[each.round, each.ns] as const] : [],
      ),
    )
  const [x, y] = [nsOf(one), nsOf(other)]
  const both = [...x.keys()].filter((round) => y.has(round))
  return { a: both.map((round) => x.get(round)!), b: both.map((round) => y.get(round)!) }
}
