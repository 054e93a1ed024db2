import type { Io } from '../io.ts'
import { levelOf, type Paint, paintOf } from '../render/paint.ts'
import type { OptionSpec } from './command.ts'

/** For every command that prints in colour. */
export const colourOption: OptionSpec = {
  flags: '--color <when>',
  help: 'colours on the terminal; NO_COLOR and FORCE_COLOR also apply',
  choices: ['auto', 'always', 'never'],
  default: 'auto',
}

/** How standard output shows things: its columns, a painter with as many colours as `--color` and the terminal allow, and whether it is a file or pipe. */
export function display(
  when: unknown,
  io: Io,
): { readonly width: number; readonly paint: Paint; readonly whole: boolean; readonly command: string } {
  const color = typeof when === 'string' ? when : 'auto'
  const { isTTY, columns } = io.stdout
  return { width: columns, paint: paintOf(levelOf({ isTTY, env: io.env, color })), whole: !isTTY, command: commandOf(io) }
}

/** How the user calls this tool: from a checkout by npm, or by its name. */
function commandOf({ env }: Io): string {
  return env['npm_lifecycle_event'] === 'start' && env['npm_package_name'] === 'virtcolor' ? 'npm start --' : 'virtcolor'
}
