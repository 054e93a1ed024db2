import { hypervisorName } from '../hypervisors/index.ts'
import { MODE_NAMES } from '../hypervisors/modes.ts'
import type { Cell, Device, Finding, Proof, Report } from '../model.ts'
import { clean, squeezed } from '../text.ts'
import { merged } from './proof.ts'

/** As many alternatives are named; of more, how many there are. */
const MOST_NAMED = 3

/** `Xen or KVM?`, `hypervisor not settled: 10 possible`. */
function openOf(what: string, names: readonly string[]): string {
  return names.length > MOST_NAMED ? `${what} not settled: ${names.length} possible` : `${listed(names)}?`
}

/** `HVM`, `HVM or PVHVM`, `HVM, PVH or PVHVM`. */
export function listed(names: readonly string[], or = 'or'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${or} ${names.at(-1)}`
}

/** What the machine is, in a few words: `Xen 4.17.7 · PVHVM · domU · AWS`. */
export function headline(report: Report): string {
  const { hypervisor, role, platform, container } = report
  const words: string[] = []
  if (hypervisor.id === 'unknown' && (hypervisor.possible?.length ?? 0) > 1)
    words.push(openOf('hypervisor', hypervisor.possible!.map(hypervisorName)))
  else if (hypervisor.id === 'unknown') words.push('hypervisor unknown')
  else words.push(hypervisor.version === undefined ? hypervisor.name : `${hypervisor.name} ${hypervisor.version}`)
  const mode = modeWords(report)
  if (mode !== undefined) words.push(mode)
  // A guest of a hypervisor is what everyone expects; the other roles are worth a word.
  if (role !== null && role !== 'guest') words.push(role)
  if (platform !== null) words.push(platform.name)
  if (container !== null) words.push(`in ${container.name}`)
  return words.map(clean).filter(Boolean).join(' · ')
}

/** The mode by its name, or those that are possible. */
export function modeWords({ mode }: Report): string | undefined {
  if (mode === null) return undefined
  const open = mode.id === null && (mode.possible?.length ?? 0) > 1
  return open
    ? openOf(
        'mode',
        mode.possible!.map((id) => MODE_NAMES[id] ?? id),
      )
    : mode.name
}

/** Which machine it is, when it was looked at and by what: `web01 · Linux 6.1.0 · 2 vCPUs, Intel Xeon · 2026-11-30 · virtcolor 0.1.0`. */
export function identity({ machine = {}, date, tool, hypervisor }: Report): string {
  const { host, kernel, os, vcpus, processor } = machine
  const unit = `${hypervisor.id === 'none' ? 'CPU' : 'vCPU'}${vcpus === 1 ? '' : 's'}`
  const cpu = [vcpus === undefined ? undefined : `${vcpus} ${unit}`, processor === undefined ? undefined : modelOf(processor)]
  const parts = [
    host,
    os ?? (kernel === undefined ? undefined : `Linux ${kernel}`),
    cpu.filter(Boolean).join(', '),
    date,
    tool === undefined ? undefined : `${tool.name} ${tool.version}`,
  ]
  return parts.flatMap((part) => (part === undefined || part === '' ? [] : [clean(part)])).join(' · ')
}

const FILLING: readonly string[] = ['(', '@', 'CPU', 'Processor']

/** A processor's name without trade marks, frequency and filling: `Intel Xeon E5-2670 v2`. */
function modelOf(name: string): string {
  const filled = FILLING.some((word) => name.includes(word))
  return squeezed(filled ? name.replace(/\((?:R|TM|tm)\)|@ [\d.]{1,8} ?GHz|\b(?:CPU|Processor)\b/g, ' ') : name).trim()
}

/** Where the ids lead that are printed with rules and advice. */
export const explainLine = (command: string = 'virtcolor'): string =>
  `${command} explain ID: show the condition, the source and an example of a rule or of a piece of advice`

/** The layers, outermost first, when there is more to them than the headline says: `AWS > Xen > KVM`. Otherwise undefined. */
export function nesting(report: Report): string | undefined {
  const hypervisors = report.layers.filter((layer) => layer.what === 'hypervisor')
  if (hypervisors.length < 2) return undefined
  return report.layers.map((layer) => clean(layer.name)).join(' > ')
}

/**
 * The finding that decides the cell: one that allows only this kind, preferably from its own evidence and not from the mode's default;
 * else the one that left a single kind possible, or the first one.
 */
export function decisive({ kind, because }: Pick<Cell, 'kind' | 'because'>): Finding | undefined {
  const alone = because.filter(({ allows }) => allows?.length === 1 && allows[0] === kind)
  const own = alone.find((finding) => !finding.rule.startsWith('mode.')) ?? alone[0]
  if (own !== undefined) return own
  let possible: readonly string[] | undefined
  for (const finding of because) {
    const { allows } = finding
    if (allows === undefined) continue
    possible = possible === undefined ? allows : possible.filter((one) => allows.includes(one))
    if (possible.length === 1) return finding
  }
  return because[0]
}

/** The two halves of interrupts and timers: how interrupts are delivered, and which clock is read. */
export function halves(cell: Cell): { readonly says: readonly string[]; readonly proof: readonly Proof[] } | undefined {
  const says = cell.notes.filter((note) => note.startsWith('delivery: ') || note.startsWith('clock: '))
  if (says.length === 0) return undefined
  const proof = ['delivery: ', 'clock: '].flatMap((half) => {
    const because = cell.because.filter((finding) => finding.says.startsWith(half))
    return merged(decisive({ kind: cell.kind, because })?.proof ?? []).slice(0, 1)
  })
  return { says: says.map(clean), proof }
}

/** The device that carries `/` or the default route, or else the first. */
export function carrier(cell: Cell): Device | undefined {
  return cell.devices?.find((device) => device.carries === true) ?? cell.devices?.[0]
}

/** `VS or P`, for a cell of which no single kind is left. */
export function possibleKinds(cell: Pick<Cell, 'kind' | 'possible'>): string | undefined {
  return cell.kind === '?' && cell.possible !== undefined && cell.possible.length > 1 ? cell.possible.join(' or ') : undefined
}

/** Of a cell about which nothing was read. */
export const UNKNOWN = 'no evidence in this input'

/** How its evidence came about: of a machine that runs, a capture, a definition. */
export function sourceWord({ basis, source }: Report): string {
  return basis === 'declared' ? 'as defined' : source.kind === 'live' ? 'live' : 'as captured'
}
