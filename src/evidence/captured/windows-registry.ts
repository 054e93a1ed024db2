import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { type BoardNames, boardOf } from './inventory.ts'

/**
 * `reg query HKLM\HARDWARE\DESCRIPTION\System\BIOS`: the names in SMBIOS, which Windows copies there at each boot.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/reg-query
 */
const FIELDS: ReadonlyMap<string, keyof BoardNames> = new Map([
  ['SystemManufacturer', 'sys_vendor'],
  ['SystemProductName', 'product_name'],
  ['SystemVersion', 'product_version'],
  ['BIOSVendor', 'bios_vendor'],
  ['BIOSVersion', 'bios_version'],
])
const VALUE = /^ {4}([A-Z][A-Za-z]{4,40}) {4}REG_SZ {4}(\S.{0,200})$/

export const windowsRegistry: Probe = {
  id: 'windows-registry',
  reads: [],
  words: ['\\'],
  accepts: (head) => /^HKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\BIOS\r?$/im.test(head),
  *read(document) {
    yield signalAt(document, 0, 'guest.os', 'windows')
    const names: BoardNames = {}
    for (const { text, index } of linesOf(document, 500)) {
      const value = VALUE.exec(text.trimEnd())
      const field = FIELDS.get(value?.[1] ?? '')
      if (field !== undefined) names[field] ??= { value: value![2]!, index }
    }
    yield* boardOf(document, names)
  },
}
