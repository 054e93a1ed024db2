import { clean, columns, wrap } from '../../text.ts'
import type { Profile } from '../cost/profiles.data.ts'
import type { RaceReport } from '../report.ts'
import { refusals, type Table, tablesOf } from './tables.ts'
import { MODEL_SAYS, madeOf, notesOf, VERDICTS_SAY } from './words.ts'

const WIDTH = 79
/** A heading wider than this is wrapped, so that it does not widen its column of figures. */
const HEAD = 11

/** A table of figures: first column aligned left, the others right, headings wrapped. */
function figures({ head, rows }: Table): string[] {
  const cells = rows.map((row) => row.map(clean))
  const heads = head.map((title, i) => (i === 0 ? [clean(title)] : wrap(clean(title), HEAD)))
  const deep = Math.max(...heads.map((one) => one.length))
  const all = [
    ...Array.from({ length: deep }, (_, line) => heads.map((one) => one[line - (deep - one.length)] ?? '')),
    ...cells,
  ]
  const width = head.map((_, i) => Math.max(...all.map((row) => columns(row[i]!))))
  return all.map((row) =>
    row
      .map((cell, i) => {
        const space = ' '.repeat(width[i]! - columns(cell))
        return i === 0 ? cell + space : space + cell
      })
      .join('  ')
      .trimEnd(),
  )
}

/** Rows with prose in the last column, wrapped beside the first column. */
function list({ rows }: Table, first: number): string[] {
  return rows.flatMap(([name, ...rest]) =>
    wrap(
      rest
        .filter((word) => word !== '')
        .map(clean)
        .join('; '),
      WIDTH - first,
    ).map((line, i) => `${(i === 0 ? clean(name!) : '').padEnd(first)}${line}`.trimEnd()),
  )
}

/** The results of a race for a terminal of 80 columns. Control characters in the report are removed. */
export function raceText(report: RaceReport, profile: Profile): string {
  const out = [...wrap(clean(madeOf(report)), WIDTH)]
  const section = (title: string, lines: readonly string[]): void => void out.push('', ...wrap(title, WIDTH), ...lines)
  const own = (one: Table | undefined): void => {
    if (one !== undefined) section(one.title, figures(one))
  }
  const t = tablesOf(report, profile)
  for (const one of [t.crossings, t.own, t.spread, t.deviceModel, t.inspected, t.times, t.verdicts]) own(one)
  if (t.verdicts !== undefined) for (const line of [VERDICTS_SAY, ...refusals(report)]) out.push(...wrap(clean(line), WIDTH))
  own(t.cost)
  section(t.order.title, list(t.order, 18))
  out.push('', ...wrap(`${MODEL_SAYS} ${profile.note}`, WIDTH))
  const notes = notesOf(report)
  if (notes.length > 0) out.push('')
  for (const note of notes) out.push(...wrap(clean(note), WIDTH))
  return `${out.join('\n')}\n`
}

/** One profile of the cost model, and how the model compares with published results. */
export function costText(report: RaceReport, profile: Profile): string {
  const out = [...wrap(`${profile.id}: ${profile.title}`, WIDTH), '']
  const { prices, published } = tablesOf(report, profile)
  for (const [name, cost, from] of prices.rows)
    out.push(`  ${name}`, ...wrap(`${cost} ${profile.unit}; ${from}`, WIDTH - 4).map((line) => `    ${line}`))
  out.push('', ...profile.see.map((see) => `  ${see}`), '', published.title)
  for (const [workload, year, says, model, because] of published.rows) {
    const words = `${workload} (${year}): ${says}. Model: ${model}${because === '' ? '' : `; ${because}`}.`
    out.push(...wrap(words, WIDTH - 4).map((line, i) => `${i === 0 ? '* ' : '  '}${line}`))
  }
  return `${out.join('\n')}\n`
}
