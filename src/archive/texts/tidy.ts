import { unquoted } from './mail.ts'

/**
 * Pasted text as the program printed it: what mail programs, web pages, trackers and build logs put around lines is taken off, once, before
 * any reader sees the text. The number and order of lines stay, so that a proof names the line that its reader sees.
 *
 * What to take off is decided by the beginning of the text; the same is then taken off every line.
 */

/** Takes the same things off any part of the text that the decision was made for. */
export type Tidy = (text: string) => string

/** Leaves a text as it is. */
export const SAME: Tidy = (text) => text

/** A step: from the lines of the beginning to what it does with a line, or nothing where it does not apply. */
type Step = (lines: readonly string[]) => ((line: string) => string) | undefined

/** What at least one step needs: most texts have none of it. */
const MARKED =
  /^[ \t]|^\s*(?:\[?\d{4}-\d\d-\d\d[T ]|\[?\d\d:\d\d:\d\d|[\w.-]{1,64} {1,32}\|)|(?:^|\n) ?>|`|<\/|<br|&(?:[a-z]{2,4}|#[\dx][\da-f]*);|[\u0003\u001b\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]/

/** In one of the first two lines, a prefix before the kernel's time. */
const CONSOLE_FIRST = /^(?:[^\n]{0,400}\n)?[\w.-][^"'`{}\n]{0,95}\[ {0,8}\d{1,9}\.\d{6}\] /

/** Rounds of all steps: a quoted, indented, quoted text needs as many. */
const MOST_ROUNDS = 4

/**
 * @param head the beginning of a text, 64 KiB at most
 */
export function tidyFor(head: string): Tidy {
  if (isQuotedPrintable(head)) {
    const decode: Tidy = (text) => unquoted(text.split('\n').map((line) => line.replace(/\r$/, ''))).join('\n')
    const rest = tidyFor(decode(head))
    return (text) => rest(decode(text))
  }
  const joined = unwrapFor(head)
  if (!MARKED.test(head) && !CONSOLE_FIRST.test(head)) return joined
  const escapes = /[\u0003\u001b\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u2066-\u2069\u3000\ufeff]/.test(head)
  const plain = escapes ? withoutEscapes(head) : head
  const lines = completeLines(plain)
  const taken: ((line: string) => string)[] = []
  const now = [...lines]
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = taken.length
    for (const step of STEPS) {
      const take = step(now)
      if (take === undefined) continue
      taken.push(take)
      for (let i = 0; i < now.length; i++) now[i] = take(now[i]!)
    }
    if (taken.length === before) break
  }
  if (!escapes && taken.length === 0) return joined
  const bare: Tidy = (text) => {
    const plain = escapes ? withoutEscapes(text) : text
    if (taken.length === 0) return plain
    return plain
      .split('\n')
      .map((line) => taken.reduce((rest, take) => take(rest), line))
      .join('\n')
  }
  const unwrap = unwrapFor(bare(head))
  return (text) => unwrap(bare(text))
}

/** A line of RFC 2045's quoted-printable that goes on in the next: 76 characters at most, and mail programs use them. */
const SOFT = /^(?=[^\n]{0,75} )[^\n]{59,75}=\r?$/gm
const OCTET = /=(?:3D|C2=A0)/

/** The body of a mail as it was sent, which archives of mailing lists keep. Two such lines show it, or one and an encoded character. */
function isQuotedPrintable(head: string): boolean {
  if (!head.includes('=\n') && !head.includes('=\r\n')) return false
  const soft = head.match(SOFT)?.length ?? 0
  return soft >= 2 || (soft === 1 && OCTET.test(head))
}

/** The last line of a beginning may be cut in two. */
function completeLines(head: string): string[] {
  const lines = head.split('\n')
  if (lines.length > 1) lines.pop()
  return lines
}

