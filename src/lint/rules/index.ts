import type { LintRule } from '../rule.ts'
import { DEVICES } from './devices.ts'
import { DISKS } from './disks.ts'
import { MODES } from './modes.ts'
import { NICS } from './nics.ts'
import { OBSOLETE } from './obsolete.ts'
import { PASSTHROUGH } from './passthrough.ts'
import { SYSTEMS } from './systems.ts'
import { THREADS } from './threads.ts'
import { TIMERS } from './timers.ts'

/** All lint rules. To add one: a row in one of these files, with an example that triggers it and one that does not. */
export const RULES: readonly LintRule[] = [
  ...DISKS,
  ...NICS,
  ...DEVICES,
  ...THREADS,
  ...MODES,
  ...PASSTHROUGH,
  ...SYSTEMS,
  ...TIMERS,
  ...OBSOLETE,
]
