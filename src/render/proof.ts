import { placeOf } from '../judge/matched.ts'
import type { Proof, Report } from '../model.ts'
import { clean, columns, cut, cutStart, flow, squeezed } from '../text.ts'

/** Longer lines (the flags of a processor are 1,000 characters) are cut to an excerpt around the words that decided, in every output. */
const LONGEST = 400
const AROUND = 120
/** Words that stand so near to each other in a line are marked as one. */
const NEAR = 40
/** As much of a line's beginning is kept when its middle is shown: `flags:`, `[    0.000000] Command line:`. */
const LONGEST_LABEL = 40

/** A line of evidence in three parts: the one in the middle decided. */
export interface Quote {
  readonly before: string
  readonly match: string
  readonly after: string
}

/**
 * Where a line can be looked up: `dmesg.txt:12`, as editors and grep write it, within a capture; on this machine a path from the root,
 * and for what is no file there a command or the name of the register.
 */
export function place(proof: Proof, source?: Report['source']): string {
  const { path, line, text } = proof
  // Other systems than Linux have a format: their evidence is outputs of commands.
  if (source?.kind === 'live' && source.format === undefined) {
    if (path === 'dev/kmsg') return line === undefined ? 'dmesg' : `dmesg | sed -n ${line}p`
    // The line that virtcolor makes of the register begins with the leaf.
    if (path === 'dev/cpu/0/cpuid') return `CPUID leaf ${text.trimStart().split(' ', 1)[0]}`
    if (path !== '' && !path.startsWith('/') && !path.includes('://'))
      return clean(`/${path}${line === undefined ? '' : `:${line}`}`)
  }
  return clean(line === undefined ? path : `${path}:${line}`)
}

/** The line of a proof, cleaned; of a very long one the part around what decided. */
export function quoteOf(proof: Pick<Proof, 'text' | 'match'>): Quote {
  const { text } = proof
  const [start, end] = spanOf(proof) ?? [0, 0]
  const known = start < end
  const squeeze = (part: string): string => squeezed(clean(part))
  const before = squeeze(text.slice(0, known ? start : 0)).trimStart()
  const middle = known ? squeeze(text.slice(start, end)) : ''
  const after = squeeze(text.slice(known ? end : 0)).trimEnd()
  const quote = { before, match: middle, after: before === '' && middle === '' ? after.trimStart() : after }
  return columns(whole(quote)) > LONGEST ? excerpt(quote, AROUND) : quote
}

const whole = ({ before, match, after }: Quote): string => before + match + after
export const textOf = (proof: Proof): string => whole(quoteOf(proof))

/** A line that proves twice, by two of its words, is one proof. */
export function merged(list: readonly Proof[]): Proof[] {
  const out: Proof[] = []
  for (const proof of list) {
    const i = out.findIndex(({ path, line, text }) => path === proof.path && line === proof.line && text === proof.text)
    if (i < 0) out.push(proof)
    else out[i] = both(out[i]!, proof)
  }
  return out
}

function both(a: Proof, b: Proof): Proof {
  const [first, second] = [spanOf(a), spanOf(b)]
  if (second === undefined) return a
  if (first === undefined) return b
  const start = Math.min(first[0], second[0])
  const end = Math.max(first[1], second[1])
  return Math.max(first[0], second[0]) - Math.min(first[1], second[1]) > NEAR ? a : { ...a, match: a.text.slice(start, end) }
}

/** Where the words that decided begin and end. */
function spanOf({ text, match }: Pick<Proof, 'text' | 'match'>): [start: number, end: number] | undefined {
  if (match === undefined || match === '') return undefined
  const start = placeOf(match, text)
  return start < 0 ? undefined : [start, start + match.length]
}

/** At most so many columns of a line: its label, and around what decided as many words as fit. */
export function excerpt(quote: Quote, width: number): Quote {
  if (columns(whole(quote)) <= width) return quote
  const { before, match, after } = quote
  if (match === '') return { before: '', match: '', after: cut(after, width) }
  const colon = before.indexOf(': ')
  const label = colon >= 0 && colon < LONGEST_LABEL ? before.slice(0, colon + 2) : ''
  const rest = before.slice(label.length)
  const kept = columns(label) + Math.min(columns(match), 12) + 16 <= width ? label : ''
  const room = width - columns(kept) - columns(match) - 4
  if (room < 0) return { before: kept, match: cut(match, Math.max(1, width - columns(kept))), after: '' }
  const half = Math.floor(room / 2)
  const right = startOf(after, Math.max(half, room - columns(rest)))
  const left = endOf(rest, room - columns(right))
  return {
    before: left === rest ? kept + left : `${kept}… ${left}`,
    match,
    after: right === after ? after : `${right} …`,
  }
}

