import { type ChartOptions, chartOf } from '../chart/layout.ts'
import { TITLES } from '../chart/titles.ts'
import type { Report } from '../model.ts'
import { words } from './markdown.ts'
import { headline } from './words.ts'

/** The spectrum as a table of GFM: a column per component, kinds with the names of their colours. */
export function spectrumMarkdown(reports: readonly Report[], options: Omit<ChartOptions, 'reports'> = {}): string {
  const chart = chartOf({ ...options, reports })
  const titles = chart.columns.flatMap((column) =>
    column.components.length > 1 ? column.components.map((component) => TITLES[component]) : [column.title],
  )
  const out = [`| | ${titles.map(words).join(' | ')} | here |`, `|---${'|---'.repeat(titles.length)}|---|`]
  for (const group of chart.groups) {
    out.push(`| **${words(group.title)}** |${' |'.repeat(titles.length + 1)}`)
    for (const row of group.rows) {
      const cells = row.cells.map(
        (cell) => `${words(cell.kind)} ${cell.colour}${cell.own && chart.layout === '2014' ? ' \\*' : ''}`,
      )
      const here = row.here.map((i) => chart.machines[i]!.letter || 'you are here').join(', ')
      out.push(`| ${words(row.name)} | ${cells.join(' | ')} | ${here} |`)
    }
  }
  out.push('')
  chart.machines.forEach((machine, i) => {
    out.push(`- ${machine.letter === '' ? '' : `${machine.letter}: `}${words(machine.path)}: ${words(headline(reports[i]!))}`)
  })
  for (const note of chart.notes) out.push('', words(note))
  return `${out.join('\n')}\n`
}
