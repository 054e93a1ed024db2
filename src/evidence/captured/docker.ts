import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf } from './inventory.ts'

/** `docker info` and `podman info`: the kernel and architecture below the containers; nothing in them shows the hypervisor. */
const FIELD = /^ *(Kernel Version|Architecture|Operating System|OSType|kernel|arch): (\S.{0,200})$/
const SIGNALS: ReadonlyMap<string, string> = new Map([
  ['Kernel Version', 'kernel.release'],
  ['kernel', 'kernel.release'],
  ['Architecture', 'arch'],
  ['arch', 'arch'],
])

function* read(document: Document): Generator<Signal> {
  for (const { text, index } of linesOf(document, 1_000)) {
    const match = text.length > 500 ? null : FIELD.exec(text.trimEnd())
    if (match === null) continue
    const signal = SIGNALS.get(match[1]!)
    if (signal !== undefined) yield signalAt(document, index, signal, signal === 'arch' ? archOf(match[2]!) : match[2]!)
  }
}

export const docker: Probe = {
  id: 'docker-info',
  reads: [],
  words: ['Server Version: ', 'buildahVersion', 'cgroupManager', 'conmon'],
  accepts: (head) =>
    (/^ *Server Version: /m.test(head) && /^ *(?:Storage Driver|Cgroup Driver|Docker Root Dir|Containers): /m.test(head)) ||
    (/^ {2}(?:buildahVersion|cgroupManager|conmon): ?/m.test(head) && /^host:/m.test(head)),
  read,
}
