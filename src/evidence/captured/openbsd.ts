import { driversBy, elsewhere } from '../../devices/elsewhere.ts'
import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { type BoardNames, boardOf } from './inventory.ts'

/**
 * Boot messages of OpenBSD: the hypervisors that CPUID names (`pvbus0 at mainbus0: KVM`), the names in SMBIOS (`bios0:`), and which driver
 * took which device. A disk is the driver's that its bus hangs at: `scsibus1 at vioblk0`, `sd0 at scsibus1`.
 * https://github.com/openbsd/src/blob/master/sys/dev/pv/pvbus.c (pvbus_types), sys/dev/pv/files.pv, sys/arch/amd64/amd64/bios.c
 */
const SIGNATURES: ReadonlyMap<string, string> = new Map([
  ['KVM', 'KVMKVMKVM'],
  ['Hyper-V', 'Microsoft Hv'],
  ['VMware', 'VMwareVMware'],
  ['Xen', 'XenVMMXenVMM'],
  ['bhyve', 'bhyve bhyve'],
  ['OpenBSD', 'OpenBSDVMM58'],
])
const DRIVERS = driversBy((of) => of.openbsd)
/** Cards that are emulated as often as real; the name in quotes is the PCI database's. */
const CARDS = elsewhere((of) => of.openbsdCards)
const LINE = /^([a-z]\w{0,15}?)(\d{1,4}) at ([a-z]\w{0,15}?)(\d{1,4})\b(.{0,300})$/

function* read(document: Document): Generator<Signal> {
  const names: BoardNames = {}
  const buses = new Map<string, string>()
  let any = false
  for (const { text, index } of linesOf(document, 20_000)) {
    const line = text.trimEnd().replace(/^\[ *\d{1,9}\.\d{1,9}\] /, '')
    if (line.length > 600) continue
    if (!any && /^OpenBSD \d/.test(line)) {
      any = true
      yield signalAt(document, index, 'guest.os', 'other')
    }
    const bios = /^bios\d: (?:vendor (.{1,80}?) version "(.{0,80})"|(\S.{1,160}))/.exec(line)
    if (bios?.[1] !== undefined) {
      names.bios_vendor ??= { value: bios[1], index }
      names.bios_version ??= { value: bios[2]!, index }
    } else if (bios?.[3] !== undefined) names.product_name ??= { value: bios[3], index }
    const model = /^cpu0: ((?:Intel|AMD|QEMU|Common|VIA|Westmere|Apple)\b[^,]{2,80})/.exec(line)
    if (model !== null) yield signalAt(document, index, 'cpu.model', model[1]!)
    // Without HV (bit 31 of CPUID.1:ECX) nothing is below it. The list is complete where SSE3, the first of that word, is in it.
    if (/^cpu0: [A-Z0-9].{0,400}\bSSE3\b/.test(line) && !/[,<]HV\b/.test(line))
      yield signalAt(document, index, 'cpuid.hypervisor-bit', '0')
    const root = /^root on ((?:sd|wd)\d{1,3})[a-p]\b/.exec(line)
    if (root !== null) yield signalAt(document, index, 'root.device', root[1]!)
    const at = LINE.exec(line)
    if (at === null) continue
    const [, name = '', unit = '', above = '', number = '', rest = ''] = at
    const id = `${name}${unit}`
    const parent = `${above}${number}`
    if (name === 'pvbus')
      for (const word of rest.replace(/^: /, '').split(/, /)) {
        const [hypervisor = '', version] = word.split(' ')
        const signature = SIGNATURES.get(hypervisor)
        if (signature !== undefined) yield signalAt(document, index, 'cpuid.signature', signature)
        if (hypervisor === 'Xen' && version !== undefined) yield signalAt(document, index, 'xen.version', version)
      }
    else if (name === 'xspd') {
      yield signalAt(document, index, 'xen.context', 'hvm')
      yield signalAt(document, index, 'pci', '5853:0001', id)
    } else if (name === 'scsibus') buses.set(id, above)
    else if (name === 'sd' && above === 'scsibus') {
      const host = DRIVERS().get(buses.get(parent) ?? '')
      if (host?.class === 'disk') yield signalAt(document, index, 'disk.logged', host.driver, id)
    } else if (name === 'wd' && above === 'pciide') yield signalAt(document, index, 'disk.logged', 'ata_piix', id)
    else {
      const quoted = /"[^"\n]{1,80}"/.exec(rest)?.[0] ?? ''
      const card = DRIVERS().get(name) ?? (above === 'pci' ? CARDS().find((one) => one.called.test(quoted)) : undefined)
      // The processor's VMX has no place on the bus.
      if (card?.class === 'net' && (name !== 'vmx' || above === 'pci'))
        yield signalAt(document, index, 'net.logged', card.driver, id)
    }
  }
  yield* boardOf(document, names)
}

export const openbsd: Probe = {
  id: 'openbsd-dmesg',
  amid: true,
  reads: [],
  captured: [],
  words: ['OpenBSD ', 'mainbus0', '" rev 0x'],
  accepts: (head) =>
    /^OpenBSD \d{1,2}\.\d[^\n]{0,40} \(/m.test(head) ||
    (/^mainbus0 at root$/m.test(head) && /^\w{2,16}\d{1,3} at mainbus0\b/m.test(head)) ||
    // Without its beginning: the names of functions stand in quotation marks, with a revision.
    /^pvbus0 at mainbus0: \S/m.test(head) ||
    (head.match(/^\w{2,16}\d{1,3} at pci\d{1,3} dev \d{1,3} function \d{1,2} "[^"\n]{1,80}" rev 0x[\da-f]{2}/gm)?.length ??
      0) >= 2,
  read,
}
