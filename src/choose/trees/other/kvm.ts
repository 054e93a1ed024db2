import { ROW, type TreePart } from '../part.ts'

const QEMU_DISKS = 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/'
const PROXMOX = 'https://pve.proxmox.com/pve-docs/chapter-qm.html'
const KUBEVIRT = 'https://github.com/kubevirt/kubevirt/blob/main/pkg/defaults/amd64.go'
const NOVA = 'https://github.com/openstack/nova/blob/master/nova/virt/libvirt/blockinfo.py'
const LIBVIRT_HOSTDEV = 'https://libvirt.org/formatdomain.html#host-device-assignment'
const QEMU_TCG = 'https://www.qemu.org/docs/master/system/introduction.html'
const VIRTIO_WIN = 'https://github.com/virtio-win/virtio-win-pkg-scripts'
const GREGG2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'

/** KVM and QEMU, under any management layer. */
export const kvm: TreePart = {
  questions: {
    'kvm-hardware': {
      ask: 'Can the host use KVM (does /dev/kvm exist)?',
      short: '/dev/kvm exists?',
      tell: 'ls -l /dev/kvm on the host',
      rules: [
        { answer: 'no', when: { 'cpu-hvm': 'no' }, says: 'the host has no /dev/kvm: QEMU translates every instruction (TCG)' },
        { answer: 'yes', when: { 'cpu-hvm': 'yes' }, says: 'the host has /dev/kvm' },
        { answer: 'yes', when: {}, usual: true, says: 'KVM hosts have /dev/kvm (except some nested hosts and CI containers)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'kvm-drivers',
          basis: 'facts',
          why: 'With KVM the CPU and the page tables are virtualized in hardware.',
          see: [QEMU_TCG],
        },
        no: { label: 'no', to: 'tcg', basis: 'facts', why: 'Without KVM, QEMU has to emulate the CPU.', see: [QEMU_TCG] },
      },
    },
    'kvm-drivers': {
      ask: 'Does the guest have virtio drivers?',
      short: 'Has virtio drivers?',
      tell: 'Linux 2.6.25 and later has the drivers; on Windows, virtio-win installs them',
      rules: [
        { answer: 'no', when: { virtio: 'no' }, says: 'the guest has no virtio drivers' },
        { answer: 'yes', when: { virtio: 'yes' }, says: 'the guest has virtio drivers' },
        { answer: 'no', when: { linux: { below: '2.6.25' } }, says: 'virtio needs Linux 2.6.25 or later' },
        { answer: 'yes', when: { linux: { atLeast: '2.6.25' } }, usual: true, says: 'distribution kernels include virtio' },
        { answer: 'yes', when: { os: ['linux', 'freebsd'] }, usual: true, says: 'distribution kernels include virtio' },
        { answer: 'yes', when: { os: 'windows' }, usual: true, says: 'virtio-win can be installed in Windows' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'kvm-passthrough',
          basis: 'facts',
          why: 'With virtio drivers disk and network can be paravirtual.',
          see: [QEMU_DISKS],
        },
        no: {
          label: 'no',
          to: 'kvm-emulated',
          basis: 'facts',
          why: 'Without virtio drivers only emulated devices work.',
          see: [QEMU_DISKS],
        },
      },
    },
    'kvm-passthrough': {
      ask: 'Is a PCI device or virtual function passed through to the guest (VFIO)?',
      short: 'VFIO passthrough?',
      tell: 'look for <hostdev> in libvirt XML or hostpci in the Proxmox configuration',
      rules: [
        { answer: 'yes', when: { passthrough: 'yes' }, says: 'a device is passed through to the guest' },
        { answer: 'yes', when: { sriov: 'yes' }, says: 'a virtual function is passed through to the guest' },
        { answer: 'no', when: { passthrough: 'no' }, says: 'no device is passed through to the guest' },
        { answer: 'no', when: {}, usual: true, says: 'most guests have no PCI device (use --passthrough yes otherwise)' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'kvm-vf',
          basis: 'facts',
          why: 'VFIO passes the device through to the guest.',
          see: [LIBVIRT_HOSTDEV],
        },
        no: {
          label: 'no',
          to: 'kvm-disks',
          basis: 'facts',
          why: 'virtio is the best choice without a passed-through device.',
          see: [QEMU_DISKS],
        },
      },
    },
    'kvm-disks': {
      ask: 'Do you need few disks with the lowest latency, or many disks or full SCSI features?',
      short: 'Few disks or many?',
      tell: 'answer many for more than about two dozen disks, or if the guest needs SCSI reservations',
      rules: [
        { answer: 'many', when: { disks: 'many' }, says: 'the guest has many disks or needs SCSI features' },
        { answer: 'few', when: { disks: 'few' }, says: 'the guest has few disks and needs the lowest latency' },
        {
          answer: 'many',
          when: { on: 'proxmox' },
          usual: true,
          says: 'VirtIO SCSI single with IO thread has been the Proxmox default since 7.3',
        },
        { answer: 'few', when: {}, usual: true, says: 'most guests have few disks (use --set disks=many otherwise)' },
      ],
      edges: {
        few: {
          label: 'few',
          to: 'kvm-blk',
          basis: 'judgement',
          why: 'virtio-blk has a shorter code path per request than virtio-scsi.',
          see: [QEMU_DISKS],
        },
        many: {
          label: 'many',
          to: 'kvm-scsi',
          basis: 'facts',
          why: 'virtio-scsi supports hundreds of disks on one controller.',
          see: [QEMU_DISKS, PROXMOX],
        },
      },
    },
  },
  outcomes: {
    'kvm-vf': {
      title: 'KVM with a virtual function for the network and virtio-blk',
      short: 'KVM + VFIO',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'VH'],
      says: 'The guest’s own driver controls the passed-through device; live migration needs extra setup. The colours apply if the device is a NIC.',
      rank: 1,
      runnerUp: { name: 'virtio-net with vhost', to: 'kvm-blk', when: 'live migration is more important.' },
      recipe: 'libvirt-kvm',
      verify: [ROW, 'ethtool -i shows the driver of the virtual function'],
      see: [LIBVIRT_HOSTDEV],
    },
    'kvm-blk': {
      title: 'virtio-blk with an IO thread, virtio-net with vhost and multiqueue, host CPU model',
      short: 'KVM, virtio-blk',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The CPU is virtualized in hardware; clock, disk and network are paravirtual, as with PVHVM on Xen.',
      rank: 2,
      runnerUp: { name: 'virtio-scsi', to: 'kvm-scsi', when: 'the guest has many disks or needs SCSI commands.' },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [QEMU_DISKS],
    },
    'kvm-scsi': {
      title: 'virtio-scsi with an IO thread, virtio-net with vhost, host CPU model',
      short: 'KVM, virtio-scsi',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Disk and network are paravirtual, as with virtio-blk; one controller supports many disks, discard and SCSI commands.',
      rank: 3,
      runnerUp: { name: 'virtio-blk', to: 'kvm-blk', when: 'you have few disks and latency matters most.' },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [QEMU_DISKS, PROXMOX, NOVA, KUBEVIRT],
    },
    'kvm-emulated': {
      title: 'Emulated AHCI and e1000e, until virtio drivers are installed in the guest',
      short: 'KVM, emulated I/O',
      mode: null,
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'Use this only for a guest OS without virtio drivers: everything except the CPU is emulated, as with plain HVM on Xen.',
      rank: 20,
      runnerUp: {
        name: 'virtio',
        to: 'kvm-blk',
        when: 'virtio drivers can be installed in the guest (virtio-win for Windows).',
      },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [VIRTIO_WIN],
    },
    tcg: {
      title: 'Enable KVM on the host; until then QEMU emulates the CPU (TCG)',
      short: 'TCG: enable KVM',
      mode: null,
      cells: ['VS', 'VS', 'VS', 'P', 'P'],
      says: 'Without KVM, QEMU translates every instruction. virtio still speeds up disk and network.',
      rank: 21,
      runnerUp: {
        name: 'KVM',
        to: 'kvm-blk',
        when: 'VT-x or AMD-V can be enabled in firmware, or nested virtualization can be enabled on the outer host.',
      },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [QEMU_TCG, GREGG2017],
    },
  },
}
