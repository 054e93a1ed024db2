import type { Document, Probe } from '../../model.ts'
import { signalAt } from '../say.ts'

/**
 * Boot messages of FreeBSD and NetBSD: the name that the hypervisor reports, and the driver that attached to each device.
 * Devices are named as there, drivers by what Linux calls the one for the same device, so that one table colours all.
 * Descriptions as the drivers set them: https://github.com/freebsd/freebsd-src/tree/main/sys/dev (xen/netfront/netfront.c,
 * xen/blkfront/blkfront.c, virtio, hyperv, vmware/vmxnet3, e1000/if_em.c, gve, ena) and sys/x86/x86/identcpu.c, sys/x86/xen/hvm.c;
 * https://github.com/NetBSD/src/tree/trunk/sys/arch/xen/xen (hypervisor.c, if_xennet_xenbus.c, xbd_xenbus.c), sys/dev/pci (vioif.c, ld_virtio.c).
 */
const DEVICES: readonly (readonly [has: string, class_: 'disk' | 'net', driver: string, pattern: RegExp])[] = [
  ['<VirtIO Networking Adapter>', 'net', 'virtio_net', /^(vtnet\d+): <VirtIO Networking Adapter>/gm],
  ['<VirtIO Block Adapter>', 'disk', 'virtio_blk', /^(vtblk\d+): <VirtIO Block Adapter>/gm],
  ['<VirtIO SCSI Adapter>', 'disk', 'virtio_scsi', /^(vtscsi\d+): <VirtIO SCSI Adapter>/gm],
  ['<Virtual Network Interface>', 'net', 'vif', /^(xn\d+): <Virtual Network Interface>/gm],
  ['<Virtual Block Device>', 'disk', 'vbd', /^((?:xbd|ada|da)\d+): .*<Virtual Block Device>/gm],
  ['<Hyper-V Network Interface>', 'net', 'hv_netvsc', /^(hn\d+): <Hyper-V Network Interface>/gm],
  ['<Hyper-V SCSI>', 'disk', 'hv_storvsc', /^(storvsc\d+): <Hyper-V SCSI>/gm],
  // Its probe's words and, of the same device, its version's (ena.h: ENA_DEVICE_DESC, ENA_DEVICE_NAME).
  ['ENA', 'net', 'ena', /^(ena\d+): (?:<ENA adapter>|Elastic Network Adapter \(ENA\))/gm],
  ['<Intel(R) Legacy PRO/1000', 'net', 'e1000', /^(em\d+): <Intel\(R\) Legacy PRO\/1000/gm],
  // Before FreeBSD 12.
  ['<Intel(R) PRO/1000 Legacy', 'net', 'e1000', /^(em\d+): <Intel\(R\) PRO\/1000 Legacy Network Connection/gm],
  ['<gVNIC>', 'net', 'gve', /^(gve\d+): <gVNIC>/gm],
  ['<VMware VMXNET3', 'net', 'vmxnet3', /^(vmx\d+): <VMware VMXNET3/gm],
  ['nvme', 'disk', 'nvme', /^((?:nda|nvd)\d+)(?::| at nvme)/gm],
  ['vioif', 'net', 'virtio_net', /^(vioif\d+) at virtio\d+/gm],
  ['ld', 'disk', 'virtio_blk', /^(ld\d+) at virtio\d+/gm],
  ['xennet', 'net', 'vif', /^(xennet\d+) at xenbus\d+/gm],
  ['xbd', 'disk', 'vbd', /^(xbd\d+) at xenbus\d+/gm],
  // Virtual functions and, of NetBSD, the card that QEMU and others emulate (if_wm.c).
  ['Virtual Function', 'net', 'ixgbevf', /^(ixv\d+): <Intel\(R\)[^>\n]{0,80}Virtual Function/gm],
  ['Virtual Function', 'net', 'iavf', /^((?:iavf|ixlv)\d+): <Intel\(R\)[^>\n]{0,80}Virtual Function/gm],
  ['i8254', 'net', 'e1000', /^(wm\d+) at pci\d+[^\n]{0,80}Intel i8254[035]/gm],
  ['vmx', 'net', 'vmxnet3', /^(vmx\d+) at pci\d+/gm],
  ['VMware PVSCSI', 'disk', 'vmw_pvscsi', /^(pvscsi\d+): <VMware PVSCSI/gm],
  ['RealTek 8139', 'net', '8139cp', /^((?:re|rl)\d+): <RealTek 8139/gm],
  ['AMD PCnet', 'net', 'pcnet32', /^((?:le|pcn)\d+): <AMD PCnet/gm],
]

/** What FreeBSD prints of an HVM guest alone: the platform device is on its emulated PCI bus (sys/dev/xen/xenpci/xenpci.c). */
const XEN_HVM: RegExp = /^xenpci0: <Xen Platform Device>/m
/** CPUID.1:EDX and ECX, by Linux's names but for HV (sys/x86/x86/identcpu.c). */
const FEATURES: RegExp = /^ {2}Features=0x[\da-f]{1,8}<([^>\n]{1,400})>\n {2}Features2=0x[\da-f]{1,8}<([^>\n]{1,400})>/m

const FACTS: readonly (readonly [signal: string, pattern: RegExp])[] = [
  ['cpuid.signature', /^Hypervisor: Origin = "([^"\n]{3,12}?) *"/m],
  ['xen.version', /^XEN: Hypervisor version (\d+\.\d\S*) detected/m],
  ['xen.version', /^hypervisor0 at mainbus0.*: Xen version (\d+\.\d[^\s,]*)/m],
  ['acpi.oem', /^ACPI APIC Table: <([^\s>]+(?: +[^\s>]+)?) *>/m],
  ['cpu.model', /^CPU: ((?:(?!\()(?:.))+?) \(/m],
]

/** NetBSD stamps its lines since version 9. The lines keep their numbers. */
const unstamped = (document: Document): Document => ({ ...document, text: document.text.replace(/^\[ *\d+\.\d+\] ?/gm, '') })

export const bsd: Probe = {
  id: 'bsd-dmesg',
  reads: [],
  captured: ['var/run/dmesg.boot'],
  accepts: (head) =>
    /^(?:\[ *\d+\.\d+\] ?)?(?:FreeBSD is a registered trademark of|FreeBSD \d+\.\d+-|NetBSD \d+\.\d.{0,40} \(|---<<BOOT>>---|[ \t]{0,16}The NetBSD Foundation, Inc\.)/m.test(
      head,
    ),
  *read(whole) {
    const document = unstamped(whole)
    const { text } = document
    const system = /\b(?:Free|Net)BSD\b/.exec(text)
    if (system !== null) yield signalAt(document, system.index, 'guest.os', system[0] === 'FreeBSD' ? 'freebsd' : 'other')
    for (const [name, pattern] of FACTS) {
      const match = pattern.exec(text)
      if (match === null) continue
      yield signalAt(document, match.index, name, match[1]!)
      if (name === 'xen.version') yield signalAt(document, match.index, 'hypervisor.type', 'xen')
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
    for (const [has, component, driver, pattern] of DEVICES) {
      if (!text.includes(has)) continue
      const seen = new Set<string>()
      for (const match of text.matchAll(pattern)) {
        if (seen.has(match[1]!) || seen.size >= 64) continue
        seen.add(match[1]!)
        yield signalAt(document, match.index, `${component}.logged`, driver, match[1]!)
      }
    }
  },
}
