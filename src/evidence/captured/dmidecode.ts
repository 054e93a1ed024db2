import type { Probe } from '../../model.ts'
import { table } from '../../table.ts'
import { boardOf } from '../dmi.ts'
import { proofAt, signalAt } from '../say.ts'

/** Sections of dmidecode(8) and the fields in them. */
const SECTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = table({
  'BIOS Information': table({ Vendor: 'bios_vendor', Version: 'bios_version', 'Release Date': 'bios_date' }),
  'System Information': table({
    Manufacturer: 'sys_vendor',
    'Product Name': 'product_name',
    Version: 'product_version',
    UUID: 'product_uuid',
  }),
  // smbios(8) of illumos, which names its sections by the structure's type.
  SMB_TYPE_BIOS: table({ Vendor: 'bios_vendor', 'Version String': 'bios_version', 'Release Date': 'bios_date' }),
  SMB_TYPE_SYSTEM: table({
    Manufacturer: 'sys_vendor',
    Product: 'product_name',
    Version: 'product_version',
    UUID: 'product_uuid',
  }),
  'Base Board Information': table({ Manufacturer: 'board_vendor', 'Product Name': 'board_name' }),
  'Chassis Information': table({ Manufacturer: 'chassis_vendor', 'Asset Tag': 'chassis_asset_tag' }),
})

export const dmidecode: Probe = {
  id: 'dmidecode',
  amid: true,
  reads: [],
  captured: ['dmidecode', 'dmidecode.txt', 'sos_commands/hardware/dmidecode'],
  words: ['dmidecode ', 'SMBIOS ', 'Handle 0x', ' Information', 'SMB_TYPE_'],
  accepts: (head) =>
    /^(?:\d{1,5} +\d{1,5} +SMB_TYPE_(?:SYSTEM|BIOS)\b|# dmidecode \d|SMBIOS \d\S* present|Handle 0x[0-9A-F]{4}, DMI type|(?:BIOS|System|Base Board) Information$)/m.test(
      head,
    ),
  *read(document) {
    let section = ''
    const names: string[] = []
    const named = new Set<string>()
    let first = -1
    for (const match of document.text.matchAll(
      /^(\S.*)$|^[ \t]+([A-Z][\w ]*): (.*)$|^[ \t]+(System is a virtual machine)$/gm,
    )) {
      if (match[1] !== undefined) section = /\bSMB_TYPE_[A-Z]{2,20}\b/.exec(match[1])?.[0] ?? match[1].trim()
      else if (match[4] !== undefined) yield signalAt(document, match.index, 'dmi.vm-bit', '1')
      else {
        const field = SECTIONS[section]?.[match[2]!]
        const value = match[3]!.trim()
        if (field === undefined || value === '' || value === 'Not Specified') continue
        yield signalAt(document, match.index, `dmi.${field}`, value)
        if (
          field === 'sys_vendor' ||
          field === 'product_name' ||
          field === 'bios_vendor' ||
          (field === 'bios_version' && value.startsWith('Hyper-V ')) ||
          (field === 'product_version' && /pc-|PC|VM/.test(value))
        ) {
          names.push(value)
          named.add(field)
          if (field === 'product_name') first = match.index
        }
      }
    }
    if (names.length > 0) {
      const proof = proofAt(document, Math.max(first, 0))
      yield* boardOf(names, named.has('sys_vendor') && named.has('product_name'), (name, value) => ({ name, value, proof }))
    }
  },
}
