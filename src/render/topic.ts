import type { TopicCell, TopicExplanation } from '../explain/topic.ts'
import { TOPIC_GROUPS, TOPICS } from '../explain/topics.ts'
import { cut, pad, wrap } from '../text.ts'
import type { ExplainOptions } from './explain.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { crossingsOf } from './ways-words.ts'

/** More ids than fit here are in `virtcolor explain` without a word. */
const MOST_IDS = 24

/** A topic: what it is, its rows of the chart, the path of an operation, where that is written. */
export function topicText(one: TopicExplanation, { width: columns, paint }: ExplainOptions): string {
  const width = usable(columns)
  const lines: string[] = ['', ...wrap(one.title, width - 1).map((line) => ` ${paint.bold(line)}`)]
  /** A label and, beside it, wrapped text. */
  const put = (text: string, indent: number, label = ''): void => {
    for (const [i, line] of wrap(text, width - indent).entries()) lines.push((i === 0 ? label : '').padEnd(indent) + line)
  }
  put(one.text, 1)
  if (one.note !== undefined) {
    lines.push('')
    put(one.note, 1)
  }
  for (const row of one.rows) {
    const extra = [row.since === undefined ? '' : `since ${row.since}`, row.note ?? ''].filter((text) => text !== '').join('; ')
    lines.push('')
    put(`In the chart: ${row.name}${extra === '' ? '' : ` (${extra})`}`, 1)
    lines.push(...row.cells.map((cell) => cellLine(cell, width, paint)))
  }
  if (one.colours.length > 0) {
    lines.push('')
    put('In the chart:', 1)
    lines.push(...one.colours.map((cell) => cellLine(cell, width, paint)))
  }
  if (one.path !== undefined && one.path.steps.length > 0) {
    const { title, row, panel, steps } = one.path
    lines.push('')
    put(`Path of a ${title} (${row}): ${crossingsOf(panel)}`, 1)
    for (const [i, { at, text }] of steps.entries()) put(text, 21, `   ${pad(String(i + 1), 4)}${at}`)
  }
  lines.push('')
  // An address stays whole, so that it can be followed.
  for (const [i, see] of one.see.entries()) lines.push((i === 0 ? ' source' : '').padEnd(12) + see)
  const words = one.related.map(({ id }) => id).join(', ')
  if (words !== '') put(words, 12, ' see also')
  if (one.ids.length > 0) {
    const shown = one.ids.slice(0, MOST_IDS)
    const more = one.ids.length - shown.length
    put(`${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`, 12, ' rules')
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function cellLine({ title, kind, colour }: TopicCell, width: number, paint: Paint): string {
  return `   ${paint.cell(colour, ` ${pad(kind, 2)} `)} ${cut(`${pad(colour, 8)}${title}`, width - 9)}`
}

/** All topics by group, for the head of the list of ids. */
export function topicList({ width: columns, paint }: ExplainOptions): string {
  const width = usable(columns)
  const lines: string[] = ['']
  for (const [group, title] of Object.entries(TOPIC_GROUPS)) {
    const words = TOPICS.filter((topic) => topic.group === group).map(({ id }) => id)
    const [first, ...rest] = wrap(words.join(', '), width - 16)
    lines.push(` ${paint.bold(pad(title, 13))} ${first ?? ''}`, ...rest.map((line) => ' '.repeat(15) + line))
  }
  return `${lines.join('\n')}\n`
}
