import type { Device } from '../device.ts'

export const qeth: Device = {
  class: 'net',
  driver: 'qeth',
  kinds: ['VH', 'P'],
  rows: [
    {
      id: 'net.qeth',
      driver: ['qeth', 'qeth_l2', 'qeth_l3'],
      says: 's390 network: OSA card, HiperSockets or virtual switch',
    },
  ],
}
