import type { Probe } from '../model.ts'
import { signalAt } from './say.ts'

/** https://www.freedesktop.org/software/systemd/man/latest/os-release.html: which product, where the system is one (Qubes, XCP-ng). */
export const os: Probe = {
  id: 'os-release',
  reads: ['etc/os-release'],
  *read(document) {
    const match = /^ID="?([\w.-]+)"?$/m.exec(document.text)
    if (match !== null) yield signalAt(document, match.index, 'os.id', match[1]!)
  },
}
