import type { Device } from '../device.ts'

export const e1000e: Device = {
  class: 'net',
  driver: 'e1000e',
  kinds: ['VS'],
  rows: [
    {
      id: 'net.e1000e-subsystem',
      driver: ['e1000e', 'igb'],
      subsystem: /^(?:1af4|15ad|1ab8):/,
      says: 'emulated Intel NIC: its PCI subsystem ID is that of a virtual machine monitor',
    },
  ],
  declared: [{ names: 'e1000e', says: 'emulated Intel 82574 NIC (e1000e)' }],
  elsewhere: {
    // Windows' own driver: net1ix64.inf.
    services: ['e1iexpress'],
    windows: [{ has: ['82574'], called: /^Intel\(R\) 82574L /i }],
    openbsdCards: [{ called: /^"Intel 82574L/ }],
    macos: ['Intel82574L'],
  },
}
