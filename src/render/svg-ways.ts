import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { type WaysOptions, waysOf } from '../chart/ways/index.ts'
import { LANES, type Trace, traceOf } from '../chart/ways/layout.ts'
import { OPERATIONS, type OperationId, type Panel, PLACES, type Ways } from '../chart/ways/model.ts'
import { clean, cut, cutStart } from '../text.ts'
import { escapeMarkup, idOf } from './markup.ts'
import { type Drawing, lines, n, swatch, text } from './svg-frame.ts'
import { legendOf } from './svg-spectrum.ts'
import { countedNote, crossingsOf, figure, WAYS_TITLE } from './ways-words.ts'

const MARGIN = 28

export interface WaysSvgOptions extends WaysOptions {
  readonly prefix?: string
}

/** One size for a picture of one operation, one for all of them side by side. */
interface Size {
  readonly side: number
  readonly panel: number
  readonly gap: number
  readonly lane: number
  readonly inset: number
}
const LARGE: Size = { side: 104, panel: 268, gap: 18, lane: 27, inset: 16 }
const SMALL: Size = { side: 150, panel: 134, gap: 9, lane: 14, inset: 9 }
const ABREAST = 4

/** One operation: a panel for each mode, with its way step by step. */
export function wayDrawing(operation: OperationId, { prefix = 'vc', ...options }: WaysSvgOptions = {}): Drawing {
  const ways = waysOf(operation, options)
  const abreast = Math.min(ABREAST, Math.max(2, ways.panels.length))
  const { side, panel, gap, lane } = LARGE
  const right = MARGIN + side + abreast * (panel + gap) - gap
  const title = `Path of a ${ways.operation.title.toLowerCase()}`
  const out = head(title, `${ways.operation.says}: its path in each mode, and how many exits it causes`)
  let y = 84
  for (let first = 0; first < ways.panels.length; first += abreast) {
    const row = ways.panels.slice(first, first + abreast)
    const top = y + 34
    laneNames(out, top, lane, side, 'vc-t vc-small')
    let deep = 0
    row.forEach((one, i) => {
      const x = MARGIN + side + i * (panel + gap)
      const { body, height } = largePanel(prefix, ways, one, x, y, top)
      out.push(body)
      deep = Math.max(deep, height)
    })
    y = top + PLACES.length * lane + deep + 22
  }
  y = foot(out, prefix, `legend-${operation}`, [ways], y, right)
  return { width: right + MARGIN, height: y + 14, title, body: out.join('\n') }
}

/** Every operation in every mode: lines only. */
export function waysDrawing({ prefix = 'vc', ...options }: WaysSvgOptions = {}): Drawing {
  const all = OPERATIONS.map((id) => waysOf(id, options))
  const { side, panel, gap, lane } = SMALL
  const most = Math.max(...all.map(({ panels }) => panels.length))
  const right = MARGIN + side + most * (panel + gap) - gap
  const out = head(WAYS_TITLE, 'Five operations: their paths in every mode, with VM exits and hypercalls')
  let y = 84
  for (const ways of all) {
    const top = y + 22
    const { operation, panels } = ways
    out.push(`<g class="vc-operation" id="${prefix}-${operation.id}">`)
    out.push(text('vc-t vc-name', MARGIN, y + 13, operation.title))
    laneNames(out, top, lane, side, 'vc-dim vc-tiny')
    out.push(...panels.map((one, i) => smallPanel(prefix, ways, one, MARGIN + side + i * (panel + gap), y, top)))
    out.push('</g>')
    y = top + PLACES.length * lane + 48
  }
  y = foot(out, prefix, 'legend-ways', all, y, right)
  return { width: right + MARGIN, height: y + 14, title: WAYS_TITLE, body: out.join('\n') }
}

function head(title: string, subtitle: string): string[] {
  return [text('vc-t vc-h1', MARGIN, 40, title), text('vc-dim vc-col', MARGIN, 61, subtitle)]
}

function laneNames(out: string[], top: number, lane: number, side: number, classes: string): void {
  PLACES.forEach((place, i) => {
    out.push(text(classes, MARGIN + side - 12, top + (i + 0.5) * lane + 4, LANES[place], 'end'))
  })
}

