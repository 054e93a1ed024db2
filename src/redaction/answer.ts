import { inspect } from '../inspect.ts'
import type { Evidence, Report } from '../model.ts'

const IDS: RegExp = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi

/** A report without its proofs, names of devices that are ids, and lists of files: what must not change. */
export function answerOf(report: Report): unknown {
  const text = JSON.stringify({ ...report, source: 0, missing: 0, machine: 0 }, (key, value: unknown) =>
    key === 'proof' ? undefined : value,
  )
  return JSON.parse(text.replace(IDS, 'uuid'))
}

/** Whether other evidence gives the same report, whatever lines prove it; and whether it gives the same kinds. */
export function comparedWith(evidence: Evidence): Record<'answer' | 'kinds', (other: Evidence) => boolean> {
  const reported = (e: Evidence): Report => inspect({ path: '', kind: 'text' }, e)
  const before = reported(evidence)
  const same = (of: (report: Report) => unknown): ((other: Evidence) => boolean) => {
    const text = JSON.stringify(of(before))
    return (other) => JSON.stringify(of(reported(other))) === text
  }
  return { answer: same(answerOf), kinds: same(kindsOf) }
}

export const sameAnswer = (a: Evidence, b: Evidence): boolean => comparedWith(a).answer(b)

/** What every redaction keeps of an answer: all of it but names and versions, which may be anybody's words. */
export function kindsOf({ hypervisor, mode, role, platform, container, cells }: Report): unknown {
  return {
    hypervisor: hypervisor.id,
    mode: mode?.id ?? null,
    possible: [hypervisor.possible, mode?.possible],
    role,
    platform: platform?.id ?? null,
    container: container?.id ?? null,
    cells: Object.values(cells).map(({ kind, colour, possible }) => ({ kind, colour, possible })),
  }
}

export const sameKinds = (a: Evidence, b: Evidence): boolean => comparedWith(a).kinds(b)
