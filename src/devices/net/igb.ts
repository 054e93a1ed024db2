import type { Device } from '../device.ts'

export const igb: Device = {
  class: 'net',
  driver: 'igb',
  kinds: ['VS'],
  rows: [
    {
      id: 'net.igb-qemu',
      driver: ['igb'],
      pci: ['8086:10c9'],
      guest: ['VS', 'VH'],
      says: 'Intel 82576 NIC, emulated by QEMU or passed through; the PCI subsystem ID would show which of the two',
    },
  ],
  declared: [{ names: 'igb', says: 'emulated Intel 82576 NIC (igb)' }],
}
