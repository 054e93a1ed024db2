/** Filters and sorts over the catalogue. Every field is one row of a table: its name, its help, how to read it. */
import { EXIT, Fault } from '../fault.ts'
import { COMPONENTS } from '../model.ts'
import { table } from '../table.ts'
import type { InstanceType } from './model.ts'
import type { ImageTraits, Prediction } from './predict.ts'
import { predict } from './predict.ts'

/** A type with the row that it is predicted to give. */
export interface Listed {
  readonly type: InstanceType
  readonly prediction: Prediction
}

export interface Field {
  readonly id: string
  readonly help: string
  /** What there is to match; several values match if one of them does; undefined is not known. */
  readonly of: (listed: Listed) => readonly string[] | undefined
  /** Compares by number. */
  readonly number?: true
}

const one = (value: string | number | undefined): readonly string[] | undefined =>
  value === undefined ? undefined : [String(value)]
const yesNo = (value: boolean | undefined): readonly string[] | undefined =>
  value === undefined ? undefined : [value ? 'yes' : 'no']

export const FIELDS: readonly Field[] = [
  { id: 'type', help: 'c3.large; * matches anything', of: ({ type }) => [type.type] },
  { id: 'family', help: 'c3', of: ({ type }) => [type.family] },
  { id: 'size', help: 'large', of: ({ type }) => [type.size] },
  { id: 'hypervisor', help: 'xen, nitro, none (bare metal)', of: ({ type }) => [type.hypervisor] },
  {
    id: 'mode',
    help: 'Xen mode in which the type runs an image: pv or pvhvm',
    of: ({ prediction }) => one(prediction.mode ?? undefined),
  },
  ...COMPONENTS.map(
    (c): Field => ({ id: c, help: 'predicted kind: VS, P, VH, H', of: ({ prediction }) => [prediction.cells[c].kind] }),
  ),
  { id: 'row', help: 'row of the spectrum: pvhvm, pvhvm-sriov, nitro, …', of: ({ prediction }) => [prediction.row.id] },
  { id: 'virt', help: 'supported images: hvm, paravirtual', of: ({ type }) => type.virtualization },
  { id: 'virt-2015', help: 'supported images in 2015', of: ({ type }) => type.virtualization2015 },
  { id: 'boot', help: 'legacy-bios, uefi', of: ({ type }) => type.boot },
  { id: 'ena', help: 'required, supported, unsupported', of: ({ type }) => [type.ena] },
  { id: '82599', help: 'Intel 82599 virtual function (yes or no)', of: ({ type }) => yesNo(type.ixgbevf) },
  { id: 'efa', help: 'Elastic Fabric Adapter (yes or no)', of: ({ type }) => yesNo(type.efa) },
  { id: 'ena-express', help: 'ENA Express (yes or no)', of: ({ type }) => yesNo(type.enaExpress) },
  { id: 'nvme', help: 'EBS as NVMe: required, supported, unsupported', of: ({ type }) => [type.ebsNvme] },
  { id: 'store', help: 'instance store (yes or no)', of: ({ type }) => yesNo(type.instanceStore) },
  { id: 'store-gb', help: 'instance store in GB', number: true, of: ({ type }) => one(type.instanceStoreGb) },
  { id: 'arch', help: 'x86_64, i386, arm64, arm64_mac, x86_64_mac', of: ({ type }) => type.arch },
  { id: 'maker', help: 'processor: Intel, AMD, AWS, Apple', of: ({ type }) => one(type.cpu) },
  { id: 'vcpus', help: 'number of vCPUs', number: true, of: ({ type }) => one(type.vcpus) },
  {
    id: 'memory',
    help: 'memory in GiB',
    number: true,
    of: ({ type }) => one(type.memoryMib === undefined ? undefined : Math.round(type.memoryMib / 10.24) / 100),
  },
  { id: 'metal', help: 'bare metal (yes or no)', of: ({ type }) => yesNo(type.metal) },
  { id: 'burstable', help: 'burstable performance with CPU credits (yes or no)', of: ({ type }) => yesNo(type.burstable) },
  { id: 'nested', help: 'nested virtualization (yes or no)', of: ({ type }) => yesNo(type.nested) },
  { id: 'tpm', help: 'NitroTPM: supported, unsupported', of: ({ type }) => one(type.nitroTpm) },
  { id: 'enclaves', help: 'Nitro Enclaves: supported, unsupported', of: ({ type }) => one(type.nitroEnclaves) },
  { id: 'accelerator', help: 'gpu, inference, neuron, fpga, media', of: ({ type }) => type.accelerators },
  { id: 'current', help: 'current generation (yes or no)', of: ({ type }) => yesNo(type.currentGeneration) },
  { id: 'xen-on-nitro', help: 'announced-2022, observed, possible', of: ({ type }) => one(type.xenOnNitro) },
  { id: 'launch', help: 'month: 2013-11', of: ({ type }) => one(type.launch) },
  { id: 'status', help: 'listed, delisted, retired, sdk-enum-only, price-list-only', of: ({ type }) => [type.status] },
]

