import type { Document, Probe, Signal } from '../model.ts'
import { linesOf, proofAt } from './say.ts'

/** `NN:  count…  chip  [hwirq]  action…`, also without its leading spaces and from kernels of every age. */
const ROW: RegExp = /^\s*(\w+):((?:\s+\d+)+)\s+(.*\S)\s*$/
const MOST_ROWS = 8_192

/**
 * Rows of /proc/interrupts that say who delivers: chip name and action, with what they have counted.
 * https://elixir.bootlin.com/linux/latest/source/drivers/xen/events/events_base.c names the Xen chips.
 */
const CHIPS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^xen-percpu\s*-virq\s+timer\d+/, 'irq.xen-timer'],
  [/^(?:xen-percpu|Dynamic-percpu)\s*-(?:virq|ipi)\s/, 'irq.xen-percpu'],
  [/^(?:xen-dyn(?:-lateeoi)?|Dynamic-irq)\b/, 'irq.xen-event'],
  [/^(?:xen-pirq|Phys-irq)\b/, 'irq.xen-pirq'],
  [/\bxen-platform-pci$/, 'irq.xen-platform-pci'],
  [/^IO-APIC/, 'irq.io-apic'],
  [/^(?:IR-)?(?:PCI-)?MSIX?\b/, 'irq.msi'],
  [/^(?:IR-IO-APIC|IR-PCI-MSI|DMAR[-_]MSI|AMD-Vi)/, 'irq.remapped'],
  [/^(?:GICv\d|GIC|ITS-MSI|GICv2m)/, 'irq.gic'],
]

/** Architecture rows, by their label. */
const LABELS: Readonly<Record<string, string>> = {
  LOC: 'irq.local-timer',
  HYP: 'irq.callback',
  HVS: 'irq.hyperv-timer',
  HRE: 'irq.hyperv-reenlightenment',
  PIN: 'irq.posted',
}

/** Actions that name a device with its driver: who registered the interrupt. */
const DEVICES: readonly {
  readonly action: RegExp
  readonly chip?: RegExp
  readonly class: 'disk' | 'net'
  readonly driver: string
}[] = [
  { action: /^blkif$/, chip: /^(?:xen-dyn|Dynamic-irq)/, class: 'disk', driver: 'vbd' },
  { action: /^(?:vif\d+|eth\d+|enX\d+)(?:-q\d+-[rt]x)?$/, chip: /^(?:xen-dyn|Dynamic-irq)/, class: 'net', driver: 'vif' },
  { action: /^(virtio\d+)-req(?:uest)?s?\.\d+$/, class: 'disk', driver: 'virtio_blk' },
  { action: /^(virtio\d+)-(?:input|output)\.\d+$/, class: 'net', driver: 'virtio_net' },
  { action: /^(nvme\d+)q\d+$/, class: 'disk', driver: 'nvme' },
  { action: /^(ahci)\[([0-9a-f:.]+)\]/, class: 'disk', driver: 'ahci' },
  { action: /^(?:vmw_pvscsi|pvscsi)/, class: 'disk', driver: 'vmw_pvscsi' },
  { action: /^ena-mgmnt@|^ena-/, class: 'net', driver: 'ena' },
  { action: /^(?:(\w+)-)?(?:mlx5_(?:comp|async))\d*/, class: 'net', driver: 'mlx5_core' },
  { action: /^gve-|^(?:ntfy-blk|gve-ntfy)/, class: 'net', driver: 'gve' },
]

function rows(document: Document): Signal[] {
  const out: Signal[] = []
  let n = 0
  for (const { text, index } of linesOf(document)) {
    const match = ROW.exec(text)
    if (match === null) continue
    if (++n > MOST_ROWS) break
    const label = match[1]!
    let total = 0
    for (const count of match[2]!.trim().split(/\s+/)) total += Number(count)
    const proof = proofAt(document, index)
    const value = String(total)
    const known = LABELS[label]
    if (known !== undefined) {
      out.push({ name: known, value, proof })
      continue
    }
    if (!/^\d+$/.test(label)) continue
    // A count that the kernel printed as a bare hwirq number belongs to the chip's columns, not to the processors.
    const rest = match[3]!
    for (const [pattern, name] of CHIPS) if (pattern.test(rest)) out.push({ name, value, proof })
    for (const action of rest.split(/,?\s+/)) {
      for (const device of DEVICES) {
        const found = device.action.exec(action)
        if (found === null || (device.chip !== undefined && !device.chip.test(rest))) continue
        out.push({
          name: `irq.${device.class}`,
          of: found[1] ?? action.replace(/-q\d+-[rt]x$/, ''),
          value: device.driver,
          proof,
        })
      }
    }
  }
  return out
}

export const interrupts: Probe = {
  id: 'interrupts',
  reads: ['proc/interrupts'],
  captured: ['interrupts.txt', 'sos_commands/hardware/interrupts'],
  accepts: (head) =>
    /^[ \t]+CPU\d+(?:[ \t]+CPU\d+)*[ \t\r]*$/m.test(head.slice(0, 8192)) ||
    /^[ \t]*\d+:(?:[ \t]+\d+)+[ \t]+(?:xen-|IO-APIC|PCI-MSI|IR-|GIC)/m.test(head.slice(0, 8192)),
  read: rows,
}
