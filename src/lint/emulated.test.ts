import { describe, expect, it } from 'vitest'
import { readDefinition } from '../definitions/index.ts'
import { allDeclaredModels } from '../devices/declared.ts'
import type { Vocabulary } from '../devices/device.ts'
import { DEVICES } from '../devices/list.ts'
import { report } from '../examine.ts'
import { lint } from './engine.ts'
import { mend } from './mend.ts'
import { RULES } from './rules/index.ts'

/** A place where a format names a device: the definition with this word there. */
interface Place {
  readonly format: string
  readonly vocabulary: Vocabulary
  readonly of: 'disk' | 'net'
  readonly text: (word: string) => string
  /** Why the words of this place are other ones. */
  readonly only?: RegExp
}

const vagrant = (provider: string, line: string): string =>
  `Vagrant.configure("2") do |config|\n  config.vm.box = "b"\n  config.vm.provider "${provider}" do |v|\n    ${line}\n  end\nend\n`
const domain = (devices: string): string =>
  `<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>${devices}</devices></domain>\n`
const plan = (type: string, values: object): string =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ address: `${type}.a`, type, values }] } },
  })
const ovf = (items: string): string =>
  `<Envelope><VirtualSystem ovf:id="a"><VirtualHardwareSection><System><VirtualSystemType>vmx-10</VirtualSystemType></System>${items}</VirtualHardwareSection></VirtualSystem></Envelope>`
const item = (id: number, type: number, more: string): string =>
  `<Item><InstanceID>${id}</InstanceID><ResourceType>${type}</ResourceType>${more}</Item>`
