import { wrap as broken } from '../text.ts'
import type { Metric } from './metrics.ts'

/** Three significant figures in the unit that reads best. */
export function amount(metric: Metric, value: number): string {
  if (!Number.isFinite(value)) return '-'
  if (metric.unit === 'ns/MiB') return `${figure(1e9 / value / 1024)} GiB/s`
  const [by, unit] = value >= 1e6 ? [1e6, 'ms'] : value >= 1000 ? [1000, 'µs'] : [1, 'ns']
  return `${figure(value / by)} ${unit}`
}
const figure = (x: number): string => (x >= 100 ? x.toFixed(0) : x >= 10 ? x.toFixed(1) : x.toFixed(2))

/** `1.2 – 1.5 µs`, the lower figure first: of a throughput, the slower time is the lower one. */
export function amountRange(metric: Metric, a: number, b: number): string {
  const [low, high] = metric.unit === 'ns/MiB' ? [b, a] : [a, b]
  return `${amount(metric, low)} – ${amount(metric, high)}`
}

export const percent = (x: number): string => (Number.isFinite(x) ? `${(100 * x).toFixed(0)} %` : '-')

/** Broken into lines that keep the first one's indentation. */
export function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)![0]
  return broken(text.trimStart(), width - indent.length).map((line) => indent + line)
}
