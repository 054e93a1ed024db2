import type { Simple } from './simple.ts'

export const parallels: Simple = {
  id: 'parallels',
  name: 'Parallels',
  seen: [
    { 'cpuid.signature': 'lrpepyh vr' },
    { 'dmi.virtual': 'parallels' },
    { 'acpi.oem': /^PRLS/ },
    { 'devicetree.model': /^Parallels\b/ },
    { 'pci.subsystem': /^1ab8:/ },
    { 'lscpu.vendor': /Parallels/ },
    { 'tool.says': 'parallels' },
    { 'facter.virtual': 'parallels' },
  ],
  cpu: ['VH'],
  see: 'https://www.parallels.com',
}
