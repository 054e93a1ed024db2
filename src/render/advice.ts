import type { Advice, Proof, Report } from '../model.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { clean, fold, wrap } from './text.ts'
import { EXPLAIN, headline, place } from './words.ts'

export interface AdviceOptions {
  readonly width: number
  readonly paint: Paint
}

/** A value in a proof may be longer than anybody reads. */
const MOST_LINES = 2
/** So narrow that the longest path that a command names is not broken: a broken command cannot be copied. */
const LABEL = 8

/** All advice of a report in full: what to do first, what to do, how to undo it, the gain, the risk, how to verify it, and the proof. */
export function advice(report: Report, { width: columns, paint }: AdviceOptions): string {
  const width = usable(columns)
  const lines: string[] = ['']
  for (const line of wrap(headline(report), width - 1, 3)) lines.push(` ${paint.bold(line)}`)
  lines.push(` ${paint.dim(clean(report.source.path))}`, '')
  if (report.advice.length === 0) lines.push(' nothing to advise: no row of advice is proved by this evidence')
  report.advice.forEach((one, i) => {
    if (i > 0) lines.push('')
    lines.push(...entry(one, i + 1, width, paint))
  })
  if (report.advice.length > 0) lines.push('', ...wrap(EXPLAIN, width - 1).map((line) => ` ${paint.dim(line)}`))
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function entry(one: Advice, number: number, width: number, paint: Paint): string[] {
  const lines: string[] = []
  const say = (label: string, text: string, style = (line: string): string => line, most = 40): void => {
    fold(clean(text), width - 5 - LABEL, most).forEach((line, i) => {
      lines.push(`    ${(i === 0 ? label : '').padEnd(LABEL)}${style(line)}`)
    })
  }
  for (const [i, line] of wrap(clean(one.says), width - 5, 20).entries())
    lines.push(`${i === 0 ? `${number}.`.padStart(3) : '   '} ${paint.bold(line)}`)
  for (const line of fold([one.component, one.id].filter((part) => part !== undefined).join(' · '), width - 5))
    lines.push(`    ${paint.dim(line)}`)
  const steps = (label: string, all: readonly string[]): void =>
    all.forEach((step, i) => {
      const head = `${(i === 0 ? label : '').padEnd(6)}-`
      const parts = partsOf(clean(step), width - 5 - LABEL)
      parts.forEach((line, n) => {
        lines.push(`    ${(n === 0 ? head : '').padEnd(LABEL)}${line}`)
      })
    })
  steps('first', one.first ?? [])
  steps(one.at, one.do)
  if (one.undo !== undefined) say('undo', one.undo)
  if (one.gains !== undefined) {
    say('gains', `${one.gains.figure} (${one.gains.workload})`)
    // Never broken, so that it can be followed; a terminal folds what does not fit.
    lines.push(' '.repeat(4 + LABEL) + paint.dim(clean(one.gains.see)))
  }
  if (one.risk !== undefined) say('risk', one.risk)
  if (one.verify !== undefined) say('verify', one.verify)
  one.proof.forEach((proof, i) => {
    say(i === 0 ? 'proof' : '', quoted(proof), paint.dim, MOST_LINES)
  })
  return lines
}

/** A sentence, as against a command or a setting. */
const SENTENCE: RegExp = /^[A-Z][\w-]*,? [a-z]/

/** A sentence is wrapped. A command is never broken, so that it can be pasted; its comment goes above it where both do not fit in a line. */
function partsOf(step: string, width: number): string[] {
  if (SENTENCE.test(step)) return fold(step, width, 40)
  const at = step.indexOf('   # ')
  if (at < 0 || step.length <= width) return [step]
  const comment = fold(step.slice(at + 5), Math.max(10, width - 2), 40)
  return [...comment.map((line) => `# ${line}`), step.slice(0, at)]
}

function quoted(proof: Proof): string {
  const text = proof.text.trim().replace(/\s+/g, ' ')
  return text === '' ? place(proof) : `${place(proof)}: ${text}`
}
