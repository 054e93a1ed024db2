import type { Probe } from '../../model.ts'
import { linesOf } from '../say.ts'
import { type BoardNames, boardOf } from './inventory.ts'

/** `prtdiag` of Solaris on x86: names in the firmware, maker and product in one. https://docs.oracle.com/cd/E88353_01/html/E72487/prtdiag-8.html */
const SYSTEM = /^System Configuration: {1,4}(\S.{0,120})$/m
const BIOS = /^BIOS Configuration: {1,4}(\S.{0,120})$/m

export const prtdiag: Probe = {
  id: 'prtdiag',
  reads: [],
  words: ['System Configuration: '],
  accepts: (head) => SYSTEM.test(head) && BIOS.test(head),
  *read(document) {
    const names: BoardNames = {}
    for (const { text, index } of linesOf(document, 200)) {
      const line = text.length > 200 ? '' : text.trimEnd()
      const system = SYSTEM.exec(line)
      const bios = BIOS.exec(line)
      if (system !== null) names.product_name ??= { value: system[1]!, index }
      if (bios !== null) {
        const [, vendor = '', version = ''] = /^(.{1,60}?) (\S{1,40}) \d\d\/\d\d\/\d{2,4}$/.exec(bios[1]!) ?? []
        if (vendor !== '') names.bios_vendor ??= { value: vendor, index }
        if (version !== '') names.bios_version ??= { value: version, index }
      }
    }
    yield* boardOf(document, names)
  },
}
