import type { Device } from '../device.ts'

export const powerDisks: Device = {
  class: 'disk',
  driver: 'ibmvscsi',
  kinds: ['P'],
  virtual: true,
  rows: [
    {
      id: 'disk.power',
      driver: ['ibmvscsi', 'ibmvfc'],
      says: 'paravirtual storage served by the PowerVM Virtual I/O Server',
    },
  ],
  host: () => [
    [/IBM POWER Virtual SCSI/, 'ibmvscsi'],
    [/IBM POWER Virtual FC/, 'ibmvfc'],
  ],
  loneHosts: ['ibmvscsi', 'ibmvfc'],
  path: [[() => /\/vio\/.*\/host\d+\//]],
  declared: [{ names: 'spapr-vscsi ibmvscsi', says: 'PAPR virtual SCSI' }],
  elsewhere: {
    formats: { qemu: { 'spapr-vscsi': 'ibmvscsi' } },
  },
}
