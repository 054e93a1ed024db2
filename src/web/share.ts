import { is } from 'valibot'
import type { Report } from '../model.ts'
import { REPORT } from '../render/schema.ts'
import { deflated, inflated } from './packed.ts'

/** A report of any machine stays far below; more than that is no report. */
const MOST_BYTES = 4 * 1024 * 1024

/** The content of a link by default: answers and drivers, but no line of a file and no names of files or machines. */
export function withoutEvidence(report: Report, i: number, all: readonly Report[]): Report {
  const bare = JSON.parse(JSON.stringify(report), (key, value) => (key === 'proof' ? [] : value)) as Report
  const { machines: _, ...source } = bare.source
  return { ...bare, source: { ...source, path: `shared machine${all.length > 1 ? ` ${i + 1}` : ''}` }, missing: [] }
}

/** Reports for the address: deflated JSON in base64url (RFC 4648). */
export const pack = (reports: readonly Report[]): Promise<string> => deflated(JSON.stringify(reports), MOST_BYTES)

/** @returns undefined for what holds no reports; a link is outside data like any other and is checked field by field */
export async function unpack(packed: string): Promise<readonly Report[] | undefined> {
  try {
    const reports: unknown = JSON.parse(await inflated(packed, MOST_BYTES))
    if (!Array.isArray(reports) || reports.length === 0 || !reports.every((one) => is(REPORT, one))) return undefined
    return reports as Report[]
  } catch {
    return undefined
  }
}
