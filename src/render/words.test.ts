import { expect, test } from 'vitest'
import type { Report } from '../model.ts'
import { BARE, PVHVM } from './testing/reports.ts'
import { headline, identity } from './words.ts'

const open = (possible: readonly string[]): Report => ({
  ...BARE,
  role: null,
  hypervisor: { id: 'unknown', name: 'unknown', possible, because: [], against: [] },
})

test('a headline has names, at most three of them', () => {
  expect(headline(open(['xen', 'kvm']))).toBe('Xen or KVM?')
  expect(headline(open(['xen', 'kvm', 'hyperv']))).toBe('Xen, KVM or Hyper-V?')
  expect(headline(open(['xen', 'kvm', 'hyperv', 'vmware']))).toBe('hypervisor not settled: 4 possible')
  const mode = { id: null, name: 'not settled', because: [], against: [] }
  const hvm = { ...PVHVM, role: null, platform: null, container: null }
  expect(headline({ ...hvm, mode: { ...mode, possible: ['hvm', 'hvm-pv-drivers'] } })).toContain('HVM or HVM with PV drivers?')
  expect(headline({ ...hvm, mode: { ...mode, possible: ['hvm', 'pv', 'pvh', 'pvhvm'] } })).toContain(
    'mode not settled: 4 possible',
  )
})

test('the identity line has what is known, without trade marks and frequencies', () => {
  const machine = { host: 'web01', kernel: '6.1.0', vcpus: 2, processor: 'Intel(R) Xeon(R) CPU E5-2670 v2 @ 2.50GHz' }
  expect(identity({ ...PVHVM, machine, date: '2026-11-30', tool: { name: 'virtcolor', version: '1.2.3' } })).toBe(
    'web01 · Linux 6.1.0 · 2 vCPUs, Intel Xeon E5-2670 v2 · 2026-11-30 · virtcolor 1.2.3',
  )
  expect(identity({ ...PVHVM, machine: { vcpus: 1 } })).toBe('1 vCPU')
  expect(identity({ ...BARE, machine: { vcpus: 8 } })).toBe('8 CPUs')
  expect(identity(PVHVM)).toBe('')
})
