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
