import type { Probe } from '../../model.ts'
import { linesOf } from '../say.ts'
import { type BoardNames, boardOf } from './inventory.ts'

/** `xsos -b` and `xsos -a` of a machine or a sosreport: what dmidecode showed, in short. https://github.com/ryran/xsos */
const NAMES: ReadonlyMap<string, 'sys_vendor' | 'product_name'> = new Map([
  ['Mfr', 'sys_vendor'],
  ['Prod', 'product_name'],
])

export const xsos: Probe = {
  id: 'xsos',
  reads: [],
  words: ['DMIDECODE'],
  accepts: (head) => /^DMIDECODE\s*$/m.test(head) && /^ {2}System:\s*$/m.test(head) && /^ {4}Mfr: /m.test(head),
  *read(document) {
    const names: BoardNames = {}
    let section = ''
    for (const { text, index } of linesOf(document, 5_000)) {
      if (text.length > 500) continue
      const heading = /^ {0,2}(\S[^:]{0,40}):?\s*$/.exec(text)
      if (heading !== null) section = heading[1]!.trim()
      const field = section === 'System' ? /^ {4}(Mfr|Prod): {1,4}(\S.{0,200})$/.exec(text) : null
      const bios = section === 'BIOS' ? /^ {4}(\S.{0,100}), version (\S.{0,60}), \d/.exec(text) : null
      if (field !== null) names[NAMES.get(field[1]!)!] ??= { value: field[2]!.trim(), index }
      if (bios !== null) names.bios_vendor ??= { value: bios[1]!, index }
    }
    yield* boardOf(document, names)
  },
}
