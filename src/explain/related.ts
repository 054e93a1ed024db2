import { table } from '../table.ts'
import { alternatives } from './condition.ts'
import { ENTRIES, type Entry } from './entries.ts'

const MOST = 6
/** Conclusions that nearly every rule uses: rows that share only these are not related. */
const COMMON: ReadonlySet<string> = new Set(['hypervisor', 'mode', 'role', 'platform'])

/** Related rows: those that use the same signals, or decide the same component. */
export function relatedTo(entry: Entry): Entry[] {
  const mine = traits(entry)
  return ENTRIES.filter((other) => other !== entry)
    .map((other) => ({ other, common: likeness(mine, traits(other)) }))
    .filter(({ common }) => common >= 2)
    .sort((a, b) => b.common - a.common)
    .slice(0, MOST)
    .map(({ other }) => other)
}

interface Traits {
  readonly kind: Entry['kind']
  readonly group: string
  readonly component: string | undefined
  /** Of rules and advice: `hypervisor=xen` as well as the names of signals. */
  readonly signals: ReadonlySet<string>
  /** The words of its id or name that describe the topic. */
  readonly words: ReadonlySet<string>
  /** Whether it is, or may be answered by, something to change: emulated devices, lint rules, advice. */
  readonly change: boolean
}

const COMPONENT: Readonly<Record<string, string>> = table({
  delivery: 'interrupts',
  clock: 'interrupts',
  'disk.else': 'disk',
  'network.else': 'network',
})

const known = new Map<Entry, Traits>()

function traits(entry: Entry): Traits {
  const before = known.get(entry)
  if (before !== undefined) return before
  const about =
    entry.kind === 'rule' || entry.kind === 'made'
      ? entry.row.about
      : entry.kind === 'device'
        ? entry.row.class === 'disk'
          ? 'disk'
          : 'network'
        : entry.row.component
  const signals = new Set<string>()
  if (entry.kind === 'rule' || entry.kind === 'advice')
    for (const when of alternatives(entry.row.when))
      for (const [name, test] of Object.entries(when)) signals.add(COMMON.has(name) ? `${name}=${String(test)}` : name)
  if (entry.kind === 'device') {
    for (const see of entry.row.see === undefined ? [] : [entry.row.see]) signals.add(`see=${see}`)
    for (const word of [...(entry.row.driver ?? []), ...(entry.row.pci ?? [])]) if (word !== '') signals.add(word)
  }
  const name = entry.kind === 'lint' ? entry.row.name : entry.id.slice(entry.id.indexOf('.') + 1)
  const allows =
    entry.kind === 'rule' || entry.kind === 'made' ? entry.row.allows : entry.kind === 'device' ? entry.row.guest : ['VS']
  const made: Traits = {
    kind: entry.kind,
    group: entry.group,
    component: COMPONENT[about ?? ''] ?? about,
    signals,
    words: new Set(name.split('-').filter((word) => !HOW.has(word))),
    change: allows.length === 1 && allows[0] === 'VS',
  }
  known.set(entry, made)
  return made
}

/** Parts of ids that describe the source of a fact, not the topic. */
const HOW: ReadonlySet<string> = new Set([
  'usual',
  'id',
  'log',
  'logged',
  'lscpu',
  'facter',
  'acpi',
  'model',
  'to',
  'no',
  'where',
  'one',
])

function likeness(a: Traits, b: Traits): number {
  let common = 0
  for (const signal of a.signals) if (b.signals.has(signal)) common += signal.includes('=') ? 1 : 2
  for (const word of a.words) if (b.words.has(word)) common += 1.5
  if (a.component !== undefined && a.component === b.component && (a.kind === b.kind || (a.change && b.change))) common += 1
  if (a.group === b.group) common += 0.5
  return common
}
