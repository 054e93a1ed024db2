import { elsewhere } from '../../devices/elsewhere.ts'
import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { boardOf, cardAt, DISK, diskAt, type Shown } from './inventory.ts'

/** hwinfo: a block of fields a device, with every driver between the device and its bus. https://github.com/openSUSE/hwinfo */
const HEADING = /^\d{1,4}: [A-Z][\w/ -]{1,40} [\da-f.]{1,8}: /
const FIELD = /^ {2}([A-Z][\w ]{2,24}): (.*)$/
const QUOTED = /"([^"]{1,120})"/
const NUMBER = /0x([\da-f]{4})/
/** Drivers of the middle layers, which sit on the controller's own. */
const MIDDLE: ReadonlySet<string> = new Set(['sd', 'sr', 'scsi', 'virtio-pci'])

function* about(document: Document, of: ReadonlyMap<string, Shown>): Generator<Signal> {
  const kind = of.get('Hardware Class')?.value
  if (kind !== 'disk' && kind !== 'network interface' && kind !== 'network') return
  const file = of.get('Device File') ?? of.get('SysFS ID')
  const drivers = [...(of.get('Driver')?.value ?? '').matchAll(/"([\w-]{1,40})"/g)].map((match) => match[1]!)
  const driver = drivers.find((name) => !MIDDLE.has(name))
  const name = /^(?:\/dev\/)?([\w-]{2,16})/.exec(file?.value ?? '')?.[1]
  if (file === undefined || name === undefined) return
  if (kind === 'disk' && DISK.test(name)) {
    if (driver !== undefined)
      yield signalAt(document, of.get('Driver')!.index, 'disk.listed', driver.replace(/^xen[-_]blkfront$/, 'vbd'), name)
    else
      yield* diskAt(
        document,
        file.index,
        name,
        QUOTED.exec(of.get('Vendor')?.value ?? '')?.[1],
        QUOTED.exec(of.get('Model')?.value ?? '')?.[1],
      )
  } else if (kind !== 'disk' && driver !== undefined) {
    yield* cardAt(document, of.get('Driver')!.index, name, driver)
    const vendor = NUMBER.exec(of.get('Vendor')?.value ?? '')?.[1]
    const device = NUMBER.exec(of.get('Device')?.value ?? '')?.[1]
    if (vendor !== undefined && device !== undefined && of.get('Vendor')!.value.startsWith('pci'))
      yield signalAt(document, of.get('Device')!.index, 'device.pci', `${vendor}:${device}`, name)
  }
}

/** `hwinfo --short`: a heading a class, and a line a device with its name in the kernel or without. */
const SHORT = /^(?:network interface|network|disk|storage): *\n(?: {2}(?:\/dev\/)?\w{2,16} {4,20}| {20,24})\S/m

const CARDS = elsewhere((of) => of.hwinfo)

function* short(document: Document): Generator<Signal> {
  let kind = ''
  for (const { text, index } of linesOf(document, 4_096)) {
    if (text.length > 400) continue
    kind = /^([a-z][a-z ]{2,24}): *$/.exec(text)?.[1] ?? kind
    const row = /^ {2}(?:\/dev\/)?(\w{2,16}) {2,24}(\S.{1,80})$/.exec(text.trimEnd())
    if (row === null) continue
    if (kind === 'disk' && DISK.test(row[1]!)) yield* diskAt(document, index, row[1]!, row[2] === 'Disk' ? undefined : row[2])
    else if (kind === 'network') {
      const card = CARDS().find(({ called }) => called.test(row[2]!))
      if (card !== undefined) yield* cardAt(document, index, row[1]!, card.driver, row[2])
    }
  }
}

export const hwinfo: Probe = {
  id: 'hwinfo',
  amid: true,
  reads: [],
  words: ['disk:', 'network:', 'storage:', 'cpu:', '[Created at '],
  accepts: (head) =>
    (/^(?:disk|network|storage|cpu): *$/m.test(head) && /^ {2}\S{2,20} {4,20}\S.{2,60}$/m.test(head) && SHORT.test(head)) ||
    /^ {2}\[Created at [\w-]{2,20}\.\d{1,5}\]/m.test(head),
  *read(document) {
    yield* short(document)
    let of = new Map<string, Shown>()
    const board: { sys_vendor?: Shown; product_name?: Shown; bios_vendor?: Shown; bios_version?: Shown } = {}
    let section = ''
    for (const { text, index } of linesOf(document, 100_000)) {
      if (text.length > 2_000) continue
      if (HEADING.test(text)) {
        yield* about(document, of)
        of = new Map()
        continue
      }
      // SMBIOS is printed with a section a structure: `  System Info: #1`, `    Manufacturer: "QEMU"`.
      const smbios = /^ {2}(BIOS|System) Info: #\d/.exec(text)
      if (smbios !== null) section = smbios[1]!
      else if (/^ {2}\S/.test(text)) section = ''
      const named = /^ {4}(Manufacturer|Product|Vendor|Version): "([^"]{1,100})"/.exec(text)
      if (named !== null && section !== '') {
        const shown = { value: named[2]!.trim(), index }
        if (section === 'System' && named[1] === 'Manufacturer') board.sys_vendor ??= shown
        else if (section === 'System' && named[1] === 'Product') board.product_name ??= shown
        else if (section === 'BIOS' && named[1] === 'Vendor') board.bios_vendor ??= shown
        else if (section === 'BIOS' && named[1] === 'Version') board.bios_version ??= shown
      }
      const field = FIELD.exec(text)
      if (field !== null && !of.has(field[1]!)) of.set(field[1]!, { value: field[2]!, index })
    }
    yield* about(document, of)
    yield* boardOf(document, board)
  },
}
