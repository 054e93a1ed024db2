import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { readCollected } from '../archive/collected.ts'
import { PROBES, wantedOf } from '../evidence/index.ts'
import { Fault } from '../fault.ts'
import type { Evidence } from '../model.ts'
import { lastLines } from './process.ts'

/** What a guest sends back: its evidence, and the helper's lines. */

const MOST_EVIDENCE = 64 * 1024 * 1024

/**
 * The collector's output as a guest sends it, packed.
 * @throws Fault when it is damaged or not whole
 */
export async function evidenceOf(packed: Uint8Array, guest: string): Promise<Evidence> {
  let text: Buffer
  try {
    text = gunzipSync(packed, { maxOutputLength: MOST_EVIDENCE })
  } catch {
    throw new Fault(`${guest}: the evidence from the guest is damaged`)
  }
  return await readCollected(Readable.from([text]), wantedOf(PROBES, 'live'), `${guest}'s evidence`)
}

const doneSchema = v.object({
  work: v.string(),
  n: v.number(),
  ns: v.optional(v.number()),
  mark: v.optional(v.object({ tag: v.number(), way: v.string(), begin: v.optional(v.string()), end: v.optional(v.string()) })),
  error: v.optional(v.string()),
})
/** One line of the helper's `work`. */
export interface Done {
  readonly work: string
  /** Operations that were done. */
  readonly n: number
  readonly ns?: number | undefined
  readonly mark?:
    | { readonly tag: number; readonly way: string; readonly begin?: string | undefined; readonly end?: string | undefined }
    | undefined
  readonly error?: string | undefined
}

/** The helper's lines of one round; other lines (a shell's complaint) are passed over. */
export function doneOf(text: string): Done[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || line.length > 4096) return []
    try {
      return [v.parse(doneSchema, JSON.parse(line))]
    } catch {
      return []
    }
  })
}

/** How a kernel's trouble begins; what follows is about it. The first counts: later ones are often its consequences. */
const TROUBLE: RegExp =
  /Kernel panic|BUG: |Oops|Bad FPU state|general protection|invalid opcode|double fault|unable to handle|Internal error|detected stalls?|Out of memory|Attempted to kill/

/** The first lines of a kernel's trouble on its console with where it was, or the last lines of a console without any. */
export function whyItDied(message: string, console: string): string {
  const lines = console.split('\n')
  const first = lines.findIndex((line) => TROUBLE.test(line))
  if (first < 0) {
    const last = lastLines(console, 4)
    return last === '' ? message : `${message}; the guest's console ends: ${last.slice(-600)}`
  }
  const told = lines.slice(first, first + 60)
  const kept = told.filter((line, i) => i < 2 || /RIP: |Comm: |Kernel panic/.test(line)).slice(0, 6)
  return `${message}; the guest's console: ${lastLines(kept.join('\n'), 6).slice(0, 900)}`
}
