import { SHORT_TITLES } from '../chart/titles.ts'
import { type Cell, COMPONENTS, type ComponentId, type Kind, type Proof, type Report } from '../model.ts'
import { excerpt, place, quoteOf } from './proof.ts'
import { settlerOf } from './settle.ts'
import { provingOf } from './terminal.ts'
import { clean } from './text.ts'
import { headline, identity, possibleKinds, sourceWord } from './words.ts'

const WORDS: Record<Kind, string> = {
  VS: 'emulated',
  P: 'paravirtual',
  VH: 'hardware',
  H: 'bare metal',
  '?': 'unknown',
  '-': 'none',
}
/** As much of a line is quoted as names what decided. */
const QUOTE = 60

/** Seven lines for a ticket: what it is, which machine, and of each component the letter, the word and what proves it. */
export function brief(report: Report): string {
  const { source } = report
  const from = source.kind === 'live' ? '' : ` (${source.path}, ${sourceWord(report)})`
  const lines = [headline(report) + from]
  const is = identity(report)
  if (is !== '') lines.push(is)
  const widest = Math.max(...COMPONENTS.map((c) => SHORT_TITLES[c].length))
  for (const component of COMPONENTS) {
    const cell = report.cells[component]
    const start = `${SHORT_TITLES[component].padEnd(widest)}  ${cell.kind.padEnd(2)}  ${WORDS[cell.kind].padEnd(11)}`
    lines.push(`${start}  ${says(component, cell, report)}`.trimEnd())
  }
  // Names of files and machines are text that was read: no control character of theirs reaches a terminal.
  return `${lines.map((line) => clean(line).replaceAll(' · ', ' - ')).join('\n')}\n`
}

function says(component: ComponentId, cell: Cell, report: Report): string {
  const lines = provingOf(component, cell).map((proof) => `${proving(proof)} (${place(proof, report.source)})`)
  if (cell.kind !== '?') return lines.join('; ')
  const settler = settlerOf(report, component)
  const add = settler === undefined ? undefined : `add the output of: ${settler}`
  return [possibleKinds(cell), ...lines, add].filter((part) => part !== undefined).join('; ')
}

function proving(proof: Proof): string {
  const quote = quoteOf(proof)
  if (quote.match !== '') return excerpt({ before: '', match: quote.match, after: '' }, QUOTE).match
  const { before, match, after } = excerpt(quote, QUOTE)
  return before + match + after
}
