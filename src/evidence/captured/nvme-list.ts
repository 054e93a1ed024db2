import type { Probe } from '../../model.ts'
import { linesOf } from '../say.ts'
import { DISK, diskAt } from './inventory.ts'

/** `nvme list`: the node, a serial number and the model, in columns. https://github.com/linux-nvme/nvme-cli */
const ROW = /^\/dev\/(nvme\d{1,3}n\d{1,3}) {1,20}(?:\/dev\/ng\w{1,16} {1,20})?\S{1,40} {1,24}(\S.{2,60}?) {2,}/

export const nvmeList: Probe = {
  id: 'nvme-list',
  amid: true,
  reads: [],
  words: ['/dev/nvme'],
  accepts: (head) => /^\/dev\/nvme\d{1,3}n\d{1,3} {1,20}\S{1,40} {1,24}\S/m.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 1_000)) {
      const row = text.length > 500 ? null : ROW.exec(text)
      if (row !== null && DISK.test(row[1]!)) yield* diskAt(document, index, row[1]!, row[2]!.trim())
    }
  },
}
