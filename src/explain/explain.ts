import type { AdviceRow } from '../advice/index.ts'
import type { DeviceRow } from '../devices/table.ts'
import type { Examined } from '../examine.ts'
import type { Advice, Finding, Kind } from '../model.ts'
import * as RANK from '../ranks.ts'
import { alternatives, conditionOf } from './condition.ts'
import { type Entry, GROUPS } from './entries.ts'
import { EXAMPLES, type Example, execute } from './example.ts'
import { relatedTo } from './related.ts'

/** Everything about one id, for a terminal, a document or a program. */
export interface Explanation {
  readonly version: 1
  readonly id: string
  /** A rule, a row of the device table, a conclusion that the engine makes on its way, a lint rule, a row of advice. */
  readonly kind: Entry['kind']
  readonly name?: string
  readonly group: { readonly id: string; readonly title: string }
  readonly says: string
  /** The question: `hypervisor`, `mode`, `role`, `platform`, `container`, `delivery`, `clock`, a component; `disk.else` is asked only when no device settled it. */
  readonly about?: string
  /** Of all answers, those that are left when it holds. */
  readonly allows?: readonly string[]
  /** How far it is trusted, from 0 to 100; the words are those of the ladder in docs/how-it-decides.md. */
  readonly rank?: { readonly value: number; readonly because: string }
  /** Alternatives, each a list of parts that all have to hold. */
  readonly when: readonly (readonly string[])[]
  readonly unless?: readonly (readonly string[])[]
  readonly lint?: {
    readonly severity: string
    readonly why: string
    readonly needs?: string
    readonly check?: string
    readonly formats: readonly string[]
  }
  readonly advice?: Pick<Advice, 'at' | 'first' | 'do' | 'undo' | 'gains' | 'risk' | 'verify'>
  readonly see: readonly string[]
  readonly example?: Shown
  readonly related: readonly { readonly id: string; readonly says: string }[]
}

/** An example with what came out of it when it was run just now. */
export interface Shown {
  readonly evidence: readonly { readonly path: string; readonly text: string }[]
  /** For lint rules: the same without the fault. */
  readonly instead?: string
  readonly concludes: readonly string[]
}

/** Runs the entry's example and puts together what is known of it. */
export async function explain(entry: Entry): Promise<Explanation> {
  const group = GROUPS.find((g) => g.id === entry.group)!
  const shared = { version: 1, id: entry.id, kind: entry.kind, group: { id: group.id, title: group.title } } as const
  const related = relatedTo(entry).map((e) => ({ id: e.id, says: said(e.row.says) }))
  const example = EXAMPLES[entry.id]
  const shown = example === undefined ? {} : { example: show(entry, example, await execute(example)) }
  switch (entry.kind) {
    case 'rule': {
      const { about, allows, rank, when, says, see = [] } = entry.row
      return {
        ...shared,
        says,
        about,
        allows,
        rank: { value: rank, because: ladder(rank) },
        when: conditionsOf(when),
        see,
        ...shown,
        related,
      }
    }
    case 'device': {
      const { row } = entry
      return {
        ...shared,
        says: row.says,
        about: row.class === 'disk' ? 'disk' : 'network',
        allows: row.guest,
        when: [deviceCondition(row)],
        see: row.see === undefined ? [] : [row.see],
        ...shown,
        related,
      }
    }
    case 'made': {
      const { says, about, allows, when } = entry.row
      return { ...shared, says, about, allows, when: [[when]], see: [], ...shown, related }
    }
    case 'advice':
      return { ...shared, ...ofAdvice(entry.row), ...shown, related }
    case 'lint': {
      const { name, says, severity, component, why, needs, check, see, patterns, examples } = entry.row
      const formats = [...new Set([...patterns, ...examples].map((p) => p.format))]
      const lint = { severity, why, ...(needs !== undefined && { needs }), ...(check !== undefined && { check }), formats }
      const about = component === undefined ? {} : { about: component }
      return { ...shared, name, says: said(says), ...about, when: [], lint, see: [see], example: await linted(entry), related }
    }
  }
}

/** `{value}` in a lint rule is replaced by the value that was found. */
export const said = (says: string): string => says.replaceAll('{value}', '…')

const conditionsOf = (when: Parameters<typeof alternatives>[0]): string[][] => alternatives(when).map(conditionOf)

function ofAdvice(row: AdviceRow): Pick<Explanation, 'says' | 'about' | 'when' | 'unless' | 'advice' | 'see'> {
  const { says, component, when, unless, see, at, first, do: steps, undo, gains, risk, verify } = row
  return {
    says,
    about: component,
    when: conditionsOf(when),
    ...(unless !== undefined && { unless: unless.map(conditionOf) }),
    advice: {
      at,
      ...(first !== undefined && { first }),
      do: steps,
      ...(undo !== undefined && { undo }),
      ...(gains !== undefined && { gains }),
      ...(risk !== undefined && { risk }),
      verify,
    },
    see: see === undefined ? [] : [see],
  }
}

