import { between, LEAST_RUNS } from '../stats/between.ts'
import { type Candidate, type Decision, decide, rounds, settle } from '../stats/decide.ts'
import { type Confounder, confounders } from './confounders.ts'
import type { Metric } from './metrics.ts'
import type { Machine, Result } from './result.ts'
import { type Summary, summarise } from './summary.ts'

export interface Row {
  readonly metric: Metric
  readonly a: Summary
  readonly b: Summary
  readonly decision: Decision
}

/** One side against another, metric by metric. */
export interface Comparison {
  readonly a: string
  readonly b: string
  /** Measured in turns, round by round; otherwise whatever changed between the two runs counts as difference. */
  readonly paired: boolean
  /** Independent runs a side, the smaller side. */
  readonly runs: number
  /** Tests that were decided together, in this comparison and those beside it: what Holm's correction counts. */
  readonly tested: number
  /** Rounds wanted of a run, and the load of the machine while the busier one was made. */
  readonly rounds: number
  readonly machine: Machine
  /** Labels of runs that were interrupted or cut short. */
  readonly incomplete: readonly string[]
  readonly rows: readonly Row[]
  /** In one of the two only. */
  readonly alone: readonly { readonly id: string; readonly in: 'a' | 'b' }[]
  readonly confounders: readonly Confounder[]
}

/** Runs of one machine, mode or setting. */
export interface Side {
  readonly label: string
  readonly runs: readonly Result[]
}

/**
 * The first side with each other one. How a difference is judged depends on how the runs were made:
 * in turns (they share `settings.group`), pairs of rounds are compared, and the smallest difference that is called is the A/A
 * control; from LEAST_RUNS runs a side, the runs are compared, and the spread between them is the control; otherwise the rounds
 * of the first runs are compared, and no winner is named.
 * All metrics of all sides are one family: each test counts against all others.
 * @param again runs of the first side's setting once more, in the same turns: a real A/A pair
 */
export function compareSides(sides: readonly Side[], again: readonly Result[] = []): readonly Comparison[] {
  const [first, ...others] = sides
  if (first === undefined) return []
  const prepared = others.map((other) => prepare(first, other, again))
  const decisions = settle(prepared.flatMap((p) => p.rows.map((r) => r.candidate)))
  const tested = decisions.filter((d) => d.p !== undefined).length
  let at = 0
  return prepared.map(({ rows, named, ...rest }) => ({
    ...rest,
    tested,
    rows: rows.map(({ metric, a, b }) => {
      const decision = decisions[at++]!
      const called = decision.verdict === 'more' || decision.verdict === 'less'
      // what changed between two single runs is in the difference, and no control within a run can see it
      return { metric, a, b, decision: named || !called ? decision : { ...decision, verdict: 'seen' as const } }
    }),
  }))
}

interface Prepared extends Omit<Comparison, 'rows' | 'tested'> {
  readonly named: boolean
  readonly rows: readonly (Omit<Row, 'decision'> & { readonly candidate: Candidate })[]
}

type Summaries = ReadonlyMap<string, Summary>

function prepare(a: Side, b: Side, again: readonly Result[]): Prepared {
  const groups = inTurns(a.runs, b.runs, again)
  const paired = groups !== undefined
  const runs = Math.min(a.runs.length, b.runs.length)
  const several = !paired && runs >= LEAST_RUNS
  const ours = a.runs.map(summaries)
  const theirs = b.runs.map(summaries)
  const ids = [...ours[0]!.keys()].filter((id) => theirs[0]!.has(id))
  const rows = ids.map((id) => {
    const x = ours[0]!.get(id)!
    const y = theirs[0]!.get(id)!
    const candidate = groups !== undefined ? ofTurns(id, groups) : several ? ofRuns(id, ours, theirs) : ofTwo(id, x, y)
    return { metric: x.metric, a: x, b: y, candidate }
  })
  const [m, n] = [a.runs[0]!.machine, b.runs[0]!.machine]
  return {
    a: a.label,
    b: b.label,
    paired,
    runs,
    named: paired || several,
    rounds: Math.max(...[...a.runs, ...b.runs].map((r) => r.settings.rounds)),
    machine: busiest([...a.runs, ...b.runs]),
    incomplete: [...a.runs, ...b.runs].filter((r) => !r.complete).map((r) => r.label),
    rows,
    alone: [
      ...[...ours[0]!.keys()].filter((id) => !theirs[0]!.has(id)).map((id) => ({ id, in: 'a' as const })),
      ...[...theirs[0]!.keys()].filter((id) => !ours[0]!.has(id)).map((id) => ({ id, in: 'b' as const })),
    ],
    confounders: confounders(m, n),
  }
}

