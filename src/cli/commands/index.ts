import type { CommandEntry } from '../command.ts'

/** All commands by name, in the order in which help shows them. The default command (`inspect.ts`) has no name. */
export const commands: readonly CommandEntry[] = [
  { name: 'why', summary: 'the exact lines and rules behind one answer', load: () => import('./why.ts') },
  { name: 'spectrum', summary: 'the whole chart, with the row that a machine is in', load: () => import('./spectrum.ts') },
  {
    name: 'choose',
    summary: 'which mode to choose: the flowchart, walked with what is known',
    load: () => import('./choose.ts'),
  },
  {
    name: 'catalog',
    summary: 'EC2 instance types, and the row of colours that each gives',
    load: () => import('./catalog.ts'),
  },
  { name: 'serve', summary: 'this machine as a page, on 127.0.0.1 only', load: () => import('./serve.ts') },
  { name: 'completion', summary: 'a completion script for bash, zsh or fish', load: () => import('./completion.ts') },
]
