import type { InstanceType } from './model.ts'

/**
 * The smallest size of a family that has all PMU events; metal has them too.
 * https://github.com/aws/aws-graviton-getting-started/blob/main/perfrunbook/debug_hw_perf.md (056c9a5c6a, 2026)
 */
const FULL_FROM: readonly (readonly [family: RegExp, size: number])[] = [
  [/^[a-z]+9g/, 48],
  [/^[a-z]+8a/, 24],
  [/^[a-z]+8i/, 48],
  [/^[a-z]+8g/, 24],
  [/^[a-z]+7a/, 24],
  [/^[a-z]+7g/, 16],
  [/^[a-z]+7i/, 24],
  [/^[a-z]+6a/, 24],
  [/^[a-z]+6g/, 16],
  [/^[a-z]+6i/, 16],
  [/^c5/, 9],
  [/^[a-z]+5/, 12],
]

const multiple = (size: string): number => (size === 'xlarge' ? 1 : Number(/^(\d+)xlarge$/.exec(size)?.[1] ?? 0))

/** Whether a type shows all PMU events; undefined if the source does not mention its family (Xen, accelerators). */
export function hasAllPmuEvents(type: InstanceType): boolean | undefined {
  if (type.metal) return true
  if (type.hypervisor !== 'nitro') return undefined
  const row = FULL_FROM.find(([family]) => family.test(type.family))
  return row === undefined ? undefined : multiple(type.size) >= row[1]
}

/** The smallest listed type of the same family that has them all. */
export function smallestWithPmu(family: string, types: readonly InstanceType[]): InstanceType | undefined {
  return types
    .filter((t) => t.family === family && t.status === 'listed' && !t.metal && hasAllPmuEvents(t) === true)
    .sort((a, b) => (a.vcpus ?? 0) - (b.vcpus ?? 0))[0]
}
