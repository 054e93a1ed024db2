import { COLOUR_MEANS, KIND_MEANS, SHADES } from '../chart/colours.ts'
import { SHORT_TITLES } from '../chart/titles.ts'
import type { Cell, ComponentId, Device, Finding, Proof, Report } from '../model.ts'
import { clean, cut, flow, pad } from '../text.ts'
import { quoted } from './hints.ts'
import type { Paint } from './paint.ts'
import { merged, place, proofLines, quoteNew, Shown } from './proof.ts'
import { howToAdd, settlerOf } from './settle.ts'
import { usable } from './terminal.ts'
import { explainLine, headline, identity, modeWords, sourceWord, UNKNOWN } from './words.ts'

export interface WhyOptions {
  readonly width: number
  readonly paint: Paint
  /** Nothing is cut, and no word is broken: for pipes and files. */
  readonly whole?: boolean
  /** How this tool is called here. */
  readonly command?: string
}

/** What else of a report can be asked for. */
export type Other = 'hypervisor' | 'mode' | 'role' | 'platform' | 'container'

const CELL = 8

/** The exact lines and rules behind one cell: the rules for it in the order of evaluation, those against it, and the evidence that would settle it. */
export function why(report: Report, component: ComponentId, options: WhyOptions): string {
  const { paint } = options
  const cell = report.cells[component]
  const page = new Page(report, options)
  const meaning = cell.colour === 'grey' ? '' : `: ${COLOUR_MEANS[cell.colour]}`
  const kinds = cell.kind === '?' && cell.possible !== undefined ? `; possible: ${cell.possible.join(', ')}` : ''
  page.lines.push(` ${paint.cell(cell.colour, centre(cell.kind))}  ${paint.bold(SHORT_TITLES[component])}`)
  page.flow(`${KIND_MEANS[cell.kind]}${meaning}${kinds}`, CELL + 3).forEach((line, i) => {
    page.lines.push(` ${paint.cell(cell.colour, i === 0 ? centre(cell.colour) : ' '.repeat(CELL))}  ${line}`)
  })
  const own = SHADES['2014'][component][cell.kind].from === 'own' && cell.colour !== 'grey'
  if (own) page.say("Gregg's charts do not have this cell; virtcolor chose the colour.", CELL + 3)

  const devices = cell.devices ?? []
  if (cell.because.length > 0 || devices.length === 0) page.findings('because', cell.because, UNKNOWN)
  if (devices.length > 0) page.devices(component, devices)
  if (cell.against.length > 0) page.findings('against', cell.against)
  if (cell.notes.length > 0) {
    page.section('notes')
    for (const note of cell.notes) page.say(note, 5)
  }
  page.advice(component)
  page.settles(component, cell)
  return page.end(cell.because.length > 0)
}

/** The same for the hypervisor, the mode, the role, the platform or the container. */
export function whyOther(report: Report, what: Other, options: WhyOptions): string {
  const page = new Page(report, options)
  const { says, because, against } = otherOf(report, what)
  page.lines.push(` ${options.paint.bold(what)}`)
  page.say(says, 1)
  if (because.length > 0) page.findings('because', because)
  if (against.length > 0) page.findings('against', against)
  return page.end(because.length > 0)
}

function otherOf(
  report: Report,
  what: Other,
): { readonly says: string; readonly because: readonly Finding[]; readonly against: readonly Finding[] } {
  const { hypervisor, mode, role, platform, container, roleBecause = [], roleAgainst = [] } = report
  const none = (says: string): ReturnType<typeof otherOf> => ({ says, because: [], against: [] })
  if (what === 'hypervisor') {
    const { because, against, possible = [] } = hypervisor
    const says =
      hypervisor.id === 'unknown'
        ? `not settled${possible.length > 1 ? `; possible: ${possible.join(', ')}` : ''}`
        : hypervisor.name
    return { says, because, against }
  }
  if (what === 'mode') {
    if (mode === null)
      return none(
        hypervisor.id === 'xen' || hypervisor.id === 'unknown'
          ? `unknown: no evidence of a mode in this input`
          : `none: only Xen has modes, and this machine runs on ${hypervisor.id === 'none' ? 'bare hardware' : hypervisor.name}`,
      )
    const { because, against, possible = [] } = mode
    return {
      says: mode.id === null ? `not settled; possible: ${possible.join(', ')}` : (modeWords(report) ?? mode.name),
      because,
      against,
    }
  }
  if (what === 'role') return { says: role ?? 'not settled', because: roleBecause, against: roleAgainst }
  const one = what === 'platform' ? platform : container
  if (one === null) return none(what === 'platform' ? 'no cloud or product is recognised' : 'no container is recognised')
  return { says: one.name, because: one.because, against: one.against ?? [] }
}

