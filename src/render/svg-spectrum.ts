import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { type Chart, type ChartOptions, type ChartRow, chartOf } from '../chart/layout.ts'
import { rowById } from '../chart/rows.ts'
import { TITLES } from '../chart/titles.ts'
import { COLOURS, type ComponentId, KINDS, type ModeId, type Report } from '../model.ts'
import { clean, cut, cutStart } from '../text.ts'
import { escapeMarkup, idOf } from './markup.ts'
import { place, textOf } from './proof.ts'
import { type Drawing, lines, n, swatch, text, widthOf } from './svg-frame.ts'
import { decisive, headline } from './words.ts'

const MARGIN = 28
const MARK = 34
/** Before names: the line along which versions progress. */
const TIME = 16
const NAME = TIME + 232
const CELL = 104
/** A chart below a wider drawing is stretched, within reason. */
const MOST_CELL = 156
const GAP = 4
const ROW = 43
/** Between rows: room for the rings around those where machines are. */
const SPACE = 9
const BOOT = 26
/** Letters of a note under a name. */
const MOST_NOTE = 36

/**
 * How a guest of a mode boots: Gregg's "the choices are PV or HVM, which describes how the instance boots". PVH boots on his PV side:
 * Xen starts its kernel directly, today at a separate entry point (https://xenbits.xen.org/docs/unstable/misc/pvh.html).
 */
const BOOTS: Record<ModeId, keyof typeof BOOT_TITLES> = {
  hvm: 'hvm',
  'hvm-pv-drivers': 'hvm',
  pvhvm: 'hvm',
  'pvh-v1': 'direct',
  pvh: 'direct',
  pv: 'direct',
}
const BOOT_TITLES = {
  hvm: { short: 'boots as HVM', says: 'boots as HVM: firmware, then a boot loader' },
  direct: {
    short: 'boots as PV',
    says: 'boots as PV: the hypervisor starts the kernel directly (PVH has a separate entry point)',
  },
} as const

export interface SpectrumSvgOptions extends Omit<ChartOptions, 'reports'> {
  readonly prefix?: string
  /** A short text under the letters of a cell of a row of the chart: what was measured there. */
  readonly measured?: (row: string, component: ComponentId) => string | undefined
  /** Said below the chart, before its own notes. */
  readonly notes?: readonly string[]
  /** Of a drawing that this one stands below: it becomes as wide, if it can. */
  readonly beside?: number
}

