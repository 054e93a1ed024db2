import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { DISK, diskAt } from './inventory.ts'

/** `df` and `findmnt`: what is mounted on `/`. https://www.gnu.org/software/coreutils/df, https://man7.org/linux/man-pages/man8/findmnt.8.html */
const DF = /^Filesystem {1,60}(?:Type {1,20})?(?:1K-blocks|1024-blocks|512-blocks|1M-blocks|Size|Inodes) {1,20}I?Used {1,20}/m
const FINDMNT = /^TARGET {1,80}SOURCE {1,80}FSTYPE\b/m

export const mounted: Probe = {
  id: 'mounted',
  amid: true,
  reads: [],
  captured: [],
  words: ['Filesystem ', 'TARGET '],
  accepts: (head) => DF.test(head) || FINDMNT.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 20_000)) {
      const line = text.length > 1_000 ? '' : text.trimEnd()
      const device =
        /^\/dev\/(\S{2,128}) {1,80}\S.* \/$/.exec(line)?.[1] ?? /^\/ {1,80}\/dev\/(\S{2,128}?)(?:\[|\s)/.exec(line)?.[1]
      if (device === undefined) continue
      yield signalAt(document, index, 'root.device', device, 'mounted')
      const disk = /^(?:(x?[svh]d[a-z]{1,3})\d{0,3}|(nvme\d{1,3}n\d{1,3})(?:p\d{1,3})?)$/.exec(device)
      const name = disk?.[1] ?? disk?.[2]
      if (name !== undefined) yield* diskAt(document, index, name)
      return
    }
  },
}

/** /proc/partitions: the kernel's names of disks and partitions. */
export const partitions: Probe = {
  id: 'partitions',
  amid: true,
  reads: [],
  captured: ['proc/partitions', 'sos_commands/block/proc_partitions'],
  words: ['major minor'],
  accepts: (head) => /^major minor {1,4}#blocks {1,4}name *$/m.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 4_096)) {
      const name = text.length > 200 ? undefined : /^ {0,8}\d{1,4} {1,12}\d{1,8} {1,12}\d{1,20} (\w{2,16}) *$/.exec(text)?.[1]
      if (name !== undefined && DISK.test(name)) yield* diskAt(document, index, name)
    }
  },
}
