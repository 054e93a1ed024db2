import { SHORT_TITLES } from '../chart/titles.ts'
import { type Cell, COMPONENTS, type ComponentId, type Device, type Proof, type Report } from '../model.ts'
import { clean, columns, cut, cutStart, flow, pad } from '../text.ts'
import { hints } from './hints.ts'
import type { Paint } from './paint.ts'
import { merged, place, proofLines, quoteNew, Shown } from './proof.ts'
import { settling } from './settle.ts'
import { carrier, decisive, halves, headline, identity, nesting, possibleKinds, sourceWord, UNKNOWN } from './words.ts'

export interface TerminalOptions {
  /** Columns of the terminal. No line is longer, nor longer than 120. */
  readonly width: number
  readonly paint: Paint
  /** Nothing is cut, and no word is broken: for pipes and files. */
  readonly whole?: boolean
  /** How this tool is called here: `virtcolor`, or `npm start --`. */
  readonly command?: string
}

const WIDEST = 120
const NARROWEST = 40
const USUAL = 80
/** A coloured cell, its margin left and right. */
const CELL = 8
const LEFT = CELL + 3
const TITLE = 20
const MOST_DEVICES = 4
const MOST_PATHS = 3

/** Usable columns of a terminal; a terminal of unknown width reports 0. */
export function usable(width: number): number {
  return width > 0 ? Math.max(NARROWEST, Math.min(WIDEST, Math.floor(width))) : USUAL
}

interface Page extends TerminalOptions {
  readonly whole: boolean
  readonly shown: Shown
}

/** The default answer to "what colour is this machine?": one screen, letters as well as colours. */
export function terminal(report: Report, options: TerminalOptions): string {
  const page = { ...options, width: usable(options.width), whole: options.whole === true, shown: new Shown() }
  const lines: string[] = ['', ...heading(report, page), '']
  for (const component of COMPONENTS) lines.push(...block(component, report, page), '')
  lines.push(...foot(report, page))
  return lines.map((line) => line.trimEnd()).join('\n') + '\n'
}

function heading(report: Report, { width, paint, whole }: Page): string[] {
  const { source } = report
  const lines = flow(headline(report), width - 1, whole).map((line) => ' ' + paint.bold(line))
  const path = source.kind === 'live' ? 'this machine' : clean(source.path) || 'this machine'
  const what = sourceWord(report)
  lines.push(' ' + paint.dim(`${whole ? path : cutStart(path, width - 3 - what.length)}, ${what}`))
  const say = (text: string): void => {
    for (const line of flow(text, width - 1, whole)) lines.push(' ' + line)
  }
  const is = identity(report)
  if (is !== '') say(is)
  const layers = nesting(report)
  if (layers !== undefined) say(`layers: ${layers}`)
  return lines
}

/** A component: the coloured cell to the left of what decides it and of the proof. */
function block(component: ComponentId, report: Report, { width, paint, whole, shown }: Page): string[] {
  const cell = report.cells[component]
  const room = width - LEFT
  const out: string[] = []
  const title = SHORT_TITLES[component]
  const says = inWords(component, cell)
  if (room - TITLE >= 20) {
    const words = flow(says, room - TITLE, whole)
    out.push(paint.bold(pad(title, TITLE)) + (words[0] ?? ''))
    for (const more of words.slice(1)) out.push(' '.repeat(TITLE) + more)
  } else out.push(paint.bold(cut(title, room)), ...flow(says, room, whole))
  for (const line of devices(cell, room, whole)) out.push(line)
  for (const proof of provingOf(component, cell))
    out.push(
      ...proofLines(placeOf(proof, report), quoteNew(proof, shown), {
        width: room,
        whole,
        dim: paint.dim,
        bold: paint.bold,
      }),
    )
  // The letters above, the name of the colour below: the answer to the question, with colours or without.
  const inside = [centre(cell.kind), centre(cell.colour)]
  const blank = ' '.repeat(CELL)
  if (out.length < inside.length) out.push('')
  return out.map((line, i) => ` ${paint.cell(cell.colour, inside[i] ?? blank)}  ${line}`)
}

/** The name of a single text is enough: its path stands in the heading. */
function placeOf(proof: Proof, { source }: Report): string {
  const same = source.kind === 'text' && (proof.path === source.path || source.path.startsWith(`${proof.path}#`))
  return place(same ? { ...proof, path: proof.path.slice(proof.path.lastIndexOf('/') + 1) } : proof, source)
}

