/**
 * The article's choice as its text gives it. Its flowchart is an image that was not seen: what the text does not say is
 * marked `inferred`, and what later facts about 2014 add is marked `facts`.
 */
import type { Tree } from '../model.ts'
import { ROW } from './part.ts'

const POST = 'https://www.brendangregg.com/blog/2014-05-07/what-color-is-your-xen.html'
const RACKSPACE = 'https://support.rackspace.com/how-to/choosing-a-virtualization-mode-pv-versus-pvhvm/'
const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'
const AMI_TYPES = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html'
const SRIOV = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html'

export const gregg2014: Tree = {
  id: 'gregg-2014',
  title: 'What Color Is Your Xen? (May 2014): PV or HVM?',
  asOf: '2014-05-07',
  about:
    "The latest PV/HVM hybrid mode that Xen supports performs best. This flowchart is rebuilt from the text of Brendan Gregg's article.",
  sources: [POST, RACKSPACE, SPECTRUM],
  start: 'processor',
  questions: {
    processor: {
      ask: 'Does the processor, or the instance type, support HVM?',
      short: 'HVM supported?',
      tell: 'EC2: virtcolor catalog TYPE shows the supported images. Your own host: xl info | grep virt_caps shows hvm.',
      likely: 'yes',
      rules: [
        { answer: 'no', when: { 'cpu-hvm': 'no' }, says: 'Xen cannot use VT-x or AMD-V on this processor' },
        { answer: 'no', when: { 'type-hvm': 'no' }, says: 'the instance type supports PV images only' },
        { answer: 'yes', when: { 'type-hvm': 'yes' }, says: 'the instance type supports HVM images' },
        { answer: 'yes', when: { on: 'rackspace' }, says: 'Rackspace offers PVHVM, so its hosts support HVM' },
        { answer: 'yes', when: { 'cpu-hvm': 'yes' }, says: 'Xen can use VT-x or AMD-V on this processor' },
      ],
      edges: {
        no: {
          label: 'no',
          to: 'pv',
          basis: 'text',
          why: 'Gregg (2014): if the processor does not support HVM, use PV; the instance is then fully PV.',
          see: [POST],
        },
        yes: {
          label: 'yes',
          to: 'pvh-supported',
          basis: 'text',
          why: 'Gregg (2014): with HVM support, use the newest hybrid mode that Xen and the guest support.',
          see: [POST],
        },
      },
    },
    'pvh-supported': {
      ask: 'Is PVH supported, by Xen (4.4 or later) and by the guest kernel?',
      short: 'PVH supported?',
      tell: 'xl info | grep xen_version; grep CONFIG_XEN_PVH /boot/config-$(uname -r)',
      likely: 'no',
      rules: [
        { answer: 'no', when: { on: 'ec2' }, says: 'EC2 never offered PVH (Gregg, 2017)' },
        { answer: 'no', when: { on: 'rackspace' }, says: 'Rackspace offers PV or PVHVM' },
        { answer: 'no', when: { xen: { below: '4.4' } }, says: 'PVH needs Xen 4.4 or later' },
        { answer: 'no', when: { os: 'windows' }, says: 'Windows cannot boot as PV, which PVH version 1 requires' },
        { answer: 'no', when: { linux: { below: '3.14' } }, says: 'Linux has supported PVH guests since 3.14' },
        { answer: 'no', when: { 'kernel-pvh': 'no' }, says: 'the guest kernel is built without PVH support' },
        {
          answer: 'yes',
          when: { xen: { atLeast: '4.4' }, 'kernel-pvh': 'yes' },
          says: 'Xen is 4.4 or later and the guest kernel supports PVH',
        },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvh',
          basis: 'text',
          why: 'Gregg (2014): if HVM and PVH are supported, boot the guest as PV; it then uses PVH, the best hybrid mode.',
          see: [POST],
        },
        no: {
          label: 'no',
          to: 'pvhvm-supported',
          basis: 'text',
          why: 'Gregg (2014): choose HVM until PVH is available.',
          see: [POST],
        },
      },
    },
    'pvhvm-supported': {
      ask: 'Does the guest kernel support PVHVM (Linux: CONFIG_XEN_PVHVM)?',
      short: 'Guest has PVHVM?',
      tell: 'grep CONFIG_XEN_PVHVM /boot/config-$(uname -r); dmesg shows: Xen HVM callback vector for event delivery is enabled',
      likely: 'yes',
      rules: [
        {
          answer: 'no',
          when: { os: ['windows', 'other'] },
          says: 'only Linux and BSD kernels support PVHVM; others use PV drivers',
        },
        { answer: 'no', when: { 'kernel-pvhvm': 'no' }, says: 'the guest kernel is built without PVHVM' },
        { answer: 'no', when: { linux: { below: '2.6.36' } }, says: 'PVHVM needs Linux 2.6.36 or later' },
        { answer: 'no', when: { xen: { below: '4.0.1' } }, says: 'Xen before 4.0.1 has no callback vector for HVM guests' },
        { answer: 'yes', when: { 'kernel-pvhvm': 'yes' }, says: 'the guest kernel supports PVHVM' },
        {
          answer: 'yes',
          when: { linux: { atLeast: '2.6.36' } },
          usual: true,
          says: 'the kernel is Linux 2.6.36 or later, and distribution kernels set CONFIG_XEN_PVHVM',
        },
        {
          answer: 'yes',
          when: { os: ['linux', 'freebsd'] },
          usual: true,
          says: 'the Linux and FreeBSD kernels of 2014 support PVHVM',
        },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'sr-iov',
          basis: 'text',
          why: 'Gregg (2014): on EC2, an HVM instance runs as PVHVM if its Linux kernel supports PVHVM.',
          see: [POST, RACKSPACE],
        },
        no: {
          label: 'no',
          to: 'pv-drivers',
          basis: 'inferred',
          why: 'Without PVHVM the next older hybrid mode is HVM with PV drivers; Gregg (2014) recommends PV drivers for I/O even on Windows.',
          see: [POST, SPECTRUM],
        },
      },
    },
    'pv-drivers': {
      ask: 'Does the guest have PV disk and network drivers?',
      short: 'PV drivers?',
      tell: 'Linux: lsmod shows xen-blkfront and xen-netfront. Windows: the Xen or Citrix PV drivers are installed.',
      likely: 'yes',
      rules: [
        { answer: 'no', when: { 'pv-drivers': 'no' }, says: 'no PV drivers exist for the guest' },
        { answer: 'yes', when: { 'pv-drivers': 'yes' }, says: 'the guest has PV drivers' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'hvm-pv-drivers',
          basis: 'inferred',
          why: 'With PV drivers the guest uses PV disk and network devices instead of the emulated ones.',
          see: [POST, SPECTRUM],
        },
        no: {
          label: 'no',
          to: 'hvm',
          basis: 'inferred',
          why: 'Without PV drivers every device is emulated.',
          see: [SPECTRUM],
        },
      },
    },
    'sr-iov': {
      ask: 'Can the guest use SR-IOV (enhanced networking)?',
      short: 'SR-IOV available?',
      tell: 'EC2: virtcolor catalog TYPE; aws ec2 describe-instance-attribute --attribute sriovNetSupport',
      rules: [
        { answer: 'no', when: { sriov: 'no' }, says: 'the instance type or host offers no virtual function' },
        { answer: 'no', when: { ixgbevf: 'no' }, says: 'the guest has no driver for the virtual function' },
        { answer: 'yes', when: { sriov: 'yes' }, says: 'the instance type or host offers a virtual function' },
        { answer: 'no', when: { on: 'rackspace' }, says: 'Rackspace offers no SR-IOV' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'pvhvm-sriov',
          basis: 'text',
          why: 'Gregg (2014): SR-IOV, if you can enable it, should provide the best I/O performance.',
          see: [POST, SRIOV],
        },
        no: {
          label: 'no',
          to: 'pvhvm',
          basis: 'text',
          why: 'Gregg (2014): the best choice for Linux is an HVM instance with PVHVM.',
          see: [POST],
        },
      },
    },
  },
  outcomes: {
    pvh: {
      title: 'PVH version 1: boot a PV guest with pvh=1',
      short: 'PVH',
      mode: 'pvh-v1',
      cells: ['VH', 'P', 'P', 'P', 'P'],
      says: 'The fastest hybrid mode since Xen 4.4: hardware page tables, everything else paravirtual, no emulated motherboard.',
      rank: 1,
      runnerUp: {
        name: 'PVHVM',
        to: 'pvhvm',
        when: 'PVH lacks a feature that you need: it is new in Xen 4.4 and not yet complete.',
      },
      recipe: 'xl',
      verify: [ROW, 'dmesg shows: Booting paravirtualized kernel with PVH extensions on Xen'],
      see: [POST, SPECTRUM],
    },
    'pvhvm-sriov': {
      title: 'PVHVM with SR-IOV: an HVM image, PVHVM in the kernel, and enhanced networking enabled',
      short: 'PVHVM + SR-IOV',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'VH'],
      says: 'The guest boots as HVM and runs as PVHVM; the network uses a virtual function (SR-IOV) instead of the PV NIC.',
      rank: 2,
      runnerUp: {
        name: 'PVHVM without SR-IOV',
        to: 'pvhvm',
        when: 'the driver of the virtual function is missing, or the instance is not in a VPC.',
      },
      recipe: 'ec2-hvm',
      verify: [ROW, 'ethtool -i eth0 shows driver: ixgbevf, not vif'],
      see: [POST, SRIOV],
    },
    pvhvm: {
      title: 'PVHVM: an HVM image or guest, with PVHVM in the kernel',
      short: 'PVHVM',
      mode: 'pvhvm',
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The guest boots as HVM; its kernel uses paravirtual disk, network, interrupts and timers.',
      rank: 3,
      runnerUp: {
        name: 'PV',
        to: 'pv',
        when: 'memory is scarce or the workload was tuned for the PV MMU; measure both (Rackspace advises it, and the article says “your mileage may vary”).',
      },
      recipe: 'hvm',
      verify: [ROW, 'dmesg shows: Xen HVM callback vector for event delivery is enabled'],
      see: [POST, RACKSPACE],
    },
    'hvm-pv-drivers': {
      title: 'HVM with PV drivers',
      short: 'HVM + PV drivers',
      mode: 'hvm-pv-drivers',
      cells: ['VH', 'VS', 'VS', 'P', 'P'],
      says: 'Disk and network are paravirtual; interrupts and timers are still emulated.',
      rank: 4,
      runnerUp: { name: 'PVHVM', to: 'pvhvm', when: 'the kernel can be replaced by one with PVHVM.' },
      recipe: 'hvm',
      verify: [ROW],
      see: [POST, SPECTRUM],
    },
    pv: {
      title: 'PV: a PV image or guest',
      short: 'PV',
      mode: 'pv',
      cells: ['P', 'P', 'P', 'P', 'P'],
      says: 'PV is the only choice if the processor or the instance type does not support HVM. Everything is paravirtual, including page tables.',
      rank: 5,
      runnerUp: { name: 'PVHVM', to: 'pvhvm', when: 'you can move to a host or type that supports HVM.' },
      recipe: 'pv',
      verify: [ROW, 'dmesg shows: Booting paravirtualized kernel on Xen (and the line ends there)'],
      see: [POST, AMI_TYPES],
    },
    hvm: {
      title: 'HVM with everything emulated',
      short: 'HVM',
      mode: 'hvm',
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'QEMU emulates every device, so this is the slowest mode. Look for PV drivers or another kernel.',
      rank: 6,
      runnerUp: { name: 'HVM with PV drivers', to: 'hvm-pv-drivers', when: 'PV drivers for the guest exist.' },
      recipe: 'hvm',
      verify: [ROW],
      see: [SPECTRUM],
    },
  },
}
