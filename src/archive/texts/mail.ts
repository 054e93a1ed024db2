import type { Part } from './paste.ts'

/**
 * A saved mail with attachments, cut into its parts: what `imvirt-report` writes
 * (https://github.com/DE-IBH/imvirt/blob/master/imvirt-report), and bug reports that were sent as mail. RFC 2045 and 2046, as far as that.
 */

/** Names that imvirt-report gives to copies of files (`/` became `_`), where an underscore may be one of the name itself. */
const COPIES: readonly (readonly [name: RegExp, path: string])[] = [
  [/^_proc_(cmdline|cpuinfo|modules|mounts|timer_list)$/, 'proc/$1'],
  [/^_proc_1_(cgroup|environ)$/, 'proc/1/$1'],
  [/^_sys_devices_system_clocksource_clocksource(\d+)_(available|current)_clocksource$/, 'sys/devices/system/clocksource/clocksource$1/$2_clocksource'], // biome-ignore format: one path
]
/** What it prints in place of what it cannot read. */
const ABSENT: RegExp = /^(?:File \S+ not readable!|Command \S+ not available!)\s*$/

const HEADER: RegExp = /^(?:From \S[^\n]*|[\w-]{1,78}:(?:[ \t][^\n]*)?)$/
/** Bounds of a mail: of its headers, of its parts, of parts within parts. */
const MOST_HEADERS = 500
const MOST_PARTS = 500
const DEEPEST = 4

interface Headers {
  /** In lower case, folded lines joined. */
  readonly of: ReadonlyMap<string, string>
  /** The line after the empty one that ends them. */
  readonly end: number
}

function headersAt(lines: readonly string[], from: number): Headers | undefined {
  const of = new Map<string, string>()
  let last = ''
  for (let i = from; i < lines.length && i - from < MOST_HEADERS; i++) {
    const line = lines[i]!.replace(/\r$/, '')
    if (line === '') return { of, end: i + 1 }
    if (/^[ \t]/.test(line) && last !== '') of.set(last, `${of.get(last)!} ${line.trim()}`)
    else if (HEADER.test(line)) {
      last = line.slice(0, line.indexOf(':')).toLowerCase()
      of.set(last, line.slice(line.indexOf(':') + 1).trim())
    } else return undefined
  }
  return undefined
}

function parameter(value: string | undefined, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\*?=(?:"([^"]{1,1000})"|([^\\s;"]{1,1000}))`, 'i').exec(value ?? '')
  return match?.[1] ?? match?.[2]
}

function boundaryOf({ of }: Headers): string | undefined {
  const type = of.get('content-type')
  return type !== undefined && /^multipart\//i.test(type) ? parameter(type, 'boundary') : undefined
}

/** Whether a text is a mail of several parts, recognised by its beginning. */
export function isMail(head: string): boolean {
  if (!/^(?:From |[\w-]+:)/.test(head) || !/^content-type:\s*multipart\//im.test(head.slice(0, 16_384))) return false
  const headers = headersAt(head.split('\n', MOST_HEADERS + 2), 0)
  return headers !== undefined && boundaryOf(headers) !== undefined
}

/** The parts of a mail, those of parts included; `line` counts in the mail, and in the attachment itself where that is packed. */
export function partsOfMail(text: string): Part[] {
  const lines = text.split('\n')
  const headers = headersAt(lines, 0)
  const out: Part[] = []
  if (headers !== undefined) cut(lines, headers, lines.length, out, 0)
  return out
}

function cut(lines: readonly string[], headers: Headers, end: number, out: Part[], depth: number): void {
  const boundary = boundaryOf(headers)
  if (boundary === undefined || depth >= DEEPEST) return
  const marks: number[] = []
  for (let i = headers.end; i < end && marks.length <= MOST_PARTS; i++) {
    const line = lines[i]!
    if (line.startsWith('--') && line.startsWith(boundary, 2) && /^(?:--)?\s*$/.test(line.slice(boundary.length + 2)))
      marks.push(i)
  }
  for (const [n, mark] of marks.entries()) {
    const stop = marks[n + 1] ?? end
    const own = headersAt(lines, mark + 1)
    if (own === undefined || own.end > stop || out.length >= MOST_PARTS) continue
    if (boundaryOf(own) !== undefined) cut(lines, own, stop, out, depth + 1)
    else {
      const part = partOf(own, lines.slice(own.end, stop))
      if (part !== undefined) out.push(part)
    }
  }
}

function partOf({ of, end }: Headers, lines: readonly string[]): Part | undefined {
  const name = parameter(of.get('content-disposition'), 'filename') ?? parameter(of.get('content-type'), 'name')
  const encoding = (of.get('content-transfer-encoding') ?? '').toLowerCase()
  const body = lines.map((line) => line.replace(/\r$/, ''))
  const packed = encoding === 'base64'
  const text = packed ? unpacked(body) : `${(encoding === 'quoted-printable' ? unquoted(body) : body).join('\n')}\n`
  if (text === undefined || !/\S/.test(text) || ABSENT.test(text)) return undefined
  const copy = COPIES.find(([pattern]) => pattern.test(name ?? ''))
  // Without a name it is what the sender wrote.
  const named = name === undefined ? {} : copy === undefined ? { file: name } : { file: name.replace(copy[0], copy[1]) }
  return { line: packed ? 1 : end + 1, text, ...named, ...(packed && { within: name ?? 'part' }) }
}

/** Quoted-printable; a line that goes on in the next leaves an empty one behind, so that all others keep their number. */
export function unquoted(lines: readonly string[]): string[] {
  const out: string[] = []
  let at = 0
  for (const [i, line] of lines.entries()) {
    const soft = line.endsWith('=')
    const text = decoded(soft ? line.slice(0, -1) : line)
    out[i] = ''
    out[at] += text
    if (!soft) at = i + 1
  }
  return out
}

const decoded = (line: string): string =>
  line.replace(/(?:=[0-9A-F]{2})+/gi, (bytes) =>
    new TextDecoder().decode(Uint8Array.from(bytes.slice(1).split('='), (hex) => Number.parseInt(hex, 16))),
  )

function unpacked(lines: readonly string[]): string | undefined {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(lines.join('').replace(/\s/g, '')), (c) => c.charCodeAt(0)))
  } catch {
    return undefined
  }
}
