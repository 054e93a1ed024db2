import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

export const pvscsi: Device = {
  class: 'disk',
  driver: 'vmw_pvscsi',
  kinds: ['P'],
  virtual: true,
  rows: [
    { id: 'disk.vmware-pvscsi', driver: ['vmw_pvscsi'], says: 'VMware PVSCSI: paravirtual SCSI' },
    { id: 'disk.vmware-pvscsi-id', pci: ['15ad:07c0'], says: 'the PCI ID is that of VMware PVSCSI', see: PCI_IDS },
  ],
  host: () => [[/VMware PVSCSI|pvscsi/i, 'vmw_pvscsi']],
  loneHosts: ['vmw_pvscsi'],
  interrupts: [{ has: ['pvscsi'], action: () => /^(?:vmw_pvscsi|pvscsi)/ }],
  declared: [{ names: 'pvscsi', says: 'VMware PVSCSI' }],
  elsewhere: {
    formats: { qemu: { pvscsi: 'vmpvscsi' }, vmware: { pvscsi: 'vmpvscsi virtualscsi paravirtual' } },
    replaces: { vmware: 'pvscsi' },

    // VMware Tools' pvscsi.inf.
    services: ['pvscsi'],
    windows: [{ has: ['PVSCSI'], called: /^VMware PVSCSI/i }],
    // sys/dev/vmware/pvscsi/pvscsi.c of FreeBSD; NetBSD's is sys/dev/pci/pvscsi.c.
    bsd: [
      { has: 'VMware Paravirtual SCSI', line: /^(pvscsi\d+): <VMware Paravirtual SCSI Controller>/gm },
      { has: 'pvscsi', line: /^(pvscsi\d+) at pci\d+/gm },
    ],
    freebsd: ['pvscsi'],
    openbsd: ['vmwpvs'],
  },
}
