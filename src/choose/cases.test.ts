/** Cases over years, clouds and toolstacks; each answer is from the source named beside it, not from the trees. */
import { describe, expect, test } from 'vitest'
import { choose, headOf } from './answer.ts'
import { compareVersions } from './condition.ts'
import { ask, type Given } from './testing.ts'

const XL_CFG = 'https://xenbits.xenproject.org/docs/unstable/man/xl.cfg.5.html'
const HANDBOOK = 'https://handbook.xenproject.org/users/guests/pv-guests.html'
const TYPE = 'https://wiki.xenproject.org/wiki/Type_Config_Option'
const AWS_TYPES = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html'

const cases: readonly (readonly [what: string, given: Given, outcome: string, see: string])[] = [
  [
    '2014, own Xen 4.5, kernel with PVH',
    { year: '2014', on: 'xl', 'cpu-hvm': 'yes', xen: '4.5', linux: '3.16', 'kernel-pvh': 'yes' },
    'pvh',
    TYPE,
  ],
  ['2013, EC2 cc2.8xlarge, HVM only', { year: '2013', ec2: 'cc2.8xlarge', os: 'linux' }, 'pvhvm', AWS_TYPES],
  ['2014, EC2 c1.medium, PV only', { year: '2014', ec2: 'c1.medium' }, 'pv', AWS_TYPES],
  [
    '2015, EC2 d2.xlarge',
    { year: '2015', ec2: 'd2.xlarge', os: 'linux' },
    'pvhvm-sriov',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html',
  ],
  ['2026, xl, current Debian', { on: 'xl', xen: '4.17', linux: '6.1', 'kernel-pvh': 'yes', arch: 'x86_64' }, 'pvh', HANDBOOK],
  ['2026, xl, Xen 4.8', { on: 'xl', xen: '4.8', linux: '6.1', arch: 'x86_64' }, 'pvhvm', TYPE],
  ['2026, xl, CentOS 7 (Linux 3.10)', { on: 'xl', xen: '4.17', linux: '3.10', arch: 'x86_64' }, 'pvhvm', TYPE],
  [
    '2026, xl, network card passed through',
    { on: 'xl', xen: '4.19', os: 'linux', passthrough: 'yes' },
    'pvhvm-vf',
    'https://github.com/xen-project/xen/blob/master/tools/libs/light/libxl_x86.c',
  ],
  ['2026, xl, Secure Boot', { on: 'xl', xen: '4.19', os: 'linux', firmware: 'secure-boot' }, 'pvhvm', XL_CFG],
  [
    '2026, xl, Windows',
    { on: 'xl', os: 'windows' },
    'hvm-pv-drivers',
    'https://xcp-ng.org/forum/topic/10862/early-testable-pvh-support',
  ],
  [
    '2026, xl, other system without PV drivers',
    { on: 'xl', os: 'other', arch: 'x86_64', 'cpu-hvm': 'yes', 'pv-drivers': 'no' },
    'hvm',
    XL_CFG,
  ],
  [
    '2026, xl, old PV-only kernel on Xen 4.14',
    { on: 'xl', xen: '4.14', linux: '2.6.18', 'kernel-pv': 'yes' },
    'pv-shim',
    'https://wiki.xenproject.org/wiki/Run_PV_in_PVH_container',
  ],
  [
    '2026, xl, old PV-only kernel on Xen 4.9',
    { on: 'xl', xen: '4.9', linux: '2.6.18', 'kernel-pv': 'yes' },
    'pv',
    'https://wiki.xenproject.org/wiki/Run_PV_in_PVH_container',
  ],
  ['2026, xl, no VT-x', { on: 'xl', 'cpu-hvm': 'no', os: 'linux' }, 'pv', XL_CFG],
  ['2026, xl on Arm', { on: 'xl', arch: 'arm64' }, 'arm-pvh', TYPE],
  ['2026, libvirt on Xen, FreeBSD 14', { on: 'libvirt-xen', os: 'freebsd', xen: '4.18' }, 'pvh', HANDBOOK],
  ['2026, XCP-ng, new Linux', { on: 'xcp-ng', os: 'linux' }, 'xapi-linux', 'https://github.com/xenserver/guest-templates-json'],
  [
    '2026, XCP-ng, PV guest left over',
    { on: 'xcp-ng', os: 'linux', 'pv-guest': 'yes' },
    'xapi-convert',
    'https://xcp-ng.org/blog/2022/01/17/removing-support-for-32-bit-pv-guests/',
  ],
  [
    '2026, XenServer, Windows',
    { on: 'xenserver', os: 'windows' },
    'xapi-windows',
    'https://github.com/xenserver/guest-templates-json',
  ],
  [
    '2026, Qubes OS, an app qube',
    { on: 'qubes', os: 'linux' },
    'qubes-default',
    'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py',
  ],
  [
    '2026, Qubes OS, sys-net',
    { on: 'qubes', os: 'linux', passthrough: 'yes' },
    'qubes-hvm',
    'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py',
  ],
  [
    '2026, EC2, current image',
    { on: 'ec2', ami: 'hvm', ena: 'yes', nvme: 'yes' },
    'nitro',
    'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html',
  ],
  [
    '2026, EC2 m5.large',
    { ec2: 'm5.large' },
    'nitro',
    'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html',
  ],
  [
    '2026, EC2 Graviton',
    { ec2: 'm8g.large' },
    'nitro',
    'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html',
  ],
  ['2026, EC2, PV image that can be rebuilt', { on: 'ec2', ami: 'pv', rebuild: 'yes' }, 'convert-to-hvm', AWS_TYPES],
  ['2026, EC2, PV image that cannot', { ec2: 'm3.medium', ami: 'pv', rebuild: 'no' }, 'pv-legacy', AWS_TYPES],
  [
    '2026, EC2, 32-bit image',
    { on: 'ec2', ami: 'hvm', arch: 'i386' },
    'i386',
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html',
  ],
  [
    '2026, EC2, image without nvme that may be changed',
    { ec2: 'm4.large', ami: 'hvm', arch: 'x86_64', ena: 'yes', nvme: 'no', fixable: 'yes' },
    'fix-drivers',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resize-limitations.html',
  ],
  [
    '2026, EC2, CentOS 6 appliance with ixgbevf',
    { on: 'ec2', ami: 'hvm', ena: 'no', fixable: 'no', ixgbevf: 'yes' },
    'xen-82599',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html',
  ],
  [
    '2026, EC2, perf counters',
    { ec2: 'm7i.large', need: 'pmu' },
    'pmu',
    'https://github.com/aws/aws-graviton-getting-started/blob/main/perfrunbook/debug_hw_perf.md',
  ],
  [
    '2026, EC2, KVM inside',
    { ec2: 'm8i.large', need: 'nested' },
    'nested',
    'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html',
  ],
  [
    '2026, libvirt KVM',
    { on: 'kvm', os: 'linux' },
    'kvm-blk',
    'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/',
  ],
  [
    '2026, KVM, forty disks',
    { on: 'kvm', os: 'linux', disks: 'many' },
    'kvm-scsi',
    'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/',
  ],
  [
    '2026, CI without /dev/kvm',
    { on: 'kvm', os: 'linux', 'cpu-hvm': 'no' },
    'tcg',
    'https://www.qemu.org/docs/master/system/introduction.html',
  ],
  ['2026, Proxmox', { on: 'proxmox', os: 'linux' }, 'kvm-scsi', 'https://pve.proxmox.com/pve-docs/chapter-qm.html'],
  [
    '2026, OpenStack with an SR-IOV port',
    { on: 'openstack', os: 'linux', sriov: 'yes' },
    'kvm-vf',
    'https://docs.openstack.org/neutron/latest/admin/config-sriov.html',
  ],
  ['2026, ESXi, Linux', { on: 'vmware', os: 'linux' }, 'vmware', 'https://kb.vmware.com/kb/1001805'],
  [
    '2026, Hyper-V, 32-bit guest',
    { on: 'hyperv', arch: 'i386' },
    'hyperv-gen1',
    'https://learn.microsoft.com/en-us/windows-server/virtualization/hyper-v/plan/should-i-create-a-generation-1-or-2-virtual-machine-in-hyper-v',
  ],
  [
    '2026, Azure, image with all three',
    { on: 'azure', uefi: 'yes', nvme: 'yes', mana: 'yes' },
    'azure-boost',
    'https://learn.microsoft.com/azure/virtual-machines/enable-nvme-remote-faqs',
  ],
  [
    '2026, GCE, image without gve',
    { on: 'gce', gve: 'no' },
    'gce-virtio',
    'https://cloud.google.com/compute/docs/networking/using-gvnic',
  ],
  [
    '2026, OCI, Linux 3.2',
    { on: 'oci', linux: '3.2' },
    'oci-emulated',
    'https://docs.oracle.com/en-us/iaas/Content/Marketplace/build-image.htm',
  ],
  [
    '2026, OCI platform image',
    { on: 'oci', 'oci-image': 'platform' },
    'oci-native',
    'https://docs.oracle.com/en-us/iaas/Content/Marketplace/build-image.htm',
  ],
  ['2026, Linode', { on: 'linode' }, 'linode', 'https://www.linode.com/docs/guides/kvm-reference/'],
]

