import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'

/** `xenstore-ls`: in dom0 the whole store, in a guest its own part, with its frontends. https://xenbits.xen.org/docs/unstable/misc/xenstore-paths.html */
const BACKEND = /^ {2,12}backend = "\/local\/domain\/\d{1,5}\/backend\/(vbd|vbd3|qdisk|vif|tap)\/(\d{1,5})\/(\d{1,9})"/
const DOMAIN_0 = /^ {3}name = "Domain-0"/m

export const xenstore: Probe = {
  id: 'xenstore-ls',
  amid: true,
  reads: [],
  captured: ['xenstore-ls.txt', 'sos_commands/xen/xenstore-ls'],
  words: ['local = ""', 'device = ""'],
  accepts: (head) =>
    (/^local = ""/m.test(head) && DOMAIN_0.test(head)) ||
    (/^device = ""/m.test(head) && /^ {2,12}backend = "\/local\/domain\//m.test(head)),
  *read(document) {
    const dom0 = DOMAIN_0.exec(document.text)
    const whole = /^local = ""/m.test(document.text)
    if (whole && dom0 !== null) {
      yield signalAt(document, dom0.index, 'hypervisor.type', 'xen')
      yield signalAt(document, dom0.index, 'xen.domain', 'control_d')
      return
    }
    if (whole) return
    const seen = new Set<string>()
    for (const { text, index } of linesOf(document, 20_000)) {
      const device = text.length > 300 ? null : BACKEND.exec(text)
      if (device === null) continue
      const id = `${device[1]}-${device[3]}`
      if (seen.has(id)) continue
      seen.add(id)
      yield signalAt(
        document,
        index,
        device[1] === 'vif' ? 'net.listed' : 'disk.listed',
        device[1] === 'vif' ? 'vif' : 'vbd',
        id,
      )
    }
  },
}
