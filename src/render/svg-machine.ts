import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { type Lane, type LevelId, type MachinePicture, machineOf } from '../chart/machine.ts'
import { SHORT_TITLES } from '../chart/titles.ts'
import type { Report } from '../model.ts'
import { clean, cut } from '../text.ts'
import { escapeMarkup, idOf } from './markup.ts'
import { place, textOf } from './proof.ts'
import { type Drawing, lines, n, swatch, text } from './svg-frame.ts'
import { legendOf } from './svg-spectrum.ts'
import { headline, identity, possibleKinds } from './words.ts'

const MARGIN = 28
const LANE = 146
const GAP = 14
const SIDE = 118
const BOX = 100
const LEVEL = 74
const GUEST = BOX + 44
const SPACE = 14

/** The picture of one machine: the components and devices of the guest, and the levels on the path of each. */
export function machineDrawing(report: Report, { prefix = 'vc' }: { readonly prefix?: string } = {}): Drawing {
  const picture = machineOf(report)
  const inner = Math.max(5, picture.lanes.length) * (LANE + GAP) + GAP
  const right = MARGIN + SIDE + inner
  const out: string[] = []
  out.push(text('vc-t vc-h1', MARGIN, 40, 'The machine'))
  out.push(text('vc-dim vc-col', MARGIN, 61, cut(headline(report), Math.floor((right - MARGIN) / 7))))
  const tops = new Map<LevelId, number>()
  let y = 82
  for (const { id, title } of picture.levels) {
    const tall = id === 'guest' ? GUEST : LEVEL
    tops.set(id, y)
    out.push(
      `<g class="vc-level" id="${prefix}-level-${id}"><rect class="vc-band" x="${MARGIN}" y="${n(y)}" width="${n(right - MARGIN)}" height="${tall}" rx="9"/>`,
    )
    const words = lines(clean(title), SIDE - 16, 13, 3)
    words.forEach((line, i) => {
      out.push(text('vc-t vc-name', MARGIN + 14, y + tall / 2 + 5 + (i - (words.length - 1) / 2) * 17, line))
    })
    out.push('</g>')
    y += tall + SPACE
  }
  heads(out, picture, tops.get('guest')!)
  picture.lanes.forEach((lane, i) => {
    out.push(
      oneLane(`${prefix}-lane-${i + 1}-${idOf(lane.id)}`, prefix, picture, lane, MARGIN + SIDE + GAP + i * (LANE + GAP), tops),
    )
  })
  const { body, bottom } = legendOf(
    prefix,
    'machine-legend',
    picture.lanes.map((lane) => lane.kind),
    picture.lanes.map((lane) => lane.colour),
    y + 6,
    right,
  )
  out.push(body)
  return {
    width: right + MARGIN,
    height: bottom + 12,
    title: [`The machine: ${headline(report)}`, identity(report)].filter(Boolean).join(' · '),
    body: out.join('\n'),
  }
}

/** Above the boxes: which component the lanes belong to. */
function heads(out: string[], { lanes, more }: MachinePicture, top: number): void {
  lanes.forEach((lane, i) => {
    if (i > 0 && lanes[i - 1]!.component === lane.component) return
    const count = lanes.filter((one) => one.component === lane.component).length
    const x = MARGIN + SIDE + GAP + i * (LANE + GAP)
    const wide = count * (LANE + GAP) - GAP
    const rest = more[lane.component]
    const words = SHORT_TITLES[lane.component] + (rest === undefined ? '' : ` (and ${rest} more)`)
    out.push(text('vc-dim vc-col', x + wide / 2, top + 20, cut(words, Math.floor(wide / 7)), 'middle'))
    if (count > 1) out.push(`<path class="vc-line" d="M${n(x)} ${n(top + 27)}h${n(wide)}"/>`)
  })
}

function oneLane(
  id: string,
  prefix: string,
  { levels }: MachinePicture,
  lane: Lane,
  x: number,
  tops: ReadonlyMap<LevelId, number>,
): string {
  const top = tops.get('guest')! + 32
  const middle = x + LANE / 2
  const out = [`<g class="vc-lane vc-is-${lane.colour}" id="${id}"><title>${escapeMarkup(proofOf(lane))}</title>`]
  // The way first, so that boxes lie on it; solid where it stops next, dotted where it passes a level.
  const stops = lane.stops.filter((one) => tops.has(one.level))
  let from = top + BOX
  for (const stop of stops) {
    const to = tops.get(stop.level)! + 9
    const passed = levels.map(({ id }) => tops.get(id)!).filter((top) => top > from && top < to - 9)
    for (const top of passed) {
      out.push(`<path class="vc-way" d="M${n(middle)} ${n(from)}V${n(top)}"/>`)
      out.push(`<path class="vc-way vc-pass" d="M${n(middle)} ${n(top)}V${n(top + LEVEL)}"/>`)
      from = top + LEVEL
    }
    out.push(`<path class="vc-way" d="M${n(middle)} ${n(from)}V${n(to - 7)}"/>`)
    out.push(`<path class="vc-tip" d="M${n(middle)} ${n(to)}l-5 -9h10z"/>`)
    from = to + LEVEL - 18
  }
  for (const stop of stops) {
    const at = tops.get(stop.level)! + 9
    out.push(`<rect class="vc-stop" x="${n(x)}" y="${n(at)}" width="${LANE}" height="${LEVEL - 18}" rx="6"/>`)
    const words = lines(stop.text, LANE - 14, 11, 3)
    words.forEach((line, i) => {
      out.push(text('vc-t vc-small', middle, at + (LEVEL - 18) / 2 + 4 + (i - (words.length - 1) / 2) * 14, line, 'middle'))
    })
  }
  out.push(swatch(prefix, lane.colour, x, top, LANE, BOX, 7))
  const kind = possibleKinds(lane) ?? lane.kind
  out.push(text('vc-k', x + 10, top + 23, kind))
  if (lane.count > 1) out.push(text('vc-in vc-col', x + LANE - 10, top + 22, `× ${lane.count}`, 'end'))
  if (lane.carries) {
    const root = lane.component === 'disk' ? '/' : 'default route'
    out.push(text('vc-in vc-small', x + LANE - 10, top + 22, root, 'end'))
  }
  const device = lane.component === 'disk' || lane.component === 'network'
  const detail = [
    ...(device && lane.id !== lane.component ? [{ words: clean(lane.title), name: true }] : []),
    ...lane.detail
      .flatMap((one) => lines(clean(one).replace(/^(?:page tables): /, ''), LANE - 16, 11, 4))
      .map((words) => ({ words, name: false })),
  ].slice(0, 4)
  detail.forEach(({ words, name }, i) => {
    out.push(text(`vc-in ${name ? 'vc-name' : 'vc-small'}`, x + 10, top + 43 + i * 14, cut(words, name ? 15 : 22)))
  })
  out.push('</g>')
  return out.join('')
}

function proofOf(lane: Lane): string {
  const proof = lane.proof[0]
  const says = `${lane.title}: ${KIND_MEANS[lane.kind]}, ${COLOUR_MEANS[lane.colour]}. ${lane.says}`
  return proof === undefined ? says : `${says}. ${place(proof)}: ${textOf(proof)}`
}
