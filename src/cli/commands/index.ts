import type { CommandEntry } from '../command.ts'

/** All commands by name, in the order in which help shows them. The default command (`inspect.ts`) has no name. */
export const commands: readonly CommandEntry[] = [
  { name: 'why', summary: 'the exact lines and rules behind one answer', load: () => import('./why.ts') },
  { name: 'spectrum', summary: 'the whole chart, with the row that a machine is in', load: () => import('./spectrum.ts') },
  { name: 'measure', summary: 'what each component costs on this machine, timed', load: () => import('./measure.ts') },
  {
    name: 'compare',
    summary: 'which of several measured machines or modes is faster, where that is true',
    load: () => import('./compare.ts'),
  },
  { name: 'completion', summary: 'a completion script for bash, zsh or fish', load: () => import('./completion.ts') },
]
