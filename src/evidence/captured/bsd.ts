import { driversBy, elsewhere } from '../../devices/elsewhere.ts'
import type { Document, Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/**
 * Boot messages of FreeBSD and NetBSD: the name that the hypervisor reports, and the driver that attached to each device.
 * Devices are named as there, drivers by what Linux calls the one for the same device, so that one table colours all.
 * Descriptions as the drivers set them: https://github.com/freebsd/freebsd-src/tree/main/sys/dev (xen/netfront/netfront.c,
 * xen/blkfront/blkfront.c, virtio, hyperv, vmware/vmxnet3, e1000/if_em.c, gve, ena) and sys/x86/x86/identcpu.c, sys/x86/xen/hvm.c;
 * https://github.com/NetBSD/src/tree/trunk/sys/arch/xen/xen (hypervisor.c, if_xennet_xenbus.c, xbd_xenbus.c), sys/dev/pci (vioif.c, ld_virtio.c).
 */
const LINES = elsewhere((of) => of.bsd)

/**
 * FreeBSD's disks by the bus that they are on: `da0 at vtscsi0 bus 0 scbus2 target 0 lun 0` (sys/cam/scsi/scsi_da.c, sys/cam/ata/ata_da.c;
 * the names of the buses are those of the drivers in sys/dev).
 */
const DISK_AT = /^((?:a?da|nda)\d{1,3}) at ([a-z]{2,16}?)\d{1,3} bus \d/gm
const BUSES = driversBy((of) => of.freebsd)
/** A PV disk under the name of the emulated disk that it replaces; a virtio disk is vtbd where its device is vtblk. */
const DISK_NAME = /^(xbd\d{1,4}): attaching as (\w{2,12}\d{1,4})$/gm
/** The last one with a known name: a wrong one at the prompt is asked again. */
const ROOT = /^Trying to mount root from (?:ufs|ffs):\/dev\/([a-z]{2,8}\d{1,4})(?:[ps]\d|[a-h]?\b)/gm

/** What FreeBSD prints of an HVM guest alone: the platform device is on its emulated PCI bus (sys/dev/xen/xenpci/xenpci.c). */
const XEN_HVM: RegExp = /^xenpci0: <Xen Platform Device>/m
/** CPUID.1:EDX and ECX, by Linux's names but for HV (sys/x86/x86/identcpu.c). */
const FEATURES: RegExp = /^ {2}Features=0x[\da-f]{1,8}<([^>\n]{1,400})>\n {2}Features2=0x[\da-f]{1,8}<([^>\n]{1,400})>/m

/** Devices where they attach, by which a log without its beginning is known: FreeBSD's description, NetBSD's place on the bus. */
const ATTACHED =
  /^[a-z]{2,12}\d{1,3}: <[^>\n]{1,80}>[^\n]{0,120} on (?:acpi|pci|pcib|isab?|motherboard|nexus|virtio_pci|vmbus|xenpci|xenbusb_front)\d{0,3}$/gm
const ATTACHED_NETBSD =
  /^(?:[a-z]{2,12}\d{1,3} at pci\d{1,3} dev \d{1,3} function \d{1,2}(?:: (?!")|$)|(?:ld|vioif|viornd|vioscsi|viocon)\d{1,3} at virtio\d{1,3}\b|(?:xennet|xbd)\d{1,3} at xenbus\d{1,3}\b)/gm
const FEWEST_ATTACHED = 3
/** One line is enough on a bus that only virtual machines have. */
const VIRTUAL_BUS: RegExp =
  /^[a-z]{2,12}\d{1,3}: <[^>\n]{1,80}>[^\n]{0,120} on (?:vmbus|virtio_pci|virtio_mmio|xenbusb_front|xenpci)\d{1,3}$/m

/** Functions that NetBSD's list of names lacks: `pchb0 at pci0 dev 0 function 0: vendor 1275 product 1275`. */
const UNNAMED = /^([a-z]{2,12}\d{1,3}) at pci\d{1,3} dev \d{1,3} function \d{1,2}: vendor ([\da-f]{4}) product ([\da-f]{4})\b/gm

const FACTS: readonly (readonly [signal: string, pattern: RegExp])[] = [
  ['cpuid.signature', /^Hypervisor: Origin = "([^"\n]{3,12}?) *"/m],
  ['xen.version', /^XEN: Hypervisor version (\d+\.\d\S*) detected/m],
  ['xen.version', /^hypervisor0 at mainbus0.*: Xen version (\d+\.\d[^\s,]*)/m],
  ['acpi.oem', /^ACPI APIC Table: <([^\s>]+(?: +[^\s>]+)?) *>/m],
  ['acpi.oem', /^acpi0: <([^\s>]+(?: +[^\s>]+)?) *> on (?:motherboard|nexus0)/m],
  ['cpu.model', /^CPU: ((?:(?!\()(?:.))+?) \(/m],
]

/** As many devices of one kind are read. */
const MOST = 64
const count = (head: string, pattern: RegExp): number => head.match(pattern)?.length ?? 0

/** NetBSD stamps its lines since version 9. The lines keep their numbers. */
const unstamped = (document: Document): Document => ({ ...document, text: document.text.replace(/^\[ *\d+\.\d+\] ?/gm, '') })

export const bsd: Probe = {
  id: 'bsd-dmesg',
  reads: [],
  captured: ['var/run/dmesg.boot'],
  words: ['BSD', '<<BOOT>>', ': <', ' at pci', ' at virtio', ' at xenbus'],
  accepts: (head) =>
    /^(?:\[ *\d+\.\d+\] ?)?(?:FreeBSD is a registered trademark of|FreeBSD \d+\.\d+-|NetBSD \d+\.\d.{0,40} \(|---<<BOOT>>---|[ \t]{0,16}The NetBSD Foundation, Inc\.)/m.test(
      head,
    ) ||
    VIRTUAL_BUS.test(head) ||
    count(head, ATTACHED) >= FEWEST_ATTACHED ||
    count(head, ATTACHED_NETBSD) >= FEWEST_ATTACHED,
  *read(whole) {
    const document = unstamped(whole)
    const { text } = document
    const system = /\b(?:Free|Net)BSD\b/.exec(text)
    if (system !== null) yield signalAt(document, system.index, 'guest.os', system[0] === 'FreeBSD' ? 'freebsd' : 'other')
    const known = new Set<string>()
    for (const [name, pattern] of FACTS) {
      const match = known.has(name) ? null : pattern.exec(text)
      if (match === null) continue
      known.add(name)
      yield signalAt(document, match.index, name, match[1]!)
      if (name === 'xen.version') yield signalAt(document, match.index, 'hypervisor.type', 'xen')
    }
    for (const match of [...text.matchAll(UNNAMED)].slice(0, 64)) {
      const id = `${match[2]}:${match[3]}`
      yield signalAt(document, match.index, 'pci', id, match[1]!)
      if (match[1]!.startsWith('pchb')) yield signalAt(document, match.index, 'pci.bridge', id, match[1]!)
    }
    const hvm = XEN_HVM.exec(text)
    if (hvm !== null) {
      yield signalAt(document, hvm.index, 'xen.context', 'hvm')
      yield signalAt(document, hvm.index, 'pci', '5853:0001', 'xenpci0')
    }
    const features = FEATURES.exec(text)
    if (features !== null) {
      const flags = `${features[1]},${features[2]}`
        .toLowerCase()
        .replaceAll(',', ' ')
        .replace(/\bhv\b/, 'hypervisor')
      yield signalAt(document, features.index, 'cpu.flags', flags)
    }
    const onBus = new Map<string, { readonly driver: string; readonly index: number }>()
    for (const match of text.matchAll(DISK_AT)) {
      const driver = BUSES().get(match[2]!)?.driver
      if (driver !== undefined && onBus.size < MOST && !onBus.has(match[1]!))
        onBus.set(match[1]!, { driver, index: match.index })
    }
    for (const [disk, { driver, index }] of onBus) yield signalAt(document, index, 'disk.logged', driver, disk)
    const names = new Map([...text.matchAll(DISK_NAME)].slice(0, MOST).map((m) => [m[1]!, m[2]!] as const))
    const drivers = new Set([...onBus.values()].map(({ driver }) => driver))
    for (const { has, class: component, driver, line } of LINES()) {
      // A controller is no second disk beside its disks.
      if (!text.includes(has) || (component === 'disk' && drivers.has(driver))) continue
      const seen = new Set<string>()
      for (const match of text.matchAll(line)) {
        if (seen.has(match[1]!) || seen.size >= MOST) continue
        seen.add(match[1]!)
        const id = names.get(match[1]!) ?? match[1]!.replace(/^vtblk(?=\d)/, 'vtbd')
        yield signalAt(document, match.index, `${component}.logged`, driver, id)
      }
    }
    const root = [...text.matchAll(ROOT)].at(-1)
    if (root !== undefined) yield signalAt(document, root.index, 'root.device', root[1]!)
  },
}
