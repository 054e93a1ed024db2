import { COMPONENTS, type ComponentId, type Kind } from '../model.ts'
import { crossingsOf } from './measure.ts'
import { type RacedId, racedMode } from './modes.ts'
import type { ModeResult } from './race.ts'
import { WORKS, type Work } from './works.ts'

/** What a race found, as data: the contract of `race --json`. */
export interface RaceReport {
  readonly version: 1
  readonly how: {
    readonly on: string
    /** Whether times mean anything: not where the whole machine is emulated. */
    readonly emulated: boolean
    readonly quick: boolean
    readonly rounds: number
    readonly xen: string
    readonly kernel: string
    readonly packages: readonly string[]
    readonly made: string
  }
  readonly modes: readonly ModeReport[]
}

export interface ModeReport {
  readonly id: RacedId
  readonly title: string
  readonly note?: string
  readonly failed?: string
  readonly bootSeconds?: number
  /** What the guest's own evidence says, and whether that is the mode that was booted. */
  readonly inspected: {
    readonly mode: string | null
    readonly matches: boolean
    readonly cells: Readonly<Record<ComponentId, Kind>>
  } | null
  readonly works: readonly WorkReport[]
}

/** Per operation, the middle of the rounds with the lowest and highest. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

export interface WorkReport {
  readonly id: string
  readonly component: ComponentId
  readonly title: string
  readonly operation: string
  readonly ops: number
  readonly rounds: number
  readonly steady: boolean
  readonly error?: string
  readonly crossings?: Spread
  readonly exits?: Spread
  readonly hypercalls?: Spread
  /** Of the crossings, those that the device model in dom0 has to answer. */
  readonly deviceModel?: Spread
  /** By kind, per operation, largest first; those below a thousandth are left out. */
  readonly kinds?: Readonly<Record<string, number>>
  /** Nanoseconds of the guest's clock per operation. */
  readonly ns?: Spread
}

function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2
  return { median, low: sorted[0]!, high: sorted.at(-1)! }
}

export function raceReport(results: readonly ModeResult[], how: RaceReport['how']): RaceReport {
  return { version: 1, how, modes: results.map(modeReport) }
}

function modeReport(result: ModeResult): ModeReport {
  const mode = racedMode(result.id)
  const { report } = result
  const found = report?.mode?.id ?? null
  return {
    id: mode.id,
    title: mode.title,
    ...(mode.note === undefined ? {} : { note: mode.note }),
    ...(result.failed === undefined ? {} : { failed: result.failed }),
    ...(result.bootSeconds === undefined ? {} : { bootSeconds: result.bootSeconds }),
    inspected:
      report === undefined
        ? null
        : {
            mode: found,
            matches: found === mode.reports,
            cells: Object.fromEntries(COMPONENTS.map((c) => [c, report.cells[c].kind])) as Record<ComponentId, Kind>,
          },
    works: WORKS.map((work) => workReport(work, result)),
  }
}

function workReport(work: Work, result: ModeResult): WorkReport {
  const all = result.rounds.flatMap((round) => round.works.filter((one) => one.id === work.id))
  const good = all.flatMap((one) =>
    one.counts !== undefined && one.ops > 0 && one.error === undefined ? [{ ...one, crossings: crossingsOf(one.counts) }] : [],
  )
  const error = all.find((one) => one.error !== undefined)?.error
  const per = (of: (one: (typeof good)[number]) => number): Spread | undefined => spread(good.map((one) => of(one) / one.ops))
  const kinds = new Map<string, number[]>()
  for (const one of good)
    for (const [kind, n] of Object.entries(one.crossings.kinds)) kinds.set(kind, [...(kinds.get(kind) ?? []), n / one.ops])
  const named = [...kinds]
    .map(([kind, list]) => [kind, spread([...list, ...Array<number>(good.length - list.length).fill(0)])!.median] as const)
    .filter(([, n]) => n >= 0.001)
    .sort((a, b) => b[1] - a[1])
  const fields = {
    crossings: per((one) => one.crossings.total),
    exits: per((one) => one.crossings.exits),
    hypercalls: per((one) => one.crossings.hypercalls),
    deviceModel: per((one) => one.crossings.deviceModel),
    ns: spread(good.flatMap((one) => (one.ns === null ? [] : [one.ns / one.ops]))),
  }
  return {
    id: work.id,
    component: work.component,
    title: work.title,
    operation: work.operation,
    ops: good[0]?.ops ?? 0,
    rounds: good.length,
    steady: work.steady,
    ...(error === undefined ? {} : { error }),
    ...(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
      typeof fields & object
    >),
    ...(good.length === 0 ? {} : { kinds: Object.fromEntries(named) }),
  } as WorkReport
}

/** A figure with as many digits as are worth reading. */
export function figure(n: number): string {
  if (n === 0) return '0'
  if (n < 0.01) return '<0.01'
  if (n < 10) return n.toFixed(2)
  return n < 100 ? n.toFixed(1) : n.toFixed(0)
}

