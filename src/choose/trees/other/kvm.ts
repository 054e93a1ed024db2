import { ROW, type TreePart } from '../part.ts'

const QEMU_DISKS = 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/'
const PROXMOX = 'https://pve.proxmox.com/pve-docs/chapter-qm.html'
const KUBEVIRT = 'https://github.com/kubevirt/kubevirt/blob/main/pkg/defaults/amd64.go'
const NOVA = 'https://github.com/openstack/nova/blob/master/nova/virt/libvirt/blockinfo.py'
const LIBVIRT_HOSTDEV = 'https://libvirt.org/formatdomain.html#host-device-assignment'
const QEMU_TCG = 'https://www.qemu.org/docs/master/system/introduction.html'
const VIRTIO_WIN = 'https://github.com/virtio-win/virtio-win-pkg-scripts'
const GREGG2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'

/** KVM and QEMU, whoever manages them. */
export const kvm: TreePart = {
  questions: {
    'kvm-hardware': {
      ask: 'Is VT-x, AMD-V or an Arm hypervisor mode there for KVM (/dev/kvm)?',
      short: '/dev/kvm there?',
      tell: 'ls -l /dev/kvm on the host',
      rules: [
        { answer: 'no', when: { 'cpu-hvm': 'no' }, says: 'the host has no /dev/kvm: QEMU translates every instruction (TCG)' },
        { answer: 'yes', when: { 'cpu-hvm': 'yes' }, says: 'the host has /dev/kvm' },
        { answer: 'yes', when: {}, usual: true, says: 'KVM hosts have it, unless nested or in a CI container' },
      ],
      edges: {
        yes: { label: 'yes', to: 'kvm-drivers', basis: 'facts', why: 'CPU and page tables run in hardware.', see: [QEMU_TCG] },
        no: { label: 'no', to: 'tcg', basis: 'facts', why: 'Only emulation is left.', see: [QEMU_TCG] },
      },
    },
    'kvm-drivers': {
      ask: 'Does the guest have virtio drivers?',
      short: 'virtio drivers?',
      tell: 'Linux 2.6.25 or later has them; Windows needs virtio-win installed',
      rules: [
        { answer: 'no', when: { virtio: 'no' }, says: 'the guest has no virtio drivers' },
        { answer: 'yes', when: { virtio: 'yes' }, says: 'the guest has virtio drivers' },
        { answer: 'no', when: { linux: { below: '2.6.25' } }, says: 'virtio came with Linux 2.6.25' },
        { answer: 'yes', when: { linux: { atLeast: '2.6.25' } }, usual: true, says: 'distribution kernels have virtio' },
        { answer: 'yes', when: { os: ['linux', 'freebsd'] }, usual: true, says: 'distribution kernels have virtio' },
        { answer: 'yes', when: { os: 'windows' }, usual: true, says: 'virtio-win is free to install' },
      ],
      edges: {
        yes: {
          label: 'yes',
          to: 'kvm-passthrough',
          basis: 'facts',
          why: 'Disk and network can be paravirtual.',
          see: [QEMU_DISKS],
        },
        no: { label: 'no', to: 'kvm-emulated', basis: 'facts', why: 'Only emulated devices work.', see: [QEMU_DISKS] },
      },
    },
    'kvm-passthrough': {
      ask: 'Does the guest get a PCI device or virtual function (VFIO)?',
      short: 'VFIO device?',
      tell: '<hostdev> in libvirt XML, hostpci in Proxmox',
      rules: [
        { answer: 'yes', when: { passthrough: 'yes' }, says: 'a device goes to the guest' },
        { answer: 'yes', when: { sriov: 'yes' }, says: 'a virtual function goes to the guest' },
        { answer: 'no', when: { passthrough: 'no' }, says: 'no device goes to the guest' },
        { answer: 'no', when: {}, usual: true, says: 'no PCI device unless said (--passthrough yes)' },
      ],
      edges: {
        yes: { label: 'yes', to: 'kvm-vf', basis: 'facts', why: 'VFIO gives the device to the guest.', see: [LIBVIRT_HOSTDEV] },
        no: { label: 'no', to: 'kvm-disks', basis: 'facts', why: 'virtio it is.', see: [QEMU_DISKS] },
      },
    },
    'kvm-disks': {
      ask: 'Few disks at the lowest latency, or many disks and full SCSI features?',
      short: 'Few disks or many?',
      tell: 'more than about two dozen disks, or SCSI reservations: many',
      rules: [
        { answer: 'many', when: { disks: 'many' }, says: 'many disks or SCSI features' },
        { answer: 'few', when: { disks: 'few' }, says: 'few disks, lowest latency' },
        {
          answer: 'many',
          when: { on: 'proxmox' },
          usual: true,
          says: 'VirtIO SCSI single with IO thread is the default of Proxmox since 7.3',
        },
        { answer: 'few', when: {}, usual: true, says: 'few disks unless said (--set disks=many)' },
      ],
      edges: {
        few: { label: 'few', to: 'kvm-blk', basis: 'judgement', why: 'virtio-blk has the shorter path.', see: [QEMU_DISKS] },
        many: {
          label: 'many',
          to: 'kvm-scsi',
          basis: 'facts',
          why: 'virtio-scsi takes hundreds of disks on one controller.',
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
      says: 'The guest drives the card itself. Shown for a network card; no live migration without help.',
      rank: 1,
      runnerUp: { name: 'virtio-net with vhost', to: 'kvm-blk', when: 'live migration matters more.' },
      recipe: 'libvirt-kvm',
      verify: [ROW, 'ethtool -i names the VF driver'],
      see: [LIBVIRT_HOSTDEV],
    },
    'kvm-blk': {
      title: 'virtio-blk with an IO thread, virtio-net with vhost and multiqueue, host CPU model',
      short: 'KVM, virtio-blk',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'The row of PVHVM: hardware CPU, paravirtual clock, disk and network.',
      rank: 2,
      runnerUp: { name: 'virtio-scsi', to: 'kvm-scsi', when: 'there are many disks, or the guest needs SCSI commands.' },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [QEMU_DISKS],
    },
    'kvm-scsi': {
      title: 'virtio-scsi with an IO thread, virtio-net with vhost, host CPU model',
      short: 'KVM, virtio-scsi',
      mode: null,
      cells: ['VH', 'VS', 'P', 'P', 'P'],
      says: 'Same colours as virtio-blk; many disks on one controller, discard and SCSI commands.',
      rank: 3,
      runnerUp: { name: 'virtio-blk', to: 'kvm-blk', when: 'every microsecond counts on few disks.' },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [QEMU_DISKS, PROXMOX, NOVA, KUBEVIRT],
    },
    'kvm-emulated': {
      title: 'AHCI and e1000e, until the guest gets virtio drivers',
      short: 'KVM, emulated I/O',
      mode: null,
      cells: ['VH', 'VS', 'VS', 'VS', 'VS'],
      says: 'The row of plain HVM: for systems without virtio drivers only.',
      rank: 20,
      runnerUp: { name: 'virtio', to: 'kvm-blk', when: 'drivers can be installed (virtio-win for Windows).' },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [VIRTIO_WIN],
    },
    tcg: {
      title: 'Get /dev/kvm: until then QEMU emulates everything (TCG)',
      short: 'TCG: find /dev/kvm',
      mode: null,
      cells: ['VS', 'VS', 'VS', 'P', 'P'],
      says: 'Every instruction is translated. virtio still helps disk and network; the CPU column stays red.',
      rank: 21,
      runnerUp: { name: 'KVM', to: 'kvm-blk', when: 'VT-x or AMD-V can be switched on, or nesting allowed.' },
      recipe: 'libvirt-kvm',
      verify: [ROW],
      see: [QEMU_TCG, GREGG2017],
    },
  },
}
