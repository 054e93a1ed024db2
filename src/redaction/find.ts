import type { Found, Kind, Place } from './kind.ts'

/** A value is not longer than this; what is longer is text. */
const LONGEST = 400
/** As many rows of a table are looked at. */
const MOST_ROWS = 5_000

/** A text, and its lower-case form for the question whether a word is in it at all. */
export interface Scanned {
  readonly text: string
  readonly lower: string
}

export type Finder = (scanned: Scanned) => Iterable<Found>

/** Where things of a kind stand in a text, by one place. Its patterns are made once. */
export function finderOf(place: Place): Finder | undefined {
  const { near } = place
  const find = inner(place)
  if (find === undefined) return undefined
  return (scanned) => (near === undefined || near.some((word) => scanned.lower.includes(word)) ? find(scanned) : [])
}

function inner(place: Place): Finder | undefined {
  if (place.find !== undefined) return place.find
  if (place.at !== undefined) return (scanned) => matched(scanned.text, place)
  if (place.keys !== undefined) {
    const before = place.inWords === true ? '' : '(?<![A-Za-z0-9])'
    const keyed = new RegExp(`${before}(?:${place.keys})(\\\\?["']?\\]?)[ \\t]{0,64}(=>|[:=>])`, 'gi')
    return (scanned) => named(scanned.text, keyed, place)
  }
  if (place.column !== undefined) {
    const name = new RegExp(`(?<![\\w-])(?:${place.column})(?![\\w-])`, 'g')
    return (scanned) => below(scanned.text, name, place.cells === true)
  }
  return undefined
}

function* matched(text: string, { at, each, notation }: Place): Generator<Found> {
  const with_ = notation === undefined ? {} : { notation }
  for (const match of text.matchAll(withIndices(at!))) {
    // Of alternatives, the group that took part.
    const group = match.length === 1 ? 0 : match.findIndex((g, i) => i > 0 && g !== undefined)
    if (group < 0) continue
    const [start, end] = match.indices![group]!
    if (each === undefined) yield { start, end, ...with_ }
    else
      for (const one of match[group]!.matchAll(each))
        yield { start: start + one.index, end: start + one.index + one[0].length, ...with_ }
  }
}

const indexed = new Map<RegExp, RegExp>()
/** The same pattern, whose matches have the offsets of their groups. */
export function withIndices(pattern: RegExp): RegExp {
  let made = indexed.get(pattern)
  if (made === undefined) {
    made = new RegExp(pattern.source, `${pattern.flags}d`)
    indexed.set(pattern, made)
  }
  return made
}

function* named(text: string, pattern: RegExp, place: Place): Generator<Found> {
  let next = 0
  for (const match of text.matchAll(pattern)) {
    // A name inside a value is part of that.
    if (match.index < next) continue
    const [whole, quote = '', separator = ''] = match
    if (separator === '>' && quote === '' && !/[</]/.test(text[match.index - 1] ?? '')) continue
    const value = valueAt(text, match.index, match.index + whole.length, quote !== '', separator, place.word === true)
    if (value === undefined) continue
    next = value.end
    yield value
  }
}

