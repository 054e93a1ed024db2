import type { Probe, Signal } from '../model.ts'
import { isPhysicalMaker, virtualBoard } from '../platforms/dmi.ts'
import { signalOf } from './say.ts'

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
 * the missing one may name a hypervisor, unless the firmware is a maker's own.
 * @param complete whether vendor and product are among the names
 */
export function* boardOf(
  names: readonly string[],
  complete: boolean,
  make: (name: string, value: string) => Signal,
): Generator<Signal> {
  const all = names.filter((n) => n !== '')
  const text = all.join(' / ')
  if (text === '') return
  const known = virtualBoard(text)
  if (known === undefined && complete) yield make('dmi.real', text)
  else if (known === undefined && all.length > 1 && isPhysicalMaker(all.at(-1)!))
    yield make('dmi.real', [all.at(-1)!, ...all.slice(0, -1)].join(' / '))
  // A maker's board whose firmware names a hypervisor: the names contradict each other, and each is evidence.
  else if (known !== undefined && complete && all.length > 2 && virtualBoard(all.slice(0, -1).join(' / ')) === undefined)
    yield make('dmi.real', all.slice(0, -1).join(' / '))
  const boards = new Set(known === undefined || (!complete && NEEDS_PRODUCT.has(known)) ? [] : [known])
  // What a part of the names would show is shown with all of them too: names of two vendors are evidence for both.
  for (const part of partsOf(all)) {
    const board = virtualBoard(part)
    if (board !== undefined && !NEEDS_PRODUCT.has(board)) boards.add(board)
  }
  for (const board of boards) yield make('dmi.virtual', board)
}

/** Some of the names without the others. */
function partsOf(names: readonly string[]): string[] {
  const [a, b, c] = names
  const pairs: (string | undefined)[][] =
    c === undefined
      ? []
      : [
          [a, b],
          [a, c],
          [b, c],
        ]
  return [...pairs, [a], [b], [c]].filter((part) => !part.includes(undefined)).map((part) => part.join(' / '))
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
    yield* boardOf(names, complete, (name, value) =>
      signalOf('sys/class/dmi/id/product_name', name, value, undefined, names.join(' / ')),
    )
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
  yield* boardOf([bios === null ? line : line.slice(0, bios.index)], true, make)
}
