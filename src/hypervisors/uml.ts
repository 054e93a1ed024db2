import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

export const uml: Simple = {
  id: 'uml',
  name: 'User-mode Linux',
  seen: [{ 'cpu.vendor': { has: 'User Mode Linux' } }, { 'uml.log': true }, { 'tool.says': 'uml' }],
  cpu: ['VS'],
  cpuSays: 'User-mode Linux runs as a process of the host and uses no hardware virtualization',
  see: 'https://docs.kernel.org/virt/uml/user_mode_linux_howto_v2.html',
  more: () => [
    {
      id: 'uml.cpuinfo',
      about: 'hypervisor',
      allows: ['uml'],
      rank: RANK.statement,
      when: [{ 'cpu.vendor': { has: 'User Mode Linux' } }, { 'uml.log': true }],
      says: 'this kernel is User-mode Linux, which runs as a process of another Linux system',
      see: ['https://elixir.bootlin.com/linux/latest/source/arch/um'],
    },
  ],
}
