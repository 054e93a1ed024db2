import type { Document, Signal } from '../model.ts'
import { pciSignals } from './pci.ts'
import { proofAt, signalAt } from './say.ts'

/** What a SCSI host calls itself, to the driver behind it. The descriptions are the drivers' own (`scsi_host_template.name` or `info`). */
const HOSTS: readonly (readonly [description: RegExp, driver: string])[] = [
  [/Virtio SCSI HBA/, 'virtio_scsi'],
  [/storvsc_host(?:_t)?/, 'hv_storvsc'],
  [/VMware PVSCSI|pvscsi/i, 'vmw_pvscsi'],
  [/LSI53C1030|ioc\d+: LSI53/, 'mptspi'],
  [/LSISAS1068|ioc\d+: LSISAS/, 'mptsas'],
  [/sym-\d|sym53c/, 'sym53c8xx'],
  [/^ata_piix$/, 'ata_piix'],
  [/^ahci$/, 'ahci'],
  [/Xen SCSI frontend/, 'xen-scsifront'],
  [/usb-storage/, 'usb-storage'],
  [/IBM POWER Virtual SCSI/, 'ibmvscsi'],
]

/** Messages of drivers that carry the name of the function or interface, not of a controller. */
const NOT_A_DRIVER = new Set([
  'pci',
  'pcieport',
  'acpi',
  'iommu',
  'vgaarb',
  'pci_bus',
  'pnp',
  'system',
  'DMAR',
  'EDAC',
  'AMD-Vi',
  'shpchp',
  'pciehp',
  'aer',
  'xen_pciback',
  'pciback',
  'rtc_cmos',
  'ACPI',
  'virtio-pci',
  'PCI',
  'probe',
])

