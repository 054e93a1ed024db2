import { SHORT_TITLES } from '../chart/titles.ts'
import type { Advice, Report } from '../model.ts'
import { clean, flow, fold } from '../text.ts'
import type { Paint } from './paint.ts'
import { merged, place, proofLines, quoteNew, Shown } from './proof.ts'
import { usable } from './terminal.ts'
import { explainLine, headline, identity, sourceWord } from './words.ts'

export interface AdviceOptions {
  readonly width: number
  readonly paint: Paint
  /** Nothing is cut, and no word is broken: for pipes and files. */
  readonly whole?: boolean
  /** How this tool is called here. */
  readonly command?: string
}

/** So narrow that the longest path that a command names is not broken: a broken command cannot be copied. */
const LABEL = 8

/** All advice of a report in full: what to do first, what to do, how to undo it, the gain, the risk, how to verify it, and the proof. */
export function advice(report: Report, options: AdviceOptions): string {
  const { paint, whole = false, command } = options
  const width = usable(options.width)
  const lines: string[] = ['']
  const say = (text: string, style = (line: string): string => line): void => {
    for (const line of flow(text, width - 1, whole)) lines.push(` ${style(line)}`)
  }
  say(headline(report), paint.bold)
  say(report.source.kind === 'live' ? 'this machine, live' : `${clean(report.source.path)}, ${sourceWord(report)}`, paint.dim)
  const is = identity(report)
  if (is !== '') say(is)
  lines.push('')
  if (report.advice.length === 0) lines.push(' no advice: nothing in this evidence calls for a change')
  const shown = new Shown()
  report.advice.forEach((one, i) => {
    if (i > 0) lines.push('')
    lines.push(...entry(one, i + 1, report, { width, paint, whole, shown }))
  })
  if (report.advice.length > 0) {
    lines.push('')
    say(explainLine(command), paint.dim)
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

interface Page {
  readonly width: number
  readonly paint: Paint
  readonly whole: boolean
  readonly shown: Shown
}

function entry(one: Advice, number: number, report: Report, { width, paint, whole, shown }: Page): string[] {
  const lines: string[] = []
  const label = (text: string, body: readonly string[]): void => {
    body.forEach((line, i) => {
      lines.push(`    ${(i === 0 ? text : '').padEnd(LABEL)}${line}`)
    })
  }
  const say = (name: string, text: string): void => label(name, flow(clean(text), width - 5 - LABEL, whole))
  for (const [i, line] of flow(clean(one.says), width - 5, whole).entries())
    lines.push(`${i === 0 ? `${number}.`.padStart(3) : '   '} ${paint.bold(line)}`)
  const of = [one.component && SHORT_TITLES[one.component], one.id].filter((part) => part !== undefined)
  for (const line of flow(clean(of.join(' · ')), width - 5, whole)) lines.push(`    ${paint.dim(line)}`)
  const steps = (name: string, all: readonly string[]): void =>
    all.forEach((step, i) => {
      label(`${(i === 0 ? name : '').padEnd(6)}-`, partsOf(clean(step), width - 5 - LABEL))
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
  const look = { width: width - 5 - LABEL, whole, wrapped: true, dim: paint.dim, bold: paint.bold }
  label(
    'proof',
    merged(one.proof).flatMap((proof) => proofLines(place(proof, report.source), quoteNew(proof, shown), look)),
  )
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
