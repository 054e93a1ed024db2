import type { Document, Probe, Signal } from '../../model.ts'
import { table } from '../../table.ts'
import { type PciFunction, pciSignals } from '../pci.ts'
import { linesOf, proofAt } from '../say.ts'

const short = (address: string): string => (/^[0-9a-f]{4}:/.test(address) ? address : `0000:${address}`)

/** /proc/bus/pci/devices: slot, id and, in the last column, the bound driver. There is no class in it; the driver's is used by the table. */
export const pciDevices: Probe = {
  id: 'pci-procfs',
  reads: [],
  captured: ['proc/bus/pci/devices'],
  accepts: (head) => /^[0-9a-f]{4}\t[0-9a-f]{8}\t[0-9a-f]+\t/.test(head),
  *read(document) {
    for (const { text, index } of linesOf(document, 4096)) {
      const match = /^([0-9a-f]{2})([0-9a-f]{2})\t([0-9a-f]{4})([0-9a-f]{4})\t/.exec(text)
      if (match === null) continue
      const slot = Number.parseInt(match[2]!, 16)
      const address = `0000:${match[1]}:${(slot >> 3).toString(16).padStart(2, '0')}.${slot & 7}`
      const last = text.split('\t').at(-1)!.trim()
      const id = `${match[3]}:${match[4]}`
      const proof = { ...proofAt(document, index), text: `${match[1]}${match[2]} ${match[3]}${match[4]} … ${last}` }
      yield { name: 'pci', of: address, value: id, proof }
      // The host bridge is the first function; a NIC that is passed through at that address has a driver.
      const driver = /^[a-z_][\w-]*$/i.test(last)
      if (last === 'pcieport' || (!driver && address === '0000:00:00.0'))
        yield { name: 'pci.bridge', of: address, value: id, proof }
      if (!driver) continue
      yield { name: 'pci.driver', of: address, value: last, proof }
      yield { name: 'driver.listed', of: address, value: last, proof }
      yield { name: 'device.pci', of: address, value: id, proof }
    }
  },
}

/** Vendors of virtual machines, by the names that lspci gives a subsystem's vendor without numbers. */
const SUBSYSTEM_VENDORS: readonly (readonly [name: RegExp, vendor: string])[] = [
  [/^XenSource, Inc\./, '5853'],
  [/^Red Hat, Inc/, '1af4'],
  [/^VMware/, '15ad'],
  [/^Parallels, Inc\./, '1ab8'],
]

/** The vendor of a subsystem by its name, as a number and a colon. */
export const subsystemVendor = (name: string): string | undefined => {
  const vendor = SUBSYSTEM_VENDORS.find(([known]) => known.test(name))?.[1]
  return vendor === undefined ? undefined : `${vendor}:`
}

/** The subsystem as vendor:device, or as the vendor's number and a colon where only names are listed. */
function subsystemOf(text: string): string | undefined {
  const match = /^\s{0,8}(?:Subsystem|DeviceName): (\S[^\n]{0,300})$/.exec(text)
  if (match === null) return undefined
  if (/^Red Hat, Inc\.? Qemu virtual machine$/i.test(match[1]!.trimEnd())) return '1af4:1100'
  const ids =
    /\[([0-9a-f]{4}:[0-9a-f]{4})\]$/.exec(match[1]!.trimEnd()) ?? /^([0-9a-f]{4}:[0-9a-f]{4})$/.exec(match[1]!.trimEnd())
  if (ids !== null) return ids[1]!
  return subsystemVendor(match[1]!)
}

