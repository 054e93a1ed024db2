import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/**
 * `mount` of the BSDs, without the word `type`: `/dev/ada0p2 on / (ufs, local, …)`. Partitions and slices are removed from the name.
 * A label or a ZFS pool does not name the disk. https://man.freebsd.org/cgi/man.cgi?mount(8)
 */
const ROOT = /^\/dev\/([a-z]{2,8}\d{1,4})(?:[ps]\d{1,3}[a-z]?|[a-p])? on \/ (?:\(|type \w{1,10} \()/m

export const mountBsd: Probe = {
  id: 'mount-bsd',
  reads: [],
  words: [' on / '],
  accepts: (head) =>
    /^\/dev\/[\w/.-]{2,80} on \/ \((?:ufs|ffs|zfs|apfs|hfs)\b/m.test(head) ||
    /^\/dev\/[a-z]{2,8}\d{1,4}[a-p] on \/ type ffs \(/m.test(head),
  *read(document) {
    const root = ROOT.exec(document.text)
    if (root !== null) yield signalAt(document, root.index, 'root.device', root[1]!, 'mounted')
  },
}
