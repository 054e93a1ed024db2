import { ec2Catalogue, findType } from '../catalog/ec2.ts'
import { nameIn } from '../devices/elsewhere.ts'
import { EXIT, Fault } from '../fault.ts'
import { table } from '../table.ts'
import { type Definition, type Reader, Sheet, sheetsOf } from './definition.ts'
import { at, entries, items, type Node, readJson, settingsOf, text } from './nodes.ts'
import { describeLibvirt } from './terraform-libvirt.ts'

type Describe = (sheet: Sheet, values: Node, address: string) => void

/** Readers of the supported resource types. */
const RESOURCES: Readonly<Record<string, Describe>> = table({
  aws_instance(sheet, values) {
    const type = at(values, 'instance_type')
    const name = text(values, 'instance_type')
    if (type === undefined || name === undefined) return
    if (/\.metal/.test(name)) {
      sheet.say('declared.hypervisor', 'none', type.start)
      return
    }
    // A size that the catalogue lacks runs on what its family runs on; a family newer than the catalogue is Nitro.
    const known = findType(name) ?? ec2Catalogue().types.find((t) => t.family === name.split('.')[0])
    if (known?.hypervisor === 'xen') {
      sheet.say('declared.hypervisor', 'xen', type.start)
      // The image decides between PV and HVM on the oldest families.
      const images = [...known.virtualization, ...(known.virtualization2015 ?? [])]
      if (images.length > 0 && !images.includes('paravirtual')) sheet.say('declared.type', 'hvm', type.start)
      return
    }
    sheet.say('declared.hypervisor', 'kvm', type.start)
    sheet.say('declared.cpu', 'hardware', type.start)
    sheet.say('disk.declared', 'aws-nvme', type.start, 'root_block_device')
    sheet.say('net.declared', 'ena', type.start, 'net0')
  },
  libvirt_domain: describeLibvirt,
  // https://github.com/Telmate/terraform-provider-proxmox/blob/master/proxmox/resource_vm_qemu.go: `disk` by slot, or `disks` by bus.
  proxmox_vm_qemu(sheet, values) {
    kvm(sheet, values, text(values, 'kvm') === 'false')
    const scsihw = text(values, 'scsihw') ?? 'lsi'
    const say = (node: Node, slot: string, type: string | undefined): void => {
      if (type === 'ignore') return
      sheet.say('disk.declared', proxmoxDisk(slot, scsihw), node.start, slot)
      if (type === 'cdrom' || type === 'cloudinit') sheet.say('device.removable', 'cdrom', node.start, slot)
    }
    items(values, 'disk').forEach((d, i) => {
      const slot = text(d, 'slot') ?? ''
      // Until 2.9 the slot was a number and `type` the bus.
      if (/^(?:ide|sata|scsi|virtio)\d+$/.test(slot)) say(d, slot, text(d, 'type'))
      else say(d, `${text(d, 'type') ?? 'scsi'}${/^\d+$/.test(slot) ? slot : i}`, undefined)
    })
    for (const bus of ['ide', 'sata', 'scsi', 'virtio'])
      for (const { key, value } of entries(values, 'disks', 0, bus, 0))
        for (const inside of value.is === 'list' ? value.items.slice(0, 1) : [])
          say(inside, key, entries(inside).find((e) => e.value.is === 'list' && e.value.items.length > 0)?.key)
    const cloud = text(values, 'cloudinit_cdrom_storage')
    if (cloud !== undefined && cloud !== '') say(at(values, 'cloudinit_cdrom_storage')!, 'ide3', 'cloudinit')
    items(values, 'network').forEach((n, i) => {
      sheet.say('net.declared', text(n, 'model') ?? 'unsettled-net', at(n, 'model')?.start ?? n.start, `net${i}`)
    })
    complete(sheet, values)
  },
  // https://github.com/bpg/terraform-provider-proxmox: dvSCSIHardware, dvDiskInterface and dvNetworkDeviceModel in proxmoxtf/resource/vm
  proxmox_virtual_environment_vm(sheet, values) {
    kvm(sheet, values, false)
    const scsihw = text(values, 'scsi_hardware') ?? 'virtio-scsi-pci'
    items(values, 'disk').forEach((d) => {
      const id = text(d, 'interface') ?? 'scsi0'
      sheet.say('disk.declared', proxmoxDisk(id, scsihw), at(d, 'interface')?.start ?? d.start, id)
    })
    for (const block of ['cdrom', 'initialization'])
      for (const d of items(values, block)) {
        const id = text(d, 'interface') ?? (block === 'cdrom' ? 'ide3' : 'ide2')
        if (!/^(?:ide|sata|scsi|virtio)\d+$/.test(id)) continue
        sheet.say('disk.declared', proxmoxDisk(id, scsihw), at(d, 'interface')?.start ?? d.start, id)
        sheet.say('device.removable', 'cdrom', d.start, id)
      }
    items(values, 'network_device').forEach((n, i) => {
      sheet.say('net.declared', text(n, 'model') ?? 'virtio-net', at(n, 'model')?.start ?? n.start, `net${i}`)
    })
    complete(sheet, values)
  },
  // Defaults: https://github.com/vmware/terraform-provider-vsphere, resource_vsphere_virtual_machine.go and internal/virtualdevice
  vsphere_virtual_machine(sheet, values) {
    sheet.say('declared.hypervisor', 'vmware', values.start)
    sheet.say('declared.board', 'emulated', values.start)
    const type = text(values, 'scsi_type') ?? 'pvscsi'
    items(values, 'disk').forEach((d, i) => {
      const controller = text(d, 'controller_type') ?? 'scsi'
      const model = nameIn('vmware', 'disk', controller === 'scsi' ? type : controller)
      sheet.say('disk.declared', model, at(values, 'scsi_type')?.start ?? d.start, text(d, 'label') ?? `disk${i}`)
    })
    items(values, 'network_interface').forEach((n, i) => {
      const adapter = text(n, 'adapter_type') ?? 'vmxnet3'
      sheet.say(
        'net.declared',
        adapter === 'sriov' ? 'passthrough-net' : adapter,
        at(n, 'adapter_type')?.start ?? n.start,
        `net${i}`,
      )
    })
    complete(sheet, values)
  },
})

