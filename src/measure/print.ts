import { SHORT_TITLES } from '../chart/titles.ts'
import type { Paint } from '../render/paint.ts'
import { wrap as broken, clean, cut, pad } from '../render/text.ts'
import type { Comparison, Row } from './compare.ts'
import type { Metric } from './metrics.ts'
import { disagreements, type Opinion, times } from './opinion.ts'
import type { Result } from './result.ts'
import { detectable, type Summary } from './summary.ts'

/** Three significant figures in the unit that reads best. */
export function amount(metric: Metric, value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (metric.unit === 'ns/MiB') return `${figure(1e9 / value / 1024)} GiB/s`
  const [by, unit] = value >= 1e6 ? [1e6, 'ms'] : value >= 1000 ? [1000, 'us'] : [1, 'ns']
  return `${figure(value / by)} ${unit}`
}
const figure = (x: number): string => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2))
/** Broken into lines that keep the first one's indentation. */
function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0]
  return broken(text.trimStart(), width - indent.length).map((line) => indent + line)
}
const percent = (x: number): string => (Number.isFinite(x) ? `${(100 * x).toFixed(0)} %` : '-')
export const CONTROLS = 'Controls (no mode should change these)'
const titleOf = (c: Metric['component']): string => (c === 'control' ? CONTROLS : SHORT_TITLES[c])
/** A metric's name where values are shown as time: what is measured by the MiB says so. */
export const rowTitle = (metric: Metric): string => metric.title + (metric.unit === 'ns/MiB' ? ', per MiB' : '')

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
  const { machine: m } = result
  const out = [
    paint.bold(clean(result.label)),
    `${cut(clean(m.cpu), 40)}, ${m.cpus} vCPUs, Linux ${clean(m.kernel)}, clocksource ${clean(m.clocksource ?? '?')}`,
    `${result.settings.rounds} rounds wanted, ${result.seconds.toFixed(0)} s${result.complete ? '' : '; NOT COMPLETE'}; helper: ${result.tool.helper === null ? 'none, Node only' : 'yes'}`,
    '',
  ]
  for (const [title, rows] of groups(summaries, (s) => s.metric)) {
    out.push(paint.bold(pad(title, 40)) + paint.dim('    median  (range over rounds)      tells'))
    for (const s of rows) {
      const range = `(${amount(s.metric, s.low)} – ${amount(s.metric, s.high)})`
      const value = amount(s.metric, s.middle).padStart(11)
      if (s.refused !== undefined) out.push(...wrap(`  ${s.metric.title}: refused: ${s.refused}`, 79))
      else out.push(`  ${pad(s.metric.title, 29)}${value}  ${pad(range, 26)} ${percent(detectable(s)).padStart(5)}`)
    }
  }
  out.push('', 'tells: the smallest difference that a comparison in turns could call (A/A control).')
  for (const { id, why } of result.absent) out.push(...wrap(`not measured: ${id}: ${clean(why)}`, 79))
  out.push('', paint.bold('What the figures say (inference from published figures, no evidence)'))
  for (const o of opinions) {
    const yes = o.fits.length > 0 ? `fits ${o.fits.join('; ')}` : 'nothing published fits all figures'
    out.push(...wrap(`  ${o.question}: ${yes}`, 79))
    for (const e of o.evidence.filter((x) => !x.fits)) {
      out.push(...wrap(`    not ${e.prior.answer}: ${e.metric.id} is ${times(e.times)} what is published`, 79))
    }
    for (const c of o.contradictions) out.push(...wrap(`    contradiction: ${c}`, 79))
  }
  for (const d of disagreements(result.report, opinions)) out.push(...wrap(`  ${d}`, 79))
  return `${out.join('\n')}\n`
}

/** "1.42x [1.36–1.50]", or what cannot be told. */
export function verdictOf({ decision: d }: Row): string {
  if (d.verdict === 'refused') return `refused: ${d.why}`
  if (d.verdict === 'same' || d.ratio === undefined) return `can't tell below ${percent(d.below ?? Number.NaN)}`
  return `${d.verdict === 'seen' ? 'seen ' : ''}${d.ratio.mid.toFixed(2)}x [${d.ratio.low.toFixed(2)}–${d.ratio.high.toFixed(2)}]`
}

/** Two runs side by side. No score: a verdict a metric. */
export function printComparison(c: Comparison, paint: Paint): string {
  const out = [
    `A  ${clean(c.a)}`,
    `B  ${clean(c.b)}`,
    c.paired
      ? 'Measured in turns. Ratios are B / A of costs: above 1, B is slower.'
      : c.runs >= 3
        ? `NOT measured in turns; ${c.runs} or more runs a side, whose spread is the control. Ratios are B / A of costs: above 1, B is slower.`
        : 'NOT measured in turns: no winner is named ("seen" may be a change between the runs). Make three runs or more of each side, alternating, with one --label a side, and compare all files. Ratios are B / A of costs: above 1, B is slower.',
    ...c.incomplete.map((label) => `Incomplete (interrupted or cut short): ${label}`),
    '',
  ].flatMap((line) => wrap(line, 79))
  for (const [title, rows] of groups(c.rows, (r) => r.metric)) {
    out.push(paint.bold(title))
    for (const row of rows) {
      const figures = `${amount(row.metric, row.a.middle).padStart(10)} ${amount(row.metric, row.b.middle).padStart(11)}`
      const text = verdictOf(row)
      const strong = row.decision.verdict === 'more' || row.decision.verdict === 'less'
      if (row.decision.verdict === 'refused') out.push(...wrap(`  ${row.metric.title}: ${text}`, 79))
      else out.push(`  ${pad(row.metric.title, 28)}${figures}  ${strong ? paint.bold(text) : text}`)
    }
  }
  const odd = c.rows.filter((r) => r.metric.component === 'control' && /more|less|seen/.test(r.decision.verdict))
  if (odd.length > 0) out.push('', ...wrap(`The controls differ (${odd.map((r) => r.metric.title).join(', ')}): these are different processors or loads, so no difference above is the mode's alone.`, 79)) // biome-ignore format: one thought
  for (const a of c.alone) out.push(`only in ${a.in.toUpperCase()}: ${a.id}`)
  if (c.confounders.length > 0) out.push('', paint.bold('Also different between the two:'))
  for (const x of c.confounders) out.push(...wrap(`  ${x.what}: ${clean(x.a)} | ${clean(x.b)}`, 79))
  return `${out.join('\n')}\n`
}
