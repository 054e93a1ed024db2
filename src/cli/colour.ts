import { EXIT, Fault } from '../fault.ts'
import type { Io, OptionSpec, Out } from './command.ts'

/** Bits per colour: none, 16, 256, or millions of colours. */
export type ColourDepth = 0 | 4 | 8 | 24

/** For the options of every command that prints in colour. */
export const colourOption: OptionSpec = {
  flags: '--color <when>',
  help: 'colour on the terminal; NO_COLOR and FORCE_COLOR are honoured',
  choices: ['auto', 'always', 'never'],
  default: 'auto',
}

/**
 * How much colour goes to a stream. What was asked for on the command line decides, then FORCE_COLOR
 * (as Node reads it: 0 to 3, https://nodejs.org/docs/latest-v20.x/api/tty.html#writestreamgetcolordepthenv),
 * then NO_COLOR (https://no-color.org: set and not empty), then whether it is a terminal that can.
 */
export function colourDepth(when: unknown, env: Io['env'], out: Pick<Out, 'isTTY'>): ColourDepth {
  if (when === 'never') return 0
  const able = ability(env)
  if (when === 'always') return able === 0 ? 4 : able
  if (when !== undefined && when !== 'auto')
    throw new Fault(`--color takes auto, always or never, not '${String(when)}'`, EXIT.usage)
  const force = env['FORCE_COLOR']
  if (force !== undefined) {
    if (force === '0' || force === 'false') return 0
    if (force === '2') return 8
    if (force === '3') return 24
    return able === 0 ? 4 : able
  }
  if (env['NO_COLOR']) return 0
  return out.isTTY ? able : 0
}

function ability(env: Io['env']): ColourDepth {
  const term = env['TERM'] ?? ''
  if (term === 'dumb') return 0
  if (/^(truecolor|24bit)$/.test(env['COLORTERM'] ?? '') || term.endsWith('-direct')) return 24
  return term.includes('256color') ? 8 : 4
}
