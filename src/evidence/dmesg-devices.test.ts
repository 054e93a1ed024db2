import { describe, expect, it } from 'vitest'
import { reportOf, written } from '../../test/evidence.ts'
import { dmesg } from './dmesg.ts'

const listed = (line: string): string[] =>
  [...dmesg.read!({ path: 'dmesg', text: `[    0.500000] pci 0000:00:02.0: ${line}\n` })]
    .filter((signal) => signal.name.endsWith('.listed'))
    .map((signal) => signal.name)

describe('the class of a PCI function in the log', () => {
  it.each([
    ['[8086:100e] type 00 class 0x020000', ['net.listed']],
    ['[8086:100e] type 00 class 0x020000 conventional PCI endpoint', ['net.listed']],
    // Until Linux 3.3 without the programming interface, first without 0x and then with a header type of one digit.
    ['found [8086:100e] class 000200 header type 00', ['net.listed']],
    ['[8086:100e] type 0 class 0x000200', ['net.listed']],
    ['[8086:7010] type 0 class 0x000101', ['disk.listed']],
    // A virtio file system: class 00 (unclassified), subclass 02.
    ['[1af4:1009] type 00 class 0x000200', []],
    ['[1af4:1009] type 00 class 0x000100', []],
    ['[1af4:1004] type 00 class 0x000000', ['disk.listed']],
  ])('%s', (line, expected) => {
    expect(listed(line)).toEqual(expected)
  })
})

it('a shared folder is no NIC', () => {
  const text = [
    'Hypervisor detected: KVM',
    'pci 0000:00:02.0: [1af4:1009] type 00 class 0x000200',
    'pci 0000:00:03.0: [1af4:1001] type 00 class 0x010000',
  ]
  const { cells } = reportOf(written({ texts: [text.map((line, i) => `[    0.${i}00000] ${line}\n`).join('')] }))
  expect([cells.disk.kind, cells.network.kind, cells.network.devices]).toEqual(['P', '?', []])
})
