import type { Probe } from '../../model.ts'
import { type BoardNames, boardOf } from './inventory.ts'
import { outlineOf } from './outline.ts'

/**
 * `incus info --resources` and `lxc info --resources`: the names in the firmware, as an outline that begins with `System:`.
 * https://github.com/lxc/incus/blob/main/cmd/incus/info.go
 */
const FIELDS: readonly (readonly [name: string, field: keyof BoardNames])[] = [
  ['System.Vendor', 'sys_vendor'],
  ['System.Product', 'product_name'],
  ['System.Firmware.Vendor', 'bios_vendor'],
  ['System.Firmware.Version', 'bios_version'],
]

export const incus: Probe = {
  id: 'incus-resources',
  amid: true,
  reads: [],
  captured: [],
  words: ['Product: '],
  accepts: (head) =>
    /^System:\n {2}UUID: [\da-fA-F-]{8,40}\n(?: {2}[A-Z][\w ]{1,20}: ?[^\n]{0,200}\n){0,4} {2}Product: /m.test(head),
  *read(document) {
    const outline = outlineOf(document)
    const names: BoardNames = {}
    for (const [name, field] of FIELDS) {
      const leaf = outline.get(name)
      if (leaf !== undefined) names[field] = leaf
    }
    yield* boardOf(document, names)
  },
}
