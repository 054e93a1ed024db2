import type { Document, Evidence, Signal, Source } from '../model.ts'
import { RULE_WORDS } from './words.data.ts'
import { isDeviceName } from './words.ts'

/** The placeholder for everything that was dropped. */
const DROPPED = '…'

/** Letters, digits and what joins them: a name, a number, a path segment. */
const CHUNK: RegExp = /[\p{L}\p{N}\p{M}_][\p{L}\p{N}\p{M}_.:+\-@\\%~]*/gu
/** Characters of no script that structure needs. */
const FOREIGN: RegExp = /[^\x09\x0a\x0d\x20-\x7e\0…]+/g

/** Words that stand in evidence and are built in the sources: months, units, headings of tables. */
const MORE: ReadonlySet<string> = new Set(
  `jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun utc gmt gb mb kb mhz ghz kib mib gib true false null not affected mitigation vulnerable lapic deadline hv msft direct access gmbh inc corp ltd corporation engine compute hyper edk ii harddisk vbox
byte logical blocks program control mapper sd st fw cfg mmio table series platform standard machine system enterprise server technologies development kit
mounting filesystem ext2 ext3 ext4 xfs btrfs root ro rw quiet console tty boot_image vmlinuz initrd usable reserved mem node zone movable unstable tsc marking
overlay lowerdir upperdir workdir debug cc py util update ssh set
due running switched path data vf low high hints misc privilege flags description usb class subclass prog revision family stepping model processor vendor_id
siblings cores fpu mhz cache size address sizes bits virtual physical power management bugs wp flush clflush alignment`.split(
    /\s+/,
  ),
)

/** Numbers that identify nothing: short ones, times, dates, versions of three parts, bus addresses, vendor ids. */
const STRUCTURE: readonly RegExp[] = [
  /^\d{1,4}$/,
  /^[a-z]\d{0,2}$/i,
  /^v\d{1,4}$/i,
  /^\d{1,5}\.\d{1,6}$/,
  /^0x(?:[0-9a-f]{1,6}|(?=[0-9a-f]*000)[0-9a-f]{7,8})$/i,
  // Addresses of memory.
  /^0x(?:0000|ffff)[0-9a-f]{5,12}$/i,
  /^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]:?$/i,
  /^[0-9a-f]{4}:[0-9a-f]{4}:?$/i,
  // SCSI: host, channel, target, unit.
  /^\d{1,2}:\d:\d{1,2}:\d{1,2}$/,
  /^\d{1,2}:\d\d:\d\d(?:\.\d{1,6})?$/,
  /^\d{4}-\d\d-\d\d$/,
  /^\d{1,4}(?:\.\d{1,2})?(?:[kmgt]i?b?|mhz|ghz|ms|s)$/i,
  /^168\.63\.129\.16$/,
]
const MEMORY: RegExp = /^0x(?:0000|ffff)[0-9a-f]{4,12}$/i
const VERSION: RegExp = /^v?\d{1,2}\.\d{1,3}(?:\.\d{1,3})?(?![\d.])/i

const isWord = (text: string): boolean => RULE_WORDS.has(text) || MORE.has(text)

/** A word that rules know, also with a number behind it: `virtio0`, `xvda1`, `CPU12`. */
function known(piece: string): boolean {
  const word = piece.toLowerCase()
  if (isWord(word) || /^[a-z]\d{0,2}$/.test(word) || isDeviceName(piece)) return true
  const numbered = /^([a-z_]{2,}?)_?\d{1,3}(?:[a-z]\d{0,2})?$/.exec(word)
  return numbered !== null && isWord(numbered[1]!)
}

/** Replacements of the usual level: they identify nothing, and rules read the EC2 mark in some of them. */
const REPLACED: RegExp = /^(?:00000000|ec200000|0000[0-9a-f]{4})-0000-4000-8000-[0-9a-f]{12}$/i
/** Vendors of virtual NICs. The MAC of any other NIC is dropped completely. */
const VIRTUAL_MAC: RegExp =
  /^(08[:-]00[:-]27|00[:-]16[:-]3e|52[:-]54[:-]00|00[:-]15[:-]5d|00[:-]50[:-]56|00[:-]0c[:-]29|00[:-]1c[:-]42)([:-])[0-9a-f]{2}[:-][0-9a-f]{2}[:-][0-9a-f]{2}$/i
/** A node of a device tree: its name and the address where its registers begin. */
const NODE: RegExp = /^([\w.,-]{1,40})@([0-9a-f]{0,8}00[0-9a-f]{0,6})$/

const memory = new Map<string, string>()

/** Keeps of a chunk what rules need. */
function kept(chunk: string, more: ReadonlySet<string>): string {
  if (more.size > 0) return keptOf(chunk, more)
  let text = memory.get(chunk)
  if (text === undefined) {
    if (memory.size > 50_000) memory.clear()
    text = keptOf(chunk, more)
    memory.set(chunk, text)
  }
  return text
}

