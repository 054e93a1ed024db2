import { TONES } from '../chart/tones.ts'
import { COLOURS, type Colour } from '../model.ts'
import { columns, wrap } from '../text.ts'
import { escapeMarkup } from './markup.ts'

/** A finished drawing: what is inside of `<svg>`, and its size in pixels. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly body: string
  /** Additional style rules, and those that differ by palette. */
  readonly style?: { readonly base: string; readonly light: string; readonly dark: string }
}

/** Which palette is drawn: `auto` follows the reader's system, as far as the program that shows the picture can. */
export type Theme = 'auto' | 'light' | 'dark'

const LIGHT = '--vc-paper:#ffffff;--vc-ink:#1c1c1a;--vc-dim:#5c5c57;--vc-line:#c9c9c2;--vc-band:#f4f4f0;--vc-here:#1553b0'
const DARK = '--vc-paper:#15171a;--vc-ink:#ececea;--vc-dim:#a9adb3;--vc-line:#43474d;--vc-band:#1e2125;--vc-here:#8db9ff'

/** Plain values besides the variables: programs that know no variables (rasterizers, printers) take the rule before. */
function palette(theme: 'light' | 'dark'): string {
  const value = new Map((theme === 'dark' ? DARK : LIGHT).split(';').map((pair) => pair.split(':') as [string, string]))
  const v = (name: string): string => value.get(`--vc-${name}`)!
  return [
    `.vc-paper{fill:${v('paper')}}`,
    `.vc-t{fill:${v('ink')}}`,
    `.vc-dim{fill:${v('dim')}}`,
    `.vc-line{stroke:${v('line')}}`,
    `.vc-band{fill:${v('band')};stroke:${v('line')}}`,
    `.vc-here{fill:${v('here')}}`,
    `.vc-ring{stroke:${v('here')}}`,
    `.vc-way{stroke:${v('dim')}}`,
    `.vc-tip,.vc-dot{fill:${v('dim')}}`,
    `.vc-route,.vc-edge{stroke:${v('ink')}}`,
    `.vc-lane-band{fill:${v('band')}}`,
    `.vc-number{fill:${v('paper')}}`,
    `.vc-stop{fill:${v('paper')};stroke:${v('dim')}}`,
  ].join('')
}

const BASE = [
  '.vc-t,.vc-dim,.vc-here,.vc-k,.vc-in,.vc-number{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}',
  '.vc-h1{font-size:20px;font-weight:700}.vc-h2{font-size:12px;font-weight:700;letter-spacing:.06em}',
  '.vc-name{font-size:14px;font-weight:600}.vc-col{font-size:12px;font-weight:600}.vc-small{font-size:11px}.vc-tiny{font-size:9.5px}.vc-bold{font-weight:700}',
  '.vc-k{font-size:16px;font-weight:700;fill:#000000}.vc-ks{font-size:13px}.vc-kt{font-size:11px}.vc-number{font-size:9.5px;font-weight:700}.vc-in{fill:#000000}',
  '.vc-line,.vc-way,.vc-ring,.vc-route,.vc-edge{fill:none}.vc-way,.vc-route{stroke-width:2}.vc-edge{stroke-width:1.5;stroke-opacity:.55}.vc-pass{stroke-dasharray:2 4}.vc-ring{stroke-width:2.5}',
  ...COLOURS.map((colour) => `.vc-${colour}{fill:${TONES[colour].fill}}`),
].join('\n')

/** Beside the letters, a pattern for each colour that promises less than the best: it also shows in black and white. */
const PATTERNS: Readonly<Partial<Record<Colour, string>>> = {
  red: '<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#000000" stroke-opacity=".22" stroke-width="1.6"/>',
  yellow:
    '<circle cx="2" cy="2" r="1" fill="#000000" fill-opacity=".28"/><circle cx="6" cy="6" r="1" fill="#000000" fill-opacity=".28"/>',
  grey: '<path d="M0 4H8" stroke="#000000" stroke-opacity=".14" stroke-width="1.4"/>',
}

/** Makes a drawing a complete SVG document. @param prefix begins every id, so that several drawings fit into one page */
export function document(drawing: Drawing, prefix = 'vc', theme: Theme = 'auto'): string {
  const { width, height, title, body, style } = drawing
  const of = (which: 'light' | 'dark'): string => palette(which) + (style?.[which] ?? '')
  const base = style === undefined ? BASE : `${BASE}\n${style.base}`
  const colours = theme === 'auto' ? `${of('light')}\n@media screen and (prefers-color-scheme:dark){${of('dark')}}` : of(theme)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" id="${prefix}" class="virtcolor" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img" aria-labelledby="${prefix}-title">`,
    `<title id="${prefix}-title">${escapeMarkup(title)}</title>`,
    `<style>${base}\n${colours}</style>`,
    `<defs>${Object.entries(PATTERNS)
      .map(
        ([colour, marks]) =>
          `<pattern id="${prefix}-${colour}-pattern" width="8" height="8" patternUnits="userSpaceOnUse">${marks}</pattern>`,
      )
      .join('')}</defs>`,
    `<rect class="vc-paper" width="${n(width)}" height="${n(height)}"/>`,
    body,
    '</svg>',
    '',
  ].join('\n')
}

/** A number as SVG writes it, to a tenth of a pixel. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

export function text(
  classes: string,
  x: number,
  y: number,
  words: string,
  anchor: 'start' | 'middle' | 'end' = 'start',
): string {
  const at = anchor === 'start' ? '' : ` text-anchor="${anchor}"`
  return `<text class="${classes}" x="${n(x)}" y="${n(y)}"${at}>${escapeMarkup(words)}</text>`
}

/** Lines of text that fit a width. The reader's fonts are unknown, so letters are assumed to be as wide as in a wide font. */
export function lines(words: string, width: number, size: number, most: number = Number.POSITIVE_INFINITY): string[] {
  return wrap(words, Math.max(4, Math.floor(width / (size * 0.6))), most)
}

/** About how wide a text is. */
export function widthOf(words: string, size: number): number {
  return columns(words) * size * 0.58
}

/** A coloured box with its pattern. */
export function swatch(
  prefix: string,
  colour: Colour,
  x: number,
  y: number,
  width: number,
  height: number,
  round: number = 5,
): string {
  const box = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" rx="${round}"`
  const pattern = PATTERNS[colour] === undefined ? '' : `<rect ${box} fill="url(#${prefix}-${colour}-pattern)"/>`
  return `<rect class="vc-${colour}" ${box}/>${pattern}`
}

/** Drawings below each other as one. */
export function stack(title: string, drawings: readonly Drawing[]): Drawing {
  let y = 0
  const body = drawings.map((drawing) => {
    const at = y
    y += drawing.height
    return `<g transform="translate(0 ${n(at)})">\n${drawing.body}\n</g>`
  })
  const styles = drawings.flatMap((one) => one.style ?? [])
  const all = (part: 'base' | 'light' | 'dark'): string => [...new Set(styles.map((s) => s[part]))].join('')
  return {
    title,
    width: Math.max(...drawings.map((one) => one.width)),
    height: y,
    body: body.join('\n'),
    ...(styles.length > 0 && { style: { base: all('base'), light: all('light'), dark: all('dark') } }),
  }
}
