import { colourOf } from '../chart/colours.ts'
import type { Cell, Finding, Kind, Verdict } from '../model.ts'
import { table } from '../table.ts'
import type { Signals } from './judge.ts'

/** From the worst to expect to the best. */
const ORDER: readonly Kind[] = ['VS', 'P', 'VH', 'H']
const WORDS: Readonly<Record<string, string>> = table({
  VS: 'emulated',
  P: 'paravirtual',
  VH: 'in hardware',
  H: 'bare hardware',
})

/**
 * Interrupts and timers: how interrupts are delivered and which clock is read, both shown, the worse counted. A clock in hardware alone
 * does not show the delivery (APICv, AVIC and posted interrupts are not visible from inside), so with that alone the kind stays unknown.
 */
export function interruptsCell(delivery: Verdict, clock: Verdict, signals: Signals): Cell {
  const d = known(delivery)
  const c = known(clock)
  let kind: Kind = '?'
  if (d !== undefined && c !== undefined) kind = ORDER.indexOf(d) <= ORDER.indexOf(c) ? d : c
  else if (d !== undefined) kind = d
  else if (c === 'VS' || c === 'P') kind = c
  const because = [...tagged('delivery', delivery.because), ...tagged('clock', clock.because)]
  const notes = [
    `delivery: ${d === undefined ? 'not visible' : WORDS[d]}`,
    `clock: ${c === undefined ? 'not visible' : `${WORDS[c]}${named(signals)}`}`,
  ]
  if (d === undefined && c === 'VH')
    notes.push('a guest cannot see whether interrupts are delivered in hardware (APICv, AVIC, posted interrupts)')
  const possible =
    kind === '?' && delivery.because.length > 0 && delivery.possible.length < ORDER.length
      ? (delivery.possible as Kind[])
      : undefined
  return {
    kind,
    ...(possible !== undefined && { possible }),
    colour: colourOf('interrupts', kind),
    because,
    against: [...tagged('delivery', delivery.against), ...tagged('clock', clock.against)],
    notes,
  }
}

function known(verdict: Verdict): Kind | undefined {
  return verdict.because.length > 0 ? (verdict.value as Kind | undefined) : undefined
}

function tagged(about: string, findings: readonly Finding[]): Finding[] {
  return findings.map((f) => ({ ...f, says: `${about}: ${f.says}` }))
}

function named(signals: Signals): string {
  const clock = signals.get('clocksource')?.[0]?.value ?? signals.get('clocksource.logged')?.[0]?.value
  return clock === undefined ? '' : ` (${clock})`
}