function keptOf(chunk: string, more: ReadonlySet<string>): string {
  if (known(chunk) || more.has(chunk.toLowerCase())) return chunk
  if (/^\d{5,}$/.test(chunk)) return `${chunk[0]}${'0'.repeat(Math.min(chunk.length, 16) - 1)}`
  const end = /(?<![.:+\-@\\%~])[.:+\-@\\%~]*$/.exec(chunk)![0]
  const body = end === '' ? chunk : chunk.slice(0, -end.length)
  if (STRUCTURE.some((pattern) => pattern.test(body)) || known(body)) return chunk
  if (REPLACED.test(body)) return chunk
  const mac = VIRTUAL_MAC.exec(body)
  if (mac !== null) return `${mac[1]}${mac[2]}00${mac[2]}00${mac[2]}00${end}`
  const node = NODE.exec(body)
  if (node !== null && node[1]!.split(/[.,-]/).every((part) => known(part))) return chunk
  const version = VERSION.exec(body)?.[0] ?? ''
  const pieces = body.slice(version.length).split(/([.:+\-@\\%~_]+)/)
  // `eth0:00:16:3e:…` is a name and an address.
  if (version === '' && body.split(':').length > 5) return `${known(pieces[0]!) ? `${pieces[0]}:` : ''}${DROPPED}${end}`
  const words = pieces.map(
    (piece, i) => i % 2 === 0 && piece !== '' && (known(piece) || MEMORY.test(piece) || more.has(piece.toLowerCase())),
  )
  if (version === '' && !words.includes(true)) return DROPPED + end
  // Three numbers in a row are an address or half of one.
  const number = (i: number): boolean => /^\d{1,3}$/.test(pieces[i] ?? '')
  // Releases go on with numbers after their version: 2.6.32-754.14.2.el6.
  const alone = (i: number): boolean =>
    (number(i) &&
      version !== '' &&
      pieces.length < 14 &&
      !(number(i - 6) || (number(i + 6) && number(i + 4) && number(i + 2)))) ||
    (number(i) && !(number(i - 2) && number(i + 2)) && !(number(i + 2) && number(i + 4)) && !(number(i - 2) && number(i - 4)))
  const out = pieces.map((piece, i) => (i % 2 === 1 || piece === '' || words[i] || alone(i) ? piece : DROPPED)).join('')
  return `${version}${out.replace(/…(?:[.:+\-@\\%~_]*…)+/g, DROPPED)}${end}`
}

/** Numbers of telephones, cards and accounts: short ones in a row with single blanks, and no more of them, as a table has. */
const TELEPHONE: RegExp = /(?<![\w.:/-]|\d )\+?\(?\d{2,4}\)?(?: \d{2,4}(?:-\d{2,4})?){2,5}(?![\w.:/%-]| {1,8}\d)/g
const rounded = (row: string): string => row.replace(/\d+/g, (n) => `${n[0]}${'0'.repeat(n.length - 1)}`)
/** Bytes of a name or a number, some with letters; rows of `lspci -x` have a colon before them. */
const OCTETS: RegExp = /(?<![\w.:]|: )[0-9a-f]{2}(?:[ -][0-9a-f]{2}){4,15}(?![0-9a-z.:])/gi
const lettered = (row: string): string => (/[a-f]/i.test(row) ? DROPPED : row)

/** Files that are one word of bits. */
const WORDS_OF_BITS: RegExp = /hypervisor\/properties\/features$/

/** Beginnings of lines that are numbers by their form: rows of /proc/bus/pci/devices and dumps of CPUID. */
const ROWS: RegExp =
  /^(?:[0-9a-f]{4}\t[0-9a-f]{8}\t|CPUID [0-9A-F]{8}: (?:[0-9A-F]{8}-){3}[0-9A-F]{8}|(?: *CPU \d{1,4}:?)?\s{0,8}0x[0-9a-f]{8} 0x[0-9a-f]{2}: e[abcd]x=0x[0-9a-f]{8} )/

/** JSON by its values, so that it stays JSON. */
function strictJson(text: string, more: ReadonlySet<string>): string | undefined {
  try {
    const words = (t: string): string => strictLines(t, more)
    const filtered = (value: unknown): unknown => {
      if (typeof value === 'string') return words(value)
      if (typeof value === 'number') return Number(kept(String(Math.trunc(Math.abs(value))), more)) || 0
      if (Array.isArray(value)) return value.map(filtered)
      if (typeof value !== 'object' || value === null) return value
      const out = new Map<string, unknown>()
      for (const [key, of] of Object.entries(value)) {
        let to = words(key)
        for (let n = 2; out.has(to); n++) to = `${words(key)}-${n}`
        out.set(to, filtered(of))
      }
      return Object.fromEntries(out)
    }
    return JSON.stringify(filtered(JSON.parse(text)), null, /\n/.test(text.trim()) ? 2 : undefined)
  } catch {
    return undefined
  }
}

