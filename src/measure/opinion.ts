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
export interface Opinion {
  readonly question: string
  /** What fits every figure, and what some figure speaks against. */
  readonly fits: readonly string[]
  readonly against: readonly string[]
  readonly evidence: readonly Fit[]
  /** Figures that speak for different answers, in words. */
  readonly contradictions: readonly string[]
}

/**
 * A second opinion beside the report's cells: which ways of virtualizing fit the figures. Inference from published figures of
 * other machines, never evidence: it changes no cell. A metric that was refused says nothing.
 */
export function opinionOf(summaries: readonly Summary[]): readonly Opinion[] {
  const values = new Map(summaries.flatMap((s) => (s.values.length > 0 ? [[s.metric.id, s] as const] : [])))
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
    const contradictions = answers.flatMap((a) => {
      const yes = about(a).filter((e) => e.fits).map((e) => e.metric.id) // biome-ignore format: one thought
      const no = about(a).filter((e) => !e.fits).map((e) => `${e.metric.id} ${times(e.times)}`) // biome-ignore format: one thought
      return yes.length > 0 && no.length > 0 ? [`${a}: ${yes.join(', ')} fits, ${no.join(', ')} does not`] : []
    })
    return [{ question: title, fits, against, evidence, contradictions }]
  })
}

/** `5.1x above`, `3.0x below` what was published. */
export function times(x: number): string {
  return x >= 1 ? `${x.toFixed(1)}x above` : `${(1 / x).toFixed(1)}x below`
}

// IBPB on every VM exit: https://www.kernel.org/doc/html/latest/admin-guide/hw-vuln/srso.html
/** The report's cell of the CPU beside what the figures say, where they do not agree. */
export function disagreements(report: unknown, opinions: readonly Opinion[]): readonly string[] {
  const r = report as {
    hypervisor?: { name?: unknown }
    cells?: { cpu?: { kind?: unknown } }
    layers?: { what?: unknown }[]
  } | null
  const kind = r?.cells?.cpu?.kind
  if (typeof kind !== 'string') return []
  const out: string[] = []
  const tables = opinions.find((o) => o.question === 'page tables')
  const hardware = 'nested paging in hardware'
  if (kind === 'VH' && tables?.against.includes(hardware)) {
    out.push(
      `the report says VH for cpu, but page-table work does not cost what ${hardware} does. Open: what the guest cannot see is a level below (a host that is itself a guest), or shadowed page tables.`,
    )
  }
  const exits = opinions.find((o) => o.question === 'exits')
  const layers = r?.layers?.filter((l) => l.what === 'hypervisor').length ?? 0
  if (layers === 1 && exits?.against.includes('one level of hardware')) {
    out.push(
      'the report names one hypervisor, but an exit costs several times what one level of hardware does. Open: a second level below, or mitigations on the host that flush on every exit (such as spec_rstack_overflow=ibpb-vmexit).',
    )
  }
  return out
}
