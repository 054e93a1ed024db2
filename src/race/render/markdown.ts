import { words } from '../../render/markdown.ts'
import type { Profile } from '../cost/profiles.data.ts'
import type { RaceReport } from '../report.ts'
import { refusals, type Table, tablesOf } from './tables.ts'
import { KINDS_SAY, MODEL_SAYS, madeOf, notesOf, VERDICTS_SAY } from './words.ts'

const escaped = words

/** Figures are aligned right, text left. */
function tableOf({ head, rows, prose }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(head.map(escaped)),
    line(head.map((_, i) => (i === 0 || prose === true ? '---' : '--:'))),
    ...rows.map((row) => line(row.map(escaped))),
  ].join('\n')
}

export function raceMarkdown(report: RaceReport, profile: Profile): string {
  const out = [`# ${report.modes.map((mode) => escaped(mode.title)).join(', ')}: results of a race`, '']
  out.push(`Counted by \`virtcolor race\`: ${escaped(madeOf(report))}.`)
  const section = (title: string, ...parts: readonly (string | undefined)[]): void => {
    const said = parts.filter((part) => part !== undefined)
    if (said.length > 0) out.push('', `## ${escaped(title)}`, '', said.join('\n\n'))
  }
  const own = (one: Table | undefined, ...more: readonly string[]): void => {
    if (one !== undefined) section(one.title, tableOf(one), ...more)
  }
  const t = tablesOf(report, profile, 4)
  for (const one of [t.crossings, t.own, t.spread, t.deviceModel]) own(one)
  if (t.kinds !== undefined) section(t.kinds.title, KINDS_SAY, tableOf(t.kinds))
  own({ ...t.inspected, prose: true })
  own(t.times)
  own(t.verdicts, escaped([VERDICTS_SAY, ...refusals(report)].join(' ')))
  own(t.cost, escaped(`${MODEL_SAYS} ${profile.note}`))
  own(t.order)
  own(t.prices, profile.see.map((see) => `<${see}>`).join(', '))
  own(t.published)
  const notes = notesOf(report)
  section('Notes', notes.length === 0 ? undefined : notes.map((note) => `- ${escaped(note)}`).join('\n'))
  section('Packages', report.how.packages.length === 0 ? undefined : escaped(report.how.packages.join(', ')))
  return `${out.join('\n')}\n`
}
