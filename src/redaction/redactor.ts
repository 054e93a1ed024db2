import type { Document, Evidence } from '../model.ts'
import { Dictionary, type Entry } from './dictionary.ts'
import { type Finder, finderOf, type Scanned, thingsIn } from './find.ts'
import type { Found, Kind, What } from './kind.ts'
import { KINDS } from './kinds/index.ts'

/** One thing that was replaced, and by what; the same thing gets the same replacement everywhere. */
export interface Replaced {
  readonly what: What
  readonly from: string
  readonly to: string
}

/** Where the numbers of replacements come from, when not from the order in which things are found. */
export interface Numbers {
  /** A number of that many bits for a thing of a kind; the next that is free is taken. */
  readonly of: (what: What, thing: string, bits: number) => number
  /** Replacements look random, so that a replaced MAC cannot be distinguished from an original one. */
  readonly salted: boolean
}

/** A thing of a kind, once for all the places where it stands. */
interface Named extends Entry {
  readonly key: string
  readonly rank: number
  /** Whether it looks like a replacement, once that is known. */
  made?: boolean
}

interface Span {
  readonly start: number
  readonly end: number
  readonly named: Named
  readonly notation: Found['notation']
  /** Found by the dictionary. A value found in a place wins over it. */
  readonly known: boolean
}

interface Looking {
  readonly kind: Kind
  readonly find: Finder
}

/** What a replacement of the kinds that are words looks like. */
const WORDS = '(?:serial|secret|key|ssid|container|user|mail|host|domain|cloud|storage|wwn|name)-\\d+'
const MADE: RegExp = new RegExp(`(?<![a-z0-9])${WORDS}`, 'gi')
const MADE_WORD: RegExp = new RegExp(`^${WORDS}$`, 'i')
/** Replacements of several words. */
const MADE_FORMS: RegExp = new RegExp(
  `mail-\\d+(?:@|%40)example\\.org|domain-\\d+\\.example|[in]qn\\.2000-01\\.example(?::|\\\\x3a)name-\\d+|ocid1\\.\\w{0,40}\\.\\.\\.cloud-\\d+|(?<![a-z0-9])${WORDS}`,
  'gi',
)

/** A serial that is a UUID, a host that is an instance: made by the kind whose look it has. */
function isMadeBy(kind: Kind, text: string): boolean {
  if (MADE_WORD.test(text)) return true
  const thing = kind.read(text)
  return thing !== undefined && kind.isMade(thing)
}

/** Whether a piece lies in one of others, which are in order and apart. */
function isWithin({ start, end }: Pick<Span, 'start' | 'end'>, others: readonly Pick<Span, 'start' | 'end'>[]): boolean {
  let low = 0
  let high = others.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (others[middle]!.end < end) low = middle + 1
    else high = middle
  }
  return low < others.length && others[low]!.start <= start
}

/**
 * What is known of whose machine it is, and by what each thing is replaced. First everything is learned, from all texts; then each text is
 * replaced, so that a name that stands once where names stand goes everywhere.
 */
export class Redactor {
  readonly #kinds: readonly Kind[]
  readonly #looking: readonly Looking[]
  readonly #files: readonly { readonly kind: Kind; readonly file: RegExp }[]
  readonly #numbers: Numbers | undefined
  readonly #things = new Map<string, Entry & { readonly as: string }>()
  readonly #to = new Map<string, Replaced>()
  /** The replacement as the kind spells it; `#to` has it as the first text that named the thing writes it. */
  readonly #plain = new Map<string, string>()
  readonly #given = new Set<string>()
  readonly #counts = new Map<What, number>()
  readonly #spans = new Map<string, readonly Span[]>()
  readonly #occurring = new Set<string>()
  readonly #named: ReadonlyMap<Kind, Map<string, Named>>
  readonly #before: Redactor | undefined
  #dictionary = new Dictionary()
  #found = 0
  #fresh = 0
  #onlyAtPlaces: ReadonlySet<string> = new Set()
  #done = false

