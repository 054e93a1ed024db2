import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

/** Old cards that only emulators offer still. */
export const legacyNets: Device = {
  class: 'net',
  driver: 'pcnet32',
  kinds: ['VS'],
  rows: [
    { id: 'net.emulated', driver: ['pcnet32', 'ne2k-pci', 'tulip', 'de2104x', 'ne'], says: 'emulated NIC' },
    {
      id: 'net.emulated-id',
      pci: ['1022:2000', '1011:0009', '1011:0019'],
      says: 'the PCI ID is that of an emulated NIC',
      see: PCI_IDS,
    },
  ],
  // Before drivers spoke through dev_printk (until 2.6.3x).
  log: [{ has: 'registered as PCnet', pattern: () => /\bpcnet32: (eth\d+): registered as PCnet/g }],
  declared: [
    { names: 'ne2k_pci ne2k_isa', driver: 'ne2k-pci', says: 'emulated NE2000 NIC' },
    { names: 'pcnet vlance Am79C970A Am79C973 Am79C960', says: 'emulated AMD PCnet NIC' },
    { names: 'tulip', driver: 'tulip', says: 'emulated DEC 21143 NIC' },
    {
      names: 'i82550 i82551 i82557a i82557b i82557c i82558a i82558b i82559a i82559b i82559c i82559er i82562 i82801 eepro100',
      driver: 'e100',
      says: 'emulated Intel 8255x NIC',
    },
    { names: 'usb-net', driver: 'cdc_ether', says: 'NIC on an emulated USB controller' },
    {
      names: 'lan9118 smc91c111 dp83932 sungem etraxfs_eth allwinner-emac xgmac ftgmac100 cadence_gem imx.enet',
      driver: '',
      says: 'emulated NIC',
    },
    { names: 'dec21140', driver: 'tulip', says: 'Hyper-V legacy network adapter (emulated DEC 21140)' },
  ],
  elsewhere: {
    // NE1000 and NE2000 are ISA cards; Parallels' rtl is an RTL8029.
    formats: {
      vmware: { pcnet: 'pcnet32' },
      virtualbox: { ne2k_isa: 'ne1000 ne2000' },
      parallels: { ne2k_pci: 'rtl' },
    },

    // Windows' own driver: netamd2.inf.
    windows: [{ has: ['PCNET'], called: /^AMD PCNET Family/i }],
    bsd: [{ has: 'AMD PCnet', line: /^((?:le|pcn)\d+): <AMD PCnet/gm }],
    openbsdCards: [{ called: /^"AMD 79c97/ }],
  },
}
