import { elsewhere } from '../../devices/elsewhere.ts'
import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { type BoardNames, boardOf, diskAt, type Shown } from './inventory.ts'
import { busForGuests, deviceIn } from './windows-ids.ts'
import { recordsOf, type WindowsRecord } from './windows-records.ts'

/**
 * What Windows shows of its machine, as far as that proves something: the names in its firmware, and devices by the names that their
 * drivers have. That a hypervisor is there proves nothing: a physical Windows with Hyper-V switched on is above one too.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/systeminfo,
 * https://learn.microsoft.com/windows/win32/cimwin32prov/win32-computersystem, …/win32-bios, …/win32-diskdrive, …/win32-networkadapter,
 * https://learn.microsoft.com/powershell/module/microsoft.powershell.management/get-computerinfo
 */
const FIELDS: ReadonlyMap<string, keyof BoardNames> = new Map([
  ['System Manufacturer', 'sys_vendor'],
  ['System Model', 'product_name'],
  ['BIOS Version', 'bios_version'],
  ['BIOS Version/Date', 'bios_version'],
  ['CsManufacturer', 'sys_vendor'],
  ['CsModel', 'product_name'],
  ['BiosManufacturer', 'bios_vendor'],
  ['BiosSMBIOSBIOSVersion', 'bios_version'],
  ['SMBIOSBIOSVersion', 'bios_version'],
])
/** Properties of disks and adapters, which have a maker and a model. */
/**
 * Adapters, disks and controllers by the names that their drivers for Windows give them. A switch of the host itself (Hyper-V Virtual Ethernet
 * Adapter, VMware Virtual Ethernet Adapter for VMnet1, VirtualBox Host-Only Ethernet Adapter) is no device of the machine.
 */
const NAMES = elsewhere((of) => of.windows)
const OF_DEVICES = [
  'InterfaceType',
  'Partitions',
  'DeviceID',
  'DeviceId',
  'MediaType',
  'BusType',
  'AdapterType',
  'MACAddress',
  'MacAddress',
  'NetConnectionID',
  'InterfaceDescription',
  'ServiceName',
  'FriendlyName',
  'Class',
]

/** Maker, model and firmware, as far as a record is one of the machine itself. */
function machineIn(record: WindowsRecord, names: BoardNames): void {
  for (const [label, field] of FIELDS) {
    const shown = record.get(label)
    // The date of the firmware follows its version: `Xen 4.11.amazon, 8/24/2006`.
    if (shown !== undefined) names[field] ??= { ...shown, value: shown.value.replace(/, [\d./-]{6,12}$/, '') }
  }
  const maker = record.get('Manufacturer')
  if (maker === undefined || OF_DEVICES.some((property) => record.has(property))) return
  const model = record.get('Model')
  if (model !== undefined) {
    names.sys_vendor ??= maker
    names.product_name ??= model
  } else if (record.has('SMBIOSBIOSVersion')) names.bios_vendor ??= maker
}

/** Only where no hypervisor is there does Windows show what it would need for one. */
function* bare(document: Document, record: WindowsRecord): Generator<Signal> {
  for (const [name, { value, index }] of record)
    if (
      (/^HyperV?isorPresent$/i.test(name) && value === 'False') ||
      (name === 'HypervisorPresent' && value === 'FALSE') ||
      (name === 'Hyper-V Requirements' && /^VM Monitor Mode Extensions:/.test(value)) ||
      (/^Hyper-V - VM Monitor Mode Extensions$|^HyperVRequirementVMMonitorModeExtensions$/.test(name) && value !== '')
    )
      yield signalAt(document, index, 'cpuid.hypervisor-bit', '0')
    else if (name === 'Hyper-V Requirements' && /^A hypervisor has been detected/.test(value))
      // Below Windows is a hypervisor: another one, or Hyper-V that a physical Windows runs on itself.
      yield signalAt(document, index, 'hypervisor.seen', 'detected')
}

/**
 * Whether a hypervisor is below Windows: its own or one that runs it as a guest, so that this alone shows neither. The names of the devices that carry the system disk and the default route are what `virtcolor` asks on a machine that runs.
 */
