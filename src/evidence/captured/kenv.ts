import type { Probe } from '../../model.ts'
import { linesOf } from '../say.ts'
import { type BoardNames, boardOf } from './inventory.ts'

/**
 * FreeBSD's `kenv`: the loader's variables, among them the names in SMBIOS. https://man.freebsd.org/cgi/man.cgi?smbios(4),
 * https://github.com/freebsd/freebsd-src/blob/main/stand/libsa/smbios.c
 */
const FIELDS: ReadonlyMap<string, keyof BoardNames> = new Map([
  ['smbios.system.maker', 'sys_vendor'],
  ['smbios.system.product', 'product_name'],
  ['smbios.system.version', 'product_version'],
  ['smbios.bios.vendor', 'bios_vendor'],
  ['smbios.bios.version', 'bios_version'],
])
const LINE = /^(smbios\.(?:system|bios)\.[a-z]{5,8})="([^"\n]{0,200})"\s*$/

export const kenv: Probe = {
  id: 'kenv',
  amid: true,
  reads: [],
  words: ['smbios.'],
  accepts: (head) => /^smbios\.(?:system|bios)\.(?:maker|vendor|product)="/m.test(head),
  *read(document) {
    const names: BoardNames = {}
    for (const { text, index } of linesOf(document, 5_000)) {
      const line = text.length > 300 ? null : LINE.exec(text)
      const field = FIELDS.get(line?.[1] ?? '')
      if (field !== undefined) names[field] ??= { value: line![2]!.trim(), index }
    }
    yield* boardOf(document, names)
  },
}
