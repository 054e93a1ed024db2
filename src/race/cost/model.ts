import type { RacedId } from '../modes.ts'
import { type RaceReport, type Spread, type WorkReport, worksOf } from '../report.ts'
import type { PricedId, Profile } from './profiles.data.ts'

/**
 * The estimated cost of a race's exits on hardware: counts times the published cost of each kind. A model: it leaves out what the
 * operation itself costs, what dom0 does meanwhile, and everything that is slow without an exit (page walks, caches, clocks).
 */
export interface Prediction {
  readonly work: string
  readonly title: string
  readonly modes: readonly Predicted[]
  /** Modes in groups, cheapest first: ranges of different groups do not overlap, ranges within a group do. */
  readonly order: readonly (readonly RacedId[])[]
}

export interface Predicted {
  readonly mode: RacedId
  readonly title: string
  /** Per operation, in the profile's unit; absent if the profile has no price for the kinds of exits of the work. */
  readonly cost?: Range
  /** So few exits that they do not belong to the operation: counts show no cost. */
  readonly none: boolean
}

export interface Range {
  readonly low: number
  readonly high: number
}

/** Fewer exits per operation than this come from timers between operations, not from the operation, and give no order. */
const NONE = 0.05
/** A prediction is made only if the prices cover this share of the exits. */
const COVERED = 0.9

/** Hypercalls that change page tables: xen/include/public/xen.h. `multicall` carries mostly these. */
const PAGE_TABLE_CALLS = new Set([
  'hypercall mmu_update',
  'hypercall mmuext_op',
  'hypercall update_va_mapping',
  'hypercall multicall',
  'page-table write emulated',
])
const RETURN = 'hypercall iret'
const TIMER = 'hypercall vcpu_op'

/**
 * What is priced: for works that never wait, only the exits of the operation itself. Those of timers depend on how long an operation takes, which
 * under an emulator is many times what it takes on hardware.
 */
const pricedOf = (work: WorkReport): Spread | undefined => (work.steady ? work.own : undefined) ?? work.crossings

/** How many of each priced kind one operation has. */
export function pricedCounts(work: WorkReport): Readonly<Record<PricedId, number>> {
  const counts: Record<PricedId, number> = { exit: 0, deviceModel: 0, call: 0, return: 0, pageTable: 0 }
  const total = pricedOf(work)?.median ?? 0
  if ((work.exits?.median ?? 0) > 0) {
    counts.deviceModel = Math.min(total, work.deviceModel?.median ?? 0)
    counts.exit = total - counts.deviceModel
    return counts
  }
  const kinds = work.kinds ?? {}
  for (const [kind, n] of Object.entries(kinds)) {
    if (kind === RETURN) counts.return += n
    else if (PAGE_TABLE_CALLS.has(kind)) counts.pageTable += n
  }
  // Each timer event is set by one vcpu_op and ends in an iret.
  if (work.steady && work.own !== undefined) counts.return = Math.max(0, counts.return - (kinds[TIMER] ?? 0))
  counts.return = Math.min(counts.return, total)
  counts.pageTable = Math.min(counts.pageTable, total - counts.return)
  counts.call = total - counts.return - counts.pageTable
  return counts
}

/**
 * The cost of one operation's exits. The spread of the counts between rounds widens the range.
 * @returns undefined where the profile has no price for a tenth or more of them
 */
export function costOf(work: WorkReport, profile: Profile): Range | undefined {
  const crossings = pricedOf(work)
  if (crossings === undefined) return undefined
  if (crossings.high === 0) return { low: 0, high: 0 }
  // Without kinds, page-table updates cannot be distinguished from other hypercalls.
  if (work.kinds === undefined && !((work.exits?.median ?? 0) > 0)) return undefined
  let low = 0
  let high = 0
  let covered = 0
  for (const [id, n] of Object.entries(pricedCounts(work)) as [PricedId, number][]) {
    const price = profile.prices[id]
    if (price === undefined) continue
    low += n * price.low
    high += n * price.high
    covered += n
  }
  if (crossings.median > NONE && covered < COVERED * crossings.median) return undefined
  // Without a median the range cannot be scaled: only a few stray exits in one round.
  const scale = crossings.median === 0 ? undefined : crossings
  return scale === undefined
    ? { low, high }
    : { low: (low * scale.low) / scale.median, high: (high * scale.high) / scale.median }
}

export function predict(report: RaceReport, profile: Profile): readonly Prediction[] {
  return worksOf(report).map(({ id, title }) => {
    const modes = report.modes.flatMap((mode): Predicted[] => {
      const work = mode.works.find((one) => one.id === id)
      if (work?.crossings === undefined) return []
      const cost = costOf(work, profile)
      const none = pricedOf(work)!.median < NONE
      return [{ mode: mode.id, title: mode.title, ...(cost === undefined ? {} : { cost }), none }]
    })
    return { work: id, title, modes, order: orderOf(modes) }
  })
}

/** Cheapest first; a new group begins only where everything after it costs more than everything before it. */
function orderOf(modes: readonly Predicted[]): RacedId[][] {
  const ranked = modes
    .flatMap(({ mode, cost, none }) => (cost === undefined ? [] : [{ mode, ...cost, ...(none ? { low: 0 } : {}) }]))
    .sort((a, b) => a.low + a.high - (b.low + b.high))
  const groups: RacedId[][] = []
  let highest = Number.NEGATIVE_INFINITY
  ranked.forEach((one, i) => {
    const lowest = Math.min(...ranked.slice(i).map((rest) => rest.low))
    if (groups.length === 0 || lowest > highest) groups.push([one.mode])
    else groups.at(-1)!.push(one.mode)
    highest = Math.max(highest, one.high)
  })
  return groups
}
