/** An answer as one page: the flowchart, the reasons, the commands. No script, nothing fetched. */
import { COLOUR_MEANS, KIND_MEANS } from '../../chart/colours.ts'
import { TITLES } from '../../chart/titles.ts'
import { TONES } from '../../chart/tones.ts'
import { type Answer, type AnswerCell, headOf } from '../answer.ts'
import { escapeXml } from './svg.ts'

const CSS = [
  ':root{color-scheme:light dark;--line:#c9c9c4;--soft:#f3f3f0;--link:#1d5fbf}',
  '@media (prefers-color-scheme:dark){:root{--line:#44484d;--soft:#202327;--link:#8ab8ff}}',
  'body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem}',
  'h1{font-size:1.5rem;line-height:1.25}h2{font-size:1.15rem;margin-top:2rem}a{color:var(--link)}',
  'table{border-collapse:collapse;margin:1rem 0}th,td{border:1px solid var(--line);padding:.35rem .6rem;text-align:left;vertical-align:top}',
  '.kind{color:#000;font-weight:bold;text-align:center}.chart{overflow-x:auto}.chart svg{max-width:100%;height:auto;min-width:640px}',
  'pre{background:var(--soft);border:1px solid var(--line);padding:.75rem;overflow-x:auto}li{margin:.4rem 0}.small{font-size:.9rem}',
].join('\n')

const e = escapeXml
/** Only https addresses become links. */
const links = (urls: readonly string[]): string =>
  urls
    .map((u, i) =>
      /^https:\/\/[^\s"'<>]+$/.test(u) ? `<a href="${e(u)}">source${urls.length > 1 ? ` ${i + 1}` : ''}</a>` : e(u),
    )
    .join(', ')

const cell = (c: AnswerCell): string =>
  `<td class="kind" style="background:${TONES[c.colour].fill}" title="${e(`${KIND_MEANS[c.kind]}: ${COLOUR_MEANS[c.colour]}`)}">${e(c.kind)}</td>`

export function answerHtml(answer: Answer, svg: string): string {
  const { best } = answer
  const title = headOf(answer)
  const head = best.cells.map((c) => `<th scope="col">${e(TITLES[c.component])}</th>`).join('')
  const out: string[] = [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${e(title)}</title><style>${CSS}</style></head><body><main>`,
    `<h1>${e(title)}</h1><p>${e(best.says)}</p>`,
    `<table><thead><tr>${head}</tr></thead><tbody><tr>${best.cells.map(cell).join('')}</tr></tbody></table>`,
    ...(answer.wanted === null ? [] : [`<p>${e(answer.wanted.says)}</p>`]),
    ...answer.notes.map((line) => `<p>${e(line)}</p>`),
    // A scrolled region has to be reachable by the keyboard.
    `<div class="chart" tabindex="0" role="region" aria-label="Flowchart">${svg}</div>`,
  ]
  if (answer.path.length > 0) {
    out.push('<h2>Why</h2><ol>')
    for (const s of answer.path) {
      out.push(
        `<li>${e(s.ask)} <strong>${e(s.label)}</strong>${s.how === 'assumed' ? ' (assumed)' : ''}: ${e(s.says)}.`,
        `${s.from.length === 0 ? '' : `<div class="small">${e(s.from.join('; '))}</div>`}`,
        `<div class="small">${e(s.why)} Basis: ${s.basis}. ${links(s.see)}</div>`,
        `${s.otherwise.length === 0 ? '' : `<div class="small">If not: ${e(s.otherwise.join('; or '))}.</div>`}</li>`,
      )
    }
    out.push('</ol>')
  }
  if (!answer.settled) {
    out.push('<h2>What would decide it, most useful first</h2><ul>')
    for (const o of answer.open)
      out.push(
        `<li>${e(o.ask)} ${e(o.answers.map((a) => a.label).join(' / '))}<div class="small">Find out: ${e(o.tell)}</div></li>`,
      )
    out.push(
      `</ul><h2>Possible outcomes, best first</h2><table><thead><tr><th scope="col">Outcome</th>${head}<th scope="col">When</th></tr></thead><tbody>`,
    )
    for (const o of answer.remaining) {
      out.push(
        `<tr><th scope="row">${e(o.title)}</th>${o.cells.map(cell).join('')}<td>${e(o.when.map((x) => `${x.ask} ${x.label}`).join('; '))}</td></tr>`,
      )
    }
    out.push('</tbody></table>')
  }
  if (best.runnerUp !== null) out.push(`<h2>Runner-up</h2><p>${e(best.runnerUp.name)}, when ${e(best.runnerUp.when)}</p>`)
  if (answer.settled && answer.recipe !== null) {
    out.push('<h2>How to get there</h2>')
    for (const part of answer.recipe.parts) {
      out.push(
        `<p>${e(part.what)}${part.file === undefined ? '' : ` (<code>${e(part.file)}</code>)`}:</p><pre tabindex="0"><code>${e(part.text)}</code></pre>`,
      )
    }
    out.push(`<p class="small">${links(answer.recipe.see)}</p>`)
  }
  out.push(`<h2>How to verify</h2><ul>${best.verify.map((v) => `<li>${e(v)}</li>`).join('')}</ul>`)
  out.push(
    `<p class="small">As of ${e(answer.tree.asOf)}, by the tree ${e(answer.tree.id)}: ${e(answer.tree.title)}. ${links(answer.tree.sources)}</p>`,
  )
  out.push('</main></body></html>', '')
  return out.join('\n')
}
