import { escapeMarkup, idOf } from '../render/markup.ts'
import { type Drawing, lines, n, text, widthOf } from '../render/svg-frame.ts'
import { clean, cut } from '../text.ts'
import { type Axis, axisOf } from './axis.ts'
import type { Chart, Panel, Point } from './chart.ts'
import { coloursOf, lookOf } from './series.ts'
import { markSvg } from './symbols.ts'

const WIDTH = 880
const MARGIN = 24
const LINE = 22
const FOOT = 26
const SIZE = 12

/** One dot and its interval, placed, in pixels. */
interface Placed extends Point {
  readonly y: number
  readonly at: number
  readonly from: number
  readonly to: number
  readonly title: string
}

/**
 * Draws a chart: a panel at a time, so that each has its own rows, all with one axis unless they are apart.
 * @param prefix begins every id, so that several charts fit into one page
 */
export function chartDrawing(chart: Chart, prefix = 'vp'): Drawing {
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
  if (chart.series.length > 1) y = legend(out, chart, y)
  panels.forEach((panel, i) => {
    const axis = chart.apart ? axisOf(valuesOf(panel, chart)) : shared
    const id = `${prefix}-${idOf(panel.title) || 'panel'}-${i + 1}`
    y += 26
    out.push(
      `<g class="vp-panel" id="${id}" role="group" aria-label="${escapeMarkup(panel.title)}">`,
      text('vc-t vc-name', MARGIN, y, cut(clean(panel.title), 90)),
    )
    y += 6
    const drawn = panelSvg(chart, panel, axis, left, right)
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
  `.vp-plot{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:${SIZE}px}`,
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
  const wide = (WIDTH - left - right) / Math.log(end / start)
  /** Pixels from the left of a value on the axis. */
  const xOf = (v: number): number => {
    const inside = v === 0 ? (axis.zero ?? start) : Math.min(end, Math.max(start, v))
    return left + Math.log(inside / start) * wide
  }
  /** Pixels from the top of a line, counted from 0. */
  const yOf = (line: number): number => (line + 0.5) * LINE
  const bottom = count * LINE
  const points = panel.points.flatMap((p): Placed[] => {
    const line = lineOf.get(JSON.stringify([p.row, p.series]))
    if (line === undefined || !Number.isFinite(p.value) || p.value < 0) return []
    const interval = p.low === undefined || p.high === undefined ? '' : ` (${chart.format(p.low)} – ${chart.format(p.high)})`
    const parts = [p.row, chart.series.length > 1 ? p.series : '', `${chart.format(p.value)}${interval}`, p.note ?? '']
    const title = parts.filter((part) => part !== '').join(', ')
    const ends = [p.low ?? p.value, p.high ?? p.value].map((v) => (Number.isFinite(v) && v >= 0 ? v : p.value))
    return [{ ...p, y: yOf(line), at: xOf(p.value), from: xOf(ends[0]!), to: xOf(ends[1]!), title }]
  })
  const out: string[] = []
  for (const band of panel.bands ?? []) {
    const row = first.get(band.row)
    if (row === undefined) continue
    const [from, to] = [xOf(band.low), xOf(band.high)]
    out.push(
      `<rect class="vp-band" x="${n(from)}" y="${n((row.y + 0.1) * LINE)}" width="${n(to - from)}" height="${n((row.count - 0.2) * LINE)}"/>`,
    )
  }
  for (const tick of [...(axis.zero === undefined ? [] : [0]), ...axis.ticks])
    out.push(
      `<line class="vp-grid" x1="${n(xOf(tick))}" x2="${n(xOf(tick))}" y1="0" y2="${n(bottom)}"/>`,
      text('vp-tick', xOf(tick), bottom + 20, tick === 0 ? '0' : chart.format(tick), 'middle'),
    )
  for (const row of first.values())
    out.push(`<line class="vp-row" x1="${n(left)}" x2="${n(WIDTH - right)}" y1="${n(row.y * LINE)}" y2="${n(row.y * LINE)}"/>`)
  if (chart.reference !== undefined) {
    const x = n(xOf(chart.reference.value))
    out.push(`<line class="vp-ref" x1="${x}" x2="${x}" y1="0" y2="${n(bottom)}"/>`)
  }
  for (const [i, name] of chart.series.entries()) {
    const mine = points.filter((p) => p.series === name)
    for (const p of mine)
      out.push(`<line class="vp-line vp-s${i}" x1="${n(p.from)}" x2="${n(p.to)}" y1="${n(p.y)}" y2="${n(p.y)}"/>`)
    for (const p of mine)
      out.push(markSvg(lookOf(i).symbol, p.at, p.y, `${p.open === true ? 'vp-open' : 'vp-dot'} vp-s${i}`, p.title))
  }
  for (const [row, { y, count: used }] of first)
    out.push(
      `<g><title>${escapeMarkup(row)}</title>${text('vp-text', left - 10, yOf(y + (used - 1) / 2) + 4, cut(clean(row), 42), 'end')}</g>`,
    )
  for (const p of points)
    if (p.label !== undefined) out.push(text('vp-text', WIDTH - right + 10, p.y + 4, cut(clean(p.label), 36)))
  return { inner: out.join(''), height: bottom + FOOT }
}

function legend(out: string[], chart: Chart, top: number): number {
  let x = MARGIN
  let y = top + 14
  chart.series.forEach((name, i) => {
    const words = cut(clean(name), 60)
    const wide = widthOf(words, SIZE) + 40
    if (x > MARGIN && x + wide > WIDTH - MARGIN) {
      x = MARGIN
      y += 20
    }
    out.push(markSvg(lookOf(i).symbol, x + 8, y - 4, `vp-dot vp-s${i}`))
    out.push(text('vc-t vc-col', x + 20, y, words))
    x += wide
  })
  return y
}