/** The spectrum: rows are ways of running a guest, columns are components, and the machines stand where they belong. */
export function spectrumDrawing(
  reports: readonly Report[],
  { prefix = 'vc', measured, notes = [], beside = 0, ...options }: SpectrumSvgOptions = {},
): Drawing {
  const chart = chartOf({ ...options, reports })
  const order = chart.columns.flatMap((column) => column.components)
  const left = MARGIN + MARK + NAME
  const room = Math.floor((beside - left - BOOT - MARGIN + GAP) / order.length) - GAP
  const cell = Math.max(CELL, Math.min(MOST_CELL, room))
  const right = left + order.length * (cell + GAP) - GAP
  const width = right + BOOT + MARGIN
  const title = `The spectrum of virtualization${chart.layout === '2017' ? ', 2017' : ''}`
  const out: string[] = []
  out.push(text('vc-t vc-h1', MARGIN, 40, title))
  const only = reports.length === 1 ? reports[0]! : undefined
  const subtitle =
    only === undefined
      ? 'How each component of a guest is virtualized, from emulated to paravirtual to hardware'
      : `${headline(only)}, ${cutStart(clean(only.source.path), 48)}`
  out.push(text('vc-dim vc-col', MARGIN, 61, cut(subtitle, 110)))

  let y = chart.sorted === undefined ? 84 : 98
  y += headings(out, chart, left, cell, y)
  const boots: Boot[] = []
  for (const group of chart.groups) {
    y += 10
    out.push(`<g class="vc-group" id="${prefix}-group-${idOf(group.title)}">`)
    out.push(text('vc-dim vc-h2', MARGIN, y + 13, group.title.toUpperCase()))
    const rule = Math.max(left, MARGIN + widthOf(group.title, 15.5) + 12)
    out.push(`<path class="vc-line" d="M${n(rule)} ${n(y + 9)}H${n(right)}"/>`)
    y += 22
    if (group.progression === true) out.push(progression(group.rows, y))
    for (const [seen, row] of group.rows.entries()) {
      out.push(oneRow(prefix, chart, reports, row, seen, left, cell, y, measured))
      const mode = chart.layout === '2014' ? rowById(row.id)?.mode : undefined
      if (mode !== undefined) {
        const last = boots.at(-1)
        if (last?.boot === BOOTS[mode]) last.to = y + ROW
        else boots.push({ boot: BOOTS[mode], from: y, to: y + ROW })
      }
      y += ROW
    }
    out.push('</g>')
  }
  for (const { boot, from, to } of boots) out.push(bootMark(`${prefix}-boot-${boot}`, right, boot, from, to - SPACE))
  y += 18
  y = legend(out, prefix, chart, y, right)
  if (reports.length > 1) y = machines(out, chart, reports, y, right)
  for (const note of [
    ...notes,
    ...(chart.layout === '2014'
      ? [
          'Right: how a guest boots. As HVM: through firmware and a boot loader. As PV: the hypervisor starts the kernel directly; PVH has its own entry point.',
        ]
      : []),
    ...chart.notes,
  ])
    for (const line of lines(note, right - MARGIN, 11)) {
      out.push(text('vc-dim vc-small', MARGIN, y + 11, line))
      y += 16
    }
  return { width, height: y + 18, title: only === undefined ? title : `${title}: ${headline(only)}`, body: out.join('\n') }
}

function headings(out: string[], chart: Chart, left: number, cell: number, top: number): number {
  const split = chart.columns.some((column) => column.components.length > 1)
  const wrapped = chart.columns.map(({ title, components }) => lines(title, components.length * (cell + GAP) - GAP - 8, 12, 4))
  const deep = Math.max(...wrapped.map((one) => one.length))
  if (chart.sorted !== undefined) {
    const [first, last] = chart.sorted
    const end = left + chart.columns.length * (cell + GAP) - GAP
    const y = top - 10
    out.push(text('vc-dim vc-small', left, y + 4, first), text('vc-dim vc-small', end, y + 4, last, 'end'))
    const [from, to] = [left + widthOf(first, 11) + 8, end - widthOf(last, 11) - 8]
    out.push(`<path class="vc-line" d="M${n(from)} ${y}H${n(to - 6)}"/><path class="vc-tip" d="M${n(to)} ${y}l-8 -4v8z"/>`)
  }
  let x = left
  chart.columns.forEach(({ components }, i) => {
    const wide = components.length * (cell + GAP) - GAP
    wrapped[i]!.forEach((line, k) => {
      const at = top + 12 + (deep - wrapped[i]!.length + k) * 15
      out.push(text('vc-t vc-col', x + wide / 2, at, line, 'middle'))
    })
    if (components.length > 1)
      components.forEach((component, k) => {
        out.push(text('vc-dim vc-small', x + k * (cell + GAP) + cell / 2, top + 10 + deep * 15, component, 'middle'))
      })
    x += wide + GAP
  })
  return deep * 15 + (split ? 16 : 2)
}

