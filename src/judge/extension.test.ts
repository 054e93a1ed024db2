import { expect, it } from 'vitest'
import { reportOf, written } from '../../test/evidence.ts'
import { cpuinfo, GUEST } from '../../test/machines.ts'

const because = (files: Readonly<Record<string, string>>): string[] =>
  reportOf(written({ files: { 'dmesg.txt': '[    0.000000] Hypervisor detected: KVM\n', ...files } })).cells.cpu.because.map(
    (finding) => finding.says,
  )

it('names the virtualization extension of the CPU where the evidence has it', () => {
  const intel = cpuinfo(GUEST)
  const amd = Object.fromEntries(
    Object.entries(cpuinfo(GUEST, 'AMD EPYC 7571')).map(([path, text]) => [path, text.replace('GenuineIntel', 'AuthenticAMD')]),
  )
  expect(because(intel)).toContain('KVM runs the guest with Intel VT-x')
  expect(because(amd)).toContain('KVM runs the guest with AMD-V')
  expect(because({})).toEqual(['KVM runs the guest with hardware virtualization (VT-x, AMD-V, Arm EL2 or s390 SIE)'])
})
