import type { Section } from '../plot/index.ts'
import { words } from '../render/markdown.ts'
import { PLAIN } from '../render/paint.ts'
import { unknownFormat } from '../suffix.ts'
import { comparisonCharts, resultChart } from './charts.ts'
import type { Comparison } from './compare.ts'
import { opinionOf } from './opinion.ts'
import { printComparison, printResult } from './print.ts'
import type { Result } from './result.ts'
import { summarise } from './summary.ts'

/** Suffixes that choose how a result or a comparison is written; `.json` is data. */
const SUFFIXES = ['.json', '.svg', '.html', '.md']

/** @throws Fault for a file whose suffix chooses none of the formats */
export function suffixOf(file: string): string {
  const suffix = SUFFIXES.find((s) => file.toLowerCase().endsWith(s))
  if (suffix === undefined) throw unknownFormat(file, SUFFIXES)
  return suffix
}

/** A run as a picture, a page or text, by the file's suffix. */
export async function writtenResult(file: string, result: Result): Promise<string> {
  const summaries = summarise(result)
  const text = printResult(result, summaries, opinionOf(summaries), PLAIN)
  const title = `virtcolor measure: ${result.label}`
  return written(file, title, text, () => [resultChart(result, summaries)])
}

/** Comparisons with one first side as a picture, a page or text, by the file's suffix. */
export async function writtenComparisons(file: string, comparisons: readonly Comparison[]): Promise<string> {
  const text = comparisons.map((c) => printComparison(c, PLAIN)).join('\n')
  return written(file, `virtcolor compare: ${comparisons[0]!.a}`, text, () => comparisonCharts(comparisons))
}

async function written(
  file: string,
  title: string,
  text: string,
  charts: () => ReturnType<typeof comparisonCharts>,
): Promise<string> {
  const suffix = suffixOf(file)
  if (suffix === '.md') return `# ${words(title)}\n\n${fenced(text)}\n`
  const { chartHtml, chartSvg } = await import('../plot/index.ts')
  if (suffix === '.svg') return chartSvg(charts())
  const section: Section = { title: 'In words', lines: text.trimEnd().split('\n'), asIs: true }
  return chartHtml(title, charts(), [section])
}

/** Text as it is; the fence is longer than any run of backticks in it. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text.trimEnd()}\n${fence}`
}
