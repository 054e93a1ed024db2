import { SHORT_TITLES } from '../chart/titles.ts'
import type { Paint } from '../render/paint.ts'
import { LEAST_RUNS } from '../stats/between.ts'
import { clean, cut, pad } from '../text.ts'
import { amount, amountRange, percent, wrap } from './amount.ts'
import type { Comparison, Row } from './compare.ts'
import type { Metric } from './metrics.ts'
import type { Opinion } from './opinion.ts'
import { printOpinion } from './print-opinion.ts'
import type { Machine, Result } from './result.ts'
import { detectable, type Summary } from './summary.ts'

const WIDTH = 79

export const CONTROLS = 'Controls (no mode should change these)'
export const titleOf = (c: Metric['component']): string => (c === 'control' ? CONTROLS : SHORT_TITLES[c])

function groups<T>(rows: readonly T[], metric: (row: T) => Metric): readonly (readonly [string, readonly T[]])[] {
  const map = new Map<string, T[]>()
  for (const row of rows) {
    const title = titleOf(metric(row).component)
    map.set(title, [...(map.get(title) ?? []), row])
  }
  return [...map]
}

/** A run for people, under 80 columns. */
export function printResult(result: Result, summaries: readonly Summary[], opinions: readonly Opinion[], paint: Paint): string {
  const { machine: m, tool } = result
  const out = [
    ...busyResult(result, summaries),
    paint.bold(clean(result.label)),
    `${cut(clean(m.cpu), 40)}, ${m.cpus} vCPUs, Linux ${clean(m.kernel)}, clocksource ${clean(m.clocksource ?? '?')}`,
    `${result.settings.rounds} ${result.settings.rounds === 1 ? 'round' : 'rounds'} wanted, ${result.seconds.toFixed(0)} s${result.complete ? '' : '; NOT COMPLETE'}${tool.helper === null ? '; without the measuring program, by Node.js only' : ''}`,
    '',
  ]
  for (const [title, rows] of groups(summaries, (s) => s.metric)) {
    const usable = rows.filter((s) => s.refused === undefined)
    out.push(usable.length === 0 ? paint.bold(title) : paint.bold(pad(title, 40)) + paint.dim('    median  (range over rounds)     detects')) // biome-ignore format: one thought
    for (const s of usable) {
      const range = `(${amountRange(s.metric, s.low, s.high)})`
      const value = amount(s.metric, s.middle).padStart(11)
      out.push(`  ${pad(s.metric.title, 29)}${value}  ${pad(range, 26)} ${percent(detectable(s)).padStart(5)}`)
    }
    out.push(...refusals(rows.filter((s) => s.refused !== undefined).map((s) => [s.metric.title, s.refused!])))
  }
  out.push('')
  if (summaries.some((s) => s.refused === undefined))
    out.push(
      ...wrap(
        'detects: smallest difference that an alternating comparison can detect, from the noise of identical runs (A/A control).',
        WIDTH,
      ),
    )
  for (const [why, ids] of byReason(result.absent.map(({ id, why }) => [id, why])))
    out.push(...wrap(`not measured: ${ids.join(', ')}: ${clean(why)}`, WIDTH))
  const opinion = printOpinion(opinions, result.report, paint)
  if (opinion.length > 0) out.push('', ...opinion)
  return `${out.join('\n')}\n`
}

/** What to do, first, where other work left nothing or little to show. */
function busyResult({ machine, settings }: Result, summaries: readonly Summary[]): string[] {
  const without = summaries.filter((s) => s.refused !== undefined).length
  if (without === 0 || without * 2 < summaries.length) return []
  const what =
    without === summaries.length ? 'No metric has a result' : `${without} of ${summaries.length} metrics have no result`
  return [...wrap(`${what}: ${loadOf(machine)}. ${remedy(settings.rounds)}`, WIDTH), '']
}

function busyComparison(c: Comparison): string[] {
  if (c.rows.length === 0 || c.rows.some((r) => r.decision.verdict !== 'refused')) return []
  return [`No metric could be compared: ${loadOf(c.machine)}. ${remedy(c.rounds)}`, '']
}

/** `the host was too busy (load 6.1 on 2 CPUs)`. The load is the first figure of /proc/loadavg. */
export function loadOf({ load, cpus }: Machine): string {
  const first = load === undefined ? '' : ` (load ${load.split(' ')[0]} on ${cpus} CPU${cpus === 1 ? '' : 's'})`
  return `the host was too busy${first}`
}

