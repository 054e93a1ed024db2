import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { diskAt } from './inventory.ts'

/**
 * `format` of illumos and Solaris: each disk with its model, and below it its path in the device tree, whose last parts name the driver: xdf
 * is the frontend of Xen, and blkdev behind 1af4 is virtio. https://illumos.org/man/8/format
 */
const DISK = /^ {1,12}\d{1,3}\. (c\d{1,3}(?:t[\dA-F]{1,40})?d\d{1,3}) <([^>\n]{1,120})>/
const BY_PATH: readonly (readonly [path: RegExp, driver: string])[] = [
  [/^\s{1,20}\/xpvd\/xdf@/, 'vbd'],
  [/^\s{1,20}\/pci\S{1,100}\/pci1af4,(?:2|1042)@\S{1,20}\/blkdev@/, 'virtio_blk'],
]

export const illumosFormat: Probe = {
  id: 'illumos-format',
  amid: true,
  reads: [],
  words: ['AVAILABLE DISK SELECTIONS:'],
  accepts: (head) => /^AVAILABLE DISK SELECTIONS:/m.test(head),
  *read(document) {
    let disk: { readonly name: string; readonly index: number; readonly model: string } | undefined
    for (const { text, index } of linesOf(document, 5_000)) {
      if (text.length > 500) continue
      const named = DISK.exec(text)
      if (named !== null) {
        disk = { name: named[1]!, index, model: named[2]! }
        continue
      }
      if (disk === undefined || !/^\s{1,20}\//.test(text)) continue
      const driver = BY_PATH.find(([path]) => path.test(text))?.[1]
      if (driver !== undefined) yield signalAt(document, index, 'disk.inventory', driver, disk.name)
      else yield* diskAt(document, disk.index, disk.name, disk.model.split(/[=-]/, 1)[0]!)
      disk = undefined
    }
  },
}
