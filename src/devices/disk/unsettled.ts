import type { Device } from '../device.ts'

/** What a definition leaves to something else. */
export const unsettledDisks: Device = {
  class: 'disk',
  driver: '',
  kinds: ['VS', 'P'],
  rows: [],
  declared: [
    { names: 'passthrough-disk', kinds: ['VH'], says: 'host disk or controller passed through to the guest' },
    { names: 'unsettled-disk', says: 'the definition names no disk controller; the host chooses one' },
    { names: 'unknown-disk', kinds: ['?'], says: 'the file does not set the disk controller' },
    { names: 'box-disk', says: 'the Vagrant box sets the disk controller' },
    { names: 'code-disk', says: 'Ruby code sets the disk controller, and virtcolor does not run Ruby code' },
    {
      names: 'provider-disk',
      kinds: ['?'],
      says: 'the disk controller depends on the Vagrant provider, and the file configures no provider',
    },
  ],
}
