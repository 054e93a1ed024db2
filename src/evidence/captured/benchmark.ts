import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { boardOf, cardAt, functionAt, verdictAt } from './inventory.ts'

/**
 * The head of a benchmark's result as people post it: yabs.sh, bench.sh, nench.sh and the Phoronix Test Suite. What they say of the
 * hypervisor is another tool's verdict (systemd-detect-virt, virt-what, dmidecode).
 * https://github.com/masonr/yet-another-bench-script, https://github.com/teddysun/across, https://github.com/phoronix-test-suite
 */
const FIELD =
  /^\s{0,8}(Processor|CPU [Mm]odel|Kernel|Arch|VM Type|Virtualization|System Layer|Motherboard|Network)\s{0,16}:\s{1,4}(\S.{0,200})$/

export const benchmark: Probe = {
  id: 'benchmark',
  reads: [],
  accepts: (head) =>
    (/^\s{0,8}AES-NI\s{0,12}: /m.test(head) && /^\s{0,8}(?:VM-x\/AMD-V|Processor|CPU Model)\s{0,12}: /im.test(head)) ||
    (/^\s{0,8}System Layer: /m.test(head) && /^\s{0,8}(?:Processor|Motherboard|Kernel): /m.test(head)) ||
    (/^\s{0,8}Motherboard: /m.test(head) && /^\s{0,8}File-System: /m.test(head)),
  *read(document) {
    for (const { text, index } of linesOf(document, 400)) {
      const field = text.length > 400 ? null : FIELD.exec(text.trimEnd())
      if (field === null) continue
      const value = field[2]!
      if (field[1] === 'VM Type' || field[1] === 'Virtualization' || field[1] === 'System Layer')
        yield* verdictAt(document, index, value)
      else if (field[1] === 'Kernel') yield signalAt(document, index, 'kernel.release', value.replace(/ \(.*/, ''))
      else if (field[1] === 'Motherboard') yield* boardOf(document, { product_name: { value, index } })
      else if (field[1] === 'Network') {
        if (/^Red Hat Virtio/i.test(value)) yield* cardAt(document, index, 'network', 'virtio_net', value)
        else yield* functionAt(document, index, 'network', { name: value, kind: 'Ethernet controller' })
      } else if (/^(?:Processor|CPU)/.test(field[1]!))
        yield signalAt(document, index, 'cpu.model', value.replace(/ @ .*| \(\d.*/, ''))
    }
  },
}
