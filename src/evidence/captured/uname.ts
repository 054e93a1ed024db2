import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'
import { archOf } from './inventory.ts'

/**
 * `uname -a`, `-srm` and similar of systems that are not Linux: `FreeBSD web1 14.0-RELEASE … amd64`, `Darwin 23.5.0 arm64`.
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/uname.html
 */
const LINE =
  /^(FreeBSD|OpenBSD|NetBSD|DragonFly|Darwin|SunOS|AIX) (?:([\w.-]{1,253}) )?(\d{1,3}(?:\.\d[\w.-]{0,40})?)(?: [^\n]{0,400})?$/
const ARCH = / (x86_64|amd64|i[3-6]86|i86pc|arm64|aarch64|powerpc|ppc64(?:le)?|powerpc64(?:le)?|riscv64|sparc64)\b/

export const uname: Probe = {
  id: 'uname',
  reads: [],
  captured: ['uname', 'uname.txt', 'uname-a.txt'],
  accepts: (head) => head.length < 1_000 && head.trimEnd().split('\n').length === 1 && LINE.test(head.trimEnd()),
  *read(document) {
    const line = LINE.exec(document.text.trimEnd())
    if (line === null) return
    const [, system, host, release = ''] = line
    yield signalAt(document, 0, 'guest.os', system === 'FreeBSD' ? 'freebsd' : 'other')
    if (host !== undefined) yield signalAt(document, 0, 'machine.host', host)
    yield signalAt(document, 0, 'machine.os', `${system === 'Darwin' ? 'macOS, Darwin' : system} ${release}`)
    const arch = ARCH.exec(document.text)
    if (arch !== null) yield signalAt(document, 0, 'arch', archOf(arch[1]!).replace('i86pc', 'x86_64'))
  },
}
