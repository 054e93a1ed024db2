import { COLOUR_MEANS, KIND_MEANS, SHADES } from '../chart/colours.ts'
import { TITLES } from '../chart/titles.ts'
import type { ComponentId, Device, Finding, Missing, Proof, Report } from '../model.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { clean, cut, fold, pad, wrap } from './text.ts'
import { EXPLAIN, headline, missed, place } from './words.ts'

export interface WhyOptions {
  readonly width: number
  readonly paint: Paint
}

const CELL = 8
/** A line of evidence that goes on for longer than this is no line that anyone reads here. */
const MOST_LINES = 8
const MOST_MISSING = 10

/** The exact lines and rules behind one cell: what speaks for it in the order heard, what against, and what would have told more. */
export function why(report: Report, component: ComponentId, options: WhyOptions): string {
  const { paint } = options
  const width = usable(options.width)
  const cell = report.cells[component]
  const lines: string[] = ['']
  const say = (text: string, indent: number, style = (line: string): string => line): void => {
    for (const line of fold(clean(text), width - indent, MOST_LINES)) lines.push(' '.repeat(indent) + style(line))
  }
  const section = (title: string, body: () => void): void => {
    lines.push('', ` ${paint.bold(title)}`)
    body()
  }
  const proofs = (list: readonly Proof[], indent: number): void => {
    for (const proof of list) {
      const text = clean(proof.text).trim()
      say(text === '' ? place(proof) : `${place(proof)}: ${text}`, indent, paint.dim)
    }
  }
  const findings = (list: readonly Finding[]): void => {
    list.forEach((finding, i) => {
      const number = pad(list.length > 1 ? `${i + 1}.` : '', 3)
      fold(clean(finding.says), width - 5, MOST_LINES).forEach((line, n) => {
        lines.push(` ${n === 0 ? number : '   '} ${line}`)
      })
      const allows = finding.allows === undefined || finding.allows.length === 0 ? '' : `, allows ${finding.allows.join(', ')}`
      say(`rule ${finding.rule}${allows}`, 5)
      proofs(finding.proof, 5)
    })
  }

  for (const line of wrap(headline(report), width - 1, 3)) lines.push(` ${paint.bold(line)}`)
  lines.push(` ${paint.dim(cut(clean(report.source.path), width - 1))}`, '')

  const meaning = cell.colour === 'grey' ? '' : `: ${COLOUR_MEANS[cell.colour]}`
  const own = SHADES['2014'][component][cell.kind].from === 'own' && cell.colour !== 'grey'
  const kinds = cell.kind === '?' && cell.possible !== undefined ? `; possible: ${cell.possible.join(', ')}` : ''
  const words = wrap(`${KIND_MEANS[cell.kind]}${meaning}${kinds}`, width - CELL - 3)
  lines.push(` ${paint.cell(cell.colour, centre(cell.kind))}  ${paint.bold(TITLES[component])}`)
  words.forEach((line, i) => {
    lines.push(` ${paint.cell(cell.colour, i === 0 ? centre(cell.colour) : ' '.repeat(CELL))}  ${line}`)
  })
  if (own) say("The article's charts have no such cell: the colour is this project's own.", CELL + 3)

  if (cell.because.length > 0 || (cell.devices?.length ?? 0) === 0) {
    section('because', () => {
      if (cell.because.length === 0) say('nothing that was read tells', 5)
      findings(cell.because)
    })
  }
  if (cell.devices !== undefined && cell.devices.length > 0) {
    section('devices', () => {
      for (const device of cell.devices!) {
        lines.push(` ${device.carries === true ? ' * ' : ' - '} ${cut(clean(oneDevice(device)), width - 5)}`)
        say(clean(device.says), 5)
        say(`rule ${device.rule}`, 5)
        proofs(device.proof, 5)
      }
      if (cell.devices!.some((device) => device.carries === true)) {
        say(`* carries ${component === 'network' ? 'the default route' : '/'}`, 5)
      }
    })
  }
  if (cell.against.length > 0) section('against', () => findings(cell.against))
  if (cell.notes.length > 0)
    section('notes', () => {
      for (const note of cell.notes) say(note, 5)
    })
  const advice = report.advice.filter((one) => one.component === component)
  if (advice.length > 0) {
    section('better', () => {
      for (const one of advice) {
        say(one.says, 5)
        say(`advice ${one.id}`, 5)
        for (const step of one.do) say(step, 7)
      }
    })
  }
  // Of a cell that is settled, only what somebody could still make readable is worth a line.
  const would = missed(report, [component]).filter((one) => cell.kind === '?' || one.why !== 'absent')
  if (would.length > 0) {
    section(cell.kind === '?' ? 'would have told' : 'would say more', () => {
      for (const one of would.slice(0, MOST_MISSING)) say(`${one.path} (${WHY[one.why]})`, 5)
      if (would.length > MOST_MISSING) say(`and ${would.length - MOST_MISSING} more`, 5)
    })
  }
  if (cell.because.length > 0) lines.push('', ...wrap(EXPLAIN, width - 1).map((line) => ` ${paint.dim(line)}`))
  return lines.map((line) => line.trimEnd()).join('\n') + '\n'
}

const WHY: Record<Missing['why'], string> = { absent: 'not there', unreadable: 'unreadable', 'needs root': 'root only' }

function oneDevice(device: Device): string {
  const { id, kind, possible, driver, pci, model } = device
  const kinds = kind === '?' && possible !== undefined ? `? (${possible.join(', ')})` : kind
  return [id, kinds, driver, pci, model].filter((part) => part !== undefined).join('  ')
}

function centre(text: string): string {
  return pad(' '.repeat(Math.floor((CELL - text.length) / 2)) + text, CELL)
}