  /** @param before what has replaced all it found: what looks like a replacement is one, and stays */
  constructor(numbers?: Numbers, kinds: readonly Kind[] = KINDS, before?: Redactor) {
    this.#numbers = numbers
    this.#before = before
    this.#kinds = kinds
    this.#named = new Map([...KINDS, ...kinds].map((kind) => [kind, new Map()]))
    const places = kinds.flatMap((kind) => kind.places.map((place) => ({ kind, place })))
    this.#looking = places.flatMap(({ kind, place }) => {
      const find = finderOf(place)
      return find === undefined ? [] : [{ kind, find }]
    })
    this.#files = places.flatMap(({ kind, place: { file } }) => (file === undefined ? [] : [{ kind, file }]))
  }

  get replaced(): readonly Replaced[] {
    return [...this.#to.values()]
  }

  /** Whether anything is named that does not look like a replacement. */
  get isFresh(): boolean {
    return !this.#done && this.#fresh > 0
  }

  /** Everything that evidence names, before any of it is replaced. */
  learn(evidence: Evidence, more: readonly string[] = []): void {
    for (const [path, text] of evidence.files) {
      this.#learn(path)
      this.#learn(text, path)
    }
    for (const [path, to] of evidence.links) {
      this.#learn(path)
      this.#learn(to)
    }
    for (const { path, text } of evidence.texts) {
      this.#learn(path)
      this.#learn(text)
    }
    for (const { path } of evidence.missing) this.#learn(path)
    for (const text of more) this.#learn(text)
    this.#settle()
  }

  /** A name that is known otherwise. */
  know(what: What, name: string): void {
    const kind = this.#kind(what)
    for (const { kind: of, thing, start, end } of thingsIn(kind, { start: 0, end: name.length }, name, (w) => this.#kind(w))) {
      this.#add(of, thing, name.slice(start, end))
      this.#found++
      if (!of.isMade(thing)) this.#fresh++
    }
  }

  /** Things that are replaced only where such things stand, since their name is one that rules go by. */
  set onlyAtPlaces(keys: ReadonlySet<string>) {
    this.#onlyAtPlaces = keys
    this.#settle()
  }

  /** What may be restricted so: names that are words. */
  get words(): readonly string[] {
    return [...this.#things].filter(([, { kind, thing }]) => (kind.spellings?.(thing).length ?? 0) > 0).map(([key]) => key)
  }

  evidence({ files, links, texts, missing, places }: Evidence): Evidence {
    const map = <V>(from: ReadonlyMap<string, V>, value: (v: V, path: string) => V): Map<string, V> =>
      new Map([...from].map(([path, v]) => [this.text(path), value(v, path)]))
    return {
      files: map(files, (text, path) => this.text(text, path)),
      links: map(links, (to) => this.text(to)),
      texts: texts.map((d): Document => ({ ...d, path: this.text(d.path), text: this.text(d.text) })),
      missing: missing.map((m) => ({ ...m, path: this.text(m.path) })),
      ...(places !== undefined && { places: map(places, (p) => ({ ...p, path: this.text(p.path) })) }),
    }
  }

  text(text: string, path?: string): string {
    if (this.#done || text === '') return text
    const spans = this.#before === undefined ? [...this.#at(text, path)] : this.#left(text, path)
    for (const { start, end, entry } of this.#dictionary.find(text))
      spans.push({ start, end, named: this.#name(entry.kind, entry.thing), notation: undefined, known: true })
    if (spans.length === 0) return text
    spans.sort((a, b) => a.start - b.start || b.end - a.end || Number(a.known) - Number(b.known) || a.named.rank - b.named.rank)
    let out = ''
    let at = 0
    for (let i = 0; i < spans.length; ) {
      const span = spans[i]!
      let { end } = span
      // What overlaps goes with it: nothing of either may stay.
      for (i++; i < spans.length && spans[i]!.start < end; i++) end = Math.max(end, spans[i]!.end)
      out += text.slice(at, span.start) + this.#written(span, text.slice(span.start, span.end))
      at = end
    }
    return out + text.slice(at)
  }

  #written({ named: { kind, thing }, notation }: Span, as: string): string {
    const to = this.#assign(kind, thing, as)
    return notation !== undefined ? notation.write(to, as) : (kind.write?.(to, as) ?? to)
  }

  #kind(what: What): Kind {
    return this.#kinds.find((kind) => kind.what === what) ?? KINDS.find((kind) => kind.what === what)!
  }

  #learn(text: string, path?: string): void {
    const spans = this.#at(text, path)
    const left = this.#left(text, path)
    this.#found += spans.length
    this.#fresh += left.length
    for (const { named } of spans) this.#occurring.add(named.key)
    for (const { named, start, end } of this.#before === undefined ? spans : left)
      if (!this.#things.has(named.key)) this.#add(named.kind, named.thing, text.slice(start, end))
    for (const [made] of text.matchAll(MADE)) this.#occurring.add(made.toLowerCase())
  }

  /** What stands in a text and is no replacement, nor made of some. */
  #left(text: string, path?: string): Span[] {
    const spans = this.#at(text, path)
    if (spans.length === 0) return []
    const forms = [...text.matchAll(MADE_FORMS)].map((m) => ({ start: m.index, end: m.index + m[0].length }))
    const fresh = spans.filter(({ named }) => !this.#isMade(named))
    if (forms.length === 0) return fresh
    return fresh.filter((span) => {
      if (isWithin(span, forms)) return false
      const as = text.slice(span.start, span.end)
      const rest = as.replaceAll(MADE_FORMS, '')
      // One or two digits behind a replacement identify nothing.
      return rest.length === as.length ? /[A-Za-z0-9]/.test(rest) : /[A-Za-z]|\d{3}/.test(rest)
    })
  }

  #isMade(named: Named): boolean {
    const { kind, thing } = named
    named.made ??= kind.isMade(thing) || this.#wasGiven(kind, thing) || KINDS.some((k) => isMadeBy(k, thing))
    return named.made
  }

  #name(kind: Kind, thing: string): Named {
    const things = this.#named.get(kind)!
    let named = things.get(thing)
    if (named === undefined) {
      named = { kind, thing, key: `${kind.what} ${thing}`, rank: this.#kinds.indexOf(kind) }
      things.set(thing, named)
    }
    return named
  }

  /** Whether an earlier pass made it. A salted MAC looks like any other, and so does one behind the 4,095th. */
  #wasGiven(kind: Kind, thing: string): boolean {
    if (this.#before !== undefined) return this.#before.#gave(`${kind.what} ${thing}`)
    return this.#numbers?.salted === true && kind.what === 'MAC address'
  }

  #gave(key: string): boolean {
    if (this.#given.has(key)) return true
    return this.#before === undefined ? false : this.#before.#gave(key)
  }

  #add(kind: Kind, thing: string, as: string): void {
    const key = `${kind.what} ${thing}`
    if (!this.#things.has(key)) this.#things.set(key, { kind, thing, as })
  }

  /** Where things stand in a text. Texts of many small files are the same, and each is looked at twice. */
  #at(text: string, path?: string): readonly Span[] {
    if (path !== undefined && this.#files.some(({ file }) => file.test(path))) return this.#find(text, path)
    let spans = this.#spans.get(text)
    if (spans === undefined) {
      spans = this.#find(text)
      this.#spans.set(text, spans)
    }
    return spans
  }

  #find(text: string, path?: string): Span[] {
    const spans: Span[] = []
    const scanned: Scanned = { text, lower: text.toLowerCase() }
    const kindOf = (what: What): Kind => this.#kind(what)
    const add = (kind: Kind, found: Found): void => {
      for (const { start, end, kind: of, thing } of thingsIn(kind, found, text, kindOf))
        spans.push({ start, end, named: this.#name(of, thing), notation: found.notation, known: false })
    }
    for (const { kind, find } of this.#looking) for (const found of find(scanned)) add(kind, found)
    if (path === undefined) return spans
    const trimmed = text.replace(/(?<![\s\0])[\s\0]+$/, '')
    for (const { kind, file } of this.#files)
      if (trimmed !== '' && file.test(path)) add(kind, { start: 0, end: trimmed.length })
    return spans
  }

  /** Decides whether anything is left to do, and makes the dictionary. */
  #settle(): void {
    // All that is named looks like a replacement: it is redacted already, and twice is as once. Of salted MACs alone that cannot be known.
    this.#done = this.#found > 0 && this.#fresh === 0 && (this.#before !== undefined || this.#isTelling())
    this.#dictionary = new Dictionary()
    for (const [key, { kind, thing }] of this.#things) {
      this.#occurring.add(key)
      if (this.#onlyAtPlaces.has(key)) continue
      for (const spelling of kind.spellings?.(thing) ?? []) this.#dictionary.add(spelling, { kind, thing })
    }
  }

  #isTelling(): boolean {
    return this.#numbers?.salted !== true || [...this.#things.values()].some(({ kind }) => kind.what !== 'MAC address')
  }

  #assign(kind: Kind, thing: string, as: string): string {
    const key = `${kind.what} ${thing}`
    const known = this.#plain.get(key)
    if (known !== undefined) return known
    const bits = typeof kind.bits === 'number' ? kind.bits : kind.bits(thing)
    let n = this.#numbers === undefined ? (this.#counts.get(kind.what) ?? 0) + 1 : this.#numbers.of(kind.what, thing, bits)
    let to = kind.make(n, thing)
    while (!this.#free(kind, to)) to = kind.make(++n, thing)
    this.#given.add(`${kind.what} ${to}`)
    this.#counts.set(kind.what, n)
    this.#to.set(key, { what: kind.what, from: this.#things.get(key)?.as ?? as, to: kind.write?.(to, as) ?? to })
    this.#plain.set(key, to)
    return to
  }

  /** Neither given to another thing, nor in what was read. */
  #free(kind: Kind, to: string): boolean {
    const key = `${kind.what} ${to}`
    if (this.#gave(key) || this.#occurring.has(key) || this.#occurring.has(`${kind.what} ${to.toLowerCase()}`)) return false
    const word = /(?<![a-z])[a-z]+-\d+/.exec(to.toLowerCase())
    return word === null || !this.#occurring.has(word[0])
  }
}
