import type { Simple } from './simple.ts'

export const openbsdVmm: Simple = {
  id: 'openbsd-vmm',
  name: 'OpenBSD vmm',
  seen: [{ 'cpuid.signature': 'OpenBSDVMM58' }, { 'dmi.virtual': 'openbsd-vmm' }, { 'tool.says': 'openbsd-vmm' }],
  cpu: ['VH'],
  see: 'https://man.openbsd.org/vmm',
}
