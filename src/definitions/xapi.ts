import { EXIT, Fault } from '../fault.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { at, type Entry, entries, type Node, readJson, settingsOf, text } from './nodes.ts'

/** One VM with its disks and cards, whatever it was written in. */
interface Machine {
  get(field: string, key?: string): { readonly value: string; readonly start: number } | undefined
  readonly vbds: readonly Device[] | undefined
  readonly vifs: readonly Device[] | undefined
  readonly driversDetected: { readonly value: string; readonly start: number } | undefined
  readonly start: number
}
interface Device {
  readonly id: string
  readonly type: string
  readonly start: number
}

export const reader: Reader = {
  id: 'xapi',
  name: 'XAPI VM record',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    return /^\s*[{[]/.test(document.text) ? fromJson(sheet) : fromParamLists(sheet)
  },
}

/** `xe vm-param-list` of one VM, or of several one after the other: each begins with its uuid. */
function fromParamLists(sheet: Sheet): readonly Definition[] {
  const { text } = sheet.document
  const starts = [...text.matchAll(/^[ \t]*uuid \( ?RO\)\s*:/gm)].map((m) => m.index)
  const parts =
    starts.length < 2 ? [[0, text.length] as const] : starts.map((s, i) => [s, starts[i + 1] ?? text.length] as const)
  return sheetsOf(sheet, parts, {
    name: ([from, to]) => /^[ \t]*name-label \([^)\n]{0,100}\)[ \t]*:[ \t]?(.*)$/m.exec(text.slice(from, to))?.[1],
    start: ([from]) => from,
    describe: (own, [from, to]) => describe(own, fromParamList(own, from, to)),
  })
}

/** `xe vm-param-list`: right-aligned `name (MODE)[ [DEPRECATED]]: value`, maps as `k: v; k2: v2`. */
function fromParamList(sheet: Sheet, begin: number, stop: number): Machine {
  const fields = new Map<string, { value: string; start: number }>()
  const maps = new Map<string, Map<string, { value: string; start: number }>>()
  let index = begin
  for (const line of sheet.document.text.slice(begin, stop).split('\n')) {
    const from = index
    index += line.length + 1
    const match = /^(\s*([\w-]+) \((?:[SM ])R[OW]\)(?: \[DEPRECATED\])?\s*:\s?)/.exec(line)
    if (match === null) continue
    const name = match[2]!.toLowerCase()
    const start = from + match[1]!.length
    const written = line.slice(match[0].length).trimEnd()
    const value = /^<(?:not in database|expensive field)>$/.test(written) ? '' : written
    // An empty value has no place; the place is that of its name.
    fields.set(name, { value, start: value === '' ? from + line.search(/\S/) : start })
    sheet.set(name, value, start, start + written.length, from, from + line.length)
    const map = new Map<string, { value: string; start: number }>()
    let offset = start
    for (const part of value.split(';')) {
      const pair = /^(\s*([\w/.-]+):\s*)(.*)$/s.exec(part)
      if (pair !== null) {
        const place = { value: pair[3]!.trim(), start: offset + pair[1]!.length }
        map.set(pair[2]!, place)
        sheet.set(`${name}:${pair[2]}`, place.value, place.start, place.start + place.value.length)
      }
      offset += part.length + 1
    }
    maps.set(name, map)
  }
  if (fields.size === 0) sheet.fault(0, 'no "name ( RO): value" line found')
  return {
    get: (field, key) =>
      key === undefined
        ? fields.get(field.replaceAll('_', '-').toLowerCase())
        : maps.get(field.replaceAll('_', '-').toLowerCase())?.get(key),
    vbds: undefined,
    vifs: undefined,
    driversDetected: fields.get('pv-drivers-detected'),
    start: fields.get('uuid')?.start ?? 0,
  }
}

/** Records of the XenAPI: `{"VM": {ref: record}, "VBD": …}`, the map of `VM.get_all_records`, one record, or any of these as a JSON-RPC result. */
function fromJson(sheet: Sheet): readonly Definition[] {
  const whole = readJson(sheet)
  return machinesIn(sheet, at(whole, 'result') ?? at(whole, 'Value') ?? whole)
}

/**
 * The guests of tables, in JSON or in what the XML spellings (state.db, ova.xml) become: `{VM: {ref: record}, VBD: …, VIF: …}`.
 * dom0, templates and snapshots are reported only if the file has no guest.
 */
export function machinesIn(sheet: Sheet, root: Node): readonly Definition[] {
  const isVm = (n: Node | undefined): boolean => at(n, 'HVM_boot_policy') !== undefined || at(n, 'domain_type') !== undefined
  const named: readonly Entry[] = entries(at(root, 'VM') ?? root).filter((e) => isVm(e.value))
  const candidates = isVm(root) ? [root] : records(at(root, 'VM') ?? root).filter(isVm)
  const guests = candidates.filter((n) => !NO_GUEST.some((flag) => text(n, flag) === 'true'))
  if (candidates.length === 0) throw new Fault(`${sheet.document.path}: no VM record found`, EXIT.unrecognised)
  const refs = new Map(named.map((e) => [e.value, e.key]))
  const machines = guests.length === 0 ? candidates.slice(0, 1) : guests
  return sheetsOf(sheet, machines, {
    name: (vm) => text(vm, 'name_label'),
    start: (vm) => vm.start,
    describe(own, vm) {
      settingsOf(own, vm)
      describe(own, machineOf(root, vm, refs.get(vm), guests.length > 1))
    },
  })
}