const busiest = (runs: readonly Result[]): Machine =>
  runs.map((run) => run.machine).reduce((a, b) => (Number.parseFloat(b.load ?? '0') > Number.parseFloat(a.load ?? '0') ? b : a))

const summaries = (result: Result): Summaries => new Map(summarise(result).map((s) => [s.metric.id, s]))

interface Group {
  readonly a: Summaries
  readonly b: Summaries
  readonly again: Summaries | undefined
}

/** Runs that belong together, when all of both sides do. */
function inTurns(as: readonly Result[], bs: readonly Result[], again: readonly Result[]): readonly Group[] | undefined {
  if (as.length !== bs.length) return undefined
  const of = (runs: readonly Result[], group: string | undefined): Result | undefined =>
    group === undefined ? undefined : runs.find((r) => r.settings.group === group)
  const groups = as.flatMap((a): Group[] => {
    const b = of(bs, a.settings.group)
    const control = of(again, a.settings.group)
    if (b === undefined) return []
    return [{ a: summaries(a), b: summaries(b), again: control === undefined ? undefined : summaries(control) }]
  })
  return groups.length === as.length ? groups : undefined
}

function ofTurns(id: string, groups: readonly Group[]): Candidate {
  const usable = groups.flatMap((g) => {
    const [a, b] = [g.a.get(id), g.b.get(id)]
    return a === undefined || b === undefined ? [] : [{ a, b, again: g.again?.get(id) }]
  })
  const refused = usable.map((g) => g.a.refused ?? g.b.refused).find((r) => r !== undefined)
  const pairs = usable.map((g) => matched(g.a, g.b))
  const control = Math.max(0, ...usable.flatMap((g) => [g.a.spread, g.b.spread]))
  const repeated = usable.flatMap((g) => (g.again === undefined ? [] : [matched(g.a, g.again)]))
  const pair = { id, ...joined(pairs), paired: true, control }
  if (refused !== undefined) return { id, refused }
  if (repeated.length === 0) return rounds(pair)
  // a control that is itself a difference says that this metric cannot be compared here
  const same = joined(repeated)
  const [twice] = decide([{ id, ...same, paired: true, control }])
  if (twice!.verdict === 'more' || twice!.verdict === 'less') {
    return { id, refused: `two runs of A already differ (${twice!.ratio!.mid.toFixed(2)}x)` }
  }
  return rounds({ ...pair, control: Math.max(control, middle(same)) })
}

function ofRuns(id: string, as: readonly Summaries[], bs: readonly Summaries[]): Candidate {
  const usable = (side: readonly Summaries[]): Summary[] =>
    side.flatMap((run) => {
      const s = run.get(id)
      return s === undefined || s.refused !== undefined ? [] : [s]
    })
  const [a, b] = [usable(as), usable(bs)]
  const within = [...a, ...b].map((s) => s.spread)
  const control = within.reduce((sum, s) => sum + s, 0) / Math.max(1, within.length)
  return between(id, a.map((s) => s.middle), b.map((s) => s.middle), control) // biome-ignore format: one thought
}

function ofTwo(id: string, a: Summary, b: Summary): Candidate {
  const refused = a.refused ?? b.refused
  const control = Math.max(a.spread, b.spread, a.drift, b.drift)
  return rounds({ id, a: a.values, b: b.values, paired: false, control, ...(refused !== undefined && { refused }) })
}

interface Matched {
  readonly a: readonly number[]
  readonly b: readonly number[]
}

/** The rounds that both have. */
function matched(a: Summary, b: Summary): Matched {
  const other = new Map(b.rounds.map((r) => [r.round, r.value]))
  const both = a.rounds.filter((r) => other.has(r.round))
  return { a: both.map((r) => r.value), b: both.map((r) => other.get(r.round)!) }
}

const joined = (all: readonly Matched[]): Matched => ({ a: all.flatMap((m) => m.a), b: all.flatMap((m) => m.b) })

/** The median difference of logs, without its sign. */
function middle({ a, b }: Matched): number {
  const logs = a.map((v, i) => Math.log(b[i]! / v)).sort((x, y) => x - y)
  return logs.length === 0 ? 0 : Math.abs(logs[logs.length >> 1]!)
}
