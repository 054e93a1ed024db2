import * as v from 'valibot'
import { COLOURS, COMPONENTS, KINDS, MODES, ROLES } from '../model.ts'
import { table } from '../table.ts'

/**
 * The report as a schema, for JSON doors only: who reads a report from a file checks it with this, and
 * schema/report.schema.json is made from it. Fields are only ever added within a version, so that unknown ones are let through.
 */
const kind = v.picklist(KINDS)
const text = v.string()
const list = <const T extends v.GenericSchema>(item: T): v.ArraySchema<T, undefined> => v.array(item)
const count = v.pipe(v.number(), v.integer(), v.minValue(1))

const proof = v.object({
  path: text,
  line: v.optional(count),
  column: v.optional(count),
  text,
  match: v.optional(text),
})
const finding = v.object({ rule: text, says: text, allows: v.optional(list(text)), proof: list(proof) })
const device = v.object({
  id: text,
  driver: v.optional(text),
  pci: v.optional(text),
  model: v.optional(text),
  kind,
  possible: v.optional(list(kind)),
  carries: v.optional(v.boolean()),
  says: text,
  rule: text,
  proof: list(proof),
})
const cell = v.object({
  kind,
  possible: v.optional(list(kind)),
  colour: v.picklist(COLOURS),
  because: list(finding),
  against: list(finding),
  notes: list(text),
  devices: v.optional(list(device)),
})
const named = v.object({ id: text, name: text, because: list(finding), against: v.optional(list(finding)) })

export const REPORT: v.GenericSchema = v.object({
  version: v.literal(1),
  source: v.object({
    path: text,
    kind: v.picklist(['live', 'directory', 'archive', 'text', 'definition']),
    format: v.optional(text),
    machines: v.optional(v.array(text)),
  }),
  basis: v.picklist(['observed', 'declared']),
  machine: v.optional(
    v.object({
      host: v.optional(text),
      kernel: v.optional(text),
      os: v.optional(text),
      vcpus: v.optional(count),
      processor: v.optional(text),
      system: v.optional(v.picklist(['windows', 'freebsd'])),
    }),
  ),
  date: v.optional(text),
  tool: v.optional(v.object({ name: text, version: text })),
  hypervisor: v.object({
    id: text,
    name: text,
    version: v.optional(text),
    possible: v.optional(list(text)),
    because: list(finding),
    against: list(finding),
  }),
  layers: list(
    v.object({ what: v.picklist(['platform', 'hypervisor', 'mode', 'container']), id: text, name: text, proof: list(proof) }),
  ),
  platform: v.nullable(named),
  container: v.nullable(named),
  role: v.nullable(v.picklist(ROLES)),
  roleBecause: v.optional(list(finding)),
  roleAgainst: v.optional(list(finding)),
  mode: v.nullable(
    v.object({
      id: v.nullable(v.picklist(MODES)),
      name: text,
      possible: v.optional(list(v.picklist(MODES))),
      because: list(finding),
      against: list(finding),
    }),
  ),
  row: v.nullable(v.object({ id: text, name: text, exact: v.boolean() })),
  cells: v.object(Object.fromEntries(COMPONENTS.map((c) => [c, cell])) as Record<(typeof COMPONENTS)[number], typeof cell>),
  advice: list(
    v.object({
      id: text,
      component: v.optional(v.picklist(COMPONENTS)),
      says: text,
      first: v.optional(list(text)),
      do: list(text),
      undo: v.optional(text),
      at: v.picklist(['guest', 'host']),
      gains: v.optional(v.object({ figure: text, workload: text, see: text })),
      risk: v.optional(text),
      verify: v.optional(text),
      proof: list(proof),
    }),
  ),
  missing: list(v.object({ path: text, why: v.picklist(['absent', 'unreadable', 'needs root']), reason: v.optional(text) })),
  notes: list(text),
})

/** The parts that occur many times, by name, for `$defs` of the JSON Schema. */
export const PARTS: Readonly<Record<string, v.GenericSchema>> = table({ proof, finding, device, cell })

/** Where a value is not a report: `cells.cpu.kind: …` for each place; empty when it is one. */
export function faultsOf(value: unknown): string[] {
  const result = v.safeParse(REPORT, value, { abortPipeEarly: true })
  return result.success ? [] : result.issues.map((issue) => `${v.getDotPath(issue) ?? '(the whole)'}: ${issue.message}`)
}
