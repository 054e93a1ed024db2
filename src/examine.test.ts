import { expect, test } from 'vitest'
import { evidenceOf, reportOf } from '../test/evidence.ts'

test('what follows from the hypervisor is proved by the line that names it, not by one that only points to it', async () => {
  const { hypervisor, cells } = reportOf(await evidenceOf('firecracker'), 'fixtures/firecracker')
  expect(cells.cpu.because[0]?.proof[0]?.text).toContain('Hypervisor detected: KVM')
  // The clocksource is of higher rank, and stays the first of the hypervisor's own reasons.
  expect(hypervisor.because[0]?.rule).toBe('kvm.clock-in-use')
})
