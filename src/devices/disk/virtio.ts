import type { Device } from '../device.ts'
import { QEMU_IDS, VIRTIO } from '../sources.ts'

export const virtioBlk: Device = {
  class: 'disk',
  driver: 'virtio_blk',
  kinds: ['P'],
  virtual: true,
  rows: [
    { id: 'disk.virtio-blk', driver: ['virtio_blk'], says: 'virtio-blk: paravirtual disk', see: VIRTIO },
    { id: 'disk.virtio-scsi', driver: ['virtio_scsi'], says: 'virtio-scsi: paravirtual SCSI', see: VIRTIO },
    { id: 'disk.virtio-pmem', driver: ['virtio_pmem'], says: 'virtio-pmem: paravirtual persistent memory', see: VIRTIO },
    {
      id: 'disk.virtio-id',
      pci: ['1af4:1001', '1af4:1042', '1af4:1004', '1af4:1048'],
      says: 'the PCI ID is that of a virtio disk or SCSI controller',
      see: QEMU_IDS,
    },
  ],
  log: [
    { has: 'virtio_blk virtio', pattern: () => /virtio_blk virtio\d+: \[(vd[a-z]+)\]/g },
    // A partition table is printed under the kernel's own name, and only this driver makes disks called vd.
    { has: ' vd', pattern: () => / (vd[a-z]+): (?:vd[a-z]+\d|unknown partition table)/g },
  ],
  host: () => [[/Virtio SCSI HBA/, 'virtio_scsi']],
  interrupts: [{ has: ['-req'], action: () => /^(virtio\d+)-req(?:uest)?s?\.\d+$/ }],
  path: [[() => /\/virtio\d+\/host\d+\//, 'virtio_scsi'], [() => /\/virtio\d+\/block\//]],
  declared: [
    { names: 'virtio-blk', says: 'virtio-blk' },
    { names: 'vhost-user-blk', says: 'virtio-blk, served by a vhost-user process' },
    { names: 'virtio-scsi', driver: 'virtio_scsi', says: 'virtio-scsi' },
    { names: 'vhost-scsi', driver: 'virtio_scsi', says: 'virtio-scsi, served by the host kernel (vhost)' },
  ],
  elsewhere: {
    formats: {
      qemu: {
        'virtio-blk': 'virtio',
        'virtio-scsi': 'virtio-scsi-pci virtio-scsi-single virtio-transitional virtio-non-transitional',
      },
      vmware: { 'virtio-blk': 'virtio' },
      virtualbox: { 'virtio-scsi': 'virtio' },
    },
    replaces: { qemu: 'virtio' },

    services: ['viostor', ['vioscsi', 'virtio_scsi']],
    windows: [
      // https://github.com/virtio-win/kvm-guest-drivers-windows/blob/master/vioscsi/vioscsi.inx and …/viostor/viostor.inx; a disk of viostor has
      // the inquiry strings `Red Hat` and `VirtIO` (viostor/virtio_stor.c).
      {
        has: ['VirtIO'],
        called: /^(?:Red Hat|Nutanix|Google|Tencent|Oracle)?\s?VirtIO SCSI pass-through/i,
        driver: 'virtio_scsi',
      },
      { has: ['VirtIO'], called: /^(?:Red Hat|Nutanix|Tencent|Oracle)?\s?VirtIO(?: SCSI (?:Disk|controller)| Block|$)/i },
      // https://cloud.google.com/compute/docs/disks/performance; with NVMe the name begins with nvme_card.
      { has: ['Google'], called: /^Google PersistentDisk SCSI Disk Device/i, driver: 'virtio_scsi' },
    ],
    bsd: [
      { has: '<VirtIO Block Adapter>', line: /^(vtblk\d+): <VirtIO Block Adapter>/gm },
      { has: '<VirtIO SCSI Adapter>', line: /^(vtscsi\d+): <VirtIO SCSI Adapter>/gm, driver: 'virtio_scsi' },
      { has: 'ld', line: /^(ld\d+) at virtio\d+/gm },
    ],
    freebsd: [['vtscsi', 'virtio_scsi']],
    openbsd: ['vioblk', ['vioscsi', 'virtio_scsi']],
    macos: ['AppleVirtIOStorageDevice', 'AppleVirtIOBlockStorageDevice'],
  },
}
