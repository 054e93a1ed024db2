import type { Device } from '../device.ts'

export const hypervStorvsc: Device = {
  class: 'disk',
  driver: 'hv_storvsc',
  kinds: ['P'],
  virtual: true,
  rows: [{ id: 'disk.hyperv', driver: ['hv_storvsc', 'storvsc'], says: 'Hyper-V synthetic SCSI over VMBus' }],
  host: () => [[/storvsc_host(?:_t)?/, 'hv_storvsc']],
  loneHosts: ['hv_storvsc'],
  path: [[() => /\/(?:vmbus[_\w]*|VMBUS:\w+)\/.*\/host\d+\//i]],
  declared: [
    { names: 'hyperv-scsi', says: 'Hyper-V synthetic SCSI over VMBus' },
    {
      names: 'hyperv-ide',
      kinds: ['VS', 'P'],
      says: 'emulated IDE disk; with integration services the guest uses a synthetic disk instead',
    },
  ],
  elsewhere: {
    services: ['storvsc'],
    // https://learn.microsoft.com/windows-server/virtualization/hyper-v/architecture
    windows: [{ has: ['Hyper-V'], called: /^Microsoft Hyper-V SCSI Controller/i }],
    bsd: [{ has: '<Hyper-V SCSI>', line: /^(storvsc\d+): <Hyper-V SCSI>/gm }],
    freebsd: ['storvsc', 'blkvsc'],
    openbsd: ['hvs'],
  },
}
