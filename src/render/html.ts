import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { SHORT_TITLES, TITLES } from '../chart/titles.ts'
import type { Told } from '../lint/told.ts'
import {
  type Advice,
  type Cell,
  COMPONENTS,
  type ComponentId,
  type Device,
  type Finding,
  type Proof,
  type Report,
} from '../model.ts'
import { lintHtml } from './lint-html.ts'
import { escapeMarkup as e, idOf } from './markup.ts'
import { page, picture } from './page.ts'
import { document as svgDocument } from './svg-frame.ts'
import { machineDrawing } from './svg-machine.ts'
import { spectrumDrawing } from './svg-spectrum.ts'
import { carrier, decisive, halves, headline, missed, nesting, place, possibleKinds } from './words.ts'

const MOST_MISSING = 20

/** Reports as one page that needs nothing else: no script, no address that is fetched. @param lint what it says of each, where it says */
export function html(reports: readonly Report[], lint: readonly (Told | undefined)[] = []): string {
  const title = reports.length === 1 ? headline(reports[0]!) : `${reports.length} machines`
  const parts = reports.map((report, i) =>
    reportHtml(report, { prefix: `m${i + 1}`, spectrum: reports.length === 1, lint: lint[i] }),
  )
  const all =
    reports.length > 1
      ? `<main><h1>${e(title)}</h1>${picture('The spectrum, with every machine', svgDocument(spectrumDrawing(reports, { prefix: 'all' }), 'all'))}</main>`
      : ''
  return page(title, [all, ...parts.map((part) => (reports.length === 1 ? `<main>${part}</main>` : part))])
}

export interface ReportHtmlOptions {
  /** Begins every id, so that several reports fit into one page. */
  readonly prefix: string
  /** Show the spectrum too. */
  readonly spectrum: boolean
  /** Of a definition: what lint says of it. */
  readonly lint?: Told | undefined
}

/** One report as a part of a page. Whatever was read is text in it, never markup. */
export function reportHtml(report: Report, { prefix, spectrum, lint }: ReportHtmlOptions): string {
  const title = headline(report)
  const name = `${report.source.path} (${prefix})`
  const facts = [`<code>${e(report.source.path)}</code>`, report.basis === 'declared' ? 'as defined' : report.source.kind]
  if (report.row !== null) facts.push(`row: ${report.row.exact ? '' : 'nearest to '}${e(report.row.name)}`)
  const layers = nesting(report)
  const out = [
    // Machines of one file may have the same title: the region is called by its source too.
    `<section class="report" id="${prefix}" aria-label="${e(`${title}: ${name}`)}"><h1 id="${prefix}-h">${e(title)}</h1>`,
    `<p class="dim">${facts.join(', ')}</p>`,
    ...(layers === undefined ? [] : [`<p>Layers: ${e(layers)}</p>`]),
    `<ul class="cells">${COMPONENTS.map((c) => tile(c, report.cells[c])).join('')}</ul>`,
    ...report.notes.map((note) => `<p>${e(note)}</p>`),
    `<h2>The machine</h2>`,
    picture(`Picture of ${name}`, svgDocument(machineDrawing(report, { prefix: `${prefix}-machine` }), `${prefix}-machine`)),
  ]
  if (spectrum)
    out.push(
      '<h2>Where it stands</h2>',
      picture(
        `The spectrum, with ${name}`,
        svgDocument(spectrumDrawing([report], { prefix: `${prefix}-spectrum` }), `${prefix}-spectrum`),
      ),
    )
  if (report.advice.length > 0)
    out.push('<h2>What would be better</h2>', `<ol class="advice">${report.advice.map(advice).join('')}</ol>`)
  if (lint !== undefined) out.push(lintHtml(lint, prefix))
  out.push('<h2>Why: the lines that decide</h2>')
  for (const component of COMPONENTS) out.push(why(component, report.cells[component], prefix))
  out.push(whole(report, prefix))
  const unknown = COMPONENTS.filter((component) => report.cells[component].kind === '?')
  const would = missed(report, unknown)
  if (would.length > 0) {
    const shown = would.slice(0, MOST_MISSING).map((one) => `<li><code>${e(one.path)}</code> (${one.why})</li>`)
    const rest = would.length > MOST_MISSING ? `<li>and ${would.length - MOST_MISSING} more</li>` : ''
    out.push(`<h2>What would have told more</h2><ul>${shown.join('')}${rest}</ul>`)
  }
  out.push('</section>')
  return out.join('\n')
}

