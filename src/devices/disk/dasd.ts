import type { Device } from '../device.ts'

export const dasd: Device = {
  class: 'disk',
  driver: 'dasd',
  kinds: ['VH', 'P'],
  rows: [
    {
      id: 'disk.dasd',
      driver: ['dasd', 'dasd-eckd', 'dasd-fba', 'zfcp'],
      says: 's390 channel I/O disk, assigned to the guest or virtualized by the hypervisor',
    },
  ],
  path: [[() => /\/css\d+\/.*\/dasd/], [() => /\/css\d+\/.*\/rport-/, 'zfcp']],
}
