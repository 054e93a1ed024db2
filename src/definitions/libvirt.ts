import { nameIn } from '../devices/elsewhere.ts'
import { switchesIn } from '../evidence/kernel.ts'
import { EXIT, Fault } from '../fault.ts'
import { table } from '../table.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { familyOf } from './guest.ts'
import { describeArguments } from './qemu.ts'
import { emulatedTwin } from './xen-devices.ts'
import { attribute, child, children, type Element, readXmls, settingsOf } from './xml.ts'

/** `domain/@type`: which hypervisor a driver of libvirt runs. https://libvirt.org/formatdomain.html#general-metadata */
const TYPES: Readonly<Record<string, readonly [hypervisor: string, cpu: 'hardware' | 'software' | undefined]>> = table({
  kvm: ['kvm', 'hardware'],
  qemu: ['qemu-tcg', 'software'],
  kqemu: ['qemu-tcg', 'software'],
  hvf: ['apple', 'hardware'],
  xen: ['xen', undefined],
  bhyve: ['bhyve', 'hardware'],
  vmware: ['vmware', undefined],
  vbox: ['virtualbox', undefined],
  hyperv: ['hyperv', 'hardware'],
  parallels: ['parallels', undefined],
  vz: ['parallels', undefined],
})

const PREFIXES: readonly (readonly [RegExp, string])[] = [
  [/^hd/, 'ide'],
  [/^sd/, 'scsi'],
  [/^vd/, 'virtio'],
  [/^xvd/, 'xen'],
  [/^fd/, 'fdc'],
]

interface Machine {
  readonly type: string
  readonly arch: string
  readonly machine: string
  readonly devices: Element | undefined
}

export const reader: Reader = {
  id: 'libvirt',
  name: 'libvirt domain XML',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const roots = readXmls(sheet)
    const domains = roots.flatMap(domainsIn)
    if (domains.length === 0)
      throw new Fault(
        `${document.path}: <${roots[0]!.name}>: not a virtual machine; libvirt defines virtual machines in <domain>`,
        EXIT.unrecognised,
      )
    const machines = domains.filter((d) => !CONTAINER.test(attribute(d, 'type') ?? ''))
    return sheetsOf(sheet, machines.length === 0 ? domains.slice(0, 1) : machines, {
      name: (d) => child(d, 'name')?.text,
      start: (d) => d.start,
      describe(own, d) {
        const record = roots.find((root) => RECORD.test(root.name) && domainsIn(root).includes(d))?.name
        if (record !== undefined) own.record = record
        settingsOf(own, d)
        describeDomain(own, d)
      },
    })
  },
}

/** What libvirt wraps around the definition of a guest that runs or ran: https://libvirt.org/formatsnapshot.html */
const RECORD: RegExp = /^(?:domstatus|domainsnapshot)$/
const CONTAINER: RegExp = /^(?:lxc|openvz)$/

/** The domains of an element: itself, what a snapshot or a status file wraps, or a list of them as `virsh dumpxml` in a loop gives. */
function domainsIn(root: Element): readonly Element[] {
  if (root.name === 'domain') return [root]
  if (root.name === 'domains') return children(root, 'domain')
  if (!/^(?:domstatus|domainsnapshot|virt)$/.test(root.name)) return []
  const inner = child(root, 'domain') ?? child(root, 'inactive', 'domain') ?? child(root, 'domstatus', 'domain')
  return inner === undefined ? [] : [inner]
}

