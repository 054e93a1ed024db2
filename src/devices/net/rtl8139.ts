import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

export const rtl8139: Device = {
  class: 'net',
  driver: '8139cp',
  kinds: ['VS'],
  rows: [
    { id: 'net.rtl8139', driver: ['8139cp', '8139too'], says: 'emulated RTL8139 NIC' },
    {
      id: 'net.rtl8139-id',
      pci: ['10ec:8139', '10ec:8029'],
      says: 'the PCI ID is that of an emulated Realtek NIC',
      see: PCI_IDS,
    },
  ],
  // Before drivers spoke through dev_printk (until 2.6.3x).
  log: [
    { has: '8139C+', pattern: () => /[\s\]](eth\d+): RTL-?8139C\+ at /g },
    { has: 'RTL8139 at ', driver: '8139too', pattern: () => /[\s\]](eth\d+): Real[Tt]ek RTL8139 at /g },
  ],
  declared: [{ names: 'rtl8139', says: 'emulated RTL8139 NIC' }],
  elsewhere: {
    // Windows' own driver: netrtl.inf.
    windows: [{ has: ['RTL8139'], called: /^Realtek RTL8139C\+/i }],
    bsd: [{ has: 'RealTek 8139', line: /^((?:re|rl)\d+): <RealTek 8139/gm }],
    openbsdCards: [{ called: /^"Realtek 8139/ }],
  },
}
