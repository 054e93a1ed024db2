import type { Probe, Signal } from '../model.ts'
import { virtualBoard } from '../platforms/dmi.ts'
import { table } from '../table.ts'
import { proofAt, signalAt, signalOf } from './say.ts'

const FIELDS = [
  'sys_vendor',
  'product_name',
  'product_version',
  'product_uuid',
  'bios_vendor',
  'bios_version',
  'bios_date',
  'board_vendor',
  'board_name',
  'chassis_asset_tag',
  'chassis_vendor',
] as const

/**
 * Whether the names are those of a virtual or of a physical board. Without both the vendor and the product a physical board is not proved:
 * the missing one may name a hypervisor.
 * @param complete whether vendor and product are among the names
 */
function* verdict(
  names: readonly string[],
  complete: boolean,
  make: (name: string, value: string) => Signal,
): Generator<Signal> {
  const text = names.filter((n) => n !== '').join(' / ')
  if (text === '') return
  const known = virtualBoard(text)
  if (known !== undefined) {
    if (complete || !NEEDS_PRODUCT.has(known)) yield make('dmi.virtual', known)
  } else if (complete) yield make('dmi.real', text)
}

/** Vendors of virtual machines and of bare-metal instances, which the product name distinguishes. */
const NEEDS_PRODUCT: ReadonlySet<string> = new Set(['ec2'])

export const dmi: Probe = {
  id: 'dmi',
  reads: FIELDS.map((f) => `sys/class/dmi/id/${f}`),
  captured: FIELDS.map((f) => `sys/devices/virtual/dmi/id/${f}`),
  *look(tree) {
    const names: string[] = []
    const named = new Set<string>()
    for (const field of FIELDS) {
      const value = tree.read(`sys/class/dmi/id/${field}`)?.trim() ?? tree.read(`sys/devices/virtual/dmi/id/${field}`)?.trim()
      if (value === undefined || value === '') continue
      yield signalOf(`sys/class/dmi/id/${field}`, `dmi.${field}`, value)
      named.add(field)
      if (field === 'sys_vendor' || field === 'product_name' || field === 'bios_vendor') names.push(value)
    }
    const complete = named.has('sys_vendor') && named.has('product_name')
    yield* verdict(names, complete, (name, value) =>
      signalOf('sys/class/dmi/id/product_name', name, value, undefined, names.join(' / ')),
    )
  },
}

/** Sections of dmidecode(8) and the fields in them. */
const SECTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = table({
  'BIOS Information': table({ Vendor: 'bios_vendor', Version: 'bios_version', 'Release Date': 'bios_date' }),
  'System Information': table({
    Manufacturer: 'sys_vendor',
    'Product Name': 'product_name',
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
  accepts: (head) =>
    /^(?:# dmidecode \d|SMBIOS \d\S* present|Handle 0x[0-9A-F]{4}, DMI type|(?:BIOS|System|Base Board) Information$)/m.test(
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
      if (match[1] !== undefined) section = match[1].trim()
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
      yield* verdict(names, named.has('sys_vendor') && named.has('product_name'), (name, value) => ({ name, value, proof }))
    }
  },
}

/** The kernel's own summary: "DMI: vendor product/board, BIOS version date". */
export function* dmiLine(line: string, make: (name: string, value: string) => Signal): Generator<Signal> {
  yield make('dmi.line', line)
  const bios = /, BIOS ((?:(?!, BIOS ).)*?) (\d\d\/\d\d\/\d{4})$/.exec(line)
  if (bios !== null) {
    yield make('dmi.bios_version', bios[1]!.trim())
    yield make('dmi.bios_date', bios[2]!)
  }
  yield* verdict([bios === null ? line : line.slice(0, bios.index)], true, make)
}
