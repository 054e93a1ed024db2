import { hostname } from 'node:os'
import { type Replaced, redact, sameAnswer } from '../capture/redact.ts'
import { EXIT, Fault } from '../fault.ts'
import { inspect } from '../inspect.ts'
import type { Evidence, Source } from '../model.ts'

/**
 * Evidence without what tells whose machine it is, lines that say what was replaced, and the host name as it was.
 * @throws Fault when the answer would be another one: that is a bug, and no redacted report is better than a wrong one
 */
export async function redactFor(
  source: Source,
  evidence: Evidence,
): Promise<{ readonly evidence: Evidence; readonly lines: readonly string[]; readonly host: string | undefined }> {
  const host = inspect(source, evidence).machine?.host
  const names = [host, source.kind === 'live' ? hostname() : undefined].filter((name) => name !== undefined)
  const { evidence: clean, replaced } = redact(evidence, names)
  if (!sameAnswer(evidence, clean))
    throw new Fault(
      `${source.path}: redaction would change the answer, so nothing is printed (a bug in virtcolor)`,
      EXIT.internal,
    )
  return { evidence: clean, lines: linesOf(replaced), host }
}

function linesOf(replaced: readonly Replaced[]): string[] {
  if (replaced.length === 0) return ['nothing to redact']
  return replaced.map(({ what, from, to }) => `redacted ${what} ${from}: ${to}`)
}
