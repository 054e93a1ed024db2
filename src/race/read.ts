import * as v from 'valibot'
import { EXIT, Fault } from '../fault.ts'
import type { RaceReport } from './report.ts'
import { RaceSchema } from './schema.ts'

/** Larger than any: a race of all modes with fifty rounds is below 2 MiB. */
export const MOST_REPORT: number = 16 << 20

/**
 * A report as `race --json` printed it.
 * @throws Fault that names the file, and the place in it that is wrong
 */
export function readRace(text: string, file: string): RaceReport {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Fault(`${file}: not a JSON file`)
  }
  const parsed = v.safeParse(RaceSchema, json, { abortPipeEarly: true })
  if (parsed.success) return parsed.output
  const issue = parsed.issues[0]
  const version = (json as { version?: unknown } | null)?.version
  if (typeof version === 'number' && version > 1)
    throw new Fault(`${file}: format version ${version} is newer than this virtcolor supports (1)`)
  throw new Fault(
    `${file} is not a report of 'virtcolor race': ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`,
    EXIT.unreadable,
  )
}