/** The settings of a `<domain>`. Readers that create a `<domain>` from another format use this too. */
export function describeDomain(sheet: Sheet, domain: Element): void {
  const type = attribute(domain, 'type') ?? ''
  const at = domain.attributes.get('type')?.start ?? domain.start
  const known = TYPES[type]
  if (CONTAINER.test(type)) sheet.fault(at, `type='${type}' is a container, not a virtual machine`)
  if (type === '') sheet.fault(domain.start, '<domain> has no type= attribute')
  if (known !== undefined) {
    sheet.say('declared.hypervisor', known[0], at)
    if (known[1] !== undefined) sheet.say('declared.cpu', known[1], at)
  }
  const os = child(domain, 'os', 'type')
  const machine: Machine = {
    type,
    arch: attribute(os, 'arch') ?? guessArch(child(domain, 'devices', 'emulator')?.text ?? ''),
    machine: attribute(os, 'machine') ?? '',
    devices: child(domain, 'devices'),
  }
  // On s390 and POWER the board is the architecture's own paravirtual one: no agreed letter, so nothing is said.
  if (
    type !== 'xen' &&
    /^(?:x86_64|i\d86|aarch64|arm|riscv|loongarch|)/.test(machine.arch) &&
    !/^(?:s390|ppc)/.test(machine.arch)
  )
    sheet.say('declared.board', 'emulated', os?.start ?? at)
  const xen = type === 'xen' ? xenType(sheet, os, machine.machine) : undefined
  if (child(domain, 'features', 'hap') !== undefined && attribute(child(domain, 'features', 'hap'), 'state') === 'off')
    sheet.say('declared.hap', '0', child(domain, 'features', 'hap')!.start)
  for (const e of children(domain, 'metadata')
    .flatMap((m) => m.children)
    .filter((e) => e.name === 'libosinfo'))
    for (const o of children(e, 'os')) {
      sheet.say('declared.system', familyOf(attribute(o, 'id') ?? ''), o.start)
      sheet.say('declared.os', /microsoft\.com/.test(attribute(o, 'id') ?? '') ? 'windows' : 'other', o.start)
    }
  for (const t of children(child(domain, 'clock'), 'timer'))
    if (attribute(t, 'name') === 'hypervclock' && attribute(t, 'present') !== 'no')
      sheet.say('declared.hypervclock', 'yes', t.start)
  const line = child(domain, 'os', 'cmdline')
  if (line !== undefined) {
    const proof = sheet.proof(line.start)
    for (const s of switchesIn(line.text, (name, value, of) => ({ name, value, proof, ...(of !== undefined && { of }) })))
      sheet.signals.push(s)
  }
  disks(sheet, machine, xen)
  networks(sheet, machine, xen)
  const passthrough = children(machine.devices, 'hostdev').filter((h) => /^(?:pci|mdev)$/.test(attribute(h, 'type') ?? ''))
  for (const h of passthrough) sheet.say('declared.passthrough', attribute(h, 'type')!, h.start)
  // Arguments for QEMU that libvirt passes on unread may add devices.
  const more = children(child(domain, 'commandline'), 'arg')
  if (more.length > 0 && (type === 'kvm' || type === 'qemu' || type === 'hvf'))
    describeArguments(
      sheet,
      more.map((a) => ({
        text: attribute(a, 'value') ?? '',
        start: a.attributes.get('value')?.start ?? a.start,
        end: a.open,
        first: false,
      })),
      { machine: machine.machine, devicesOnly: true },
    )
  sheet.say('declared.complete', 'disk', at)
  sheet.say('declared.complete', 'net', at)
}

function guessArch(emulator: string): string {
  return /qemu-system-([a-z0-9_]+)/.exec(emulator)?.[1] ?? ''
}

function xenType(sheet: Sheet, os: Element | undefined, machine: string): string {
  const text = os?.text.trim() ?? ''
  const at = os?.start ?? 0
  const type = text === 'xenpvh' || machine === 'xenpvh' ? 'pvh' : text === 'hvm' || machine === 'xenfv' ? 'hvm' : 'pv'
  sheet.say('declared.type', type, at)
  return type
}

function disks(sheet: Sheet, m: Machine, xen: string | undefined): void {
  const list = children(m.devices, 'disk')
  const hdtype = list.some((d) => attribute(child(d, 'target'), 'bus') === 'sata') ? 'ahci' : 'ide'
  list.forEach((d, i) => {
    const target = child(d, 'target')
    const dev = attribute(target, 'dev') ?? `disk${i}`
    // VMware's drivers count each bus by itself, so that a name may be there twice.
    const twice = list.slice(0, i).some((o) => attribute(child(o, 'target'), 'dev') === dev)
    const id = twice ? `${dev} on ${attribute(target, 'bus') ?? i}` : dev
    const device = attribute(d, 'device') ?? 'disk'
    const at = target?.attributes.get('bus')?.start ?? target?.attributes.get('dev')?.start ?? d.start
    const bus =
      attribute(target, 'bus') ?? (device === 'floppy' ? 'fdc' : (PREFIXES.find(([prefix]) => prefix.test(dev))?.[1] ?? 'ide'))
    if (device === 'cdrom' || device === 'floppy') sheet.say('device.removable', device, at, id)
    if (xen !== undefined) {
      const twin =
        xen !== 'hvm' ? undefined : device === 'cdrom' ? 'ide-cd' : device === 'floppy' ? 'floppy' : emulatedTwin(dev, hdtype)
      if (twin !== undefined) sheet.say('disk.declared', twin, at, id)
      if (xen !== 'hvm' || device === 'disk' || device === 'lun') sheet.say('disk.declared', 'xen-blk', at, id)
      return
    }
    sheet.say('disk.declared', diskModel(m, bus, d, dev), at, id)
  })
  children(m.devices, 'hostdev').forEach((h, i) => {
    const kind = attribute(h, 'type')
    if (kind === 'scsi') sheet.say('disk.declared', scsiModel(m, h, ''), h.start, `hostdev${i}`)
    else if (kind === 'scsi_host') sheet.say('disk.declared', 'vhost-scsi', h.start, `hostdev${i}`)
  })
}

