import type { Chart, Panel, Point } from '../plot/chart.ts'
import { amount } from './amount.ts'
import type { Comparison, Row } from './compare.ts'
import type { Metric } from './metrics.ts'
import { designOf, titleOf, verdictOf } from './print.ts'
import type { Result } from './result.ts'
import type { Summary } from './summary.ts'

/** A metric's name where values are shown as time: what is measured by the MiB says so. */
const rowTitle = (metric: Metric): string => metric.title + (metric.unit === 'ns/MiB' ? ', per MiB' : '')

/** Time on an axis: `5 µs`, `1.5 ms`. */
function time(ns: number): string {
  const [by, unit] = ns >= 1e9 ? [1e9, 's'] : ns >= 1e6 ? [1e6, 'ms'] : ns >= 1000 ? [1000, 'µs'] : [1, 'ns']
  return `${Number((ns / by).toPrecision(3))} ${unit}`
}

function panelsOf<T>(
  rows: readonly T[],
  metric: (row: T) => Metric,
  part: (own: readonly T[]) => Omit<Panel, 'title'>,
): Panel[] {
  const titles = [...new Set(rows.map((r) => titleOf(metric(r).component)))]
  return titles.map((title) => ({ title, ...part(rows.filter((r) => titleOf(metric(r).component) === title)) }))
}

const rangeOf = (s: Summary, series: string): Point => ({
  row: rowTitle(s.metric),
  series,
  value: s.middle,
  low: s.low,
  high: s.high,
  label: amount(s.metric, s.middle),
  ...(s.refused !== undefined && { open: true, note: `no result: ${s.refused}` }),
})

/** What each component costs on one machine: the median, and the range over rounds. */
export function resultChart(result: Result, summaries: readonly Summary[]): Chart {
  const { machine: m, label } = result
  return {
    title: `What each component costs: ${label}`,
    subtitle: `${m.cpu}, ${m.cpus} vCPUs, Linux ${m.kernel}, clocksource ${m.clocksource ?? 'unknown'}${result.complete ? '' : '; NOT COMPLETE'}`,
    axis: 'time per operation, logarithmic; lower is better',
    format: time,
    series: [label],
    panels: panelsOf(
      summaries.filter((s) => s.values.length > 0),
      (s) => s.metric,
      (own) => ({ points: own.map((s) => rangeOf(s, label)) }),
    ),
    notes: [
      'Dots: median of the undisturbed rounds. Lines: lowest to highest. Hollow: too few undisturbed rounds for a result.',
    ],
  }
}

/** Costs of several sides beside each other, and their ratios to the first. Comparisons share their first side. */
export function comparisonCharts(comparisons: readonly Comparison[]): readonly Chart[] {
  const first = comparisons[0]!
  const sides = comparisons.map((c) => c.b)
  const rows = comparisons.flatMap((c) => c.rows.map((row) => ({ row, side: c.b })))
  const inOrder = rows.toSorted((x, y) => order(first.rows, x.row) - order(first.rows, y.row))
  const refused = rows.filter(({ row }) => row.decision.ratio === undefined)
  const ratios: Chart = {
    title: `Cost compared with ${first.a}`,
    subtitle: designOf(first),
    axis: 'ratio of costs, logarithmic; above 1 is slower',
    format: (v) => `${Number(v.toPrecision(3))}x`,
    series: sides,
    reference: { value: 1, label: first.a },
    panels: panelsOf(
      inOrder.filter(({ row }) => row.decision.ratio !== undefined),
      ({ row }) => row.metric,
      (own) => ({
        points: own.map(({ row, side }): Point => {
          const { ratio, verdict } = row.decision
          const called = verdict === 'more' || verdict === 'less'
          return { row: row.metric.title, series: side, value: ratio!.mid, low: ratio!.low, high: ratio!.high, label: verdictOf(row), open: !called } // biome-ignore format: one thought
        }),
        ...(comparisons.length === 1 && { bands: own.flatMap(({ row }) => bandOf(row)) }),
      }),
    ),
    notes: [
      'Lines: 95 % interval. Filled: significant difference. Hollow: no significant difference.',
      ...(comparisons.length === 1 ? ['Grey: the noise of this host, from identical runs (A/A control); smaller differences cannot be detected.'] : []), // biome-ignore format: one thought
      ...(refused.length > 0 ? [`No result: ${[...new Set(refused.map(({ row }) => row.metric.title))].join(', ')}.`] : []),
    ],
  }
  const costs = [
    ...first.rows.map((row) => ({ summary: row.a, side: first.a })),
    ...rows.map(({ row, side }) => ({ summary: row.b, side })),
  ].filter(({ summary }) => summary.values.length > 0)
  return [
    // With nothing to compare the plot of ratios would be empty.
    ...(ratios.panels.length > 0 ? [ratios] : []),
    {
      title: 'What each component costs',
      axis: 'time per operation, logarithmic; lower is better',
      format: time,
      series: [first.a, ...sides],
      panels: panelsOf(
        costs.toSorted((x, y) => orderOf(first.rows, x.summary) - orderOf(first.rows, y.summary)),
        ({ summary }) => summary.metric,
        (own) => ({ points: own.map(({ summary, side }) => rangeOf(summary, side)) }),
      ),
      notes: [
        'Dots: median of the undisturbed rounds. Lines: lowest to highest. Hollow: too few undisturbed rounds for a result.',
      ],
    },
  ]
}

const order = (rows: readonly Row[], row: Row): number => rows.findIndex((r) => r.metric.id === row.metric.id)
const orderOf = (rows: readonly Row[], s: Summary): number => rows.findIndex((r) => r.metric.id === s.metric.id)

function bandOf({ metric, decision }: Row): NonNullable<Panel['bands']> {
  const { band } = decision
  return band === undefined ? [] : [{ row: metric.title, low: 1 / (1 + band), high: 1 + band }]
}
