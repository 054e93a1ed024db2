/** An answer for a terminal or a pipe: under 80 columns, letters as well as colours. */
import { SHORT_TITLES } from '../../chart/titles.ts'
import type { Paint } from '../../render/paint.ts'
import { clean, wrap } from '../../text.ts'
import { type Answer, type AnswerCell, headOf } from '../answer.ts'

export interface TextOptions {
  readonly width: number
  readonly paint: Paint
}

/** What the EC2 catalogue shows for one type, with its row. */
export interface TypeNote {
  readonly lines: readonly string[]
  readonly cells?: readonly AnswerCell[]
}

const MOST_WIDTH = 100

/** The whole answer. */
export function answerText(answer: Answer, { width, paint }: TextOptions, notes: readonly TypeNote[] = []): string {
  const w = Math.max(40, Math.min(width, MOST_WIDTH)) - 1
  const out: string[] = []
  const para = (text: string, indent = '', hang = indent): void => {
    wrap(clean(text), w - hang.length).forEach((line, i) => void out.push((i === 0 ? indent : hang) + line))
  }
  const heading = (text: string): void => void out.push('', paint.bold(text))
  const { best } = answer

  para(headOf(answer))
  out[0] = paint.bold(out[0]!)
  if (best.row !== null) para(`row: ${best.row.name}`)
  out.push('', ...cellLines(best.cells, paint, w))
  out.push('')
  para(best.says)
  if (answer.wanted !== null) para(answer.wanted.says)
  for (const line of answer.notes) para(line)
  for (const note of notes) {
    out.push('')
    for (const line of note.lines) para(line)
    if (note.cells !== undefined) out.push(...cellLines(note.cells, paint, w))
  }

  if (answer.path.length > 0) {
    heading('Why')
    answer.path.forEach((step, i) => {
      const number = `${i + 1}. `.padStart(5)
      const blank = ' '.repeat(number.length)
      para(`${step.ask} ${step.label}${step.how === 'assumed' ? ' (assumed)' : ''}`, number, blank)
      para(`${step.says}${step.from.length === 0 ? '' : `: ${step.from.join('; ')}`}`, blank)
      para(`${step.why} [${step.basis}]`, blank)
      for (const url of step.see) out.push(paint.dim(blank + clean(url)))
      if (step.otherwise.length > 0) para(`if not: ${step.otherwise.join('; or ')}`, blank, `${blank}  `)
    })
  }

  if (!answer.settled) {
    heading('What would decide it, most useful first')
    for (const open of answer.open) {
      para(`${open.ask} ${open.answers.map((a) => a.label).join(' / ')}`, '  - ', '    ')
      para(`option: ${open.say.join(', or ')}`, '    ', '      ')
      para(`find out: ${open.tell}`, '    ', '      ')
    }
    heading('Possible outcomes, best first')
    for (const outcome of answer.remaining) {
      para(outcome.title, '  - ', '    ')
      const when = outcome.when.map((x) => `${x.ask} ${x.label}`).join('; ')
      out.push(`    ${outcome.cells.map((c) => paint.cell(c.colour, ` ${c.kind.padEnd(2)} `)).join('')}`)
      if (when !== '') para(`when: ${when}`, '    ', '      ')
    }
  }

  if (best.runnerUp !== null) {
    heading('Runner-up')
    para(`${best.runnerUp.name}, when ${best.runnerUp.when}`, '  ')
  }
  if (answer.settled && answer.recipe !== null) {
    heading('How to get there')
    for (const part of answer.recipe.parts) {
      para(`${part.what}${part.file === undefined ? '' : ` (${part.file})`}:`, '  ', '  ')
      for (const line of part.text.trimEnd().split('\n')) out.push(`    ${line}`)
      out.push('')
    }
    if (out.at(-1) === '') out.pop()
    for (const url of answer.recipe.see) out.push(paint.dim(`  ${url}`))
  }
  heading('How to verify')
  for (const line of best.verify) para(line, '  - ', '    ')
  out.push('')
  para(`As of ${answer.tree.asOf}, from the tree ${answer.tree.id}: ${answer.tree.title}`)
  // Once more at the end, where it is still on the screen.
  out.push('')
  const from = out.length
  para(answer.settled ? `Answer: ${best.title}` : `Not decided yet; best so far: ${best.title}`)
  for (let i = from; i < out.length; i++) out[i] = paint.bold(out[i]!)
  out.push(...cellLines(best.cells, paint, w))
  return `${out.join('\n')}\n`
}

/** One line where it fits, else one line for each component. */
function cellLines(cells: readonly AnswerCell[], paint: Paint, width: number): string[] {
  const words = cells.map((c) => [` ${c.kind} `, ` ${c.component}`] as const)
  const length = words.reduce((sum, [kind, name]) => sum + kind.length + name.length + 3, 0)
  if (length <= width) {
    return [words.map(([kind, name], i) => paint.cell(cells[i]!.colour, kind) + name).join('   ')]
  }
  return cells.map((c) => `${paint.cell(c.colour, ` ${c.kind.padEnd(2)} `)} ${SHORT_TITLES[c.component]}, ${c.colour}`)
}
