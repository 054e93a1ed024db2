import { RANK } from '../hypervisors/ranks.ts'
import type { Rule, Test } from '../model.ts'

/** Who runs the machine: clouds and products on top of a hypervisor. */
export interface Platform {
  readonly id: string
  readonly name: string
  readonly when: readonly { readonly [signal: string]: Test }[]
  readonly see?: string
}

export const PLATFORMS: readonly Platform[] = [
  {
    id: 'aws',
    name: 'AWS',
    when: [
      { 'dmi.virtual': ['ec2', 'ec2-metal'] },
      { 'xen.extra': /\.amazon$/ },
      { 'xen.version': /amazon/ },
      { 'dmi.bios_version': /\.amazon$/ },
      { 'dmi.product_version': /\.amazon$/ },
      { 'dmi.line': /\.amazon\b/ },
      { 'acpi.oem': /^AMAZON/ },
      { pci: ['1d0f:8061', '1d0f:ec20', '1d0f:ec21'] },
    ],
    see: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/identify_ec2_instances.html',
  },
  {
    id: 'gcp',
    name: 'Google Cloud',
    when: [{ 'dmi.virtual': 'gce' }, { 'acpi.oem': /^Google/ }, { 'facter.virtual': 'gce' }],
    see: 'https://cloud.google.com/compute/docs/instances/detect-compute-engine',
  },
  {
    id: 'azure',
    name: 'Azure',
    when: [{ 'dmi.chassis_asset_tag': '7783-7084-3265-9085-8269-3286-77' }, { azure: true, 'dmi.virtual': 'hyperv' }],
    see: 'https://github.com/canonical/cloud-init/blob/main/cloudinit/sources/DataSourceAzure.py',
  },
  { id: 'qubes', name: 'Qubes OS', when: [{ 'kernel.release': /\.qubes\b/ }, { 'os.id': 'qubes' }] },
  { id: 'xcp-ng', name: 'XCP-ng', when: [{ pci: /^5853:c2/ }, { 'os.id': 'xcp-ng' }], see: 'https://xcp-ng.org' },
  { id: 'xenserver', name: 'XenServer', when: [{ pci: /^5853:c0/ }, { 'os.id': 'xenenterprise' }] },
  { id: 'firecracker', name: 'Firecracker', when: [{ 'acpi.oem': /^FIRECK/ }], see: 'https://firecracker-microvm.github.io' },
  { id: 'alibaba', name: 'Alibaba Cloud', when: [{ 'dmi.virtual': 'alibaba' }] },
  { id: 'tencent', name: 'Tencent Cloud', when: [{ 'dmi.virtual': 'tencent' }] },
  { id: 'digitalocean', name: 'DigitalOcean', when: [{ 'dmi.virtual': 'digitalocean' }] },
  { id: 'hetzner', name: 'Hetzner', when: [{ 'dmi.virtual': 'hetzner' }] },
  { id: 'nutanix', name: 'Nutanix AHV', when: [{ 'dmi.virtual': 'nutanix' }] },
  { id: 'ovirt', name: 'oVirt', when: [{ 'dmi.virtual': 'ovirt' }] },
  { id: 'openstack', name: 'OpenStack', when: [{ 'dmi.virtual': 'openstack' }] },
  { id: 'kubevirt', name: 'KubeVirt', when: [{ 'dmi.virtual': 'kubevirt' }] },
  { id: 'oracle', name: 'Oracle Cloud', when: [{ 'dmi.chassis_asset_tag': 'OracleCloud.com' }] },
  { id: 'huawei', name: 'Huawei Cloud', when: [{ 'dmi.virtual': 'huawei' }] },
  { id: 'scaleway', name: 'Scaleway', when: [{ 'dmi.virtual': 'scaleway' }] },
  { id: 'vultr', name: 'Vultr', when: [{ 'dmi.virtual': 'vultr' }] },
  { id: 'linode', name: 'Linode', when: [{ 'dmi.virtual': 'linode' }] },
  { id: 'upcloud', name: 'UpCloud', when: [{ 'dmi.virtual': 'upcloud' }] },
  { id: 'exoscale', name: 'Exoscale', when: [{ 'dmi.virtual': 'exoscale' }] },
  { id: 'ovh', name: 'OVHcloud', when: [{ 'dmi.virtual': 'ovh' }] },
  {
    id: 'cloud-hypervisor',
    name: 'Cloud Hypervisor',
    when: [{ 'dmi.virtual': 'cloud-hypervisor' }, { 'acpi.oem': /^CLOUDH/ }],
  },
  { id: 'crosvm', name: 'crosvm', when: [{ 'dmi.virtual': 'crosvm' }, { 'acpi.oem': /^CROSVM/ }] },
  { id: 'wsl', name: 'WSL 2', when: [{ wsl: 'wsl2' }] },
]

/** What a platform says of a device that nothing nearer describes. */
const PLATFORM_DEVICES: readonly Rule[] = [
  {
    id: 'aws.nvme',
    about: 'disk.else',
    allows: ['VH'],
    rank: RANK.follows,
    when: { platform: 'aws', 'root.device': /^nvme/, role: ['guest', 'domU'] },
    says: 'every NVMe disk of an EC2 guest is a function of the Nitro card, or an instance store given to it',
    see: ['https://docs.aws.amazon.com/ebs/latest/userguide/nvme-ebs-volumes.html'],
  },
]

/** Clouds that a metadata service, an API or cloud-init names; nothing seen in the firmware is overruled by it. */
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

export const PLATFORM_RULES: readonly Rule[] = [
  ...PLATFORM_DEVICES,
  ...PLATFORMS.map(
    (p): Rule => ({
      id: `platform.${p.id}`,
      about: 'platform',
      allows: [p.id],
      rank: RANK.firmware,
      when: p.when,
      says: `a mark of ${p.name}`,
      ...(p.see !== undefined && { see: [p.see] }),
    }),
  ),
  ...PLATFORMS.filter((p) => NAMED.includes(p.id)).map(
    (p): Rule => ({
      id: `platform.${p.id}-named`,
      about: 'platform',
      allows: [p.id],
      rank: RANK.presence,
      when: { 'platform.named': p.id },
      says: `a service or program of the cloud says ${p.name}`,
    }),
  ),
]

/** What wraps a process without hiding the machine. Others, by their own name, are taken as they are. */
export const CONTAINERS: Readonly<Record<string, string>> = {
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
}

export const CONTAINER_RULES: readonly Rule[] = Object.keys(CONTAINERS).map((id) => ({
  id: `container.${id}`,
  about: 'container',
  allows: [id],
  // A pod's containers are made by docker or podman as well: the orchestrator is named only where nothing nearer is.
  rank: id === 'kubernetes' ? RANK.presence : RANK.processor,
  when: { 'container.is': id },
  says: `the process is in a container of ${CONTAINERS[id]}`,
}))