/** The value that follows a name: in quotes, in an element, to the end of the line or of the word. */
function valueAt(
  text: string,
  key: number,
  from: number,
  quoted: boolean,
  separator: string,
  word: boolean,
): Found | undefined {
  let start = from
  while (start < from + 80 && (text[start] === ' ' || text[start] === '\t')) start++
  const limit = Math.min(text.length, start + LONGEST)
  const until = (stop: RegExp): number => {
    const found = text.slice(start, limit).search(stop)
    return found < 0 ? limit : start + found
  }
  const opened = /^(?:\\?["']|&quot;)/.exec(text.slice(start, start + 6))?.[0]
  let end: number
  if (opened !== undefined) {
    start += opened.length
    end = opened === '"' ? until(/(?<!\\)"|\n/) : until(new RegExp(`${opened.replace('\\', '\\\\')}|\\n`))
  } else if (separator === '>') end = until(/[<\n]/)
  else if (quoted) end = until(/[\s\0,}\]"']/)
  else if (word) end = until(separator === '=' ? /[\s\0"'&]/ : /[\s\0"']/)
  else {
    const before = text.slice(Math.max(0, key - 40), key)
    const line = before.lastIndexOf('\n')
    const first = (line >= 0 || key <= 40) && /^[\s|>*\-[\]E:]*$/.test(before.slice(line + 1))
    end = first ? until(/[\r\n\0]/) : separator === '=' ? until(/[\s\0"'&]/) : until(/[\r\n\t]| {2}/)
  }
  if (opened === undefined) {
    // `config-scripts-user: running …` is prose that ends in a key word.
    if (word && !quoted && separator === ':' && /[-/.]/.test(text[key - 1] ?? '') && /^ \S/.test(text.slice(end, end + 2)))
      return undefined
    while (end > start && /[\s,;)}\]>]/.test(text[end - 1]!)) end--
    while (end > start && /[([{<]/.test(text[start]!)) start++
  }
  return end > start ? { start, end } : undefined
}

/** A heading is not longer than this. */
const LONGEST_HEADING = 400

/** The line around a name, where it is the heading of a table: words of capitals, or titles in columns. */
function headingAt(text: string, at: number, name: string): { readonly start: number; readonly end: number } | undefined {
  const before = text.slice(Math.max(0, at - LONGEST_HEADING), at)
  const start = at - (before.length - 1 - before.lastIndexOf('\n'))
  const after = text.slice(at, at + LONGEST_HEADING)
  const stop = after.indexOf('\n')
  const end = stop < 0 ? at + after.length : at + stop
  if (start > 0 && text[start - 1] !== '\n') return undefined
  if (stop < 0 && end < text.length) return undefined
  const line = text.slice(start, end)
  const words = line.split(/[ \t\r]/).filter((word) => word !== '')
  if (words.every((word) => word === name || /^(?:[A-Z0-9:%+/_()@#-]{1,30}|Command)$/.test(word))) return { start, end }
  const cells = line.split(/[ \t]{2,80}|[\t|\r]/).flatMap((cell) => (cell.trim() === '' ? [] : [cell.trim()]))
  const titles = cells.length > 1 && cells.includes(name) && cells.every((cell) => /^[A-Z][\w%#/() -]{0,40}$/.test(cell))
  return titles ? { start, end } : undefined
}

/** The words that begin below a heading, up to an empty line or the next heading. */
function* below(text: string, name: RegExp, cells: boolean): Generator<Found> {
  const headings = [...text.matchAll(name)].flatMap((match) => {
    const line = headingAt(text, match.index, match[0])
    return line === undefined ? [] : [{ ...line, at: match.index - line.start, wide: match[0].length }]
  })
  for (const [i, { start, end: from, at, wide }] of headings.entries()) {
    const last = headings.slice(i + 1, i + 20).find((next) => next.start > start)?.start ?? text.length
    // Between tabs a column is counted, as its width differs from row to row.
    const heading = text.slice(start, from)
    const tabs = heading.includes('\t') ? heading.slice(0, at).split('\t').length - 1 : undefined
    let line = from + 1
    for (let n = 0; n < MOST_ROWS && line < last; n++) {
      const stop = text.indexOf('\n', line)
      const end = stop < 0 ? text.length : stop
      if (end === line) break
      const row = text.slice(line, Math.min(end, line + 1000))
      const column = tabs === undefined ? at : row.split('\t').slice(0, tabs).join('\t').length + (tabs === 0 ? 0 : 1)
      const cell = row.slice(column)
      // Columns that are aligned on the right begin below their heading; an empty cell is as wide as that.
      const blanks = tabs === undefined ? /^ {0,24}/.exec(cell)![0].length : 0
      const word = blanks >= wide ? null : (cells ? /^\S+(?: \S+)*/ : /^\S+/).exec(cell.slice(blanks))
      if (word !== null && blanks > 0) yield { start: line + column + blanks, end: line + column + blanks + word[0].length }
      else if (word !== null) {
        // Columns may be a little to the left of their heading.
        const back = /(?<!\S)\S*$/.exec(row.slice(Math.max(0, column - 64), column))![0].length
        yield { start: line + column - back, end: line + column + word[0].length }
      }
      line = end + 1
    }
  }
}

/** The kind of a piece and the thing that it names, for each piece of what was found. */
export function* thingsIn(
  kind: Kind,
  found: Found,
  text: string,
  kindOf: (what: NonNullable<Found['what']>) => Kind,
): Generator<{ start: number; end: number; kind: Kind; thing: string; found: Found }> {
  const value = text.slice(found.start, found.end)
  const parts = found.notation !== undefined || kind.parts === undefined ? [{ start: 0, end: value.length }] : kind.parts(value)
  for (const part of parts as readonly Found[]) {
    const of = part.what === undefined ? kind : kindOf(part.what)
    const as = value.slice(part.start, part.end)
    const thing = found.notation === undefined ? of.read(as) : found.notation.read(as)
    if (thing !== undefined) yield { start: found.start + part.start, end: found.start + part.end, kind: of, thing, found }
  }
}
