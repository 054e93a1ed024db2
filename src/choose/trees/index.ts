import type { Tree } from '../model.ts'
import { ec2_2026 } from './ec2-2026.ts'
import { gregg2014 } from './gregg-2014.ts'
import { other2026 } from './other-2026.ts'
import { xen2026 } from './xen-2026.ts'

export const TREES: readonly Tree[] = [gregg2014, ec2_2026, xen2026, other2026]
