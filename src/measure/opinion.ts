import type { Metric } from './metrics.ts'
import { PRIORS, type Prior, QUESTIONS } from './priors.ts'
import type { Summary } from './summary.ts'

/** How far a machine may be from a published range and still fit: ten years of processors lie between some of them. */
export const TOLERANCE = 2

export interface Fit {
  readonly prior: Prior
  readonly metric: Metric
  readonly value: number
  /** How far outside of the published range: 1 is inside, 5 five times above, 0.2 five times below. */
  readonly times: number
  readonly fits: boolean
}
/** A figure beside every answer to one question. */
export interface Weighed {
  readonly metric: Metric
  readonly value: number
  /** It is a ratio to another metric of this machine, not a time. */
  readonly per: string | undefined
  readonly fits: readonly Fit[]
  /** Of those that do not fit, the nearest. */
  readonly nearest: Fit | undefined
}
export interface Opinion {
  readonly question: string
  /** Explanations that fit every figure, and those that a figure contradicts. */
  readonly fits: readonly string[]
  readonly against: readonly string[]
  readonly figures: readonly Weighed[]
  /** Nothing fits every figure, though each figure fits something. */
  readonly contradictory: boolean
}

/**
 * A second opinion beside the report's cells: which ways of virtualizing fit the figures. Inference from published figures of
 * other machines, never evidence: it changes no cell. A metric without a result is not used.
 */
export function opinionOf(summaries: readonly Summary[]): readonly Opinion[] {
  const values = new Map(summaries.flatMap((s) => (s.refused === undefined ? [[s.metric.id, s] as const] : [])))
  return QUESTIONS.flatMap(({ id, title, answers }) => {
    const evidence = PRIORS.filter((p) => p.question === id).flatMap((prior): Fit[] => {
      const summary = values.get(prior.metric)
      if (summary === undefined) return []
      const over = prior.per === undefined ? 1 : values.get(prior.per)?.low
      if (over === undefined) return []
      const value = (summary.metric.take === 'min' ? summary.low : summary.middle) / over
      const times = value > prior.high ? value / prior.high : value < prior.low ? value / prior.low : 1
      return [{ prior, metric: summary.metric, value, times, fits: times <= TOLERANCE && times >= 1 / TOLERANCE }]
    })
    if (evidence.length === 0) return []
    const about = (answer: string): readonly Fit[] => evidence.filter((e) => e.prior.answer === answer)
    const fits = answers.filter((a) => about(a).length > 0 && about(a).every((e) => e.fits))
    const against = answers.filter((a) => about(a).some((e) => !e.fits))
    const figures = weighed(evidence)
    const contradictory = fits.length === 0 && figures.every((f) => f.fits.length > 0)
    return [{ question: title, fits, against, figures, contradictory }]
  })
}

function weighed(evidence: readonly Fit[]): readonly Weighed[] {
  const keys = [...new Set(evidence.map((e) => `${e.metric.id} ${e.prior.per ?? ''}`))]
  return keys.map((key) => {
    const own = evidence.filter((e) => `${e.metric.id} ${e.prior.per ?? ''}` === key)
    const far = (e: Fit): number => Math.abs(Math.log(e.times))
    const nearest = own.filter((e) => !e.fits).sort((x, y) => far(x) - far(y))[0]
    const { metric, value, prior } = own[0]!
    return { metric, value, per: prior.per, fits: own.filter((e) => e.fits), nearest }
  })
}

const three = (x: number): string => String(Number(x.toPrecision(x < 10 ? 2 : 3)))

/** `5.1x above`, `3.0x below` what was published. */
export function times(x: number): string {
  return x >= 1 ? `${three(x)}x above` : `${three(1 / x)}x below`
}

interface Said {
  readonly hypervisor?: { readonly name?: unknown }
  readonly cells?: { readonly cpu?: { readonly kind?: unknown; readonly because?: readonly { readonly says?: unknown }[] } }
  readonly layers?: readonly { readonly what?: unknown }[]
}

/** The CPU answer of the report, in a line; undefined without a report. */
export function reported(report: unknown): string | undefined {
  const r = report as Said | null
  const cpu = r?.cells?.cpu
  if (typeof cpu?.kind !== 'string') return undefined
  const levels = r?.layers?.filter((l) => l.what === 'hypervisor').length ?? 0
  const says = cpu.because?.[0]?.says
  const name = typeof r?.hypervisor?.name === 'string' ? r.hypervisor.name : 'unknown hypervisor'
  return `${name}, ${levels === 1 ? 'one level' : `${levels} levels`}, cpu ${cpu.kind}${typeof says === 'string' ? `: ${says}` : ''}`
}

/**
 * Where the figures and the report's cell of the CPU do not agree, and what would explain it. From inside of a guest the
 * explanations look alike, so that each stays open. IBPB on every exit: https://docs.kernel.org/admin-guide/hw-vuln/srso.html
 */
export function disagreements(report: unknown, opinions: readonly Opinion[]): readonly string[] {
  const r = report as Said | null
  const kind = r?.cells?.cpu?.kind
  if (typeof kind !== 'string') return []
  const against = (question: string, answer: string): boolean =>
    opinions.find((o) => o.question === question)?.against.includes(answer) ?? false
  const out: string[] = []
  if (kind === 'VH' && against('page tables', 'nested paging in hardware')) {
    out.push(
      'the report shows page tables in hardware (VH), but the times differ from published ones: possible causes are nested virtualization, shadow page tables, or another processor or kernel.',
    )
  }
  if (
    r?.layers?.filter((l) => l.what === 'hypervisor').length === 1 &&
    against('exits', 'one level of hardware virtualization')
  ) {
    out.push(
      'the report shows one hypervisor, but VM exits take longer than published: nested virtualization, or host mitigations that flush on every exit (such as spec_rstack_overflow=ibpb-vmexit).',
    )
  }
  return out
}
