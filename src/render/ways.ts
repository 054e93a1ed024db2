import { type WaysOptions, waysOf } from '../chart/ways/index.ts'
import { LANES } from '../chart/ways/layout.ts'
import { OPERATIONS, type OperationId, type Panel, PLACES, type Step, type Ways } from '../chart/ways/model.ts'
import { clean, cutStart, pad, wrap } from '../text.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { countedNote, crossingsOf, figure, WAYS_TITLE } from './ways-words.ts'

export interface WaysTextOptions extends WaysOptions {
  readonly width: number
  readonly paint: Paint
}

const NAME = 22
const COLUMN = 11

/** All operations as a table: how often each leaves the guest in every mode, as drawn and, if known, as measured. */
export function waysTable({ width, paint, ...options }: WaysTextOptions): string {
  const room = usable(width)
  const all = OPERATIONS.map((id) => waysOf(id, options))
  const cellOf = (panel: Panel): string => {
    const drawn = panel.way === undefined ? '?' : String(panel.way.crossings)
    return ` ${drawn}${panel.counted === undefined ? '' : ` (${figure(panel.counted.crossings)})`}`
  }
  // As wide as the longest figure: a figure is never cut.
  const wide = all.map(({ panels }) => Math.max(COLUMN, ...panels.map((panel) => cellOf(panel).length + 1)))
  const heads = all.map(({ operation }, i) => pad(operation.title.split(' ').at(-1)!, wide[i]!))
  const tops = all.map(({ operation }, i) => pad(operation.title.split(' ').slice(0, -1).join(' '), wide[i]!))
  const out = ['', ` ${paint.bold(`${WAYS_TITLE} (VM exits, hypercalls)`)}`, '']
  for (const line of [tops, heads]) out.push(' '.repeat(NAME + 1) + paint.bold(line.join('').trimEnd()))
  // A machine may go a known way in one operation and its own in another: rows are by name.
  const ids = [...new Set(all.flatMap(({ panels }) => panels.map(({ id }) => id)))]
  for (const id of ids) {
    const panels = all.map((ways) => ways.panels.find((panel) => panel.id === id))
    const first = panels.find((panel) => panel !== undefined)!
    const here = new Set(panels.flatMap((panel) => panel?.here ?? []))
    const mark = here.size > 0 ? '>' : ' '
    const cells = panels.map((panel, i) =>
      panel === undefined ? ' '.repeat(wide[i]!) : `${paint.cell(panel.colour, pad(cellOf(panel), wide[i]! - 1))} `,
    )
    const name = `${mark}${pad(cutStart(clean(first.name), NAME - 1), NAME)}`
    out.push(`${here.size > 0 ? paint.bold(name) : name}${cells.join('').trimEnd()}`)
  }
  const measured = all.some(({ panels }) => panels.some((panel) => panel.counted !== undefined))
  out.push(
    '',
    ...wrap(
      `Number of exits in the drawing${measured ? ' (measured)' : ''}. \`virtcolor ways disk-read\` draws one operation.`,
      room - 1,
    ).map((line) => ` ${line}`),
  )
  out.push(...notes(all, room))
  return `${out.map((line) => line.trimEnd()).join('\n')}\n`
}

/** One operation: its path in each mode, with a line for each step. */
export function wayText(operation: OperationId, { width, paint, ...options }: WaysTextOptions): string {
  const room = usable(width)
  const ways = waysOf(operation, options)
  const out = [
    '',
    ` ${paint.bold(`Path of a ${ways.operation.title.toLowerCase()}`)}`,
    ...wrap(ways.operation.says, room - 2).map((line) => ` ${line}`),
  ]
  for (const panel of ways.panels) out.push('', ...panelText(ways, panel, room, paint))
  out.push(...notes([ways], room))
  return `${out.map((line) => line.trimEnd()).join('\n')}\n`
}

function notes(all: readonly Ways[], room: number): string[] {
  const { machines } = all[0]!
  const listed =
    machines.length < 2 ? [] : machines.map(({ letter, path }) => ` ${pad(letter, 3)} ${cutStart(clean(path), room - 6)}`)
  const counted = all.find((ways) => ways.counted !== undefined)?.counted
  return [
    ...(listed.length === 0 ? [] : ['', ...listed]),
    ...countedNote(counted).flatMap((note) => ['', ...wrap(note, room - 1).map((line) => ` ${line}`)]),
  ]
}

/** Where the lanes are, and the edge of the guest. */
const AT = [0, 7, 15, 21, 28, 35] as const
const EDGE = 11
const HEAD = 'prog   kern  |  hyp   model  back   hw'
const TEXT = 41
/** Narrower than this, lanes leave no room for words. */
const NARROW = 70

function panelText(ways: Ways, panel: Panel, room: number, paint: Paint): string[] {
  const letters = panel.here.map((i) => ways.machines[i]!.letter)
  const here =
    letters.length === 0
      ? ''
      : letters[0] === ''
        ? panel.way === undefined
          ? ''
          : '  you are here'
        : `  ${letters.length <= 4 ? letters.join(' ') : `x${letters.length}`}`
  const sign = paint.level === 'none' ? ` ${panel.colour}` : ''
  const out = [
    ` ${paint.cell(panel.colour, ` ${panel.kind} `)} ${paint.bold(cutStart(clean(panel.name), Math.min(36, room - 27)))}${sign}${here}`,
    ...wrap(crossingsOf(panel), room - 5).map((line) => `     ${line}`),
    ...(panel.counted?.differs === undefined ? [] : wrap(`(${panel.counted.differs})`, room - 5).map((line) => `     ${line}`)),
  ]
  if (panel.way === undefined) return out
  if (room < NARROW) {
    panel.way.steps.forEach((step, i) => {
      const words = wrap(`${LANES[step.at]}: ${step.says}`, room - 7)
      out.push(...words.map((line, k) => `  ${k === 0 ? pad(String(i + 1), 4) : '    '}${line}`))
    })
    return out
  }
  out.push(`  ${paint.dim(HEAD)}`)
  panel.way.steps.forEach((step, i) => {
    const words = wrap(step.says, Math.max(16, room - TEXT - 2))
    out.push(`  ${pad(lineOf(panel.way!.steps, i), TEXT)}${words[0]}`)
    for (const more of words.slice(1)) out.push(`  ${pad(`${' '.repeat(EDGE + 2)}|`, TEXT)}${more}`)
  })
  return out
}

/** The leg that leads to a step: `+--|-->o`, dotted while others are at work. */
function lineOf(steps: readonly Step[], i: number): string {
  const step = steps[i]!
  const line: string[] = new Array<string>(TEXT - 1).fill(' ')
  line[EDGE + 2] = '|'
  const to = AT[PLACES.indexOf(step.at)]! + 1
  const from = i === 0 ? to : AT[PLACES.indexOf(steps[i - 1]!.at)]! + 1
  const stroke = step.aside === true || steps[i - 1]?.aside === true ? '.' : '-'
  for (let x = Math.min(from, to) + 1; x < Math.max(from, to); x++) if (x !== EDGE + 2) line[x] = stroke
  if (from !== to) {
    line[from] = '+'
    line[to > from ? to - 1 : to + 1] = to > from ? '>' : '<'
  }
  line[to] = 'o'
  return line.join('')
}
