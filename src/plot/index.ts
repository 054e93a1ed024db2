import { escapeMarkup as e } from '../render/markup.ts'
import { page, picture, table } from '../render/page.ts'
import { document as frame, stack, type Theme } from '../render/svg-frame.ts'
import type { Chart } from './chart.ts'
import { chartDrawing } from './draw.ts'

/**
 * Charts below each other as one SVG document.
 * @param prefix begins every id, so that it may stand in a page with others
 */
export function chartSvg(charts: readonly Chart[], prefix = 'vp', theme: Theme = 'auto'): string {
  const drawings = charts.map((chart, i) => chartDrawing(chart, i === 0 ? prefix : `${prefix}${i + 1}`))
  return frame(drawings.length === 1 ? drawings[0]! : stack(charts[0]!.title, drawings), prefix, theme)
}

/** A text section of a page: paragraphs, or preformatted lines in columns. */
export interface Section {
  readonly title: string
  readonly lines: readonly string[]
  readonly asIs?: boolean
}

/** Charts as a complete page, each with its figures as a table for readers who cannot see the picture. */
export function chartHtml(title: string, charts: readonly Chart[], sections: readonly Section[] = []): string {
  const parts = charts.map((chart, i) => {
    const figures = table(
      ['group', 'row', ...(chart.series.length > 1 ? ['series'] : []), chart.axis, 'from', 'to', 'says'],
      chart.panels.flatMap((panel) =>
        panel.points.map((p) => [
          panel.title,
          p.row,
          ...(chart.series.length > 1 ? [p.series] : []),
          chart.format(p.value),
          p.low === undefined ? '' : chart.format(p.low),
          p.high === undefined ? '' : chart.format(p.high),
          p.label ?? '',
        ]),
      ),
    )
    return `${picture(chart.title, chartSvg([chart], `vp${i + 1}`))}<details><summary>The figures of the picture</summary>${figures}</details>`
  })
  const told = sections.map(
    (s) =>
      `<h2>${e(s.title)}</h2>${s.asIs ? `<pre>${s.lines.map((line) => `${e(line)}\n`).join('')}</pre>` : s.lines.map((line) => `<p>${e(line)}</p>`).join('')}`,
  )
  return page(title, [`<main><h1>${e(title)}</h1>`, ...parts, ...told, '</main>'])
}
