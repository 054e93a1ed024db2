import { driverByPath } from '../../devices/table.ts'
import type { Document, Probe, Signal } from '../../model.ts'
import { table } from '../../table.ts'
import { linesOf, signalAt } from '../say.ts'
import { DISK } from './inventory.ts'

/**
 * Links of /sys/class/net and /sys/block in a listing without the command above it, and `ip -d link`, which names the bus of a card since
 * iproute2 5.14. The path of a paravirtual device names its bus.
 */
const LINK = /(?:^|\s)([\w.-]{2,32}) -> (?:\.\.\/){1,4}(devices\/\S{3,200}\/(?:net|block)\/[\w.-]{2,32})\s*$/
const CARD = /^\d{1,5}: ([\w.-]{1,32})(?:@\S{1,32})?: <[A-Z]/
const PARENT = /\bparentbus (xen|virtio|vmbus)\b/
const DRIVERS: Readonly<Record<string, string>> = table({ xen: 'vif', virtio: 'virtio_net', vmbus: 'hv_netvsc' })

function* read(document: Document): Generator<Signal> {
  let card: string | undefined
  for (const { text, index } of linesOf(document, 20_000)) {
    if (text.length > 1_000) continue
    card = CARD.exec(text)?.[1] ?? card
    const bus = PARENT.exec(text)?.[1]
    if (bus !== undefined && card !== undefined) yield signalAt(document, index, 'net.listed', DRIVERS[bus]!, card)
    const link = LINK.exec(text)
    if (link === null) continue
    const [, name = '', path = ''] = link
    const driver = driverByPath(path.includes('/net/') ? 'net' : 'disk', path)
    if (path.includes('/net/') && driver !== undefined) yield signalAt(document, index, 'net.listed', driver, name)
    else if (path.includes('/block/') && DISK.test(name)) yield signalAt(document, index, 'disk.inventory', driver ?? '', name)
  }
}

export const links: Probe = {
  id: 'device-links',
  amid: true,
  reads: [],
  captured: [],
  words: [' -> ../', 'parentbus '],
  accepts: (head) =>
    /(?:^|\s)[\w.-]{2,32} -> (?:\.\.\/){1,4}devices\/\S{3,200}\/(?:net|block)\/[\w.-]{2,32}\s*$/m.test(head) ||
    (/\bparentbus (?:xen|virtio|vmbus|pci) parentdev \S/.test(head) && /^\d{1,5}: [\w.@-]{1,64}: </m.test(head)),
  read,
}
