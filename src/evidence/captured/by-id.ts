import type { Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { DISK } from './inventory.ts'

/**
 * `ls -l /dev/disk/by-id` and `by-path`: the names that udev makes of a bus, vendor and model.
 * https://github.com/systemd/systemd/blob/main/rules.d/60-persistent-storage.rules.in
 */
const LINK = /(?:^|\s)((?:ata|scsi|nvme|virtio|google|wwn|usb|pci|xen|acpi|vmbus)-\S{1,250}) -> \.\.\/\.\.\/(\w{2,16})$/

/** A name that only one controller gives. Without a driver, the model. */
const NAMES: readonly (readonly [name: RegExp, driver: string, model?: string])[] = [
  [/^virtio-pci-[\da-f:.]+$|^virtio-[^p]/, 'virtio_blk'],
  [/^xen-vbd-/, 'vbd'],
  [/^pci-[\da-f:.]+-nvme-/, 'nvme'],
  [/^nvme-/, 'nvme'],
  [/^ata-QEMU_HARDDISK/, '', 'ATA QEMU HARDDISK'],
  [/^ata-VBOX_HARDDISK/, '', 'ATA VBOX HARDDISK'],
  [/^ata-VMware_Virtual_(IDE|SATA)_Hard_Drive/, '', 'VMware Virtual $1 Hard Drive'],
]

/** The driver of a disk whose link has this name. */
export const driverOfLink = (name: string): string | undefined =>
  NAMES.find(([of, driver]) => driver !== '' && of.test(name))?.[1]

export const byId: Probe = {
  id: 'disk-by-id',
  amid: true,
  reads: [],
  words: [' -> ../../'],
  accepts: (head) =>
    /(?:^|\s)(?:ata|scsi|nvme|virtio|google|wwn|pci|xen)-\S{1,250} -> \.\.\/\.\.\/(?:x?[hsv]d[a-z]|nvme|mmcblk)/m.test(head),
  *read(document) {
    const named = new Map<string, Signal[]>()
    for (const { text, index } of linesOf(document, 20_000)) {
      const link = text.length > 1_000 ? null : LINK.exec(text.trimEnd())
      if (link === null || !DISK.test(link[2]!)) continue
      const [, name = '', disk = ''] = link
      const row = NAMES.find(([pattern]) => pattern.test(name))
      const driver = row?.[1] ?? (/^xvd/.test(disk) ? 'vbd' : '')
      const signals = [signalAt(document, index, 'disk.inventory', driver, disk)]
      const [pattern, , model] = row ?? []
      if (model !== undefined)
        signals.push(signalAt(document, index, 'device.model', name.replace(new RegExp(`${pattern!.source}.*`), model), disk))
      // The same disk has several names; the one that shows the controller counts.
      if (!named.has(disk) || row !== undefined) named.set(disk, signals)
    }
    for (const signals of named.values()) yield* signals
  },
}
