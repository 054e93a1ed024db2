import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

export const acrn: Simple = {
  id: 'acrn',
  name: 'ACRN',
  seen: [
    { 'cpuid.signature': 'ACRNACRNACRN' },
    { 'hypervisor.detected': { starts: 'ACRN' } },
    { 'acpi.oem': { starts: 'ACRN' } },
    { 'tool.says': 'acrn' },
  ],
  cpu: ['VH'],
  see: 'https://docs.kernel.org/virt/acrn/introduction.html',
  cells: () => [
    {
      id: 'acrn.service-vm',
      about: 'role',
      allows: ['host'],
      rank: RANK.presence,
      when: { hypervisor: 'acrn', 'acrn.service': true },
      says: 'Service VM drivers are present; the ACRN Service VM provides devices to the other guests',
      see: ['https://docs.kernel.org/virt/acrn/introduction.html'],
    },
    {
      id: 'acrn.service-board',
      about: 'board',
      allows: ['H'],
      rank: RANK.processor,
      when: { hypervisor: 'acrn', role: 'host' },
      says: 'the ACRN Service VM uses the physical motherboard',
      see: ['https://docs.kernel.org/virt/acrn/introduction.html'],
    },
  ],
}
