import { nameIn } from '../devices/elsewhere.ts'
import { Fault } from '../fault.ts'
import { type Definition, type Lines, type Reader, type Setting, Sheet } from './definition.ts'
import { propertiesOf } from './properties.ts'

/** qemu-server's controllers for `scsiN:`; the key alone does not show the model. https://pve.proxmox.com/wiki/Manual:_qm.conf */
const NETS: RegExp = /^(?:virtio|vmxnet3|e1000(?:e|-82540em|-82544gc|-82545em)?|rtl8139|ne2k_pci|ne2k_isa|pcnet|i8255\w+)$/

export const reader: Reader = {
  id: 'proxmox',
  name: 'Proxmox VM configuration',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const { text } = document
    const lines: Lines = new Map()
    let index = 0
    let section = ''
    for (const line of text.split('\n')) {
      const start = index
      index += line.length + 1
      const bare = line.trimEnd()
      if (bare === '' || bare.startsWith('#')) continue
      const head = /^\[([^\]]+)\]$/.exec(bare)
      if (head !== null) {
        section = head[1]!
        continue
      }
      const match = /^([a-z][a-z_-]*\d*)(\s*:\s*)([^\n]*)$/i.exec(bare)
      if (match === null) sheet.fault(start, `found ${JSON.stringify(bare.slice(0, 24))}, expected "key: value"`)
      if (section !== '') continue
      const from = start + match[1]!.length + match[2]!.length
      lines.set(match[1]!, { value: match[3]!, start: from, end: start + bare.length, from: start, to: start + bare.length })
    }
    const main = sheet.lastOf(lines)
    if (main.has('rootfs') || (main.has('arch') && main.get('ostype')?.value === 'debian'))
      throw new Fault(`${document.path}: this defines a container (it has rootfs), not a virtual machine`, 4)
    describe(sheet, main)
    return [sheet]
  },
}

function describe(sheet: Sheet, main: Map<string, Setting>): void {
  const tcg = /^(?:0|no|off|false)$/i.test(main.get('kvm')?.value ?? '1')
  const any = [...main.values()][0]
  const kvm = main.get('kvm')
  const say = (name: string, value: string, setting: Setting | undefined, words: string): void =>
    setting === undefined ? sheet.assume(name, value, words) : sheet.say(name, value, setting)
  say('declared.hypervisor', tcg ? 'qemu-tcg' : 'kvm', kvm, 'Proxmox uses KVM unless kvm: 0 is set')
  say('declared.cpu', tcg ? 'software' : 'hardware', kvm, 'Proxmox uses KVM unless kvm: 0 is set')
  say('declared.board', 'emulated', main.get('machine'), 'Proxmox emulates an i440FX board unless machine: is set')
  if (/^w|^win/.test(main.get('ostype')?.value ?? '')) sheet.say('declared.os', 'windows', main.get('ostype'))
  else if (/^l2[46]/.test(main.get('ostype')?.value ?? '')) sheet.say('declared.os', 'linux', main.get('ostype'))
  const scsihw = main.get('scsihw')
  for (const [key, setting] of main) {
    // `cdrom` is another name for ide2.
    const disk = key === 'cdrom' ? [key, 'ide'] : /^(ide|sata|scsi|virtio)(\d+)$/.exec(key)
    if (disk !== null) {
      const list = parts(sheet, setting)
      const bus = disk[1]!
      const controller = nameIn('qemu', 'disk', bus === 'scsi' ? (scsihw?.value ?? 'lsi') : bus)
      const cdrom =
        key === 'cdrom' ||
        list.get('media')?.value === 'cdrom' ||
        /^(?:cdrom|none)$/.test(list.get('')?.value ?? '') ||
        /cloudinit/.test(list.get('')?.value ?? '')
      sheet.say('disk.declared', cdrom && bus === 'ide' ? 'ide-cd' : controller, setting.from, key)
      if (cdrom) sheet.say('device.removable', 'cdrom', setting, key)
      continue
    }
    if (/^net\d+$/.test(key)) {
      const list = parts(sheet, setting)
      const short = [...list].find(([name]) => NETS.test(name))
      const model =
        list.get('model')?.value ?? short?.[0] ?? (NETS.test(list.get('')?.value ?? '') ? list.get('')!.value : undefined)
      sheet.say('net.declared', model ?? 'unsettled-net', setting.from, key)
      continue
    }
    if (/^hostpci\d+$/.test(key)) {
      parts(sheet, setting)
      sheet.say('declared.passthrough', setting.value, setting)
      continue
    }
    if (/^(?:cpu|vga|agent|machine|rng0|audio0|usb\d+|efidisk0|tpmstate0|balloon)$/.test(key)) parts(sheet, setting)
  }
  sheet.say('declared.complete', 'disk', any)
  sheet.say('declared.complete', 'net', any)
}

/** A property string: each part becomes a setting `scsi0.iothread`; the part without a key is the default one, called ''. */
function parts(sheet: Sheet, setting: Setting): Map<string, Setting> {
  const found = new Map<string, Setting>()
  for (const p of propertiesOf(setting.value)) {
    const at = setting.start
    const made = sheet.set(`${setting.path}.${p.key}`, p.value, at + p.start, at + p.end, at + p.from, at + p.end)
    if (!found.has(p.key)) found.set(p.key, made)
  }
  return found
}
