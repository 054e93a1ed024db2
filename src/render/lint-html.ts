import type { Diff } from '../lint/diff.ts'
import type { Colour } from '../model.ts'
import type { Told, ToldFinding } from './lint-told.ts'
import { escapeMarkup as e } from './markup.ts'

const COLOUR: Readonly<Record<ToldFinding['severity'], Colour>> = { error: 'red', warning: 'yellow', info: 'grey' }
/** The most severe first, and how several of them are called. */
const SEVERAL = { error: 'errors', warning: 'warnings', info: 'info' } as const

/** How many findings of each severity; empty for none. */
export function countsOf({ counts }: Pick<Told, 'counts'>): string {
  const told = Object.entries(SEVERAL) as [ToldFinding['severity'], string][]
  return told
    .filter(([severity]) => counts[severity] > 0)
    .map(([severity, several]) => `${counts[severity]} ${counts[severity] === 1 ? severity : several}`)
    .join(', ')
}

/** The lint findings of a definition, as a part of its report. Text of the file is escaped, never markup. @param prefix begins every id */
export function lintHtml({ counts, findings, suppressed }: Told, prefix: string): string {
  const total = counts.error + counts.warning + counts.info
  const left = total - findings.length
  const fixed = findings.filter(({ byFix }) => byFix === true).length
  const out = [
    `<h2 id="${prefix}-lint">Lint findings for the definition</h2>`,
    total === 0
      ? '<p>No findings.</p>'
      : `<p>${countsOf({ counts })}${left > 0 ? `; the ${findings.length} most severe are shown` : ''}.${fixed > 0 ? ` <code>virtcolor lint --fix</code> writes ${fixed} of the changes below; the others need something in the guest.` : ''}</p>`,
  ]
  if (findings.length > 0) out.push(`<ol class="lint">${findings.map(finding).join('')}</ol>`)
  if (suppressed.length > 0) {
    const lines = suppressed.map(({ rule, line, reason }) => `<li>${e(rule)}, line ${line}: ${e(reason)}</li>`)
    out.push(
      `<details><summary>Suppressed by comments in the file: ${suppressed.length}</summary><ul>${lines.join('')}</ul></details>`,
    )
  }
  return out.join('')
}

function finding(one: ToldFinding): string {
  const [before, mark, after] = one.excerpt.map(spaced)
  return [
    `<li><h3><span class="letter is-${COLOUR[one.severity]}">${one.severity}</span>${e(one.rule)} ${e(one.name)}</h3>`,
    `<p>${e(one.says)}</p>`,
    `<code class="proof"><span class="at">${one.line}:${one.column}</span> ${before}<mark>${mark}</mark>${after}</code>`,
    one.diff === undefined ? '' : diff(one.diff),
    one.needs === undefined ? '' : `<p><b>Only if:</b> ${e(one.needs)}</p>`,
    one.check === undefined ? '' : `<p><b>Check:</b> ${e(one.check)}</p>`,
    `<p class="small dim">${e(one.why)} <a href="${e(one.see)}" rel="noreferrer">Documentation of ${e(one.rule)}</a></p></li>`,
  ].join('')
}

function diff({ after, removed, added }: Diff): string {
  const lines = (tag: string, sign: string, texts: readonly string[]): string[] =>
    texts.map((text) => `<${tag}>${sign} ${spaced(text)}</${tag}>`)
  const all = [
    ...lines('span', ' ', after === undefined ? [] : [after]),
    ...lines('del', '-', removed),
    ...lines('ins', '+', added),
  ]
  return `<pre class="diff">${all.join('')}</pre>`
}

/** A line as it stands in the file: what is shown as one line has no tabs. */
const spaced = (text: string): string => e(text.replaceAll('\t', '  '))
