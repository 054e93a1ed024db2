import type { Device } from '../device.ts'

export const xenBlkfront: Device = {
  class: 'disk',
  driver: 'vbd',
  kinds: ['P'],
  virtual: true,
  rows: [
    {
      id: 'disk.xen-blkfront',
      driver: ['vbd', 'xen-blkfront', 'xen_blkfront'],
      says: 'Xen PV disk: shared rings, grant tables and event channels to the backend',
      see: 'https://wiki.xenproject.org/wiki/Paravirtualization_(PV)',
    },
    { id: 'disk.xen-scsifront', driver: ['xen-scsifront', 'vscsi'], says: 'Xen PV SCSI (xen-scsifront)' },
  ],
  log: [
    { has: 'blkfront: ', pattern: () => /blkfront: (?:device\/vbd\/\d+: )?((?:xvd|sd|hd)[a-z]{1,3}\d{0,3})\b/g },
    // A partition table is printed under the kernel's own name, and only this driver makes disks called xvd.
    { has: 'xvd', pattern: () => /[\s\]](xvd[a-z]+): (?:xvd[a-z]+\d|unknown partition table)/g },
  ],
  host: () => [[/Xen SCSI frontend/, 'xen-scsifront']],
  loneHosts: ['xen-scsifront'],
  interrupts: [{ has: ['blkif'], action: () => /^blkif$/, chip: () => /^(?:xen-dyn|Dynamic-irq)/ }],
  path: [[() => /\/vbd-\d+\//]],
  declared: [{ names: 'xen-blk', says: 'Xen PV disk (blkfront)' }],
  elsewhere: {
    formats: { qemu: { 'xen-blk': 'xen xen-disk' } },

    services: ['xenvbd'],
    windows: [
      // `@PRODUCT_NAME@ PV Storage Host Adapter`: https://github.com/xcp-ng/win-xenvbd/blob/master/src/xenvbd.inf; the disks are XENSRC PVDISK and
      // AWS PVDISK: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/xen-drivers-overview.html
      {
        has: ['PV'],
        called:
          /^(?:XENSRC|XenServer|Citrix|XCP-ng|Xen|AWS)\b.{0,12}\b(?:PVDISK|PV (?:SCSI )?Disk|PV (?:Storage|SCSI) Host Adapter)\b/i,
      },
      // GPLPV (xenvbd_scsiport/xenvbd.inx): https://wiki.xenproject.org/wiki/Xen_Windows_GplPv
      { has: ['Xen Block'], called: /^Xen Block Device Driver/i },
    ],
    bsd: [
      { has: '<Virtual Block Device>', line: /^(xbd\d+): .*<Virtual Block Device>/gm },
      { has: 'xbd', line: /^(xbd\d+) at xenbus\d+/gm },
    ],
    openbsd: ['xbf'],
  },
}
