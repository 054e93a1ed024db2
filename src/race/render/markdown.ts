import { clean } from '../../render/text.ts'
import type { Profile } from '../cost/profiles.data.ts'
import type { RaceReport } from '../report.ts'
import {
  costTable,
  crossingsTable,
  deviceModelTable,
  inspectedTable,
  kindsTable,
  orderTable,
  ownTable,
  pricesTable,
  publishedTable,
  refusals,
  spreadTable,
  type Table,
  timesTable,
  verdictsTable,
} from './tables.ts'
import {
  CROSSINGS,
  DEVICE_MODEL,
  INSPECTED,
  MODEL,
  MODEL_ORDER,
  MODEL_SAYS,
  madeOf,
  notesOf,
  OWN,
  PUBLISHED,
  SPREAD,
  timesTitle,
  VERDICTS,
  VERDICTS_SAY,
} from './words.ts'

const escaped = (text: string): string => clean(text).replace(/[|\\`*_~<>[\]&#]/g, '\\$&')

/** @param prose columns are text: to the left */
function tableOf({ head, rows }: Table, prose: boolean = false): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(head.map(escaped)),
    line(head.map((_, i) => (i === 0 || prose ? '---' : '--:'))),
    ...rows.map((row) => line(row.map(escaped))),
  ].join('\n')
}

export function raceMarkdown(report: RaceReport, profile: Profile): string {
  const out = [`# ${report.modes.map((mode) => escaped(mode.title)).join(', ')}: a race`, '']
  out.push(`Made by \`virtcolor race\`: ${escaped(madeOf(report))}.`)
  const section = (title: string, ...parts: readonly (string | undefined)[]): void => {
    const said = parts.filter((part) => part !== undefined)
    if (said.length > 0) out.push('', `## ${escaped(title)}`, '', said.join('\n\n'))
  }
  section(CROSSINGS, tableOf(crossingsTable(report)))
  const tables = (title: string, of: Table | undefined): void => section(title, of === undefined ? undefined : tableOf(of))
  tables(OWN, ownTable(report))
  tables(SPREAD, spreadTable(report))
  tables(DEVICE_MODEL, deviceModelTable(report))
  const kinds = kindsTable(report, 4)
  if (kinds !== undefined)
    section('What they are', 'The kinds that make up most of each figure, per operation.', tableOf(kinds, true))
  section(INSPECTED, tableOf(inspectedTable(report), true))
  tables(timesTitle(report), timesTable(report))
  const verdicts = verdictsTable(report)
  if (verdicts !== undefined) section(VERDICTS, tableOf(verdicts), escaped([VERDICTS_SAY, ...refusals(report)].join(' ')))
  section(`${MODEL}: ${profile.title}`, tableOf(costTable(report, profile)), escaped(`${MODEL_SAYS} ${profile.note}`))
  section(MODEL_ORDER, tableOf(orderTable(report, profile), true))
  section(
    'What one crossing is taken to cost',
    tableOf(pricesTable(profile), true),
    profile.see.map((see) => `<${see}>`).join(', '),
  )
  section(PUBLISHED, tableOf(publishedTable(report, profile), true))
  const notes = notesOf(report)
  section('Notes', notes.length === 0 ? undefined : notes.map((note) => `- ${escaped(note)}`).join('\n'))
  section('Packages', report.how.packages.length === 0 ? undefined : escaped(report.how.packages.join(', ')))
  return `${out.join('\n')}\n`
}
