import { levelOf, type Paint, paintOf } from '../render/paint.ts'
import type { Io, OptionSpec } from './command.ts'

/** For every command that prints in colour. */
export const colourOption: OptionSpec = {
  flags: '--color <when>',
  help: 'colour on the terminal; NO_COLOR and FORCE_COLOR are honoured',
  choices: ['auto', 'always', 'never'],
  default: 'auto',
}

/** How standard output shows things: its columns, and a painter with as many colours as `--color` and the terminal allow. */
export function display(when: unknown, io: Io): { readonly width: number; readonly paint: Paint } {
  const color = typeof when === 'string' ? when : 'auto'
  return { width: io.stdout.columns, paint: paintOf(levelOf({ isTTY: io.stdout.isTTY, env: io.env, color })) }
}
