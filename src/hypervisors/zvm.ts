import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

export const zvm: Simple = {
  id: 'zvm',
  name: 'z/VM',
  seen: [
    { 'lscpu.vendor': { has: 'z/VM' } },
    { 'tool.says': 'zvm' },
    { 's390.program': { starts: 'z/VM' } },
    { 's390.level': { has: 'z/VM' } },
    { 's390.version': 'FF' },
  ],
  cpu: ['VH'],
  see: 'https://www.ibm.com/docs/en/zvm',
  more: () => [
    {
      id: 'zvm.sysinfo',
      about: 'hypervisor',
      allows: ['zvm'],
      rank: RANK.processor,
      when: [{ 's390.program': { starts: 'z/VM' } }, { 's390.level': { has: 'z/VM' } }],
      says: '/proc/sysinfo names z/VM as the control program',
      saysOf: {
        's390.program': '/proc/sysinfo names z/VM as the control program',
        's390.level': 'the kernel log reports z/VM',
      },
    },
    {
      id: 'zvm.version',
      about: 'hypervisor',
      allows: ['zvm', 'kvm', 'qemu-tcg'],
      rank: RANK.processor - 5,
      when: { 's390.version': 'FF' },
      says: 'the CPU version is FF, so z/VM or KVM runs this guest',
      see: ['https://www.ibm.com/docs/en/linux-on-systems'],
    },
  ],
}