const vmx = (lines: string): string => `config.version = "8"\nvirtualHW.version = "19"\n${lines}`
const vmi = (devices: string): string =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nspec:\n  domain:\n    devices:\n${devices}`
const builder = (type: string, key: string, word: string): string =>
  JSON.stringify({ builders: [{ type, disk_interface: 'virtio', net_device: 'virtio-net', [key]: word }] })

const SCSI = /^(?:lsi|mega|mptsas|am53c|dc390|buslogic|auto|scsi$|sas$)/
const BUSES = /^(?:ide|sata|usb|sd)$/
/** Controllers that a disk of SCSI may be on. */
const SCSI_OR_USB = /^(?:lsi|mega|mptsas|am53c|dc390|usb-(?:bot|uas)$)/
const PLACES: readonly Place[] = [
  {
    format: 'libvirt',
    vocabulary: 'qemu',
    of: 'net',
    text: (w) => domain(`<interface type='bridge'><model type='${w}'/></interface>`),
  },
  {
    format: 'libvirt',
    vocabulary: 'qemu',
    of: 'disk',
    text: (w) => domain(`<disk type='file' device='disk'><target dev='a' bus='${w}'/></disk>`),
  },
  {
    format: 'libvirt',
    vocabulary: 'qemu',
    of: 'disk',
    only: SCSI,
    text: (w) =>
      domain(
        `<disk type='file' device='disk'><target dev='sda' bus='scsi'/></disk><controller type='scsi' index='0' model='${w}'/>`,
      ),
  },
  {
    format: 'proxmox',
    vocabulary: 'qemu',
    of: 'net',
    only: /^(?:e1000|rtl8139|ne2k|pcnet$|i8255)/,
    text: (w) => `memory: 512\nnet0: ${w}=A2:C0:43:77:08:A0,bridge=vmbr0\n`,
  },
  {
    format: 'proxmox',
    vocabulary: 'qemu',
    of: 'net',
    text: (w) => `memory: 512\nnet0: model=${w},macaddr=A2:C0:43:77:08:A0,bridge=vmbr0\n`,
  },
  {
    format: 'proxmox',
    vocabulary: 'qemu',
    of: 'disk',
    only: /^(?:ide|sata)$/,
    text: (w) => `memory: 512\n${w}0: local:vm-1-disk-0\n`,
  },
  {
    format: 'proxmox',
    vocabulary: 'qemu',
    of: 'disk',
    only: SCSI,
    text: (w) => `memory: 512\nscsihw: ${w}\nscsi0: local:vm-1-disk-0\n`,
  },
  {
    format: 'vmx',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => vmx(`ethernet0.present = "TRUE"\nethernet0.virtualDev = "${w}"\n`),
  },
  {
    format: 'vmx',
    vocabulary: 'vmware',
    of: 'disk',
    only: SCSI,
    text: (w) => vmx(`scsi0.present = "TRUE"\nscsi0.virtualDev = "${w}"\nscsi0:0.present = "TRUE"\n`),
  },
  {
    format: 'vmx',
    vocabulary: 'vmware',
    of: 'disk',
    only: /^(?:ide|sata|nvme)$/,
    text: (w) => vmx(`${w}0:0.present = "TRUE"\n`),
  },
  {
    format: 'kubevirt',
    vocabulary: 'qemu',
    of: 'net',
    text: (w) => vmi(`      interfaces:\n      - name: a\n        model: ${w}\n`),
  },
  {
    format: 'kubevirt',
    vocabulary: 'qemu',
    of: 'disk',
    text: (w) => vmi(`      disks:\n      - name: a\n        disk: { bus: ${w} }\n`),
  },
  {
    format: 'openstack-image',
    vocabulary: 'qemu',
    of: 'net',
    text: (w) => JSON.stringify({ disk_format: 'raw', hw_vif_model: w }),
  },
  {
    format: 'openstack-image',
    vocabulary: 'qemu',
    of: 'disk',
    text: (w) => JSON.stringify({ disk_format: 'raw', hw_disk_bus: w }),
  },
  {
    format: 'openstack-image',
    vocabulary: 'qemu',
    of: 'disk',
    only: SCSI,
    text: (w) => JSON.stringify({ disk_format: 'raw', hw_disk_bus: 'scsi', hw_scsi_model: w }),
  },
  {
    format: 'openstack-image',
    vocabulary: 'vmware',
    of: 'disk',
    text: (w) => JSON.stringify({ disk_format: 'vmdk', vmware_adaptertype: w }),
  },
  {
    format: 'openstack-image',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => JSON.stringify({ disk_format: 'vmdk', vmware_adaptertype: 'paraVirtual', hw_vif_model: `Virtual${w}` }),
  },
  {
    format: 'qemu-argv',
    vocabulary: 'qemu',
    of: 'net',
    text: (w) => `qemu-system-x86_64 -nodefaults -device ${w},netdev=n -netdev user,id=n\n`,
  },
  { format: 'qemu-argv', vocabulary: 'qemu', of: 'net', text: (w) => `qemu-system-x86_64 -nodefaults -nic user,model=${w}\n` },
  {
    format: 'qemu-argv',
    vocabulary: 'qemu',
    of: 'disk',
    text: (w) => `qemu-system-x86_64 -nodefaults -device ${w},drive=d,id=x -drive if=none,id=d,file=f\n`,
  },
  {
    format: 'qemu-argv',
    vocabulary: 'qemu',
    of: 'disk',
    only: SCSI_OR_USB,
    text: (w) =>
      `qemu-system-x86_64 -nodefaults -device ${w},id=x -device scsi-hd,drive=d,bus=x.0 -drive if=none,id=d,file=f\n`,
  },
  {
    format: 'qemu-argv',
    vocabulary: 'qemu',
    of: 'disk',
    text: (w) => `qemu-system-x86_64 -nodefaults -drive if=${w},file=f\n`,
  },
  {
    format: 'hyperv',
    vocabulary: 'qemu',
    of: 'net',
    only: /^dec21140$/,
    text: () => '{"Name":"a","Generation":1,"NetworkAdapters":[{"Name":"n","IsLegacy":true}]}',
  },
  { format: 'ovf', vocabulary: 'vmware', of: 'net', text: (w) => ovf(item(1, 10, `<ResourceSubType>${w}</ResourceSubType>`)) },
  {
    format: 'ovf',
    vocabulary: 'vmware',
    of: 'disk',
    text: (w) => ovf(item(1, 6, `<ResourceSubType>${w}</ResourceSubType>`) + item(2, 17, '<Parent>1</Parent>')),
  },
  {
    format: 'terraform',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => plan('vsphere_virtual_machine', { network_interface: [{ adapter_type: w }] }),
  },
  {
    format: 'terraform',
    vocabulary: 'vmware',
    of: 'disk',
    text: (w) => plan('vsphere_virtual_machine', { scsi_type: w, disk: [{ label: 'a' }] }),
  },
  {
    format: 'terraform',
    vocabulary: 'qemu',
    of: 'net',
    text: (w) => plan('proxmox_virtual_environment_vm', { network_device: [{ model: w }] }),
  },
  { format: 'packer', vocabulary: 'qemu', of: 'net', text: (w) => builder('qemu', 'net_device', w) },
  { format: 'packer', vocabulary: 'qemu', of: 'disk', text: (w) => builder('qemu', 'disk_interface', w) },
  { format: 'packer', vocabulary: 'virtualbox', of: 'net', text: (w) => builder('virtualbox-iso', 'nic_type', w) },
  { format: 'packer', vocabulary: 'virtualbox', of: 'disk', text: (w) => builder('virtualbox-iso', 'hard_drive_interface', w) },
  { format: 'packer', vocabulary: 'vmware', of: 'disk', text: (w) => builder('vmware-iso', 'disk_adapter_type', w) },
  { format: 'vagrantfile', vocabulary: 'qemu', of: 'net', text: (w) => vagrant('libvirt', `v.nic_model_type = "${w}"`) },
  { format: 'vagrantfile', vocabulary: 'qemu', of: 'disk', text: (w) => vagrant('libvirt', `v.disk_bus = "${w}"`) },
  {
    format: 'vagrantfile',
    vocabulary: 'qemu',
    of: 'disk',
    text: (w) => vagrant('libvirt', `v.storage :file, size: "20G", bus: "${w}"`),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'qemu',
    of: 'disk',
    only: SCSI,
    text: (w) => vagrant('libvirt', `v.disk_bus = "scsi"\n    v.disk_controller_model = "${w}"`),
  },
  { format: 'vagrantfile', vocabulary: 'qemu', of: 'net', text: (w) => vagrant('qemu', `v.net_device = "${w}"`) },
  { format: 'vagrantfile', vocabulary: 'qemu', of: 'disk', text: (w) => vagrant('qemu', `v.drive_interface = "${w}"`) },
  {
    format: 'vagrantfile',
    vocabulary: 'virtualbox',
    of: 'net',
    text: (w) => vagrant('virtualbox', `v.customize ["modifyvm", :id, "--nictype1", "${w}"]`),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'virtualbox',
    of: 'disk',
    text: (w) =>
      vagrant(
        'virtualbox',
        `v.customize ["storagectl", :id, "--name", "c", "--controller", "${w}"]\n    v.customize ["storageattach", :id, "--storagectl", "c", "--type", "hdd", "--medium", "d"]`,
      ),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => vagrant('vmware_desktop', `v.vmx["ethernet0.virtualdev"] = "${w}"`),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'vmware',
    of: 'disk',
    only: SCSI,
    text: (w) => vagrant('vmware_desktop', `v.vmx["scsi0.virtualdev"] = "${w}"\n    v.vmx["scsi0:0.present"] = "TRUE"`),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'parallels',
    of: 'net',
    text: (w) => vagrant('parallels', `v.customize ["set", :id, "--device-set", "net0", "--adapter-type", "${w}"]`),
  },
  // Parallels Desktop has no paravirtual disk that could be used instead.
  // The same where something else stands in the way of the fix, or is the default.
  {
    format: 'libvirt',
    vocabulary: 'qemu',
    of: 'disk',
    only: BUSES,
    text: (w) =>
      domain(`<disk type='file' device='disk'><target dev='a' bus='${w}'/><address type='drive' controller='0'/></disk>`),
  },
  {
    format: 'libvirt',
    vocabulary: 'qemu',
    of: 'disk',
    only: /^ide$/,
    text: () => domain(`<disk type='file' device='disk'><target dev='hda'/></disk>`),
  },
  {
    format: 'qemu-argv',
    vocabulary: 'qemu',
    of: 'disk',
    only: /^lsi$/,
    text: () => 'qemu-system-x86_64 -drive if=scsi,file=f\n',
  },
  { format: 'qemu-argv', vocabulary: 'qemu', of: 'disk', only: /^ide$/, text: () => 'qemu-system-x86_64 -hda f\n' },
  {
    format: 'openstack-image',
    vocabulary: 'qemu',
    of: 'disk',
    only: /^lsi$/,
    text: () => JSON.stringify({ disk_format: 'raw', hw_disk_bus: 'scsi' }),
  },
  {
    format: 'ovf',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => ovf(item(1, 10, `<ResourceSubType>${w}</ResourceSubType>`)).replace('vmx-10', 'virtualbox-2.2'),
  },
  {
    format: 'ovf',
    vocabulary: 'vmware',
    of: 'disk',
    text: (w) =>
      ovf(item(1, 6, `<ResourceSubType>${w}</ResourceSubType>`) + item(2, 17, '<Parent>1</Parent>')).replace(
        'vmx-10',
        'virtualbox-2.2',
      ),
  },
  {
    format: 'terraform',
    vocabulary: 'qemu',
    of: 'disk',
    only: /^(?:ide|sata)$/,
    text: (w) => plan('proxmox_virtual_environment_vm', { disk: [{ interface: `${w}0` }] }),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'qemu',
    of: 'disk',
    only: BUSES,
    text: (w) => vagrant('libvirt', `v.disk_device = "sda"\n    v.disk_bus = "${w}"`),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'qemu',
    of: 'disk',
    only: BUSES,
    text: (w) => vagrant('libvirt', `v.storage :file, size: "20G", bus: "${w}", device: "sdb"`),
  },
  {
    format: 'vmx',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => vmx(`ethernet0.present = "TRUE"\nethernet0.virtualDev = "${w}"\n`).replace('"19"', '"6"'),
  },
  {
    format: 'vmx',
    vocabulary: 'vmware',
    of: 'disk',
    only: SCSI,
    text: (w) => vmx(`scsi0.present = "TRUE"\nscsi0.virtualDev = "${w}"\nscsi0:0.present = "TRUE"\n`).replace('"19"', '"6"'),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'vmware',
    of: 'net',
    text: (w) => vagrant('vmware_desktop', `v.vmx["virtualhw.version"] = "6"\n    v.vmx["ethernet0.virtualdev"] = "${w}"`),
  },
  {
    format: 'vagrantfile',
    vocabulary: 'vmware',
    of: 'disk',
    only: SCSI,
    text: (w) =>
      vagrant(
        'vmware_desktop',
        `v.vmx["virtualhw.version"] = "6"\n    v.vmx["scsi0.virtualdev"] = "${w}"\n    v.vmx["scsi0:0.present"] = "TRUE"`,
      ),
  },
]

/** Every word for a device: its names, and what the vocabulary calls it. */
const wordsFor = (of: 'disk' | 'net', vocabulary: Vocabulary): readonly string[] => [
  ...[...allDeclaredModels().keys()].filter((key) => key.startsWith(of)).map((key) => key.split(' ')[1]!),
  ...DEVICES.filter((device) => device.class === of)
    .flatMap((device) => Object.values(device.elsewhere?.formats?.[vocabulary] ?? {}))
    .flatMap((words) => words.split(' ')),
]

const fired = new Set<unknown>()
const findingsIn = async (text: string) => {
  const read = (await readDefinition({ path: 'x', text }))!
  return lint({ path: 'x', text }, read, { fired: (pattern) => fired.add(pattern) })
}
/** The format, and the emulated devices of a class. */
async function emulatedIn(
  text: string,
  of: 'disk' | 'net',
): Promise<readonly [format: string | undefined, ids: readonly string[]]> {
  const read = await readDefinition({ path: 'x', text })
  if (read === undefined) return [undefined, []]
  const removable = read.signals.filter((s) => s.name === 'device.removable').map((s) => s.of)
  const cells = report({ path: 'x', kind: 'definition', format: read.format }, read.signals, { missing: [] }, 'declared').cells
  const { devices = [] } = of === 'disk' ? cells.disk : cells.network
  return [read.format, devices.filter((d) => d.kind === 'VS' && !removable.includes(d.id)).map((d) => d.id)]
}

describe('every emulated device that a format can name is found', () => {
  for (const { format, vocabulary, of, text, only = /^/ } of PLACES)
    it(`${format}: ${of} in ${JSON.stringify(text('WORD').slice(0, 160))}`, async () => {
      const component = of === 'disk' ? 'disk' : 'network'
      const missed: string[] = []
      let named = 0
      for (const word of new Set(wordsFor(of, vocabulary))) {
        if (!only.test(word)) continue
        const [read, emulated] = await emulatedIn(text(word), of)
        if (emulated.length === 0 || /^(?:floppy|fdc|i82078|(?:ide|ahci)-cd)$/.test(word)) continue
        expect(read).toBe(format)
        named++
        const found = (await findingsIn(text(word))).filter((f) => f.component === component && /^VC[12]0[12]$/.test(f.rule))
        if (found.length === 0) missed.push(word)
        else if (found.every((f) => f.edits.length > 0)) {
          // What can be written settles it.
          const { text: mended } = await mend(text(word), findingsIn, { safe: true, unsafe: true, rules: new Set() })
          if ((await emulatedIn(mended, of))[1].length > 0) missed.push(`${word} after its fix`)
        }
      }
      expect(missed).toEqual([])
      expect(named).toBeGreaterThan(0)
    })
})

it('each pattern for emulated devices fires, here or in an example of its rule', async () => {
  const rules = RULES.filter((rule) => ['VC101', 'VC102', 'VC201'].includes(rule.id))
  for (const { bad } of rules.flatMap((rule) => rule.examples)) await findingsIn(bad)
  const silent = rules.flatMap((rule) =>
    rule.patterns.filter((pattern) => !fired.has(pattern)).map((p) => `${rule.id} ${p.format} ${p.at ?? p.on} ${p.is}`),
  )
  expect(silent).toEqual([])
})
