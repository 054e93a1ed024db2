import type { Simple } from './simple.ts'

export const jailhouse: Simple = {
  id: 'jailhouse',
  name: 'Jailhouse',
  seen: [
    { 'cpuid.signature': 'Jailhouse' },
    { 'hypervisor.detected': { starts: 'Jailhouse' } },
    { 'devicetree.model': { starts: 'Jailhouse cell' } },
  ],
  cpu: ['VH'],
  boardSays: 'Jailhouse virtualizes in software the parts of the motherboard that it cannot partition in hardware',
  see: 'https://github.com/siemens/jailhouse',
}
