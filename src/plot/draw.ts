import { dot, link, plot, rect, ruleX, ruleY, text as textMark } from '@observablehq/plot'
import { allowed, escapeMarkup, idOf } from '../render/markup.ts'
import { type Drawing, lines, n, text, widthOf } from '../render/svg-frame.ts'
import { clean, cut } from '../text.ts'
import { type Axis, axisOf } from './axis.ts'
import type { Chart, Panel, Point } from './chart.ts'
import { coloursOf, lookOf } from './series.ts'

const WIDTH = 880
const MARGIN = 24
const LINE = 22
const FOOT = 26
const SIZE = 12

/** One dot and its interval, placed: `y` counts lines from the top. */
interface Placed extends Point {
  readonly y: number
  readonly at: number
  readonly from: number
  readonly to: number
  readonly title: string
}

/**
 * Draws a chart with Observable Plot: a panel at a time, so that each has its own rows, all with one axis unless they are apart.
 * @param document makes the elements: a browser's, or makeDocument()
 * @param prefix begins every id, so that several charts fit into one page
 */
export function chartDrawing(chart: Chart, document: Document, prefix = 'vp'): Drawing {
  const panels = chart.panels.filter((p) => p.points.length > 0)
  const left = MARGIN + widest(panels.flatMap((p) => p.points.map((x) => x.row)), 90, 260) // biome-ignore format: one thought
  const right = MARGIN + widest(panels.flatMap((p) => p.points.map((x) => x.label ?? '')), 8, 230) // biome-ignore format: one thought
  const shared = axisOf(panels.flatMap((p) => valuesOf(p, chart)))
  const out: string[] = []
  let y = 40
  out.push(text('vc-t vc-h1', MARGIN, y, cut(clean(chart.title), 74)))
  for (const line of chart.subtitle === undefined ? [] : lines(chart.subtitle, WIDTH - 2 * MARGIN, 11, 4)) {
    y += 18
    out.push(text('vc-dim vc-small', MARGIN, y, line))
  }
  y += 14
  if (chart.series.length > 1) y = legend(out, chart, document, y)
  panels.forEach((panel, i) => {
    const axis = chart.apart ? axisOf(valuesOf(panel, chart)) : shared
    const id = `${prefix}-${idOf(panel.title) || 'panel'}-${i + 1}`
    y += 26
    out.push(
      `<g class="vp-panel" id="${id}" role="group" aria-label="${escapeMarkup(panel.title)}">`,
      text('vc-t vc-name', MARGIN, y, cut(clean(panel.title), 90)),
    )
    y += 6
    const drawn = panelSvg(chart, panel, axis, document, left, right)
    out.push(`<g class="vp-plot" transform="translate(0 ${n(y)})">${drawn.inner}</g></g>`)
    y += drawn.height
  })
  y += 12
  out.push(text('vc-dim vc-small', left, y, chart.axis))
  for (const note of chart.notes ?? []) {
    y += 6
    for (const line of lines(note, WIDTH - 2 * MARGIN, 10)) {
      y += 15
      out.push(text('vc-dim vc-small', MARGIN, y, line))
    }
  }
  const style = {
    base: BASE,
    light: `${PALETTE.light}${coloursOf(chart.series.length, 'light')}`,
    dark: `${PALETTE.dark}${coloursOf(chart.series.length, 'dark')}`,
  }
  return { width: WIDTH, height: y + MARGIN, title: chart.title, body: out.join('\n'), style }
}

const BASE = [
  `.vp-plot{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:${SIZE}px;text-anchor:middle}`,
  '.vp-line{stroke-width:2.5;stroke-linecap:round;stroke-opacity:.6}.vp-dot{stroke-width:1.5}.vp-open{stroke-width:1.8}',
  '.vp-ref{stroke-width:1.5;stroke-dasharray:4 3}.vp-grid,.vp-row{stroke-width:1}',
].join('')
const rule = (paper: string, ink: string, dim: string, line: string, band: string): string =>
  `.vp-text{fill:${ink}}.vp-tick{fill:${dim}}.vp-open{fill:${paper}}.vp-grid{stroke:${line};stroke-opacity:.55}.vp-row{stroke:${line};stroke-opacity:.35}.vp-ref{stroke:${dim}}.vp-band{fill:${band}}`
const PALETTE = {
  light: rule('#ffffff', '#1c1c1a', '#5c5c57', '#c9c9c2', '#e6e6de'),
  dark: rule('#15171a', '#ececea', '#a9adb3', '#43474d', '#2b3036'),
}

function widest(words: readonly string[], least: number, most: number): number {
  return Math.min(most, Math.max(least, ...words.map((w) => widthOf(clean(w), SIZE) + 14)))
}

function valuesOf(panel: Panel, chart: Chart): number[] {
  const seen = panel.points.flatMap((p) => [p.value, p.low ?? p.value, p.high ?? p.value])
  return [...seen, ...(panel.bands ?? []).flatMap((b) => [b.low, b.high]), ...(chart.reference ? [chart.reference.value] : [])]
}

