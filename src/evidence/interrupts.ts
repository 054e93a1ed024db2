import { entriesOf } from '../devices/table.ts'
import type { Document, Probe, Signal } from '../model.ts'
import { table } from '../table.ts'
import { hasOne, linesOf, proofAt } from './say.ts'

/** `NN:  count…  chip  [hwirq]  action…`, also without its leading spaces and from kernels of every age. */
const ROW: RegExp = /^(\w+):((?:\s+\d+)+)\s+(\S[^\n]*)$/
const MOST_ROWS = 8_192

/** `has`: of these every text that fits holds one. Its patterns are made when one was found: a machine has a few of these rows. */
type Row<T> = T & { readonly has: readonly string[] }

/**
 * Rows of /proc/interrupts that say who delivers: chip name and action, with what they have counted.
 * https://elixir.bootlin.com/linux/latest/source/drivers/xen/events/events_base.c names the Xen chips.
 */
const CHIPS: readonly Row<{ readonly pattern: () => RegExp; readonly signal: string }>[] = [
  { has: ['xen-percpu'], pattern: () => /^xen-percpu\s*-virq\s+timer\d+/, signal: 'irq.xen-timer' },
  { has: ['percpu'], pattern: () => /^(?:xen-percpu|Dynamic-percpu)\s*-(?:virq|ipi)\s/, signal: 'irq.xen-percpu' },
  { has: ['xen-dyn', 'Dynamic-irq'], pattern: () => /^(?:xen-dyn(?:-lateeoi)?|Dynamic-irq)\b/, signal: 'irq.xen-event' },
  { has: ['pirq', 'Phys-irq'], pattern: () => /^(?:xen-pirq|Phys-irq)\b/, signal: 'irq.xen-pirq' },
  // The chips of kernels with Xen's own patches: drivers/xen/core/evtchn.c in linux-2.6.18-xen.
  { has: ['Phys-irq', 'Dynamic-irq'], pattern: () => /^(?:Phys-irq|Dynamic-irq)\b/, signal: 'irq.xenlinux' },
  // Named after the process that opened /dev/xen/evtchn: drivers/xen/evtchn.c.
  { has: ['evtchn:xen'], pattern: () => /\bevtchn:(?:o?xenstored|xenconsoled)\b/, signal: 'irq.xen-toolstack' },
  { has: ['xen-platform-pci'], pattern: () => /\bxen-platform-pci$/, signal: 'irq.xen-platform-pci' },
  { has: ['virtio'], pattern: () => /\bvirtio\d+(?:-[\w.-]{1,64})?(?:,|$)/, signal: 'irq.virtio' },
  // The chip of every function that VMBus brings: drivers/pci/controller/pci-hyperv.c.
  { has: ['Hyper-V PCIe MSI'], pattern: () => /^Hyper-V PCIe MSI\b/, signal: 'irq.hyperv-pci' },
  // Guest services' own devices: drivers/misc/vmw_vmci/vmci_guest.c, drivers/virt/vboxguest/vboxguest_linux.c.
  { has: ['vmci'], pattern: () => /\bvmw?_?vmci(?:,|$)/, signal: 'irq.vmware' },
  { has: ['vboxguest', 'vboxadd'], pattern: () => /\bvbox(?:guest|add)(?:,|$)/, signal: 'irq.virtualbox' },
  { has: ['IO-APIC'], pattern: () => /^IO-APIC/, signal: 'irq.io-apic' },
  { has: ['MSI'], pattern: () => /^(?:IR-)?(?:PCI-)?MSIX?\b/, signal: 'irq.msi' },
  { has: ['IR-', 'DMAR', 'AMD-Vi'], pattern: () => /^(?:IR-IO-APIC|IR-PCI-MSI|DMAR[-_]MSI|AMD-Vi)/, signal: 'irq.remapped' },
  { has: ['GIC', 'ITS-MSI'], pattern: () => /^(?:GICv\d|GIC|ITS-MSI|GICv2m)/, signal: 'irq.gic' },
]

/** Architecture rows, by their label. */
const LABELS: Readonly<Record<string, string>> = table({
  LOC: 'irq.local-timer',
  HYP: 'irq.callback',
  HVS: 'irq.hyperv-timer',
  HRE: 'irq.hyperv-reenlightenment',
  PIN: 'irq.posted',
})

/** Actions that name a device with its driver: who registered the interrupt. */
const DEVICES = entriesOf((device) => device.interrupts)

/**
 * Rows of one queue each, by what they belong to. blkfront's rows do not name their disk, so they are counted for all disks together.
 * A frontend without separate event channels for the two directions, or of before multi-queue, has one row that is named as the device is.
 */
const QUEUES: readonly Row<{ readonly action: () => RegExp; readonly chip?: () => RegExp; readonly signal: string }>[] = [
  { has: ['blkif'], action: () => /^blkif()$/, chip: () => /^(?:xen-dyn|Dynamic-irq)/, signal: 'queues.blkfront' },
  {
    has: ['vif', 'eth', 'enX'],
    action: () => /^(vif\d+|eth\d+|enX\d+)(?:-q\d+-tx)?$/,
    chip: () => /^(?:xen-dyn|Dynamic-irq)/,
    signal: 'queues.netfront',
  },
  { has: ['-req.'], action: () => /^(virtio\d+)-req\.\d+$/, signal: 'queues.virtio-blk' },
  { has: ['-input.'], action: () => /^(virtio\d+)-input\.\d+$/, signal: 'queues.virtio-net' },
]

