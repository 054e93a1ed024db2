import { expect, it } from 'vitest'
import { readDefinition } from './index.ts'

/** Models and removables of the only machine of a plan or template. */
async function said(text: string): Promise<string> {
  const { signals } = (await readDefinition({ path: 'x', text }))!
  return signals
    .filter((s) => /^(?:(?:disk|net)\.declared|device\.removable)$/.test(s.name))
    .map((s) => (s.name === 'device.removable' ? `${s.of}:${s.value}` : `${s.of?.replace(/^.*\./, '')}=${s.value}`))
    .join(' ')
}
const plan = (type: string, values: object): string =>
  JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: { resources: [{ address: 'a.b', type, values }] } },
  })
const template = (builder: object): string => JSON.stringify({ builders: [builder] })
const hypervisors = async (text: string): Promise<string[]> =>
  (await readDefinition({ path: 'x', text }))!.signals.filter((s) => s.name === 'declared.hypervisor').map((s) => s.value)

it("libvirt_domain since 0.9: libvirt's own elements and defaults", async () => {
  const devices = {
    disks: [
      { target: { dev: 'vda', bus: 'virtio' } },
      { target: { dev: 'sda', bus: 'scsi' } },
      { target: { dev: 'hdc' }, device: 'cdrom' },
    ],
    controllers: [{ type: 'scsi', model: 'virtio-scsi' }],
    interfaces: [{ model: { type: 'virtio' } }, { source: { bridge: { bridge: 'br0' } } }],
  }
  expect(await said(plan('libvirt_domain', { type: 'kvm', os: { type_arch: 'x86_64' }, devices }))).toBe(
    'vda=virtio-blk sda=virtio-scsi hdc:cdrom hdc=ide-hd net0=virtio net1=rtl8139',
  )
  const arm = plan('libvirt_domain', { os: { type_arch: 'aarch64', type_machine: 'virt' }, devices: { interfaces: [{}] } })
  expect(await said(arm)).toBe('net0=virtio-net')
  expect(await hypervisors(plan('libvirt_domain', { type: 'qemu', os: {} }))).toEqual(['qemu-tcg'])
})

it("libvirt_domain until 0.8: the provider's choice", async () => {
  const values = { disk: [{ volume_id: 'v' }, { scsi: true }, { file: '/a.iso' }], network_interface: [{}] }
  expect(await said(plan('libvirt_domain', values))).toBe(
    'disk[0]=virtio-blk disk[1]=virtio-scsi disk[2]=ide-cd a.b.disk[2]:cdrom network_interface[0]=virtio-net',
  )
})

it('proxmox_vm_qemu: by slot, by bus, and as in 2.x', async () => {
  const disk = [
    { slot: 'scsi0', type: 'disk' },
    { slot: 'ide2', type: 'cloudinit' },
    { slot: 'sata1', type: 'ignore' },
  ]
  expect(await said(plan('proxmox_vm_qemu', { disk, network: [{ model: 'e1000' }] }))).toBe(
    'scsi0=lsi ide2=ide-hd ide2:cdrom net0=e1000',
  )
  const disks = [{ scsi: [{ scsi0: [{ disk: [{}] }] }], ide: [{ ide0: [], ide2: [{ cdrom: [], cloudinit: [{}] }] }] }]
  expect(await said(plan('proxmox_vm_qemu', { scsihw: 'virtio-scsi-single', disks }))).toBe(
    'ide2=ide-hd ide2:cdrom scsi0=virtio-scsi',
  )
  expect(await said(plan('proxmox_vm_qemu', { disk: [{ slot: 0, type: 'virtio' }] }))).toBe('virtio0=virtio-blk')
})

it('proxmox_virtual_environment_vm: virtio where nothing is said, and its drives for media', async () => {
  const values = { disk: [{}], cdrom: [{ interface: 'ide3' }], initialization: [{ interface: '' }], network_device: [{}] }
  expect(await said(plan('proxmox_virtual_environment_vm', values))).toBe(
    'scsi0=virtio-scsi ide3=ide-hd ide3:cdrom net0=virtio-net',
  )
})

it("packer's QEMU takes KVM where it can open it, and TCG elsewhere", async () => {
  expect(await hypervisors(template({ type: 'qemu' }))).toEqual(['kvm', 'qemu-tcg'])
  expect(await hypervisors(template({ type: 'qemu', accelerator: 'none' }))).toEqual(['qemu-tcg'])
  expect(await hypervisors(template({ type: 'qemu', accelerator: '{{user `accel`}}' }))).toEqual([])
  expect(
    await said(
      template({ type: 'vsphere-iso', disk_controller_type: ['scsi'], network_adapters: [{ network_card: 'vmxnet3' }] }),
    ),
  ).toBe('disk0=lsi-parallel net0=vmxnet3')
})
