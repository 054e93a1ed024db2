import type { Device } from '../device.ts'
import { PCI_IDS } from '../sources.ts'

export const gve: Device = {
  class: 'net',
  driver: 'gve',
  kinds: ['P'],
  virtual: true,
  rows: [
    {
      id: 'net.gve',
      driver: ['gve', 'gvnic'],
      says: 'gVNIC: a paravirtual interface; the guest cannot see whether hardware implements it',
      see: 'https://cloud.google.com/compute/docs/networking/using-gvnic',
    },
    { id: 'net.gve-id', pci: ['1ae0:0042'], says: 'the PCI ID is that of gVNIC', see: PCI_IDS },
  ],
  // Its first name was that of the interface, which is not yet named when the interrupts are asked for.
  interrupts: [{ has: ['gve', 'ntfy'], action: () => /^gve-|^(?:ntfy-blk|gve-ntfy)|^[\w%]{1,16}-ntfy-block\.\d+$/ }],
  elsewhere: {
    // https://cloud.google.com/compute/docs/networking/using-gvnic
    windows: [{ has: ['Google'], called: /^Google Ethernet Adapter/i }],
    bsd: [{ has: '<gVNIC>', line: /^(gve\d+): <gVNIC>/gm }],
    freebsd: ['gve'],
  },
}
