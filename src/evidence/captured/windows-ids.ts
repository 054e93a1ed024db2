import { driversBy } from '../../devices/elsewhere.ts'
import type { Document, Signal } from '../../model.ts'
import { type PciFunction, pciSignals } from '../pci.ts'
import { proofAt, signalAt } from '../say.ts'
import type { Shown } from './inventory.ts'
import type { WindowsRecord } from './windows-records.ts'

/**
 * Windows' services (the drivers' names) by what Linux calls the driver of the same device. From the drivers' INF files (AddService):
 * https://github.com/virtio-win/kvm-guest-drivers-windows (NetKVM/netkvm-base.txt, viostor/viostor.inx, vioscsi/vioscsi.inx),
 * https://github.com/xcp-ng/win-xennet (src/xennet.inf) and https://github.com/xcp-ng/win-xenvbd (src/xenvbd.inf),
 * https://learn.microsoft.com/windows-server/virtualization/hyper-v/architecture (netvsc, storvsc), VMware Tools (vmxnet3ndis6.inf, pvscsi.inf),
 * Windows' own (storahci, stornvme, intelide, pciide, lsi_sas, E1G60, e1iexpress),
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ena-driver-releases-windows.html (ena) and …/aws-nvme-drivers.html (AWSNVMe).
 */
const SERVICES = driversBy((of) => of.services)
/** A device's class by Windows' name of it; the names are the same in all languages. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['net', '0200'],
  ['scsiadapter', '0100'],
  ['hdc', '0101'],
])
const ID = /^PCI\\VEN_([\dA-F]{4})&DEV_([\dA-F]{4})(?:&SUBSYS_([\dA-F]{4})([\dA-F]{4}))?(?:&REV_[\dA-F]{2})?(?:\\|$)/i
/** Buses that only virtual machines have, by the enumerator at the beginning of a device's id. */
const BUS = /^(XENVIF|XENBUS|XENVBD|VMBUS)\\/i
/** Windows puts bridges into the class System; the name is the PCI bus driver's or the chipset's. */
const BRIDGE = /\b(?:Root Port|Root Complex|Host Bridge|(?:ISA|LPC|PCI)\b.{0,20}\b(?:Bridge|Controller))/i

const word = (record: WindowsRecord, ...names: readonly string[]): Shown | undefined => {
  for (const name of names) {
    const shown = record.get(name)
    if (shown !== undefined && shown.value !== '-') return shown
  }
  return undefined
}

/**
 * The bus that Windows has for guests where Hyper-V runs below it, for virtualization-based security (VBS) too. A guest's own end of the bus
 * is ACPI\VMBUS, since 2025 ACPI\MSFT1000. https://learn.microsoft.com/windows-server/virtualization/hyper-v/architecture
 */
export function busForGuests(record: WindowsRecord): Shown | undefined {
  const id = record.get('DeviceID') ?? record.get('PNPDeviceID') ?? record.get('InstanceId')
  return id !== undefined && /^ROOT\\VMBUS\\/i.test(id.value) ? id : undefined
}

/** The device of a record, by its id on a bus and the service that drives it. */
export function* deviceIn(document: Document, record: WindowsRecord): Generator<Signal> {
  const id = word(record, 'DeviceID', 'PNPDeviceID', 'InstanceId', 'PNP Device ID')
  if (id === undefined) return
  const service = word(record, 'Service', 'ServiceName', 'DriverName')
  const named = word(record, 'Name', 'FriendlyName', 'Caption', 'Description')
  const name = named?.value.replace(/^\[\d{8}\] /, '').replace(/ #\d{1,4}$/, '') ?? id.value
  const driver = SERVICES().get(service?.value.toLowerCase() ?? '')?.driver
  const code = classOf(record)
  // A device that no driver serves is not used; where the record does not show services, nothing is known of that.
  const idle = ['Service', 'ServiceName'].some((property) => record.get(property)?.value === '-')
  const pci = ID.exec(id.value)
  if (pci !== null) {
    const [, vendor = '', device = '', subDevice, subVendor] = pci
    const kind = code === undefined ? (BRIDGE.test(name) ? '0600' : undefined) : idle ? undefined : code
    const f: PciFunction = {
      address: name,
      id: `${vendor}:${device}`.toLowerCase(),
      proof: proofAt(document, id.index),
      name,
      ...(subDevice !== undefined && { subsystem: `${subVendor}:${subDevice}`.toLowerCase() }),
      ...(kind !== undefined && { class: kind }),
      ...(driver !== undefined && { driver }),
    }
    yield* pciSignals(f)
    // A list without classes: the id alone shows a virtual device.
    if (code === undefined && !record.has('PNPClass') && !record.has('Class'))
      yield { name: 'device.pci', of: name, value: f.id!, proof: f.proof }
    return
  }
  if (!BUS.test(id.value) || driver === undefined || idle || code === undefined) return
  yield signalAt(document, id.index, code === '0200' ? 'net.listed' : 'disk.listed', driver, name)
  yield signalAt(document, id.index, 'device.model', name, name)
}

function classOf(record: WindowsRecord): string | undefined {
  const named = word(record, 'PNPClass', 'Class')
  if (named !== undefined) return CLASSES.get(named.value.toLowerCase())
  // Win32_NetworkAdapter and msinfo32 show no class.
  return ['AdapterType', 'MACAddress', 'NetConnectionID', 'Adapter Type', 'MAC Address'].some((property) =>
    record.has(property),
  )
    ? '0200'
    : undefined
}
