import {
  type Cell,
  COMPONENTS,
  type ComponentId,
  type Device,
  type Finding,
  type Missing,
  type Proof,
  type Report,
} from '../model.ts'
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

/** Where the ids lead that are printed with rules and advice. */
export const EXPLAIN = 'virtcolor explain ID: the condition, the source and an example of one of these'

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

/**
 * The finding that says most about the cell: one that allows this kind alone, of its own rather than by the mode's default;
 * else the one that left a single kind possible, or the first that was heard.
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
  const says = cell.notes.filter((note) => /^(?:delivery|clock): /.test(note))
  if (says.length === 0) return undefined
  const proof = ['delivery: ', 'clock: '].flatMap((half) => {
    const because = cell.because.filter((finding) => finding.says.startsWith(half))
    return decisive({ kind: cell.kind, because })?.proof.slice(0, 1) ?? []
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

/** Which paths tell of which component; the kernel's log tells of all. */
const TELLS: Record<ComponentId, RegExp> = {
  cpu: /hypervisor|cpuinfo|cpuid|vulnerabilities|lscpu|dmesg|kmsg/,
  board: /hypervisor|dmi|acpi|firmware|iomem|ioports|bus\/pci|devicetree|device-tree|dmesg|kmsg/,
  interrupts: /interrupts|clocksource|clockevents|timer_list|xen\/|dmesg|kmsg/,
  disk: /block|partitions|mount|scsi|nvme|virtio|bus\/(?:pci|xen|vmbus)|dmesg|kmsg/,
  network: /\bnet\b|route|virtio|bus\/(?:pci|xen|vmbus)|dmesg|kmsg/,
}

/** Where the kernel itself shows something, as against the many places in which collections keep a copy of it. */
const KERNEL = /^(?:proc|sys|dev)\/|^dmesg$/

/** What only guests of one hypervisor have: where another is known, it would have told nothing. */
const OWN: Readonly<Record<string, RegExp>> = { xen: /\bxen\b|^sys\/hypervisor\//, hyperv: /\bvmbus\b/ }

/** What was wanted, could not be read, and would have told of one of these components. */
export function missed(report: Report, components: readonly ComponentId[] = COMPONENTS): Missing[] {
  if (components.length === 0) return []
  const { id } = report.hypervisor
  const others = id === 'unknown' ? [] : Object.entries(OWN).filter(([of]) => of !== id)
  return report.missing.filter(
    ({ path }) =>
      KERNEL.test(path) &&
      components.some((component) => TELLS[component].test(path)) &&
      !others.some(([, own]) => own.test(path)),
  )
}
