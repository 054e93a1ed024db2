import type { Rule, RuleTable, Test, When } from '../model.ts'
import * as RANK from '../ranks.ts'
import { table } from '../table.ts'

/** Clouds and products that run the machine on top of a hypervisor. */
export const PLATFORMS: Readonly<Record<string, string>> = table({
  aws: 'AWS',
  gcp: 'Google Cloud',
  azure: 'Azure',
  qubes: 'Qubes OS',
  'xcp-ng': 'XCP-ng',
  xenserver: 'XenServer',
  firecracker: 'Firecracker',
  alibaba: 'Alibaba Cloud',
  tencent: 'Tencent Cloud',
  digitalocean: 'DigitalOcean',
  hetzner: 'Hetzner',
  nutanix: 'Nutanix AHV',
  ovirt: 'oVirt',
  openstack: 'OpenStack',
  kubevirt: 'KubeVirt',
  oracle: 'Oracle Cloud',
  huawei: 'Huawei Cloud',
  scaleway: 'Scaleway',
  vultr: 'Vultr',
  linode: 'Linode',
  upcloud: 'UpCloud',
  exoscale: 'Exoscale',
  ovh: 'OVHcloud',
  'cloud-hypervisor': 'Cloud Hypervisor',
  crosvm: 'crosvm',
  wsl: 'WSL 2',
})

/** The evidence that identifies a platform, by signal. */
const evidenceOf = (): Readonly<Record<string, { readonly says: string }>> => ({
  'dmi.virtual': { says: 'the SMBIOS board or vendor string' },
  'dmi.bios_version': { says: 'an SMBIOS version string' },
  'dmi.product_version': { says: 'an SMBIOS version string' },
  'dmi.line': { says: 'an SMBIOS line' },
  'dmi.chassis_asset_tag': { says: 'the SMBIOS chassis asset tag' },
  'acpi.oem': { says: 'the OEM ID of the ACPI tables' },
  'xen.extra': { says: "Xen's version string" },
  'xen.version': { says: "Xen's version string" },
  pci: { says: 'a PCI ID' },
  'facter.virtual': { says: 'facter' },
  'device.model': { says: 'the disk model' },
  azure: { says: 'a message in the boot log' },
  'kernel.release': { says: 'the kernel release' },
  'os.id': { says: 'os-release' },
  wsl: { says: 'the kernel release' },
})

let evidence: ReturnType<typeof evidenceOf> | undefined

/** The sentence for each signal that a condition has, and one for the rule, which lists them all. */
function identifies(when: Rule['when'], name: string): Pick<Rule, 'says' | 'saysOf'> {
  evidence ??= evidenceOf()
  const known = evidence
  const signals = [...new Set([when].flat().map((one) => Object.keys(one as When)[0]!))]
  const all = [...new Set(signals.map((signal) => known[signal]!.says))]
  const subject = all.length === 1 ? all[0]! : `${all.slice(0, -1).join(', ')} or ${all.at(-1)!}`
  return {
    says: `${subject} identifies ${name}`,
    ...(all.length > 1 && {
      saysOf: Object.fromEntries(signals.map((signal) => [signal, `${known[signal]!.says} identifies ${name}`])),
    }),
  }
}

const mark = (id: string, when: Rule['when'], see?: string): Rule => ({
  id: `platform.${id}`,
  about: 'platform',
  allows: [id],
  rank: RANK.firmware,
  when,
  ...identifies(when, PLATFORMS[id]!),
  ...(see !== undefined && { see: [see] }),
})

/** Platforms that only firmware strings identify; ./dmi.ts has their boards under the same names. */
const BY_BOARD: readonly string[] = [
  'alibaba',
  'tencent',
  'digitalocean',
  'hetzner',
  'nutanix',
  'ovirt',
  'openstack',
  'kubevirt',
  'huawei',
  'scaleway',
  'vultr',
  'linode',
  'upcloud',
  'exoscale',
  'ovh',
]

/** Clouds that a metadata service, an API or cloud-init can name. Firmware strings have a higher rank. */
const NAMED: readonly string[] = [
  'aws',
  'gcp',
  'azure',
  'alibaba',
  'digitalocean',
  'hetzner',
  'openstack',
  'oracle',
  'scaleway',
  'vultr',
  'upcloud',
  'exoscale',
]

interface Seen {
  readonly id: string
  readonly given: Rule['when']
  readonly see?: string
}

const NITRO = ['1d0f:8061', '1d0f:ec20', '1d0f:ec21'] as const
const XCP_NG: Test = { starts: '5853:c2' }
const XENSERVER: Test = { starts: '5853:c0' }
const QUBES: Test = { has: '.qubes' }

