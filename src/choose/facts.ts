import { table } from '../table.ts'

/** The facts that can be known. Flags, questions on a terminal and readers of captures use the same ones. */

export interface FactSpec {
  readonly id: string
  /** In commander's spelling; facts without one are set with `--set id=value` or come from elsewhere. */
  readonly flag?: string
  readonly help: string
  readonly values?: readonly string[]
  readonly kind?: 'version' | 'year' | 'type'
}

/** What it runs on. Xen toolstacks, other hypervisors, clouds. */
export const PLATFORMS: Readonly<Record<string, string>> = table({
  ec2: 'Amazon EC2',
  rackspace: 'Rackspace Cloud Servers (Xen, historic)',
  xl: 'Xen with xl',
  'libvirt-xen': 'Xen with libvirt',
  'xcp-ng': 'XCP-ng',
  xenserver: 'XenServer',
  qubes: 'Qubes OS',
  kvm: 'KVM with libvirt or QEMU',
  proxmox: 'Proxmox VE',
  ovirt: 'oVirt',
  openstack: 'OpenStack (KVM)',
  kubevirt: 'KubeVirt',
  vmware: 'VMware ESXi',
  hyperv: 'Hyper-V',
  azure: 'Microsoft Azure',
  gce: 'Google Compute Engine',
  oci: 'Oracle Cloud',
  alibaba: 'Alibaba Cloud ECS',
  linode: 'Linode / Akamai',
  firecracker: 'Firecracker (microVM)',
  provider: 'another cloud or hosting provider',
})

const YES_NO = ['yes', 'no'] as const

export const FACTS: readonly FactSpec[] = [
  { id: 'on', flag: '--on <platform>', help: 'toolstack, hypervisor or cloud', values: Object.keys(PLATFORMS) },
  {
    id: 'year',
    flag: '--year <year>',
    help: "answer as of that year; 2014 follows Brendan Gregg's article of that year",
    kind: 'year',
  },
  { id: 'xen', flag: '--xen <version>', help: 'version of the Xen host', kind: 'version' },
  { id: 'linux', flag: '--linux <version>', help: "version of the guest's kernel", kind: 'version' },
  { id: 'os', flag: '--os <name>', help: 'operating system of the guest', values: ['linux', 'freebsd', 'windows', 'other'] },
  { id: 'arch', flag: '--arch <arch>', help: 'architecture of the guest', values: ['x86_64', 'i386', 'arm64'] },
  { id: 'cpu-hvm', flag: '--cpu-hvm <yes|no>', help: 'whether the host can use VT-x or AMD-V', values: YES_NO },
  {
    id: 'passthrough',
    flag: '--passthrough <yes|no>',
    help: 'whether the guest gets a PCI device or virtual function',
    values: YES_NO,
  },
  {
    id: 'firmware',
    flag: '--boot <how>',
    help: 'how the guest must boot',
    values: ['bios', 'uefi', 'secure-boot', 'kernel'],
  },
  { id: 'ec2', flag: '--ec2 <type>', help: 'EC2 instance type, for example c3.large', kind: 'type' },
  { id: 'ami', flag: '--ami <virtualization>', help: 'VirtualizationType of the image', values: ['hvm', 'pv'] },
  {
    id: 'ami-boot',
    flag: '--ami-boot <mode>',
    help: 'BootMode of the image',
    values: ['legacy-bios', 'uefi', 'uefi-preferred'],
  },
  {
    id: 'need',
    flag: '--need <what>',
    help: 'what the workload needs: nested virtualization, all PMU events or bare metal',
    values: ['nothing', 'nested', 'pmu', 'metal'],
  },
  { id: 'kernel-pv', help: 'CONFIG_XEN_PV in the guest kernel', values: YES_NO },
  { id: 'kernel-pvhvm', help: 'CONFIG_XEN_PVHVM in the guest kernel', values: YES_NO },
  { id: 'kernel-pvh', help: 'CONFIG_XEN_PVH in the guest kernel', values: YES_NO },
  { id: 'pv-drivers', help: 'whether PV disk and network drivers exist for the guest', values: YES_NO },
  { id: 'sriov', help: 'the instance type or host offers a virtual function to the guest', values: YES_NO },
  { id: 'ena', help: 'the guest has the ena driver, also in its initramfs', values: YES_NO },
  { id: 'nvme', help: 'the guest has the nvme driver, also in its initramfs', values: YES_NO },
  { id: 'ixgbevf', help: 'the guest has the ixgbevf driver (Intel 82599 VF)', values: YES_NO },
  { id: 'virtio', help: 'the guest has virtio disk and network drivers', values: YES_NO },
  { id: 'uefi', help: 'the guest can boot with UEFI', values: YES_NO },
  { id: 'gve', help: 'the guest has the gve driver (Google gVNIC)', values: YES_NO },
  { id: 'mana', help: 'the guest has the mana driver (Azure)', values: YES_NO },
  { id: 'fixable', help: 'drivers can be installed in the image', values: YES_NO },
  { id: 'rebuild', help: 'the image can be rebuilt or converted', values: YES_NO },
  {
    id: 'disks',
    help: 'whether the guest has few disks with the lowest latency, or many disks or SCSI features',
    values: ['few', 'many'],
  },
  { id: 'oci-image', help: 'whether the image is an OCI platform image or an imported one', values: ['platform', 'imported'] },
  { id: 'pv-guest', help: 'the guest is an existing PV guest', values: YES_NO },
  { id: 'type-hypervisor', help: 'hypervisor of the EC2 instance type', values: ['xen', 'nitro', 'none'] },
  { id: 'type-boot', help: 'boot modes of the EC2 instance type', values: ['legacy-bios', 'uefi', 'both'] },
  { id: 'type-pv', help: 'the EC2 instance type supports PV images', values: YES_NO },
  { id: 'type-hvm', help: 'the EC2 instance type supports HVM images', values: YES_NO },
  { id: 'type-arch', help: 'architectures of the EC2 instance type', values: ['x86_64', 'i386+x86_64', 'arm64', 'mac'] },
  { id: 'want', flag: '--want <mode>', help: 'the mode that you want', values: ['pv', 'hvm', 'pvhvm', 'pvh'] },
]

export const FACT: ReadonlyMap<string, FactSpec> = new Map(FACTS.map((f) => [f.id, f]))

/** How to say a fact on the command line: `--xen <version>`, `--set ena=<yes|no>`. */
export function howToSay(id: string): string {
  const spec = FACT.get(id)
  if (spec?.flag !== undefined) return spec.flag
  return `--set ${id}=${spec?.values?.join('|') ?? 'value'}`
}

/** Why this is no fact or the value is wrong, or undefined when both are fine. */
export function problemWith(id: string, value: string): string | undefined {
  const spec = FACT.get(id)
  if (spec === undefined) return `unknown fact '${id.slice(0, 60)}'; use one of ${[...FACT.keys()].join(' ')}`
  const shown = value.slice(0, 60)
  if (spec.values !== undefined && !spec.values.includes(value)) return `'${shown}' is not one of ${spec.values.join(', ')}`
  if (spec.kind === 'version' && !/^\d{1,9}(\.\d{1,9}){0,5}([^\d.].{0,200})?$/.test(value))
    return `'${shown}' is not a version such as 4.17`
  if (spec.kind === 'year' && !/^(200[3-9]|20[1-9]\d)$/.test(value)) return `'${shown}' is not a year from 2003 on`
  return undefined
}
