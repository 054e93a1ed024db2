import { describe, expect, it } from 'vitest'
import { lastBoot } from './boots.ts'
import { dmesg } from './dmesg.ts'

const boot = (version: string, ...lines: readonly string[]): string =>
  [`Linux version ${version} (gcc)`, 'Command line: ro', ...lines].map((line) => `[    0.000000] ${line}\n`).join('')
const cut = (text: string): string => lastBoot({ path: 'kern.log', text }).text

describe('the last boot of a log', () => {
  it('is the whole log when there is one', () => {
    const one = boot('6.1.0', 'DMI: A')
    expect(cut(one)).toBe(one)
    expect(cut(`earlier\n${one}`)).toBe(`earlier\n${one}`)
  })

  it('is what follows the last beginning', () => {
    expect(cut(boot('5.4.0', 'DMI: A') + boot('6.1.0', 'DMI: B'))).toBe(boot('6.1.0', 'DMI: B'))
  })

  it('does not begin with /proc/version below a log', () => {
    const text = `${boot('6.1.0', 'DMI: A')}$ cat /proc/version\nLinux version 6.1.0 (gcc)\n`
    expect(cut(text)).toBe(text)
  })

  it('begins with what Xen printed before its kernel', () => {
    const xen = '(XEN) Xen version 4.17.3\n(XEN) Command line: dom0_mem=2G\n'
    expect(cut(boot('5.4.0') + xen + boot('6.1.0'))).toBe(xen + boot('6.1.0'))
    expect(cut(xen + boot('5.4.0') + boot('6.1.0'))).toBe(boot('6.1.0'))
  })

  it('keeps the number that a line has in the whole file', () => {
    const text = boot('5.4.0', 'DMI: A') + boot('6.1.0', 'Hypervisor detected: KVM')
    const signal = [...dmesg.read!({ path: 'kern.log', text })].find((s) => s.name === 'hypervisor.detected')
    expect(signal?.proof.line).toBe(6)
  })
})

describe('a log that has lost its beginning', () => {
  const named = (path: string, text: string): string[] => [...dmesg.read!({ path, text })].map((s) => s.name)
  const late = '[    3.150682] virtio_blk virtio1: [vda] 1 512-byte logical blocks\n'

  it('is told where it was taken whole', () => {
    expect(named('dev/kmsg', late)).toContain('log.cut')
    expect(named('sos_commands/kernel/dmesg', late)).toContain('log.cut')
    expect(named('bug.txt', late)).not.toContain('log.cut')
  })

  it('is not one that begins with the boot, or at its first moment', () => {
    expect(named('dmesg', boot('6.1.0'))).not.toContain('log.cut')
    expect(named('dmesg', `[    0.000000] DMI not present or invalid.\n${late}`)).not.toContain('log.cut')
    expect(named('dmesg', '[Thu Nov 26 03:21:25 2026] DMI not present or invalid.\n')).not.toContain('log.cut')
  })
})