/** Signals that identify the other platforms. */
const seen = (): readonly Seen[] => [
  {
    id: 'aws',
    given: [
      { 'dmi.virtual': ['ec2', 'ec2-metal'] },
      { 'xen.extra': /\.amazon$/ },
      { 'xen.version': { has: 'amazon' } },
      { 'dmi.bios_version': /\.amazon$/ },
      { 'dmi.product_version': /\.amazon$/ },
      { 'dmi.line': { has: '.amazon' } },
      { 'acpi.oem': { starts: 'AMAZON' } },
      { pci: NITRO },
      { 'device.model': /^Amazon (?:Elastic Block Store|EC2 NVMe Instance Storage)/ },
    ],
    see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html',
  },
  {
    id: 'gcp',
    given: [
      { 'dmi.virtual': 'gce' },
      { 'acpi.oem': { starts: 'Google' } },
      { 'facter.virtual': 'gce' },
      { 'device.model': /^Google +PersistentDisk/ },
    ],
    see: 'https://cloud.google.com/compute/docs/instances/detect-compute-engine',
  },
  {
    id: 'azure',
    given: [{ 'dmi.chassis_asset_tag': '7783-7084-3265-9085-8269-3286-77' }, { azure: true, 'dmi.virtual': 'hyperv' }],
    see: 'https://github.com/canonical/cloud-init/blob/main/cloudinit/sources/DataSourceAzure.py',
  },
  { id: 'qubes', given: [{ 'kernel.release': QUBES }, { 'os.id': 'qubes' }] },
  { id: 'xcp-ng', given: [{ pci: XCP_NG }, { 'os.id': 'xcp-ng' }], see: 'https://xcp-ng.org' },
  { id: 'xenserver', given: [{ pci: XENSERVER }, { 'os.id': 'xenenterprise' }] },
  { id: 'oracle', given: { 'dmi.chassis_asset_tag': 'OracleCloud.com' } },
  { id: 'firecracker', given: { 'acpi.oem': { starts: 'FIRECK' } }, see: 'https://firecracker-microvm.github.io' },
  { id: 'cloud-hypervisor', given: [{ 'dmi.virtual': 'cloud-hypervisor' }, { 'acpi.oem': { starts: 'CLOUDH' } }] },
  { id: 'crosvm', given: [{ 'dmi.virtual': 'crosvm' }, { 'acpi.oem': { starts: 'CROSVM' } }] },
  { id: 'wsl', given: { wsl: 'wsl2' } },
]

export const PLATFORM_TABLES: readonly RuleTable[] = [
  {
    given: [
      'dmi.virtual',
      'dmi.bios_version',
      'dmi.product_version',
      'dmi.chassis_asset_tag',
      'dmi.line',
      'acpi.oem',
      'xen.extra',
      'xen.version',
      'facter.virtual',
      'device.model',
      'azure',
      'os.id',
      'wsl',
      { pci: NITRO },
      { pci: XCP_NG },
      { pci: XENSERVER },
      { 'kernel.release': QUBES },
    ],
    rows: () => seen().map(({ id, given, see }) => mark(id, given, see)),
  },
  {
    given: { 'dmi.virtual': true },
    rows: () => BY_BOARD.map((id) => mark(id, { 'dmi.virtual': id })),
  },
  {
    given: { 'platform.named': true },
    rows: () =>
      NAMED.map((id) => ({
        id: `platform.${id}-named`,
        about: 'platform',
        allows: [id],
        rank: RANK.presence,
        when: { 'platform.named': id },
        says: `a metadata service, cloud-init or a detection tool identifies ${PLATFORMS[id]}`,
        saysOf: { 'platform.named': `{source} names ${PLATFORMS[id]} as the cloud` },
      })),
  },
  {
    given: ['dmi.product_uuid'],
    rows: () => [
      {
        id: 'platform.aws-uuid',
        about: 'platform',
        allows: ['aws'],
        rank: RANK.presence,
        when: { 'dmi.product_uuid': /^ec2/i, 'kernel.release': /[-.](?:aws|amzn)/ },
        says: 'the system UUID begins with ec2, and the kernel is an AWS build',
        see: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html'],
      },
    ],
  },
  {
    given: { 'root.device': { starts: 'nvme' } },
    // Applies only where no device row has the NVMe disk.
    rows: () => [
      {
        id: 'aws.nvme',
        about: 'disk.else',
        allows: ['VH'],
        rank: RANK.follows,
        when: { platform: 'aws', 'root.device': { starts: 'nvme' }, role: ['guest', 'domU'] },
        says: 'the NVMe controller of an EC2 guest is hardware, for EBS volumes as for local disks (instance store)',
        see: ['https://docs.aws.amazon.com/ebs/latest/userguide/nvme-ebs-volumes.html'],
      },
    ],
  },
]

/** The rules of all platform tables. */
export const allPlatformRules = (): readonly Rule[] => PLATFORM_TABLES.flatMap((t) => t.rows())

/** Containers: they wrap a process and do not hide the machine. Other names are shown as they are. */
export const CONTAINERS: Readonly<Record<string, string>> = table({
  docker: 'Docker',
  podman: 'Podman',
  lxc: 'LXC',
  'lxc-libvirt': 'LXC',
  'systemd-nspawn': 'systemd-nspawn',
  kubernetes: 'Kubernetes pod',
  openvz: 'OpenVZ',
  'linux-vserver': 'Linux-VServer',
  'illumos-lx': 'illumos LX zone',
  wsl: 'WSL',
  gvisor: 'gVisor',
  kata: 'Kata Containers',
})

export const CONTAINER_TABLE: RuleTable = {
  given: { 'container.is': true },
  rows: () =>
    Object.keys(CONTAINERS).map((id) => ({
      id: `container.${id}`,
      about: 'container',
      allows: [id],
      // Docker or Podman also run a pod's containers, so Kubernetes has the lower rank.
      rank: id === 'kubernetes' ? RANK.presence : RANK.processor,
      when: { 'container.is': id },
      says: `the process runs in a container (${CONTAINERS[id]})`,
    })),
}
