import type { Probe } from '../model.ts'
import { signalAt, signalOf } from './say.ts'

/** Device trees (Arm, POWER, RISC-V): https://www.kernel.org/doc/Documentation/devicetree/bindings/arm/xen.txt and linuxppc's. */
const NODES: readonly (readonly [path: string, signal: string])[] = [
  ['proc/device-tree/hypervisor/compatible', 'devicetree.hypervisor'],
  ['proc/device-tree/compatible', 'devicetree.compatible'],
  ['proc/device-tree/model', 'devicetree.model'],
  ['proc/device-tree/ibm,partition-name', 'devicetree.partition'],
  ['proc/device-tree/hmc-managed?', 'devicetree.hmc'],
]

const devicetree: Probe = {
  id: 'devicetree',
  reads: [...NODES.map(([path]) => path), 'proc/device-tree/fw-cfg@*/compatible'],
  *look(tree) {
    for (const [path, name] of NODES) {
      const text = tree.read(path)
      const value = text
        ?.replace(/(?<!\0)\0+$/, '')
        .replaceAll('\0', ' ')
        .trim()
      if (value !== undefined) yield signalOf(path, name, value === '' ? 'there' : value)
    }
    for (const name of tree.list('proc/device-tree')) {
      if (!name.startsWith('fw-cfg@')) continue
      const path = `proc/device-tree/${name}/compatible`
      yield signalOf(path, 'devicetree.fw-cfg', (tree.read(path) ?? 'there').replaceAll('\0', ' ').trim())
    }
  },
}

/** s390: the levels of virtualization; VM00 is who runs this kernel, VM01 who runs that. https://github.com/util-linux/util-linux/issues/685 */
const sysinfo: Probe = {
  id: 'sysinfo',
  reads: ['proc/sysinfo'],
  words: ['Manufacturer:', 'LPAR Number:', 'VM00 Control Program:'],
  accepts: (head) => /^(?:Manufacturer:\s+(?:IBM|QEMU)\s*$|LPAR Number:|VM00 Control Program:)/m.test(head),
  *read(document) {
    for (const match of document.text.matchAll(/^VM(\d\d) Control Program: *(.*)$/gm))
      yield signalAt(document, match.index, match[1] === '00' ? 's390.program' : 's390.outer', match[2]!.trim(), match[1]!)
    const maker = /^Manufacturer: *(\S+)/m.exec(document.text)
    if (maker !== null) yield signalAt(document, maker.index, 's390.maker', maker[1]!)
    const lpar = /^LPAR Number: *(\d+)/m.exec(document.text)
    if (lpar !== null) yield signalAt(document, lpar.index, 's390.lpar', lpar[1]!)
  },
}

const lparcfg: Probe = {
  id: 'lparcfg',
  reads: ['proc/ppc64/lparcfg'],
  words: ['lparcfg ', 'serial_number=', 'shared_processor_mode='],
  accepts: (head) => /^(?:lparcfg \d|serial_number=|shared_processor_mode=)/m.test(head),
  *read(document) {
    const match = /^(?:shared_processor_mode=\d|partition_id=\d+|lparcfg [\d.]+)/m.exec(document.text)
    if (match !== null) yield signalAt(document, match.index, 'ppc.lparcfg', match[0])
    const type = /^system_type=(\S[^\n]{0,80})/m.exec(document.text)
    if (type !== null) yield signalAt(document, type.index, 'cpu.machine', type[1]!)
  },
}

export const firmware: readonly Probe[] = [devicetree, sysinfo, lparcfg]
