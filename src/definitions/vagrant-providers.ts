import { nameIn } from '../devices/elsewhere.ts'
import { table } from '../table.ts'
import type { Setting, Sheet } from './definition.ts'
import { describeArguments } from './qemu.ts'
import { ANYTHING, type Fact, type Facts, option, settled, type Value } from './vagrant-facts.ts'
import { describeLibvirtProvider } from './vagrant-libvirt.ts'
import { commandOf } from './vagrant-settings.ts'
import { describeKeys } from './vmx.ts'

/** Providers that make no machines. */
export const CONTAINERS: ReadonlySet<string> = new Set(['docker', 'lxc', 'podman'])

/** Names of one provider: https://developer.hashicorp.com/vagrant/docs/providers/vmware/installation */
const FAMILIES: Readonly<Record<string, string>> = table({
  vmware_desktop: 'vmware',
  vmware_fusion: 'vmware',
  vmware_workstation: 'vmware',
})

/** What the settings of a provider are called by. */
export function familyOf(provider: string): string {
  return FAMILIES[provider] ?? provider
}

/** Providers of which only the hypervisor is known. */
const HYPERVISORS: Readonly<Record<string, string>> = table({
  vsphere: 'vmware',
  vcenter: 'vmware',
  vcloud: 'vmware',
  vmware_esxi: 'vmware',
  proxmox: 'kvm',
  bhyve: 'bhyve',
})

/** Says what a machine is with one provider. */
export function describeProvider(sheet: Sheet, facts: Facts): void {
  const windows = facts.shared('guest').concat(facts.shared('communicator'))
  for (const fact of windows)
    if (fact.sure && /^(?:windows|winrm)$/.test(fact.arguments[0]?.text ?? ''))
      sheet.say('declared.os', 'windows', fact.arguments[0]!.start)
  const describe = PROVIDERS[familyOf(facts.provider)]
  if (describe !== undefined) {
    describe(sheet, facts)
    return
  }
  const hypervisor = HYPERVISORS[facts.provider]
  if (hypervisor !== undefined) sheet.say('declared.hypervisor', hypervisor, facts.at)
  const what = facts.provider === '' ? 'provider' : 'unknown'
  sheet.say('disk.declared', `${what}-disk`, facts.at, 'disk0')
  sheet.say('net.declared', `${what}-net`, facts.at, 'net0')
}

/**
 * `prlctl set --device-set net0 --adapter-type`, and `hdd0 --iface`, which for a card is a network interface of the host.
 * Spellings: https://github.com/OpenVZ/prlctl/blob/master/src/CmdParam.cpp and PrlDev.cpp; `rtl` is an RTL8029:
 * http://download.parallels.com/stm/docs/en/Parallels_Desktop_Users_Guide/22943.htm; a SCSI disk may be on BusLogic or either LSI:
 * https://docs.virtuozzo.com/virtuozzo_virtualization_sdk_c_api_reference/PRL_CLUSTERED_DEVICE_SUBTYPE.html
 */
const PARALLELS = { disk: 'iface', net: 'adapter-type' } as const

const NETWORKS: RegExp = /^(?:private_network|public_network|hostonly|bridged)$/

/** The cards of a machine: what the provider always makes, and one for each network. */
function cardsOf(facts: Facts, first: number, scope: string): Map<number, Fact | undefined> {
  const cards = new Map<number, Fact | undefined>([[first, undefined]])
  for (const fact of facts.calls('network_adapter')) {
    const slot = Number(fact.arguments[0]?.text)
    if (Number.isInteger(slot)) cards.set(slot, fact)
  }
  let next = first
  for (const fact of facts.shared('network')) {
    const type = fact.arguments[0]?.text
    if (type !== undefined && !NETWORKS.test(type)) continue
    while (cards.has(next)) next++
    const asked = Number(option(fact, `${scope}__adapter`, 'adapter')?.text)
    cards.set(Number.isInteger(asked) ? asked : next, fact)
  }
  return cards
}

