import { colourOf } from '../../chart/colours.ts'
import { COMPONENTS } from '../../model.ts'
import { escapeMarkup as e } from '../../render/markup.ts'
import { page, picture } from '../../render/page.ts'
import type { Profile } from '../cost/profiles.data.ts'
import type { RaceReport } from '../report.ts'
import { racePlot, raceSpectrum } from './picture.ts'
import { refusals, type Table, tablesOf } from './tables.ts'
import { KINDS_SAY, MODEL, MODEL_SAYS, madeOf, notesOf, VERDICTS_SAY } from './words.ts'

const TABLES = [
  '.wide{overflow-x:auto;margin:.5rem 0}th,td{text-align:right;vertical-align:top}tbody th{background:none}thead th{vertical-align:bottom}',
  'th:first-child,td:first-child,.prose th,.prose td{text-align:left}.prose td{min-width:9rem;white-space:normal}',
  'td{font-variant-numeric:tabular-nums}td.kind{color:#000;text-align:center;font-weight:700}',
].join('\n')

/** A wide table scrolls on its own and takes keyboard focus, so that it can be scrolled without a mouse. */
function table({ title, head, rows, prose }: Table): string {
  const row = (tag: 'th' | 'td', cells: readonly string[]): string =>
    `<tr>${cells.map((cell, i) => (tag === 'th' ? `<th scope="col">${e(cell)}</th>` : i === 0 ? `<th scope="row">${e(cell)}</th>` : `<td>${e(cell)}</td>`)).join('')}</tr>`
  return `<div class="wide" tabindex="0" role="region" aria-label="${e(title)}"><table${prose === true ? ' class="prose"' : ''}><thead>${row('th', head)}</thead><tbody>${rows.map((one) => row('td', one)).join('')}</tbody></table></div>`
}

/** What virtcolor reports inside each guest, in the colours of the chart. */
function inspected({ title, head }: Table, report: RaceReport): string {
  const rows = report.modes.map((mode) => {
    const cells = COMPONENTS.map((c) => {
      const kind = mode.inspected?.cells[c] ?? '?'
      return `<td class="kind is-${colourOf(c, kind)}">${e(kind)}</td>`
    })
    const says = mode.inspected === null ? '?' : (mode.inspected.mode ?? 'not settled')
    const wrong = mode.inspected !== null && !mode.inspected.matches ? ' <b>(WRONG)</b>' : ''
    return `<tr><th scope="row">${e(mode.title)}</th><td>${e(says)}${wrong}</td>${cells.join('')}</tr>`
  })
  return `<div class="wide" tabindex="0" role="region" aria-label="${e(title)}"><table><thead><tr>${head.map((one) => `<th scope="col">${e(one)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

/** The results of a race as one page without external files. Text of the report is escaped, never markup. */
export function raceHtml(report: RaceReport, profile: Profile): string {
  const title = `${report.modes.map((mode) => mode.title).join(', ')}: results of a race`
  const p = (text: string, small: boolean = true): string => `<p${small ? ' class="small dim"' : ''}>${e(text)}</p>`
  const out: string[] = [`<h1>${e(title)}</h1>`, `<p class="dim">${e(madeOf(report))}</p>`]
  const section = (name: string, ...parts: readonly string[]): void => void out.push(`<h2>${e(name)}</h2>`, ...parts)
  const own = (one: Table | undefined, ...more: readonly string[]): void => {
    if (one !== undefined) section(one.title, table(one), ...more)
  }
  const folded = (one: Table, after: string = ''): string =>
    `<details><summary>${e(one.title)}</summary>${table(one)}${after}</details>`
  const t = tablesOf(report, profile)
  own(t.crossings)
  section(
    'On the spectrum',
    picture('The spectrum with the number of exits in its cells', raceSpectrum(report, { prefix: 'race' })),
  )
  section('Side by side', picture('Exits per operation by mode', racePlot(report, { prefix: 'plot' })))
  own(t.own)
  own(t.spread)
  own(t.deviceModel)
  section(t.inspected.title, inspected(t.inspected, report))
  own(t.times)
  own(t.verdicts, ...[VERDICTS_SAY, ...refusals(report)].map((line) => p(line)))
  section(
    MODEL,
    p(profile.title, false),
    table(t.cost),
    table(t.order),
    p(`${MODEL_SAYS} ${profile.note}`),
    folded(t.prices, `<p class="small">${profile.see.map(e).join(', ')}</p>`),
    folded(t.published),
  )
  if (t.kinds !== undefined) section(t.kinds.title, p(KINDS_SAY), table(t.kinds))
  const notes = notesOf(report)
  if (notes.length > 0) section('Notes', `<ul>${notes.map((note) => `<li>${e(note)}</li>`).join('')}</ul>`)
  section(
    'Method',
    p(
      'The same kernel, initramfs, disk and work in every mode; one guest runs at a time, the others are paused. Marks in the hypervisor trace bracket each piece of work, and every exit between two marks is counted.',
      false,
    ),
    report.how.packages.length === 0
      ? ''
      : `<details><summary>${report.how.packages.length} packages</summary><p class="small">${report.how.packages.map(e).join(', ')}</p></details>`,
  )
  return page(title, [`<main>${out.join('\n')}</main>`], TABLES)
}
