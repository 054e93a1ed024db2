import type { TreePart } from '../part.ts'

/** Whether a guest has PV drivers of its kernel (`unix`) or needs them installed (`foreign`), where the toolstack boots it as HVM. */
export const GUEST_OS: TreePart['questions'][string]['rules'] = [
  {
    answer: 'foreign',
    when: { os: ['windows', 'other'] },
    says: 'the guest OS has no built-in PV drivers, so they have to be installed',
  },
  { answer: 'foreign', when: { 'kernel-pvhvm': 'no' }, says: 'the kernel is built without CONFIG_XEN_PVHVM' },
  { answer: 'unix', when: { 'kernel-pvhvm': 'yes' }, says: 'the kernel supports PVHVM' },
  { answer: 'foreign', when: { linux: { below: '2.6.36' } }, says: 'PVHVM needs Linux 2.6.36 or later' },
  { answer: 'unix', when: { os: ['linux', 'freebsd'] }, says: 'the kernels of Linux and FreeBSD include the PV drivers' },
  { answer: 'unix', when: { linux: { atLeast: '2.6.36' } }, says: 'Linux has included the PV drivers since 2.6.36' },
]