/** Disks that Vagrant adds to whatever controller the box has. https://developer.hashicorp.com/vagrant/docs/disks/usage */
function boxDisks(sheet: Sheet, facts: Facts): void {
  sheet.say('disk.declared', 'box-disk', facts.at, 'box')
  facts.shared('disk').forEach((fact, i) => {
    if (fact.arguments[0]?.text !== 'disk' || option(fact, 'primary')?.text === 'true') return
    sheet.say('disk.declared', 'box-disk', fact.from, option(fact, 'name')?.text ?? `disk${i + 1}`)
  })
}

const touched = (facts: Facts): Fact | undefined => facts.all.find((f) => f.name === ANYTHING)

/**
 * The box brings controllers and cards, and its operating system type decides which NIC VirtualBox adds for a network.
 * https://developer.hashicorp.com/vagrant/docs/providers/virtualbox/networking
 * https://github.com/hashicorp/vagrant/blob/v2.4.9/plugins/providers/virtualbox/action/set_default_nic_type.rb
 */
function virtualbox(sheet: Sheet, facts: Facts): void {
  sheet.say('declared.hypervisor', 'virtualbox', facts.at)
  sheet.say('declared.board', 'emulated', facts.at)
  boxDisks(sheet, facts)
  const cards = cardsOf(facts, 1, 'virtualbox')
  const said = new Map<number, { value: Value; sure: boolean }[]>()
  const say = (slot: number, value: Value | undefined, sure: boolean): void => {
    if (value !== undefined) said.set(slot, [...(said.get(slot) ?? []), { value, sure }])
  }
  const usual = facts.value('default_nic_type')
  for (const [slot, fact] of cards) {
    say(slot, usual?.text === 'nil' ? undefined : usual, true)
    if (fact !== undefined) say(slot, option(fact, 'virtualbox__nic_type', 'nic_type'), true)
  }
  const controllers = new Map<string, Value>()
  let computed = touched(facts)
  facts.calls('customize').forEach((fact, i) => {
    const command = commandOf(fact)
    if (command === undefined) {
      if (fact.open) computed ??= fact
      return
    }
    const of = (name: string): Value | undefined => command.options.find(([n]) => n === name)?.[1]
    if (command.open) computed ??= fact
    if (command.name === 'modifyvm')
      for (const [name, value] of command.options) {
        const card = /^nic(-?type)?(\d{1,2})$/.exec(name)
        if (card === null || value === undefined) continue
        const slot = Number(card[2])
        if (card[1] !== undefined) say(slot, value, fact.sure)
        else if (value.text === 'none' && fact.sure) cards.delete(slot)
        else if (!cards.has(slot)) cards.set(slot, undefined)
      }
    else if (command.name === 'storagectl') {
      const model = of('controller') ?? of('add')
      const name = of('name')?.text
      if (model !== undefined && name !== undefined) controllers.set(name, model)
    } else if (command.name === 'storageattach' && of('medium')?.text !== 'none') {
      const kind = of('type')?.text
      const controller = controllers.get(of('storagectl')?.text ?? '')
      const id = `storageattach${i}`
      const model = controller === undefined ? 'box-disk' : controller.text === undefined ? 'code-disk' : controller.text
      sheet.say('disk.declared', nameIn('virtualbox', 'disk', model), controller?.start ?? fact.from, id)
      if (kind === 'dvddrive' || kind === 'fdd')
        sheet.say('device.removable', kind === 'fdd' ? 'floppy' : 'cdrom', fact.from, id)
    }
  })
  for (const [slot, fact] of [...cards].sort(([a], [b]) => a - b)) {
    const value = settled(said.get(slot) ?? [])
    const model = value === undefined ? 'box-net' : (value.text ?? 'code-net')
    sheet.say('net.declared', nameIn('virtualbox', 'net', model), value?.start ?? fact?.from ?? facts.at, `nic${slot}`)
  }
  if (computed !== undefined) sheet.say('net.declared', 'code-net', computed.from, 'computed')
}