function oneRow(
  prefix: string,
  chart: Chart,
  reports: readonly Report[],
  row: ChartRow,
  index: number,
  left: number,
  width: number,
  y: number,
  measured: SpectrumSvgOptions['measured'],
): string {
  const known = rowById(row.id)
  const id = `${prefix}-row-${idOf(row.id)}${row.unlike === true ? `-${index}` : ''}`
  const out = [`<g class="vc-row${row.here.length > 0 ? ' vc-is-here' : ''}" id="${id}">`]
  const tall = ROW - SPACE
  // The proof belongs to the machine: its own cells carry it, those of the row only what they mean.
  const own = row.here.length === 1 ? reports[row.here[0]!] : undefined
  if (row.unlike === true) {
    out.push(text('vc-dim vc-col', left - 12, y + tall / 2 + 4, cutStart(clean(row.name), 30), 'end'))
  } else {
    // The layout's name of a row already contains its version or year.
    const both = [row.name === known?.name ? known.since : undefined, row.note].filter((word) => word !== undefined).join(' · ')
    // A note that does not fit is in the title.
    const small =
      both.length <= MOST_NOTE ? both : ((row.name === known?.name ? known.since : undefined) ?? cut(clean(both), MOST_NOTE))
    out.push(`<title>${escapeMarkup(`${row.name}: ${both}`)}</title>`)
    out.push(text('vc-t vc-name', MARGIN + MARK + TIME, y + (small === '' ? 22 : 15), cut(clean(row.name), 28)))
    if (small !== '') out.push(text('vc-dim vc-small', MARGIN + MARK + TIME, y + 29, clean(small)))
  }
  row.cells.forEach((cell, i) => {
    const x = left + i * (width + GAP)
    const star = cell.own && chart.layout === '2014' ? '*' : ''
    // What was measured belongs to the row of the mode, not to a machine that only lies near it.
    const figures = row.unlike === true ? undefined : measured?.(row.id, cell.component)
    const mine = own !== undefined && own.cells[cell.component].kind === cell.kind
    const says = `${TITLES[cell.component]}: ${KIND_MEANS[cell.kind]}, ${COLOUR_MEANS[cell.colour]}`
    out.push(
      `<g class="vc-cell vc-is-${cell.colour}" id="${id}-${cell.component}"><title>${escapeMarkup(mine ? `${says}. ${proofOf(own, cell.component)}` : says)}</title>`,
      swatch(prefix, cell.colour, x, y, width, tall),
      ...(figures === undefined
        ? [text('vc-k', x + width / 2, y + tall / 2 + 6, cell.kind + star, 'middle')]
        : [
            text('vc-k vc-ks', x + width / 2, y + 14, cell.kind + star, 'middle'),
            text('vc-in vc-small', x + width / 2, y + tall - 5, cut(clean(figures), 18), 'middle'),
          ]),
      '</g>',
    )
  })
  if (row.here.length > 0) {
    const wide = row.cells.length * (width + GAP) - GAP
    if (row.unlike !== true || row.here.some((i) => chart.machines[i]!.letter !== '')) out.push(mark(chart, row, y + tall / 2))
    // The ring goes round the machine's own cells: those of the row only when they are the machine's.
    if (row.unlike === true || row.here.some((i) => chart.machines[i]!.exact))
      out.push(`<rect class="vc-ring" x="${n(left - 3)}" y="${n(y - 3)}" width="${wide + 6}" height="${tall + 6}" rx="8"/>`)
  }
  out.push('</g>')
  return out.join('')
}

function proofOf(report: Report, component: ComponentId): string {
  const proof = decisive(report.cells[component])?.proof[0]
  return proof === undefined ? '' : `${place(proof)}: ${textOf(proof)}`
}

/** "You are here": an arrow for one machine, letters for a few, a count for many. */
function mark(chart: Chart, { here }: ChartRow, y: number): string {
  const names = here.map((i) => chart.machines[i]!.letter)
  const words = names[0] === '' ? '' : here.length <= 3 ? names.join(' ') : `×${here.length}`
  const tip = MARGIN + MARK - 8
  if (words === '')
    return `<path class="vc-here vc-arrow" d="M${tip} ${n(y)}l-13 -9v5h-13v8h13v5z"><title>you are here</title></path>`
  return text('vc-here vc-name', tip, y + 5, words, 'end')
}

interface Boot {
  readonly boot: keyof typeof BOOT_TITLES
  readonly from: number
  to: number
}