const remedy = (rounds: number): string => `Run again on a quiet machine, or with --rounds ${Math.max(30, 2 * rounds)}.`

/** One line a reason, however many metrics it takes. Its figures are those of the first. */
function refusals(all: readonly (readonly [title: string, why: string])[]): string[] {
  return byReason(all).flatMap(([why, titles]) => wrap(`  no result: ${titles.join('; ')}: ${clean(why)}`, WIDTH))
}

function byReason(all: readonly (readonly [what: string, why: string])[]): readonly (readonly [string, readonly string[]])[] {
  const map = new Map<string, { why: string; what: string[] }>()
  for (const [what, why] of all) {
    const key = why.replace(/\d+/g, '#')
    const entry = map.get(key) ?? { why, what: [] }
    entry.what.push(what)
    map.set(key, entry)
  }
  return [...map.values()].map(({ why, what }) => [why, what] as const)
}

/** "1.42x [1.36–1.50]", or the difference that could have been detected. */
export function verdictOf({ decision: d }: Row): string {
  if (d.verdict === 'refused') return `no result: ${d.why}`
  if (d.verdict === 'same' || d.ratio === undefined) return `no difference above ${percent(d.below ?? Number.NaN)}`
  return `${d.verdict === 'seen' ? 'seen ' : ''}${d.ratio.mid.toFixed(2)}x [${d.ratio.low.toFixed(2)}–${d.ratio.high.toFixed(2)}]`
}

/** How the runs were made, and with that what may be called. */
export function designOf(c: Comparison): string {
  if (c.paired) return 'The two sides were measured alternately.'
  if (c.runs >= LEAST_RUNS)
    return `The two sides were not measured alternately. Each side has at least ${c.runs} runs; the noise is estimated from the differences within a side.`
  return 'NOT measured alternately, so no winner is named: a difference marked "seen" may come from a change between the runs. Make three or more runs of each side, alternating, with one --label per side, and compare all files.'
}

/** Two sides beside each other. No score: a verdict a metric. */
export function printComparison(c: Comparison, paint: Paint): string {
  const out = [
    ...busyComparison(c),
    `A  ${clean(c.a)}`,
    `B  ${clean(c.b)}`,
    `${designOf(c)} Ratios are B / A of the times: above 1, B is slower. ${c.tested} tests, corrected together (Holm).`,
    ...c.incomplete.map((label) => `Incomplete (interrupted): ${clean(label)}`),
    '',
  ].flatMap((line) => wrap(line, WIDTH))
  for (const [title, rows] of groups(c.rows, (r) => r.metric)) {
    out.push(paint.bold(title))
    for (const row of rows.filter((r) => r.decision.verdict !== 'refused')) {
      const figures = `${amount(row.metric, row.a.middle).padStart(10)} ${amount(row.metric, row.b.middle).padStart(11)}`
      const text = verdictOf(row)
      const strong = row.decision.verdict === 'more' || row.decision.verdict === 'less'
      out.push(`  ${pad(row.metric.title, 28)}${figures}  ${strong ? paint.bold(text) : text}`)
    }
    const refused = rows.filter((r) => r.decision.verdict === 'refused')
    out.push(...refusals(refused.map((r) => [r.metric.title, r.decision.why ?? ''])))
  }
  const odd = c.rows.filter((r) => r.metric.component === 'control' && /more|less|seen/.test(r.decision.verdict))
  if (odd.length > 0) out.push('', ...wrap(`The controls differ (${odd.map((r) => r.metric.title).join(', ')}): the processors or the load on them differ, so no difference above is due to the mode alone.`, WIDTH)) // biome-ignore format: one thought
  for (const side of ['a', 'b'] as const) {
    const ids = c.alone.filter((x) => x.in === side).map((x) => x.id)
    if (ids.length > 0) out.push(...wrap(`only in ${side.toUpperCase()}: ${ids.join(', ')}`, WIDTH))
  }
  if (c.confounders.length > 0) out.push('', paint.bold('Other differences between the two:'))
  for (const x of c.confounders) out.push(...wrap(`  ${x.what}: ${clean(x.a)} | ${clean(x.b)}`, WIDTH))
  return `${out.join('\n')}\n`
}
