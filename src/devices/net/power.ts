import type { Device } from '../device.ts'

/** Devices of the POWER hypervisor have a unit address, and no PCI function. */
export const powerNets: Device = {
  class: 'net',
  driver: 'ibmveth',
  kinds: ['P'],
  virtual: true,
  rows: [
    { id: 'net.power-veth', driver: ['ibmveth'], says: 'virtual Ethernet of the POWER hypervisor' },
    { id: 'net.power-vnic', driver: ['ibmvnic'], guest: ['VH'], says: 'PowerVM vNIC backed by an SR-IOV adapter' },
  ],
  log: [
    { has: 'ibmveth ', pattern: () => /\bibmveth ([0-9a-f]{8})(?: (\w{1,15}))?: /g, of: (m) => m[2] ?? m[1]! },
    {
      has: 'ibmvnic ',
      driver: 'ibmvnic',
      pattern: () => /\bibmvnic ([0-9a-f]{8})(?: (\w{1,15}))?: /g,
      of: (m) => m[2] ?? m[1]!,
    },
  ],
  path: [[() => /\/vio\/.*\/net\//]],
  declared: [{ names: 'spapr-vlan', says: 'PAPR virtual NIC (ibmveth)' }],
}