/** The lanes of a panel, and the way in them. */
function lanesOf(id: string, { way }: Panel, size: Size, x: number, top: number, dots: boolean): string {
  const { panel, lane, inset } = size
  const out: string[] = []
  PLACES.forEach((_, i) => {
    if (i % 2 === 0)
      out.push(`<rect class="vc-lane-band" x="${n(x)}" y="${n(top + i * lane)}" width="${panel}" height="${lane}"/>`)
  })
  const edge = top + PLACES.indexOf('hypervisor') * lane
  out.push(`<path class="vc-edge" d="M${n(x)} ${n(edge)}h${panel}"/>`)
  if (way === undefined) {
    out.push(text('vc-dim vc-small', x + panel / 2, top + (PLACES.length * lane) / 2 + 4, 'not known', 'middle'))
    return out.join('')
  }
  const trace = traceOf(way, panel, lane, inset)
  out.push(path(trace, x, top))
  for (const at of trace.crossings) {
    const size = dots ? 5.5 : 4
    out.push(
      `<path class="vc-here vc-crossing" d="M${n(x + at.x)} ${n(top + at.y - size)}l${size} ${size}l${-size} ${size}l${-size} ${-size}z"/>`,
    )
  }
  for (const { step, number, x: dx, y: dy } of trace.stops) {
    const says = `${number}. ${LANES[step.at]}: ${step.says}`
    const round = dots ? 8 : 2.6
    out.push(
      `<g class="vc-step vc-at-${step.at}${step.aside === true ? ' vc-aside' : ''}" id="${id}-step-${number}"><title>${escapeMarkup(says)}</title><circle class="vc-dot" cx="${n(x + dx)}" cy="${n(top + dy)}" r="${round}"/>${dots ? text('vc-number', x + dx, top + dy + 3.5, String(number), 'middle') : ''}</g>`,
    )
  }
  return out.join('')
}

function path({ legs }: Trace, x: number, top: number): string {
  const drawn = (aside: boolean): string => {
    const d = legs
      .filter((leg) => leg.aside === aside)
      .map(({ from, corner, to }) => `M${n(x + from.x)} ${n(top + from.y)}H${n(x + corner.x)}V${n(top + to.y)}`)
      .join('')
    return d === '' ? '' : `<path class="vc-route${aside ? ' vc-pass' : ''}" d="${d}"/>`
  }
  return drawn(false) + drawn(true)
}

function hereOf(ways: Ways, { here }: Panel): string {
  const letters = here.map((i) => ways.machines[i]!.letter)
  if (here.length === 0) return ''
  return letters[0] === '' ? 'you are here' : letters.length <= 4 ? letters.join(' ') : `×${letters.length}`
}

function opening(id: string, panel: Panel): string {
  const says = `${panel.name}: ${KIND_MEANS[panel.kind]}, ${COLOUR_MEANS[panel.colour]}. ${crossingsOf(panel)}`
  return `<g class="vc-panel vc-is-${panel.colour}${panel.here.length > 0 ? ' vc-is-here' : ''}" id="${id}"><title>${escapeMarkup(says)}</title>`
}

function largePanel(
  prefix: string,
  ways: Ways,
  panel: Panel,
  x: number,
  y: number,
  top: number,
): { readonly body: string; readonly height: number } {
  const { panel: wide, lane } = LARGE
  const id = `${prefix}-${ways.operation.id}-${idOf(panel.id)}`
  const here = hereOf(ways, panel)
  const out = [
    opening(id, panel),
    swatch(prefix, panel.colour, x, y + 2, 34, 24, 4),
    text('vc-k vc-ks', x + 17, y + 19, panel.kind, 'middle'),
    text('vc-t vc-name', x + 43, y + 19, cutStart(clean(panel.name), here === '' ? 25 : 18)),
  ]
  if (here !== '') out.push(text('vc-here vc-col', x + wide, y + 19, here, 'end'))
  out.push(lanesOf(id, panel, LARGE, x, top, true))
  const tall = PLACES.length * lane
  const ring = panel.here.length > 0
  out.push(`<rect class="${ring ? 'vc-ring' : 'vc-line'}" x="${n(x)}" y="${n(top)}" width="${wide}" height="${tall}" rx="5"/>`)
  let at = top + tall + 19
  for (const line of lines(crossingsOf(panel), wide, 12, 3)) {
    out.push(text('vc-t vc-col', x, at, line))
    at += 16
  }
  if (panel.counted?.differs !== undefined)
    for (const line of lines(`(${panel.counted.differs})`, wide, 11, 4)) {
      out.push(text('vc-dim vc-small', x, at, line))
      at += 14
    }
  at += 3
  panel.way?.steps.forEach((step, i) => {
    out.push(text('vc-dim vc-small', x + 14, at, String(i + 1), 'end'))
    for (const line of lines(step.says, wide - 20, 11)) {
      out.push(text('vc-t vc-small', x + 20, at, line))
      at += 14
    }
  })
  out.push('</g>')
  return { body: out.join(''), height: at - top - tall }
}

