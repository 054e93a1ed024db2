import { describe, expect, it } from 'vitest'
import { PLAIN } from '../render/paint.ts'
import { disagreements, type Opinion, opinionOf } from './opinion.ts'
import { printOpinion } from './print-opinion.ts'
import { PRIORS, QUESTIONS } from './priors.ts'
import { summarise } from './summary.ts'
import { made } from './testing/made.ts'

const of = (costs: Readonly<Record<string, number>>): readonly Opinion[] => opinionOf(summarise(made(costs)))
const about = (opinions: readonly Opinion[], question: string): Opinion => opinions.find((o) => o.question === question)!
const REPORT = { hypervisor: { name: 'KVM' }, cells: { cpu: { kind: 'VH' } }, layers: [{ what: 'hypervisor' }] }

describe('the second opinion', () => {
  it('tells one level of hardware from two', () => {
    const one = of({ cpuid: 550, vmmcall: 500, filefault: 40_000, fork: 90_000 })
    expect(about(one, 'exits').fits).toEqual(['one level of hardware virtualization'])
    expect(about(one, 'page tables').fits).toEqual(['nested paging in hardware'])
    expect(disagreements(REPORT, one)).toEqual([])
    const two = of({ cpuid: 3600, vmmcall: 3600 })
    expect(about(two, 'exits').fits).toEqual(['nested virtualization'])
    expect(disagreements(REPORT, two)).toHaveLength(1)
  })
  it('names figures that disagree, and lists as open what the report does not explain', () => {
    const mixed = of({ cpuid: 3600, filefault: 230_000, fork: 70_000 })
    expect(about(mixed, 'page tables')).toMatchObject({ fits: [], contradictory: true })
    expect(disagreements(REPORT, mixed)).toHaveLength(2)
    expect(disagreements(null, mixed)).toEqual([])
    const text = printOpinion(mixed, REPORT, PLAIN)
    expect(text).toContain('  page tables: the figures contradict each other')
    expect(text).toContain('    CPUID, 3.60 µs: like nested virtualization (3.20 µs to 7.10 µs)')
    expect(text).toContain('  report: KVM, one level, cpu VH')
    for (const line of text) expect([...line].length).toBeLessThan(80)
  })
  it('says nothing of a metric that was refused', () => {
    const noisy = made({ cpuid: 3600 }).samples.map((s) => ({ ...s, gated: 'the host took 9 %' }))
    expect(opinionOf(summarise({ samples: noisy }))).toEqual([])
  })
  it('knows a source for every figure, and an answer that its question has', () => {
    for (const { question, answer, see, low, high } of PRIORS) {
      expect(QUESTIONS.find((q) => q.id === question)!.answers).toContain(answer)
      expect(see).not.toBe('')
      expect(low).toBeLessThanOrEqual(high)
    }
  })
})
