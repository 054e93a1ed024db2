import { type WaysOptions, waysOf } from '../chart/ways/index.ts'
import { LANES } from '../chart/ways/layout.ts'
import { OPERATIONS, type OperationId, type Ways } from '../chart/ways/model.ts'
import { words } from './markdown.ts'
import { countedNote, crossingsOf, figure, WAYS_TITLE } from './ways-words.ts'

/** Paths as Markdown: a table of the exits, then each path step by step, each step with its source. */
export function waysMarkdown(operations: readonly OperationId[] = OPERATIONS, options: WaysOptions = {}): string {
  const all = operations.map((id) => waysOf(id, options))
  const out = [`# ${WAYS_TITLE}`, '', ...table(all)]
  const counted = all.find((ways) => ways.counted !== undefined)?.counted
  for (const note of countedNote(counted)) out.push('', words(note))
  for (const ways of all) {
    out.push('', `## ${words(ways.operation.title)}`, '', `${words(ways.operation.says)}.`)
    for (const panel of ways.panels) {
      const here = panel.here.map((i) => words(ways.machines[i]!.letter || ways.machines[i]!.path)).join(', ')
      out.push('', `### ${words(panel.name)}`, '')
      out.push(
        `**${words(panel.kind)}** ${panel.colour}${here === '' ? '' : `, the path of ${here}`}: ${words(crossingsOf(panel))}.`,
      )
      if (panel.counted?.differs !== undefined) out.push('', `(${words(panel.counted.differs)})`)
      if (panel.way !== undefined) out.push('')
      panel.way?.steps.forEach((step, i) => {
        out.push(
          `${i + 1}. ${LANES[step.at]}${step.aside === true ? ', in parallel' : ''}: ${words(step.says)} ([source](${step.see}))`,
        )
      })
    }
  }
  return `${out.join('\n')}\n`
}

function table(all: readonly Ways[]): string[] {
  const rows = new Map(all.flatMap(({ panels }) => panels.map((panel) => [panel.id, panel.name] as const)))
  const out = [
    `| exits, drawn (measured) | ${all.map(({ operation }) => operation.title).join(' | ')} |`,
    `|---${'|---'.repeat(all.length)}|`,
  ]
  for (const [id, name] of rows) {
    const cells = all.map(({ panels }) => {
      const panel = panels.find((one) => one.id === id)
      if (panel === undefined) return ''
      const measured = panel.counted === undefined ? '' : ` (${words(figure(panel.counted.crossings))})`
      return `${panel.way === undefined ? '?' : panel.way.crossings}${measured}`
    })
    out.push(`| ${words(name)} | ${cells.join(' | ')} |`)
  }
  return out
}
