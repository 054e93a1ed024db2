/** The kinds of things that redaction replaces, in the order in which they win where two claim the same characters. */
export const WHATS = [
  'key',
  'secret',
  'e-mail address',
  'cloud id',
  'storage name',
  'WWN',
  'IPv6 address',
  'IPv4 address',
  'MAC address',
  'UUID',
  'container id',
  'serial number',
  'Wi-Fi name',
  'user name',
  'host name',
  'domain',
] as const
export type What = (typeof WHATS)[number]

/** A piece of a text, as offsets, and the thing that it names. */
export interface Found {
  readonly start: number
  readonly end: number
  /** Of another kind than the one whose place it is. */
  readonly what?: What
  /** How this place writes a thing, where that is not how the kind writes it. */
  readonly notation?: Notation
}

/** Another way to write a thing: digits of /proc/net/route, reversed names of DNS. */
export interface Notation {
  readonly read: (text: string) => string | undefined
  readonly write: (to: string, as: string) => string
}

/** Where a thing of a kind stands. One row of data: each has a planted test, and a test that fails without it. */
export interface Place {
  readonly id: string
  /** Lower-case words, one of which every text that has this place contains. */
  readonly near?: readonly string[]
  /** The thing is group 1, or the whole match; several things stand in it when `each` matches each of them. */
  readonly at?: RegExp
  readonly each?: RegExp
  /** Or: what follows one of these names (alternatives of a pattern) and `=`, `:`, `=>` or `>`. */
  readonly keys?: string
  /** The names may also end a longer word, as in `boardserialnumber`. */
  readonly inWords?: true
  /** A value of these names is one word, whatever follows. */
  readonly word?: true
  /** Or: the values below a table heading that matches (alternatives of a pattern). */
  readonly column?: string
  /** The values of the column may have single blanks in them. */
  readonly cells?: true
  /** Or: what a function finds. */
  readonly find?: (scanned: { readonly text: string; readonly lower: string }) => Iterable<Found>
  /** Or: the whole content of files at such paths. */
  readonly file?: RegExp
  readonly notation?: Notation
}

export interface Kind {
  readonly what: What
  readonly many: string
  /** For the documents: what replaces it. */
  readonly by: string
  readonly places: readonly Place[]
  /** The thing that a text names, in one spelling whatever the notation; undefined when the text identifies nothing. */
  readonly read: (text: string) => string | undefined
  /** Splits a value into parts that are replaced separately. Without it, the value is one part. */
  readonly parts?: (value: string) => readonly Found[]
  /** The n-th replacement of this kind; with `bits` of freedom when the numbers come from a salt. */
  readonly make: (n: number, thing: string) => string
  readonly bits: number | ((thing: string) => number)
  readonly isMade: (thing: string) => boolean
  /** A replacement in the notation of the text that it replaces. */
  readonly write?: (to: string, as: string) => string
  /** Lower-case texts under which a known value is replaced in every place. */
  readonly spellings?: (thing: string) => readonly string[]
}

export const hex = (n: number, digits: number): string => Math.floor(n).toString(16).padStart(digits, '0').slice(-digits)

/** Letters as another text has them: all upper case, or as they are. */
export const likeCase = (to: string, as: string): string => (/[A-F]/.test(as) && !/[a-f]/.test(as) ? to.toUpperCase() : to)

/** A text as tools write it into paths and unit names: dashes escaped or doubled, blanks as underscores. */
export function writtenForms(text: string): string[] {
  const lower = text.toLowerCase()
  const out = new Set([lower])
  if (lower.includes('-')) for (const to of ['\\x2d', '--', '_', '%2d']) out.add(lower.replaceAll('-', to))
  if (lower.includes('_')) out.add(lower.replaceAll('_', '-'))
  if (lower.includes('.')) for (const to of ['-', '_', '\\.']) out.add(lower.replaceAll('.', to))
  if (lower.includes(' ')) for (const to of ['_', '\\x20', '%20', '+', '\\040', '']) out.add(lower.replaceAll(/ +/g, to))
  if (lower.includes('"')) out.add(lower.replaceAll('"', '\\"'))
  if (lower.includes('/')) for (const to of ['%2f', '\\/', '-']) out.add(lower.replaceAll('/', to))
  if (/[&<>]/.test(lower)) out.add(lower.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'))
  return [...out]
}

/** What stands where a value would, and is none. */
const NO_VALUE: RegExp =
  /^(?:[0. _*x?-]*|none|null|nil|true|false|yes|no|on|off|undef(?:ined)?|unknown|n\/a|not (?:specified|available|present|applicable|provided|settable|defined)|no asset (?:tag|information)|unspecified|invalid|empty|default string|default|to be filled[^\n]{0,40}|system (?:serial number|product name|version)|(?:base ?board|chassis|board) serial number|asset[- ]?tag|o\.e\.m\.|oem|serial|\[?(?:redacted|dropped)\]?|…|<[^<>\n]{0,60}>|\$\{?\w{1,40}\}?)$/i

export const isValue = (text: string): boolean => !NO_VALUE.test(text.trim())
