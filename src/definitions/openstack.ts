import { nameIn } from '../devices/elsewhere.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { at, items, type Node, readJson, settingsOf, text } from './nodes.ts'

/** Image properties of glance that nova heeds: https://docs.openstack.org/glance/latest/admin/useful-image-properties.html. */
export const reader: Reader = {
  id: 'openstack-image',
  name: 'OpenStack image properties',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const root = readJson(sheet)
    const list = root.is === 'list' ? root.items : at(root, 'images') !== undefined ? items(root, 'images') : [root]
    return sheetsOf(sheet, list.length === 0 ? [root] : list, {
      name: (image) => text(image, 'name'),
      start: (image) => image.start,
      describe(own, image) {
        settingsOf(own, image)
        describe(own, image)
      },
    })
  },
}

function describe(sheet: Sheet, root: Node): void {
  const get = (key: string): { value: string; start: number } | undefined => {
    const n = at(root, key) ?? at(root, 'properties', key)
    return n?.is === 'scalar' && n.null === undefined ? { value: n.value, start: n.start } : undefined
  }
  const hypervisor = get('hypervisor_type')
  const id = hypervisor?.value.toLowerCase()
  const at0 = hypervisor?.start ?? root.start
  const vmware = id === 'vmware' || get('vmware_adaptertype') !== undefined
  const xen = id === 'xen' || id === 'xenapi'
  if (get('os_type') !== undefined) sheet.say('declared.os', get('os_type')!.value, get('os_type')!.start)
  if (vmware) sheet.say('declared.hypervisor', 'vmware', at0)
  else if (xen) sheet.say('declared.hypervisor', 'xen', at0)
  else if (id === 'qemu' || id === 'kvm') {
    // Nova calls the driver the same for both; virt_type on the compute node decides.
    sheet.say('declared.hypervisor', 'kvm', at0)
    sheet.say('declared.hypervisor', 'qemu-tcg', at0)
    sheet.say('declared.cpu', 'hardware', at0)
    sheet.say('declared.cpu', 'software', at0)
    sheet.say('declared.board', 'emulated', at0)
  } else if (id === 'hyperv') sheet.say('declared.hypervisor', 'hyperv', at0)
  const mode = get('vm_mode')
  const type = mode?.value === 'xen' ? 'pv' : mode?.value === 'hvm' ? 'hvm' : undefined
  if (xen && type !== undefined) sheet.say('declared.type', type, mode!.start)
  disk()
  net()

  function disk(): void {
    const adapter = get('vmware_adaptertype')
    const bus = get('hw_disk_bus')
    if (vmware) {
      sheet.say('disk.declared', nameIn('vmware', 'disk', adapter?.value ?? 'lsilogic'), adapter?.start ?? at0, 'image')
      return
    }
    const scsi = get('hw_scsi_model')
    if (bus?.value === 'scsi')
      sheet.say(
        'disk.declared',
        scsi?.value === 'virtio-scsi' ? 'virtio-scsi' : (scsi?.value ?? 'lsi'),
        scsi?.start ?? bus.start,
        'image',
      )
    else if (bus !== undefined) {
      const none = bus.value === 'uml' || bus.value === 'lxc'
      sheet.say('disk.declared', none ? 'unknown-disk' : nameIn('qemu', 'disk', bus.value), bus.start, 'image')
    } else if (id === 'qemu' || id === 'kvm') sheet.say('disk.declared', 'virtio-blk', at0, 'image')
    else if (xen && type === 'pv') sheet.say('disk.declared', 'xen-blk', at0, 'image')
  }
  function net(): void {
    const model = get('hw_vif_model')
    if (model !== undefined) sheet.say('net.declared', vif(model.value), model.start, 'port')
    else if (vmware) sheet.say('net.declared', 'e1000', at0, 'port')
    else if (id === 'qemu' || id === 'kvm') sheet.say('net.declared', 'virtio-net', at0, 'port')
    else if (xen && type === 'pv') sheet.say('net.declared', 'xen-net', at0, 'port')
  }
}

/** VMware's names for cards carry a prefix in nova: VirtualE1000, VirtualVmxnet3. */
function vif(name: string): string {
  const bare = name.replace(/^Virtual/, '').toLowerCase()
  if (bare === 'sriovethernetcard') return 'passthrough-net'
  return nameIn('vmware', 'net', bare)
}
