import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

export const vmxnet3: Device = {
  class: 'net',
  driver: 'vmxnet3',
  kinds: ['P'],
  virtual: true,
  rows: [
    { id: 'net.vmxnet', driver: ['vmxnet3', 'vmxnet', 'vmxnet2'], says: 'vmxnet: VMware paravirtual NIC' },
    { id: 'net.vmxnet-id', pci: ['15ad:07b0', '15ad:0720'], says: 'the PCI ID is that of VMware vmxnet', see: PCI_IDS },
  ],
  // Its queues are called as those of other drivers, its events are not.
  interrupts: [{ has: ['-event-'], action: () => /^((?:eth|en)\w+)-event-\d+$/ }],
  declared: [{ names: 'vmxnet3 vmxnet vmxnet2', says: 'VMware paravirtual NIC (vmxnet)' }],
  elsewhere: {
    replaces: { vmware: 'vmxnet3' },

    services: ['vmxnet3ndis6'],
    // VMware Tools' vmxnet3ndis6.inf, as Win32_NetworkAdapter and systeminfo print it.
    windows: [{ has: ['vmxnet'], called: /^vmxnet3\b/i }],
    bsd: [
      { has: '<VMware VMXNET3', line: /^(vmx\d+): <VMware VMXNET3/gm },
      { has: 'vmx', line: /^(vmx\d+) at pci\d+/gm },
    ],
    freebsd: ['vmx'],
    openbsd: ['vmx'],
    macos: ['AppleVmxnet3Ethernet'],
    hwinfo: [{ called: /^VMware VMXNET3/ }],
  },
}
