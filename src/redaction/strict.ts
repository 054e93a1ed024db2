import type { Document, Evidence, Signal, Source } from '../model.ts'
import { withIndices } from './find.ts'
import { RULE_WORDS } from './words.data.ts'

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
biosidentificationcode biosinstallablelanguages biosinstalldate biosname bioslistoflanguages biosprimarybios biosstatus windowsproductname osname osversion
gentoo lts zen hardened pve lowlatency realtime tegra raspi custom siblings cores fpu mhz cache size address sizes bits virtual physical power management bugs wp flush clflush alignment`.split(
    /\s+/,
  ),
)

/** A number without its value: zeros stay, any other number has its first digit one and the others zero, so that dates and times keep their form. */
const masked = (text: string): string =>
  text.replace(/\d+/g, (n) => (/^0+$/.test(n) ? n.slice(0, 16) : `1${'0'.repeat(Math.min(n.length, 16) - 1)}`))
const maskedHex = (digits: string): string => (/^0+$/.test(digits) ? digits : `1${'0'.repeat(digits.length - 1)}`)

/** What rules compare exactly stays in the places where they read it: the groups of each, on lines that hold its word. */
const EXACT: readonly { readonly near: string; readonly at: RegExp }[] = [
  // Versions of Linux, Xen and drivers; longer rows of numbers are addresses.
  {
    near: '.',
    at: /(?:[Vv]ersion[ :="]{1,8}|Linux (?:\S{1,64} )?|[Xx]en(?:[ _-]version)?[ :=-]{1,24}|[Rr]elease[ :=>"]{1,40})(\d\.\d{1,2}(?:\.\d{1,3})?)(?![\d%]|\.\d)/g,
  },
  { near: 'orporation', at: /Corporation (82\d{3}[A-Z]{0,2})(?= )/g },
  { near: 'RTL', at: /RTL-?(8\d{3}[A-Z]?\+?)/g },
  { near: 'ajor', at: /xen_major\s{0,24}: (\d)$/g },
  { near: 'inor', at: /xen_minor\s{0,24}: (\d\d?)$/g },
  // Ids of vendors and devices, with or without names before them.
  { near: ']', at: /\[([0-9a-f]{4}:[0-9a-f]{4})\]/gi },
  { near: ']:', at: /\[([0-9a-f]{4})\]:/gi },
  { near: '.', at: /^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] ([0-9a-f]{4}: [0-9a-f]{4}:[0-9a-f]{4})(?![0-9a-f])/gi },
  { near: 'PCI_', at: /^PCI_(?:(?:SUBSYS_)?ID=([0-9A-F]{4}:[0-9A-F]{4})|CLASS=([0-9A-F]{5,6}))$/g },
  { near: 'lass', at: /class[ =:]{1,3}(0x[0-9a-f]{6})(?![0-9a-f])/gi },
  { near: 'ubsystem', at: /Subsystem: ([0-9a-f]{4}:[0-9a-f]{4})\s*$/gi },
  // The year of the firmware, by which VMware's 64-bit guests are recognised.
  { near: 'BIOS ', at: /(?<!\d)\d\d\/\d\d\/(20[012]\d)(?!\d)/g },
  { near: 'Release Date: ', at: /(?<!\d)\d\d\/\d\d\/(20[012]\d)(?!\d)/g },
  // The type of an EC2 instance, by which Nitro is recognised.
  {
    near: 'nstance-type',
    at: /instance-type[:=] ?["']?([a-z]{1,3}\d{1,2}[a-z-]{0,6}\d{0,2}[a-z]{0,3}\.(?:\d{0,2}x?large|metal|nano|micro|small|medium))(?![\w.-])/g,
  },
  { near: 'hw_caps', at: /hw_caps\s{0,24}: ([0-9a-f:]{8,100})$/g },
  { near: 'privilege flags', at: /(?:low|high|flags|hints|misc) (0x[0-9a-f]{1,8})(?![0-9a-f])/g },
  { near: '168.63.129.16', at: /(?<![\w.])(168\.63\.129\.16)(?![\w.])/g },
]
/** The place of a function of PCI. */
const ADDRESS: RegExp =
  /(?<![\w:.])(?:[0-9a-f]{4}:[0-9a-f]{2}:[01][0-9a-f]\.[0-7]|(?<=^|pci )[0-9a-f]{2}:[01][0-9a-f]\.[0-7])(?![\w.])/g

const isWord = (text: string): boolean => RULE_WORDS.has(text) || MORE.has(text)

/** Devices as the kernel names them. Their numbers connect lines: the disk of a partition, the NIC at an address. */
const DEVICE: RegExp =
  /^(?:(?:eth|ens|eno|enX|wlan|sr|md|dm-|loop|tty|ttyS|hvc|cpu|ata|usb|irq|lo|sg|st|mmcblk|nbd|zram|ram|virtio|scsi)\d{0,3}|(?:sd|hd|vd|xvd)[a-z]{1,2}\d{0,3}|vif\d{1,4}(?:\.\d{1,2})?|nvme\d{0,3}(?:n\d{1,3}(?:p\d{1,3})?)?|enp\d{1,3}s\d{1,3}(?:f\d)?)$/i

/** A word that rules know, with its number masked: `CPU12` is `CPU10`. */
function word(piece: string): string | undefined {
  const lower = piece.toLowerCase()
  if (isWord(lower) || /^[a-z]$/.test(lower) || DEVICE.test(piece)) return piece
  const numbered = /^([a-z_]{1,20}?)(_?\d{1,4})([a-z]?\d{0,2})$/i.exec(piece)
  if (numbered === null) return undefined
  const [, name = '', number = '', rest = ''] = numbered
  return isWord(name.toLowerCase()) || name.length === 1 ? `${name}${masked(number)}${masked(rest)}` : undefined
}

/** Replacements of the usual level: they identify nothing, and rules read the EC2 mark in some of them. */
const REPLACED: RegExp = /^(?:00000000|ec200000|0000[0-9a-f]{4})-0000-4000-8000-[0-9a-f]{12}$/i
/** Vendors of virtual NICs. The MAC of any other NIC is dropped completely. */
const VIRTUAL_MAC: RegExp =
  /^(08[:-]00[:-]27|00[:-]16[:-]3e|52[:-]54[:-]00|00[:-]15[:-]5d|00[:-]50[:-]56|00[:-]0c[:-]29|00[:-]1c[:-]42)([:-])[0-9a-f]{2}[:-][0-9a-f]{2}[:-][0-9a-f]{2}$/i
/** A node of a device tree: its name and the address where its registers begin. */
const NODE: RegExp = /^([\w.,-]{1,40})@([0-9a-f]{1,12})$/

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
  const end = /(?<![.:+\-@\\%~])[.:+\-@\\%~]*$/.exec(chunk)![0]
  const body = end === '' ? chunk : chunk.slice(0, -end.length)
  const own = (piece: string): string | undefined => (more.has(piece.toLowerCase()) ? piece : word(piece))
  const whole = own(body)
  if (whole !== undefined) return whole + end
  if (REPLACED.test(body)) return chunk
  const mac = VIRTUAL_MAC.exec(body)
  if (mac !== null) return `${mac[1]}${mac[2]}00${mac[2]}00${mac[2]}00${end}`
  const node = NODE.exec(body)
  if (node !== null && node[1]!.split(/[.,-]/).every((part) => own(part) !== undefined))
    return `${node[1]!.replace(/[^.,-]+/g, (part) => own(part)!)}@${maskedHex(node[2]!)}${end}`
  const pieces = body.split(/([.:+\-@\\%~_]+)/)
  const octets = pieces.length >= 11 && pieces.every((piece, i) => i % 2 === 1 || /^[0-9a-f]{2}$/i.test(piece))
  let words = false
  let named = false
  let numbers = true
  const out = pieces.map((piece, i) => {
    if (i % 2 === 1 || piece === '') return piece
    const text = octets ? maskedHex(piece) : numberOf(piece)
    const name = text === undefined ? own(piece) : undefined
    words ||= name !== undefined
    named ||= name !== undefined && /[a-z]{2}/i.test(name)
    numbers &&= text !== undefined
    return name ?? text ?? DROPPED
  })
  if (!words && !numbers) return DROPPED + end
  // A release of a kernel or a distribution: its version counts, and words follow.
  const version = named ? RELEASE.exec(body)?.[0] : undefined
  const text = out.join('').replace(/…(?:[.:+\-@\\%~_]*…)+/g, DROPPED)
  return `${version === undefined ? text : version + text.slice(version.length)}${end}`
}

/** The version of a release whose other parts are words: `6.1.0-18-amd64`. */
const RELEASE: RegExp = /^v?\d\.\d{1,2}(?:\.\d{1,3})?(?=[-+~_.][a-z0-9])(?!\.\d)/i

/** The mask of what is a number, with a unit or without; undefined for anything else. */
function numberOf(piece: string): string | undefined {
  if (/^\d+(?:[kmgt]i?b?|mhz|ghz|ms|s|us|ns|w)?$/i.test(piece)) return masked(piece)
  const hex = /^(0x)?([0-9a-f]{1,16})$/i.exec(piece)
  return hex !== null && (hex[1] !== undefined || /^(?=.{4})(?=.*\d)/.test(piece))
    ? `${hex[1] ?? ''}${maskedHex(hex[2]!)}`
    : undefined
}

/** Spans of a line that stay, in order and apart. */
function exact(line: string): readonly (readonly [start: number, end: number])[] {
  const spans: (readonly [number, number])[] = []
  for (const { near, at: pattern } of EXACT)
    for (const match of line.includes(near) ? line.matchAll(withIndices(pattern)) : [])
      for (const at of match.indices!.slice(1)) if (at !== undefined) spans.push(at)
  for (const match of line.matchAll(ADDRESS)) spans.push([match.index, match.index + match[0].length])
  spans.sort((a, b) => a[0] - b[0])
  let end = 0
  return spans.filter(([from, to]) => {
    if (from < end) return false
    end = to
    return true
  })
}

/** Files that are one word of bits. */
const WORDS_OF_BITS: RegExp = /hypervisor\/properties\/features$/

/**
 * Beginnings of lines that are numbers by their form: rows of /proc/bus/pci/devices and dumps of CPUID, without leaf 3, in which the
 * Pentium III had its serial number.
 */
const ROWS: RegExp =
  /^(?:[0-9a-f]{4}\t[0-9a-f]{8}\t|CPUID (?!00000003)[0-9A-F]{8}: (?:[0-9A-F]{8}-){3}[0-9A-F]{8}|(?: *CPU \d{1,4}:?)?\s{0,8}0x(?!00000003)[0-9a-f]{8} 0x[0-9a-f]{2}:(?: e[abcd]x=0x[0-9a-f]{8}){4})/

/** In JSON, what rules compare stands behind its key: versions of kernels and of Xen, the year of the firmware. */
const BEHIND_KEY: readonly { readonly key: RegExp; readonly value: RegExp }[] = [
  { key: /bios.{0,20}date|releasedate/i, value: /(?<=^\d\d\/\d\d\/)20[012]\d$/ },
  { key: /version|release|kernel$/i, value: /^\d\.\d{1,2}(?:\.\d{1,3})?(?![\d.]*\d)/ },
]

/** A key that was dropped, and is not the first in its object. */
const DROPPED_KEY: RegExp = /^…-\d{1,6}$/

/** JSON by its values, so that it stays JSON. */
function strictJson(text: string, more: ReadonlySet<string>): string | undefined {
  try {
    const words = (t: string): string => strictLines(t, more)
    const filtered = (value: unknown, of = ''): unknown => {
      if (typeof value === 'string') {
        const kept = BEHIND_KEY.find(({ key }) => key.test(of))?.value.exec(value)
        if (kept === undefined || kept === null) return words(value)
        const { 0: text, index } = kept
        return words(value.slice(0, index)) + text + words(value.slice(index + text.length))
      }
      if (typeof value === 'number') return Number(masked(String(Math.trunc(Math.abs(value))))) || 0
      if (Array.isArray(value)) return value.map((v) => filtered(v, of))
      if (typeof value !== 'object' || value === null) return value
      const out = new Map<string, unknown>()
      for (const [key, one] of Object.entries(value)) {
        let to = DROPPED_KEY.test(key) ? key : words(key)
        for (let n = 2; out.has(to); n++) to = `${words(key)}-${n}`
        out.set(to, filtered(one, key))
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
  const words = (line: string): string => {
    let out = ''
    let at = 0
    for (const [start, end] of exact(line)) {
      out += line.slice(at, start).replace(CHUNK, (chunk) => kept(chunk, more)) + line.slice(start, end)
      at = end
    }
    return out + line.slice(at).replace(CHUNK, (chunk) => kept(chunk, more))
  }
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

/** Words of which people make names of captures, and their endings. */
const OF_CAPTURES: ReadonlySet<string> = new Set(
  'txt log out tar gz tgz xz bz2 zst zip json jsonl xml yml yaml html cfg conf evidence capture captures guest machine dump output report sosreport post paste file source before after with redacted'.split(
    ' ',
  ),
)

/** Whether a file's name is made of words of the field alone, so that it names no machine and no person. */
export const isPlainName = (name: string): boolean =>
  (name.match(/[\p{L}\d]+/gu) ?? []).every(
    (piece) => /^\d{1,3}$/.test(piece) || OF_CAPTURES.has(piece.toLowerCase()) || word(piece) === piece,
  )

/** The name of a folder or file that was dropped, and what is kept before its number. */
const DROPPED_NAME: RegExp = /^((?:[\w.,-]{1,40}@)?)dropped-\d{1,9}$/

/** Names of folders and files: one that is dropped gets a number, so that no two become one. */
class Names {
  readonly #numbers = new Map<string, string>()
  readonly #more: ReadonlySet<string>
  /** Names that an earlier redaction gave: they stay, and no other name gets one of them. */
  readonly #given: ReadonlySet<string>
  #last = 0
  constructor(more: ReadonlySet<string>, paths: Iterable<string>) {
    this.#more = more
    const given = new Set<string>()
    for (const path of paths)
      if (path.includes('dropped-'))
        for (const segment of path.split('/')) {
          const before = DROPPED_NAME.exec(segment)?.[1]
          if (before !== undefined && strictText(before, more) === before) given.add(segment)
        }
    this.#given = given
  }
  path(path: string): string {
    return path
      .split('/')
      .map((segment) => {
        if (segment === '' || this.#given.has(segment) || strictText(segment, this.#more) === segment) return segment
        let to = this.#numbers.get(segment)
        if (to === undefined) {
          const node = /^([\w.,-]{1,40})@[0-9a-f]{1,12}$/.exec(segment)?.[1]
          const known = node !== undefined && strictText(node, this.#more) === node
          do to = `${known ? `${node}@` : ''}dropped-${++this.#last}`
          while (this.#given.has(to))
          this.#numbers.set(segment, to)
        }
        return to
      })
      .join('/')
  }
}

