import type { Evidence, Probe, Signal, Wanted } from '../model.ts'
import { CAPTURED } from './captured/index.ts'
import { isOwnReport } from './captured/own.ts'
import { OWN } from './live.ts'
import { signalsOf as signalsBy, wantedOf as wantedBy } from './signals.ts'

/**
 * Everything that Linux (or a tool that describes one) can show. To add a probe: one file that exports one, one line in
 * ./captured/index.ts or, where a machine that runs has its files, in ./live.ts, and one fixture. A text is offered in this order; the first that accepts it reads it.
 */
export const PROBES: readonly Probe[] = [...CAPTURED, ...OWN]

/** What a source has to bring for these probes; a report of this program's own is no evidence, whatever it quotes. */
export function wantedOf(probes: readonly Probe[], from: 'live' | 'capture'): Wanted {
  let wanted = made[from].get(probes)
  if (wanted === undefined) {
    const { paths, accepts } = wantedBy(probes, from)
    wanted = { paths, accepts: (head) => !isOwnReport(head) && accepts(head) }
    made[from].set(probes, wanted)
  }
  return wanted
}
/** A run over many captures asks for each of them. */
const made = { live: new WeakMap<readonly Probe[], Wanted>(), capture: new WeakMap<readonly Probe[], Wanted>() }

/** All signals that the evidence gives, asked by all probes. */
export const signalsOf = (evidence: Evidence, probes: readonly Probe[] = PROBES): Signal[] => signalsBy(evidence, probes)