function* carriers(document: Document, record: WindowsRecord): Generator<Signal> {
  for (const [property, signal, value] of CARRIERS) {
    const shown = record.get(property)
    if (shown !== undefined && (value === undefined || value.test(shown.value)))
      yield signalAt(document, shown.index, signal, shown.value.replace(/ #\d{1,4}$/, ''))
  }
}

const CARRIERS: readonly (readonly [property: string, signal: string, value?: RegExp])[] = [
  ['HypervisorPresent', 'windows.hypervisor', /^True$/i],
  ['HyperVisorPresent', 'windows.hypervisor', /^True$/i],
  ['Processor', 'cpu.model'],
  ['SystemDiskController', 'root.device'],
  ['DefaultRouteAdapter', 'route.device'],
]

/** The processor's identifier is the same in all languages; the three lines before its heading are maker, model and type. */
const PROCESSOR = /^\s+\[01\]: (?:Intel64|AMD64|x86|x64|EM64T|ARMv8|ARM64)\b.{0,120}(?:Family|Model|~\d+ ?MHz)/i

/** Maker, model and firmware of `systeminfo` in any language, by their order. */
function byOrder(document: Document): BoardNames {
  const top: Shown[] = []
  let at = -1
  for (const { text, index } of linesOf(document, 500)) {
    if (at < 0 && top.length >= 4 && PROCESSOR.test(text)) at = top.length - 1
    const match =
      /^\S[^:\n]{1,80}: {1,60}(\S.{0,300})$/u.exec(text.trimEnd()) ??
      /^\S[^：\n]{1,80}： {0,60}(\S.{0,300})$/u.exec(text.trimEnd())
    if (match !== null) top.push({ value: match[1]!, index })
    if (at >= 0 && top.length > at + 1) break
  }
  if (at < 3) return {}
  const bios = top[at + 1]
  return {
    sys_vendor: top[at - 3]!,
    product_name: top[at - 2]!,
    ...(bios !== undefined && { bios_version: { ...bios, value: bios.value.replace(/, .{6,14}$/, '') } }),
  }
}

function* devicesIn(document: Document): Generator<Signal> {
  // A word of each name is looked for first.
  const word = new RegExp(`\\b(?:${[...new Set(NAMES().flatMap((one) => one.has))].join('|')})`, 'i')
  const seen = new Set<string>()
  for (const { text, index } of linesOf(document, 50_000)) {
    if (text.length > 2_000 || !word.test(text)) continue
    // A name begins a line, a column, a value or what follows a number in brackets.
    for (const part of text.split(
      /\t|\s{2,}|[:=] ?|\]:? |\s(?=(?:vmxnet3|Red Hat VirtIO|Microsoft Hyper-V|Intel\(R\)|Amazon Elastic|XENSRC|QEMU HARDDISK|VBOX HARDDISK)\b)/,
    )) {
      const name = part.trim().replace(/ #\d{1,4}\b.*$/, '')
      if (name.length < 6) continue
      const device = NAMES().find((one) => one.called.test(name))
      if (device === undefined || seen.has(name)) continue
      seen.add(name)
      if (device.class === 'net') {
        yield signalAt(document, index, 'net.listed', device.driver, name)
        yield signalAt(document, index, 'device.model', name, name)
      } else if (device.driver !== '') yield signalAt(document, index, 'disk.listed', device.driver, name)
      else yield* diskAt(document, index, name, device.model ?? name)
    }
  }
}

const count = (head: string, pattern: RegExp): number => head.match(pattern)?.length ?? 0

const WORDS: readonly string[] = [
  ' :',
  'Manufacturer',
  'Network Card(s)',
  'Hyper-V Requirements',
  'Microsoft',
  'DeviceID',
  'InstanceId',
  'SMBIOSBIOSVersion',
  'InterfaceDescription',
  'FriendlyName',
  'Friendly Name',
  'Caption',
  'Model',
]

function accepts(head: string): boolean {
  return (
    (/^System Manufacturer(?:: +|\t)\S/m.test(head) &&
      /^(?:OS Name|BIOS Version(?:\/Date)?|System Type|System Model)(?:: +|\t)\S/m.test(head)) ||
    // The end of systeminfo, where the beginning was cut.
    /^Network Card\(s\): {1,30}\d{1,3} NIC\(s\) Installed\./m.test(head) ||
    /^Hyper-V Requirements: {1,30}(?:A hypervisor has been detected|VM Monitor Mode Extensions:)/m.test(head) ||
    (/Microsoft/.test(head) && head.split('\n', 200).some((line) => PROCESSOR.test(line))) ||
    count(head, /^(?:Bios|Cs|Os|Windows|HyperV|DeviceGuard|HyperVisor)[A-Z]\w{2,50} +:(?: |$)/gm) >= 3 ||
    (/^Manufacturer +: \S/m.test(head) &&
      /^Model +: \S/m.test(head) &&
      /^(?:TotalPhysicalMemory|Domain|HypervisorPresent|PrimaryOwnerName|SystemFamily|SystemType|Name) +: /m.test(head)) ||
    /^(?:DeviceID|PNPDeviceID|InstanceId) *[:=] ?(?:PCI\\VEN_|VMBUS\\|XEN(?:VIF|BUS|VBD)\\)/m.test(head) ||
    /^SMBIOSBIOSVersion *[:=] ?\S/m.test(head) ||
    (/^Manufacturer=\S/m.test(head) && /^Model=\S/m.test(head)) ||
    /^(?=[^\n]{0,400}\bManufacturer\b)(?=[^\n]{0,400}\bModel\b)[A-Za-z ]{10,200}\n/m.test(head) ||
    /^(?:Name +InterfaceDescription +ifIndex|Status +Class +FriendlyName|Number +Friendly ?Name +Serial ?Number|(?:Number|DeviceId) +FriendlyName +(?:SerialNumber|MediaType))\b/m.test(
      head,
    ) ||
    (/^InterfaceDescription +: \S/m.test(head) && /^(?:ifIndex|InterfaceAlias|MacAddress|Name) +: /m.test(head)) ||
    (/^(?:Caption|Model|FriendlyName) *[:=] ?\S/m.test(head) && /^(?:InterfaceType|Partitions|BusType) *[:=] ?\S/m.test(head))
  )
}

function* read(document: Document): Generator<Signal> {
  yield signalAt(document, 0, 'guest.os', 'windows')
  const names: BoardNames = {}
  let bus: Shown | undefined
  for (const record of recordsOf(document)) {
    machineIn(record, names)
    bus ??= busForGuests(record)
    yield* bare(document, record)
    yield* deviceIn(document, record)
    yield* carriers(document, record)
  }
  const board = [...boardOf(document, { ...byOrder(document), ...names })]
  yield* board
  // A guest with virtualization-based security has the bus too, on a virtual board.
  if (bus !== undefined && board.some(({ name }) => name === 'dmi.real'))
    yield signalAt(document, bus.index, 'hyperv.root', bus.value)
  yield* devicesIn(document)
}

/** systeminfo, msinfo32, wmic, and PowerShell's Get-ComputerInfo, Get-CimInstance, Get-WmiObject, Get-NetAdapter, Get-PnpDevice, Get-Disk. */
export const windows: Probe = {
  id: 'windows',
  reads: [],
  captured: ['systeminfo.txt', 'msinfo32.txt'],
  words: WORDS,
  accepts,
  read,
}
