import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf } from '../say.ts'
import { boardOf, DISK, diskAt, functionAt, type Shown } from './inventory.ts'
import { idOfName } from './lspci.ts'

/** `lshw -short` and `lshw -businfo`: path or bus, the kernel's name, class and description. https://github.com/lyonel/lshw/blob/master/src/core/print.cc */
const HEADER = /^(?:H\/W path|Bus info) {1,60}Device {1,20}Class {1,20}Description *$/m
const ROW =
  /^(\S{0,64}) {1,80}(?:(\/dev\/\S{2,24}|[\w.:@-]{2,20}) {1,20})?(system|bus|memory|processor|bridge|network|storage|disk|volume|generic|display|communication|input|multimedia|power) {1,12}(\S.{0,120})$/
const KINDS: ReadonlyMap<string, string> = new Map([
  ['network', 'Ethernet controller'],
  ['storage', 'SCSI storage controller'],
  ['bridge', 'PCI bridge'],
])
/** Makers that these tables leave out before the names of functions that only a virtual machine has. */
const MAKERS = ['', 'XenSource, Inc. ', 'VMware ', 'Red Hat, Inc. ', 'Intel Corporation ', 'Amazon.com, Inc. ', 'Google, Inc. ']

function* read(document: Document): Generator<Signal> {
  let system: Shown | undefined
  let n = 0
  for (const { text, index } of linesOf(document, 4_096)) {
    const row = text.length > 400 ? null : ROW.exec(text.trimEnd())
    if (row === null) continue
    const [, path = '', device = '', kind = '', description = ''] = row
    const name = device.replace(/^\/dev\//, '')
    if (kind === 'system') system ??= { value: description.replace(/ \((?=[^(]*?SKU)[^(]*\)$/, ''), index }
    else if (kind === 'disk' && DISK.test(name)) {
      const model = description.replace(/^\d[\d.]{0,8}[KMGT]i?B ?/, '')
      yield* diskAt(document, index, name, /^(?:disk|Virtual I\/O device|)$/.test(model) ? undefined : model)
    } else if (kind === 'network' || kind === 'storage' || kind === 'generic' || kind === 'bridge') {
      const maker = MAKERS.find((one) => idOfName(`${one}${description}`) !== undefined)
      if (maker !== undefined)
        yield* functionAt(document, index, /^pci@(\S+)$/.exec(path)?.[1] ?? `row ${++n}`, {
          name: `${maker}${description}`,
          kind: KINDS.get(kind) ?? '',
        })
    }
  }
  if (system !== undefined) yield* boardOf(document, { product_name: system })
}

export const lshwTable: Probe = {
  id: 'lshw-table',
  amid: true,
  reads: [],
  captured: [],
  words: ['Description'],
  accepts: (head) => HEADER.test(head),
  read,
}