/** lspci, with any of -n, -nn, -k, -v: a line of each function, then indented lines about it. */
function* functionsIn(document: Document): Generator<Signal> {
  let current: PciFunction | undefined
  for (const { text, index } of linesOf(document, 20_000)) {
    const head = /^((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]) (.*)$/.exec(text)
    if (head !== null) {
      if (current !== undefined) yield* pciSignals(current)
      const rest = head[2]!
      const ids = /\[([0-9a-f]{4}:[0-9a-f]{4})\](?: \(|$)/.exec(rest) ?? /^[0-9a-f]{4}: ([0-9a-f]{4}:[0-9a-f]{4})/.exec(rest)
      const named = /^(.*?)(?: \[([0-9a-f]{4})\])?: ([^\n]*)$/.exec(rest)
      const kind = named?.[2] ?? /^([0-9a-f]{4}): /.exec(rest)?.[1] ?? classOfName(named?.[1] ?? '')
      const id = ids?.[1] ?? idOfName(named?.[3] ?? '')
      current = {
        address: short(head[1]!),
        ...(id !== undefined && { id }),
        ...(kind !== undefined && { class: kind }),
        ...(named !== null && !/^[0-9a-f]{4}$/.test(named[1]!) && { name: named[3]! }),
        proof: proofAt(document, index),
      }
      continue
    }
    // A page or a mail program may have taken the blanks before these lines.
    if (current === undefined || !/^(?:\s|Subsystem: |Kernel driver)/.test(text)) continue
    const driver = /^\s*Kernel driver in use: (\S+)/.exec(text)
    if (driver !== null)
      current = { ...current, driver: driver[1]!, proof: { ...current.proof, text: `${current.proof.text} | ${text.trim()}` } }
    const subsystem = subsystemOf(text)
    if (subsystem !== undefined)
      current = { ...current, subsystem, proof: { ...current.proof, text: `${current.proof.text} | ${text.trim()}` } }
  }
  if (current !== undefined) yield* pciSignals(current)
}

/**
 * Functions that only virtual machine monitors make, by the name that a listing without numbers gives them, where rules ask for their id.
 * https://pci-ids.ucw.cz/
 */
const NAMED_IDS: readonly (readonly [name: RegExp, id: string])[] = [
  [/^XenSource, Inc\. Xen Platform Device/, '5853:0001'],
  [/^(?:InnoTek|Oracle)\b[^\n]{0,40} VirtualBox Graphics Adapter/, '80ee:beef'],
  [/^(?:InnoTek|Oracle)\b[^\n]{0,40} VirtualBox Guest Service/, '80ee:cafe'],
  [/^VMware SVGA II Adapter/, '15ad:0405'],
  [/^VMware Virtual Machine Communication Interface/, '15ad:0740'],
  [/^VMware PVSCSI SCSI Controller/, '15ad:07c0'],
  [/^VMware VMXNET3 Ethernet Controller/, '15ad:07b0'],
  [/^VMware SATA AHCI controller/, '15ad:07e0'],
  [/^VMware PCI Express Root Port/, '15ad:07a0'],
  [/^VMware PCI bridge/, '15ad:0790'],
  [/^Red Hat, Inc\.? QEMU PCIe Host bridge/, '1b36:0008'],
  [/^Red Hat, Inc\.? QEMU PCI-PCI bridge/, '1b36:0001'],
  [/^Red Hat, Inc\.? QEMU PCIe Root port/, '1b36:000c'],
  [/^Red Hat, Inc\.? QEMU XHCI Host Controller/, '1b36:000d'],
  [/\bVirtio (?:1\.0 )?network device/i, '1af4:1000'],
  [/\bVirtio (?:1\.0 )?block device/i, '1af4:1001'],
  [/\bVirtio (?:1\.0 )?(?:memory )?balloon/i, '1af4:1002'],
  [/\bVirtio (?:1\.0 )?SCSI/i, '1af4:1004'],
  [/^Amazon\.com, Inc\. Elastic Network Adapter/, '1d0f:ec20'],
  [/^Amazon\.com, Inc\. NVMe EBS Controller/, '1d0f:8061'],
  [/^Amazon\.com, Inc\. NVMe SSD Controller/, '1d0f:cd01'],
  [/^Google, Inc\. Compute Engine Virtual Ethernet/, '1ae0:0042'],
  [/^Microsoft Corporation Hyper-V virtual VGA/, '1414:5353'],
  [/^Intel Corporation 440FX - 82441FX PMC/, '8086:1237'],
  [/^Intel Corporation 440BX\/ZX\/DX - 82443BX\/ZX\/DX Host bridge/, '8086:7190'],
  [/^Intel Corporation 82371(?:SB PIIX3|AB\/EB\/MB PIIX4) IDE/, '8086:7010'],
  [/^Intel Corporation 82801HM\/HEM \(ICH8M\/ICH8M-E\) SATA Controller \[AHCI mode\]/, '8086:2829'],
  [/^Intel Corporation 82801IR\/IO\/IH \(ICH9R\/DO\/DH\) 6 port SATA Controller \[AHCI mode\]/, '8086:2922'],
  [/^Intel Corporation 82599 Ethernet Controller Virtual Function/, '8086:10ed'],
  [/^Advanced Micro Devices, Inc\. \[AMD\] 79c970 \[PCnet32 LANCE\]/, '1022:2000'],
  [/^Realtek Semiconductor Co\., Ltd\. RTL-?8(?:100\/8101L\/8139|139)/, '10ec:8139'],
  [/^(?:LSI Logic|Broadcom)[^\n]{0,20} 53c1030/, '1000:0030'],
]

/** Vendors of virtual functions by whole name: of a function that its list does not know lspci gives the number, `Vendor Device b111`. */
const VENDORS: Readonly<Record<string, string>> = table({
  'Microsoft Corporation': '1414',
  'Amazon.com, Inc.': '1d0f',
  'Google, Inc.': '1ae0',
  VMware: '15ad',
  'Red Hat, Inc.': '1af4',
  'XenSource, Inc.': '5853',
  'Network Appliance Corporation': '1275',
})

function unnamed(name: string): string | undefined {
  const match = /^(\D{1,40}) Device ([0-9a-f]{4})(?: \(|$)/.exec(name)
  const vendor = match === null ? undefined : VENDORS[match[1]!]
  return vendor === undefined ? undefined : `${vendor}:${match![2]}`
}

/** Class names of lspci for the classes that matter here. https://pci-ids.ucw.cz/ */
const CLASS_NAMES: readonly (readonly [name: RegExp, code: string])[] = [
  [/^(?:SCSI storage controller|SCSI controller)/, '0100'],
  [/^IDE interface/, '0101'],
  [/^RAID bus controller/, '0104'],
  [/^SATA controller/, '0106'],
  [/^Serial Attached SCSI controller/, '0107'],
  [/^Non-Volatile memory controller/, '0108'],
  [/^Mass storage controller/, '0180'],
  [/^Ethernet controller/, '0200'],
  [/^(?:Network controller|Wireless)/, '0280'],
  [/^Non-VGA unclassified device/, '0000'],
  [/^(?:Host|ISA|PCI|CardBus) bridge/, '0600'],
]

/** vendor:device of a function by the name that pci.ids has for it, where rules ask for the number. */
export const idOfName = (name: string): string | undefined =>
  NAMED_IDS.find(([known]) => known.test(name))?.[1] ?? unnamed(name)

/** The class of a function, four digits, by its name in pci.ids. */
export const classOfName = (name: string): string | undefined => CLASS_NAMES.find(([known]) => known.test(name))?.[1]

export const lspci: Probe = {
  id: 'lspci',
  amid: true,
  reads: [],
  captured: ['lspci', 'lspci.txt', 'lspci-nnk.txt', 'sos_commands/pci/lspci_-nnvv', 'sos_commands/pci/lspci'],
  words: ['.0 ', '.1 ', '.2 ', '.3 ', '.4 ', '.5 ', '.6 ', '.7 '],
  accepts: (head) => /^(?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7] (?:\S.*: |[0-9a-f]{4}: )/m.test(head),
  read: functionsIn,
}
