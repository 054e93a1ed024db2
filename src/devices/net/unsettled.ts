import type { Device } from '../device.ts'

/** What a definition leaves to something else. */
export const unsettledNets: Device = {
  class: 'net',
  driver: '',
  kinds: ['VS', 'P'],
  rows: [],
  declared: [
    { names: 'flexible', says: 'the NIC starts as an emulated vlance; VMware Tools switches it to vmxnet' },
    { names: 'passthrough-net', kinds: ['VH'], says: 'PCI NIC passed through to the guest' },
    { names: 'unsettled-net', says: 'the definition names no NIC model; the host chooses one' },
    { names: 'unknown-net', kinds: ['?'], says: 'the file does not set the NIC model' },
    { names: 'box-net', says: 'the Vagrant box or its operating system type sets the NIC model' },
    { names: 'code-net', says: 'Ruby code sets the NIC model, and virtcolor does not run Ruby code' },
    {
      names: 'provider-net',
      kinds: ['?'],
      says: 'the NIC model depends on the Vagrant provider, and the file configures no provider',
    },
  ],
}
