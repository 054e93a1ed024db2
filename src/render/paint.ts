import { TONES } from '../chart/tones.ts'
import type { Colour } from '../model.ts'

export type Level = 'none' | '16' | '256' | 'truecolor'

/** What decides how many colours there are. */
export interface Terminal {
  readonly isTTY: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** `--color`: `auto`, `always`, `never`, or a level. */
  readonly color?: string
}

/** Puts our own colours around text that `clean` has seen. */
export interface Paint {
  readonly level: Level
  /** Text on the background of a colour. */
  cell(colour: Colour, text: string): string
  bold(text: string): string
  dim(text: string): string
}

/**
 * How many colours to use. `--color` goes before FORCE_COLOR, that before NO_COLOR (https://no-color.org), and all before what
 * the terminal says of itself; a pipe gets none.
 */
export function levelOf({ isTTY, env, color = 'auto' }: Terminal): Level {
  if (color === 'never' || color === 'none') return 'none'
  if (color === '16' || color === '256' || color === 'truecolor') return color
  const force = env['FORCE_COLOR']
  if (color !== 'always') {
    if (force !== undefined) {
      if (force === '0' || force === 'false') return 'none'
      if (force === '2') return '256'
      if (force === '3') return 'truecolor'
      return depthOf(env)
    }
    if ((env['NO_COLOR'] ?? '') !== '' || !isTTY || env['TERM'] === 'dumb') return 'none'
  }
  return depthOf(env)
}

function depthOf(env: Terminal['env']): Exclude<Level, 'none'> {
  if (/^(?:truecolor|24bit)$/i.test(env['COLORTERM'] ?? '')) return 'truecolor'
  return /-256(?:color)?$|-direct$/.test(env['TERM'] ?? '') ? '256' : '16'
}

const rgb = (hex: string): string => [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16)).join(';')

function background(colour: Colour, level: Exclude<Level, 'none'>): string {
  const tone = TONES[colour]
  if (level === 'truecolor') return `38;2;${rgb(tone.ink)};48;2;${rgb(tone.fill)}`
  // Black by its place in the 6x6x6 cube: themes may remap the first 16.
  if (level === '256') return `38;5;16;48;5;${tone.ansi256}`
  return `30;${tone.ansi16}`
}

/** A painter for a level; at `none` it hands the text back. */
export function paintOf(level: Level): Paint {
  if (level === 'none') return { level, cell: (_, text) => text, bold: (text) => text, dim: (text) => text }
  const sgr = (codes: string, text: string): string => (text === '' ? '' : `\x1b[${codes}m${text}\x1b[0m`)
  return {
    level,
    cell: (colour, text) => sgr(background(colour, level), text),
    bold: (text) => sgr('1', text),
    dim: (text) => sgr('2', text),
  }
}

export const PLAIN: Paint = paintOf('none')
