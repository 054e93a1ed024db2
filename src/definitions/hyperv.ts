import { EXIT, Fault } from '../fault.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { at, items, type Node, readJson, settingsOf, text } from './nodes.ts'

/** `Get-VM | ConvertTo-Json -Depth 4`: https://learn.microsoft.com/en-us/powershell/module/hyper-v/get-vm. */
export const reader: Reader = {
  id: 'hyperv',
  name: 'Hyper-V Get-VM as JSON',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const root = readJson(sheet)
    const machines = (root.is === 'list' ? root.items : [root]).filter((vm) => at(vm, 'Generation') !== undefined)
    if (machines.length === 0)
      throw new Fault(`${document.path}: no virtual machine with the key Generation`, EXIT.unrecognised)
    return sheetsOf(sheet, machines, {
      name: (vm) => text(vm, 'Name') ?? text(vm, 'VMName'),
      start: (vm) => vm.start,
      describe(own, vm) {
        settingsOf(own, vm)
        describe(own, vm)
      },
    })
  },
}

function describe(sheet: Sheet, vm: Node): void {
  const generation = at(vm, 'Generation')!
  const first = text(vm, 'Generation') === '1'
  sheet.say('declared.hypervisor', 'hyperv', generation.start)
  sheet.say('declared.cpu', 'hardware', generation.start)
  if (first) sheet.say('declared.board', 'emulated', generation.start)
  listOf(vm, 'HardDrives').forEach((d, i) => {
    // ConvertTo-Json writes the enumeration as a number unless asked for names: IDE is 0, SCSI 1.
    const ide = /^(?:IDE|0)$/i.test(text(d, 'ControllerType') ?? '')
    sheet.say('disk.declared', ide ? 'hyperv-ide' : 'hyperv-scsi', at(d, 'ControllerType')?.start ?? d.start, String(i))
  })
  listOf(vm, 'DVDDrives').forEach((d, i) => {
    sheet.say('disk.declared', first ? 'ide-cd' : 'hyperv-scsi', d.start, `dvd${i}`)
    sheet.say('device.removable', 'cdrom', d.start, `dvd${i}`)
  })
  listOf(vm, 'NetworkAdapters').forEach((n, i) => {
    const id = text(n, 'Name') ?? `net${i}`
    const legacy = text(n, 'IsLegacy') === 'true'
    const weight = at(n, 'IovWeight')
    sheet.say('net.declared', legacy ? 'dec21140' : 'hyperv-net', at(n, 'IsLegacy')?.start ?? n.start, id)
    // A virtual function carries the traffic where the host has one left; the synthetic card stays beside it.
    if (!legacy && Number(text(n, 'IovWeight') ?? 0) > 0) sheet.say('net.declared', 'passthrough-net', weight!.start, id)
  })
  if (at(vm, 'HardDrives') !== undefined) sheet.say('declared.complete', 'disk', at(vm, 'HardDrives')!.start)
  if (at(vm, 'NetworkAdapters') !== undefined) sheet.say('declared.complete', 'net', at(vm, 'NetworkAdapters')!.start)
}

/** PowerShell writes a list of one as the thing itself. */
function listOf(vm: Node, key: string): readonly Node[] {
  const found = at(vm, key) ?? at(vm, key.replace('DVD', 'Dvd'))
  if (found?.is === 'map') return at(found, 'value') !== undefined ? items(found, 'value') : [found]
  return found?.is === 'list' ? found.items : []
}
