import type { Cell, Device, Finding, Proof, Report } from '../model.ts'
import { clean } from './text.ts'

/** What the machine is, in a few words: `Xen 4.17.7 · PVHVM · domU · AWS`. */
export function headline(report: Report): string {
  const { hypervisor, mode, role, platform, container } = report
  const words: string[] = []
  if (hypervisor.id === 'unknown' && (hypervisor.possible?.length ?? 0) > 1) words.push(hypervisor.possible!.join(' or ') + '?')
  else words.push(hypervisor.version === undefined ? hypervisor.name : `${hypervisor.name} ${hypervisor.version}`)
  if (mode !== null)
    words.push(mode.id === null && (mode.possible?.length ?? 0) > 1 ? `${mode.possible!.join(' or ')}?` : mode.name)
  // A guest of a hypervisor is what everyone expects; the other roles are worth a word.
  if (role !== null && role !== 'guest') words.push(role)
  if (platform !== null) words.push(platform.name)
  if (container !== null) words.push(`in ${container.name}`)
  return words.map(clean).filter(Boolean).join(' · ')
}

/** The layers, outermost first, when there is more to them than the headline says: `AWS > Xen > KVM`. Otherwise undefined. */
export function nesting(report: Report): string | undefined {
  const hypervisors = report.layers.filter((layer) => layer.what === 'hypervisor')
  if (hypervisors.length < 2) return undefined
  return report.layers.map((layer) => clean(layer.name)).join(' > ')
}

/** `path:line`, as editors and grep write it. */
export function place(proof: Proof): string {
  return clean(proof.line === undefined ? proof.path : `${proof.path}:${proof.line}`)
}

/** The finding that left a single kind possible, or else the first that was heard. */
export function decisive(cell: Cell): Finding | undefined {
  let possible: readonly string[] | undefined
  for (const finding of cell.because) {
    const { allows } = finding
    if (allows === undefined) continue
    possible = possible === undefined ? allows : possible.filter((kind) => allows.includes(kind))
    if (possible.length === 1) return finding
  }
  return cell.because[0]
}

/** The device that carries `/` or the default route, or else the first. */
export function carrier(cell: Cell): Device | undefined {
  return cell.devices?.find((device) => device.carries === true) ?? cell.devices?.[0]
}

/** `VS or P`, for a cell of which no single kind is left. */
export function possibleKinds(cell: Pick<Cell, 'kind' | 'possible'>): string | undefined {
  return cell.kind === '?' && cell.possible !== undefined && cell.possible.length > 1 ? cell.possible.join(' or ') : undefined
}
