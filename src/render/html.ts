import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { SHORT_TITLES } from '../chart/titles.ts'
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
import { counted, lineOf } from './fleet.ts'
import { lintHtml } from './lint-html.ts'
import type { Told } from './lint-told.ts'
import { escapeMarkup as e, idOf } from './markup.ts'
import { page, picture } from './page.ts'
import { merged, place, quoteNew, Shown } from './proof.ts'
import { settlerOf } from './settle.ts'
import { document as svgDocument } from './svg-frame.ts'
import { machineDrawing } from './svg-machine.ts'
import { spectrumDrawing } from './svg-spectrum.ts'
import {
  carrier,
  decisive,
  halves,
  headline,
  identity,
  modeWords,
  nesting,
  possibleKinds,
  sourceWord,
  UNKNOWN,
} from './words.ts'

/** Reports as one page without scripts and external files. @param lint the findings for each report, if any */
export function html(reports: readonly Report[], lint: readonly (Told | undefined)[] = []): string {
  const title = reports.length === 1 ? headline(reports[0]!) : `${reports.length} machines`
  if (reports.length === 1)
    return page(title, [`<main>${reportHtml(reports[0]!, { prefix: 'm1', spectrum: true, lint: lint[0] })}</main>`])
  return page(title, [`<main><h1>${e(title)}</h1>`, ...fleetHtml(reports, lint), '</main>'], FLEET)
}

const FLEET = [
  '.fleet td.kind{color:#000;text-align:center;font-weight:700;min-width:3rem;border-left:2px solid var(--paper)}.fleet td:first-child{white-space:normal;overflow-wrap:anywhere;min-width:18rem}',
  '.machine>summary .dim{font-weight:400}',
].join('\n')

/** Short, so that the table fits a window. */
const HEADINGS: Record<ComponentId, string> = {
  cpu: 'CPU',
  board: 'Board',
  interrupts: 'Interrupts',
  disk: 'Disk',
  network: 'Network',
}

/** Several machines: a row each, counts, and the report of each, which its link opens. A picture of every machine would be megabytes. */
function fleetHtml(reports: readonly Report[], lint: readonly (Told | undefined)[]): string[] {
  const lines = reports.map(lineOf)
  const heads = ['machine', 'hypervisor', 'mode or platform', ...COMPONENTS.map((c) => HEADINGS[c]), 'worst']
  const rows = reports.map((report, i) => {
    const { name, hypervisor, mode, worst } = lines[i]!
    const cells = COMPONENTS.map((c) => {
      const { kind, colour } = report.cells[c]
      return `<td class="kind is-${colour}" title="${e(`${SHORT_TITLES[c]}: ${KIND_MEANS[kind]}, ${colour}`)}">${e(kind)}</td>`
    })
    const last = worst === undefined ? '' : `${HEADINGS[worst]}, ${report.cells[worst].colour}`
    return `<tr><td><a href="#r${i + 1}">${e(name)}</a></td><td>${e(hypervisor)}</td><td>${e(mode)}</td>${cells.join('')}<td>${e(last)}</td></tr>`
  })
  const counts = counted(lines.map(({ hypervisor, mode }) => [hypervisor, mode].filter((word) => word !== '-').join(' ')))
  return [
    `<p>${e(counts)}</p>`,
    `<div class="picture" tabindex="0" role="region" aria-label="Machines"><table class="fleet"><thead><tr>${heads.map((head) => `<th>${e(head)}</th>`).join('')}</tr></thead><tbody>`,
    ...rows,
    '</tbody></table></div>',
    '<h2>Each machine</h2>',
    ...reports.map(
      (report, i) =>
        `<details class="machine" id="m${i + 1}"><summary>${e(lines[i]!.name)} <span class="dim">${e(headline(report))}</span></summary>${reportHtml(report, { prefix: `r${i + 1}`, spectrum: false, picture: false, lint: lint[i] })}</details>`,
    ),
  ]
}

export interface ReportHtmlOptions {
  /** Begins every id, so that several reports fit into one page. */
  readonly prefix: string
  /** Show the spectrum too. */
  readonly spectrum: boolean
  /** Whether to show the picture of the machine; default: true. */
  readonly picture?: boolean
  /** The lint findings, if the source is a definition. */
  readonly lint?: Told | undefined
}

/** One report as a part of a page. Whatever was read is text in it, never markup. */
export function reportHtml(report: Report, { prefix, spectrum, picture: drawn = true, lint }: ReportHtmlOptions): string {
  const title = headline(report)
  const name = `${report.source.path} (${prefix})`
  const facts =
    report.source.kind === 'live' ? ['this machine, live'] : [`<code>${e(report.source.path)}</code>`, sourceWord(report)]
  if (report.row !== null) facts.push(`in the chart: ${report.row.exact ? '' : 'closest to '}${e(report.row.name)}`)
  const is = identity(report)
  const proofs = proofsOf(report)
  const layers = nesting(report)
  const out = [
    // Machines of one file may have the same title: the region is called by its source too.
    `<section class="report" id="${prefix}" aria-label="${e(`${title}: ${name}`)}"><h1 id="${prefix}-h">${e(title)}</h1>`,
    ...(is === '' ? [] : [`<p>${e(is)}</p>`]),
    `<p class="dim">${facts.join(', ')}</p>`,
    ...(layers === undefined ? [] : [`<p>Layers: ${e(layers)}</p>`]),
    `<ul class="cells">${COMPONENTS.map((c) => tile(c, report.cells[c])).join('')}</ul>`,
    ...report.notes.map((note) => `<p>${e(note)}</p>`),
  ]
  if (drawn)
    out.push(
      '<h2>The machine</h2>',
      picture(`Picture of ${name}`, svgDocument(machineDrawing(report, { prefix: `${prefix}-machine` }), `${prefix}-machine`)),
    )
  if (spectrum)
    out.push(
      '<h2>On the spectrum</h2>',
      picture(
        `The spectrum, with ${name}`,
        svgDocument(spectrumDrawing([report], { prefix: `${prefix}-spectrum` }), `${prefix}-spectrum`),
      ),
    )
  if (report.advice.length > 0)
    out.push('<h2>To improve</h2>', `<ol class="advice">${report.advice.map((one) => advice(one, proofs)).join('')}</ol>`)
  if (lint !== undefined) out.push(lintHtml(lint, prefix))
  out.push('<h2>Why: the evidence that decides</h2>')
  for (const component of COMPONENTS) out.push(why(component, report.cells[component], prefix, proofs))
  out.push(whole(report, prefix, proofs))
  const open = COMPONENTS.flatMap((component) => {
    const command = settlerOf(report, component)
    return command === undefined ? [] : [`<li>${e(SHORT_TITLES[component])}: add the output of <code>${e(command)}</code></li>`]
  })
  if (open.length > 0) out.push(`<h2>To settle what is unknown</h2><ul>${open.join('')}</ul>`)
  out.push('</section>')
  return out.join('\n')
}

