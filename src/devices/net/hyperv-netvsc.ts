import type { Device } from '../device.ts'

export const hypervNetvsc: Device = {
  class: 'net',
  driver: 'hv_netvsc',
  kinds: ['P'],
  virtual: true,
  rows: [
    {
      id: 'net.hyperv',
      driver: ['hv_netvsc', 'netvsc'],
      says: 'Hyper-V synthetic NIC over VMBus',
      see: 'https://docs.kernel.org/networking/device_drivers/ethernet/microsoft/netvsc.html',
    },
  ],
  log: [{ has: 'hv_netvsc ', pattern: () => /hv_netvsc (\S+?)(?: (eth\d+|\w+))?: /g, of: (m) => m[2] ?? m[1]! }],
  path: [[() => /\/(?:vmbus[_\w]*|VMBUS:\w+)\/.*\/net\//i]],
  declared: [{ names: 'hyperv-net', says: 'Hyper-V synthetic NIC over VMBus' }],
  elsewhere: {
    services: ['netvsc'],
    // https://learn.microsoft.com/windows-server/virtualization/hyper-v/architecture
    windows: [{ has: ['Hyper-V'], called: /^Microsoft Hyper-V Network Adapter/i }],
    bsd: [{ has: '<Hyper-V Network Interface>', line: /^(hn\d+): <Hyper-V Network Interface>/gm }],
    freebsd: ['hn'],
    openbsd: ['hvn'],
  },
}