function deviceCondition({ driver, pci, subsystem, model, virtual }: DeviceRow): string[] {
  const parts: string[] = []
  if (driver !== undefined) parts.push(`driver = ${driver.map((d) => (d === '' ? 'none' : d)).join(' or ')}`)
  if (pci !== undefined) parts.push(`PCI id = ${pci.map((id) => (id.endsWith(':') ? `${id}*` : id)).join(' or ')}`)
  if (subsystem !== undefined) parts.push(`subsystem ~ ${subsystem}`)
  if (model !== undefined) parts.push(`model ~ ${model}`)
  if (virtual !== true) parts.push('the machine is a guest')
  return parts
}

/** Descriptions of the ranks; a rule has a rank slightly above or below one of them if its evidence is better or worse. */
const LADDER: readonly (readonly [rank: number, words: string])[] = [
  [RANK.statement, "the kernel's or hypervisor's own statement"],
  [RANK.inUse, 'in use on the running system'],
  [RANK.switched, 'a kernel parameter or setting that takes effect'],
  [RANK.log, 'the boot log'],
  [RANK.processor, 'CPUID, device tree'],
  [RANK.firmware, 'firmware tables'],
  [RANK.presence, 'presence of devices, modules or files; results of other tools'],
  [RANK.follows, 'follows from other conclusions'],
  [RANK.usual, 'the usual case, if nothing contradicts it'],
]
const ladder = (rank: number): string =>
  LADDER.reduce((best, step) => (Math.abs(step[0] - rank) < Math.abs(best[0] - rank) ? step : best))[1]

/** Whether an entry applies in a report and is not overruled there: then the report's evidence is an example of it. */
export function firesIn(entry: Entry, { report, verdicts }: Examined): boolean {
  const { id } = entry
  if (entry.kind === 'advice') return report.advice.some((advice) => advice.id === id)
  if (entry.kind === 'rule') {
    const verdict = verdicts.get(entry.row.about)
    const { allows } = entry.row
    return verdict?.because.some((f) => f.rule === id) === true && verdict.possible.every((value) => allows.includes(value))
  }
  const { cpu, board, interrupts, disk, network } = report.cells
  if (entry.kind === 'device')
    return [disk, network].some((cell) =>
      cell.devices?.some((d) => d.rule === id && (d.possible ?? [d.kind]).every((kind) => entry.row.guest.includes(kind))),
    )
  return [cpu, board, interrupts, disk, network].some((cell) => cell.because.some((f) => f.rule === id))
}

function show(entry: Entry, example: Example, examined: Examined): Shown {
  const { report, verdicts } = examined
  const evidence = [
    ...Object.entries(example.files ?? {}).map(([path, text]) => ({
      path,
      text: text.startsWith('-> ') ? text : shownText(text),
    })),
    ...(example.texts ?? []).map((text) => ({ path: '', text: shownText(text) })),
    ...(example.definition === undefined ? [] : [{ path: '', text: shownText(example.definition) }]),
    ...(example.guest === undefined ? [] : [{ path: '--guest', text: example.guest }]),
  ]
  return { evidence, concludes: firesIn(entry, examined) ? concluded() : [] }

  function concluded(): string[] {
    if (entry.kind === 'advice') return [`advice ${entry.id}`]
    if (entry.kind === 'device') {
      const device = [report.cells.disk, report.cells.network].flatMap((c) => c.devices ?? []).find((d) => d.rule === entry.id)
      return device === undefined
        ? []
        : [`${entry.row.class === 'disk' ? 'disk' : 'network'} ${kinds(device.kind, device.possible)}`]
    }
    const { about } = entry.row as { readonly about: string }
    const verdict = verdicts.get(about)
    if (entry.kind === 'made') {
      const cell = report.cells[about === 'delivery' ? 'interrupts' : (about as keyof typeof report.cells)]
      return [`${about} ${kinds(cell.kind, cell.possible)}`]
    }
    return verdict === undefined ? [] : [`${about} ${answer(verdict.value, verdict.possible)}`, ...others(verdict.because)]
  }

  /** Other rules that contributed, so that the reader does not attribute the answer to this rule alone. */
  function others(because: readonly Finding[]): string[] {
    const ids = because.map((f) => f.rule).filter((id) => id !== entry.id)
    return ids.length === 0 ? [] : [`together with ${ids.join(', ')}`]
  }
}

const answer = (value: string | undefined, possible: readonly string[]): string =>
  value ?? `${possible.join(' or ')}, not settled`
const kinds = (kind: Kind, possible: readonly Kind[] | undefined): string =>
  kind !== '?' || possible === undefined ? kind : `${possible.join(' or ')}, not settled`
/** NUL bytes end the strings of a device tree. */
const shownText = (text: string): string => text.replace(/\0/g, ' ').trimEnd()

async function linted({ row }: Entry & { readonly kind: 'lint' }): Promise<Shown> {
  const { bad, good } = row.examples[0]!
  const [{ readDefinition }, { lint }] = await Promise.all([import('../definitions/index.ts'), import('../lint/engine.ts')])
  const document = { path: 'definition', text: bad }
  const read = await readDefinition(document)
  const found = read === undefined ? [] : lint(document, read).filter((f) => f.rule === row.id)
  return {
    evidence: [{ path: '', text: bad.trimEnd() }],
    instead: good.trimEnd(),
    concludes: found.map((f) => `line ${f.line}: ${f.severity}: ${f.says}`),
  }
}