/** As many words are tried when some have to stay. */
const MOST_TRIES = 24

interface Shown {
  readonly source: Source
  readonly evidence: Evidence
}

/** Evidence that keeps only the words that probes and rules look for, and the numbers that they compare; of other numbers the form. */
export function strictEvidence(evidence: Evidence, more: ReadonlySet<string> = new Set()): Evidence {
  const { files, links, missing, places } = evidence
  const names = new Names(more, [
    ...files.keys(),
    ...links.keys(),
    ...links.values(),
    ...missing.map(({ path }) => path),
    ...(places?.keys() ?? []),
  ])
  const text = (t: string): string => strictText(t, more)
  const shown = (path: string): string => (isPlainName(path) ? path : strictText(path, more))
  const map = <V, W>(from: ReadonlyMap<string, V>, value: (v: V, path: string) => W): Map<string, W> =>
    new Map([...from].map(([path, v]) => [names.path(path), value(v, path)]))
  return {
    files: map(files, (t, path) => (WORDS_OF_BITS.test(path) && /^[0-9a-f]{8}\s*$/.test(t) ? t : text(t))),
    links: map(links, (to) => names.path(to)),
    texts: evidence.texts.map((d): Document => ({ ...d, path: shown(d.path), text: text(d.text) })),
    missing: missing.map((m) => ({ ...m, path: names.path(m.path) })),
    ...(places !== undefined && {
      places: map(places, (p) => ({ ...p, path: shown(p.path) })),
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
  const strict = strictEvidence(evidence)
  if (same(strict)) return { source, evidence: strict }
  const key = ({ name, of = '', value }: Signal): string => `${name} ${of} ${value}`
  const left = new Set(signalsOf(strict).map(key))
  const more = new Set<string>()
  for (const signal of signalsOf(evidence))
    if (!left.has(key(signal)) && NAMES_OF_PARTS.test(signal.name) && signal.value.length < 80)
      for (const [word] of signal.value.matchAll(/\d{0,4}[A-Za-z][A-Za-z_]{1,15}\d{0,2}/g)) more.add(word.toLowerCase())
  let words = [...more]
  let found = strictEvidence(evidence, more)
  if (!same(found)) return undefined
  // Words without which the answer stays are dropped again, by halves.
  let tries = MOST_TRIES
  for (let size = words.length >> 1; size > 0 && tries > 0; size >>= 1)
    for (let at = 0; at < words.length && tries-- > 0; ) {
      const fewer = words.filter((_, i) => i < at || i >= at + size)
      const without = strictEvidence(evidence, new Set(fewer))
      if (same(without)) {
        words = fewer
        found = without
      } else at += size
    }
  return { source, evidence: found }
}

const sameMap = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)

/** Whether strict redaction made this evidence. The usual level must not read it again: a masked number is not a value. */
export function isStrict(
  { source, evidence }: Shown,
  signalsOf: (e: Evidence) => readonly Signal[],
  same: (e: Evidence) => boolean,
): boolean {
  const { files, links, texts, missing } = evidence
  if (![...files.values(), ...texts.map(({ text }) => text)].some((text) => text.includes(DROPPED))) return false
  const again = strictly({ source, evidence }, signalsOf, same)?.evidence
  return (
    again !== undefined &&
    sameMap(again.files, files) &&
    sameMap(again.links, links) &&
    again.texts.every(({ path, text }, i) => path === texts[i]!.path && text === texts[i]!.text) &&
    again.missing.every(({ path }, i) => path === missing[i]!.path)
  )
}