function bootMark(id: string, right: number, boot: Boot['boot'], from: number, to: number): string {
  const x = right + 9
  const { short, says } = BOOT_TITLES[boot]
  // A single row has no room for more.
  const words = to - from < 80 ? short.split(' ').at(-1)! : short
  return [
    `<g class="vc-boot vc-boot-${boot}" id="${id}"><title>${says}</title><path class="vc-line" d="M${n(right + 5)} ${n(from)}h4V${n(to)}h-4"/>`,
    `<text class="vc-dim vc-small" text-anchor="middle" transform="translate(${n(x + 13)} ${n((from + to) / 2)}) rotate(90)">${words}</text></g>`,
  ].join('')
}

/** The line along which versions progress: a dot for each row, and an arrow to what came last. */
function progression(rows: readonly ChartRow[], top: number): string {
  const x = MARGIN + MARK + 4
  const middles = rows.flatMap((row, i) => (row.unlike === true ? [] : [top + i * ROW + (ROW - SPACE) / 2]))
  const [first, last] = [middles[0]!, middles.at(-1)!]
  return [
    '<g class="vc-progression"><title>newer versions below</title>',
    `<path class="vc-way" d="M${x} ${n(first)}V${n(last + 10)}"/><path class="vc-tip" d="M${x} ${n(last + 19)}l-5 -9h10z"/>`,
    ...middles.map((y) => `<circle class="vc-dot" cx="${x}" cy="${n(y)}" r="4"/>`),
    '</g>',
  ].join('')
}

/** What letters and colours mean, as far as they occur. @returns where it ends */
export function legendOf(
  prefix: string,
  id: string,
  kinds: readonly string[],
  colours: readonly (typeof COLOURS)[number][],
  top: number,
  right: number,
): { readonly body: string; readonly bottom: number } {
  const out: string[] = [`<g class="vc-legend" id="${prefix}-${id}">`]
  let x = MARGIN
  let y = top
  const step = (wide: number): void => {
    if (x > MARGIN && x + wide > right) {
      x = MARGIN
      y += 22
    }
  }
  for (const colour of COLOURS.filter((one) => colours.includes(one))) {
    const words = `${colour}: ${COLOUR_MEANS[colour]}`
    const wide = 24 + widthOf(words, 11) + 18
    step(wide)
    out.push(swatch(prefix, colour, x, y, 18, 14, 3), text('vc-t vc-small', x + 24, y + 11, words))
    x += wide
  }
  x = MARGIN
  y += 22
  for (const kind of KINDS.filter((one) => kinds.includes(one))) {
    const words = KIND_MEANS[kind]
    const letters = widthOf(kind, 16) + 6
    const wide = letters + widthOf(words, 11) + 14
    step(wide)
    out.push(text('vc-t vc-col', x, y + 11, kind), text('vc-dim vc-small', x + letters, y + 11, words))
    x += wide
  }
  out.push('</g>')
  return { body: out.join(''), bottom: y + 24 }
}

function legend(out: string[], prefix: string, chart: Chart, top: number, right: number): number {
  const cells = chart.groups.flatMap((group) => group.rows.flatMap((row) => row.cells))
  const { body, bottom } = legendOf(
    prefix,
    'legend',
    cells.map((cell) => cell.kind),
    cells.map((cell) => cell.colour),
    top,
    right,
  )
  out.push(body)
  return bottom
}

const MOST_LISTED = 40

function machines(out: string[], chart: Chart, reports: readonly Report[], top: number, right: number): number {
  let y = top + 4
  const most = Math.floor((right - MARGIN) / 6.6)
  chart.machines.slice(0, MOST_LISTED).forEach((machine, i) => {
    const where = machine.row === null ? ' (not marked: too little is known)' : machine.exact ? '' : ' (nearest)'
    out.push(
      text('vc-here vc-col', MARGIN, y + 11, machine.letter),
      text(
        'vc-t vc-small',
        MARGIN + 26,
        y + 11,
        cut(`${cutStart(clean(machine.path), 50)}${where}: ${headline(reports[i]!)}`, most),
      ),
    )
    y += 17
  })
  if (chart.machines.length > MOST_LISTED) {
    out.push(text('vc-dim vc-small', MARGIN + 26, y + 11, `and ${chart.machines.length - MOST_LISTED} more`))
    y += 17
  }
  return y + 6
}