/** Devices that the log names together with who drives them. */
export function* logDevices(document: Document): Generator<Signal> {
  const { text } = document
  const say = (match: RegExpMatchArray, name: string, of: string, value: string): Signal =>
    signalAt(document, match.index! + (/^\s/.test(match[0]) ? 1 : 0), name, value, of)
  const seen = new Set<string>()
  const once = (key: string): boolean => !seen.has(key) && seen.size < 1024 && seen.add(key) !== undefined

  // Paravirtual disks, and names that only one driver gives (a partition table line is printed under the kernel's own name).
  for (const m of text.matchAll(/blkfront: (?:device\/vbd\/\d+: )?(xvd[a-z]+|sd[a-z]+|hd[a-z]+)\b/g))
    if (once(`d${m[1]}`)) yield say(m, 'disk.logged', m[1]!, 'vbd')
  for (const m of text.matchAll(/[\s\]](xvd[a-z]+): (?:xvd[a-z]+\d|unknown partition table)/g))
    if (once(`d${m[1]}`)) yield say(m, 'disk.logged', m[1]!, 'vbd')
  for (const m of text.matchAll(/virtio_blk virtio\d+: (?:\[(vd[a-z]+)\])/g))
    if (once(`d${m[1]}`)) yield say(m, 'disk.logged', m[1]!, 'virtio_blk')
  for (const m of text.matchAll(/[\s\]](vd[a-z]+): (?:vd[a-z]+\d|unknown partition table)/g))
    if (once(`d${m[1]}`)) yield say(m, 'disk.logged', m[1]!, 'virtio_blk')
  for (const m of text.matchAll(/[\s\]](mmcblk\d+): mmc\d+:/g))
    if (once(`d${m[1]}`)) yield say(m, 'disk.logged', m[1]!, 'mmcblk')
  for (const m of text.matchAll(/mmc(\d+): new [^\n]*(?:MMC|SD\w*) card/g))
    if (once(`mmc${m[1]}`)) yield say(m, 'disk.logged', `mmcblk${m[1]}`, 'mmcblk')

  // SCSI and ATA: disks name their host, hosts their driver.
  const hosts = new Map<string, string>()
  for (const m of text.matchAll(/scsi(?: host)? ?(\d+) ?: ([^\n]*)/g)) {
    const driver =
      HOSTS.find(([description]) => description.test(m[2]!.trim()))?.[1] ?? /^([a-z][\w-]*)$/.exec(m[2]!.trim())?.[1]
    if (driver !== undefined && !hosts.has(m[1]!)) hosts.set(m[1]!, driver)
  }
  const models = new Map<string, string>()
  for (const m of text.matchAll(/scsi (\d+:\d+:\d+:\d+): Direct-Access +(\S.*?) *(?:PQ:|$)/gm))
    models.set(m[1]!, m[2]!.replace(/\s+/g, ' '))
  for (const m of text.matchAll(/sd (\d+):(\d+:\d+:\d+): \[(sd[a-z]+)\]/g)) {
    if (!once(`d${m[3]}`)) continue
    yield say(m, 'disk.logged', m[3]!, hosts.get(m[1]!) ?? '')
    const model = models.get(`${m[1]}:${m[2]}`)
    if (model !== undefined) yield say(m, 'device.model', m[3]!, model)
  }
  for (const m of text.matchAll(/hv_storvsc|hv_vmbus: registering driver hv_storvsc/g))
    if (once('storvsc')) yield say(m, 'hyperv.driver', 'disk', 'hv_storvsc')

  // PCI functions as the bus scan names them, with the drivers that then speak for them.
  const drivers = new Map<string, string>()
  for (const m of text.matchAll(/(?:^|[\s\]])([a-zA-Z][\w-]*) (?:([0-9a-f]{4}):)?([0-9a-f]{2}:[0-9a-f]{2}\.[0-7])[: ]/gm)) {
    const address = `${m[2] ?? '0000'}:${m[3]}`
    if (NOT_A_DRIVER.has(m[1]!) || drivers.has(address)) continue
    if (drivers.size < 4096) drivers.set(address, m[1]!)
  }
  const nvme = new Map<string, string>()
  for (const m of text.matchAll(/nvme (nvme\d+): pci function (\S+)/g)) nvme.set(m[2]!, m[1]!)
  for (const m of text.matchAll(
    /pci (?:0000:)?([0-9a-f:]+\.[0-7]): (?:found )?\[([0-9a-f]{4}:[0-9a-f]{4})\](?: type \w+)? class (?:0x)?([0-9a-f]{6})/g,
  )) {
    const address = /^[0-9a-f]{4}:/.test(m[1]!) && m[1]!.length > 7 ? m[1]! : `0000:${m[1]}`
    if (!once(`p${address}`)) continue
    // Kernels before 3.x printed the class shifted right: 000200 for an Ethernet controller.
    const code = m[3]!.startsWith('00') && !/found/.test(m[0]) === false ? m[3]!.slice(2) : m[3]!.slice(0, 4)
    const driver = drivers.get(address)
    const proof = proofAt(document, m.index)
    yield* pciSignals({ address, id: m[2]!, class: code, ...(driver !== undefined && { driver }), proof })
  }
  // Controllers without a scan line (quiet logs): the driver's own message, with an interface or as NVMe.
  for (const m of text.matchAll(
    /(?:^|[\s\]])([a-z][\w-]*) ((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])(?:,| )?(?: |:)\s*(eth\d+|en[ospx]\w+|wl\w+)[: (]/gm,
  )) {
    if (NOT_A_DRIVER.has(m[1]!) || !once(`n${m[2]}`)) continue
    yield say(m, 'net.logged', m[3]!, m[1]!)
  }
  for (const m of text.matchAll(/virtio_net (virtio\d+)(?: (\w+))?/g))
    if (once(`n${m[1]}`)) yield say(m, 'net.logged', m[2] ?? m[1]!, 'virtio_net')
  for (const m of text.matchAll(/ena ([0-9a-f:.]+)(?: (\w+))?: (?:Elastic Network Adapter|ENA device|LLQ|creating)/g))
    if (once(`n${m[1]}`)) yield say(m, 'net.logged', m[2] ?? m[1]!, 'ena')
  for (const m of text.matchAll(/hv_netvsc (\S+?)(?: (eth\d+|\w+))?: /g))
    if (once(`n${m[1]}`)) yield say(m, 'net.logged', m[2] ?? m[1]!, 'hv_netvsc')
  for (const m of text.matchAll(/nvme (nvme\d+): pci function (\S+)/g)) {
    if (!once(`d${m[1]}`)) continue
    yield say(m, 'disk.logged', m[1]!, 'nvme')
    const id = new RegExp(`pci ${m[2]!.replaceAll('.', '\\.')}: \\[([0-9a-f]{4}:[0-9a-f]{4})\\]`).exec(text)
    if (id !== null) yield signalAt(document, id.index, 'device.pci', id[1]!, m[1]!)
  }
}