/** Whether a name may be what a key with `*` for its computed parts comes to. */
function fits(name: string, pattern: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  if (!name.startsWith(first)) return false
  let at = first.length
  for (const part of others) {
    const found = name.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return others.length === 0 ? name === first : name.endsWith(others.at(-1)!)
}

/**
 * The provider takes the box's cards away and makes its own, all e1000e; `vmx` is written after that. Controllers are the box's.
 * https://github.com/hashicorp/vagrant-vmware-desktop/blob/main/lib/vagrant-vmware-desktop/driver/base.rb (DEFAULT_NIC_DEVICE)
 */
function vmware(sheet: Sheet, facts: Facts): void {
  const keys = new Map<string, Setting>()
  const put = (path: string, value: string, { start, end }: { readonly start: number; readonly end: number }): void => {
    keys.set(path, { path, value, start, end, from: start, to: end })
  }
  const here = { start: facts.at, end: facts.at }
  const computed = touched(facts)
  for (const [slot, fact] of cardsOf(facts, 0, 'vmware_desktop')) {
    const at = fact === undefined ? here : { start: fact.from, end: fact.to }
    put(`ethernet${slot}.present`, 'TRUE', at)
    put(`ethernet${slot}.virtualdev`, 'e1000e', at)
  }
  const said = new Map<string, { value: Value; sure: boolean }[]>()
  for (const fact of facts.all) {
    const [value] = fact.arguments
    if (fact.provider === undefined || fact.name !== 'vmx' || value === undefined) continue
    const key = value.key?.toLowerCase()
    const add = (name: string, one: Value, sure: boolean): void => {
      said.set(name, [...(said.get(name) ?? []), { value: one, sure }])
    }
    if (key !== undefined && !key.includes('*')) add(key, value, fact.sure)
    // A key that is computed, or a whole hash, may be that of any card.
    else
      for (const name of keys.keys())
        if (name.endsWith('virtualdev') && fits(name, key ?? '*')) add(name, { ...value, text: undefined }, false)
  }
  for (const [key, all] of said) {
    const value = settled(all)!
    if (value.text === 'nil') keys.delete(key)
    else if (value.text !== undefined) put(key, value.text, value)
    else if (/virtualdev$/.test(key)) put(key, key.startsWith('ethernet') ? 'code-net' : 'code-disk', value)
    else if (/\.present$/.test(key)) put(key, 'TRUE', value)
  }
  if (computed !== undefined)
    for (const key of keys.keys())
      if (/^ethernet\d+\.virtualdev$/.test(key)) put(key, 'code-net', { start: computed.from, end: computed.to })
  boxDisks(sheet, facts)
  describeKeys(sheet, keys)
}

/**
 * The box decides the generation: of the first, disks are on emulated IDE until integration services take them over.
 * https://developer.hashicorp.com/vagrant/docs/providers/hyperv/boxes
 */
function hyperv(sheet: Sheet, facts: Facts): void {
  sheet.say('declared.hypervisor', 'hyperv', facts.at)
  sheet.say('declared.cpu', 'hardware', facts.at)
  boxDisks(sheet, facts)
  sheet.say('net.declared', 'box-net', facts.at, 'net0')
}

/** https://github.com/Parallels/vagrant-parallels/blob/main/lib/vagrant-parallels/driver/base.rb (enable_adapters) */
function parallels(sheet: Sheet, facts: Facts): void {
  sheet.say('declared.hypervisor', 'parallels', facts.at)
  sheet.say('declared.board', 'emulated', facts.at)
  const said = new Map<string, { value: Value; sure: boolean }[]>()
  for (const fact of facts.calls('customize')) {
    const command = commandOf(fact)
    const device = command?.options.find(([name]) => name === 'device-set')?.[1]?.text
    const wanted = PARALLELS[device?.startsWith('net') === true ? 'net' : 'disk']
    const value = command?.options.find(([name]) => name === wanted)?.[1]
    if (device !== undefined && value !== undefined) said.set(device, [...(said.get(device) ?? []), { value, sure: fact.sure }])
  }
  const say = (of: 'disk' | 'net', id: string, at: number, other?: Value): void => {
    const value = settled([...(other === undefined ? [] : [{ value: other, sure: true }]), ...(said.get(id) ?? [])])
    const model = value === undefined ? `box-${of}` : (value.text ?? `code-${of}`)
    sheet.say(`${of}.declared`, nameIn('parallels', of, model), value?.start ?? at, id)
  }
  say('disk', 'hdd0', facts.at)
  for (const [slot, fact] of cardsOf(facts, 0, 'parallels'))
    say('net', `net${slot}`, fact?.from ?? facts.at, fact && option(fact, 'parallels__nic_type', 'nic_type'))
  const computed = touched(facts)
  if (computed !== undefined) sheet.say('net.declared', 'code-net', computed.from, 'computed')
}

/** Accelerators that the provider takes for a guest of the host's own architecture: Linux, macOS, Windows. */
const NATIVE: readonly string[] = ['kvm', 'hvf', 'whpx']
const ACCELERATORS: Readonly<Record<string, readonly [hypervisor: string, cpu: string]>> = table({
  kvm: ['kvm', 'hardware'],
  hvf: ['apple', 'hardware'],
  whpx: ['hyperv', 'hardware'],
  tcg: ['qemu-tcg', 'software'],
})

/**
 * https://github.com/ppggff/vagrant-qemu/blob/master/lib/vagrant-qemu/config.rb: the accelerator is that of the host where the guest's
 * architecture is the host's, else TCG; `machine` replaces it all, and without `accel` QEMU takes TCG.
 */
function qemu(sheet: Sheet, facts: Facts): void {
  const machine = facts.value('machine')
  const arch = facts.value('arch')
  const extra = facts.calls('extra_qemu_args').length > 0 ? undefined : facts.value('extra_qemu_args')
  const words = (extra?.items ?? []).map((i) => ({ text: i.text ?? '', start: i.start, end: i.end, first: false }))
  const accel =
    /(?:^|,)accel=([\w:]+)/.exec(machine?.text ?? '')?.[1] ??
    words.find((_, i) => words[i - 1]?.text === '-accel')?.text.split(',')[0]
  const chosen =
    accel !== undefined
      ? accel.split(':')
      : machine === undefined
        ? arch === undefined
          ? NATIVE
          : [...NATIVE, 'tcg']
        : machine.text === undefined
          ? [...NATIVE, 'tcg']
          : ['tcg']
  for (const name of chosen) {
    const [hypervisor, cpu] = ACCELERATORS[name] ?? []
    if (hypervisor === undefined) continue
    sheet.say('declared.hypervisor', hypervisor, machine?.start ?? arch?.start ?? facts.at)
    sheet.say('declared.cpu', cpu!, machine?.start ?? arch?.start ?? facts.at)
  }
  sheet.say('declared.board', 'emulated', machine?.start ?? facts.at)
  const drive = facts.or('drive_interface', 'virtio', 'code-disk')
  // With `none` a -device among the further arguments has the drive.
  if (drive.text !== 'none' && drive.text !== 'nil') {
    // if=ide is AHCI on q35, the machine of x86_64.
    const q35 = machine === undefined || machine.text?.startsWith('q35') === true
    const word = drive.text === 'scsi' ? 'lsilogic' : drive.text === 'ide' && q35 ? 'sata' : drive.text
    sheet.say('disk.declared', nameIn('qemu', 'disk', word), drive.start, 'disk0')
  }
  const card = facts.or('net_device', 'virtio-net', 'code-net')
  if (card.text !== 'nil') {
    sheet.say('net.declared', card.text, card.start, 'net0')
    // Where it is asked for, the first private network gets a card of the same kind: driver.rb.
    const asked = facts.shared('network').find((f) => f.arguments[0]?.text === 'private_network')
    if (asked !== undefined && facts.value('advanced_network')?.text === 'true')
      sheet.say('net.declared', card.text, asked.from, 'net1')
  }
  if (words.length > 0) describeArguments(sheet, words, { devicesOnly: true })
  sheet.say('declared.complete', 'disk', facts.at)
  sheet.say('declared.complete', 'net', facts.at)
}

const PROVIDERS: Readonly<Record<string, (sheet: Sheet, facts: Facts) => void>> = table({
  libvirt: describeLibvirtProvider,
  virtualbox,
  vmware,
  hyperv,
  parallels,
  qemu,
})
