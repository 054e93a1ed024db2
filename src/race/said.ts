import { gunzipSync } from 'node:zlib'
import * as v from 'valibot'
import { normalize } from '../evidence/tree.ts'
import { Fault } from '../fault.ts'
import type { Evidence } from '../model.ts'
import { EVIDENCE_PARTS } from './image/guest.ts'
import { lastLines } from './process.ts'

/** What a guest sends back: its evidence, and the helper's lines. */

const MOST_EVIDENCE = 64 * 1024 * 1024

/** @throws Fault when it is not what the guest's init makes */
export function evidenceOf(packed: Uint8Array, guest: string): Evidence {
  let text: string
  try {
    text = gunzipSync(packed, { maxOutputLength: MOST_EVIDENCE }).toString('utf8')
  } catch {
    throw new Fault(`${guest}: the evidence that it sent is damaged`)
  }
  const part = (name: keyof typeof EVIDENCE_PARTS): string => {
    const start = text.indexOf(`${EVIDENCE_PARTS[name]}\n`)
    if (start < 0) throw new Fault(`${guest}: the evidence that it sent has no part "${name}"`)
    const end = text.indexOf('\n=====virtcolor-', start + 1)
    return text.slice(start + EVIDENCE_PARTS[name].length + 1, end < 0 ? undefined : end + 1)
  }
  const links = new Map<string, string>()
  // stat's lines: '/sys/x' -> '../y'. In order of length, so that the links on the way are known first.
  const found = [...part('links').matchAll(/^'?(\/[^'\n]*?)'? -> '?([^'\n]*)'?$/gm)].map(
    ([, path, target]) => [path!.slice(1), target!] as const,
  )
  for (const [path, target] of found.sort((a, b) => a[0].length - b[0].length)) {
    const slash = path.lastIndexOf('/')
    links.set(`${through(path.slice(0, Math.max(0, slash)), links)}/${path.slice(slash + 1)}`.replace(/^\//, ''), target)
  }
  const files = new Map<string, string>()
  for (const line of part('files').split('\n')) {
    const colon = line.indexOf(':', line.startsWith('/sys/') ? endOfPath(line) : 0)
    if (!line.startsWith('/') || colon < 0) continue
    const path = through(line.slice(1, colon), links)
    files.set(path, `${files.get(path) ?? ''}${line.slice(colon + 1)}\n`)
  }
  files.set('dmesg.txt', part('dmesg'))
  return { files, links, texts: [], missing: [] }
}

/** PCI addresses in paths have colons (0000:00:01.1): the path ends at the first colon that no digit pair follows as in an address. */
function endOfPath(line: string): number {
  const address =
    /^(?:[^:]*\/(?:[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]|pci[0-9a-f]{4}:[0-9a-f]{2}|[A-Z0-9]+:[0-9a-f]{2}|\d+:\d+:\d+:\d+)(?=[/:]))*/.exec(
      line,
    )
  return address === null ? 0 : address[0].length
}

/** A path with the links on its way resolved. */
function through(path: string, links: ReadonlyMap<string, string>): string {
  let at = ''
  let budget = 40
  const rest = path.split('/')
  while (rest.length > 0) {
    const next = rest.shift()!
    const here = at === '' ? next : `${at}/${next}`
    const target = links.get(here)
    if (target === undefined || budget-- <= 0) at = here
    else {
      const to = normalize(target.startsWith('/') ? target : `${at}/${target}`)
      rest.unshift(...to.split('/'))
      at = ''
    }
  }
  return at
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