function panelSvg(
  chart: Chart,
  panel: Panel,
  axis: Axis,
  document: Document,
  left: number,
  right: number,
): { readonly inner: string; readonly height: number } {
  const rows = [...new Set(panel.points.map((p) => p.row))]
  const lineOf = new Map<string, number>()
  const first = new Map<string, { y: number; count: number }>()
  let count = 0
  for (const row of rows) {
    const used = new Set(panel.points.filter((p) => p.row === row).map((p) => p.series))
    first.set(row, { y: count, count: used.size })
    for (const series of chart.series) if (used.has(series)) lineOf.set(JSON.stringify([row, series]), count++)
  }
  const [start, end] = axis.domain
  const inside = (v: number): number => (v === 0 ? (axis.zero ?? start) : Math.min(end, Math.max(start, v)))
  const points = panel.points.flatMap((p): Placed[] => {
    const y = lineOf.get(JSON.stringify([p.row, p.series]))
    if (y === undefined || !Number.isFinite(p.value) || p.value < 0) return []
    const interval = p.low === undefined || p.high === undefined ? '' : ` (${chart.format(p.low)} – ${chart.format(p.high)})`
    const said = [p.row, chart.series.length > 1 ? p.series : '', `${chart.format(p.value)}${interval}`, p.note ?? '']
    const title = allowed(said.filter((s) => s !== '').join(', '))
    return [{ ...p, y, at: inside(p.value), from: inside(p.low ?? p.value), to: inside(p.high ?? p.value), title }]
  })
  const ticks = [...(axis.zero === undefined ? [] : [axis.zero]), ...axis.ticks]
  const format = (v: number): string => (v === axis.zero ? '0' : chart.format(v))
  const bands = (panel.bands ?? []).flatMap((b) => {
    const at = first.get(b.row)
    return at === undefined ? [] : [{ x1: inside(b.low), x2: inside(b.high), y1: at.y - 0.4, y2: at.y + at.count - 0.6 }]
  })
  const names = rows.map((row) => ({ row, y: first.get(row)!.y + (first.get(row)!.count - 1) / 2 }))
  const series = chart.series.flatMap((name, i) => {
    const mine = points.filter((p) => p.series === name)
    const { symbol } = lookOf(i)
    const dots = (open: boolean) =>
      dot(
        mine.filter((p) => (p.open === true) === open),
        { x: 'at', y: 'y', symbol, r: 4.5, title: 'title', className: `${open ? 'vp-open' : 'vp-dot'} vp-s${i}` },
      )
    const line = link(mine, { x1: 'from', x2: 'to', y1: 'y', y2: 'y', className: `vp-line vp-s${i}` })
    return mine.length === 0 ? [] : [line, dots(false), dots(true)]
  })
  const edge = { x: start, dx: -10, textAnchor: 'end', className: 'vp-text' } as const
  const height = count * LINE + FOOT
  const figure = plot({
    document,
    width: WIDTH,
    height,
    marginLeft: left,
    marginRight: right,
    marginTop: 0,
    marginBottom: FOOT,
    x: { type: 'log', domain: [start, end], axis: null },
    y: { type: 'linear', domain: [-0.5, count - 0.5], axis: null, reverse: false, range: [0, count * LINE] },
    marks: [
      rect(bands, { x1: 'x1', x2: 'x2', y1: 'y1', y2: 'y2', className: 'vp-band' }),
      ruleX(ticks, { className: 'vp-grid' }),
      ruleY(
        rows.map((row) => first.get(row)!.y - 0.5),
        { className: 'vp-row' },
      ),
      textMark(ticks, { x: (v: number) => v, frameAnchor: 'bottom', dy: 16, text: format, className: 'vp-tick' }),
      ...(chart.reference === undefined ? [] : [ruleX([chart.reference.value], { className: 'vp-ref' })]),
      ...series,
      textMark(names, { ...edge, y: 'y', text: (d: { row: string }) => cut(allowed(d.row), 42), title: (d: { row: string }) => allowed(d.row) }), // biome-ignore format: one thought
      textMark(
        points.filter((p) => p.label !== undefined),
        { x: end, y: 'y', dx: 10, textAnchor: 'start', text: (p: Placed) => cut(allowed(p.label!), 36), className: 'vp-text' },
      ),
    ],
  })
  return { inner: innerOf(figure as unknown as Element), height }
}

/** What Plot drew, without its frame and style, with numbers as short as they can be seen. */
function innerOf(figure: Element): string {
  const parts = [...figure.children].filter((c) => c.localName !== 'style').map((c) => c.outerHTML)
  return parts
    .join('')
    .replace(/<[^>]*>/g, (tag) => tag.replace(/-?\d+\.\d{2,}/g, (d) => String(Math.round(Number(d) * 10) / 10)))
}

function legend(out: string[], chart: Chart, document: Document, top: number): number {
  let x = MARGIN
  let y = top + 14
  chart.series.forEach((name, i) => {
    const words = cut(clean(name), 60)
    const wide = widthOf(words, SIZE) + 40
    if (x > MARGIN && x + wide > WIDTH - MARGIN) {
      x = MARGIN
      y += 20
    }
    const mark = plot({
      document,
      width: 16,
      height: 16,
      margin: 0,
      axis: null,
      x: { domain: [0, 1] },
      y: { domain: [0, 1] },
      marks: [dot([{ x: 0.5, y: 0.5 }], { x: 'x', y: 'y', symbol: lookOf(i).symbol, r: 4.5, className: `vp-dot vp-s${i}` })],
    })
    out.push(`<g transform="translate(${n(x)} ${n(y - 12)})">${innerOf(mark as unknown as Element)}</g>`)
    out.push(text('vc-t vc-col', x + 20, y, words))
    x += wide
  })
  return y
}
