import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { SHORT_TITLES as TITLES } from '../chart/titles.ts'
import { type Cell, COMPONENTS, type Device, type Finding, type Proof, type Report } from '../model.ts'
import { clean } from '../text.ts'
import { merged, place, quoteNew, Shown } from './proof.ts'
import { settlerOf } from './settle.ts'
import { carrier, decisive, headline, identity, nesting, possibleKinds, sourceWord } from './words.ts'

/** Reports as Markdown (CommonMark and the tables of GFM): a table each, then the lines that prove it. Evidence is never markup. */
export function markdown(reports: readonly Report[]): string {
  return reports.map(oneReport).join('\n')
}

function oneReport(report: Report): string {
  const out: string[] = [`# ${words(headline(report))}`, '']
  const is = identity(report)
  if (is !== '') out.push(words(is), '')
  const facts = report.source.kind === 'live' ? ['this machine, live'] : [code(report.source.path), sourceWord(report)]
  if (report.row !== null) facts.push(`in the chart: ${report.row.exact ? '' : 'closest to '}${words(report.row.name)}`)
  out.push(facts.join(', '), '')
  const write = new Writer(report)
  const layers = nesting(report)
  if (layers !== undefined) out.push(`Layers: ${words(layers)}`, '')
  out.push('| component | kind | colour | because |', '|---|---|---|---|')
  for (const component of COMPONENTS) {
    const cell = report.cells[component]
    out.push(
      `| ${TITLES[component]} | **${words(cell.kind)}** ${KIND_MEANS[cell.kind]} | ${cell.colour}, ${COLOUR_MEANS[cell.colour]} | ${because(cell)} |`,
    )
  }
  out.push('')
  for (const component of COMPONENTS) {
    const cell = report.cells[component]
    const lines = [
      ...cell.because.flatMap((one) => write.finding(one)),
      ...(cell.devices ?? []).flatMap((one) => write.device(one)),
    ]
    for (const one of cell.against)
      lines.push(...write.finding(one).map((line, i) => (i === 0 ? line.replace('- ', '- against: ') : line)))
    for (const note of cell.notes) lines.push(`- note: ${words(note)}`)
    if (lines.length > 0) out.push(`## ${TITLES[component]}`, '', ...lines, '')
  }
  if (report.advice.length > 0) {
    out.push('## To improve', '')
    for (const one of report.advice) {
      out.push(`- ${words(one.says)}`)
      for (const step of one.first ?? []) out.push(`  - first: ${code(step)}`)
      for (const step of one.do) out.push(`  - ${code(step)}`)
    }
    out.push('')
  }
  const open = COMPONENTS.flatMap((component) => {
    const command = settlerOf(report, component)
    return command === undefined ? [] : [`- ${TITLES[component]}: add the output of ${code(command)}`]
  })
  if (open.length > 0) out.push('## To settle what is unknown', '', ...open, '')
  for (const note of report.notes) out.push(words(note), '')
  return out.join('\n')
}

function because(cell: Cell): string {
  const possible = possibleKinds(cell)
  const first = carrier(cell)
  const says = first !== undefined && first.kind === cell.kind ? first.says : decisive(cell)?.says
  return [possible === undefined ? undefined : words(possible), says === undefined ? undefined : words(says)]
    .filter(Boolean)
    .join(': ')
}

/** The lists below the table; it remembers which lines of evidence they have shown. */
class Writer {
  readonly #source: Report['source']
  readonly #shown = new Shown()

  constructor({ source }: Report) {
    this.#source = source
  }

  finding(one: Finding): string[] {
    return [`- ${words(one.says)} (rule ${code(one.rule)})`, ...this.#proofs(one.proof)]
  }

  device(one: Device): string[] {
    const names = [code(one.id), `**${words(one.kind)}**`]
    for (const name of [one.driver, one.pci, one.model]) if (name !== undefined) names.push(code(name))
    return [
      `- ${names.join(' ')}${one.carries === true ? ', in use' : ''}: ${words(one.says)} (rule ${code(one.rule)})`,
      ...this.#proofs(one.proof),
    ]
  }

  #proofs(list: readonly Proof[]): string[] {
    return merged(list).map((proof) => {
      const quote = quoteNew(proof, this.#shown)
      const at = `  - ${code(place(proof, this.#source))}`
      return quote === 'above' ? `${at}, as above` : `${at} ${code(quote.before + quote.match + quote.after)}`
    })
  }
}

/**
 * Every ASCII character that means something in Markdown, as a backslash escape (CommonMark 2.4); `<` and `&` as entities. A word that GitHub makes
 * a link or a mention of (an address, `@name`, `#1`) is code: it looks for those in the text that is left when the escapes are gone.
 */
export function words(text: string): string {
  return (
    clean(text)
      .trim()
      .split(/([\s|`]+)/)
      .map((word) => (LINKED.test(word) ? code(word) : escaped(word)))
      .join('')
      // No list and no heading.
      .replace(/^(\d{1,9})(?=[.)](?:\s|$))|^(?=[-+]\s|[-=]{2})/, '$1\\')
  )
}

const LINKED = /@|:\/\/|www\.|mailto:|xmpp:|#\d|gh-\d/i

const escaped = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[\\`*_{}[\]#!|~]/g, '\\$&')

/** A code span: its fence is longer than any run of backticks in it. Not for table cells: a bar would end one. */
function code(text: string): string {
  const inside = clean(text).trim()
  if (inside === '') return '` `'
  const runs = inside.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1)
  const gap = inside.startsWith('`') || inside.endsWith('`') ? ' ' : ''
  return fence + gap + inside + gap + fence
}
