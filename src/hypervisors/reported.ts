import type { Rule } from '../model.ts'

/** The sentence of a rule about what detection tools report, and one for each tool. */
export const reported = (name: string): Required<Pick<Rule, 'says' | 'saysOf'>> => ({
  says: `a detection tool such as lscpu or facter reports ${name}`,
  saysOf: {
    'lscpu.vendor': `lscpu reports ${name}`,
    'facter.virtual': 'facter reports {value}',
    'xen.context': `a detection tool such as facter reports a ${name} guest`,
    'tool.says': `a detection tool such as virt-what reports ${name}`,
  },
})
