import type { Simple } from './simple.ts'

export const parallels: Simple = {
  id: 'parallels',
  name: 'Parallels',
  seen: [
    { 'cpuid.signature': 'lrpepyh vr' },
    { 'dmi.virtual': 'parallels' },
    { 'acpi.oem': { starts: 'PRLS' } },
    { 'devicetree.model': { starts: 'Parallels' } },
    { 'pci.subsystem': { starts: '1ab8:' } },
    { 'lscpu.vendor': { has: 'Parallels' } },
    { 'tool.says': 'parallels' },
    { 'facter.virtual': 'parallels' },
  ],
  cpu: ['VH'],
  see: 'https://www.parallels.com',
}