describe('cases with sources', () => {
  test.each(cases)('%s', (_, given, outcome, see) => {
    expect(ask(given)).toMatchObject({ best: outcome, settled: true })
    expect(see).toMatch(/^https:/)
  })
})

describe('what cannot be is refused, with what is possible', () => {
  test.each([
    [{ ec2: 'm5.large', ami: 'pv' }, 'pv-image-on-hvm-type'],
    [{ ec2: 't1.micro', ami: 'hvm', year: '2014' }, 'hvm-image-on-pv-type'],
    [{ on: 'xl', want: 'pvh', passthrough: 'yes' }, 'pvh-passthrough'],
    [{ on: 'qubes', want: 'pvh', passthrough: 'yes' }, 'pvh-passthrough-qubes'],
    [{ ec2: 't2.micro', 'ami-boot': 'uefi' }, 'uefi-image-on-bios-type'],
    [{ ec2: 'm5.metal', 'ami-boot': 'uefi' }, 'uefi-image-on-bios-type'],
    [{ ec2: 'm8g.large', 'ami-boot': 'legacy-bios' }, 'bios-image-on-uefi-type'],
    [{ ec2: 'm8g.large', arch: 'x86_64' }, 'arch-x86_64'],
    [{ ec2: 'm5.large', arch: 'arm64' }, 'arch-arm64'],
    [{ ec2: 'm5.large', arch: 'i386' }, 'arch-i386'],
    [{ ec2: 'm5.large', want: 'pv' }, 'want-pv-on-hvm-type'],
    [{ on: 'ec2', want: 'pvh' }, 'pvh-on-ec2'],
    [{ on: 'xl', want: 'pvh', os: 'windows' }, 'pvh-windows'],
    [{ on: 'xl', want: 'pvhvm', 'cpu-hvm': 'no' }, 'hvm-without-cpu'],
    [{ on: 'xl', want: 'hvm', arch: 'arm64' }, 'arm-modes'],
    [{ on: 'kvm', want: 'pvh' }, 'no-xen-modes'],
  ])('%j', (given, id) => {
    expect(ask(given as unknown as Given).best).toBe(`refused: ${id}`)
  })
  test('on Arm a PCI device is no reason to refuse', () => {
    expect(ask({ on: 'xl', want: 'pvh', passthrough: 'yes', arch: 'arm64' }).best).toBe('arm-pvh')
  })
})

