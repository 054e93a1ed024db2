import type { Device } from '../device.ts'

export const floppy: Device = {
  class: 'disk',
  driver: 'floppy',
  kinds: ['VS'],
  rows: [{ id: 'disk.floppy', builtin: true, driver: ['floppy'], says: 'emulated floppy controller' }],
  declared: [{ names: 'floppy', says: 'emulated floppy controller' }],
  elsewhere: {
    formats: { qemu: { floppy: 'fdc' }, virtualbox: { floppy: 'i82078' } },
  },
}
