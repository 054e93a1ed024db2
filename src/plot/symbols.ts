import { escapeMarkup } from '../render/markup.ts'
import { n } from '../render/svg-frame.ts'
import type { Look } from './series.ts'

/** Half the width of a circle, in pixels; the other shapes cover the same area. */
const RADIUS = 4.5
const AREA = Math.PI * RADIUS ** 2

type XY = readonly [x: number, y: number]

/** Corners on circles around the middle, clockwise from the top. */
const around = (...radii: readonly number[]): XY[] =>
  radii.map((r, i) => [r * Math.sin((2 * Math.PI * i) / radii.length), -r * Math.cos((2 * Math.PI * i) / radii.length)])
const repeated = (times: number, ...radii: readonly number[]): XY[] =>
  around(...Array.from({ length: times }, () => radii).flat())

const HALF = Math.sqrt(AREA) / 2
/** A pentagram: its inner corners lie at 1 / phi^2 of the outer ones. */
const STAR = Math.sqrt(AREA * 0.89)
const ARM = Math.sqrt(AREA / 5) / 2
const THIN = 2.1
const LONG = 6.6

/** The corners of each shape but the circle. */
const SHAPES: Readonly<Record<Exclude<Look['symbol'], 'circle'>, readonly XY[]>> = {
  square: [
    [-HALF, -HALF],
    [HALF, -HALF],
    [HALF, HALF],
    [-HALF, HALF],
  ],
  triangle: repeated(3, Math.sqrt((4 * AREA) / (3 * Math.sqrt(3)))),
  diamond: around(7.4, 4.3, 7.4, 4.3),
  star: repeated(5, STAR, STAR * 0.382),
  wye: [0, 120, 240].flatMap((turn) => turned([[-THIN, -1.2], [-THIN, -LONG], [THIN, -LONG]], turn)), // biome-ignore format: one arm
  cross: [0, 90, 180, 270].flatMap((turn) => turned([[-ARM, -ARM], [-ARM, -3 * ARM], [ARM, -3 * ARM]], turn)), // biome-ignore format: one arm
}

function turned(points: readonly XY[], degrees: number): XY[] {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  return points.map(([x, y]) => [x * c - y * s, x * s + y * c])
}

/** A mark of a series, with its middle at a place; the title is shown on hover. */
export function markSvg(symbol: Look['symbol'], x: number, y: number, classes: string, title?: string): string {
  const inner = title === undefined ? '' : `<title>${escapeMarkup(title)}</title>`
  if (symbol === 'circle') return `<circle class="${classes}" cx="${n(x)}" cy="${n(y)}" r="${RADIUS}">${inner}</circle>`
  const path = SHAPES[symbol].map(([dx, dy], i) => `${i === 0 ? 'M' : 'L'}${n(x + dx)} ${n(y + dy)}`).join('')
  return `<path class="${classes}" d="${path}Z">${inner}</path>`
}
