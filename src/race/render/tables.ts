import { COMPONENTS } from '../../model.ts'
import { type Compared, compareWithPublished } from '../cost/compare.ts'
import { type Prediction, predict, type Range } from '../cost/model.ts'
import { PRICED_TITLES, type PricedId, type Profile } from '../cost/profiles.data.ts'
import { type ModeReport, type RaceReport, type Spread, type WorkReport, workOf, worksOf } from '../report.ts'
import type { TimeRow } from '../times.ts'
import {
  CROSSINGS,
  DEVICE_MODEL,
  INSPECTED,
  KINDS,
  MODEL,
  MODEL_ORDER,
  OWN,
  PRICES,
  PUBLISHED,
  SPREAD,
  timesTitle,
  VERDICTS,
} from './words.ts'

/** The results of a race as tables, the same for the terminal, Markdown and HTML. Texts of the report are not escaped yet. */
export interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** The columns hold text, not figures. */
  readonly prose?: boolean
}

/** A figure with at most three significant digits and two decimals. */
export function figure(n: number): string {
  if (n === 0) return '0'
  if (n < 0.01) return '<0.01'
  const rounded = Number(n.toPrecision(3))
  if (rounded < 10) return rounded.toFixed(2)
  return rounded < 100 ? rounded.toFixed(1) : rounded.toFixed(0)
}

/** Rounds that differ by more than this are shown with their spread. */
const STEADY = 0.03
const wide = (s: Spread): boolean => s.high - s.low > Math.max(STEADY * s.median, 0.01)

const range = (low: number, high: number): string =>
  figure(low) === figure(high) ? figure(low) : `${figure(low)}-${figure(high)}`

/** A row for each work, a column for each mode. */
function byWork(title: string, report: RaceReport, cell: (work: WorkReport | undefined, mode: ModeReport) => string): Table {
  return {
    title,
    head: ['per operation', ...report.modes.map((mode) => mode.title)],
    rows: worksOf(report).map(({ id, title }) => [title, ...report.modes.map((mode) => cell(workOf(mode, id), mode))]),
  }
}

const nothing = (mode: ModeReport): string => (mode.failed === undefined ? '?' : 'failed')

function crossingsTable(report: RaceReport): Table {
  return byWork(CROSSINGS, report, (work, mode) =>
    work?.crossings === undefined ? nothing(mode) : figure(work.crossings.median),
  )
}

/** Only the works that reach the device model in some mode. */
function deviceModelTable(report: RaceReport): Table | undefined {
  const table = byWork(DEVICE_MODEL, report, (work, mode) =>
    work?.deviceModel === undefined ? nothing(mode) : figure(work.deviceModel.median),
  )
  return only(table, (cell) => /[1-9]/.test(cell))
}

/** The rows that have at least one cell with `has`. */
function only(table: Table, has: (cell: string) => boolean): Table | undefined {
  const rows = table.rows.filter((row) => row.slice(1).some(has))
  return rows.length === 0 ? undefined : { ...table, rows }
}

/** Exits that the operations themselves cause: these repeat from run to run; those of timers and wake-ups vary. */
function ownTable(report: RaceReport): Table | undefined {
  const table = byWork(OWN, report, (work, mode) => (work?.own === undefined ? nothing(mode) : figure(work.own.median)))
  return only(table, (cell) => /\d/.test(cell))
}

/** The spread of the rounds; only works whose rounds differ in at least one mode. */
function spreadTable(report: RaceReport): Table | undefined {
  const table = byWork(SPREAD, report, (work) => {
    const found = work?.crossings
    return found === undefined ? '' : wide(found) ? range(found.low, found.high) : 'same'
  })
  return only(table, (cell) => cell !== '' && cell !== 'same')
}

function timesTable(report: RaceReport): Table | undefined {
  const table = byWork(timesTitle(report), report, (work, mode) =>
    work?.ns === undefined ? nothing(mode) : figure(work.ns.median / 1000),
  )
  return only(table, (cell) => /\d/.test(cell))
}

/** How the times on a real host compare; a difference is reported only if it is significant. */
function verdictsTable(report: RaceReport): Table | undefined {
  const { times } = report
  if (times === undefined) return undefined
  const title = (id: string): string => report.modes.find((mode) => mode.id === id)?.title ?? id
  const modes = [...new Set(times.rows.map((row) => row.mode))]
  return {
    title: VERDICTS,
    head: [`compared with ${title(times.reference)}`, ...modes.map(title)],
    rows: worksOf(report).map((work) => [
      work.title,
      ...modes.map((mode) => verdictOf(times.rows.find((row) => row.work === work.id && row.mode === mode))),
    ]),
  }
}

function verdictOf(row: TimeRow | undefined): string {
  if (row === undefined) return '?'
  if (row.verdict === 'refused' || row.ratio === undefined) return 'refused'
  if (row.verdict === 'same' || row.verdict === 'seen') return `~ (below ${Math.ceil(100 * (row.below ?? 0))} %)`
  return `${figure(row.ratio.mid)}x [${figure(row.ratio.low)}-${figure(row.ratio.high)}]`
}

/** Why comparisons have no result, each reason once. */
export function refusals(report: RaceReport): readonly string[] {
  const why = new Map<string, Set<string>>()
  for (const row of report.times?.rows ?? [])
    if (row.verdict === 'refused') why.set(row.why ?? '', (why.get(row.why ?? '') ?? new Set()).add(row.work))
  return [...why].map(([reason, works]) => `${[...works].join(', ')}: not compared: ${reason}`)
}

