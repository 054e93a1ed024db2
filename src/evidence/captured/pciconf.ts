import type { Document, Probe, Signal } from '../../model.ts'
import { type PciFunction, pciSignals } from '../pci.ts'
import { linesOf, proofAt } from '../say.ts'

/**
 * FreeBSD's `pciconf -l` and `-lv`: a line a function, the driver's name and unit first (`none0` without one).
 * https://man.freebsd.org/cgi/man.cgi?pciconf. Until FreeBSD 13 the ids are in `card` and `chip`, device before vendor.
 */
const HEAD = /^([a-z]\w{0,15}?)(\d{1,4})@pci(\d{1,5}):(\d{1,3}):(\d{1,2}):(\d):\s+class=0x([\da-f]{6})\s(.{0,200})$/
const CHIP = /\bchip=0x([\da-f]{4})([\da-f]{4})\b/
const CARD = /\bcard=0x([\da-f]{4})([\da-f]{4})\b/
const NEW = /\bvendor=0x([\da-f]{4}) device=0x([\da-f]{4})(?: subvendor=0x([\da-f]{4}) subdevice=0x([\da-f]{4}))?/

const hex = (decimal: string, width: number): string => Number(decimal).toString(16).padStart(width, '0')

function* read(document: Document): Generator<Signal> {
  for (const { text, index } of linesOf(document, 10_000)) {
    const head = text.length > 400 ? null : HEAD.exec(text)
    if (head === null) continue
    const [, , , domain = '0', bus = '0', slot = '0', fn = '0', code = '', rest = ''] = head
    const recent = NEW.exec(rest)
    const chip = CHIP.exec(rest)
    const card = CARD.exec(rest)
    const id = recent !== null ? `${recent[1]}:${recent[2]}` : chip !== null ? `${chip[2]}:${chip[1]}` : undefined
    const subsystem =
      recent?.[3] !== undefined ? `${recent[3]}:${recent[4]}` : card !== null ? `${card[2]}:${card[1]}` : undefined
    const f: PciFunction = {
      address: `${hex(domain, 4)}:${hex(bus, 2)}:${hex(slot, 2)}.${fn}`,
      class: code.slice(0, 4),
      proof: proofAt(document, index),
      ...(id !== undefined && { id }),
      ...(subsystem !== undefined && { subsystem }),
    }
    yield* pciSignals(f)
  }
}

export const pciconf: Probe = {
  id: 'pciconf',
  amid: true,
  reads: [],
  words: ['class=0x'],
  accepts: (head) => /^[a-z]\w{0,15}\d{1,4}@pci\d{1,5}:\d{1,3}:\d{1,2}:\d:\s+class=0x[\da-f]{6}\s/m.test(head),
  read,
}
