import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'

/**
 * SeaBIOS's debug output, alone or behind the times of a test system. It names KVM and Xen by their signatures in CPUID, and QEMU's board by
 * its PCI host bridge. https://github.com/coreboot/seabios/blob/master/src/fw/paravirt.c
 */
const LINE = /(?:^|[\s|>\]"])Running on (KVM|Xen|QEMU \((?:i440fx|q35|unknown)\)?)/

export const seabios: Probe = {
  id: 'seabios',
  amid: true,
  reads: [],
  words: ['SeaBIOS (version '],
  accepts: (head) => /SeaBIOS \(version [\w.-]{1,60}\)/.test(head) && /Running on (?:KVM|Xen|QEMU \()/.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 5_000)) {
      if (text.length > 1_000) continue
      const named = LINE.exec(text)?.[1]
      if (named === 'KVM') yield signalAt(document, index, 'cpuid.signature', 'KVMKVMKVM')
      else if (named === 'Xen') yield signalAt(document, index, 'cpuid.signature', 'XenVMMXenVMM')
      else if (named !== undefined) yield signalAt(document, index, 'dmi.virtual', 'qemu')
    }
  },
}
