import { type AdviceRow, allAdvice } from '../advice/index.ts'
import { declaredRules } from '../definitions/rules.ts'
import { allDeviceRows, type DeviceRow } from '../devices/table.ts'
import { HYPERVISORS_KNOWN, rulesOf } from '../hypervisors/index.ts'
import type { LintRule } from '../lint/rule.ts'
import { RULES as LINT_RULES } from '../lint/rules/index.ts'
import type { Rule } from '../model.ts'
import { allPlatformRules, CONTAINER_TABLE } from '../platforms/index.ts'
import { table } from '../table.ts'
import { MADE, type Made } from './made.ts'

/** Something with an id that a report, a linter's output or a document names. */
export type Entry =
  | { readonly kind: 'rule'; readonly id: string; readonly group: string; readonly row: Rule }
  | { readonly kind: 'device'; readonly id: string; readonly group: string; readonly row: DeviceRow }
  | { readonly kind: 'made'; readonly id: string; readonly group: string; readonly row: Made }
  | { readonly kind: 'lint'; readonly id: string; readonly group: string; readonly row: LintRule }
  | { readonly kind: 'advice'; readonly id: string; readonly group: string; readonly row: AdviceRow }

/** Ids that belong together, in the order in which they are listed. */
export interface Group {
  readonly id: string
  readonly title: string
  readonly entries: readonly Entry[]
}

const rules = (id: string, title: string, list: readonly Rule[]): Group => ({
  id,
  title,
  entries: list.map((row) => ({ kind: 'rule', id: row.id, group: id, row })),
})
const devices = (id: string, title: string, of: DeviceRow['class']): Group => ({
  id,
  title,
  entries: allDeviceRows()
    .filter((row) => row.class === of)
    .map((row) => ({ kind: 'device', id: row.id, group: id, row })),
})

/** Titles for groups of rules that do not have the name of a hypervisor. */
const TITLES: Readonly<Record<string, string>> = table({ any: 'Any hypervisor', ec2: "EC2's own API", none: 'Bare hardware' })

export const GROUPS: readonly Group[] = [
  ...HYPERVISORS_KNOWN.map((h) => rules(h.id, TITLES[h.id] ?? h.name, rulesOf(h))),
  rules('definitions', 'VM definitions', declaredRules()),
  rules('platforms', 'Platforms', allPlatformRules()),
  rules('containers', 'Containers', CONTAINER_TABLE.rows()),
  devices('disks', 'Disks', 'disk'),
  devices('networks', 'Network cards', 'net'),
  { id: 'made', title: 'General rules', entries: MADE.map((row) => ({ kind: 'made', id: row.id, group: 'made', row })) },
  { id: 'lint', title: 'Lint rules', entries: LINT_RULES.map((row) => ({ kind: 'lint', id: row.id, group: 'lint', row })) },
  { id: 'advice', title: 'Advice', entries: allAdvice().map((row) => ({ kind: 'advice', id: row.id, group: 'advice', row })) },
]

export const ENTRIES: readonly Entry[] = GROUPS.flatMap((group) => group.entries)

/** By id, in any case; lint rules by their name as well. */
export function entryOf(word: string): Entry | undefined {
  const id = word.toLowerCase()
  return ENTRIES.find((e) => e.id.toLowerCase() === id || (e.kind === 'lint' && e.row.name === id))
}

/** Everything that `entryOf` finds something for. */
export const WORDS: readonly string[] = ENTRIES.flatMap((e) => (e.kind === 'lint' ? [e.id, e.row.name] : [e.id]))