describe('the versions that a mode needs', () => {
  /** From which Xen and Linux on there is such a mode; a kernel of a distribution may have it earlier, which its configuration shows. */
  const SINCE: Readonly<Record<string, { readonly xen?: string; readonly linux?: string }>> = {
    pvhvm: { xen: '4.0.1', linux: '2.6.36' },
    pvh: { xen: '4.10', linux: '4.11' },
    'pvh-v1': { xen: '4.4', linux: '3.14' },
  }
  const XEN = ['3.4', '4.0.0', '4.0.1', '4.3', '4.4', '4.9', '4.10', '4.17']
  const LINUX = ['2.6.18', '2.6.32', '2.6.36', '3.13', '3.14', '4.10', '4.11', '6.1']
  test.each(
    ['xl', 'libvirt-xen', 'xcp-ng', 'qubes', 'rackspace'].flatMap(
      (on) =>
        [
          ['2014', on],
          ['2026', on],
        ] as const,
    ),
  )('%s, %s: no outcome is older than its mode', (year, on) => {
    for (const xen of XEN)
      for (const linux of LINUX) {
        const facts = new Map(
          Object.entries({ year, on, xen, linux, os: 'linux' }).map(([id, v]) => [id, { values: [v], from: 'test' }]),
        )
        const result = choose(facts)
        if ('refused' in result) continue
        for (const { mode } of result.answer.remaining) {
          const needs = SINCE[mode ?? '']
          // Of these toolstacks the version of Xen is the vendor's, and has been new enough always.
          if (needs?.xen !== undefined && ['xl', 'libvirt-xen'].includes(on))
            expect(compareVersions(xen, needs.xen), `${mode}: Xen ${xen}, Linux ${linux}`).toBeGreaterThanOrEqual(0)
          if (needs?.linux !== undefined && !(on === 'qubes' && mode === 'pvhvm'))
            expect(compareVersions(linux, needs.linux), `${mode}: Linux ${linux}, Xen ${xen}`).toBeGreaterThanOrEqual(0)
        }
      }
  })

  test.each([
    [{ on: 'xl', xen: '3.4', linux: '2.6.18' }, 'pv'],
    [{ on: 'xl', xen: '4.17', linux: '2.6.18' }, 'pv-shim'],
    [{ on: 'xl', xen: '4.17', linux: '2.6.32', 'kernel-pvhvm': 'yes', 'kernel-pvh': 'no' }, 'pvhvm'],
    [{ on: 'xl', xen: '3.4', linux: '3.2' }, 'hvm-pv-drivers'],
    [{ on: 'xcp-ng', linux: '2.6.18', 'pv-drivers': 'yes' }, 'xapi-windows'],
    [{ on: 'rackspace', linux: '2.6.18', os: 'linux' }, 'provider-windows'],
  ])('%j', (given, outcome) => expect(ask(given as unknown as Given).best).toBe(outcome))
})

test('the first line tells how many facts are open, and the check names the row', () => {
  const result = choose(
    new Map(Object.entries({ on: 'xl', want: 'pv', os: 'linux' }).map(([id, v]) => [id, { values: [v], from: 'test' }])),
  )
  if ('refused' in result) throw new Error('refused')
  const { answer } = result
  expect(answer.best.verify[0]).toBe(
    'run virtcolor in the guest: it shows the row PVH (cpu VH, board P, interrupts P, disk P, network P)',
  )
  expect(answer.wanted?.says).toMatch(/^PV is possible, but PVH \(type="pvh"\) is better: /)
  expect(headOf(answer)).toBe('PVH: type="pvh"')
  expect(headOf({ ...answer, settled: false, open: [answer.open[0]!, answer.open[0]!] })).toMatch(
    /^Depends on 2 facts below; best case: PVH/,
  )
})
