import type { Simple } from './simple.ts'

export const sre: Simple = {
  id: 'sre',
  name: 'LMHS SRE',
  seen: [{ 'cpuid.signature': 'SRESRESRESRE' }, { 'tool.says': 'sre' }],
  cpu: ['VH'],
  see: 'https://github.com/systemd/systemd/blob/main/src/basic/virt.c',
}
