import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDefinition } from './index.ts'

/** All that a definition says, without places and order. */
async function said(text: string): Promise<string[]> {
  const read = await readDefinition({ path: 'x', text })
  return (read?.signals ?? []).map((s) => `${s.name} ${s.of ?? ''} ${s.value}`).sort()
}

/** Parts whose order means nothing to the format, how they are put together, and what a comment is there. */
interface Case {
  readonly parts: readonly string[]
  readonly comment: string
  join(parts: readonly string[]): string
}

const lines =
  (head: string, end = '\n'): Case['join'] =>
  (parts) =>
    [head, ...parts, ''].join(end)
/** An object with its members in the order given; a comment is a key that no format knows. */
const object =
  (before: string, after: string): Case['join'] =>
  (parts) =>
    `${before}{${parts.join(', ')}}${after}`

const CASES: Readonly<Record<string, Case>> = {
  xl: {
    parts: [
      'type = "hvm"',
      'memory = 512',
      'disk = [ "a,raw,xvda,rw", "b,raw,sdb,rw" ]',
      'vif = [ "model=e1000", "type=vif" ]',
      'hap = 0',
    ],
    comment: '# type = "pv"',
    join: lines('name = "a"'),
  },
  'libvirt, elements of a domain': {
    parts: [
      '<name>a</name>',
      "<os><type arch='x86_64' machine='q35'>hvm</type></os>",
      "<features><acpi/><hyperv><vapic state='on'/></hyperv></features>",
      "<clock><timer name='hypervclock' present='yes'/></clock>",
      "<devices><disk><target dev='sda' bus='scsi'/></disk><controller type='scsi' model='virtio-scsi'/></devices>",
    ],
    comment: "<!-- <devices><disk><target dev='hda'/></disk></devices> -->",
    join: (parts) => `<domain type='kvm'>\n${parts.join('\n')}\n</domain>`,
  },
  'libvirt, elements of a device, and attributes': {
    parts: [
      "<driver type='raw' name='qemu'/>",
      "<source file='a'/>",
      "<target bus='scsi' dev='sda'/>",
      "<address controller='1' type='drive'/>",
    ],
    comment: "<!-- <target dev='hda'/> -->",
    join: (parts) =>
      `<domain type='kvm'><devices><controller model='lsilogic' index='0' type='scsi'/><controller index='1' type='scsi' model='virtio-scsi'/><disk device='disk' type='file'>${parts.join('\n')}</disk></devices></domain>`,
  },
  'libvirt, kinds of devices': {
    parts: [
      "<disk><target dev='vda' bus='virtio'/></disk>",
      "<interface type='bridge'><model type='e1000'/></interface>",
      "<controller type='scsi' index='0' model='virtio-scsi'/>",
      "<hostdev type='pci'/>",
    ],
    comment: '<!-- -->',
    join: (parts) => `<domain type='kvm'><devices>${parts.join('\n')}</devices></domain>`,
  },
  vmx: {
    parts: [
      'scsi0.present = "TRUE"',
      'scsi0.virtualDev = "pvscsi"',
      'scsi0:0.present = "TRUE"',
      'ETHERNET0.PRESENT = "true"',
      'ethernet0.virtualDev = "e1000"',
      'guestOS = "windows9-64"',
    ],
    comment: '# scsi0.virtualDev = "lsilogic"',
    join: lines('config.version = "8"', '\r\n'),
  },
  proxmox: {
    parts: [
      'scsihw: virtio-scsi-pci',
      'scsi0: local:a',
      'ide2: none,media=cdrom',
      'net0: virtio=A2:C0:43:77:08:A0',
      'ostype: win11',
      'kvm: 0',
    ],
    comment: '#scsihw: lsi',
    join: lines('memory: 512'),
  },
  'kubevirt, YAML': {
    parts: [
      'disks: [{disk: {bus: virtio}, name: root}]',
      'interfaces: [{model: e1000, name: default}]',
      'autoattachPodInterface: false',
      'gpus: [{name: g}]',
    ],
    comment: '# disks: []',
    join: (parts) =>
      `kind: VirtualMachineInstance\nspec:\n  domain:\n    devices:\n${parts.map((p) => `      ${p}\n`).join('')}apiVersion: kubevirt.io/v1\n`,
  },
  hyperv: {
    parts: [
      '"Generation": 1',
      '"HardDrives": [{"ControllerType": 0}]',
      '"NetworkAdapters": [{"IsLegacy": true}]',
      '"Name": "a"',
    ],
    comment: '"Notes": "Generation 2"',
    join: object('', ''),
  },
  'openstack-image': {
    parts: [
      '"disk_format": "raw"',
      '"hw_disk_bus": "scsi"',
      '"hw_scsi_model": "virtio-scsi"',
      '"hypervisor_type": "qemu"',
      '"hw_vif_model": "e1000"',
    ],
    comment: '"description": "hw_disk_bus"',
    join: object('', ''),
  },
  xapi: {
    parts: [
      '"HVM_boot_policy": "BIOS order"',
      '"domain_type": "hvm"',
      '"platform": {"nic_type": "e1000", "viridian": "true"}',
      '"name_label": "a"',
    ],
    comment: '"name_description": "domain_type"',
    join: object('{"VIF": [{"device": "0"}], "VM": {"r": ', '}, "VBD": [{"userdevice": "0", "type": "Disk"}]}'),
  },
  terraform: {
    parts: [
      '"scsi_type": "lsilogic"',
      '"disk": [{"label": "a"}]',
      '"network_interface": [{"adapter_type": "e1000"}]',
      '"memory": 512',
    ],
    comment: '"annotation": "scsi_type"',
    join: object(
      '{"format_version": "1.2", "planned_values": {"root_module": {"resources": [{"type": "vsphere_virtual_machine", "address": "a.b", "values": ',
      '}]}}}',
    ),
  },
  packer: {
    parts: ['"type": "qemu"', '"disk_interface": "ide"', '"net_device": "e1000"', '"accelerator": "kvm"'],
    comment: '"vm_name": "disk_interface"',
    join: object('{"builders": [', ']}'),
  },
  'vagrantfile, settings of a provider': {
    parts: [
      'v.disk_bus = "scsi"',
      'v.nic_model_type = "e1000"',
      'v.driver = "kvm" if kvm',
      'v.storage :file, bus: "sata",\n      size: "1G"',
      'v.memory = <<-A.to_i\n  512\n  A',
    ],
    comment: '# v.disk_bus = "ide"; end',
    join: (parts) =>
      `Vagrant.configure("2") do |config|\n  config.vm.box = "a"\n  config.vm.provider :libvirt do |v|\n    ${parts.join('\n    ')}\n  end\nend\n`,
  },
  'vagrantfile, statements of the file': {
    parts: [
      'config.vm.box = "a"',
      'config.vm.network :private_network, nic_type: "virtio"',
      'config.vm.provider("virtualbox") { |v| v.customize ["modifyvm", :id, "--nictype1", "82540EM"] }',
      'config.vm.provision "shell" do |s|\n  s.inline = "end"\nend',
      'config.vm.guest = :windows',
    ],
    comment: '=begin\nconfig.vm.provider "libvirt"\n=end',
    join: (parts) => `require "yaml"\nVagrant.configure("2") do |config|\n${parts.join('\n')}\nend\n`,
  },
  'qemu-argv': {
    parts: [
      '-machine q35',
      '-accel kvm',
      '-m 512',
      '-nodefaults',
      '-drive if=none,id=d0,file=a',
      '-device virtio-scsi-pci,id=s0',
      '-device scsi-hd,id=sd0,bus=s0.0,drive=d0',
      '-device \'{"id":"n0","driver":"e1000"}\'',
    ],
    comment: '-name machine',
    join: (parts) => `qemu-system-x86_64 ${parts.join(' \\\n  ')}\n`,
  },
}

describe('order and comments mean nothing where the format says so', () => {
  for (const [name, { parts, comment, join }] of Object.entries(CASES))
    it(name, async () => {
      const want = await said(join(parts))
      expect(want.length).toBeGreaterThan(3)
      await fc.assert(
        fc.asyncProperty(
          fc.shuffledSubarray([...parts], { minLength: parts.length }),
          fc.nat(parts.length),
          async (shuffled, at) => {
            expect(await said(join(shuffled))).toEqual(want)
            expect(await said(join([...shuffled.slice(0, at), comment, ...shuffled.slice(at)]))).toEqual(want)
          },
        ),
        { numRuns: 40 },
      )
    })
})
