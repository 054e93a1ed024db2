import { COLOUR_MEANS } from '../chart/colours.ts'
import { COMPONENTS, type Colour, type ComponentId, type Report } from '../model.ts'
import { clean, columns, cut, cutStart, flow, pad } from '../text.ts'
import { quoted } from './hints.ts'
import type { Paint } from './paint.ts'
import { usable } from './terminal.ts'
import { modeWords } from './words.ts'

export interface FleetOptions {
  readonly width: number
  readonly paint: Paint
  readonly whole?: boolean
  readonly command?: string
}

/** Short heads over the letters. */
export const HEADS: Record<ComponentId, string> = {
  cpu: 'cpu',
  board: 'board',
  interrupts: 'irq',
  disk: 'disk',
  network: 'net',
}
const WORST: readonly Colour[] = ['red', 'yellow']
const MOST_COUNTED = 6
/** Blanks between the columns, and at the left. */
const GAPS = 7

/** What several machines have in a line each. */
export interface FleetLine {
  readonly name: string
  readonly hypervisor: string
  readonly mode: string
  /** The component of the worst colour; nothing where all that is known is green. */
  readonly worst?: ComponentId
}

export function lineOf(report: Report): FleetLine {
  const { hypervisor, source, platform } = report
  const worst = WORST.flatMap((colour) => COMPONENTS.filter((c) => report.cells[c].colour === colour))[0]
  const name = hypervisor.version === undefined ? hypervisor.name : `${hypervisor.name} ${hypervisor.version}`
  return {
    name: source.kind === 'live' ? 'this machine' : clean(source.path),
    hypervisor: clean(hypervisor.id === 'unknown' ? 'unknown' : name),
    mode: clean(modeWords(report) ?? platform?.name ?? '-'),
    ...(worst !== undefined && { worst }),
  }
}

/** Several machines, a line each, and how many there are of each kind below. */
export function fleet(reports: readonly Report[], options: FleetOptions): string {
  const { paint, whole = false, command = 'virtcolor' } = options
  const width = usable(options.width)
  const lines = reports.map((report) => ({ report, line: lineOf(report) }))
  const widest = (of: (line: FleetLine) => string, head: string): number =>
    Math.max(head.length, ...lines.map(({ line }) => columns(of(line))))
  const letters = COMPONENTS.reduce((sum, c) => sum + HEADS[c].length + 2, 0)
  const most = (wanted: number, limit: number): number => (whole ? wanted : Math.min(wanted, limit))
  const narrow = !whole && width < 110
  const hypervisor = most(
    widest((line) => line.hypervisor, 'hypervisor'),
    narrow ? 12 : 18,
  )
  const modeHead = narrow ? 'mode' : 'mode or platform'
  const mode = most(
    widest((line) => line.mode, modeHead),
    narrow ? 12 : 18,
  )
  const last = narrow ? 'board VS'.length : 'board VS, yellow'.length
  const name = most(
    widest((line) => line.name, 'machine'),
    Math.max('machine'.length, width - hypervisor - mode - letters - last - GAPS),
  )
  const out = [
    '',
    ` ${paint.bold(`${pad('machine', name)}  ${pad('hypervisor', hypervisor)}  ${pad(modeHead, mode)} ${COMPONENTS.map((c) => ` ${HEADS[c]} `).join('')} worst`)}`,
  ]
  // Names that end alike would look the same without their beginnings, so then the middle is cut.
  const ends = new Set(lines.map(({ line }) => cutStart(line.name, name)))
  const alike = ends.size < new Set(lines.map(({ line }) => line.name)).size
  const half = Math.floor(name / 2)
  const shorter = (text: string): string =>
    alike && columns(text) > name ? cut(text, half) + cutStart(text, name - half).slice(1) : cutStart(text, name)
  for (const { report, line } of lines) {
    const cells = COMPONENTS.map((c) => {
      const { kind, colour } = report.cells[c]
      return paint.cell(colour, pad(` ${kind}`, HEADS[c].length + 2))
    })
    const { worst } = line
    const bad =
      worst === undefined ? '' : `${HEADS[worst]} ${report.cells[worst].kind}${narrow ? '' : `, ${report.cells[worst].colour}`}`
    out.push(
      ` ${pad(whole ? line.name : shorter(line.name), name)}  ${pad(cut(line.hypervisor, hypervisor), hypervisor)}  ${pad(cut(line.mode, mode), mode)} ${cells.join('')} ${bad}`,
    )
  }
  out.push('')
  const say = (text: string, style = (one: string): string => one): void => {
    for (const [i, one] of flow(text, width - 3, whole).entries()) out.push(`${i === 0 ? ' ' : '   '}${style(one)}`)
  }
  say(
    `${reports.length} machines: ${counted(lines.map(({ line }) => [line.hypervisor, line.mode].filter((w) => w !== '-').join(' ')))}`,
  )
  for (const colour of [...WORST, 'grey'] as const) {
    const of = reports.flatMap((report) =>
      COMPONENTS.filter((c) => report.cells[c].colour === colour && report.cells[c].kind !== '-'),
    )
    if (of.length > 0)
      say(`${colour === 'grey' ? 'unknown' : `${colour} (${COLOUR_MEANS[colour]})`}: ${counted(of.map((c) => HEADS[c]))}`)
  }
  const example = reports[0]!
  say(
    `full reports: --full; a single report: ${command} ${example.source.kind === 'live' ? '' : quoted(example.source.path)}`,
    paint.dim,
  )
  return `${out.map((line) => line.trimEnd()).join('\n')}\n`
}

/** `12 Xen PV, 3 KVM`, the most frequent first. */
export function counted(words: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  const shown = sorted.slice(0, MOST_COUNTED).map(([word, count]) => `${count} ${word}`)
  const rest = sorted.slice(MOST_COUNTED).reduce((sum, [, count]) => sum + count, 0)
  return [...shown, ...(rest > 0 ? [`${rest} others`] : [])].join(', ')
}
