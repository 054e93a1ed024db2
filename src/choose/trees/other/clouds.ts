import { ROW, type TreePart } from '../part.ts'

const GVNIC = 'https://cloud.google.com/compute/docs/networking/using-gvnic'
const OCI = 'https://docs.oracle.com/en-us/iaas/Content/Marketplace/build-image.htm'
const ALIBABA = 'https://www.alibabacloud.com/help/en/ecs/user-guide/how-do-i-resolve-downtime-issues-with-migrated-instances'
const FIRECRACKER = 'https://github.com/firecracker-microvm/firecracker/blob/main/docs/design.md'
const QEMU_DISKS = 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/'
const LINODE = 'https://www.linode.com/docs/guides/kvm-reference/'

/** Clouds on KVM that document what a guest may use. */
export const clouds: TreePart = {
  questions: {
    'gce-gve': {
      ask: 'Does the image have the gve driver (gVNIC)?',
      short: 'gve in the image?',
      tell: 'modinfo gve; the image lists guestOsFeatures GVNIC',
      rules: [
        { answer: 'no', when: { gve: 'no' }, says: 'the image has no gve driver' },
        { answer: 'yes', when: { gve: 'yes' }, says: 'the image has the gve driver' },
      ],
      edges: {
        yes: { label: 'yes', to: 'gce-gvnic', basis: 'facts', why: 'Newer series offer no other NIC.', see: [GVNIC] },
        no: { label: 'no', to: 'gce-virtio', basis: 'facts', why: 'Older series offer virtio-net.', see: [GVNIC] },
      },
    },
    'oci-virtio': {
      ask: 'Is the kernel 3.4 or later, with virtio?',
      short: 'Kernel 3.4 or later?',
      tell: 'uname -r in the image',
      rules: [
        {
          answer: 'no',
          when: { linux: { below: '3.4' } },
          says: 'Oracle requires Linux 3.4 for paravirtualized mode',
        },
        { answer: 'no', when: { virtio: 'no' }, says: 'the image has no virtio drivers' },
        { answer: 'yes', when: { linux: { atLeast: '3.4' } }, says: 'the kernel is 3.4 or later' },
        { answer: 'yes', when: { 'oci-image': 'platform' }, says: 'OCI platform images are current' },
        { answer: 'yes', when: { os: 'linux' }, usual: true, says: 'current distributions are later than 3.4' },
      ],
      edges: {
        yes: { label: 'yes', to: 'oci-image', basis: 'facts', why: 'It does not need emulated devices.', see: [OCI] },
        no: { label: 'no', to: 'oci-emulated', basis: 'facts', why: 'Emulated mode is for old kernels.', see: [OCI] },
      },
    },
    'oci-image': {
      ask: 'Is it an OCI platform image, or an imported one?',
      short: 'Platform image?',
      tell: 'oci compute image get: launchMode NATIVE for platform images',
      rules: [
        { answer: 'platform', when: { 'oci-image': 'platform' }, says: 'an OCI platform image' },
        { answer: 'imported', when: { 'oci-image': 'imported' }, says: 'an imported image' },
      ],
      edges: {
        platform: {
          label: 'platform',
          to: 'oci-native',
          basis: 'facts',
          why: 'Platform images launch in native mode, with SR-IOV networking.',
          see: [OCI],
        },
        imported: {
          label: 'imported',
          to: 'oci-pv',
          basis: 'facts',
          why: 'Imported images launch paravirtualized or emulated.',
          see: [OCI],
        },
      },
    },
  },
  outcomes: {
    'gce-gvnic': {
      title: 'gVNIC, and NVMe where the series has it',
      short: 'GCE, gVNIC',
      mode: null,
      cells: ['VH', 'VS', 'P', '?', 'P'],
      says: 'gVNIC appears as a paravirtual device. The machine series sets the disk interface (NVMe on newer, virtio-scsi on older series); run virtcolor in the guest to see it.',
      rank: 9,
      runnerUp: { name: 'virtio-net', to: 'gce-virtio', when: 'the image has no gve, on an older series.' },
      recipe: 'gce',
      verify: [ROW, 'ethtool -i shows driver: gve'],
      see: [GVNIC],
    },
    'gce-virtio': {
      title: 'virtio-net on an older series',
      short: 'GCE, virtio',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'C3 and newer series have no virtio-net; add gve to the image to use them.',
      rank: 10,
      runnerUp: { name: 'gVNIC', to: 'gce-gvnic', when: 'you add gve to the image (Linux 5.4 or newer has it).' },
      recipe: 'gce',
      verify: [ROW],
      see: [GVNIC],
    },
    'oci-native': {
      title: 'Native launch mode: SR-IOV network (VFIO)',
      short: 'OCI, native',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'VH'],
      says: 'Platform images get a virtual function for the network and a paravirtual boot volume.',
      rank: 11,
      runnerUp: { name: 'paravirtualized', to: 'oci-pv', when: 'live migration of the instance matters.' },
      recipe: 'oci',
      verify: [ROW],
      see: [OCI],
    },
    'oci-pv': {
      title: 'Paravirtualized launch mode (virtio)',
      short: 'OCI, virtio',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Imported images with virtio drivers get a paravirtual disk and network card.',
      rank: 12,
      runnerUp: { name: 'native', to: 'oci-native', when: 'a platform image can be used instead.' },
      recipe: 'oci',
      verify: [ROW],
      see: [OCI],
    },
    'oci-emulated': {
      title: 'Emulated launch mode (SCSI, e1000): for old kernels only',
      short: 'OCI, emulated',
      mode: null,
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'Use it for compatibility only, and plan for a newer kernel.',
      rank: 23,
      runnerUp: { name: 'paravirtualized', to: 'oci-pv', when: 'the kernel is updated to 3.4 or newer.' },
      recipe: 'oci',
      verify: [ROW],
      see: [OCI],
    },
    alibaba: {
      title: 'A KVM or Shenlong family, virtio drivers (and nvme) in the image',
      short: 'Alibaba, virtio',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'ecs.t1 and ecs.s1 ran on Xen; all later families use virtio, and newer ones also NVMe.',
      rank: 13,
      recipe: 'alibaba',
      verify: [ROW],
      see: [ALIBABA],
    },
    linode: {
      title: 'virt_mode paravirt',
      short: 'Linode, paravirt',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'paravirt gives the guest virtio devices; fullvirt gives it IDE and e1000.',
      rank: 14,
      runnerUp: { name: 'fullvirt', when: 'the system has no virtio drivers.' },
      recipe: 'linode',
      verify: [ROW],
      see: [LINODE],
    },
    firecracker: {
      title: 'Nothing to choose: Firecracker offers virtio disk and network only',
      short: 'Firecracker, virtio',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Firecracker has no emulated disk or network card and no passthrough. Use a guest kernel with virtio_blk, virtio_net and kvm-clock.',
      rank: 15,
      recipe: 'provider',
      verify: [ROW],
      see: [FIRECRACKER],
    },
    provider: {
      title: 'The provider sets the devices: choose an image and plan with virtio, or with SR-IOV and NVMe',
      short: 'Ask the provider',
      mode: null,
      cells: ['VH', 'VS', '?', '?', '?'],
      says: 'You cannot change the virtual hardware yourself. Run virtcolor in the guest to see it, then ask the provider for a better image or plan.',
      rank: 16,
      recipe: 'provider',
      verify: ['run virtcolor in the guest: disk and network have to be P or VH'],
      see: [QEMU_DISKS],
    },
  },
}
