import type { Device } from '../device.ts'

export const usb: Device = {
  class: 'disk',
  driver: 'usb-storage',
  kinds: ['VS'],
  rows: [
    { id: 'disk.usb', driver: ['usb-storage', 'uas'], model: /QEMU|VMware|VBOX/, says: 'emulated USB storage' },
    {
      id: 'disk.usb-either',
      driver: ['usb-storage', 'uas'],
      guest: ['VS', 'VH'],
      says: 'USB storage, emulated or passed through; its model would show which of the two',
    },
  ],
  host: () => [[/usb-storage/, 'usb-storage']],
  path: [[() => /\/usb\d+\//]],
  declared: [{ names: 'usb-storage usb-bot usb-uas', says: 'disk on an emulated USB controller' }],
  elsewhere: {
    formats: { qemu: { 'usb-storage': 'usb' }, virtualbox: { 'usb-storage': 'usb' } },
    freebsd: ['umass-sim'],
    openbsd: ['umass'],
  },
}
