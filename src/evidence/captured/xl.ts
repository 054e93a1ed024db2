import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/** `xl info` (and `xm info` before it), which answers in domain 0 only. https://xenbits.xen.org/docs/unstable/man/xl.1.html */
const FIELDS: readonly (readonly [pattern: RegExp, signal: string])[] = [
  [/^xen_version\s*: (\d\S*)/m, 'xen.version'],
  [/^release\s*: (\S+)/m, 'kernel.release'],
  [/^machine\s*: (\S+)/m, 'arch'],
]

export const xl: Probe = {
  id: 'xl-info',
  reads: [],
  captured: ['xl-info.txt', 'sos_commands/xen/xl_info', 'sos_commands/xen/xm_info'],
  accepts: (head) =>
    /^xen_(?:version|major|caps)\s*: \S/m.test(head) && /^(?:virt_caps|xen_scheduler|total_memory)\s*:/m.test(head),
  *read(document) {
    for (const [pattern, name] of FIELDS) {
      const match = pattern.exec(document.text)
      if (match !== null) yield signalAt(document, match.index, name, match[1]!)
    }
    const xen = /^xen_(?:version|major|caps)\s*:/m.exec(document.text)
    if (xen === null) return
    yield signalAt(document, xen.index, 'hypervisor.type', 'xen')
    yield signalAt(document, xen.index, 'xen.domain', 'control_d')
  },
}
