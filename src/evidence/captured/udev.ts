import { driverByPath } from '../../devices/table.ts'
import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { driverOfLink } from './by-id.ts'
import { DISK } from './inventory.ts'

/**
 * `udevadm info`, of one device or of the whole database: `P:` a device's path in sysfs, `E:` its properties, an empty line after each; and
 * `--attribute-walk`, which prints the device and all above it. https://github.com/systemd/systemd/blob/main/man/udevadm.xml
 */
interface Device {
  path: string
  readonly of: Map<string, { readonly value: string; readonly index: number }>
}

function* about({ path, of }: Device, document: Document): Generator<Signal> {
  const name = of.get('DEVNAME')?.value.replace(/^\/dev\//, '') ?? path.split('/').at(-1) ?? ''
  const subsystem = of.get('SUBSYSTEM')?.value
  const at = of.get('DEVPATH') ?? of.get('P')
  if (subsystem === 'net' || of.has('ID_NET_DRIVER')) {
    const driver = of.get('ID_NET_DRIVER')
    if (driver !== undefined)
      yield signalAt(document, driver.index, 'net.listed', driver.value, of.get('INTERFACE')?.value ?? path.split('/').at(-1)!)
  } else if (DISK.test(name) && at !== undefined) {
    yield signalAt(document, at.index, 'disk.inventory', driverByPath('disk', path) ?? (/^xvd/.test(name) ? 'vbd' : ''), name)
    const model = of.get('ID_MODEL')
    const vendor = of.get('ID_VENDOR')?.value ?? (of.get('ID_BUS')?.value === 'ata' ? 'ATA' : '')
    if (model !== undefined) {
      const words = `${vendor} ${model.value}`.replaceAll('_', ' ').replace(/ {2,}/g, ' ').trim()
      yield signalAt(document, model.index, 'device.model', words, name)
    }
  } else if (subsystem === 'pci') {
    const id = /^([\dA-F]{4}:[\dA-F]{4})$/i.exec(of.get('PCI_ID')?.value ?? '')?.[1]
    const address = of.get('PCI_SLOT_NAME')?.value
    if (id !== undefined && address !== undefined)
      yield signalAt(document, of.get('PCI_ID')!.index, 'pci', id.toLowerCase(), address)
  }
}

/** The device of an attribute walk: its path, and what the devices above it are called. */
function* walked(document: Document): Generator<Signal> {
  let path: string | undefined
  let start = 0
  let vendor: string | undefined
  let model: string | undefined
  let at = 0
  const end = function* (): Generator<Signal> {
    const name = path?.split('/').at(-1) ?? ''
    if (path === undefined || !DISK.test(name)) return
    yield signalAt(document, start, 'disk.inventory', driverByPath('disk', path) ?? (/^xvd/.test(name) ? 'vbd' : ''), name)
    if (model !== undefined) yield signalAt(document, at, 'device.model', `${vendor ?? ''} ${model}`.trim(), name)
  }
  for (const { text, index } of linesOf(document, 20_000)) {
    if (text.length > 2_000) continue
    const device = /^ {2}looking at (device|parent device) '(\/devices\/[^']{1,500})':/.exec(text)
    if (device !== null && device[1] === 'device') {
      yield* end()
      path = device[2]!
      start = index
      vendor = model = undefined
    }
    const attribute = path === undefined ? null : /^ {4}ATTRS?\{(vendor|model)\}=="([^"]{1,100})"/.exec(text)
    if (attribute?.[1] === 'vendor' && !attribute[2]!.startsWith('0x')) vendor ??= attribute[2]!.trim()
    else if (attribute?.[1] === 'model' && model === undefined) {
      model = attribute[2]!.trim()
      at = index
    }
  }
  yield* end()
}

/** A device's file in /run/udev/data: `S:` its links, `E:` its properties. The file's name has numbers in place of the kernel's name. */
const STORED = /^S:disk\/by-(?:id|path)\/(\S{1,200})$/

function* stored(document: Document): Generator<Signal> {
  for (const { text, index } of linesOf(document, 2_000)) {
    const link = text.length > 500 ? null : STORED.exec(text.trimEnd())
    const driver = link === null ? undefined : driverOfLink(link[1]!)
    if (driver === undefined) continue
    yield signalAt(document, index, 'disk.inventory', driver, link![1]!)
    return
  }
}

export const udev: Probe = {
  id: 'udevadm',
  reads: [],
  words: ['DEVPATH=/devices/', 'P: /devices/', 'looking at device ', 'S:disk/by-'],
  accepts: (head) =>
    (/^S:disk\/by-(?:id|path)\/\S/m.test(head) && /^E:[A-Z_]{2,60}=/m.test(head)) ||
    /^(?:P: \/devices\/|E: DEVPATH=\/devices\/)/m.test(head) ||
    (/^ {2}looking at device '\/devices\//m.test(head) && /^ {4}KERNEL=="/m.test(head)),
  *read(document) {
    yield* walked(document)
    yield* stored(document)
    let device: Device | undefined
    for (const { text, index } of linesOf(document, 200_000)) {
      if (text.length > 4_096) continue
      if (text.startsWith('P: ')) {
        if (device !== undefined) yield* about(device, document)
        device = { path: text.slice(3).trim(), of: new Map([['P', { value: text.slice(3), index }]]) }
        continue
      }
      const property = /^E: ([A-Z][A-Z\d_]{1,60})=(.*)$/.exec(text)
      if (property === null) continue
      device ??= { path: '', of: new Map() }
      if (property[1] === 'DEVPATH' && device.path === '') device.path = property[2]!
      if (!device.of.has(property[1]!)) device.of.set(property[1]!, { value: property[2]!.trim(), index })
    }
    if (device !== undefined) yield* about(device, document)
  },
}
