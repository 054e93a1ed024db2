import type { Sheet } from './definition.ts'
import { describeDomain } from './libvirt.ts'
import { type Fact, type Facts, option, type Value } from './vagrant-facts.ts'
import type { Attribute, Element } from './xml.ts'

/** A value and where it stands; the value of what Ruby computes is `code-disk` or `code-net`. */
interface Known {
  readonly text: string
  readonly start: number
  readonly end: number
}

const knownOf = (value: Value | undefined, otherwise: Known, code: string): Known =>
  value === undefined ? otherwise : { text: value.text ?? code, start: value.start, end: value.end }

/**
 * The domain that vagrant-libvirt makes, with libvirt's own defaults where its template leaves something out.
 * https://github.com/vagrant-libvirt/vagrant-libvirt/blob/0.12.2/lib/vagrant-libvirt/config.rb (finalize!) and templates/domain.xml.erb
 */
export function describeLibvirtProvider(sheet: Sheet, facts: Facts): void {
  const driver = facts.or('driver', 'kvm', '')
  // Either kvm or qemu, as the documentation has it: one of two, where it is computed.
  if (driver.text === '')
    for (const [hypervisor, cpu] of [
      ['kvm', 'hardware'],
      ['qemu-tcg', 'software'],
    ] as const) {
      sheet.say('declared.hypervisor', hypervisor, driver.start)
      sheet.say('declared.cpu', cpu, driver.start)
    }
  const at = { start: facts.at, end: facts.at }
  const text = (name: string): Known | undefined => {
    const value = facts.value(name)
    return value?.text === undefined || value.text === 'nil' ? undefined : { ...value, text: value.text }
  }
  const os = element('type', at, { arch: text('machine_arch'), machine: text('machine_type') })
  const kernel = text('kernel')
  const line = kernel === undefined ? undefined : text('cmd_line')
  const cmdline = line === undefined ? [] : [element('cmdline', line, {}, [], line.text)]
  const timers = facts.calls('clock_timer').map((f) => element('timer', place(f), attributesOf(f, 'name', 'present')))
  const passed = facts.calls('pci').map((f) => element('hostdev', place(f), { type: { text: 'pci', ...place(f) } }))
  const args = facts.calls('qemuargs').flatMap((f) => {
    const value = option(f, 'value')
    return value?.text === undefined ? [] : [element('arg', value, { value: { ...value, text: value.text } })]
  })
  const domain = element('domain', at, { type: { ...driver, text: driver.text === '' ? 'computed' : driver.text } }, [
    element('os', at, {}, [os, ...cmdline]),
    element('clock', at, {}, timers),
    element('devices', at, {}, [...disksOf(facts, at), ...cardsOf(facts, at), ...passed]),
    element('commandline', at, {}, args),
  ])
  describeDomain(sheet, domain)
}

/** The box's disk, what `storage` adds to it, and the controllers, which are made for the box's disk only. */
function disksOf(facts: Facts, at: { readonly start: number; readonly end: number }): readonly Element[] {
  const device = facts.value('disk_device')
  const named = device === undefined ? undefined : (device.text ?? 'vda')
  const byName: Known =
    device === undefined
      ? { text: 'virtio', ...at }
      : { ...device, text: device.text === undefined ? 'code-disk' : device.text.startsWith('sd') ? 'scsi' : 'virtio' }
  const bus = knownOf(facts.value('disk_bus'), byName, 'code-disk')
  const first = named ?? (bus.text === 'scsi' ? 'sda' : 'vda')
  const found: Element[] = []
  const taken = new Set<string>()
  const disk = (kind: string, dev: string, on: Known, where: { readonly start: number; readonly end: number }): void => {
    taken.add(dev)
    found.push(
      element('disk', where, { device: { ...where, text: kind } }, [
        element('target', where, { dev: { ...where, text: dev }, bus: on }),
      ]),
    )
  }
  const free = (prefix: string, letters: string): string =>
    [...letters].map((l) => prefix + l).find((dev) => !taken.has(dev)) ?? `${prefix}a${taken.size}`
  // Without a box and without disks, the file is part of a box, or another file completes it.
  const own = facts.calls('storage').some((f) => !/^(?:cdrom|floppy)$/.test(option(f, 'device')?.text ?? ''))
  if (!own || facts.shared('box').length > 0 || facts.shared('box_url').length > 0) disk('disk', first, bus, bus)
  if (bus.text === 'scsi' && found.length > 0) {
    const model = facts.or('disk_controller_model', 'virtio-scsi', 'code-disk')
    const type = { text: 'scsi', ...at }
    // `nil` leaves the element out, and libvirt decides.
    if (model.text !== 'nil') found.push(element('controller', at, { type, model, index: { text: '0', ...at } }))
  }
  for (const fact of facts.calls('storage')) {
    const [type] = fact.arguments
    if (type?.text !== undefined && type.text !== 'file') continue
    const kind = option(fact, 'device')
    const dev = option(fact, 'dev')?.text
    const where = place(fact)
    const on = (usual: string): Known => knownOf(option(fact, 'bus'), { text: usual, ...where }, 'code-disk')
    if (kind?.text === 'cdrom') disk('cdrom', dev ?? free('hd', 'abcd'), on('ide'), where)
    else if (kind?.text === 'floppy') disk('floppy', dev ?? free('fd', 'ab'), on('fdc'), where)
    else disk('disk', kind?.text ?? free(first.slice(0, 2), 'abcdefghijklmnopqrstuvwxyz'), on('virtio'), where)
  }
  return found
}

/** The management network, unless it is switched off, and one card for each network of the machine. */
function cardsOf(facts: Facts, at: { readonly start: number; readonly end: number }): readonly Element[] {
  const usual = facts.or('nic_model_type', 'virtio', 'code-net')
  const card = (model: Known, where: { readonly start: number; readonly end: number }): Element =>
    element('interface', where, { type: { text: 'network', ...where } }, [element('model', where, { type: model })])
  const found: Element[] = []
  const managed = facts.value('mgmt_attach')
  if (managed?.text !== 'false') found.push(card(knownOf(facts.value('management_network_model_type'), usual, 'code-net'), at))
  for (const fact of facts.shared('network')) {
    const type = fact.arguments[0]?.text
    if (type !== undefined && type !== 'private_network' && type !== 'public_network') continue
    found.push(card(knownOf(option(fact, 'libvirt__model_type', 'model_type'), usual, 'code-net'), place(fact)))
  }
  return found
}

const place = ({ from, to }: Fact): { readonly start: number; readonly end: number } => ({ start: from, end: to })

function attributesOf(fact: Fact, ...keys: readonly string[]): Record<string, Known | undefined> {
  return Object.fromEntries(
    keys.map((key) => {
      const value = option(fact, key)
      return [key, value?.text === undefined ? undefined : { ...value, text: value.text }]
    }),
  )
}

function element(
  name: string,
  { start, end }: { readonly start: number; readonly end: number },
  from: Readonly<Record<string, Known | undefined>>,
  inside: readonly Element[] = [],
  text: string = '',
): Element {
  const attributes = new Map<string, Attribute>()
  for (const [key, known] of Object.entries(from))
    if (known !== undefined) attributes.set(key, { value: known.text, start: known.start, end: known.end })
  return { name, attributes, children: [...inside], parent: undefined, text, start, open: start, end }
}
