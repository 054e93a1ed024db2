/** Impossible combinations, each with what is possible instead. They are checked before any tree is walked. */
import { table } from '../table.ts'
import { truth } from './condition.ts'
import type { Condition, Fact, Facts } from './model.ts'

export interface Refusal {
  readonly id: string
  readonly says: string
  readonly possible: string
  readonly see: string
}

interface Impossible extends Refusal {
  readonly when: Condition
}

const AMI_TYPES = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html'
const BOOT = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-boot.html'
const RESIZE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resize-limitations.html'
const POST = 'https://www.brendangregg.com/blog/2014-05-07/what-color-is-your-xen.html'
const LIBXL_X86 = 'https://github.com/xen-project/xen/blob/master/tools/libs/light/libxl_x86.c'
const TYPE_OPTION = 'https://wiki.xenproject.org/wiki/Type_Config_Option'
const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'
const XCP_PVH = 'https://xcp-ng.org/forum/topic/10862/early-testable-pvh-support'
const XCP_PV32 = 'https://xcp-ng.org/blog/2022/01/17/removing-support-for-32-bit-pv-guests/'
const LINUX_PV32 = 'https://lore.kernel.org/r/20200701110650.16172-2-jgross@suse.com'
const QUBES = 'https://github.com/QubesOS/qubes-core-admin/blob/main/qubes/vm/qubesvm.py'
const RACKSPACE = 'https://support.rackspace.com/how-to/choosing-a-virtualization-mode-pv-versus-pvhvm/'
const XEN_STACKS = ['xl', 'libvirt-xen', 'xcp-ng', 'xenserver', 'qubes']
const NO_XEN = [
  'kvm',
  'proxmox',
  'ovirt',
  'openstack',
  'kubevirt',
  'vmware',
  'hyperv',
  'azure',
  'gce',
  'oci',
  'alibaba',
  'linode',
  'firecracker',
]
const X86 = ['x86_64', 'i386']

