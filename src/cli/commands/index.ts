import type { CommandEntry } from '../command.ts'

/** All commands by name, in the order in which help shows them. The default command (`inspect.ts`) has no name. */
export const commands: readonly CommandEntry[] = [
  { name: 'why', load: () => import('./why.ts') },
  { name: 'advise', load: () => import('./advise.ts') },
  { name: 'explain', load: () => import('./explain.ts') },
  { name: 'spectrum', load: () => import('./spectrum.ts') },
  { name: 'ways', load: () => import('./ways.ts') },
  { name: 'capture', load: () => import('./capture.ts') },
  { name: 'collector', load: () => import('./collector.ts') },
  { name: 'lint', load: () => import('./lint.ts') },
  { name: 'drift', load: () => import('./drift.ts') },
  { name: 'choose', load: () => import('./choose.ts') },
  { name: 'catalog', load: () => import('./catalog.ts') },
  { name: 'serve', load: () => import('./serve.ts') },
  { name: 'race', load: () => import('./race.ts') },
  { name: 'measure', load: () => import('./measure.ts') },
  { name: 'compare', load: () => import('./compare.ts') },
  { name: 'completion', load: () => import('./completion.ts') },
]
