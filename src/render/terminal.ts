import { SHORT_TITLES } from '../chart/titles.ts'
import { type Cell, COMPONENTS, type ComponentId, type Device, type Proof, type Report } from '../model.ts'
import type { Paint } from './paint.ts'
import { clean, columns, cut, cutStart, pad, wrap } from './text.ts'
import { carrier, decisive, halves, headline, missed, nesting, place, possibleKinds } from './words.ts'

export interface TerminalOptions {
  /** Columns of the terminal. No line is longer, nor longer than 79. */
  readonly width: number
  readonly paint: Paint
  /** Show only these components. */
  readonly only?: readonly ComponentId[]
}

const WIDEST = 79
const NARROWEST = 40
/** A coloured cell, its margin left and right. */
const CELL = 8
const LEFT = CELL + 3
const TITLE = 20
const MOST_DEVICES = 4
const MOST_MISSING = 3

/** Usable columns of a terminal that says it has so many. */
export function usable(width: number): number {
  return Number.isFinite(width) ? Math.max(NARROWEST, Math.min(WIDEST, Math.floor(width))) : WIDEST
}

/** The default answer to "what colour is this machine?": under 80 columns, one screen, letters as well as colours. */
export function terminal(report: Report, options: TerminalOptions): string {
  const width = usable(options.width)
  const { paint } = options
  const only = options.only ?? COMPONENTS
  const lines: string[] = ['', ...heading(report, width, paint), '']
  for (const component of COMPONENTS) {
    if (only.includes(component)) lines.push(...block(component, report.cells[component], width, paint), '')
  }
  lines.push(...foot(report, only, width, paint))
  return lines.map((line) => line.trimEnd()).join('\n') + '\n'
}

function heading(report: Report, width: number, paint: Paint): string[] {
  const path = clean(report.source.path) || 'this machine'
  const what = report.basis === 'declared' ? 'as defined' : report.source.kind === 'live' ? 'live' : 'as captured'
  const lines = wrap(headline(report), width - 1, 3).map((line) => ' ' + paint.bold(line))
  const layers = nesting(report)
  if (layers !== undefined) for (const line of wrap(`layers: ${layers}`, width - 1, 2)) lines.push(' ' + line)
  lines.push(' ' + paint.dim(cutStart(path, width - 3 - what.length) + ', ' + what))
  return lines
}

/** A component: the coloured cell to the left of what decides it and of the proof. */
function block(component: ComponentId, cell: Cell, width: number, paint: Paint): string[] {
  const room = width - LEFT
  const out: string[] = []
  const words = wrap(inWords(component, cell), Math.max(20, room - TITLE), 3)
  const title = SHORT_TITLES[component]
  if (room - TITLE >= 20) {
    out.push(paint.bold(pad(title, TITLE)) + (words[0] ?? ''))
    for (const more of words.slice(1)) out.push(' '.repeat(TITLE) + more)
  } else out.push(paint.bold(cut(title, room)), ...wrap(inWords(component, cell), room, 3))
  for (const line of devices(cell, room)) out.push(line)
  for (const proof of proofs(component, cell)) out.push(paint.dim(evidence(proof, room)))
  // The letters above, the name of the colour below: the answer to the question, with colours or without.
  const inside = [centre(cell.kind), centre(cell.colour)]
  const blank = ' '.repeat(CELL)
  if (out.length < inside.length) out.push('')
  return out.map((line, i) => ` ${paint.cell(cell.colour, inside[i] ?? blank)}  ${line}`)
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
  if (cell.kind === '?') return finding === undefined ? 'nothing here tells' : clean(finding.says)
  const says = device?.kind === cell.kind ? device.says : finding?.says
  const both = component === 'interrupts' ? halves(cell) : undefined
  return both === undefined ? clean(says ?? '') : both.says.join('; ')
}

function proofs(component: ComponentId, cell: Cell): readonly Proof[] {
  const device = carrier(cell)
  if (device !== undefined && device.kind === cell.kind && device.proof.length > 0) return device.proof.slice(0, 1)
  const both = component === 'interrupts' ? halves(cell) : undefined
  if (both !== undefined && both.proof.length > 0) return both.proof
  return decisive(cell)?.proof.slice(0, 1) ?? []
}

/** Devices, the carrier of `/` or the default route first. One that the words and the proof already name is not repeated. */
function devices(cell: Cell, room: number): string[] {
  const all = cell.devices ?? []
  if (all.length === 0) return []
  const first = carrier(cell)!
  const sorted = [first, ...all.filter((device) => device !== first)]
  const shown = sorted.slice(0, sorted.length > MOST_DEVICES ? MOST_DEVICES - 1 : MOST_DEVICES)
  const lines = shown.map((device) => cut(oneDevice(device), room))
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

/** `path:line: text`; of a long path the end is kept, and each gets half of the room if it needs it. */
function evidence(proof: Proof, room: number): string {
  const text = clean(proof.text).trim().replace(/ {2,}/g, ' ')
  const path = cutStart(place(proof), Math.max(Math.floor(room / 2), room - columns(text) - 2))
  return cut(text === '' ? path : `${path}: ${text}`, room)
}

function foot(report: Report, only: readonly ComponentId[], width: number, paint: Paint): string[] {
  const lines: string[] = []
  const add = (title: string, text: string, style = (line: string): string => line): void => {
    const rest = wrap(text, width - LEFT - 1, 2)
    rest.forEach((line, i) => {
      lines.push(` ${i === 0 ? pad(title, LEFT) : ' '.repeat(LEFT)}${style(line)}`)
    })
  }
  const { row } = report
  if (row !== null) add('row', `${row.exact ? '' : 'nearest to '}${clean(row.name)}`)
  const advice = report.advice.filter((a) => a.component === undefined || only.includes(a.component))
  if (advice.length > 0) {
    const more = advice.length > 1 ? ` (and ${advice.length - 1} more)` : ''
    add('better', clean(advice[0]!.says) + more)
  }
  for (const note of report.notes.slice(0, 3)) add('note', clean(note))
  const root = report.missing.filter((one) => one.why === 'needs root').map((one) => clean(one.path))
  if (root.length > 0) add('root', `would also read ${some(root)}`)
  const unknown = only.filter((component) => report.cells[component].kind === '?')
  const absent = missed(report, unknown).flatMap((one) => (one.why === 'needs root' ? [] : [clean(one.path)]))
  if (absent.length > 0) add('missing', some(absent))
  const asked = only[0]
  if (advice.length > 0) add('', 'virtcolor advise', paint.dim)
  else if (asked !== undefined) add('', `virtcolor why ${asked}`, paint.dim)
  return lines
}

function some(paths: readonly string[]): string {
  const shown = paths.slice(0, MOST_MISSING).join(', ')
  return paths.length > MOST_MISSING ? `${shown} and ${paths.length - MOST_MISSING} more` : shown
}