/** The last words of a text that fit, and the first. */
function endOf(text: string, width: number): string {
  if (columns(text) <= width) return text
  const end = cutStart(text, width + 1).slice(1)
  return end.slice(end.indexOf(' ') + 1 || end.length)
}
function startOf(text: string, width: number): string {
  if (columns(text) <= width) return text
  const start = cut(text, width + 1).slice(0, -1)
  return start.slice(0, Math.max(0, start.lastIndexOf(' ')))
}

/** Says of each proof whether its line has been shown already, so that no line stands twice in one report. */
export class Shown {
  readonly #seen = new Map<string, Set<string>>()

  /** @returns `new`; `same`: line and words were shown; `line`: only the line was, for other words of it. Counts as shown from now on. */
  see({ path, line, text, match }: Proof): 'new' | 'same' | 'line' {
    const key = JSON.stringify([path, line, text])
    const words = match ?? ''
    const seen = this.#seen.get(key)
    if (seen === undefined) {
      this.#seen.set(key, new Set([words]))
      return 'new'
    }
    if (words === '' || seen.has(words)) return 'same'
    seen.add(words)
    return 'line'
  }
}

/** What follows the place of a proof: its line, or, of a line that was shown before, what is new about it. */
export function quoteNew(proof: Proof, shown: Shown): Quote | 'above' {
  const state = shown.see(proof)
  if (state === 'same') return 'above'
  const quote = quoteOf(proof)
  if (state === 'new') return quote
  const { before, match, after } = quote
  return { before: before === '' ? '' : '… ', match, after: after === '' ? '' : ' …' }
}

export interface Look {
  readonly width: number
  /** Nothing is cut, and no word is broken: for pipes and files. */
  readonly whole: boolean
  /** A line is wrapped rather than cut, also on a terminal. */
  readonly wrapped?: boolean
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
}

/**
 * The lines that show a proof. On a terminal one line, or two where the path is long; elsewhere all of it.
 * @param place as `place` says it
 */
export function proofLines(place: string, quote: Quote | 'above', look: Look): string[] {
  const { width, whole: all, wrapped = all, dim, bold } = look
  if (quote === 'above') return flow(`${place}, as above`, width, all).map(dim)
  const text = whole(quote)
  if (text === '') return flow(place, width, all).map(dim)
  if (wrapped) return wrap(place, quote, look)
  const paint = ({ before, match, after }: Quote): string => dim(before) + bold(match) + dim(after)
  const room = width - columns(place) - 2
  if (room >= Math.min(columns(text), 36)) return [dim(`${place}: `) + paint(excerpt(quote, room))]
  return [dim(cutStart(`${place}:`, width)), `  ${paint(excerpt(quote, width - 2))}`]
}

/** Lines break at spaces, so what decided is found again by the letters before it. */
function wrap(place: string, { before, match, after }: Quote, { width, whole, dim, bold }: Look): string[] {
  const letters = (text: string): number => text.replaceAll(' ', '').length
  const start = letters(`${place}:${before}`)
  const end = start + letters(match)
  let at = 0
  return flow(`${place}: ${before}${match}${after}`, width - 2, whole).map((line, i) => {
    const from = offsetOf(line, start - at)
    const to = end > at ? Math.min(line.length, offsetOf(line, end - at - 1) + 1) : 0
    at += letters(line)
    const painted = from >= to ? dim(line) : dim(line.slice(0, from)) + bold(line.slice(from, to)) + dim(line.slice(to))
    return i === 0 ? painted : `  ${painted}`
  })
}

/** Where a line has its letter of that number, spaces not counted. */
function offsetOf(line: string, number: number): number {
  if (number <= 0) return 0
  let left = number
  for (let i = 0; i < line.length; i++) {
    if (line[i] === ' ') continue
    if (left === 0) return i
    left--
  }
  return line.length
}
