import type { Group } from '../explain/entries.ts'
import type { Explanation, Shown } from '../explain/explain.ts'
import { clean, cut, fold, wrap } from '../text.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'

export interface ExplainOptions {
  readonly width: number
  readonly paint: Paint
}

const LABEL = 10
/** An example is the least that shows its row; more than this of one text is a long line of flags. */
const MOST_LINES = 12

const KIND: Readonly<Record<Explanation['kind'], string>> = {
  rule: 'rule',
  device: 'device rule',
  made: 'general rule',
  lint: 'lint rule',
  advice: 'advice',
}

const kindOf = ({ kind, group }: Explanation): string =>
  kind === 'rule' || kind === 'device' ? `${KIND[kind]}: ${group.title}` : KIND[kind]

/** One id: its message, condition, conclusion, source and example. */
export function explanation(one: Explanation, { width: columns, paint }: ExplainOptions): string {
  const width = usable(columns)
  const lines: string[] = ['']
  const say = (label: string, text: string): void => {
    fold(clean(text), width - LABEL - 1, MOST_LINES).forEach((line, i) => {
      lines.push(` ${(i === 0 ? label : '').padEnd(LABEL)}${line}`)
    })
  }
  const each = (label: string, texts: readonly string[], next: string = ''): void => {
    for (const [i, text] of texts.entries()) say(i === 0 ? label : next, text)
  }
  const address = (label: string, see: string): void => {
    // As far to the left as it has to be to stay whole, so that it can be followed.
    const room = Math.max(0, Math.min(LABEL + 1, width - see.length))
    if (room > label.length) lines.push(` ${label}`.padEnd(room) + see)
    else lines.push(` ${label}`, ...fold(see, width - room, 4).map((line) => ' '.repeat(room) + line))
  }

  const name = one.name === undefined ? one.id : `${one.id} ${one.name}`
  const kind = kindOf(one)
  if (name.length + kind.length + 3 <= width) lines.push(` ${paint.bold(name)}  ${paint.dim(kind)}`)
  else for (const line of [...fold(name, width - 1), ...wrap(kind, width - 1)]) lines.push(` ${line}`)
  for (const line of wrap(clean(one.says), width - 1)) lines.push(` ${line}`)
  lines.push('')
  if (one.lint !== undefined) {
    say('severity', one.lint.severity)
    say('why', one.lint.why)
    if (one.lint.needs !== undefined) say('requires', one.lint.needs)
    if (one.lint.check !== undefined) say('check', one.lint.check)
    say('formats', one.lint.formats.join(', '))
  }
  if (one.about !== undefined) say('decides', one.about)
  if (one.allows !== undefined) say('possible', one.allows.join(', '))
  if (one.rank !== undefined) say('trust', `${one.rank.value} of 100: ${one.rank.because}`)
  const joined = (parts: readonly (readonly string[])[]): string[] => parts.map((part) => part.join(' and '))
  each('when', joined(one.when), 'or when')
  each('unless', joined(one.unless ?? []), 'unless')
  if (one.advice !== undefined) {
    const { at, first = [], do: steps, undo, gains, risk, verify } = one.advice
    for (const step of first) say('first', step)
    each(
      `at ${at}`,
      steps.map((step) => `- ${step}`),
    )
    if (undo !== undefined) say('undo', undo)
    if (gains !== undefined) {
      say('gains', `${gains.figure} (${gains.workload})`)
      address('', gains.see)
    }
    if (risk !== undefined) say('risk', risk)
    if (verify !== undefined) say('verify', verify)
  }
  for (const [i, see] of one.see.entries()) address(i === 0 ? 'source' : '', see)
  if (one.example !== undefined) lines.push(...example(one.example, width, paint))
  if (one.related.length > 0) {
    lines.push('', ` ${paint.bold('related')}`)
    const widest = Math.min(30, Math.max(...one.related.map((r) => r.id.length)))
    for (const { id, says } of one.related) {
      const line = `   ${id.padEnd(widest)}  ${clean(says)}`
      // An id that is cut cannot be asked for.
      if (id.length + 3 <= width) lines.push(cut(line, width))
      else lines.push(...fold(id, width - 3).map((part) => `   ${part}`))
    }
  }
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}

function example({ evidence, instead, concludes }: Shown, width: number, paint: Paint): string[] {
  const lines = ['', ` ${paint.bold('example')}`]
  const put = (text: string, indent: number): void => {
    for (const line of fold(clean(text), width - indent, 4)) lines.push(' '.repeat(indent) + line)
  }
  for (const { path, text } of evidence) {
    const rows = text.split('\n')
    if (path === '') for (const row of rows) put(row, 3)
    else if (rows.length === 1) put(`${path}: ${text}`, 3)
    else {
      put(`${path}:`, 3)
      for (const row of rows) put(row, 5)
    }
  }
  lines.push(` ${paint.bold('this example gives')}`)
  for (const text of concludes) put(text, 3)
  if (instead !== undefined) {
    lines.push(` ${paint.bold('no finding for')}`)
    for (const row of instead.split('\n')) put(row, 3)
  }
  return lines
}

/** All ids by group, in as many columns as fit. */
export function idList(groups: readonly Group[], { width: columns, paint }: ExplainOptions): string {
  const width = usable(columns)
  const lines: string[] = ['']
  for (const { title, entries } of groups) {
    if (entries.length === 0) continue
    const names = entries.map((e) => (e.kind === 'lint' ? `${e.id} ${e.row.name}` : e.id))
    const wide = Math.max(...names.map((name) => name.length)) + 2
    const across = Math.max(1, Math.floor((width - 3) / wide))
    const down = Math.ceil(names.length / across)
    lines.push(` ${paint.bold(title)}`)
    for (let row = 0; row < down; row++)
      lines.push(
        `   ${Array.from({ length: across }, (_, i) => (names[i * down + row] ?? '').padEnd(wide)).join('')}`.trimEnd(),
      )
    lines.push('')
  }
  lines.push(...wrap('virtcolor explain WORD explains one of them', width - 1).map((line) => ` ${line}`))
  return `${lines.join('\n')}\n`
}
