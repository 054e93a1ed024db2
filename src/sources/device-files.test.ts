import * as fs from 'node:fs'
import { expect, test } from 'vitest'
import { rawCpuid } from './cpuid.ts'
import { dmesgLines, kernelLog } from './kmsg.ts'

const error = (code: string): Error => Object.assign(new Error(code), { code })

/** A device whose reads give these answers in turn. */
function device(answers: readonly (string | Error)[]): Parameters<typeof kernelLog>[0] {
  const left = [...answers]
  return {
    constants: fs.constants,
    openSync: () => 3,
    closeSync: () => {},
    readvSync: (_: number, [buffer]: readonly Buffer[]) => {
      const next = left.shift() ?? error('EAGAIN')
      if (next instanceof Error) throw next
      return buffer!.write(next)
    },
  } as unknown as Parameters<typeof kernelLog>[0]
}

test('records of the kernel log become lines of dmesg', () => {
  expect(dmesgLines('6,1,123456,-;Hypervisor detected: KVM\n SUBSYSTEM=x\n')).toBe('[    0.123456] Hypervisor detected: KVM\n')
  expect(dmesgLines('4,9,12345678901,-;a\\x0ab')).toBe('[12345.678901] a\n[12345.678901] b\n')
  expect(dmesgLines('12,2,5,-;systemd says Hypervisor detected')).toBe('')
  expect(dmesgLines('garbage')).toBe('')
})

test('the log is read to its end, overwritten records skipped', () => {
  const { text } = kernelLog(device(['6,0,0,-;one\n', error('EPIPE'), '6,5,1,-;two\n']))
  expect(text?.text).toBe('[    0.000000] one\n[    0.000001] two\n')
  expect(kernelLog(device([error('EIO')])).missing?.path).toBe('dev/kmsg')
})

test('the log of a machine is read past its boot only for who keeps it, and little of one that lost its boot', () => {
  const record = (seconds: number): string => `6,0,${seconds}000000,-;at ${seconds}\n`
  const log = [...Array.from({ length: 40 }, (_, i) => i), ...Array.from({ length: 200 }, (_, i) => 700 + i)].map(record)
  const lines = (of: readonly string[], whole?: boolean): number =>
    kernelLog(device(of), whole).text!.text.trimEnd().split('\n').length
  expect(lines(log)).toBeLessThan(40 + 32)
  expect(lines(log)).toBeGreaterThanOrEqual(40)
  expect(lines(log, true)).toBe(240)
  const late = Array.from({ length: 2000 }, (_, i) => record(700 + i))
  expect(lines(late)).toBeGreaterThanOrEqual(64)
  expect(lines(late)).toBeLessThan(64 + 33)
  expect(lines(late, true)).toBe(2000)
})

test('CPUID leaves are printed as cpuid -r does, and only those that there are', () => {
  const files = {
    constants: fs.constants,
    openSync: () => 3,
    closeSync: () => {},
    readSync: (_: number, buffer: Buffer, __: number, ___: number, leaf: number) => {
      buffer.fill(0)
      if (leaf === 0) buffer.writeUInt32LE(0xd, 0)
      if (leaf === 0x40000000) {
        buffer.writeUInt32LE(0x40000001, 0)
        buffer.write('KVMKVMKVM', 4)
      }
      return 16
    },
  } as unknown as Parameters<typeof rawCpuid>[0]
  const lines = rawCpuid(files).text!.text.split('\n')
  expect(lines[0]).toBe('CPU 0:')
  expect(lines).toContain('   0x40000000 0x00: eax=0x40000001 ebx=0x4b4d564b ecx=0x564b4d56 edx=0x0000004d')
  expect(lines.filter((l) => l.startsWith('   0x4000'))).toHaveLength(3)
})