/** A text with what rules need in it. */
export function strictText(text: string, more: ReadonlySet<string> = new Set()): string {
  if (/^\s{0,64}[[{]\s{0,64}["{[\]}]/.test(text)) {
    const json = strictJson(text, more)
    if (json !== undefined) return json
  }
  return strictLines(text, more)
}

function strictLines(text: string, more: ReadonlySet<string>): string {
  const words = (line: string): string =>
    line
      .replace(TELEPHONE, rounded)
      .replace(OCTETS, lettered)
      .replace(CHUNK, (chunk) => kept(chunk, more))
  return text
    .replace(FOREIGN, DROPPED)
    .split('\n')
    .map((line) => {
      if (line.startsWith('{"')) {
        const json = strictJson(line, more)
        if (json !== undefined) return json
      }
      const row = ROWS.exec(line)?.[0] ?? ''
      return row + words(line.slice(row.length)).replace(/…(?: {0,2}…)+/g, DROPPED)
    })
    .join('\n')
}

/** Names of folders and files: one that is dropped gets a number, so that no two become one. */
class Names {
  readonly #numbers = new Map<string, string>()
  readonly #more: ReadonlySet<string>
  constructor(more: ReadonlySet<string>) {
    this.#more = more
  }
  path(path: string): string {
    return path
      .split('/')
      .map((segment) => {
        const strict = segment === '' ? '' : strictText(segment, this.#more)
        if (!strict.includes(DROPPED)) return strict
        let to = this.#numbers.get(segment)
        if (to === undefined) {
          to = `dropped-${this.#numbers.size + 1}`
          this.#numbers.set(segment, to)
        }
        return to
      })
      .join('/')
  }
}

interface Shown {
  readonly source: Source
  readonly evidence: Evidence
}

/** Evidence that keeps only numbers and the words that probes and rules look for. */
export function strictEvidence(evidence: Evidence, more: ReadonlySet<string> = new Set()): Evidence {
  const names = new Names(more)
  const text = (t: string): string => strictText(t, more)
  const map = <V, W>(from: ReadonlyMap<string, V>, value: (v: V, path: string) => W): Map<string, W> =>
    new Map([...from].map(([path, v]) => [names.path(path), value(v, path)]))
  return {
    files: map(evidence.files, (t, path) => (WORDS_OF_BITS.test(path) && /^[0-9a-f]{8}\s*$/.test(t) ? t : text(t))),
    links: map(evidence.links, (to) => names.path(to)),
    texts: evidence.texts.map((d): Document => ({ ...d, path: strictText(d.path, more), text: text(d.text) })),
    missing: evidence.missing.map((m) => ({ ...m, path: names.path(m.path) })),
    ...(evidence.places !== undefined && {
      places: map(evidence.places, (p) => ({ ...p, path: strictText(p.path, more) })),
    }),
  }
}

/** Signals whose values are names that kernels and firmware give, never people: drivers, clocks, chips, modes. */
const NAMES_OF_PARTS: RegExp =
  /^(?:.*(?:driver|bound|clock|oem|arch|context|guest-type|version-extra|flags|signature|detected|banner)|(?:irq|xen|kvm|hyperv|pci|module|devicetree|acpi|s390|net\.logged|disk\.logged)(?:\..*)?)$/

/**
 * Evidence and source as strict redaction leaves them, with the same answer.
 * Words of a driver or chip that no rule names are added where the answer needs them.
 * @param same whether evidence gives the same answer as before redaction
 * @returns undefined when that cannot be
 */
export function strictly(
  { source, evidence }: Shown,
  signalsOf: (e: Evidence) => readonly Signal[],
  same: (e: Evidence) => boolean,
): Shown | undefined {
  const path = source.kind === 'live' ? source.path : strictText(source.path)
  let strict = strictEvidence(evidence)
  if (!same(strict)) {
    const key = ({ name, of = '', value }: Signal): string => `${name} ${of} ${value}`
    const left = new Set(signalsOf(strict).map(key))
    const more = new Set<string>()
    for (const signal of signalsOf(evidence))
      if (!left.has(key(signal)) && NAMES_OF_PARTS.test(signal.name) && signal.value.length < 80)
        for (const [word] of signal.value.matchAll(/\d{0,4}[A-Za-z][A-Za-z_]{1,15}\d{0,2}/g)) more.add(word.toLowerCase())
    strict = strictEvidence(evidence, more)
    if (!same(strict)) return undefined
  }
  return { source: { ...source, path }, evidence: strict }
}