function diskModel(m: Machine, bus: string, d: Element, id: string): string {
  if (m.type === 'hyperv') return bus === 'scsi' ? 'hyperv-scsi' : bus === 'ide' ? 'hyperv-ide' : nameIn('qemu', 'disk', bus)
  if (bus === 'scsi') return scsiModel(m, d, id)
  return nameIn('qemu', 'disk', bus)
}

/** The controller that a SCSI disk hangs on: by its address, else by the number in its name, seven to a controller as libvirt counts. */
function scsiModel(m: Machine, device: Element, id: string): string {
  const controllers = children(m.devices, 'controller').filter((c) => attribute(c, 'type') === 'scsi')
  const address = children(device, 'address').find((a) => attribute(a, 'type') === 'drive')
  const letter = /^sd([a-z])$/.exec(id)?.[1]
  const wanted =
    attribute(address, 'controller') ?? (letter === undefined ? '0' : String(Math.floor((letter.charCodeAt(0) - 97) / 7)))
  const indexed = controllers.map((c, i) => [attribute(c, 'index') ?? String(i), c] as const)
  const found = (indexed.find(([index]) => index === wanted) ?? (address === undefined ? indexed[0] : undefined))?.[1]
  // libvirt's VMware driver takes the controller from the disk's own driver name; a controller that it adds is like the first one.
  const model =
    attribute(found, 'model') ??
    (m.type === 'vmware' ? attribute(child(device, 'driver'), 'name') : undefined) ??
    (found === undefined && device.name === 'hostdev' ? attribute(controllers[0], 'model') : undefined)
  if (m.type === 'vmware' || m.type === 'vbox') return nameIn('vmware', 'disk', model ?? 'auto')
  if (model !== undefined && model !== 'auto') return nameIn('qemu', 'disk', model)
  if (m.type === 'bhyve') return 'unsettled-disk'
  // qemuDomainDefaultSCSIControllerModel in libvirt's qemu_domain.c: the architecture's own, else LSI where the binary has it.
  if (/^ppc64/.test(m.arch) && (m.machine === '' || m.machine.startsWith('pseries'))) return 'spapr-vscsi'
  if (/^(?:s390x?|loongarch64)$/.test(m.arch)) return 'virtio-scsi'
  if (m.arch === 'sparc') return 'ncr53c90'
  return 'lsi53c895a'
}

function networks(sheet: Sheet, m: Machine, xen: string | undefined): void {
  children(m.devices, 'interface').forEach((n, i) => {
    const id = `net${i}`
    const type = attribute(n, 'type')
    const model = child(n, 'model')
    const at = model?.attributes.get('type')?.start ?? n.start
    if (type === 'hostdev') {
      sheet.say('net.declared', 'passthrough-net', n.start, id)
      return
    }
    const named = attribute(model, 'type')
    if (xen !== undefined) {
      if (xen === 'hvm' && named !== 'netfront') sheet.say('net.declared', named ?? 'rtl8139', at, id)
      sheet.say('net.declared', 'xen-net', at, id)
      return
    }
    sheet.say('net.declared', named ?? defaultNet(m, type), at, id)
  })
}

/** qemuDomainDefaultNetModel in libvirt's qemu_postparse.c. */
function defaultNet(m: Machine, type: string | undefined): string {
  if (m.type === 'vmware') return 'flexible'
  if (m.type === 'vbox') return 'Am79C973'
  if (m.type === 'hyperv') return 'hyperv-net'
  if (m.type === 'bhyve') return 'virtio-net'
  if (type === 'vdpa' || type === 'vhostuser' || /^s390/.test(m.arch)) return 'virtio-net'
  if (/^(?:arm|aarch64)/.test(m.arch)) {
    if (m.machine === 'versatilepb') return 'smc91c111'
    return /^virt(?:-|$)/.test(m.machine) || (m.machine === '' && m.arch === 'aarch64') ? 'virtio-net' : 'lan9118'
  }
  if (/^(?:riscv|loongarch)/.test(m.arch) && /^virt(?:-|$)|^$/.test(m.machine)) return 'virtio-net'
  return 'rtl8139'
}
