import { describe, expect, it } from 'vitest'
import { lint } from '../lint/engine.ts'
import { readDefinitions } from './index.ts'

const read = async (text: string) => (await readDefinitions({ path: 'x', text })) ?? []

/** Name, line of the machine's first signal, and the devices' models, for each machine. */
const shown = async (text: string): Promise<string[]> =>
  (await read(text)).map((r) => {
    const models = r.signals.filter((s) => /^(?:disk|net)\.declared$/.test(s.name)).map((s) => s.value)
    return `${r.name}:${r.signals[1]?.proof.line} ${models.join(' ')}`.trim()
  })

const domain = (name: string, bus: string, type = 'kvm'): string =>
  `<domain type='${type}'>\n  <name>${name}</name>\n  <devices><disk><target dev='a' bus='${bus}'/></disk></devices>\n</domain>\n`
const vmi = (name: string, bus: string): string =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nmetadata: {name: ${name}}\nspec:\n  domain: {devices: {autoattachPodInterface: false, disks: [{name: root, disk: {bus: ${bus}}}]}}\n`
const aws = (name: string, type: string): object => ({
  address: `aws_instance.${name}`,
  type: 'aws_instance',
  values: { instance_type: type },
})
const system = (id: string, subtype: string): string =>
  `<VirtualSystem ovf:id="${id}"><VirtualHardwareSection><Item><InstanceID>1</InstanceID><ResourceType>10</ResourceType><ResourceSubType>${subtype}</ResourceSubType></Item></VirtualHardwareSection></VirtualSystem>\n`
const record = (name: string): string =>
  `uuid ( RO)           : 6b2a\n          name-label ( RW): ${name}\n     HVM-boot-policy ( RW): BIOS order\n\n\n`

const CASES: Readonly<Record<string, readonly [text: string, want: readonly string[]]>> = {
  'domains one after the other, as a loop over virsh dumpxml gives them': [
    `${domain('web', 'virtio')}\n<!-- the next -->\n${domain('db', 'ide')}`,
    ['web:1 virtio-blk', 'db:7 ide-hd'],
  ],
  'a list of domains, containers left out': [
    `<domains>\n${domain('web', 'sata')}${domain('box', 'ide', 'lxc')}${domain('db', 'scsi')}</domains>`,
    ['web:2 ahci', 'db:10 lsi53c895a'],
  ],
  'machines of one name, and of none': [
    `${domain('web', 'virtio')}${domain('web', 'ide')}<domain type='kvm'/>`,
    ['web:1 virtio-blk', 'web~2:5 ide-hd', '3:9'],
  ],
  'a stream of YAML documents': [
    `${vmi('web', 'virtio')}---\nkind: Service\napiVersion: v1\n---\n${vmi('db', 'sata')}`,
    ['web:5 virtio-blk', 'db:14 ahci'],
  ],
  'a list of manifests': [
    `apiVersion: v1\nkind: List\nitems:\n${[vmi('web', 'virtio'), vmi('db', 'scsi')].map((v) => `- ${v.trimEnd().replaceAll('\n', '\n  ')}\n`).join('')}`,
    ['web:8 virtio-blk', 'db:13 virtio-scsi'],
  ],
  'what Get-VM tells of two': [
    '[{"Name":"web","Generation":2,"HardDrives":[]},\n{"Name":"db","Generation":1,"HardDrives":[{"ControllerType":0}]}]',
    ['web:1', 'db:2 hyperv-ide'],
  ],
  'image properties of two': [
    '{"images":[{"name":"a","disk_format":"raw","hw_disk_bus":"virtio"},\n{"name":"b","hw_vif_model":"e1000"}]}',
    ['a:1 virtio-blk', 'b:2 e1000'],
  ],
  'a plan with instances in modules': [
    JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: { resources: [aws('web', 'c5.large')], child_modules: [{ resources: [aws('db', 'm3.large')] }] },
      },
    }),
    ['aws_instance.web:1 aws-nvme ena', 'aws_instance.db:1'],
  ],
  'a template with two builders': [
    '{"builders":[{"type":"qemu"},\n{"type":"virtualbox-iso","name":"box"},\n{"type":"docker"}]}',
    ['qemu:1 virtio-blk virtio-net', 'box:2 ide-hd e1000'],
  ],
  'machines of a Vagrantfile, each with each provider': [
    'Vagrant.configure("2") do |config|\n  config.vm.provider :libvirt\n  config.vm.define :web\n  config.vm.define "db" do |db|\n    db.vm.provider(:hyperv) { |h| }\n  end\nend\n',
    ['web:2 virtio-blk virtio', 'db@libvirt:2 virtio-blk virtio', 'db@hyperv:5 box-disk box-net'],
  ],
  'a collection in a collection': [
    `<Envelope xmlns:ovf="o"><VirtualSystemCollection>\n${system('web', 'VmxNet3')}<VirtualSystemCollection>\n${system('db', 'E1000')}</VirtualSystemCollection></VirtualSystemCollection></Envelope>`,
    ['web:2 VmxNet3', 'db:4 E1000'],
  ],
  'xe vm-param-list of two': [`${record('web')}${record('db')}`, ['web:1', 'db:6']],
  'records with the devices of each': [
    JSON.stringify({
      VM: {
        z: { HVM_boot_policy: '', is_control_domain: true, name_label: 'dom0' },
        a: { HVM_boot_policy: '', name_label: 'web' },
        b: { HVM_boot_policy: 'BIOS order', name_label: 'db' },
      },
      VBD: { d: { VM: 'b', userdevice: '5', type: 'Disk' } },
      VIF: { v: { VM: 'a', device: '0' } },
    }),
    ['web:1 xen-net', 'db:1 xen-blk'],
  ],
  'what ps shows': [
    'root 7 1.0 qemu-system-x86_64 -name guest=web,debug-threads=on -nodefaults -drive file=a,if=virtio\nroot 9 2.0 /usr/bin/kvm -nodefaults -name db -hda b\nroot 11 0.0 grep kvm\n',
    ['web:1 virtio-blk', 'db:2 ide-hd'],
  ],
}

describe('several machines in one file', () => {
  for (const [name, [text, want]] of Object.entries(CASES)) it(name, async () => expect(await shown(text)).toEqual(want))

  it('one command line may be many lines, with backslashes or without; what follows is another command', async () => {
    expect(await shown('qemu-system-x86_64 -nodefaults\n-name web\n  -drive file=a,if=virtio\n')).toEqual(['web:1 virtio-blk'])
    expect(await shown('qemu-system-x86_64 -nodefaults -drive \\\n file=a,if=virtio\nexit 0\n')).toEqual(['1:1 virtio-blk'])
  })

  it('lint tells of each, at its own place, and fixes each', async () => {
    const text = `${domain('web', 'ide')}${domain('db', 'sata')}`
    const findings = lint({ path: 'x', text }, await read(text)).filter((f) => f.rule === 'VC101')
    expect(findings.map((f) => `${f.machine} ${f.line}:${f.column}`)).toEqual(['web 3:39', 'db 7:39'])
    expect(findings.flatMap((f) => f.edits).map((e) => text.slice(e.start, e.end))).toEqual(['ide', 'sata'])
  })
})
