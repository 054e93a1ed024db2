import { COLOUR_MEANS, KIND_MEANS } from '../chart/colours.ts'
import { type Chart, type ChartOptions, type ChartRow, type Column, chartOf, type Machine } from '../chart/layout.ts'
import { COLOURS, type Colour, type ComponentId, KINDS, type Report } from '../model.ts'
import { clean, cut, cutStart, pad, wrap } from '../text.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { headline } from './words.ts'

export interface SpectrumOptions extends Omit<ChartOptions, 'reports'> {
  readonly width: number
  readonly paint: Paint
}

const MARK = 5
/** Names of rows have 22 letters at most. */
const NAME = 23
const NARROW = 6

/** The legend, the whole chart, and "you are here" for one machine or letters for many: under 80 columns. */
export function spectrum(reports: readonly Report[], { width, paint, ...options }: SpectrumOptions): string {
  const room = usable(width)
  const chart = chartOf({ ...options, reports })
  const widths = widthsOf(chart, room)
  const name = Math.max(
    6,
    Math.min(NAME, room - MARK - chart.columns.reduce((sum, column) => sum + widthOf(column, widths), 0)),
  )
  const lines = ['', ...legend(chart, room, paint), '', ...headings(chart, name, widths, paint), '']
  for (const group of chart.groups) {
    lines.push(` ${paint.bold(clean(group.title))}`)
    for (const row of group.rows) lines.push(oneRow(chart, row, name, widths, paint))
    lines.push('')
  }
  if (reports.length > 0) lines.push(...whoIsWho(chart, reports, room))
  for (const note of chart.notes)
    lines.push(...(lines.at(-1) === '' ? [] : ['']), ...wrap(note, room - 1).map((line) => ` ${line}`))
  return lines.map((line) => line.trimEnd()).join('\n') + '\n'
}

type Widths = ReadonlyMap<ComponentId, number>

/** Cells as wide as the longest word above them, a gap to the right. In a narrow terminal, as wide as what is in them. */
function widthsOf(chart: Chart, room: number): Widths {
  const widths = new Map<ComponentId, number>()
  for (const { title, components } of chart.columns) {
    const words = components.length > 1 ? components : title.split(' ')
    for (const c of components) {
      const longest = Math.max(...(components.length > 1 ? [c] : words).map((word) => word.length))
      widths.set(c, Math.max(NARROW, longest + 1))
    }
  }
  const sum = [...widths.values()].reduce((a, b) => a + b, 0)
  return MARK + NAME + sum <= room ? widths : new Map([...widths.keys()].map((c) => [c, NARROW]))
}

function widthOf(column: Column, widths: Widths): number {
  return column.components.reduce((sum, component) => sum + widths.get(component)!, 0)
}

function headings(chart: Chart, name: number, widths: Widths, paint: Paint): string[] {
  const lines: string[] = []
  const indent = ' '.repeat(MARK + name)
  const words = chart.columns.map((column) => wrap(column.title, widthOf(column, widths) - 1))
  const deep = Math.max(...words.map((one) => one.length))
  for (let i = 0; i < deep; i++) {
    const line = chart.columns.map((column, n) => pad(words[n]![i - (deep - words[n]!.length)] ?? '', widthOf(column, widths)))
    lines.push(indent + paint.bold(line.join('').trimEnd()))
  }
  if (chart.columns.some(shared)) {
    const under = chart.columns.flatMap((column) => column.components.map((c) => pad(shared(column) ? c : '', widths.get(c)!)))
    lines.push(indent + paint.dim(under.join('').trimEnd()))
  }
  return lines
}

const shared = (column: Column): boolean => column.components.length > 1

function oneRow(chart: Chart, row: ChartRow, name: number, widths: Widths, paint: Paint): string {
  const own = row.unlike === true
  const mark = markOf(chart, row)
  const text = pad(own ? `  ${cutStart(clean(row.name), name - 3)}` : cut(clean(row.name), name - 1), name)
  const cells = row.cells.map((cell) => {
    const star = cell.own && chart.layout === '2014' ? '*' : ''
    const plain = paint.level === 'none' ? SIGNS[cell.colour] : ''
    return paint.cell(cell.colour, pad(` ${cell.kind}${star}${plain}`, widths.get(cell.component)! - 1)) + ' '
  })
  const left = pad(` ${mark}`, MARK) + text
  return (row.here.length > 0 && !own ? paint.bold(left) : left) + cells.join('')
}

/** `>` for a single machine, its letters for a few, else how many. */
function markOf(chart: Chart, { here, unlike }: ChartRow): string {
  const letters = here.map((i) => chart.machines[i]!.letter)
  if (here.length === 0) return ''
  if (letters[0] === '') return unlike === true ? '' : '>'
  const joined = letters.join('')
  return here.length === 1 || (joined.length <= MARK - 2 && joined.length === here.length) ? joined : `x${here.length}`
}

/** Without colours, marks show the colour of a cell. */
const SIGNS: Record<Colour, string> = { red: '!!', yellow: '!', green: '', grey: '' }

function legend(chart: Chart, room: number, paint: Paint): string[] {
  const cells = chart.groups.flatMap((group) => group.rows.flatMap((row) => row.cells))
  const kinds = KINDS.filter((kind) => cells.some((cell) => cell.kind === kind)).map((kind) => `${kind} ${KIND_MEANS[kind]}`)
  const colours = COLOURS.filter((colour) => cells.some((cell) => cell.colour === colour))
  const one = (colour: Colour): string => {
    const sample = paint.level === 'none' ? `${colour}${SIGNS[colour]}` : paint.cell(colour, ` ${colour} `)
    return `${sample} ${COLOUR_MEANS[colour]}`
  }
  const lines: string[] = []
  let line = ''
  for (const kind of kinds) {
    if (line !== '' && line.length + kind.length + 3 > room) {
      lines.push(line)
      line = ''
    }
    line += (line === '' ? ' ' : ', ') + kind
  }
  if (line !== '') lines.push(line)
  let painted = ''
  let used = 0
  for (const colour of colours) {
    const size = colour.length + 2 + 1 + COLOUR_MEANS[colour].length + 2
    if (used > 0 && used + size > room) {
      lines.push(painted)
      painted = ''
      used = 0
    }
    painted += (used === 0 ? ' ' : '  ') + one(colour)
    used += size
  }
  if (painted !== '') lines.push(painted)
  return lines
}

const MOST_LISTED = 40

function whoIsWho(chart: Chart, reports: readonly Report[], room: number): string[] {
  const lines = chart.machines.slice(0, MOST_LISTED).map((machine, i) => {
    const mark = pad(machine.letter === '' ? '>' : machine.letter, 3)
    return ` ${mark} ${cut(`${where(machine)}: ${headline(reports[i]!)}`, room - 5)}`
  })
  if (chart.machines.length > MOST_LISTED) lines.push(` and ${chart.machines.length - MOST_LISTED} more`)
  return lines
}

function where(machine: Machine): string {
  const path = cutStart(clean(machine.path), 30)
  if (machine.row === null) return `${path} (not marked: too little is known)`
  return machine.exact ? path : `${path} (nearest)`
}
