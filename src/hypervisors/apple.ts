import type { Simple } from './simple.ts'

export const apple: Simple = {
  id: 'apple',
  name: 'Apple Virtualization framework',
  seen: [
    { 'cpuid.signature': 'Apple VZ' },
    { 'dmi.virtual': 'apple' },
    { 'acpi.oem': { starts: 'APPLE' } },
    { 'tool.says': 'apple' },
  ],
  cpu: ['VH'],
  see: 'https://developer.apple.com/documentation/virtualization',
}
