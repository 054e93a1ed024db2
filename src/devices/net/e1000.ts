import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

export const e1000: Device = {
  class: 'net',
  driver: 'e1000',
  kinds: ['VS'],
  rows: [
    { id: 'net.e1000', driver: ['e1000'], says: 'emulated Intel e1000 NIC' },
    {
      id: 'net.e1000-id',
      pci: ['8086:100e', '8086:100f', '8086:1004', '8086:10d3'],
      says: 'the PCI ID is that of an emulated Intel e1000 or e1000e',
      see: PCI_IDS,
    },
    {
      id: 'net.lspci-e1000',
      model: /82540EM|82545EM|82543GC/,
      says: 'the PCI listing names an Intel NIC that hypervisors emulate as e1000',
    },
  ],
  // Before drivers spoke through dev_printk (until 2.6.3x).
  log: [{ has: 'e1000_probe', pattern: () => /\be1000: (eth\d+): e1000_probe: /g }],
  declared: [{ names: 'e1000 e1000-82540em e1000-82544gc e1000-82545em', says: 'emulated Intel e1000 NIC' }],
  elsewhere: {
    formats: { virtualbox: { e1000: '82540em 82543gc 82545em' } },

    // Windows' own driver: nete1g3e.inf.
    services: ['e1g60'],
    windows: [{ has: ['PRO/1000'], called: /^Intel\(R\) PRO\/1000 (?:MT|T) /i }],
    bsd: [
      { has: '<Intel(R) Legacy PRO/1000', line: /^(em\d+): <Intel\(R\) Legacy PRO\/1000/gm },
      // Before FreeBSD 12.
      { has: '<Intel(R) PRO/1000 Legacy', line: /^(em\d+): <Intel\(R\) PRO\/1000 Legacy Network Connection/gm },
      // NetBSD (if_wm.c).
      { has: 'i8254', line: /^(wm\d+) at pci\d+[^\n]{0,80}Intel i8254[035]/gm },
    ],
    openbsdCards: [{ called: /^"Intel 8254[035]/ }],
    macos: ['AppleIntel8254XEthernet'],
  },
}
