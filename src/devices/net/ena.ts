import type { Device } from '../device.ts'

const ENA = 'https://docs.kernel.org/networking/device_drivers/ethernet/amazon/ena.html'

export const ena: Device = {
  class: 'net',
  driver: 'ena',
  kinds: ['VH'],
  rows: [
    { id: 'net.ena', driver: ['ena'], says: 'ENA NIC: implemented in hardware by the Nitro card', see: ENA },
    {
      id: 'net.ena-id',
      pci: ['1d0f:ec20', '1d0f:ec21', '1d0f:0ec2', '1d0f:1ec2'],
      says: 'the PCI ID is that of ENA, implemented in hardware by the Nitro card',
      see: ENA,
    },
    { id: 'net.efa', driver: ['efa'], says: 'EFA NIC: implemented in hardware by the Nitro card' },
  ],
  log: [
    {
      has: 'ena ',
      pattern: () => /ena ([0-9a-f:.]+)(?: (\w+))?: (?:Elastic Network Adapter|ENA device|LLQ|creating)/g,
      of: (m) => m[2] ?? m[1]!,
    },
  ],
  interrupts: [{ has: ['ena-'], action: () => /^ena-mgmnt@|^ena-/ }],
  declared: [{ names: 'ena', says: 'ENA NIC: implemented in hardware by the Nitro card' }],
  elsewhere: {
    services: ['ena'],
    // https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ena-driver-releases-windows.html
    windows: [{ has: ['Amazon'], called: /^Amazon Elastic Network Adapter/i }],
    // Its probe's words and, of the same device, its version's (ena.h: ENA_DEVICE_DESC, ENA_DEVICE_NAME).
    bsd: [{ has: 'ENA', line: /^(ena\d+): (?:<ENA adapter>|Elastic Network Adapter \(ENA\))/gm }],
    freebsd: ['ena'],
  },
}
