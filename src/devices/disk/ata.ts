import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

const IDE_AND_SATA = ['ahci', 'ata', 'ata_piix', 'ata_generic', '']

/** IDE and SATA. */
export const ata: Device = {
  class: 'disk',
  driver: 'ata_piix',
  kinds: ['VS'],
  rows: [
    {
      id: 'disk.ide',
      builtin: true,
      driver: ['ata_piix', 'pata_legacy', 'PIIX_IDE', 'piix'],
      says: 'emulated IDE controller (Intel PIIX)',
    },
    {
      id: 'disk.ide-id',
      builtin: true,
      pci: ['8086:7010', '8086:7111'],
      says: 'the PCI ID is that of an emulated PIIX3 or PIIX4 IDE controller',
      see: PCI_IDS,
    },
    {
      id: 'disk.ahci-emulated',
      builtin: true,
      pci: ['8086:2922', '15ad:07e0', '8086:2829', '8086:2821'],
      says: 'the PCI ID is that of an emulated AHCI controller (Intel ICH or VMware)',
      see: PCI_IDS,
    },
    {
      id: 'disk.virtual-ata',
      model: /^ATA (?:QEMU HARDDISK|VBOX HARDDISK|VMware Virtual (?:IDE|SATA) Hard Drive)/i,
      driver: IDE_AND_SATA,
      virtual: true,
      says: 'the disk model is that of an ATA disk that only a hypervisor emulates',
    },
    {
      id: 'disk.virtual-model-ata',
      model:
        /^(?:ATA )?(?:QEMU HARDDISK|VBOX HARDDISK|VMware Virtual (?:IDE|SATA) Hard Drive|Virtual HD|Parallels Virtual|PRL HDD)/i,
      driver: IDE_AND_SATA,
      says: 'the disk model is that of an emulated ATA disk',
    },
  ],
  physical: ['ahci', 'sata_nv', 'sata_sil', 'sata_mv', 'pata_sis', 'pata_atiixp'],
  host: () => [
    [/^ata_piix$/, 'ata_piix'],
    [/^ahci$/, 'ahci'],
  ],
  interrupts: [{ has: ['ahci'], driver: 'ahci', action: () => /^(ahci)\[([0-9a-f:.]+)\]/ }],
  path: [[() => /\/ata\d+\/host\d+\//, 'ata']],
  declared: [
    { names: 'ide-hd ide-drive ide-cd piix3-ide piix4-ide ide', says: 'emulated IDE controller' },
    { names: 'ahci ich9-ahci sata ahci-hd ahci-cd', driver: 'ahci', says: 'emulated SATA (AHCI) controller' },
  ],
  elsewhere: {
    formats: {
      qemu: { 'ide-hd': 'ide', ahci: 'sata' },
      vmware: { 'ide-hd': 'ide', ahci: 'sata vmware.sata.ahci' },
      virtualbox: { 'ide-hd': 'ide piix3 piix4 ich6', ahci: 'sata intelahci' },
      parallels: { 'ide-hd': 'ide', ahci: 'sata' },
    },

    services: [['storahci', 'ahci'], 'intelide', ['pciide', 'ata_generic']],
    // https://gitlab.com/qemu-project/qemu/-/blob/master/hw/ide/core.c, https://www.virtualbox.org/manual/ (VBOX HARDDISK), VMware's and
    // Hyper-V's as lsscsi and Get-Disk print them. What is behind VMware's and QEMU's, their model shows.
    windows: [
      { has: ['Virtual'], called: /^VMware,? Virtual disk\b/i, driver: '', model: 'VMware Virtual disk' },
      {
        has: ['HARDDISK', 'Virtual', 'NVMe'],
        called:
          /^(?:QEMU HARDDISK|VBOX HARDDISK|VMware Virtual (?:IDE|SATA) Hard Drive|VMware Virtual NVMe|QEMU NVMe Ctrl|Virtual HD)\b/i,
        driver: '',
      },
    ],
    freebsd: [['ahcich', 'ahci'], 'ata'],
    openbsd: [['ahci', 'ahci']],
  },
}