function machineOf(root: Node, vm: Node, ref: string | undefined, several: boolean): Machine {
  const device = (n: Node, key: string, type: string): Device => ({ id: text(n, key) ?? '', type, start: n.start })
  // A pool's tables hold the devices of every machine: a record belongs to the one that its VM field names.
  const mine = (n: Node): boolean => ref === undefined || text(n, 'VM') === undefined || text(n, 'VM') === ref
  const vbd = at(root, 'VBD')
  const vif = at(root, 'VIF')
  const metrics = at(root, 'VM_guest_metrics')
  const own = text(vm, 'guest_metrics')
  const detected =
    at(metrics, 'PV_drivers_detected') ??
    at((own === undefined ? undefined : at(metrics, own)) ?? (several ? undefined : records(metrics)[0]), 'PV_drivers_detected')
  return {
    get: (field, key) => {
      const n = key === undefined ? at(vm, field) : at(vm, field, key)
      return n?.is === 'scalar' ? { value: n.value, start: n.start } : undefined
    },
    vbds:
      vbd === undefined
        ? undefined
        : records(vbd)
            .filter(mine)
            .map((n) => device(n, 'userdevice', text(n, 'type') ?? 'Disk')),
    vifs:
      vif === undefined
        ? undefined
        : records(vif)
            .filter(mine)
            .map((n) => device(n, 'device', 'VIF')),
    driversDetected: detected?.is === 'scalar' ? { value: detected.value, start: detected.start } : undefined,
    start: vm.start,
  }
}

const NO_GUEST = ['is_control_domain', 'is_a_template', 'is_a_snapshot'] as const

function records(node: Node | undefined): readonly Node[] {
  if (node?.is === 'list') return node.items
  return entries(node)
    .map((e: Entry) => e.value)
    .filter((v) => v.is === 'map')
}

function describe(sheet: Sheet, vm: Machine): void {
  sheet.say('declared.hypervisor', 'xen', vm.get('domain_type')?.start ?? vm.start)
  const said = vm.get('domain_type')
  const policy = vm.get('HVM_boot_policy')
  // Older records have no domain_type; then any boot policy is HVM, an empty one PV.
  const type =
    said !== undefined && said.value !== 'unspecified' && said.value !== ''
      ? said.value
      : (policy?.value ?? '') === ''
        ? 'pv'
        : 'hvm'
  sheet.say('declared.type', type, (type === said?.value ? said : policy)?.start ?? vm.start)
  if (vm.get('xenstore_data', 'vm-data/disable_pf')?.value === '1')
    sheet.say('xen.no-platform', '1', vm.get('xenstore_data', 'vm-data/disable_pf')!.start)
  const hvm = type === 'hvm'
  if (hvm && vm.driversDetected?.value === 'true') sheet.say('declared.pv-drivers', 'true', vm.driversDetected.start)
  if (hvm && vm.driversDetected?.value === 'false') sheet.say('declared.no-pv-drivers', 'true', vm.driversDetected.start)
  const uefi = vm.get('HVM_boot_params', 'firmware')?.value === 'uefi'
  // xenopsd's device.ml: four emulated disks; two emulated cards with UEFI, eight with BIOS.
  const disk = vm.get('platform', 'disk_type')
  const nic = vm.get('platform', 'nic_type')
  const emulatedDisk = disk?.value ?? (uefi ? 'nvme' : 'ide')
  const emulatedNic = nic?.value ?? (uefi ? 'e1000' : 'rtl8139')
  vm.vbds?.forEach((d, i) => {
    const id = d.id === '' ? `disk${i}` : d.id
    const cdrom = d.type === 'CD' || d.type === 'Floppy'
    const place = Number(d.id)
    if (hvm && (cdrom || !(place >= 4)))
      sheet.say('disk.declared', d.type === 'CD' ? 'ide-cd' : d.type === 'Floppy' ? 'floppy' : emulatedDisk, d.start, id)
    if (!cdrom || !hvm) sheet.say('disk.declared', 'xen-blk', d.start, id)
    if (cdrom) sheet.say('device.removable', 'cdrom', d.start, id)
  })
  vm.vifs?.forEach((d, i) => {
    const id = d.id === '' ? String(i) : d.id
    if (hvm && Number(id) < (uefi ? 2 : 8)) sheet.say('net.declared', emulatedNic, d.start, id)
    sheet.say('net.declared', 'xen-net', d.start, id)
  })
  if (vm.vbds !== undefined) sheet.say('declared.complete', 'disk', vm.start)
  if (vm.vifs !== undefined) sheet.say('declared.complete', 'net', vm.start)
}