/** All rows with words that are looked for before their pattern. */
export const WORDED: readonly Row<{ readonly pattern: () => RegExp }>[] = [
  ...CHIPS,
  ...DEVICES.map(({ has, action }) => ({ has, pattern: action })),
  ...QUEUES.map(({ has, action }) => ({ has, pattern: action })),
]

/** Fewer interrupts than this may have come to one processor by chance. */
const MANY_INTERRUPTS = 100_000

/** Facts from the whole table: the number of processors, the number of queues, and whether one processor serves all devices. */
class Tally {
  private readonly kinds: typeof QUEUES
  private readonly queues = new Map<string, { name: string; of: string; count: number; index: number }>()
  private readonly busy = new Map<number, number>()
  private header: { index: number; cpus: number } | undefined
  private busiest: { index: number; total: number } | undefined

  constructor(kinds: typeof QUEUES) {
    this.kinds = kinds
  }

  head(text: string, index: number): void {
    if (this.header === undefined && /^\s+CPU\d+(?:\s+CPU\d+)*\s*$/.test(text))
      this.header = { index, cpus: text.trim().split(/\s+/).length }
  }

  /** @param action the last word of `rest` */
  row(counts: readonly number[], rest: string, action: string, index: number, device: boolean): void {
    for (const queue of this.kinds) {
      if (!hasOne(action, queue.has)) continue
      const of = queue.action().exec(action)?.[1]
      if (of === undefined || queue.chip?.().test(rest) === false) continue
      const key = `${queue.signal} ${of}`
      const one = this.queues.get(key)
      if (one === undefined) this.queues.set(key, { name: queue.signal, of, count: 1, index })
      else one.count++
    }
    if (!device || this.header === undefined) return
    let total = 0
    counts.slice(0, this.header.cpus).forEach((count, cpu) => {
      if (count > 0) this.busy.set(cpu, (this.busy.get(cpu) ?? 0) + count)
      total += count
    })
    if (total > (this.busiest?.total ?? 0)) this.busiest = { index, total }
  }

  *signals(document: Document): Generator<Signal> {
    if (this.header !== undefined)
      yield { name: 'irq.cpus', value: String(this.header.cpus), proof: proofAt(document, this.header.index) }
    for (const { name, of, count, index } of this.queues.values())
      yield { name, ...(of !== '' && { of }), value: String(count), proof: proofAt(document, index) }
    const [only] = this.busy
    if ((this.header?.cpus ?? 1) > 1 && this.busy.size === 1 && only![1] >= MANY_INTERRUPTS)
      yield { name: 'irq.one-cpu', value: String(only![0]), proof: proofAt(document, this.busiest!.index) }
  }
}

/** The words between white space: of one kind in what the kernel prints, of any in pasted text. */
const wordsOf = (text: string): string[] =>
  (text.includes('\t') ? text.split(/\s+/) : text.split(' ')).filter((word) => word !== '')

function rows(document: Document): Signal[] {
  const out: Signal[] = []
  // Of all chips, devices and queues a machine has a few: the others are not looked for in each row again.
  const here = <T extends { readonly has: readonly string[] }>(table: readonly T[]): T[] =>
    table.filter((row) => hasOne(document.text, row.has))
  const chips = here(CHIPS)
  const devices = here(DEVICES)
  const tally = new Tally(here(QUEUES))
  let n = 0
  for (const { text, index } of linesOf(document)) {
    const match = ROW.exec(text.trim())
    if (match === null) {
      tally.head(text, index)
      continue
    }
    if (++n > MOST_ROWS) break
    const label = match[1]!
    const known = LABELS[label]
    // Labels are numbers or names.
    if (known === undefined && (label < '0' || label > ':')) continue
    const counts = wordsOf(match[2]!).map(Number)
    let total = 0
    for (let i = 0; i < counts.length; i++) total += counts[i]!
    const proof = proofAt(document, index)
    const value = String(total)
    if (known !== undefined) {
      out.push({ name: known, value, proof })
      continue
    }
    // A count that the kernel printed as a bare hwirq number belongs to the chip's columns, not to the processors.
    const rest = match[3]!
    chips.forEach((chip) => {
      if (hasOne(rest, chip.has) && chip.pattern().test(rest)) out.push({ name: chip.signal, value, proof })
    })
    const before = out.length
    const actions = wordsOf(rest)
    actions.forEach((word, i) => {
      const action = i < actions.length - 1 && word.endsWith(',') ? word.slice(0, -1) : word
      for (let d = 0; d < devices.length; d++) {
        const device = devices[d]!
        if (!hasOne(action, device.has)) continue
        const found = device.action().exec(action)
        if (found === null || (device.chip !== undefined && !device.chip().test(rest))) continue
        out.push({
          name: `irq.${device.class}`,
          of: found[1] ?? action.replace(/-q\d+-[rt]x$/, ''),
          value: device.driver,
          proof,
        })
      }
    })
    tally.row(counts, rest, actions.at(-1)!, index, out.length > before)
  }
  out.push(...tally.signals(document))
  return out
}

export const interrupts: Probe = {
  id: 'interrupts',
  amid: true,
  reads: ['proc/interrupts'],
  captured: ['interrupts.txt', 'sos_commands/hardware/interrupts'],
  accepts: (head) =>
    /^[ \t]+CPU\d+(?:[ \t]+CPU\d+)*[ \t\r]*$/m.test(head.slice(0, 8192)) ||
    /^[ \t]*\d+:(?:[ \t]+\d+)+[ \t]+(?:xen-|Phys-irq|Dynamic-irq|IO-APIC|PCI-MSI|IR-|GIC)/m.test(head.slice(0, 8192)),
  read: rows,
}