function tile(component: ComponentId, cell: Cell): string {
  const first = carrier(cell)
  const both = component === 'interrupts' ? halves(cell)?.says.join('; ') : undefined
  const says = (first?.kind === cell.kind ? first.says : undefined) ?? both ?? decisive(cell)?.says ?? 'nothing here tells'
  return [
    `<li class="is-${cell.colour}"><span class="what">${e(SHORT_TITLES[component])}</span>`,
    `<b>${e(possibleKinds(cell) ?? cell.kind)}</b><span>${cell.colour}: ${e(KIND_MEANS[cell.kind])}</span><span class="small">${e(says)}</span></li>`,
  ].join('')
}

function why(component: ComponentId, cell: Cell, prefix: string): string {
  const devices = cell.devices ?? []
  const parts = [
    `<details id="${prefix}-why-${component}"><summary><span class="letter is-${cell.colour}">${e(cell.kind)}</span>${e(TITLES[component])}: ${COLOUR_MEANS[cell.colour]}</summary>`,
  ]
  if (cell.because.length > 0) parts.push(`<h3>Because</h3><ol>${cell.because.map(finding).join('')}</ol>`)
  else if (devices.length === 0) parts.push('<p>Nothing that was read tells.</p>')
  if (devices.length > 0) parts.push(`<h3>Devices</h3><ul>${devices.map((one) => device(component, one)).join('')}</ul>`)
  if (cell.against.length > 0) parts.push(`<h3>Against</h3><ol>${cell.against.map(finding).join('')}</ol>`)
  if (cell.notes.length > 0) parts.push(`<h3>Notes</h3><ul>${cell.notes.map((note) => `<li>${e(note)}</li>`).join('')}</ul>`)
  return `${parts.join('')}</details>`
}

/** Why this hypervisor, mode and platform. */
function whole(report: Report, prefix: string): string {
  const { hypervisor, mode, platform, container } = report
  return [
    { name: 'Hypervisor', is: hypervisor.name, because: hypervisor.because, against: hypervisor.against },
    ...(mode === null ? [] : [{ name: 'Mode', is: mode.name, because: mode.because, against: mode.against }]),
    ...(platform === null ? [] : [{ name: 'Platform', is: platform.name, because: platform.because, against: [] }]),
    ...(container === null ? [] : [{ name: 'Container', is: container.name, because: container.because, against: [] }]),
  ]
    .map(({ name, is, because, against }) =>
      [
        `<details id="${prefix}-why-${idOf(name)}"><summary>${name}: ${e(is)}</summary><ol>${because.map(finding).join('')}</ol>`,
        ...(against.length > 0 ? [`<h3>Against</h3><ol>${against.map(finding).join('')}</ol>`] : []),
        '</details>',
      ].join(''),
    )
    .join('\n')
}

const finding = (one: Finding): string =>
  `<li>${e(one.says)} <span class="dim small">(rule ${e(one.rule)})</span>${proofs(one.proof)}</li>`

function device(component: ComponentId, one: Device): string {
  const names = [one.driver, one.pci, one.model].filter((word) => word !== undefined).map((word) => `<code>${e(word)}</code>`)
  const use =
    one.carries === true ? ` <span class="small">carries ${component === 'network' ? 'the default route' : '/'}</span>` : ''
  return `<li><b>${e(one.id)}</b> ${e(one.kind)} ${names.join(' ')}${use}: ${e(one.says)} <span class="dim small">(rule ${e(one.rule)})</span>${proofs(one.proof)}</li>`
}

function proofs(list: readonly Proof[]): string {
  return list
    .map((proof) => `<code class="proof"><span class="at">${e(place(proof))}</span> ${e(proof.text.trim())}</code>`)
    .join('')
}

function advice(one: Advice): string {
  const steps = [...(one.first ?? []).map((step) => ['First: ', step] as const), ...one.do.map((step) => ['', step] as const)]
  const list =
    steps.length === 0 ? '' : `<ul>${steps.map(([label, step]) => `<li>${label}<code>${e(step)}</code></li>`).join('')}</ul>`
  const facts: [string, string | undefined][] = [
    ['Where', one.at === 'host' ? 'on the host' : 'in the guest'],
    ['Risk', one.risk],
    ['Undo', one.undo],
    ['Check', one.verify],
    ['Gains', one.gains === undefined ? undefined : `${one.gains.figure} (${one.gains.workload}; ${one.gains.see})`],
  ]
  const said = facts.flatMap(([name, text]) => (text === undefined ? [] : [`${name}: ${e(text)}`]))
  return `<li>${e(one.says)}${list}<p class="small dim">${said.join('<br>')}</p>${proofs(one.proof)}</li>`
}
