import type { RacedId } from '../modes.ts'
import type { RaceReport } from '../report.ts'
import { type Prediction, predict, type Range } from './model.ts'
import type { Profile } from './profiles.data.ts'
import { PUBLISHED, type Published } from './published.data.ts'

/** `open`: the predicted ranges overlap, or one mode has none. `silent`: nothing in the race is like it. */
export type Agreement = 'agrees' | 'differs' | 'open' | 'silent'

export interface Compared {
  readonly published: Published
  readonly agreement: Agreement
  /** Work by work; the whole agrees when each does. */
  readonly works: readonly { readonly work: string; readonly agreement: Agreement }[]
}

/** Whether the model's order agrees with published results of Xen's modes. Modes that the report lacks are left out. */
export function compareWithPublished(report: RaceReport, profile: Profile): readonly Compared[] {
  const predictions = predict(report, profile)
  return PUBLISHED.map((published) => {
    const works = published.works.flatMap((work) => {
      const prediction = predictions.find((one) => one.work === work)
      return prediction === undefined ? [] : [{ work, agreement: agreementOf(published, prediction) }]
    })
    return { published, works, agreement: whole(works.map((one) => one.agreement)) }
  })
}

function whole(all: readonly Agreement[]): Agreement {
  if (all.length === 0 || all.every((one) => one === 'silent')) return 'silent'
  if (all.includes('differs')) return 'differs'
  return all.includes('open') || all.includes('silent') ? 'open' : 'agrees'
}

/** Every pair of modes that the publication orders or calls equal. */
function agreementOf(published: Published, prediction: Prediction): Agreement {
  const places = published.order.flatMap((modes, place) => modes.map((mode) => ({ mode, place })))
  const found: Agreement[] = []
  places.forEach((a, i) => {
    for (const b of places.slice(i + 1)) {
      const [x, y] = [rangeOf(a.mode, prediction), rangeOf(b.mode, prediction)]
      if (x === undefined || y === undefined) found.push('open')
      else found.push(pairOf(x, y, a.place === b.place))
    }
  })
  return whole(found)
}

function pairOf(cheap: Range, dear: Range, equal: boolean): Agreement {
  // Two modes without cost are equal, so they show no order.
  const same = cheap.high === dear.high && cheap.low === dear.low
  const apart = cheap.high < dear.low ? 'less' : dear.high < cheap.low ? 'more' : 'unknown'
  if (equal) return same ? 'agrees' : apart === 'unknown' ? 'open' : 'differs'
  return same ? 'differs' : apart === 'less' ? 'agrees' : apart === 'more' ? 'differs' : 'open'
}

const NOTHING: Range = { low: 0, high: 0 }

function rangeOf(mode: RacedId | 'native', prediction: Prediction): Range | undefined {
  if (mode === 'native') return NOTHING
  const found = prediction.modes.find((one) => one.mode === mode)
  return found?.none === true ? NOTHING : found?.cost
}
