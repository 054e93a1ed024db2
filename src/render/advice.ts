import type { Advice, Proof, Report } from '../model.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { clean, fold, wrap } from './text.ts'
import { EXPLAIN, headline, place } from './words.ts'

export interface AdviceOptions {
  readonly width: number
  readonly paint: Paint
}

/** A value of the machine's own in a proof goes on for longer than anyone reads. */
const MOST_LINES = 2
/** So narrow that the longest path which a command names stays whole: a command that is cut cannot be copied. */
const LABEL = 8

/** All advice of a report in full: what to do and undo, where, what it gains, the risk, how to see that it is done, and the proof. */
export function advice(report: Report, { width: columns, paint }: AdviceOptions): string {
  const width = usable(columns)
  const lines: string[] = ['']
  for (const line of wrap(headline(report), width - 1, 3)) lines.push(` ${paint.bold(line)}`)
  lines.push(` ${paint.dim(clean(report.source.path))}`, '')
  if (report.advice.length === 0) lines.push(' nothing to advise that this evidence proves')
  report.advice.forEach((one, i) => {
    if (i > 0) lines.push('')
    lines.push(...entry(one, i + 1, width, paint))
  })
  if (report.advice.length > 0) lines.push('', ...wrap(EXPLAIN, width - 1).map((line) => ` ${paint.dim(line)}`))
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function entry(one: Advice, number: number, width: number, paint: Paint): string[] {
  const component = one.component === undefined ? '' : ` (${one.component})`
  const lines = [` ${number}. ${paint.bold(one.id)}${component}`]
  const say = (label: string, text: string, style = (line: string): string => line, most = 40): void => {
    fold(clean(text), width - 5 - LABEL, most).forEach((line, i) => {
      lines.push(`    ${(i === 0 ? label : '').padEnd(LABEL)}${style(line)}`)
    })
  }
  for (const line of wrap(clean(one.says), width - 5, 20)) lines.push(`    ${line}`)
  one.do.forEach((step, i) => {
    say(`${(i === 0 ? one.at : '').padEnd(6)}-`, step)
  })
  if (one.undo !== undefined) say('undo', one.undo)
  if (one.gains !== undefined) {
    say('gains', `${one.gains.figure} (${one.gains.workload})`)
    // As far to the left as it has to be to stay whole, so that it can be followed.
    const see = clean(one.gains.see)
    lines.push(
      ...fold(see, width, 4).map((line) => ' '.repeat(Math.max(0, Math.min(4 + LABEL, width - line.length))) + paint.dim(line)),
    )
  }
  if (one.risk !== undefined) say('risk', one.risk)
  if (one.verify !== undefined) say('verify', one.verify)
  one.proof.forEach((proof, i) => {
    say(i === 0 ? 'proof' : '', quoted(proof), paint.dim, MOST_LINES)
  })
  return lines
}

function quoted(proof: Proof): string {
  const text = proof.text.trim().replace(/\s+/g, ' ')
  return text === '' ? place(proof) : `${place(proof)}: ${text}`
}
