import { holds, type Signals } from '../judge/judge.ts'
import type { Advice, ComponentId, Proof, When } from '../model.ts'
import { clock } from './clock.ts'
import { io } from './io.ts'
import { mode } from './mode.ts'

/**
 * A row of advice: shown only when its condition is proved by the evidence, and then with that proof. Conditions are over the same signals as
 * rules, and over what was concluded: `hypervisor`, `mode`, `role`, `platform`, and `cell.<component>` for the kind of a cell.
 * A figure is never given without its workload and source.
 */
export interface AdviceRow {
  readonly id: string
  readonly component: ComponentId
  readonly when: When | readonly When[]
  readonly says: string
  /** Exact commands or settings. */
  readonly do: readonly string[]
  readonly undo?: string
  readonly at: 'guest' | 'host'
  readonly gains?: { readonly figure: string; readonly workload: string; readonly see: string }
  readonly risk?: string
  readonly verify?: string
}

export const ADVICE: readonly AdviceRow[] = [...mode, ...clock, ...io]

/** The advice that the signals prove, in the order of the table. */
export function advise(signals: Signals, rows: readonly AdviceRow[] = ADVICE): Advice[] {
  const out: Advice[] = []
  for (const { when, ...row } of rows) {
    const proof = proofOf(when, signals)
    if (proof !== undefined) out.push({ ...row, proof })
  }
  return out
}

function proofOf(when: AdviceRow['when'], signals: Signals): Proof[] | undefined {
  for (const one of Array.isArray(when) ? (when as readonly When[]) : [when as When]) {
    const proof = holds(one, signals)
    if (proof !== undefined) return unique(proof)
  }
  return undefined
}

/** Conclusions carry the line that decided them, so several conditions may end in one line. */
function unique(proof: readonly Proof[]): Proof[] {
  const seen = new Set<string>()
  return proof.filter(
    (p) =>
      p.path !== '' && !seen.has(`${p.path}:${p.line}:${p.text}`) && seen.add(`${p.path}:${p.line}:${p.text}`) !== undefined,
  )
}
