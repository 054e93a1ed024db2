import { expect, test } from 'vitest'
import type { HypervisorId, Report } from '../model.ts'
import { SAMPLES } from './testing/reports.ts'
import { missed } from './words.ts'

const one = Object.values(SAMPLES)[0]!
const reportOf = (id: HypervisorId): Report => ({
  ...one,
  hypervisor: { ...one.hypervisor, id },
  missing: ['proc/interrupts', 'proc/xen/capabilities', 'sys/hypervisor/guest_type', 'sys/bus/vmbus/devices/*/driver'].map(
    (path) => ({ path, why: 'absent' as const }),
  ),
})
const paths = (id: HypervisorId): string[] => missed(reportOf(id)).map(({ path }) => path)

test('what only guests of another hypervisor have would have told nothing', () => {
  expect(paths('kvm')).toEqual(['proc/interrupts'])
  expect(paths('xen')).toEqual(['proc/interrupts', 'proc/xen/capabilities', 'sys/hypervisor/guest_type'])
  expect(paths('hyperv')).toEqual(['proc/interrupts', 'sys/bus/vmbus/devices/*/driver'])
  expect(paths('unknown')).toHaveLength(4)
})