function smallPanel(prefix: string, ways: Ways, panel: Panel, x: number, y: number, top: number): string {
  const { panel: wide, lane } = SMALL
  const id = `${prefix}-${ways.operation.id}-${idOf(panel.id)}`
  const here = hereOf(ways, panel)
  const tall = PLACES.length * lane
  const exits = panel.way?.crossings
  const drawn = exits === undefined ? '' : `${exits} exit${exits === 1 ? '' : 's'} drawn`
  const measured = panel.counted === undefined ? '' : `measured ${figure(panel.counted.crossings)}`
  return [
    opening(id, panel),
    swatch(prefix, panel.colour, x, y, 26, 17, 3),
    text('vc-k vc-kt', x + 13, y + 12.5, panel.kind, 'middle'),
    text(here === '' ? 'vc-t vc-small' : 'vc-here vc-small vc-bold', x + 31, y + 13, cut(clean(panel.name), 16)),
    lanesOf(id, panel, SMALL, x, top, false),
    `<rect class="${here === '' ? 'vc-line' : 'vc-ring'}" x="${n(x)}" y="${n(top)}" width="${wide}" height="${tall}" rx="4"/>`,
    text('vc-t vc-small vc-bold', x, top + tall + 15, drawn),
    text('vc-dim vc-small', x, top + tall + 29, measured),
    '</g>',
  ].join('')
}

/** What lines and marks mean, and of what the figures were counted. @returns where it ends */
function foot(out: string[], prefix: string, id: string, all: readonly Ways[], top: number, right: number): number {
  const panels = all.flatMap((ways) => ways.panels)
  const kinds = panels.map(({ kind }) => kind)
  const colours = panels.map(({ colour }) => colour)
  const marks = [
    ['<path class="vc-route" d="M0 7H24"/>', 'the vCPU'],
    ['<path class="vc-route vc-pass" d="M0 7H24"/>', 'the work of others: the vCPU does not wait'],
    ['<path class="vc-edge" d="M0 7H24"/>', 'the boundary of the guest'],
    ['<path class="vc-here" d="M12 1l6 6l-6 6l-6 -6z"/>', 'an exit to the hypervisor and back'],
  ] as const
  let x = MARGIN
  for (const [mark, words] of marks) {
    out.push(`<g transform="translate(${n(x)} ${n(top)})">${mark}</g>`, text('vc-t vc-small', x + 32, top + 11, words))
    x += 32 + words.length * 6.3 + 22
  }
  const { body, bottom } = legendOf(prefix, id, kinds, colours, top + 26, right)
  out.push(body)
  let y = bottom
  const machines = all[0]!.machines
  if (machines.length > 1)
    for (const { letter, path } of machines.slice(0, 26)) {
      out.push(
        text('vc-here vc-col', MARGIN, y + 11, letter),
        text('vc-t vc-small', MARGIN + 26, y + 11, cutStart(clean(path), 90)),
      )
      y += 17
    }
  const counted = all.find((ways) => ways.counted !== undefined)?.counted
  for (const note of countedNote(counted))
    for (const line of lines(note, right - MARGIN, 11)) {
      out.push(text('vc-dim vc-small', MARGIN, y + 11, line))
      y += 16
    }
  return y
}