function kvm(sheet: Sheet, values: Node, tcg: boolean): void {
  sheet.say('declared.hypervisor', tcg ? 'qemu-tcg' : 'kvm', values.start)
  sheet.say('declared.cpu', tcg ? 'software' : 'hardware', values.start)
  sheet.say('declared.board', 'emulated', values.start)
}

function complete(sheet: Sheet, values: Node): void {
  sheet.say('declared.complete', 'disk', values.start)
  sheet.say('declared.complete', 'net', values.start)
}

function proxmoxDisk(slot: string, scsihw: string): string {
  const bus = /^[a-z]{0,8}/.exec(slot)![0]
  return nameIn('qemu', 'disk', bus === 'scsi' ? scsihw : bus)
}

const MOST_MODULES = 1000

export const reader: Reader = {
  id: 'terraform',
  name: 'Terraform plan or state as JSON',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const root = readJson(sheet)
    const queue = [at(root, 'planned_values', 'root_module') ?? at(root, 'values', 'root_module')]
    const found: Node[] = []
    for (let i = 0; i < queue.length && i < MOST_MODULES; i++) {
      found.push(...items(queue[i], 'resources').filter((r) => RESOURCES[text(r, 'type') ?? ''] !== undefined))
      queue.push(...items(queue[i], 'child_modules'))
    }
    if (found.length === 0)
      throw new Fault(
        `${document.path}: no virtual machine of a supported provider (${Object.keys(RESOURCES).join(', ')})`,
        EXIT.unrecognised,
      )
    return sheetsOf(sheet, found, {
      name: (r) => text(r, 'address'),
      start: (r) => r.start,
      describe(own, r) {
        settingsOf(own, r)
        RESOURCES[text(r, 'type')!]!(own, at(r, 'values') ?? r, text(r, 'address') ?? '')
      },
    })
  },
}
