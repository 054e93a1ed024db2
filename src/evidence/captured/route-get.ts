import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/** `route -n get default` of the BSDs and macOS: the interface of the default route. https://man.freebsd.org/cgi/man.cgi?route(8) */
const INTERFACE = /^[ \t]{0,16}interface: (\w{1,32})[ \t]*$/m

export const routeGet: Probe = {
  id: 'route-get',
  reads: [],
  words: ['route to: '],
  accepts: (head) => /^[ \t]{0,16}route to: \S+$/m.test(head) && INTERFACE.test(head),
  *read(document) {
    const match = INTERFACE.exec(document.text)
    if (match !== null && /^[ \t]{0,16}destination: (?:default|0\.0\.0\.0)[ \t]*$/m.test(document.text))
      yield signalAt(document, match.index, 'route.device', match[1]!)
  },
}
