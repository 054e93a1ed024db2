import { signalsOf } from './evidence/index.ts'
import { report } from './examine.ts'
import type { Evidence, Report, Source } from './model.ts'

/** From evidence to a report: evidence → signals → verdicts, each a signal for the next → cells → report. Pure and synchronous. */
export function inspect(source: Source, evidence: Evidence): Report {
  return report(source, signalsOf(evidence), evidence, 'observed')
}
