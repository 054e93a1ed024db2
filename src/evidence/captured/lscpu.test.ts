import { expect, test } from 'vitest'
import { index } from '../../judge/judge.ts'
import { signalsOf } from '../index.ts'

const read = (text: string): Record<string, string | undefined> => {
  const signals = index(signalsOf({ files: new Map(), links: new Map(), texts: [{ path: 'text', text }], missing: [] }))
  return Object.fromEntries([...signals].map(([name, [first]]) => [name, first?.value]))
}

test('the indented form of util-linux 2.37 and later, with the flags and the names of the firmware', () => {
  const seen = read(
    'Architecture:             x86_64\n  CPU op-mode(s):         32-bit, 64-bit\nVendor ID:                AuthenticAMD\n  BIOS Vendor ID:         QEMU\n  Model name:             AMD EPYC Processor\n    BIOS Model name:      pc-i440fx-7.2  CPU @ 2.0GHz\n    Flags:                fpu vme hypervisor lahf_lm\nVirtualization features:  \n  Hypervisor vendor:      KVM\n  Virtualization type:    full\n',
  )
  expect(seen).toMatchObject({
    'cpu.flags': 'fpu vme hypervisor lahf_lm',
    'cpu.model': 'AMD EPYC Processor',
    'dmi.virtual': 'qemu',
    'lscpu.vendor': 'KVM',
  })
})

test('a physical processor names its maker, and a cloud is no proof of a virtual machine', () => {
  for (const vendor of ['Intel(R) Corporation', 'Advanced Micro Devices, Inc.', 'Google', 'Amazon EC2'])
    expect(
      read(`Architecture: x86_64\nCPU(s):  8\nVendor ID: GenuineIntel\n  BIOS Vendor ID:  ${vendor}\n`)['dmi.virtual'],
    ).toBeUndefined()
})

test.each(['Xen', 'KVM', 'Microsoft', 'VMware'])('the one line about the hypervisor: %s', (vendor) => {
  expect(read(`Hypervisor vendor:     ${vendor}\n`)['lscpu.vendor']).toBe(vendor)
})

test('a sentence with these words is no output of lscpu', () => {
  expect(read('Hypervisor vendor: ask the one that you bought it from\n')['lscpu.vendor']).toBeUndefined()
})
