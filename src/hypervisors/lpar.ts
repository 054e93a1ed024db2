import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

export const lpar: Simple = {
  id: 'lpar',
  name: 'PR/SM',
  seen: [
    { 'lscpu.vendor': { has: 'PR/SM' } },
    { 'tool.says': 'lpar' },
    { 's390.lpar': true },
    { 's390.level': /natively|LPAR/ },
  ],
  cpu: ['VH'],
  see: 'https://www.ibm.com/docs/en/linux-on-systems',
  more: () => [
    {
      id: 'lpar.sysinfo',
      about: 'hypervisor',
      allows: ['lpar'],
      rank: RANK.processor,
      when: [{ 's390.lpar': true, 's390.version': { not: 'FF' } }, { 's390.level': /natively|LPAR/ }],
      says: 'Linux runs directly in a logical partition',
      saysOf: {
        's390.lpar': 'the CPU version is not FF, so Linux runs directly in a logical partition',
        's390.level': 'the kernel log reports that Linux runs directly in a logical partition',
      },
    },
    {
      id: 'lpar.partition',
      about: 'hypervisor',
      allows: ['lpar', 'zvm', 'kvm', 'qemu-tcg'],
      rank: RANK.presence,
      when: { 's390.lpar': true },
      says: '/proc/sysinfo shows a logical partition; z/VM or KVM may run inside it',
    },
  ],
}
