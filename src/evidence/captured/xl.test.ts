import { describe, expect, test } from 'vitest'
import { index } from '../../judge/judge.ts'
import { signalsOf } from '../index.ts'

const read = (text: string): Record<string, string | undefined> => {
  const signals = index(signalsOf({ files: new Map(), links: new Map(), texts: [{ path: 'text', text }], missing: [] }))
  return Object.fromEntries([...signals].map(([name, [first]]) => [name, first?.value]))
}
const info = (...lines: readonly string[]): string =>
  ['host                   : lab', 'release                : 6.1.0', 'total_memory           : 32651', ...lines, ''].join('\n')

describe('xl info', () => {
  const X86 = 'xen_caps               : xen-3.0-x86_64 hvm-3.0-x86_32'
  const mode = (...lines: readonly string[]): string | undefined =>
    read(info('xen_version            : 4.17.3', ...lines))['xen.dom0-mode']

  test.each([
    ['xen_commandline        : dom0_mem=2G,max:2G', 'pv'],
    ['xen_commandline        : ', 'pv'],
    ['xen_commandline        : dom0=pvh', 'pvh'],
    ['xen_commandline        : dom0_max_vcpus=2 dom0=verbose,pvh iommu=1', 'pvh'],
    ['xen_commandline        : dom0=pvh dom0=pv', 'pv'],
    ['xen_commandline        : dom0pvh=1', undefined],
    ['xen_commandline        : dom0pvh=0', 'pv'],
  ])('%s: %s', (line, expected) => {
    expect(mode(X86, line)).toBe(expected)
  })

  test('without the command line, or with a Xen that has no PV, the mode of dom0 is open', () => {
    expect(mode(X86)).toBeUndefined()
    expect(mode('xen_caps               : hvm-3.0-x86_64', 'xen_commandline        : dom0_mem=2G')).toBeUndefined()
  })

  test('Arm has no PV', () => {
    const arm = read(
      info('xen_version            : 4.18', 'xen_caps               : xen-3.0-aarch64', 'xen_commandline        : '),
    )
    expect(arm).toMatchObject({ arch: 'aarch64', 'xen.domain': 'control_d' })
    expect(arm['xen.dom0-mode']).toBeUndefined()
  })

  test.each([
    ['4.17.4-pre', '178bfbff:f6d83203:2e500800:244037ff:0000000f:219c91a9:00400004:00000500', true],
    ['4.17.4-pre', '178bfbff:76d83203:2e500800:244037ff:0000000f:219c91a9:00400004:00000500', false],
    // An AMD processor with 3DNow!, whose bit 31 is in the second word of Xen before 4.7.
    ['4.4.1', '178bf3ff:ebd3fbff:00000000:00000010:00002001:00000000:0000011f:00000000', false],
    ['4.4.1', 'bfebfbff:28100800:00000000:00003b40:809ce3bd:00000000:00000001:00000000', true],
    ['4.17', 'bad:words', false],
  ])('Xen %s with hw_caps %s: nested %s', (version, caps, expected) => {
    const seen = read(info(`xen_version            : ${version}`, `hw_caps                : ${caps}`))
    expect(seen['xen.nested'] !== undefined).toBe(expected)
  })
})

test('eight digits are a features word only where Xen defines the bits', () => {
  expect(read('000228f0\n')['xen.features']).toBe('000228f0')
  for (const word of ['6b2fefb9', '00000000', 'deadbeef']) expect(read(`${word}\n`)['xen.features']).toBeUndefined()
})

describe('xl list', () => {
  test.each([
    'Name                                        ID   Mem VCPUs\tState\tTime(s)\nDomain-0                                     0   512    24     r-----    1243.1\n',
    'Name                              ID Mem(MiB) VCPUs State  Time(s)\nDomain-0                           0     1024     2 r-----   5432.1\nweb                                3      512     1 -b----     12.0\n',
    'Name              Id  Mem(MB)  CPU  State  Time(s)  Console\nDomain-0           0      123    0  r----     41.2\n',
    'Name                                ID  VCPU   CPU State   Time(s) Affinity (Hard / Soft)\nDomain-0                             0     0    0   r--     367.3  0 / 0,2\n',
    'Name                              ID  VCPU   CPU State   Time(s) CPU Affinity\nDomain-0                           0     0     1   -b-     312.5 any cpu\n',
  ])('form %#', (text) => {
    expect(read(text)).toMatchObject({ 'hypervisor.type': 'xen', 'xen.domain': 'control_d' })
  })

  test('a list without domain 0, or of something else, is none', () => {
    expect(read('Name ID Mem VCPUs State Time(s)\nweb 3 512 1 r----- 1.0\n')['xen.domain']).toBeUndefined()
    expect(read('Name ID Mem VCPUs\nDomain-0 is the first domain\n')['xen.domain']).toBeUndefined()
  })
})
