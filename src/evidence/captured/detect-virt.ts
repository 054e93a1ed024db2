import type { Document, Probe, Signal } from '../../model.ts'
import { virtualBoard } from '../../platforms/dmi.ts'
import { tidy } from '../cpuid.ts'
import { linesOf, proofAt, signalAt } from '../say.ts'
import { WORDS } from './verdict.ts'

/**
 * `SYSTEMD_LOG_LEVEL=debug systemd-detect-virt`: each check with what it read. The signature and the features word are evidence; the
 * verdict at the end counts only where neither of them nor the firmware's name was printed.
 * https://github.com/systemd/systemd/blob/main/src/basic/virt.c
 */
const SIGNATURE = /Virtualization found, CPUID=([\x20-\x7e]{3,12})$/
const BOARD = /Virtualization ([A-Z][\w ,.-]{1,40}) found in DMI \(\/sys\/[\w/]{1,60}\)$/
const FEATURES =
  /Virtualization XEN, found \/sys\/hypervisor\/properties\/features with value (?:0x)?([\da-f]{8}), XENFEAT_dom0 /
const FOUND = /Found VM virtualization ([a-z-]{2,20})$/

function* read(document: Document): Generator<Signal> {
  let seen = false
  for (const { text, index } of linesOf(document, 2_000)) {
    if (text.length > 1_000) continue
    const line = text.trimEnd()
    const signature = SIGNATURE.exec(line)?.[1]
    const board = BOARD.exec(line)?.[1]
    const features = FEATURES.exec(line)?.[1]
    const found = FOUND.exec(line)?.[1]
    if (signature !== undefined) yield { name: 'cpuid.signature', value: tidy(signature), proof: proofAt(document, index) }
    else if (board !== undefined) {
      const known = virtualBoard(board)
      if (known === undefined) continue
      yield signalAt(document, index, 'dmi.virtual', known)
    } else if (features !== undefined) {
      yield signalAt(document, index, 'xen.features', features)
      yield signalAt(document, index, 'hypervisor.type', 'xen')
    } else if (found !== undefined && !seen)
      for (const [name, value] of WORDS.get(found) ?? []) yield signalAt(document, index, name, value)
    else continue
    seen = true
  }
}

export const detectVirt: Probe = {
  id: 'detect-virt-log',
  amid: true,
  reads: [],
  words: [
    'Found container virtualization',
    'Found VM virtualization',
    'Virtualization found, CPUID=',
    'Virtualization XEN, found ',
  ],
  accepts: (head) =>
    /^(?:Found VM virtualization [a-z-]{2,20}|Virtualization found, CPUID=[\x20-\x7e]{0,12}|Virtualization XEN, found \/sys\/hypervisor\/properties\/features with value [\da-fx]{8,10}, XENFEAT_dom0 .{1,80}|Virtualization [A-Z][\w ,.-]{1,40} found in DMI \(\/sys\/.{1,60})$/m.test(
      head,
    ),
  read,
}
