/** An answer as Markdown, its flowchart in Mermaid: GitHub and GitLab draw it. */
import { KIND_MEANS } from '../../chart/colours.ts'
import { SHORT_TITLES } from '../../chart/titles.ts'
import { words } from '../../render/markdown.ts'
import { type Answer, headOf } from '../answer.ts'
import type { Facts, Tree, Walk } from '../model.ts'
import type { WalkOptions } from '../walk.ts'
import { flowChart } from './flow.ts'

/** Text within double quotes of a Mermaid node: HTML entities replace characters that would end it. */
const label = (text: string): string =>
  text
    .replace(/[^\x20-\x7e]/g, (c) => `#${c.codePointAt(0)};`)
    .replace(/["<>&#;`|\\]/g, (c) => (c === '#' || c === ';' ? c : `#${c.charCodeAt(0)};`))
const name = (id: string): string => id.replace(/[^A-Za-z0-9]/g, '_')

/** The flowchart in Mermaid's language: https://mermaid.js.org/syntax/flowchart.html */
export function mermaid(tree: Tree, walked?: Walk, facts?: Facts, options?: WalkOptions): string {
  const chart = flowChart(tree, walked, facts, options)
  const out = ['flowchart TD']
  for (const [id, q] of Object.entries(tree.questions)) out.push(`  ${name(id)}("${label(q.short)}")`)
  for (const [id, o] of Object.entries(tree.outcomes)) out.push(`  ${name(id)}["${label(o.short)}<br/>${o.cells.join(' ')}"]`)
  const lit: number[] = []
  const open: number[] = []
  chart.flow.edges.forEach((edge, i) => {
    const light = chart.edges.get(`${edge.from}>${chart.answers[i]}`)
    if (light === 'lit') lit.push(i)
    if (light === 'open') open.push(i)
    out.push(`  ${name(edge.from)} -->|"${label(edge.label)}"| ${name(edge.to)}`)
  })
  out.push(
    '  classDef lit stroke:#1d5fbf,stroke-width:4px',
    '  classDef open stroke:#1d5fbf,stroke-dasharray:5 3',
    '  classDef out opacity:0.5',
  )
  for (const light of ['lit', 'open', 'out'] as const) {
    const ids = [...chart.nodes].filter(([, l]) => l === light).map(([id]) => name(id))
    if (ids.length > 0) out.push(`  class ${ids.join(',')} ${light}`)
  }
  if (lit.length > 0) out.push(`  linkStyle ${lit.join(',')} stroke:#1d5fbf,stroke-width:4px`)
  if (open.length > 0) out.push(`  linkStyle ${open.join(',')} stroke:#1d5fbf,stroke-dasharray:5 3`)
  return `${out.join('\n')}\n`
}

const LINK = /^https:\/\/[^\s<>()"']+$/
const links = (urls: readonly string[]): string =>
  urls
    .filter((u) => LINK.test(u))
    .map((u, i) => `[source${urls.length > 1 ? ` ${i + 1}` : ''}](${u})`)
    .join(', ')
/** A fence longer than any run of backticks within. */
function fenced(language: string, text: string): string[] {
  const most = Math.max(2, ...[...text.matchAll(/`+/g)].map((m) => m[0].length))
  const fence = '`'.repeat(most + 1)
  return [fence + language, text.trimEnd(), fence, '']
}

export function answerMarkdown(answer: Answer, chart: string): string {
  const { best } = answer
  const out: string[] = [`# ${words(headOf(answer))}`, '']
  out.push(words(best.says), '')
  out.push(`| ${best.cells.map((c) => SHORT_TITLES[c.component]).join(' | ')} |`, `|${best.cells.map(() => '---').join('|')}|`)
  out.push(`| ${best.cells.map((c) => `**${words(c.kind)}** ${c.colour}`).join(' | ')} |`, '')
  if (answer.wanted !== null) out.push(words(answer.wanted.says), '')
  for (const line of answer.notes) out.push(words(line), '')
  out.push(...fenced('mermaid', chart))
  out.push('## Why', '')
  answer.path.forEach((step, i) => {
    out.push(
      `${i + 1}. ${words(step.ask)} **${words(step.label)}**${step.how === 'assumed' ? ' (assumed)' : ''}: ${words(step.says)}${step.from.length === 0 ? '' : ` (${words(step.from.join('; '))})`}.`,
    )
    out.push(`   ${words(step.why)} Basis: ${step.basis}. ${links(step.see)}`)
    if (step.otherwise.length > 0) out.push(`   If not: ${words(step.otherwise.join('; or '))}.`)
  })
  if (answer.path.length === 0) out.push('Nothing is settled yet.')
  out.push('')
  if (!answer.settled) {
    out.push('## What would decide it', '')
    for (const open of answer.open)
      out.push(`- ${words(open.ask)} ${words(open.answers.map((a) => a.label).join(' / '))}. Find out: ${words(open.tell)}`)
    out.push(
      '',
      '## Possible outcomes, best first',
      '',
      `| outcome | ${best.cells.map((c) => SHORT_TITLES[c.component]).join(' | ')} | when |`,
      `|---|${best.cells.map(() => '---').join('|')}|---|`,
    )
    for (const o of answer.remaining) {
      out.push(
        `| ${words(o.title)} | ${o.cells.map((c) => words(c.kind)).join(' | ')} | ${words(o.when.map((x) => `${x.ask} ${x.label}`).join('; '))} |`,
      )
    }
    out.push('')
  }
  if (best.runnerUp !== null)
    out.push('## Runner-up', '', `${words(best.runnerUp.name)}, when ${words(best.runnerUp.when)}`, '')
  if (answer.settled && answer.recipe !== null) {
    out.push('## How to get there', '')
    for (const part of answer.recipe.parts) {
      out.push(
        `${words(part.what)}${part.file === undefined ? '' : ` (\`${part.file}\`)`}:`,
        '',
        ...fenced(part.language === 'xl' ? '' : part.language, part.text),
      )
    }
    out.push(links(answer.recipe.see), '')
  }
  out.push('## How to verify', '', ...best.verify.map((line) => `- ${words(line)}`), '')
  out.push(
    `As of ${answer.tree.asOf}, by the tree \`${answer.tree.id}\`: ${words(answer.tree.title)}. ${Object.entries(KIND_MEANS)
      .slice(0, 4)
      .map(([k, m]) => `${k} ${m}`)
      .join(', ')}.`,
    '',
  )
  return out.join('\n')
}
