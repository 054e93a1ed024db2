import type { Test } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

/** bhyve's host bridge, display and other functions: usr.sbin/bhyve/pci_hostbridge.c, pci_fbuf.c. */
const BHYVE_PCI: Test = { starts: ['1275:1275', 'fb5d:'] }

export const bhyve: Simple = {
  id: 'bhyve',
  name: 'bhyve',
  seen: [
    { 'cpuid.signature': 'bhyve bhyve' },
    { 'hypervisor.detected': /^Bhyve/i },
    { 'dmi.virtual': 'bhyve' },
    { 'acpi.oem': { starts: 'BHYVE' } },
    { 'lscpu.vendor': /bhyve/i },
    { 'tool.says': 'bhyve' },
    { pci: BHYVE_PCI },
  ],
  cpu: ['VH'],
  see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve',
  more: () => [
    {
      id: 'bhyve.pci',
      about: 'hypervisor',
      allows: ['bhyve'],
      rank: RANK.presence,
      when: { pci: BHYVE_PCI },
      says: "a PCI function has bhyve's ID",
      saysOf: { pci: "a PCI function has bhyve's ID ({value})" },
      see: ['https://github.com/freebsd/freebsd-src/blob/main/usr.sbin/bhyve/pci_hostbridge.c'],
    },
  ],
  cells: () => [
    {
      id: 'bhyve.pci-board',
      about: 'board',
      allows: ['VS'],
      rank: RANK.follows,
      when: { hypervisor: 'bhyve', pci: BHYVE_PCI },
      says: 'bhyve emulates the host bridge or the display',
    },
  ],
}
