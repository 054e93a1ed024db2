import { nameIn } from '../devices/elsewhere.ts'
import { EXIT, Fault } from '../fault.ts'
import { table } from '../table.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { at, entries, items, type Node, readJson, settingsOf, text } from './nodes.ts'
import { readYaml } from './yaml.ts'

/** Where each kind keeps its template. https://kubevirt.io/api-reference/ */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = table({
  VirtualMachine: ['spec', 'template', 'spec'],
  VirtualMachineInstance: ['spec'],
  VirtualMachineInstanceReplicaSet: ['spec', 'template', 'spec'],
  VirtualMachinePool: ['spec', 'virtualMachineTemplate', 'spec', 'template', 'spec'],
})

export const reader: Reader = {
  id: 'kubevirt',
  name: 'KubeVirt manifest',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const roots = document.text.trimStart().startsWith('{') ? [readJson(sheet)] : readYaml(sheet)
    const all = roots.flatMap((r) => (text(r, 'kind') === 'List' ? items(r, 'items') : [r]))
    const found = all.filter(
      (r) =>
        TEMPLATES[text(r, 'kind') ?? ''] !== undefined &&
        /^kubevirt\.io\/|^pool\.kubevirt\.io\//.test(text(r, 'apiVersion') ?? ''),
    )
    if (found.length === 0)
      throw new Fault(
        `${document.path}: ${text(all[0], 'kind') ?? 'a manifest without kind'}: not a virtual machine`,
        EXIT.unrecognised,
      )
    return sheetsOf(sheet, found, {
      name: (r) => text(r, 'metadata', 'name') ?? text(r, 'metadata', 'generateName'),
      start: (r) => r.start,
      describe(own, r) {
        settingsOf(own, r)
        describe(own, r)
      },
    })
  },
}

function describe(sheet: Sheet, root: Node): void {
  const spec = at(root, ...TEMPLATES[text(root, 'kind')!]!)
  const domain = at(spec, 'domain')
  const devices = at(domain, 'devices')
  const anchor = devices?.start ?? domain?.start ?? root.start
  // Emulation is a switch of the cluster (useEmulation), not of the machine.
  sheet.say('declared.hypervisor', 'kvm', anchor)
  sheet.say('declared.cpu', 'hardware', anchor)
  const arch = text(spec, 'architecture') ?? 'amd64'
  if (arch !== 's390x') sheet.say('declared.board', 'emulated', at(domain, 'machine')?.start ?? anchor)
  // A preference, which is a separate object, fills in missing settings.
  const preferred = at(root, 'spec', 'preference') !== undefined
  const bus = preferred ? 'unknown-disk' : arch === 'amd64' ? 'ahci' : 'virtio-blk'
  if (entries(domain, 'features', 'hyperv').length > 0 || at(domain, 'clock', 'timer', 'hyperv') !== undefined)
    sheet.say('declared.os', 'windows', anchor)
  const listed = items(devices, 'disks')
  const filesystems = new Set(items(devices, 'filesystems').map((f) => text(f, 'name')))
  const named = new Set(listed.map((d) => text(d, 'name')))
  listed.forEach((d, i) => {
    const id = text(d, 'name') ?? `disk${i}`
    const cdrom = at(d, 'cdrom') !== undefined
    const said = text(d, 'disk', 'bus') ?? text(d, 'cdrom', 'bus') ?? text(d, 'lun', 'bus')
    const place = at(d, 'disk', 'bus') ?? at(d, 'cdrom', 'bus') ?? at(d, 'lun', 'bus') ?? d
    sheet.say(
      'disk.declared',
      said === undefined ? bus : said === 'scsi' ? 'virtio-scsi' : nameIn('qemu', 'disk', said),
      place.start,
      id,
    )
    if (cdrom) sheet.say('device.removable', 'cdrom', d.start, id)
  })
  for (const volume of items(spec, 'volumes')) {
    const id = text(volume, 'name')
    if (id === undefined || named.has(id) || filesystems.has(id) || at(volume, 'memoryDump') !== undefined) continue
    sheet.say('disk.declared', bus, volume.start, id)
  }
  const interfaces = items(devices, 'interfaces')
  interfaces.forEach((n, i) => {
    const id = text(n, 'name') ?? `net${i}`
    const model = text(n, 'model')
    const direct = at(n, 'sriov') !== undefined
    sheet.say(
      'net.declared',
      direct ? 'passthrough-net' : (model ?? (preferred ? 'unknown-net' : 'virtio-net')),
      at(n, 'model')?.start ?? n.start,
      id,
    )
  })
  // Without an interface the pod's network is attached, unless that is switched off.
  if (interfaces.length === 0 && items(spec, 'networks').length === 0 && text(devices, 'autoattachPodInterface') !== 'false')
    sheet.say('net.declared', preferred ? 'unknown-net' : 'virtio-net', anchor, 'default')
  for (const g of [...items(devices, 'gpus'), ...items(devices, 'hostDevices')])
    sheet.say('declared.passthrough', text(g, 'name') ?? '', g.start)
  sheet.say('declared.complete', 'disk', anchor)
  sheet.say('declared.complete', 'net', anchor)
}
