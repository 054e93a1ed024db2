import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { boardOf, cardAt, DISK, diskAt, functionAt, verdictAt } from './inventory.ts'

/**
 * The head of a benchmark's result as people post it: yabs.sh, bench.sh, nench.sh and the Phoronix Test Suite. What they say of the
 * hypervisor is another tool's verdict (systemd-detect-virt, virt-what, dmidecode).
 * https://github.com/masonr/yet-another-bench-script, https://github.com/teddysun/across, https://github.com/phoronix-test-suite
 */
const FIELD =
  /^\s{0,8}(Processor|PROCESSOR|CPU [Mm]odel|Kernel|Arch|VM Type|Virtualization|System Layer|Motherboard|MOTHERBOARD|DISK|Network)\s{0,24}:\s{1,24}(\S.{0,200})$/
/** Phoronix prints them in a line as well, in its results and on OpenBenchmarking.org. */
const IN_A_LINE = /^[ \t]{0,8}Processor: \S.{0,120}?, Motherboard: \S/
const IN_LINE = /(?:^|, )(Processor|Motherboard|Disk|Network|Kernel|System Layer): (\S[^,\n]{0,120}(?:, \d{4}\)[^,\n]{0,60})?)/g

/** yabs.sh names the partition that fio writes to. */
const PARTITION =
  /^\s{0,8}fio Disk Speed Tests \([^)]{1,40}\) \(Partition \/dev\/(\w{2,12}?)(?:(?<=\d)p\d{1,3}|(?<=d[a-z])\d{1,3})?\)/

function* about(document: Document, name: string, value: string, index: number): Generator<Signal> {
  if (name === 'VM Type' || name === 'Virtualization' || name === 'System Layer')
    yield* verdictAt(document, index, value.replace(/^Xen HVM domU.*/, 'xen-hvm').replace(/^Xen .*/, 'xen'))
  else if (name === 'Kernel') yield signalAt(document, index, 'kernel.release', value.replace(/ \(.*/, ''))
  else if (/^motherboard$/i.test(name)) {
    // `Xen HVM domU (4.2.amazon BIOS)`
    const bios = /^(.{2,80}?) \((\S{1,40}) BIOS\)$/.exec(value)
    yield* boardOf(document, { product_name: { value: bios?.[1] ?? value, index } })
    if (bios !== null) yield signalAt(document, index, 'dmi.bios_version', bios[2]!)
  } else if (/^disk$/i.test(name)) {
    const model = /^(?:\d{1,4} x )?\d{1,8}[MGT]B (\S.{3,60})$/.exec(value)?.[1]
    if (model !== undefined) yield* diskAt(document, index, 'disk', model)
  } else if (name === 'Network') {
    if (/^Red Hat Virtio/i.test(value)) yield* cardAt(document, index, 'network', 'virtio_net', value)
    else if (/^Amazon Elastic/.test(value)) yield* cardAt(document, index, 'network', 'ena', value)
    else yield* functionAt(document, index, 'network', { name: value, kind: 'Ethernet controller' })
  } else yield signalAt(document, index, 'cpu.model', value.replace(/ @ .*| \(\d.*/, ''))
}

export const benchmark: Probe = {
  id: 'benchmark',
  amid: true,
  reads: [],
  words: ['AES-NI', 'System Layer: ', 'Motherboard', 'MOTHERBOARD'],
  accepts: (head) =>
    (/^\s{0,8}AES-NI\s{0,12}: /m.test(head) && /^\s{0,8}(?:VM-x\/AMD-V|Processor|CPU Model)\s{0,12}: /im.test(head)) ||
    (/^\s{0,8}System Layer: /m.test(head) && /^\s{0,8}(?:Processor|Motherboard|Kernel): /m.test(head)) ||
    (/^\s{0,8}(?:Motherboard|MOTHERBOARD): /m.test(head) && /^\s{0,8}File-System: /m.test(head)) ||
    (head.includes(', Motherboard: ') && head.split('\n', 400).some((line) => IN_A_LINE.test(line.slice(0, 2_000)))),
  *read(document) {
    for (const { text, index } of linesOf(document, 400)) {
      const tested = text.length > 400 ? null : PARTITION.exec(text)?.[1]
      if (tested !== null && tested !== undefined && DISK.test(tested)) yield* diskAt(document, index, tested)
      if (text.length < 2_000 && (IN_A_LINE.test(text) || /^[ \t]{0,8}OS: \S.{0,120}?, Kernel: \S/.test(text))) {
        for (const one of text.matchAll(IN_LINE)) yield* about(document, one[1]!, one[2]!.trim(), index)
        continue
      }
      const field = text.length > 400 ? null : FIELD.exec(text.trimEnd())
      if (field === null) continue
      yield* about(document, field[1]!, field[2]!, index)
    }
  },
}