function centre(text: string): string {
  return pad(' '.repeat(Math.floor((CELL - text.length) / 2)) + text, CELL)
}

/** What decides the cell, in a few words. */
function inWords(component: ComponentId, cell: Cell): string {
  const possible = possibleKinds(cell)
  const finding = decisive(cell)
  const device = carrier(cell)
  if (cell.kind === '-') return finding === undefined ? 'none' : clean(finding.says)
  if (possible !== undefined) return `${possible}${finding === undefined ? '' : `: ${clean(finding.says)}`}`
  if (cell.kind === '?') return finding === undefined ? UNKNOWN : clean(finding.says)
  const says = device?.kind === cell.kind ? device.says : finding?.says
  const both = component === 'interrupts' ? halves(cell) : undefined
  return both === undefined ? clean(says ?? '') : both.says.join('; ')
}

/** The lines that prove a cell: of the device that carries, of both halves of interrupts, or of what decided. */
export function provingOf(component: ComponentId, cell: Cell): readonly Proof[] {
  const device = carrier(cell)
  if (device !== undefined && device.kind === cell.kind && device.proof.length > 0) return merged(device.proof).slice(0, 1)
  const both = component === 'interrupts' ? halves(cell) : undefined
  if (both !== undefined && both.proof.length > 0) return merged(both.proof)
  return merged(decisive(cell)?.proof ?? []).slice(0, 1)
}

/** Devices, the carrier of `/` or the default route first. One that the words and the proof already name is not repeated. */
function devices(cell: Cell, room: number, whole: boolean): string[] {
  const all = cell.devices ?? []
  if (all.length === 0) return []
  const first = carrier(cell)!
  const sorted = [first, ...all.filter((device) => device !== first)]
  const shown = sorted.slice(0, sorted.length > MOST_DEVICES ? MOST_DEVICES - 1 : MOST_DEVICES)
  const lines = shown.map((device) => (whole ? oneDevice(device) : cut(oneDevice(device), room)))
  if (shown.length < sorted.length) lines.push(`and ${sorted.length - shown.length} more`)
  return lines
}

function oneDevice(device: Device): string {
  const parts = [
    device.carries === true ? '*' : '-',
    pad(clean(device.id), Math.max(6, columns(clean(device.id)))),
    device.kind,
  ]
  const driver = device.driver === undefined ? undefined : clean(device.driver)
  if (driver !== undefined) parts.push(driver)
  if (device.model !== undefined) parts.push(clean(device.model))
  return parts.join(' ')
}

/** What follows the components: its place in the chart, what to improve, what to add, and the commands that say more. */
function foot(report: Report, { width, paint, whole, command = 'virtcolor' }: Page): string[] {
  const lines: string[] = []
  const say = (text: string, style = (line: string): string => line): void => {
    flow(text, width - 3, whole).forEach((line, i) => {
      lines.push(`${i === 0 ? ' ' : '   '}${style(line)}`)
    })
  }
  const { row, advice } = report
  if (COMPONENTS.some((c) => report.cells[c].devices?.some((device) => device.carries === true)))
    say('* disk that holds / or NIC with the default route', paint.dim)
  if (row !== null) say(`in the chart: ${row.exact ? '' : 'closest to '}${clean(row.name)}`)
  if (advice.length > 0) say(`to improve${advice.length > 1 ? ` (1 of ${advice.length})` : ''}: ${clean(advice[0]!.says)}`)
  for (const note of report.notes.slice(0, 3)) say(`note: ${clean(note)}`)
  const root = report.missing.filter(({ why, reason }) => why === 'needs root' && !reason).map((one) => `/${clean(one.path)}`)
  if (root.length > 0) say(`run as root to read also ${some(root)}`)
  const unread = report.missing.filter(({ reason }) => reason).map(({ path, reason }) => clean(`${path} (${reason})`))
  if (unread.length > 0) say(`not read: ${unread.join(', ')}`)
  for (const line of settling(report)) say(line)
  for (const hint of hints(report, command)) say(hint, paint.dim)
  return lines
}

function some(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_PATHS).join(', ')
  return paths.length > MOST_PATHS ? `${shown} and ${paths.length - MOST_PATHS} more` : shown
}
