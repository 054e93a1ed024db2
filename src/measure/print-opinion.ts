import type { Paint } from '../render/paint.ts'
import { clean } from '../text.ts'
import { amount, wrap } from './amount.ts'
import { disagreements, type Fit, type Opinion, reported, times, type Weighed } from './opinion.ts'

const WIDTH = 79

/** The second opinion for people: what fits, each figure beside what was published, and the report beside it all. */
export function printOpinion(opinions: readonly Opinion[], report: unknown, paint: Paint): readonly string[] {
  if (opinions.length === 0) return []
  const out = [paint.bold('Comparison with published figures (inference, not evidence)')]
  out.push(
    ...hanging(
      "  'like': within a factor of two of the published range in brackets; the published workloads are similar but not identical",
      4,
    ),
  )
  for (const o of opinions) {
    out.push(...hanging(`  ${o.question}: ${paint.bold(verdict(o))}`, 4))
    for (const f of o.figures) out.push(...hanging(`    ${line(f)}`, 6))
  }
  const said = reported(report)
  if (said !== undefined) out.push(...hanging(`  report: ${clean(said)}`, 4))
  for (const d of disagreements(report, opinions)) out.push(...hanging(`  unexplained: ${d}`, 4))
  return out
}

function verdict({ fits, contradictory }: Opinion): string {
  if (fits.length > 0) return fits.join(', or ')
  return contradictory ? 'the figures contradict each other' : 'no published figure is similar'
}

function line(f: Weighed): string {
  const shown = (value: number): string => (f.per === undefined ? amount(f.metric, value) : `${value.toFixed(2)}x ${f.per}`)
  const range = ({ prior }: Fit): string =>
    prior.low === prior.high ? shown(prior.low) : `${shown(prior.low)} to ${shown(prior.high)}`
  const like = f.fits.map((fit) => `like ${fit.prior.answer} (${range(fit)})`).join(', or ')
  const unlike = f.nearest === undefined ? '' : `${times(f.nearest.times)} ${f.nearest.prior.answer} (${range(f.nearest)})`
  return `${f.metric.title}, ${shown(f.value)}: ${like === '' ? unlike : like}`
}

/** Broken into lines, the second and further ones indented by so many columns. */
function hanging(text: string, indent: number): string[] {
  const [first, ...rest] = wrap(text, WIDTH)
  if (rest.length === 0) return [first!]
  const tail = rest.map((l) => l.trim()).join(' ')
  return [first!, ...wrap(' '.repeat(indent) + tail, WIDTH)]
}
