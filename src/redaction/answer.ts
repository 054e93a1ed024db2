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

/** Whether two reports say the same, whatever lines prove it. */
export function sameAnswer(a: Evidence, b: Evidence): boolean {
  const say = (e: Evidence): string => JSON.stringify(answerOf(inspect({ path: '', kind: 'text' }, e)))
  return say(a) === say(b)
}

/** What strict redaction keeps of an answer: all of it but names and versions, which may be anybody's words. */
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

export function sameKinds(a: Evidence, b: Evidence): boolean {
  const say = (e: Evidence): string => JSON.stringify(kindsOf(inspect({ path: '', kind: 'text' }, e)))
  return say(a) === say(b)
}
