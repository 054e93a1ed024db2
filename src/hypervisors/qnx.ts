import type { Simple } from './simple.ts'

export const qnx: Simple = {
  id: 'qnx',
  name: 'QNX Hypervisor',
  seen: [{ 'cpuid.signature': 'QNXQVMBSQG' }, { 'tool.says': 'qnx' }],
  cpu: ['VH'],
  see: 'https://github.com/systemd/systemd/blob/main/src/basic/virt.c',
}
