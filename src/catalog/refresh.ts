/** The differences between the user's own DescribeInstanceTypes output and the shipped catalogue. */
import type { InstanceType } from './model.ts'
import { predict } from './predict.ts'

export interface Change {
  readonly type: string
  readonly field: keyof InstanceType
  readonly was: string
  readonly is: string
}

export interface Difference {
  readonly asked: number
  /** Not in the catalogue at all, or there by name only. */
  readonly added: readonly InstanceType[]
  readonly changed: readonly Change[]
  /** The predicted row of colours is another one. */
  readonly recoloured: readonly { readonly type: string; readonly was: string; readonly is: string }[]
  /** Listed in the catalogue and not in the files: a region never has all types. */
  readonly absent: readonly string[]
}

/** The fields of DescribeInstanceTypes; only these are compared. */
const COMPARED: readonly (keyof InstanceType)[] = [
  'hypervisor',
  'metal',
  'virtualization',
  'boot',
  'ena',
  'efa',
  'enaExpress',
  'ebsNvme',
  'instanceStore',
  'instanceStoreNvme',
  'instanceStoreGb',
  'ebsOptimized',
  'rootDevices',
  'currentGeneration',
  'arch',
  'cpu',
  'vcpus',
  'memoryMib',
  'burstable',
  'nested',
  'nitroTpm',
  'nitroEnclaves',
  'rebootMigration',
  'networkPerformance',
]

const asText = (value: unknown): string => (Array.isArray(value) ? [...value].sort().join(',') : String(value))

/** Compares the user's types (the union over regions) with the catalogue's. */
export function compareTypes(theirs: readonly InstanceType[], ours: readonly InstanceType[]): Difference {
  const seen = new Map(theirs.map((t) => [t.type, t]))
  const known = new Map(ours.map((t) => [t.type, t]))
  const added: InstanceType[] = []
  const changed: Change[] = []
  const recoloured: { type: string; was: string; is: string }[] = []
  for (const type of seen.values()) {
    const before = known.get(type.type)
    if (before === undefined || before.status !== 'listed') {
      added.push(type)
      if (before === undefined) continue
    }
    for (const field of COMPARED) {
      const is = type[field]
      const was = before[field]
      if (is === undefined || asText(is) === asText(was)) continue
      changed.push({ type: type.type, field, was: was === undefined ? 'not known' : asText(was), is: asText(is) })
    }
    const wasRow = predict(before).row.id
    const isRow = predict(type).row.id
    if (wasRow !== isRow) recoloured.push({ type: type.type, was: wasRow, is: isRow })
  }
  const absent = ours.filter((t) => t.status === 'listed' && !seen.has(t.type)).map((t) => t.type)
  return { asked: seen.size, added, changed, recoloured, absent }
}