function inspectedTable(report: RaceReport): Table {
  return {
    title: INSPECTED,
    head: ['booted as', 'reported mode', ...COMPONENTS],
    rows: report.modes.map(({ title, inspected }) => [
      title,
      inspected === null ? '?' : `${inspected.mode ?? 'not settled'}${inspected.matches ? '' : ' (WRONG)'}`,
      ...COMPONENTS.map((c) => inspected?.cells[c] ?? '?'),
    ]),
  }
}

/** Kinds rarer than this come from timers between the operations. */
const RARE = 0.01

/** The kinds that make up most of each figure. */
function kindsTable(report: RaceReport, most: number): Table | undefined {
  const top = (kinds: Readonly<Record<string, number>> | undefined): string =>
    Object.entries(kinds ?? {})
      .filter(([, n]) => n >= RARE)
      .slice(0, most)
      .map(([kind, n]) => `${figure(n)} ${kind}`)
      .join('; ')
  const table = {
    title: KINDS,
    prose: true,
    head: ['work', ...report.modes.map((mode) => mode.title)],
    rows: worksOf(report).map((work) => [work.title, ...report.modes.map((mode) => top(workOf(mode, work.id)?.kinds))]),
  }
  return only(table, (cell) => cell !== '')
}

const unitOf = (profile: Profile): string => (profile.unit === 'us' ? 'us' : 'thousand cycles')

/** Costs of the exits by the model, as ranges. */
function costTable(report: RaceReport, profile: Profile): Table {
  const predictions = predict(report, profile)
  const cell = (prediction: Prediction, mode: ModeReport): string => {
    const one = prediction.modes.find((predicted) => predicted.mode === mode.id)
    return one === undefined ? nothing(mode) : one.cost === undefined ? 'no published cost' : rangeOf(one.cost)
  }
  return {
    title: `${MODEL}: ${profile.title}`,
    head: [`${unitOf(profile)} per operation`, ...report.modes.map((mode) => mode.title)],
    rows: predictions.map((prediction) => [prediction.title, ...report.modes.map((mode) => cell(prediction, mode))]),
  }
}

const rangeOf = ({ low, high }: Range): string => range(low, high)

/** The model's order of the modes: `<` only where the ranges do not overlap. */
function orderTable(report: RaceReport, profile: Profile): Table {
  const title = (id: string): string => report.modes.find((mode) => mode.id === id)?.title ?? id
  return {
    title: MODEL_ORDER,
    prose: true,
    head: ['work', 'cheapest first'],
    rows: predict(report, profile).map(({ title: work, order }) => [
      work,
      order.length === 0 ? 'no published cost' : order.map((group) => group.map(title).join(' ~ ')).join(' < '),
    ]),
  }
}

/** The cost of one exit in the model, and the figures that it comes from. */
function pricesTable(profile: Profile): Table {
  return {
    title: PRICES,
    prose: true,
    head: ['kind of exit', profile.unit === 'us' ? 'us' : 'thousand cycles', 'from'],
    rows: (Object.keys(PRICED_TITLES) as PricedId[]).map((id) => {
      const price = profile.prices[id]
      return [
        PRICED_TITLES[id],
        price === undefined ? 'no published cost' : rangeOf(price),
        price?.from ?? 'no published source',
      ]
    }),
  }
}

const SAYS: Record<Compared['agreement'], string> = {
  agrees: 'agrees',
  differs: 'DIFFERS',
  open: 'undecided (ranges overlap, or no estimate)',
  silent: 'not in the race',
}

const SHORT: Record<Compared['agreement'], string> = {
  agrees: 'agrees',
  differs: 'differs',
  open: 'undecided',
  silent: 'not in the race',
}

/** The model compared with published results of Xen's modes. */
function publishedTable(report: RaceReport, profile: Profile): Table {
  return {
    title: PUBLISHED,
    prose: true,
    head: ['published', 'year', 'figures', 'model', 'because'],
    rows: compareWithPublished(report, profile).map(({ published, agreement, works }) => {
      const apart = new Set(works.map((one) => one.agreement)).size > 1
      const each = apart ? ` (${works.map((one) => `${one.work}: ${SHORT[one.agreement]}`).join(', ')})` : ''
      return [published.workload, String(published.year), published.figures, `${SAYS[agreement]}${each}`, published.but ?? '']
    }),
  }
}

/**
 * All tables of a race, each with its title; a table without data is undefined.
 * @param kinds how many kinds of exits are named for each figure
 */
export function tablesOf(report: RaceReport, profile: Profile, kinds: number = 6): Tables {
  return {
    crossings: crossingsTable(report),
    own: ownTable(report),
    spread: spreadTable(report),
    deviceModel: deviceModelTable(report),
    inspected: inspectedTable(report),
    times: timesTable(report),
    verdicts: verdictsTable(report),
    kinds: kindsTable(report, kinds),
    cost: costTable(report, profile),
    order: orderTable(report, profile),
    prices: pricesTable(profile),
    published: publishedTable(report, profile),
  }
}

type Always = 'crossings' | 'inspected' | 'cost' | 'order' | 'prices' | 'published'
type Sometimes = 'own' | 'spread' | 'deviceModel' | 'times' | 'verdicts' | 'kinds'
export type Tables = Readonly<Record<Always, Table> & Record<Sometimes, Table | undefined>>
