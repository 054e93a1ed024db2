import { describe, expect, it } from 'vitest'
import { readDefinitions } from '../definitions/index.ts'
import { lint } from './engine.ts'

const domain = (devices: string, more = '', type = 'kvm'): string =>
  `<domain type='${type}'>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>${more}\n  <devices>${devices}</devices>\n</domain>\n`
const disk = (target: string): string => `\n    <disk type='file' device='disk'><target ${target}/></disk>\n  `
const xapi = (lines: string): string => `uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n${lines}\n`
const windows =
  '\n  <metadata><libosinfo:libosinfo xmlns:libosinfo="l"><libosinfo:os id="http://microsoft.com/win/10"/></libosinfo:libosinfo></metadata>'
const hyperv = (features: string): string => `${windows}\n  <features><acpi/>${features}</features>`
const vm = (spec: string, more = ''): string =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n${more}  template:\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n${spec}      volumes:\n      - name: root\n        containerDisk: {image: quay.io/containerdisks/ubuntu:24.04}\n`
const vmx = 'config.version = "8"\nvirtualHW.version = "7"\n'
const plan = (values: object): string =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ address: 'v.a', type: 'vsphere_virtual_machine', values }] } },
  })

/**
 * Misconfigurations that people reported, numbered as where they were collected: the rules that find them, or why a linter of one file
 * cannot.
 */
const ISSUES: readonly (
  | readonly [number, url: string, what: string, text: string, rules: readonly string[]]
  | readonly [number, url: string, why: string]
)[] = [
  [1, 'vatesfr/xen-orchestra#806', 'which mode a VM is in is what the report says, not a finding'],
  [2, 'xcp-ng/xcp#27', 'Windows without PV drivers', xapi('   PV-drivers-detected ( RO): false'), ['VC320']],
  [3, 'xcp-ng/xcp#513', "the vendor's device beside XCP-ng's tools", xapi('     has-vendor-device ( RW): true'), ['VC321']],
  [4, 'vatesfr/xen-orchestra#6823', 'whether a host has HVM is not in the definition of a guest'],
  [
    5,
    'virt-manager/virt-manager#448',
    'PVH without a kernel and with a USB tablet',
    "<domain type='xen'><os><type machine='xenpvh'>xenpvh</type></os><devices><input type='tablet' bus='usb'/></devices></domain>",
    ['VC312', 'VC313'],
  ],
  [6, 'lf-edge/eve#468', 'PV where PVH is available', 'name = "a"\nkernel = "/k"\nvif = []\n', ['VC302']],
  [7, 'QubesOS/qubes-issues#10158', 'a disk that is emulated as well', 'type = "hvm"\ndisk = [ "a,raw,xvda,rw" ]\n', ['VC327']],
  [8, 'QubesOS/qubes-issues#7404', 'the xen clock where the TSC would do', 'type = "pvh"\nkernel = "/k"\n', ['VC407']],
  [9, 'NixOS/nixops#953', 'an IDE disk by its name', domain(disk("dev='hda'")), ['VC101']],
  [
    10,
    'dhiltgen/docker-machine-kvm#30',
    'IDE and rtl8139 for all',
    domain(`${disk("dev='hda' bus='ide'")}<interface type='network'><model type='rtl8139'/></interface>`),
    ['VC101', 'VC201'],
  ],
  [11, 'fog/fog-libvirt#67', 'SCSI without a controller', domain(disk("dev='sda' bus='scsi'")), ['VC102']],
  [12, 'linuxkit/linuxkit#1296', 'no accelerator', 'qemu-system-x86_64 -m 1024 -hda a\n', ['VC301']],
  [12, 'travis-ci/docs-travis-ci-com#915', 'a silent fallback', 'qemu-system-x86_64 -machine accel=kvm:tcg\n', ['VC326']],
  [13, 'virt-manager/virt-manager#205', 'no enlightenments', domain('', hyperv('')), ['VC403']],
  [
    13,
    'virt-manager/virt-manager#154',
    'no reference clock',
    domain('', hyperv("<hyperv mode='custom'><vapic state='on'/></hyperv>")),
    ['VC406'],
  ],
  [
    14,
    'ruzickap/packer-templates#154',
    'stimer without the clock',
    domain('', hyperv("<hyperv><vpindex state='on'/><synic state='on'/><stimer state='on'/></hyperv>")),
    ['VC404'],
  ],
  [
    15,
    'csmart/ansible-role-virt-infra#63',
    'a system that nobody named',
    domain('', windows.replace('http://microsoft.com/win/10', 'http://libosinfo.org/unknown')),
    ['VC322'],
  ],
  [
    16,
    'bryansteiner/gpu-passthrough-tutorial#9',
    'I/O threads for nobody',
    domain(disk("dev='vda' bus='virtio'"), '\n  <iothreads>2</iothreads>'),
    ['VC106'],
  ],
  [17, 'lnxbil/docker-machine-driver-proxmox-ve#28', 'scsi0 without scsihw', 'memory: 512\nscsi0: local:a\n', ['VC102']],
  [18, 'Corsinvest/cv4pve-diag#7', 'a finding that was none: the test below'],
  [19, 'siderolabs/talos#5824', 'kvm64 by default', 'memory: 512\nostype: l26\nname: a\n', ['VC304']],
  [20, 'cloud-bulldozer/benchmark-operator#396', 'SATA by default', vm('            disk: {}\n'), ['VC103']],
  [
    21,
    'kubevirt/kubevirt#13239',
    "Windows' preference for Ubuntu",
    vm('            disk: {bus: virtio}\n', '  preference: {name: windows.2k22}\n'),
    ['VC323'],
  ],
  [
    22,
    'kubevirt/user-guide#894',
    'an I/O thread for a SCSI disk',
    vm('            dedicatedIOThread: true\n            disk: {bus: scsi}\n'),
    ['VC107'],
  ],
  [
    23,
    'nextcloud/vm#1358',
    'e1000 and lsilogic',
    `${vmx}scsi0.present = "TRUE"\nscsi0.virtualDev = "lsilogic"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "e1000"\n`,
    ['VC101', 'VC201'],
  ],
  [
    24,
    'vmware/terraform-provider-vsphere#94',
    'a default of another version, which a plan has written out',
    plan({ scsi_type: 'pvscsi', disk: [{ label: 'a', controller_type: 'ide' }] }),
    ['VC101'],
  ],
  [
    25,
    'coreos/scripts#817',
    'a controller that Workstation does not import',
    '<Envelope><VirtualSystem><VirtualHardwareSection><Item><ResourceSubType>VirtualSCSI</ResourceSubType><ResourceType>6</ResourceType></Item></VirtualHardwareSection></VirtualSystem></Envelope>',
    ['VC324'],
  ],
  [26, 'hashicorp/terraform-provider-aws#19712', 'ena_support is of the image, which a plan with its instance does not hold'],
  [27, 'hashicorp/packer#5517', 'generation 1', '{"Name": "a", "Generation": 1}', ['VC325']],
  [
    28,
    'apache/cloudstack#5877',
    'pvscsi was meant and lsilogic written: the .vmx shows it',
    `${vmx}scsi0.present = "TRUE"\nscsi0.virtualDev = "lsilogic"\n`,
    ['VC101'],
  ],
  [29, 'apache/cloudstack#3089', "CloudStack's type of system decides; what it makes of it, libvirt XML or .vmx, is linted"],
  [
    30,
    'rcbops/rpc-openstack#2716',
    'hw_disk_bus=scsi without hw_scsi_model',
    '{"disk_format": "qcow2", "hw_disk_bus": "scsi"}',
    ['VC102'],
  ],
  [
    31,
    'virtio-win/kvm-guest-drivers-windows#846',
    'one queue for many processors',
    domain("<interface type='network'><model type='virtio'/></interface>", '\n  <vcpu>8</vcpu>'),
    ['VC204'],
  ],
]

describe('what people ran into', () => {
  it('is all here', () => expect(new Set(ISSUES.map(([n]) => n)).size).toBe(31))
  for (const issue of ISSUES) {
    if (issue.length === 3) continue
    const [n, url, what, text, rules] = issue
    it(`${n} ${url}: ${what}`, async () => {
      const read = await readDefinitions({ path: 'x', text })
      expect(lint({ path: 'x', text }, read!).map((f) => f.rule)).toEqual(expect.arrayContaining([...rules]))
    })
  }
  it('18 Corsinvest/cv4pve-diag#7: the controller is judged, not the name of the slot', async () => {
    const text = 'memory: 512\nscsihw: virtio-scsi-single\nscsi0: local:a,iothread=1\n'
    const found = lint({ path: 'x', text }, (await readDefinitions({ path: 'x', text }))!)
    expect(found.filter((f) => f.component === 'disk')).toEqual([])
  })
})