function tile(component: ComponentId, cell: Cell): string {
  const first = carrier(cell)
  const both = component === 'interrupts' ? halves(cell)?.says.join('; ') : undefined
  const says = (first?.kind === cell.kind ? first.says : undefined) ?? both ?? decisive(cell)?.says ?? UNKNOWN
  return [
    `<li class="is-${cell.colour}"><span class="what">${e(SHORT_TITLES[component])}</span>`,
    `<b>${e(possibleKinds(cell) ?? cell.kind)}</b><span>${cell.colour}: ${e(KIND_MEANS[cell.kind])}</span><span class="small">${e(says)}</span></li>`,
  ].join('')
}

function why(component: ComponentId, cell: Cell, prefix: string, proofs: Proofs): string {
  const devices = cell.devices ?? []
  const parts = [
    `<details id="${prefix}-why-${component}"><summary><span class="letter is-${cell.colour}">${e(cell.kind)}</span>${e(SHORT_TITLES[component])}: ${COLOUR_MEANS[cell.colour]}</summary>`,
  ]
  if (cell.because.length > 0)
    parts.push(`<h3>Because</h3><ol>${cell.because.map((one) => finding(one, proofs)).join('')}</ol>`)
  else if (devices.length === 0) parts.push('<p>No evidence in this input.</p>')
  if (devices.length > 0)
    parts.push(`<h3>Devices</h3><ul>${devices.map((one) => device(component, one, proofs)).join('')}</ul>`)
  if (cell.against.length > 0)
    parts.push(`<h3>Against</h3><ol>${cell.against.map((one) => finding(one, proofs)).join('')}</ol>`)
  if (cell.notes.length > 0) parts.push(`<h3>Notes</h3><ul>${cell.notes.map((note) => `<li>${e(note)}</li>`).join('')}</ul>`)
  return `${parts.join('')}</details>`
}

/** Why this hypervisor, mode and platform. */
function whole(report: Report, prefix: string, proofs: Proofs): string {
  const { hypervisor, mode, platform, container } = report
  return [
    { name: 'Hypervisor', is: hypervisor.name, because: hypervisor.because, against: hypervisor.against },
    ...(mode === null
      ? []
      : [{ name: 'Mode', is: modeWords(report) ?? mode.name, because: mode.because, against: mode.against }]),
    ...(platform === null
      ? []
      : [{ name: 'Platform', is: platform.name, because: platform.because, against: platform.against ?? [] }]),
    ...(container === null
      ? []
      : [{ name: 'Container', is: container.name, because: container.because, against: container.against ?? [] }]),
  ]
    .map(({ name, is, because, against }) =>
      [
        `<details id="${prefix}-why-${idOf(name)}"><summary>${name}: ${e(is)}</summary><ol>${because.map((one) => finding(one, proofs)).join('')}</ol>`,
        ...(against.length > 0 ? [`<h3>Against</h3><ol>${against.map((one) => finding(one, proofs)).join('')}</ol>`] : []),
        '</details>',
      ].join(''),
    )
    .join('\n')
}

const finding = (one: Finding, proofs: Proofs): string =>
  `<li>${e(one.says)} <span class="dim small">(rule ${e(one.rule)})</span>${proofs(one.proof)}</li>`

function device(component: ComponentId, one: Device, proofs: Proofs): string {
  const names = [one.driver, one.pci, one.model].filter((word) => word !== undefined).map((word) => `<code>${e(word)}</code>`)
  const use =
    one.carries === true ? ` <span class="small">${component === 'network' ? 'has the default route' : 'holds /'}</span>` : ''
  return `<li><b>${e(one.id)}</b> ${e(one.kind)} ${names.join(' ')}${use}: ${e(one.says)} <span class="dim small">(rule ${e(one.rule)})</span>${proofs(one.proof)}</li>`
}

type Proofs = (list: readonly Proof[]) => string

/** Lines of evidence, each quoted once in a report, with the words that decided. */
function proofsOf({ source }: Report): Proofs {
  const shown = new Shown()
  return (list) =>
    merged(list)
      .map((proof) => {
        const quote = quoteNew(proof, shown)
        const at = `<span class="at">${e(place(proof, source))}</span>`
        if (quote === 'above') return `<code class="proof">${at} as above</code>`
        const match = quote.match === '' ? '' : `<b>${e(quote.match)}</b>`
        return `<code class="proof">${at} ${e(quote.before)}${match}${e(quote.after)}</code>`
      })
      .join('')
}

function advice(one: Advice, proofs: Proofs): string {
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
