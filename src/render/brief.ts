import { SHORT_TITLES } from '../chart/titles.ts'
import { type Cell, COMPONENTS, type ComponentId, type Kind, type Proof, type Report } from '../model.ts'
import { clean, columns, cutAtWord, cutStart, wrap } from '../text.ts'
import { place, quoteOf } from './proof.ts'
import { settlerOf } from './settle.ts'
import { provingOf, usable } from './terminal.ts'
import { headline, identity, possibleKinds, sourceWord } from './words.ts'

const WORDS: Record<Kind, string> = {
  VS: 'emulated',
  P: 'paravirtual',
  VH: 'hardware',
  H: 'bare metal',
  '?': 'unknown',
  '-': 'none',
}
/** As much of a line is quoted as names what decided, where the room would allow more. */
const QUOTE = 60
/** On a terminal the line of the machine may take two lines: eight in all. */
const MOST_IDENTITY = 2

export interface BriefOptions {
  /** Columns of the terminal; 0 or absent where unknown. */
  readonly width?: number
  /** For a pipe or file: no line is fitted into a width, and no word is cut. */
  readonly whole?: boolean
}

/** At most eight lines for a ticket: what it is, which machine, and of each component the letter, the word and what proves it. */
export function brief(report: Report, { width: wide = 0, whole = true }: BriefOptions = {}): string {
  const width = whole ? Number.POSITIVE_INFINITY : usable(wide)
  const { source } = report
  const head = line(headline(report))
  const word = sourceWord(report)
  // The end of a path matters most.
  const room = Math.max(1, width - columns(head) - columns(word) - 5)
  const from = source.kind === 'live' ? '' : ` (${whole ? line(source.path) : cutStart(line(source.path), room)}, ${word})`
  const lines = [cutTo(head + from, width)]
  const is = identity(report)
  if (is !== '') lines.push(...(whole ? [line(is)] : wrap(line(is), width, MOST_IDENTITY)))
  const widest = Math.max(...COMPONENTS.map((c) => SHORT_TITLES[c].length))
  for (const component of COMPONENTS) {
    const cell = report.cells[component]
    const start = `${SHORT_TITLES[component].padEnd(widest)}  ${cell.kind.padEnd(2)}  ${WORDS[cell.kind].padEnd(11)}  `
    lines.push(`${start}${says(component, cell, report, width - start.length)}`.trimEnd())
  }
  return `${lines.join('\n')}\n`
}

/** Names of files and machines are text that was read: no control character of theirs reaches a terminal. */
const line = (text: string): string => clean(text).replaceAll(' · ', ' - ')
const cutTo = (text: string, width: number): string => (columns(text) <= width ? text : cutAtWord(text, width))

/** The fullest form that fits. */
function says(component: ComponentId, cell: Cell, report: Report, width: number): string {
  const proofs = provingOf(component, cell).map((proof) => ({
    quote: clean(proving(proof)),
    where: clean(place(proof, report.source)),
  }))
  const all = proofs.map(({ quote, where }) => (quote === '' ? where : `${quote} (${where})`))
  if (cell.kind === '?') {
    const settler = settlerOf(report, component)
    const add = settler === undefined ? [] : [`add the output of: ${settler}`]
    const possible = possibleKinds(cell) ?? []
    const forms = [[possible, ...all, add].flat(), [possible, add].flat(), add].map((parts) => parts.join('; '))
    return forms.find((form) => columns(form) <= width) ?? cutTo(forms.at(-1)! || forms[0]!, width)
  }
  const full = all.join('; ')
  if (columns(full) <= width) return full
  return fitted(proofs, width).join('; ')
}

interface Part {
  readonly quote: string
  readonly where: string
}

/** Quotes whole if they fit, else each in its share; then as much of the end of each place as there is room for. */
function fitted(proofs: readonly Part[], width: number): string[] {
  const room = width - 2 * (proofs.length - 1)
  const out: string[] = []
  let left = room
  // The shortest first: what it does not need is left to the others.
  const order = proofs.map((_, i) => i).sort((a, b) => columns(proofs[a]!.quote) - columns(proofs[b]!.quote))
  order.forEach((i, n) => {
    out[i] = cutTo(proofs[i]!.quote, Math.max(1, Math.floor(left / (proofs.length - n))))
    left -= columns(out[i]!)
  })
  for (let i = 0; i < proofs.length; i++) {
    const where = endOf(proofs[i]!.where, left - 3)
    if (where === undefined) continue
    out[i] = out[i] === '' ? where : `${out[i]} (${where})`
    left -= columns(where) + 3
  }
  return out
}

/** The last parts of a path that fit: `…/virtio1/driver`. */
function endOf(path: string, width: number): string | undefined {
  if (columns(path) <= width) return path
  for (let at = path.indexOf('/', 1); at >= 0; at = path.indexOf('/', at + 1))
    if (columns(path) - at + 1 <= width) return `…${path.slice(at)}`
  return undefined
}

/** The words that decided, or as much of the line around them as is worth a line; no word is cut. */
function proving(proof: Proof): string {
  const { before, match, after } = quoteOf(proof)
  if (match !== '') return cutAtSpace(match)
  return cutAtSpace(before + after)
}

function cutAtSpace(text: string): string {
  if (columns(text) <= QUOTE) return text
  const first = text.split(' ', 1)[0]!
  return columns(first) < QUOTE ? cutAtWord(text, QUOTE) : first === text ? text : `${first} …`
}