/** `{fact}` is replaced by its value. */
const TABLE: readonly Impossible[] = [
  {
    id: 'pv-image-on-hvm-type',
    when: { ami: 'pv', 'type-pv': 'no' },
    says: 'a PV image does not start on {ec2}, because the instance type supports HVM images only',
    possible:
      'an HVM image on {ec2}; the PV image on c1, c3, m1, m2, m3 or t1 (virtcolor catalog virt=paravirtual), or converted to HVM',
    see: AMI_TYPES,
  },
  {
    id: 'hvm-image-on-pv-type',
    when: { ami: 'hvm', 'type-hvm': 'no' },
    says: '{ec2} did not support HVM images in {year}, only PV images',
    possible: 'a PV image on {ec2}, or the HVM image on an instance type that supports it (virtcolor catalog virt-2015=hvm)',
    see: AMI_TYPES,
  },
  {
    id: 'want-pv-on-hvm-type',
    when: { want: 'pv', 'type-pv': 'no' },
    says: 'PV is not possible on {ec2}, because the instance type supports HVM images only',
    possible: 'an HVM image on {ec2}, or PV on c1, c3, m1, m2, m3 or t1',
    see: AMI_TYPES,
  },
  {
    id: 'uefi-image-on-bios-type',
    when: { 'ami-boot': 'uefi', 'type-boot': 'legacy-bios' },
    says: 'a uefi image does not start on {ec2}, because the instance type boots legacy-bios only',
    possible:
      'the image registered as uefi-preferred or legacy-bios, or an instance type that boots uefi (virtcolor catalog boot=uefi)',
    see: BOOT,
  },
  {
    id: 'bios-image-on-uefi-type',
    when: { 'ami-boot': 'legacy-bios', 'type-boot': 'uefi' },
    says: 'a legacy-bios image does not start on {ec2}, because the instance type boots uefi only',
    possible: 'an image with BootMode uefi, or an instance type that boots legacy-bios (virtcolor catalog boot=legacy-bios)',
    see: BOOT,
  },
  {
    id: 'pv-image-uefi',
    when: { ami: 'pv', 'ami-boot': ['uefi', 'uefi-preferred'] },
    says: 'a PV image cannot boot by uefi: PV guests have no firmware and boot through PV-GRUB',
    possible: 'a PV image without a boot mode, or an HVM image with uefi',
    see: BOOT,
  },
  {
    id: 'pv-image-arm',
    when: { ami: 'pv', arch: 'arm64' },
    says: 'PV images for arm64 do not exist',
    possible: 'an HVM image for arm64',
    see: AMI_TYPES,
  },
  ...(
    [
      ['arm64', ['x86_64', 'i386+x86_64'], 'a Graviton instance type (virtcolor catalog arch=arm64)'],
      ['x86_64', 'arm64', 'an x86_64 instance type (virtcolor catalog arch=x86_64)'],
      ['i386', ['x86_64', 'arm64'], 'one of the instance types that support i386 (virtcolor catalog arch=i386)'],
    ] as const
  ).map(
    ([arch, types, instead]): Impossible => ({
      id: `arch-${arch}`,
      when: { arch, 'type-arch': types },
      says: `an ${arch} image does not run on {ec2}`,
      possible: `${instead}, or an image of {ec2}'s architecture`,
      see: RESIZE,
    }),
  ),
  ...(['ena', 'nvme'] as const).map(
    (driver): Impossible => ({
      id: `no-${driver}-on-nitro`,
      when: { [driver]: 'no', fixable: 'no', 'type-hypervisor': ['nitro', 'none'] },
      says: `an image without the ${driver} driver does not run on {ec2}, because the instance type requires ${driver}`,
      possible: `an image with ${driver}, or a Xen instance type (virtcolor catalog hypervisor=xen)`,
      see: RESIZE,
    }),
  ),
  {
    id: 'pvh-on-ec2',
    when: { want: 'pvh', on: 'ec2' },
    says: 'EC2 has never offered PVH',
    possible: 'an HVM image, which runs as PVHVM on Xen instance types, or a Nitro instance type (since 2017)',
    see: POST,
  },
  {
    id: 'rackspace-modes',
    when: { want: ['pvh', 'hvm'], on: 'rackspace' },
    says: 'Rackspace does not offer {want}',
    possible: 'PV or PVHVM images',
    see: RACKSPACE,
  },
  {
    id: 'pvh-passthrough',
    when: { want: 'pvh', passthrough: 'yes', on: ['xl', 'libvirt-xen', 'xcp-ng', 'xenserver'], arch: X86 },
    says: 'PVH with PCI passthrough is not possible on x86: libxl refuses it',
    possible: 'PVHVM with the device (type="hvm", pci=[…]), or PVH without it',
    see: LIBXL_X86,
  },
  {
    id: 'pvh-passthrough-qubes',
    when: { want: 'pvh', passthrough: 'yes', on: 'qubes' },
    says: 'PVH with PCI devices is not possible: Qubes OS rejects virt_mode pvh with assigned devices',
    possible: 'virt_mode hvm with the device, or pvh without it',
    see: QUBES,
  },
  {
    id: 'pvh-old-xen',
    when: { want: 'pvh', xen: { below: '4.4' } },
    says: 'PVH is not possible on Xen {xen}: PVH version 1 needs Xen 4.4, version 2 needs Xen 4.10',
    possible: 'PVHVM (Xen 4.0.1 or later), or a newer Xen',
    see: TYPE_OPTION,
  },
  {
    id: 'pvh-gap',
    when: { want: 'pvh', xen: { below: '4.10' }, linux: { atLeast: '4.11' } },
    says: 'PVH is not possible with Xen {xen} and Linux {linux}: this kernel supports PVH version 2 only, which needs Xen 4.10',
    possible: 'PVHVM, or Xen 4.10 or later',
    see: TYPE_OPTION,
  },
  {
    id: 'pvh-windows',
    when: { want: 'pvh', os: 'windows' },
    says: 'PVH is not possible with Windows: Windows cannot boot as PVH',
    possible: 'HVM with PV drivers',
    see: XCP_PVH,
  },
  {
    id: 'pvh-kernel',
    when: { want: 'pvh', 'kernel-pvh': 'no' },
    says: 'PVH is not possible: the guest kernel is built without CONFIG_XEN_PVH',
    possible: 'PVHVM, or a guest kernel built with CONFIG_XEN_PVH=y',
    see: XCP_PVH,
  },
  {
    id: 'pvh-bios',
    when: { want: 'pvh', firmware: ['bios', 'secure-boot'] },
    says: 'PVH with {firmware} boot is not possible: a PVH guest has no such firmware',
    possible: 'PVHVM with that firmware, or PVH with a kernel or a GRUB for PVH',
    see: XCP_PVH,
  },
  {
    id: 'pvhvm-kernel',
    when: { want: 'pvhvm', 'kernel-pvhvm': 'no' },
    says: 'PVHVM is not possible: the guest kernel is built without CONFIG_XEN_PVHVM',
    possible: 'HVM with everything emulated, or a guest kernel built with CONFIG_XEN_PVHVM=y',
    see: SPECTRUM,
  },
  {
    id: 'pvhvm-windows',
    when: { want: 'pvhvm', os: 'windows' },
    says: 'PVHVM is not possible with Windows: Windows keeps emulated interrupts and timers',
    possible: 'HVM with PV drivers',
    see: SPECTRUM,
  },
  {
    id: 'hvm-without-cpu',
    when: { want: ['hvm', 'pvhvm', 'pvh'], 'cpu-hvm': 'no' },
    says: '{want} is not possible without VT-x or AMD-V',
    possible: 'a PV guest',
    see: SPECTRUM,
  },
  {
    id: 'windows-without-cpu',
    when: { os: 'windows', 'cpu-hvm': 'no', on: XEN_STACKS },
    says: 'Windows does not run on Xen without VT-x or AMD-V: it cannot boot as PV',
    possible: 'a host with VT-x or AMD-V, or a Linux or BSD guest in PV mode',
    see: SPECTRUM,
  },
  {
    id: 'pv-windows',
    when: { want: 'pv', os: 'windows' },
    says: 'PV is not possible with Windows: no PV kernel exists for Windows',
    possible: 'HVM with PV drivers',
    see: SPECTRUM,
  },
  {
    id: 'pv-kernel',
    when: { want: 'pv', 'kernel-pv': 'no' },
    says: 'PV is not possible: the guest kernel is built without CONFIG_XEN_PV',
    possible: 'PVH or PVHVM, or a guest kernel built with CONFIG_XEN_PV=y',
    see: SPECTRUM,
  },
  {
    id: 'pv32-linux',
    when: { want: 'pv', arch: 'i386', linux: { atLeast: '5.9' } },
    says: '32-bit PV is not possible with Linux {linux}: Linux 5.9 removed it',
    possible: '32-bit PVHVM or PVH, or a 64-bit kernel',
    see: LINUX_PV32,
  },
  {
    id: 'pv-uefi',
    when: { want: 'pv', firmware: ['bios', 'uefi', 'secure-boot'] },
    says: 'PV with {firmware} boot is not possible: a PV guest has no firmware',
    possible: 'PVHVM with that firmware, or PV with pygrub or PvGrub',
    see: SPECTRUM,
  },
  {
    id: 'pv-xcp',
    when: { want: 'pv', on: 'xcp-ng' },
    says: 'XCP-ng has not supported PV since 8.1, and removed 32-bit PV in January 2022',
    possible: 'an HVM template; an existing PV guest can be converted',
    see: XCP_PV32,
  },
  {
    id: 'arm-modes',
    when: { want: ['pv', 'hvm', 'pvhvm'], arch: 'arm64', on: ['xl', 'libvirt-xen'] },
    says: '{want} is not possible on Arm: Xen has one guest type on Arm',
    possible: 'the only guest type of Xen on Arm, which works like PVH (do not set type=)',
    see: TYPE_OPTION,
  },
  {
    id: 'no-xen-modes',
    when: { want: ['pv', 'hvm', 'pvhvm', 'pvh'], on: NO_XEN },
    says: '{on} does not use Xen, so its guests have no PV, HVM, PVHVM or PVH mode',
    possible: 'a choice of virtual devices: run the command without --want',
    see: SPECTRUM,
  },
]

/** Assumed when a refusal is checked: nearly every host is x86. */
const UNSAID: Readonly<Record<string, string>> = table({ arch: 'x86_64' })

/** The impossible combinations among the facts. */
export function refusalsOf(facts: Facts): Refusal[] {
  const said = new Map<string, Fact>(facts)
  for (const [id, value] of Object.entries(UNSAID))
    if (!said.has(id) && !said.has('type-arch')) said.set(id, { values: [value], from: 'assumed' })
  const fill = (text: string): string =>
    text.replace(/\{([\w-]+)\}/g, (_, id: string) => said.get(id)?.values.join(' or ') ?? 'it')
  return TABLE.filter((row) => truth(row.when, said) === 'yes').map(({ id, says, possible, see }) => ({
    id,
    says: fill(says),
    possible: fill(possible),
    see,
  }))
}

/** For tests: every row. */
export const IMPOSSIBLE: readonly { readonly id: string; readonly when: Condition; readonly see: string }[] = TABLE
