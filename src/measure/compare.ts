import { between, LEAST_RUNS } from '../stats/between.ts'
import { type Decision, decide } from '../stats/decide.ts'
import type { Metric } from './metrics.ts'
import type { Machine, Result } from './result.ts'
import { type Summary, summarise } from './summary.ts'

export interface Row {
  readonly metric: Metric
  readonly a: Summary
  readonly b: Summary
  readonly decision: Decision
}

export interface Comparison {
  readonly a: string
  readonly b: string
  /** Measured in turns, round by round; otherwise whatever changed between the two runs counts as difference. */
  readonly paired: boolean
  /** Independent runs a side, the smaller side. */
  readonly runs: number
  /** Labels of runs that were interrupted or cut short. */
  readonly incomplete: readonly string[]
  readonly rows: readonly Row[]
  /** In one of the two only. */
  readonly alone: readonly { readonly id: string; readonly in: 'a' | 'b' }[]
  readonly confounders: readonly { readonly what: string; readonly a: string; readonly b: string }[]
}

/**
 * Two runs, metric by metric: what is really different, and by how much at least and at most. The smallest difference that is
 * called is the A/A control of the noisier run; in runs not made in turns also the drift within each.
 * @param control rounds of a again, from the same turns: a real A/A pair, which then takes the place of the control from halves
 */
export function compare(a: Result, b: Result, control?: Result): Comparison {
  const paired = a.settings.group !== undefined && a.settings.group === b.settings.group
  const ours = new Map(summarise(a).map((s) => [s.metric.id, s]))
  const theirs = new Map(summarise(b).map((s) => [s.metric.id, s]))
  const again = new Map((control === undefined ? [] : summarise(control)).map((s) => [s.metric.id, s]))
  const shared = [...ours.values()].flatMap((s) => {
    const other = theirs.get(s.metric.id)
    return other === undefined ? [] : [{ a: s, b: other }]
  })
  const inputs = shared.map(({ a: x, b: y }) => {
    const both = paired ? matched(x, y) : { a: x.values, b: y.values }
    const spread = Math.max(x.spread, y.spread)
    const aa = again.get(x.metric.id)
    const same = aa === undefined ? 0 : difference(matched(x, aa))
    const refused = x.refused ?? y.refused
    return {
      id: x.metric.id,
      ...both,
      paired,
      control: Math.max(spread, same, ...(paired ? [] : [x.drift, y.drift])),
      ...(refused !== undefined && { refused }),
    }
  })
  // What changed between two single runs is in the difference, and no control within a run can see it.
  const decisions = decide(inputs).map((d) =>
    paired || (d.verdict !== 'more' && d.verdict !== 'less') ? d : { ...d, verdict: 'seen' as const },
  )
  return {
    a: a.label,
    b: b.label,
    paired,
    runs: 1,
    incomplete: [a, b].filter((r) => !r.complete).map((r) => r.label),
    rows: shared.map(({ a: x, b: y }, i) => ({ metric: x.metric, a: x, b: y, decision: decisions[i]! })),
    alone: [
      ...[...ours.keys()].filter((id) => !theirs.has(id)).map((id) => ({ id, in: 'a' as const })),
      ...[...theirs.keys()].filter((id) => !ours.has(id)).map((id) => ({ id, in: 'b' as const })),
    ],
    confounders: confounders(a.machine, b.machine),
  }
}

/**
 * Several independent runs a side. With LEAST_RUNS or more each, the spread between runs is the control; with fewer, the first
 * of each side are shown and no winner is named.
 */
export function compareRuns(as: readonly Result[], bs: readonly Result[]): Comparison {
  const first = compare(as[0]!, bs[0]!)
  const runs = Math.min(as.length, bs.length)
  const incomplete = [...as, ...bs].filter((r) => !r.complete).map((r) => r.label)
  if (first.paired || runs < LEAST_RUNS) return { ...first, runs, incomplete }
  const [a, b] = [as, bs].map((side) => side.map((r) => new Map(summarise(r).map((s) => [s.metric.id, s]))))
  const figures = (side: typeof a, id: string): number[] =>
    side!.flatMap((run) => {
      const s = run.get(id)
      return s === undefined || s.refused !== undefined ? [] : [s.middle]
    })
  const rows = first.rows.map((row) => {
    const { id } = row.metric
    return { ...row, decision: between(id, figures(a, id), figures(b, id), first.rows.length) }
  })
  return { ...first, runs, incomplete, rows }
}

/** The rounds that both have. */
function matched(a: Summary, b: Summary): { readonly a: readonly number[]; readonly b: readonly number[] } {
  const other = new Map(b.rounds.map((r) => [r.round, r.value]))
  const both = a.rounds.filter((r) => other.has(r.round))
  return { a: both.map((r) => r.value), b: both.map((r) => other.get(r.round)!) }
}

function difference({ a, b }: { readonly a: readonly number[]; readonly b: readonly number[] }): number {
  const logs = a.map((v, i) => Math.log(b[i]! / v)).sort((x, y) => x - y)
  return logs.length === 0 ? 0 : Math.abs(logs[logs.length >> 1]!)
}

const COMPARED: readonly (readonly [keyof Machine, string])[] = [
  ['arch', 'architecture'],
  ['cpu', 'CPU'],
  ['cpus', 'vCPUs'],
  ['memory_mib', 'memory, MiB'],
  ['kernel', 'kernel'],
  ['clocksource', 'clocksource'],
  ['hypervisor_leaf', 'hypervisor (CPUID)'],
  ['pti', 'page-table isolation'],
  ['xpti', 'XPTI'],
  ['thp', 'transparent huge pages'],
  ['governor', 'frequency governor'],
  ['disk', 'disk measured'],
  ['peer', 'network peer'],
]

/** What differs between two machines besides what one wants to compare. */
export function confounders(a: Machine, b: Machine): Comparison['confounders'] {
  const named = COMPARED.map(([key, what]) => ({ what, a: String(a[key] ?? 'unknown'), b: String(b[key] ?? 'unknown') }))
  const weak = [...new Set([...Object.keys(a.mitigations), ...Object.keys(b.mitigations)])]
    .filter((m) => m !== 'meltdown')
    .sort()
    .map((m) => ({ what: `mitigation ${m}`, a: a.mitigations[m] ?? 'unknown', b: b.mitigations[m] ?? 'unknown' }))
  const speed = a.counter_mhz && b.counter_mhz && Math.abs(Math.log(a.counter_mhz / b.counter_mhz)) > 0.01
  return [
    ...[...named, ...weak].filter((c) => c.a !== c.b),
    ...(speed ? [{ what: 'counter, MHz', a: String(a.counter_mhz), b: String(b.counter_mhz) }] : []),
  ]
}
