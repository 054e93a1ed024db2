import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { TITLES } from '../chart/titles.ts'
import { type Cell, COMPONENTS, type Device, type Finding, type Proof, type Report } from '../model.ts'
import { clean } from './text.ts'
import { carrier, decisive, headline, missed, nesting, place, possibleKinds } from './words.ts'

const MOST_MISSING = 10

/** Reports as Markdown (CommonMark and the tables of GFM): a table each, then the lines that prove it. Evidence is never markup. */
export function markdown(reports: readonly Report[]): string {
  return reports.map(oneReport).join('\n')
}

function oneReport(report: Report): string {
  const out: string[] = [`# ${words(headline(report))}`, '']
  const facts = [code(report.source.path), report.basis === 'declared' ? 'as defined' : report.source.kind]
  if (report.row !== null) facts.push(`row: ${report.row.exact ? '' : 'nearest to '}${words(report.row.name)}`)
  out.push(facts.join(', '), '')
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
    const lines = [...cell.because.flatMap(finding), ...(cell.devices ?? []).flatMap(device)]
    for (const one of cell.against)
      lines.push(...finding(one).map((line, i) => (i === 0 ? line.replace('- ', '- against: ') : line)))
    for (const note of cell.notes) lines.push(`- note: ${words(note)}`)
    if (lines.length > 0) out.push(`## ${TITLES[component]}`, '', ...lines, '')
  }
  if (report.advice.length > 0) {
    out.push('## What would be better', '')
    for (const one of report.advice) {
      out.push(`- ${words(one.says)}`)
      for (const step of one.first ?? []) out.push(`  - first: ${code(step)}`)
      for (const step of one.do) out.push(`  - ${code(step)}`)
    }
    out.push('')
  }
  const unknown = COMPONENTS.filter((component) => report.cells[component].kind === '?')
  const would = missed(report, unknown)
  if (would.length > 0) {
    out.push('## What would have told more', '')
    for (const one of would.slice(0, MOST_MISSING)) out.push(`- ${code(one.path)} (${one.why})`)
    if (would.length > MOST_MISSING) out.push(`- and ${would.length - MOST_MISSING} more`)
    out.push('')
  }
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

function finding(one: Finding): string[] {
  return [`- ${words(one.says)} (rule ${code(one.rule)})`, ...proofs(one.proof)]
}

function device(one: Device): string[] {
  const names = [code(one.id), `**${words(one.kind)}**`]
  for (const name of [one.driver, one.pci, one.model]) if (name !== undefined) names.push(code(name))
  return [
    `- ${names.join(' ')}${one.carries === true ? ', in use' : ''}: ${words(one.says)} (rule ${code(one.rule)})`,
    ...proofs(one.proof),
  ]
}

function proofs(list: readonly Proof[]): string[] {
  return list.map((proof) => `  - ${code(place(proof))} ${code(proof.text)}`)
}

/** Every ASCII character that means something in Markdown, as a backslash escape (CommonMark 2.4); `<` and `&` as entities. */
export function words(text: string): string {
  return (
    clean(text)
      .replace(/&/g, '&amp;')
      .replace(/</g, '&lt;')
      .replace(/>/g, '&gt;')
      .replace(/[\\`*_{}[\]#!|~@]/g, '\\$&')
      // GFM makes links of bare addresses.
      .replace(/:(?=\/)/g, '\\:')
      .replace(/(www)\./gi, '$1\\.')
      .trim()
  )
}

/** A code span: its fence is longer than any run of backticks in it, and a bar cannot end a table cell. */
function code(text: string): string {
  const inside = clean(text).trim().replace(/\|/g, '\u00a6')
  if (inside === '') return '` `'
  const runs = inside.match(/`+/g) ?? []
  const fence = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1)
  const gap = inside.startsWith('`') || inside.endsWith('`') ? ' ' : ''
  return fence + gap + inside + gap + fence
}
