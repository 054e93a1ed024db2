import type { Document, Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { type BoardNames, boardOf, type Shown } from './inventory.ts'

/**
 * `system_profiler SPHardwareDataType` of macOS as text, `-json` and `-xml`, and ohai's copy of it: the model is VMware7,1, VirtualMac2,1 or
 * Parallels' in a guest. VMware's own firmware shows even where the model is that of a Mac.
 * https://support.apple.com/guide/system-information, https://github.com/chef/ohai/pull/1164
 */
const TEXT =
  /^\s{0,12}(Model Identifier|Model Name|Boot ROM Version|System Firmware Version|Chip|Processor Name): (\S.{0,120})$/
const JSON_FIELD =
  /^\s{0,40}"(machine_model|machine_name|boot_rom_version|chip_type|cpu_type)"\s{0,4}:\s{0,4}"(\S[^"]{0,120})",?\s{0,4}$/
const KEY = /^\s{0,40}<key>(machine_model|machine_name|boot_rom_version|chip_type|cpu_type)<\/key>\s{0,4}$/
const STRING = /^\s{0,40}<string>([^<]{1,120})<\/string>\s{0,4}$/

const FIELDS: ReadonlyMap<string, 'model' | 'firmware' | 'cpu'> = new Map([
  ['Model Identifier', 'model'],
  ['machine_model', 'model'],
  ['Boot ROM Version', 'firmware'],
  ['System Firmware Version', 'firmware'],
  ['boot_rom_version', 'firmware'],
  ['Chip', 'cpu'],
  ['Processor Name', 'cpu'],
  ['chip_type', 'cpu'],
  ['cpu_type', 'cpu'],
])
/** Apple's names of Macs and of virtual machines, and those of VMware and Parallels. */
const MODEL =
  /^(?:(?:i?Mac(?:Book(?:Air|Pro)?|mini|Pro)?|VirtualMac|Xserve)\d{1,2},\d{1,2}|VMware\d{1,2},\d|Parallels\S{0,20})$/

function* fieldsOf(document: Document): Generator<readonly [name: string, shown: Shown]> {
  let key: string | undefined
  for (const { text, index } of linesOf(document, 2_000)) {
    if (text.length > 400) continue
    const field = TEXT.exec(text.trimEnd()) ?? JSON_FIELD.exec(text)
    if (field !== null) yield [field[1]!, { value: field[2]!.trim(), index }]
    const string = key === undefined ? null : STRING.exec(text)
    if (string !== null) yield [key!, { value: string[1]!.trim(), index }]
    key = KEY.exec(text)?.[1]
  }
}

export const apple: Probe = {
  id: 'system-profiler',
  reads: [],
  words: ['Model Identifier: ', 'machine_model'],
  accepts: (head) =>
    (/^[ \t]{0,12}Model Identifier: \S/m.test(head) &&
      /^[ \t]{0,12}(?:Model Name|Boot ROM Version|System Firmware Version|Memory|Chip|Processor Name): /m.test(head)) ||
    (/^[ \t]{0,40}(?:"machine_model"|<key>machine_model<\/key>)/m.test(head) &&
      /^[ \t]{0,40}(?:"(?:boot_rom_version|machine_name|chip_type)"|<key>(?:boot_rom_version|machine_name|chip_type)<\/key>)/m.test(
        head,
      )),
  *read(document) {
    const names: BoardNames = {}
    for (const [name, shown] of fieldsOf(document)) {
      const what = FIELDS.get(name)
      if (what === 'cpu') yield signalAt(document, shown.index, 'cpu.model', shown.value)
      else if (what === 'model' && MODEL.test(shown.value)) {
        const vendor = /^(?:VMware|Parallels)/.test(shown.value) ? shown.value : 'Apple Inc.'
        names.sys_vendor ??= { ...shown, value: vendor }
        names.product_name ??= shown
      } else if (what === 'firmware' && /^(?:VMW|VirtualBox)/.test(shown.value))
        names.bios_vendor = { ...shown, value: shown.value.startsWith('VMW') ? 'VMware' : 'VirtualBox' }
    }
    yield* boardOf(document, names)
  },
}