/** The lines of one answer, as they are put together. */
class Page {
  readonly lines: string[] = ['']
  readonly #report: Report
  readonly #options: WhyOptions
  readonly #width: number
  readonly #whole: boolean
  readonly #shown = new Shown()

  constructor(report: Report, options: WhyOptions) {
    this.#report = report
    this.#options = options
    this.#width = usable(options.width)
    this.#whole = options.whole === true
    const { source } = report
    this.say(headline(report), 1, options.paint.bold)
    this.say(source.kind === 'live' ? 'this machine, live' : `${source.path}, ${sourceWord(report)}`, 1, options.paint.dim)
    const is = identity(report)
    if (is !== '') this.say(is, 1)
    this.lines.push('')
  }

  flow(text: string, indent: number): string[] {
    return flow(clean(text), this.#width - indent, this.#whole)
  }

  say(text: string, indent: number, style = (line: string): string => line): void {
    for (const line of this.flow(text, indent)) this.lines.push(' '.repeat(indent) + style(line))
  }

  section(title: string): void {
    this.lines.push('', ` ${this.#options.paint.bold(title)}`)
  }

  proofs(list: readonly Proof[]): void {
    const { dim, bold } = this.#options.paint
    const look = { width: this.#width - 5, whole: this.#whole, wrapped: true, dim, bold }
    for (const proof of merged(list))
      for (const line of proofLines(place(proof, this.#report.source), quoteNew(proof, this.#shown), look))
        this.lines.push(`     ${line}`)
  }

  /** @param none what is said where there are none */
  findings(title: string, list: readonly Finding[], none?: string): void {
    this.section(title)
    if (list.length === 0 && none !== undefined) this.say(none, 5)
    list.forEach((finding, i) => {
      const number = pad(list.length > 1 ? `${i + 1}.` : '', 3)
      this.flow(finding.says, 5).forEach((line, n) => {
        this.lines.push(` ${n === 0 ? number : '   '} ${line}`)
      })
      const allows = finding.allows === undefined || finding.allows.length === 0 ? '' : `, allows ${finding.allows.join(', ')}`
      this.say(`rule ${finding.rule}${allows}`, 5)
      this.proofs(finding.proof)
    })
  }

  devices(component: ComponentId, devices: readonly Device[]): void {
    this.section('devices')
    for (const device of devices) {
      const line = clean(oneDevice(device))
      this.lines.push(` ${device.carries === true ? ' * ' : ' - '} ${this.#whole ? line : cut(line, this.#width - 5)}`)
      this.say(device.says, 5)
      this.say(`rule ${device.rule}`, 5)
      this.proofs(device.proof)
    }
    if (devices.some((device) => device.carries === true))
      this.say(`* ${component === 'network' ? 'NIC with the default route' : 'disk that holds /'}`, 5)
  }

  advice(component: ComponentId): void {
    const advice = this.#report.advice.filter((one) => one.component === component)
    if (advice.length === 0) return
    this.section('to improve')
    for (const one of advice) {
      this.say(one.says, 5)
      this.say(`advice ${one.id}`, 5)
      for (const step of one.do) this.say(step, 7)
    }
  }

  settles(component: ComponentId, { kind }: Cell): void {
    const settler = settlerOf(this.#report, component)
    if (settler !== undefined) {
      this.section('to settle it')
      this.say(`add the output of: ${settler}`, 5)
      this.say(howToAdd(this.#report), 5)
      return
    }
    const all = kind === '?' ? this.#report.missing : []
    const unread = all.filter(({ reason }) => reason !== undefined)
    if (unread.length > 0) {
      this.section('not read')
      for (const { path, reason } of unread) this.say(`${path}: ${reason}`, 5)
      return
    }
    const root = all.filter((one) => one.why === 'needs root')
    if (root.length === 0) return
    this.section('to settle it')
    this.say(`run as root to read also ${root.map(({ path }) => `/${quoted(path)}`).join(', ')}`, 5)
  }

  end(ids: boolean): string {
    if (ids) {
      this.lines.push('')
      this.say(explainLine(this.#options.command), 1, this.#options.paint.dim)
    }
    return `${this.lines.map((line) => line.trimEnd()).join('\n')}\n`
  }
}

function oneDevice(device: Device): string {
  const { id, kind, possible, driver, pci, model } = device
  const kinds = kind === '?' && possible !== undefined ? `? (${possible.join(', ')})` : kind
  return [id, kinds, driver, pci, model].filter((part) => part !== undefined).join('  ')
}

function centre(text: string): string {
  return pad(' '.repeat(Math.floor((CELL - text.length) / 2)) + text, CELL)
}
