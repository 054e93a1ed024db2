/** A logarithmic axis: its ends, and the values that get a tick. */
export interface Axis {
  readonly domain: readonly [number, number]
  readonly ticks: readonly number[]
  /** Where 0 is drawn; absent when no value is 0. */
  readonly zero?: number
}

const MOST_TICKS = 8
/** Measured values are far below this, and above its reciprocal; beyond, floating point has no round steps. */
const MOST = 1e30
/** Steps within a decade, from coarse to fine. */
const STEPS = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]]

/**
 * The axis that holds all values. Zeros have a separate place at the left, because they have no logarithm; what is
 * neither finite nor positive does not count otherwise.
 */
export function axisOf(values: readonly number[]): Axis {
  const positive = values.filter((v) => Number.isFinite(v) && v > 0).map((v) => Math.min(MOST, Math.max(1 / MOST, v)))
  let low = positive.length > 0 ? Math.min(...positive) : 1
  let high = positive.length > 0 ? Math.max(...positive) : 1
  // one value alone, or nearly: half as much on either side
  if (high / low < 1.5) {
    const middle = Math.sqrt(low * high)
    low = Math.min(low, middle / 1.25)
    high = Math.max(high, middle * 1.25)
  }
  const room = (high / low) ** 0.04
  const domain: [number, number] = [low / room, high * room]
  const ticks = ticksBetween(domain[0], domain[1])
  if (!values.includes(0)) return { domain, ticks }
  const zero = domain[0] / (high / low) ** 0.08
  return { domain: [zero / room, domain[1]], ticks, zero }
}

/** At most MOST_TICKS round values, as many as fit. */
function ticksBetween(low: number, high: number): number[] {
  const decades: number[] = []
  for (let k = Math.floor(Math.log10(low)); k <= Math.ceil(Math.log10(high)); k++) decades.push(k)
  const within = (list: readonly number[]): number[] => list.filter((t) => t >= low && t <= high)
  if (high / low < 4) return linear(low, high)
  if (decades.length > MOST_TICKS + 1) {
    const every = Math.ceil(decades.length / MOST_TICKS)
    return within(decades.filter((k) => k % every === 0).map((k) => 10 ** k))
  }
  const all = STEPS.map((steps) => within(decades.flatMap((k) => steps.map((s) => Number(`${s}e${k}`)))))
  return all.findLast((list) => list.length <= MOST_TICKS) ?? all[0]!
}

/** Round steps of one size, for an axis so short that its bend hardly shows. */
function linear(low: number, high: number): number[] {
  const rough = (high - low) / (MOST_TICKS - 1)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((s) => s * power >= rough) ?? 10)
  const ticks: number[] = []
  for (let k = Math.ceil(low / step); k * step <= high; k++) ticks.push(Number((k * step).toPrecision(12)))
  return ticks
}
