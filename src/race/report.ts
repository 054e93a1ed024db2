import { COMPONENTS, type ComponentId, type Kind } from '../model.ts'
import { crossingsOf } from './measure.ts'
import { type RacedId, racedMode } from './modes.ts'
import type { ModeResult } from './race.ts'
import { type Times, timesOf } from './times.ts'
import { WORKS, type Work } from './works.ts'

/** The results of a race as data: the contract of `race --json`; schema/race.schema.json describes it. */
export interface RaceReport {
  readonly version: 1
  readonly how: How
  readonly modes: readonly ModeReport[]
  /** How the times compare; only on a real host, where times are valid. */
  readonly times?: Times
}

export interface How {
  readonly on: string
  /** Whether the whole machine is emulated, so that times are not valid. */
  readonly emulated: boolean
  readonly quick: boolean
  readonly rounds: number
  readonly xen: string
  readonly kernel: string
  readonly packages: readonly string[]
  /** The day, YYYY-MM-DD. */
  readonly made: string
  /** Further notes about the race. */
  readonly notes?: readonly string[]
}

export interface ModeReport {
  readonly id: RacedId
  readonly title: string
  readonly note?: string
  readonly failed?: string
  /** Why its guest was booted a second time. */
  readonly died?: string
  readonly bootSeconds?: number
  /** The report from the guest's own evidence, and whether it has the mode that was booted. */
  readonly inspected: Inspected | null
  readonly works: readonly WorkReport[]
}

export interface Inspected {
  readonly mode: string | null
  readonly matches: boolean
  readonly cells: Readonly<Record<ComponentId, Kind>>
}

/** Per operation: the median of the rounds, the lowest and the highest. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** One round of one work, per operation. */
export interface EachRound {
  readonly round: number
  readonly crossings?: number
  readonly ns?: number
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
  /** Exits that the operations themselves cause, and those that timers and wake-ups cause: the latter vary. */
  readonly own?: Spread
  readonly driven?: Spread
  /** Exits that the device model in dom0 handles. */
  readonly deviceModel?: Spread
  /** By kind, per operation, largest first; those below a thousandth are left out. */
  readonly kinds?: Readonly<Record<string, number>>
  /** Nanoseconds of the guest's clock per operation. */
  readonly ns?: Spread
  /** The count and the time of each round. */
  readonly each?: readonly EachRound[]
}

function spread(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length / 2
  const median = sorted.length % 2 === 1 ? sorted[Math.floor(half)]! : (sorted[half - 1]! + sorted[half]!) / 2
  return { median, low: sorted[0]!, high: sorted.at(-1)! }
}

export function raceReport(results: readonly ModeResult[], how: How): RaceReport {
  const modes = results.map(modeReport)
  const times = how.emulated ? undefined : timesOf(modes)
  return { version: 1, how, modes, ...(times === undefined ? {} : { times }) }
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
    ...(result.died === undefined ? {} : { died: result.died }),
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
  const all = result.rounds.flatMap((round) =>
    round.works.filter((one) => one.id === work.id).map((one) => ({ ...one, round: round.round })),
  )
  const good = all.flatMap((one) =>
    one.counts !== undefined && one.ops > 0 && one.error === undefined
      ? [{ ...one, crossings: crossingsOf(one.counts, work.id === 'clock') }]
      : [],
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
    own: per((one) => one.crossings.own),
    driven: per((one) => one.crossings.total - one.crossings.own),
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
    ...(good.length === 0
      ? {}
      : {
          kinds: Object.fromEntries(named),
          each: good.map((one) => ({
            round: one.round,
            crossings: one.crossings.total / one.ops,
            ...(one.ns === null ? {} : { ns: one.ns / one.ops }),
          })),
        }),
  } as WorkReport
}

/** The works of a report, in the order of its first mode; another version's report may have other works. */
export function worksOf(report: RaceReport): readonly Pick<WorkReport, 'id' | 'component' | 'title' | 'operation'>[] {
  const seen = new Map<string, WorkReport>()
  for (const mode of report.modes) for (const work of mode.works) if (!seen.has(work.id)) seen.set(work.id, work)
  return [...seen.values()]
}

export function workOf(mode: ModeReport, id: string): WorkReport | undefined {
  return mode.works.find((work) => work.id === id)
}
