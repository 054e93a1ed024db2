import { nameIn } from '../devices/elsewhere.ts'
import { EXIT, Fault } from '../fault.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { attribute, child, children, type Element, readXml, settingsOf } from './xml.ts'

/** CIM resource types: https://www.dmtf.org/standards/ovf and CIM_ResourceAllocationSettingData. */
const TYPE = { ide: '5', scsi: '6', net: '10', floppy: '14', cd: '15', dvd: '16', disk: '17', other: '20' } as const

export const reader: Reader = {
  id: 'ovf',
  name: 'OVF descriptor',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const root = readXml(sheet)
    const systems = systemsIn(root).flatMap((system) => {
      const hardware =
        child(system, 'VirtualHardwareSection') ?? children(system, 'Section').find((s) => child(s, 'Item') !== undefined)
      return hardware === undefined ? [] : [{ system, hardware }]
    })
    if (systems.length === 0)
      throw new Fault(`${document.path}: the OVF envelope has no virtual system with hardware`, EXIT.unrecognised)
    return sheetsOf(sheet, systems, {
      name: ({ system }) => attribute(system, 'id'),
      start: ({ system }) => system.start,
      describe(own, { system, hardware }) {
        settingsOf(own, hardware)
        describe(own, system, hardware)
      },
    })
  },
}

/** An envelope has one system or a collection of systems, which may hold collections; 0.9 calls either Content. */
function systemsIn(element: Element): readonly Element[] {
  return element.children.flatMap((c) =>
    c.name === 'VirtualSystem' ? [c] : c.name === 'VirtualSystemCollection' || c.name === 'Content' ? [c, ...systemsIn(c)] : [],
  )
}

function describe(sheet: Sheet, system: Element, hardware: Element): void {
  const family = child(hardware, 'System', 'VirtualSystemType')
  const type = family?.text.trim() ?? ''
  const at = family?.start ?? hardware.start
  const hypervisor = /vmx/i.test(type)
    ? 'vmware'
    : /virtualbox/i.test(type)
      ? 'virtualbox'
      : /xen/i.test(type)
        ? 'xen'
        : /kvm|qemu/i.test(type)
          ? 'kvm'
          : undefined
  if (hypervisor !== undefined) sheet.say('declared.hypervisor', hypervisor, at)
  const xen = hypervisor !== 'xen' ? undefined : /:pv/i.test(type) ? 'pv' : 'hvm'
  if (xen !== undefined) sheet.say('declared.type', xen, at)
  else sheet.say('declared.board', 'emulated', at)
  if (hypervisor === 'kvm') sheet.say('declared.cpu', 'hardware', at)
  const os = child(system, 'OperatingSystemSection')
  if (os !== undefined)
    sheet.say(
      'declared.os',
      /^win/i.test(attribute(os, 'osType') ?? '') || /windows/i.test(child(os, 'Description')?.text ?? '')
        ? 'windows'
        : 'other',
      os.start,
    )

  // OVF 2.0 has separate items for disks and network cards.
  const items = ['Item', 'StorageItem', 'EthernetPortItem'].flatMap((n) => children(hardware, n))
  const get = (item: Element, name: string): string => child(item, name)?.text.trim() ?? ''
  const byId = new Map(items.map((i) => [get(i, 'InstanceID') || get(i, 'InstanceId'), i]))
  let disks = 0
  let nets = 0
  for (const item of items) {
    const kind = get(item, 'ResourceType')
    const subtype = get(item, 'ResourceSubType')
    if (kind === TYPE.net) {
      const names = subtype === '' ? ['unsettled-net'] : subtype.split(/[\s,]+/)
      const id = `net${nets++}`
      for (const name of names)
        sheet.say('net.declared', nameIn('vmware', 'net', name), child(item, 'ResourceSubType')?.start ?? item.start, id)
    } else if (kind === TYPE.disk || kind === TYPE.cd || kind === TYPE.dvd || kind === TYPE.floppy) {
      const id = `disk${disks++}`
      const removable = kind === TYPE.disk ? undefined : kind === TYPE.floppy ? 'floppy' : 'cdrom'
      const parent = byId.get(get(item, 'Parent'))
      const models = kind === TYPE.floppy ? ['floppy'] : controller(parent, get, removable === 'cdrom')
      for (const model of models)
        sheet.say(
          'disk.declared',
          model,
          parent === undefined ? item.start : (child(parent, 'ResourceSubType')?.start ?? parent.start),
          id,
        )
      if (removable !== undefined) sheet.say('device.removable', removable, item.start, id)
    }
  }
  sheet.say('declared.complete', 'disk', hardware.start)
  sheet.say('declared.complete', 'net', hardware.start)
}

/** The importer chooses from a list of subtypes, so each is possible. */
function controller(parent: Element | undefined, get: (item: Element, name: string) => string, cd: boolean): string[] {
  if (parent === undefined) return ['unsettled-disk']
  const kind = get(parent, 'ResourceType')
  const names = get(parent, 'ResourceSubType')
    .split(/[\s,]+/)
    .filter((n) => n !== '')
  if (kind === TYPE.ide) return names.some((n) => /virtio/i.test(n)) ? ['unsettled-disk'] : [cd ? 'ide-cd' : 'ide-hd']
  if (names.length === 0) return [kind === TYPE.scsi ? 'lsi-parallel' : 'unsettled-disk']
  return names.map((n) => nameIn('vmware', 'disk', n))
}
