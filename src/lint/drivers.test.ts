import { expect, it } from 'vitest'
import { requirement } from './applicability.ts'
import { RULES } from './rules/index.ts'
import type { System } from './system.ts'

const system = (family: 'linux' | 'windows'): System => ({ family, from: 'test' })

/** The drivers that a disk or NIC of a format can need, in Linux and in Windows: by the hypervisors that use the format. */
const VIRTIO_BLK = ['virtio_blk', 'viostor']
const VIRTIO_SCSI = ['virtio_scsi', 'vioscsi']
const PVSCSI = ['vmw_pvscsi', 'pvscsi']
const VIRTIO_NET = ['virtio_net', 'NetKVM']
const VMXNET3 = ['vmxnet3', 'vmxnet3']
const CHOICE: Readonly<Record<string, Readonly<Record<string, readonly (readonly string[])[]>>>> = {
  VC101: {
    proxmox: [VIRTIO_SCSI],
    vmx: [PVSCSI],
    ovf: [PVSCSI, VIRTIO_BLK],
    terraform: [PVSCSI, VIRTIO_BLK],
    packer: [PVSCSI, VIRTIO_BLK],
    'openstack-image': [PVSCSI, VIRTIO_BLK],
    vagrantfile: [PVSCSI, VIRTIO_BLK, VIRTIO_SCSI],
    '*': [VIRTIO_BLK],
  },
  VC102: { 'openstack-image': [VIRTIO_BLK, VIRTIO_SCSI], '*': [VIRTIO_SCSI] },
  VC103: { '*': [VIRTIO_BLK] },
  VC201: {
    vmx: [VMXNET3],
    hyperv: [['hv_netvsc', 'netvsc']],
    ovf: [VMXNET3, VIRTIO_NET],
    terraform: [VMXNET3, VIRTIO_NET],
    packer: [VMXNET3, VIRTIO_NET],
    'openstack-image': [VMXNET3, VIRTIO_NET],
    vagrantfile: [VMXNET3, VIRTIO_NET],
    '*': [VIRTIO_NET],
  },
  VC202: { vmx: [VMXNET3], vagrantfile: [VMXNET3], '*': [VIRTIO_NET] },
  VC203: { '*': [['xen-netfront', 'xennet']] },
}

for (const rule of RULES)
  for (const pattern of rule.patterns) {
    const needs = pattern.precondition ?? rule.precondition
    if (typeof needs !== 'object' || !('driver' in needs)) continue
    it(`${rule.id} in ${pattern.format} (${String(pattern.at ?? pattern.on)}) names the driver of what replaces the device`, () => {
      const allowed = (CHOICE[rule.id]![pattern.format] ?? CHOICE[rule.id]!['*'])!
      const linux = requirement(rule, pattern, { system: system('linux'), signals: [] })
      const windows = requirement(rule, pattern, { system: system('windows'), signals: [] })
      const [driver] = allowed.filter(([l]) => new RegExp(`has the driver ${l}\\b`).test(linux))
      expect(driver, linux).toBeDefined()
      expect(windows).toContain(`has the driver ${driver![1]}`)
      expect(windows).not.toMatch(/sda|vda|initramfs|names of its/)
      // What the pattern writes, where it writes something.
      const set = pattern.fix !== undefined && 'set' in pattern.fix ? pattern.fix.set : undefined
      if (set === 'pvscsi') expect(driver).toBe(PVSCSI)
      if (set === 'vmxnet3') expect(driver).toBe(VMXNET3)
      if (set?.startsWith('virtio-scsi') === true) expect(driver).toBe(VIRTIO_SCSI)
      if (set === 'virtio' || set === 'virtio-net-pci') expect([VIRTIO_BLK, VIRTIO_NET]).toContain(driver)
    })
  }

it('a finding without a fix in a rule that has fixes says why', () => {
  const silent = RULES.filter((rule) =>
    ['VC101', 'VC102', 'VC103', 'VC201', 'VC202', 'VC203', 'VC304'].includes(rule.id),
  ).flatMap((rule) =>
    rule.patterns
      .filter((p) => p.fix === undefined && p.byHand === undefined)
      .map((p) => `${rule.id} ${p.format} ${String(p.at ?? p.on)}`),
  )
  expect(silent).toEqual([])
})
