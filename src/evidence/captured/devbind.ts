import { classOfDriver } from '../../devices/table.ts'
import type { Probe } from '../../model.ts'
import { linesOf } from '../say.ts'
import { cardAt } from './inventory.ts'

/**
 * `dpdk-devbind.py --status`: a function, its name and, where a driver of the kernel has it, that driver.
 * https://doc.dpdk.org/guides/tools/devbind.html
 */
const ROW = /^(?:[\da-f]{4}:)?[\da-f]{2}:[\da-f]{2}\.[0-7] '([^'\n]{1,120})'(?: if=(\S{1,80}))? drv=([\w-]{1,40})\b/

export const devbind: Probe = {
  id: 'dpdk-devbind',
  amid: true,
  reads: [],
  captured: [],
  words: ['Network devices using '],
  accepts: (head) => /^Network devices using (?:DPDK-compatible|kernel) driver$/m.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 4_096)) {
      const row = text.length > 400 ? null : ROW.exec(text.trimStart())
      if (row === null || classOfDriver(row[3]!) !== 'net') continue
      yield* cardAt(document, index, row[2] ?? row[1]!, row[3]!, row[1])
    }
  },
}