const saysSpread = (s: Spread): string => {
  const wide = s.high - s.low > Math.max(0.03 * s.median, 0.01)
  return wide ? `${figure(s.median)} (${figure(s.low)}-${figure(s.high)})` : figure(s.median)
}

interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

function crossingsTable(report: RaceReport, of: 'crossings' | 'deviceModel' | 'ns'): Table {
  return {
    head: ['per operation', ...report.modes.map((mode) => mode.title)],
    rows: WORKS.map((work) => [
      work.title,
      ...report.modes.map((mode) => {
        const found = mode.works.find((one) => one.id === work.id)?.[of]
        if (found === undefined) return mode.failed === undefined ? '?' : 'failed'
        return of === 'ns' ? `${figure(found.median / 1000)} us` : saysSpread(found)
      }),
    ]),
  }
}

function inspectedTable(report: RaceReport): Table {
  return {
    head: ['booted', 'inspects itself as', ...COMPONENTS],
    rows: report.modes.map((mode) => [
      mode.title,
      mode.inspected === null ? '?' : `${mode.inspected.mode ?? 'not settled'}${mode.inspected.matches ? '' : ' (WRONG)'}`,
      ...COMPONENTS.map((c) => mode.inspected?.cells[c] ?? '?'),
    ]),
  }
}

function plain({ head, rows }: Table): string {
  const width = head.map((_, i) => Math.max(...[head, ...rows].map((row) => row[i]!.length)))
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(width[i]!) : cell.padStart(width[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

const escaped = (text: string): string => text.replace(/[|\\`*_<>[\]]/g, '\\$&').replace(/[\r\n]+/g, ' ')

function markdownTable({ head, rows }: Table): string {
  return [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows.map((row) => row.map(escaped))]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')
}

function made(report: RaceReport): string {
  const { how } = report
  return `Xen ${how.xen}, Linux ${how.kernel}, ${how.on}, ${how.rounds} round${how.rounds === 1 ? '' : 's'}${how.quick ? ', quick' : ''}, ${how.made}`
}

const TIMES = 'Times (microseconds per operation): emulated, not a prediction'
const CROSSINGS = 'Crossings into Xen per operation (VM exits; for PV hypercalls and traps)'
const DEVICE_MODEL = 'Of these, answered by the device model in dom0'

/** For a terminal. Control characters cannot be in it: all of its texts but failures are the program's own, and those were cleaned. */
export function raceText(report: RaceReport): string {
  const out = [
    made(report),
    '',
    CROSSINGS,
    plain(crossingsTable(report, 'crossings')),
    '',
    DEVICE_MODEL,
    plain(crossingsTable(report, 'deviceModel')),
  ]
  out.push('', report.how.emulated ? TIMES : 'Times (microseconds per operation)', plain(crossingsTable(report, 'ns')))
  out.push('', 'What each guest found out about itself', plain(inspectedTable(report)))
  for (const mode of report.modes) {
    if (mode.note !== undefined) out.push('', `${mode.title}: ${mode.note}.`)
    if (mode.failed !== undefined) out.push('', `${mode.title} failed: ${mode.failed}`)
  }
  out.push('', 'A range is over rounds, where they differ by more than 3 %.')
  return `${out.join('\n')}\n`
}

export function raceMarkdown(report: RaceReport): string {
  const out = [
    '# PV, PVH, PVHVM, HVM with PV drivers, HVM: a race',
    '',
    `Made by \`virtcolor race\`: ${escaped(made(report))}.`,
  ]
  out.push('', `## ${CROSSINGS}`, '', markdownTable(crossingsTable(report, 'crossings')))
  out.push('', 'A range is over rounds, where they differ by more than 3 %.')
  out.push('', `## ${DEVICE_MODEL}`, '', markdownTable(crossingsTable(report, 'deviceModel')))
  out.push('', '## What they are', '', 'The kinds that make up most of each figure, per operation.', '')
  const head = ['work', ...report.modes.map((mode) => mode.title)]
  const top = (kinds: Readonly<Record<string, number>> | undefined): string =>
    Object.entries(kinds ?? {})
      .slice(0, 4)
      .map(([kind, n]) => `${figure(n)} ${kind}`)
      .join('; ')
  out.push(
    markdownTable({
      head,
      rows: WORKS.map((work) => [
        work.title,
        ...report.modes.map((mode) => top(mode.works.find((one) => one.id === work.id)?.kinds)),
      ]),
    }),
  )
  out.push('', '## What each guest found out about itself', '', markdownTable(inspectedTable(report)))
  out.push(
    '',
    `## ${report.how.emulated ? TIMES : 'Times (microseconds per operation)'}`,
    '',
    markdownTable(crossingsTable(report, 'ns')),
  )
  const notes = report.modes.flatMap((mode) => [
    ...(mode.note === undefined ? [] : [`- ${mode.title}: ${escaped(mode.note)}.`]),
    ...(mode.failed === undefined ? [] : [`- ${mode.title} failed: ${escaped(mode.failed)}`]),
  ])
  if (notes.length > 0) out.push('', '## Notes', '', ...notes)
  return `${out.join('\n')}\n`
}
