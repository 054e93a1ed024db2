import type { CommandEntry } from '../command.ts'

/** All commands by name, in the order in which help shows them. The default command (`inspect.ts`) has no name. */
export const commands: readonly CommandEntry[] = [
  { name: 'why', summary: 'the exact lines and rules behind one answer', load: () => import('./why.ts') },
  { name: 'advise', summary: 'what to change, how, what it gains, and the proof', load: () => import('./advise.ts') },
  {
    name: 'explain',
    summary: 'explain a word (PVHVM, VS, event channel) or a rule',
    load: () => import('./explain.ts'),
  },
  { name: 'spectrum', summary: 'the whole chart, with the row that a machine is in', load: () => import('./spectrum.ts') },
  {
    name: 'ways',
    summary: 'the way of a system call, page fault, disk read … in each mode',
    load: () => import('./ways.ts'),
  },
  { name: 'capture', summary: 'an archive of what is wanted of a machine, to take away', load: () => import('./capture.ts') },
  {
    name: 'collector',
    summary: 'a shell script that gathers what is wanted where Node is not',
    load: () => import('./collector.ts'),
  },
  { name: 'lint', summary: 'what is needlessly emulated in VM definitions', load: () => import('./lint.ts') },
  { name: 'drift', summary: 'what was defined against what runs', load: () => import('./drift.ts') },
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
  { name: 'race', summary: 'the same guest in every mode on a real Xen', load: () => import('./race.ts') },
  { name: 'measure', summary: 'what each component costs on this machine, timed', load: () => import('./measure.ts') },
  {
    name: 'compare',
    summary: 'which of several measured machines or modes is faster, where that is true',
    load: () => import('./compare.ts'),
  },
  { name: 'completion', summary: 'a completion script for bash, zsh or fish', load: () => import('./completion.ts') },
]