/** ECMA-48 control sequences (colours) and operating system commands (window titles), bounded. */
const TERMINAL = /\u001b(?:\[[0-?]{0,32}[ -/]{0,4}[@-~]|\][^\u0007\u001b\n]{0,512}(?:\u0007|\u001b\\)|[@-Z\\^_])/g
/** Colours, bold and reset of IRC. */
const IRC = /\u0003(?:\d{1,2}(?:,\d{1,2})?)?|[\u0002\u000f\u0016\u001d\u001f]/g
/** Spaces of web pages and word processors, which look like a space. */
const SPACES = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g
/** Characters without width, marks of direction and byte order. */
const INVISIBLE = /[\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

function withoutEscapes(text: string): string {
  const plain = text.includes('\u0003') ? text.replace(IRC, '') : text
  return plain.replace(TERMINAL, '').replace(SPACES, ' ').replace(INVISIBLE, '')
}

const isText = (line: string): boolean => line.trim() !== ''

/** Share of lines, blank ones not counted, that a mark has to stand before. */
function most(lines: readonly string[], marked: (line: string) => boolean): boolean {
  let all = 0
  let with_ = 0
  for (const line of lines) {
    if (!isText(line)) continue
    all++
    if (marked(line)) with_++
  }
  return all > 0 && with_ * 10 >= all * 9
}

/** A quoted mail: this many lines begin with `>`, or all do. */
const QUOTED = 3
const QUOTE = /^ ?(?:> ?){1,32}/

/** Mail quoting. Lines between quoted ones (an attribution, a reply) stay as they are. */
const quotes: Step = (lines) => {
  let quoted = 0
  for (const line of lines) if (QUOTE.test(line)) quoted++
  if (quoted === 0 || (quoted < QUOTED && !most(lines, (line) => QUOTE.test(line)))) return undefined
  return (line) => line.replace(QUOTE, '')
}

/**
 * Clock times and names that build systems and container runtimes put before every line. The kernel's own forms are no such marks:
 * `dmesg --time-format iso` has a comma in the seconds, `journalctl -o short-iso` the host and `kernel:` after the time.
 */
const STAMPS: readonly RegExp[] = [
  // GitHub Actions, Azure Pipelines, `docker logs -t`, `kubectl logs --timestamps`: 2024-07-08T06:22:36.9098004Z
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z(?: \d\d[OE][ +]?)?(?: |$)/,
  // Jenkins Timestamper: [2024-07-08T06:22:36.909Z], Buildkite, TeamCity: [06:22:36]
  /^\[(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d(?:\.\d{1,6})?Z?\](?: :)?(?: |$)/,
  // Jenkins Timestamper without brackets, `ts`: 06:22:36.909
  /^\d\d:\d\d:\d\d(?:\.\d{1,6})? {1,2}(?=\S|$)/,
  // docker compose: web-1  | text
  /^[\w.-]{1,64} {1,32}\| ?/,
]
/** What follows the time in syslog and the journal: a host and a program. */
const SYSLOG = /^[\w.-]{1,255} [\w./-]{1,64}(?:\[\d{1,9}\])?: /
/** Fewer lines do not show a pattern. */
const FEWEST = 2

const stamps: Step = (lines) => {
  const first = lines.find(isText) ?? ''
  if (!/^[\w[]/.test(first) || lines.filter(isText).length < FEWEST) return undefined
  const stamp = STAMPS.find((one) => most(lines, (line) => one.test(line)))
  if (stamp === undefined || most(lines, (line) => SYSLOG.test(line.replace(stamp, '')))) return undefined
  return (line) => line.replace(stamp, '')
}

/** What a monitor or a test driver puts before the lines of a guest's console: `GUEST: [    1.520591] …`. Syslog's `kernel: ` stays. */
const CONSOLE = /^(?![\s"'`{([<])(?:(?!kernel(?:\[\d{1,9}\])?: )[^"'`{}\n]){1,96}?(?=\[ {0,8}\d{1,9}\.\d{6}\] )/

const consoles: Step = (lines) => {
  if (!lines.some((line) => CONSOLE.test(line)) || !most(lines, (line) => CONSOLE.test(line))) return undefined
  return (line) => line.replace(CONSOLE, '')
}

/** The same blanks before every line. */
const indent: Step = (lines) => {
  let common: string | undefined
  for (const line of lines) {
    if (!isText(line)) continue
    const own = line.slice(0, line.length - line.trimStart().length)
    if (common === undefined) common = own
    while (!own.startsWith(common)) common = common.slice(0, -1)
    if (common === '') return undefined
  }
  if (common === undefined || common === '') return undefined
  const width = common.length
  return (line) => line.slice(Math.min(width, line.length - line.trimStart().length))
}

/** Elements of HTML that format text. None is an element of a VM definition. */
const TAGS =
  'a|abbr|b|big|blockquote|body|br|code|col|dd|del|div|dl|dt|em|font|h[1-6]|hr|html|i|img|ins|kbd|li|mark|ol|p|pre|s|samp|small|span|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var'
const TAG = new RegExp(`</?(?:${TAGS})(?:[ \t][^<>\n]{0,500})?/?>`, 'gi')
const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,6}|#x[\da-f]{1,5});/gi
const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
])
/** The text itself is XML: it begins with an element, declaration or comment that is no formatting. */
const XML = new RegExp(`^<(?!/?(?:${TAGS})[\\s/>])[a-z!?]`, 'i')
/** A line that opens or closes a block of output: how a post is cut into its parts. */
const FENCE_TAG = /^\s{0,8}<\/?pre>\s{0,8}$/i

/** Formatting tags and character references of HTML. */
const markup: Step = (lines) => {
  const first = lines.find(isText)?.trimStart()
  if (first === undefined || XML.test(first)) return undefined
  const tags = lines.some((line) => line.includes('<') && !FENCE_TAG.test(line) && line.search(TAG) >= 0)
  const entities = lines.some((line) => line.includes('&') && line.search(ENTITY) >= 0)
  if (!tags && !entities) return undefined
  return (line) => {
    const bare = tags && !FENCE_TAG.test(line) ? line.replace(TAG, '') : line
    return entities ? bare.replace(ENTITY, character) : bare
  }
}

function character(reference: string): string {
  const name = reference.slice(1, -1).toLowerCase()
  const known = CHARACTERS.get(name)
  if (known !== undefined) return known
  const code = name.startsWith('#x') ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  // A control character or half of a surrogate pair was no text.
  return code === 9 || (code >= 32 && code < 0xd800) || (code > 0xdfff && code <= 0x10ffff) ? String.fromCodePoint(code) : ''
}

/** Backquotes around the whole of a line, as in a comment of a tracker, or a fence with text on its line. */
const backquotes: Step = (lines) => {
  if (!lines.some((line) => TICKED.test(line))) return undefined
  return (line) => line.replace(TICKED, '$2')
}
const TICKED = /^(`{1,3})(?!`)(?=[^`\n]*?[^`\s\w+-])([^`\n]+)(?:\1)?$/

/** How a line of a kernel's or hypervisor's log begins. */
const LOGGED = /^(?:<\d{1,3}>)?(?:\[ {0,8}\d{1,9}\.\d{6}\]|\(XEN\) |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d )/
/** A mail program or a terminal that wraps leaves no longer line. Logs that were not wrapped nearly always have one. */
const WIDEST = 132
const NARROWEST = 60
/** Fewer lines of a log do not show where it was wrapped. */
const FEWEST_LOGGED = 5

/**
 * Lines of a log that were wrapped are joined again; the place of the second half becomes an empty line. A terminal cuts in the middle of
 * a word, always at its width; a mail program cuts at blanks.
 */
function unwrapFor(head: string): Tidy {
  const lines = completeLines(head)
  let logged = 0
  let longest = 0
  const wrapped = new Set<number>()
  let previous = 0
  for (const line of lines) {
    if (line.length > longest) longest = line.length
    if (LOGGED.test(line)) logged++
    else if (isText(line)) {
      if (previous < NARROWEST) return SAME
      wrapped.add(previous)
    }
    previous = line.length
  }
  if (logged < FEWEST_LOGGED || wrapped.size === 0 || longest > WIDEST) return SAME
  const between = wrapped.size === 1 && wrapped.has(longest) ? '' : ' '
  return (text) => {
    const all = text.split('\n')
    let last = -1
    for (let i = 0; i < all.length; i++) {
      const line = all[i]!
      if (LOGGED.test(line) || !isText(line)) last = isText(line) ? i : -1
      else if (last >= 0) {
        all[last] += between + line
        all[i] = ''
      }
    }
    return all.join('\n')
  }
}

const STEPS: readonly Step[] = [markup, quotes, stamps, consoles, indent, backquotes]
