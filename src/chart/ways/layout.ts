import type { Point } from '../flow.ts'
import { isCrossing } from './index.ts'
import { PLACES, type PlaceId, type Step, type Way } from './model.ts'

/** The names of the lanes. */
export const LANES: Readonly<Record<PlaceId, string>> = {
  user: 'Program',
  kernel: 'Guest kernel',
  hypervisor: 'Hypervisor',
  model: 'Device model',
  backend: 'Backend',
  hardware: 'Hardware',
}

/** A step with its place in the picture. */
export interface Stop extends Point {
  readonly step: Step
  /** From 1. */
  readonly number: number
}

/** Between two stops: along the lane, then to the next one. */
export interface Leg {
  readonly from: Point
  readonly corner: Point
  readonly to: Point
  readonly aside: boolean
}

export interface Trace {
  readonly stops: readonly Stop[]
  readonly legs: readonly Leg[]
  /** Where the guest's CPU enters the hypervisor. */
  readonly crossings: readonly Point[]
  /** The edge of the guest. */
  readonly edge: number
}

/** The way as a line through the lanes, time from left to right: lanes of one height, steps equally apart. */
export function traceOf(way: Way, width: number, lane: number, margin: number): Trace {
  const { steps } = way
  const apart = (width - 2 * margin) / Math.max(1, steps.length - 1)
  const stops = steps.map(
    (step, i): Stop => ({
      step,
      number: i + 1,
      x: margin + i * apart,
      y: (PLACES.indexOf(step.at) + 0.5) * lane,
    }),
  )
  const legs = stops.slice(1).map((to, i): Leg => {
    const from = stops[i]!
    return { from, corner: { x: to.x, y: from.y }, to, aside: to.step.aside === true || from.step.aside === true }
  })
  const edge = PLACES.indexOf('hypervisor') * lane
  const crossings = stops
    .filter((_, i) => isCrossing(steps, i))
    // An interrupt comes from below: the guest is entered with the step after it.
    .map((stop) => (stops[stop.number - 2]!.y < edge ? { x: stop.x, y: edge } : { x: stops[stop.number]!.x, y: edge }))
  return { stops, legs, crossings, edge }
}