const FIELD: ReadonlyMap<string, Field> = new Map(FIELDS.map((f) => [f.id, f]))

/** The field of that name. @throws Fault (usage) that lists the names */
export function fieldOf(name: string): Field {
  const field = FIELD.get(name)
  if (field === undefined) throw new Fault(`unknown field '${name}'; use one of ${[...FIELD.keys()].join(' ')}`, EXIT.usage)
  return field
}

/** Values compare as numbers in number fields, else as text without regard to case; `*` matches anything. */
function matches(field: Field, value: string, wanted: string): boolean {
  if (field.number) return Number(value) === Number(wanted)
  const v = value.toLowerCase()
  const w = wanted.toLowerCase()
  if (!w.includes('*')) return v === w
  return globMatches(v, w.split('*'))
}

/** Without regular expressions, so that no pattern can take long. */
function globMatches(value: string, parts: readonly string[]): boolean {
  if (!value.startsWith(parts[0]!)) return false
  let at = parts[0]!.length
  for (const part of parts.slice(1, -1)) {
    const found = value.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  const last = parts.at(-1)!
  return value.length - last.length >= at && value.endsWith(last)
}

export type Filter = (listed: Listed) => boolean

const OPERATORS: Readonly<Record<string, (d: number) => boolean>> = table({
  '>=': (d) => d >= 0,
  '<=': (d) => d <= 0,
  '>': (d) => d > 0,
  '<': (d) => d < 0,
})

/**
 * `family=c3`, `network=VH,P` (one of), `status!=listed`, `vcpus>=8`, `launch<2015`, or a name or pattern of types: `c3.*`, `m5`.
 * A type with an unknown value passes no filter on that field.
 * @throws Fault (usage)
 */
export function filterOf(word: string): Filter {
  const match = /^([\w-]+)(!=|>=|<=|=|>|<)(.*)$/s.exec(word)
  if (match === null) {
    const field = fieldOf('type')
    const pattern = word.includes('.') || word.includes('*') ? word : `${word}.*`
    return (listed) => matches(field, listed.type.type, pattern)
  }
  const [, name = '', operator = '', value = ''] = match
  const field = fieldOf(name)
  if (value === '') throw new Fault(`${word}: a value is missing after '${operator}'`, EXIT.usage)
  if (field.number && value.split(',').some((v) => !Number.isFinite(Number(v)))) {
    throw new Fault(`${word}: '${value}' is not a number`, EXIT.usage)
  }
  const holds = OPERATORS[operator]
  if (holds !== undefined) {
    return (listed) =>
      field.of(listed)?.some((v) => holds(field.number ? Number(v) - Number(value) : v < value ? -1 : v > value ? 1 : 0)) ===
      true
  }
  const wanted = value.split(',')
  const equal = (listed: Listed): boolean => field.of(listed)?.some((v) => wanted.some((w) => matches(field, v, w))) === true
  return operator === '=' ? equal : (listed) => field.of(listed) !== undefined && !equal(listed)
}

/** `vcpus`, or `-vcpus` for the largest first. Unknown values come last. */
export function comparatorOf(key: string): (a: Listed, b: Listed) => number {
  const down = key.startsWith('-')
  const field = fieldOf(down ? key.slice(1) : key)
  return (a, b) => {
    const p = field.of(a)?.join(',')
    const q = field.of(b)?.join(',')
    if (p === undefined || q === undefined) return p === q ? 0 : p === undefined ? 1 : -1
    const d = field.number ? Number(p) - Number(q) : p < q ? -1 : p > q ? 1 : 0
    return down ? -d : d
  }
}

/** Types with their predictions that pass all filters, in the order of the keys (then by name and size). */
export function select(
  types: readonly InstanceType[],
  filters: readonly Filter[],
  sort: readonly string[] = [],
  image: ImageTraits = {},
): Listed[] {
  const takes = (t: InstanceType): boolean =>
    image.virtualization === undefined || t.virtualization.includes(image.virtualization)
  const listed = types.filter(takes).map((type): Listed => ({ type, prediction: predict(type, image) }))
  const comparators = [...sort, 'family', 'vcpus', 'type'].map(comparatorOf)
  return listed
    .filter((l) => filters.every((f) => f(l)))
    .sort((a, b) => {
      for (const compare of comparators) {
        const d = compare(a, b)
        if (d !== 0) return d
      }
      return 0
    })
}
