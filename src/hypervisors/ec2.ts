import type { Rule } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'

const TYPES = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceTypeInfo.html'
const VIRTUALIZATION = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/virtualization_types.html'

/** What EC2's own API says. It describes what the instance was started as; anything seen inside is nearer. */
const rules = (): readonly Rule[] => [
  {
    id: 'ec2.nitro',
    about: 'hypervisor',
    allows: ['kvm'],
    rank: RANK.presence,
    when: { 'ec2.hypervisor': 'nitro' },
    says: 'EC2 runs this instance type on Nitro, which is based on KVM',
    see: [TYPES],
  },
  {
    id: 'ec2.xen',
    about: 'hypervisor',
    allows: ['xen'],
    rank: RANK.presence,
    when: { 'ec2.hypervisor': 'xen' },
    says: 'EC2 runs this instance type on Xen',
    see: [TYPES],
  },
  {
    id: 'ec2.metal',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.presence + 1,
    when: { 'ec2.metal': 'true' },
    says: 'this EC2 instance type is bare metal',
    see: [TYPES],
  },
  {
    id: 'ec2.pv',
    about: 'hypervisor',
    allows: ['xen'],
    rank: RANK.presence,
    when: { 'ec2.virtualization': 'paravirtual' },
    says: 'the EC2 instance is paravirtual; only Xen runs such instances',
    see: [VIRTUALIZATION],
  },
  {
    id: 'ec2.pv-mode',
    about: 'mode',
    allows: ['pv'],
    rank: RANK.presence,
    when: { 'ec2.virtualization': 'paravirtual' },
    says: 'EC2 started the instance with PV virtualization',
    see: [VIRTUALIZATION],
  },
  {
    id: 'ec2.hvm-mode',
    about: 'mode',
    allows: ['hvm', 'hvm-pv-drivers', 'pvhvm'],
    rank: RANK.presence,
    when: { 'ec2.virtualization': 'hvm' },
    says: 'EC2 started the instance with HVM virtualization',
    see: [VIRTUALIZATION],
  },
]

export const ec2: Hypervisor = {
  id: 'ec2',
  name: 'EC2',
  rules: [],
  tables: [{ given: [{ 'ec2.hypervisor': true }, { 'ec2.virtualization': true }, { 'ec2.metal': true }], rows: rules }],
}
