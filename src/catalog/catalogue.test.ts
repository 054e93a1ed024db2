import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { nitro } from '../hypervisors/kvm-recognise.ts'
import { COMPONENTS } from '../model.ts'
import { ec2Catalogue, findType } from './ec2.ts'
import { type InstanceType, STATUSES } from './model.ts'
import { predict } from './predict.ts'
import { filterOf, select } from './query.ts'

const { types, asOf, sources } = ec2Catalogue()
const row = (type: InstanceType): string => COMPONENTS.map((c) => predict(type).cells[c].kind).join(' ')

test('has every type of the reference, by status', () => {
  expect(types).toHaveLength(1441)
  const counts = Object.fromEntries(STATUSES.map((s) => [s, types.filter((t) => t.status === s).length]))
  expect(counts).toEqual({ listed: 1373, delisted: 22, retired: 5, 'sdk-enum-only': 37, 'price-list-only': 4 })
  expect(new Set(types.map((t) => t.type)).size).toBe(1441)
  expect(asOf).toBe('2026-08-02')
  for (const source of sources) expect(source.url).toMatch(/^https:/)
})

test('decodes a type whole', () => {
  expect(findType(' C3.LARGE ')).toMatchObject({
    type: 'c3.large',
    hypervisor: 'xen',
    xenOnNitro: 'announced-2022',
    virtualization: ['hvm', 'paravirtual'],
    virtualization2015: ['hvm', 'paravirtual'],
    boot: ['legacy-bios'],
    ixgbevf: true,
    arch: ['i386', 'x86_64'],
    vcpus: 2,
    memoryMib: 3840,
    status: 'listed',
  })
  expect(findType('c3.enormous')).toBeUndefined()
})

describe('every prediction agrees with its family', () => {
  /** What the sources contradict themselves in, each explained; a new conflict has to be explained here before it passes. */
  const EXPLAINED: Readonly<Record<string, string>> = {
    'f1.*: xen with EBS NVMe supported':
      'an API flag of Xen types with local NVMe: the EBS root is still blkfront, and the rule ignores the flag',
    'i3.*: xen with EBS NVMe supported':
      'the same flag: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/nvme-ebs-volumes.html lists Nitro types only',
    'g3s.*: xen with ENA required':
      'the API said required for g3s alone; ENA is there all the same, so the cell is VH either way',
    'i3p.*: metal and size': 'a name of the price list only, the bare metal host of VMware Cloud; its values are inferred',
  }
  const families = new Map<string, InstanceType[]>()
  for (const type of types) families.set(type.family, [...(families.get(type.family) ?? []), type])

  test('sizes of a family have one row, bare metal apart', () => {
    const conflicts: string[] = []
    for (const [family, members] of families) {
      const rows = new Set(members.filter((t) => !t.metal).map(row))
      if (rows.size > 1) conflicts.push(`${family}: ${[...rows].join(' | ')}`)
    }
    expect(conflicts).toEqual([])
  })

  test('columns of a type do not contradict each other', () => {
    const conflicts: string[] = []
    const say = (type: InstanceType, what: string): void => void conflicts.push(`${type.type}: ${what}`)
    for (const t of types) {
      if (t.metal !== (t.hypervisor === 'none')) say(t, 'metal and hypervisor')
      if (t.metal !== (t.size.startsWith('metal') || /^mac/.test(t.family))) say(t, 'metal and size')
      if (t.hypervisor === 'nitro' && t.ena !== 'required') say(t, `nitro with ENA ${t.ena}`)
      if (t.hypervisor === 'nitro' && t.ebsNvme !== 'required') say(t, `nitro with EBS NVMe ${t.ebsNvme}`)
      if (t.hypervisor === 'xen' && t.ena === 'required') say(t, 'xen with ENA required')
      if (t.hypervisor === 'xen' && t.ebsNvme !== 'unsupported') say(t, `xen with EBS NVMe ${t.ebsNvme}`)
      if (t.hypervisor === 'xen' && t.boot?.includes('uefi')) say(t, 'xen with uefi')
      if (t.hypervisor !== 'xen' && t.ixgbevf) say(t, '82599 without xen')
      if (t.hypervisor !== 'xen' && t.virtualization.includes('paravirtual')) say(t, 'PV without xen')
      if (t.hypervisor !== 'xen' && t.arch.includes('i386')) say(t, 'i386 without xen')
      if (t.hypervisor !== 'xen' && t.xenOnNitro !== undefined) say(t, 'Xen-on-Nitro without xen')
      if (t.arch.includes('arm64') && t.boot !== undefined && t.boot.join() !== 'uefi') say(t, `arm64 boots ${t.boot.join()}`)
      if (t.ixgbevf && t.ena !== 'unsupported') say(t, '82599 and ENA')
    }
    const kinds = new Set(conflicts.map((c) => c.replace(/^(\w+)\.\w+:/, '$1.*:')))
    expect([...kinds].sort()).toEqual(Object.keys(EXPLAINED).sort())
  })

  test('rows counted by kind of host', () => {
    const counts: Record<string, number> = {}
    for (const t of types) {
      const key = `${t.hypervisor}: ${row(t)}`
      counts[key] = (counts[key] ?? 0) + 1
    }
    expect(counts).toEqual({
      'nitro: VH VS VH VH VH': 1181,
      'none: H H H H H': 164,
      // t1, m1, m2, c1, m3, hi1, hs1, cc1, cc2, cg1, cr1, g2, t2: netfront only.
      'xen: VH VS P P P': 29,
      'xen: VH VS P P VH': 67,
    })
  })
})

test('is under 50 KB compressed', () => {
  const data = readFileSync(new URL('./ec2.data.ts', import.meta.url))
  expect(gzipSync(data, { level: 9 }).length).toBeLessThan(10_000)
})

test('filters', () => {
  const names = (...words: string[]): string[] => select(types, words.map(filterOf)).map((l) => l.type.type)
  expect(names('m4.16xlarge', '82599=no', 'network=VH')).toEqual(['m4.16xlarge'])
  expect(names('virt=paravirtual', 'status=listed')).toHaveLength(19)
  expect(names('arch=i386')).toHaveLength(9)
  expect(names('vcpus>=4', 'family=t2')).toEqual(['t2.xlarge', 't2.2xlarge'])
  expect(names('t2', 'memory<1')).toEqual(['t2.nano'])
  expect(names('launch<2006')).toEqual([])
  expect(() => filterOf('colour=red')).toThrow("unknown field 'colour'")
  expect(() => filterOf('vcpus=many')).toThrow('not a number')
  expect(() => filterOf('vcpus=')).toThrow('a value is missing')
})

test('the filter of the issue', () => {
  const found = select(types, ['hypervisor=xen', 'family=c3', 'network=VH'].map(filterOf))
  expect(found.map((l) => l.type.type)).toEqual(['c3.large', 'c3.xlarge', 'c3.2xlarge', 'c3.4xlarge', 'c3.8xlarge'])
})

test('what no type matches is named, with the filters that there are', async () => {
  const { command } = await import('../cli/commands/catalog.ts')
  const out: string[] = []
  const err: string[] = []
  const io = {
    stdout: { isTTY: false, write: (text: string) => out.push(text) },
    stderr: { isTTY: false, write: (text: string) => err.push(text) },
    env: {},
  } as never
  expect(await command.run(['c3.large', 'cheap'], {}, io)).toBe(1)
  expect(err.join('')).toMatch(/^virtcolor: no instance type matches 'cheap'; filters are .*field=value.*\n$/)
  expect(await command.run(['c3.large'], {}, io)).toBe(0)
  expect(out.join('')).toMatch(/ GiB [\s\S]*3\.75[\s\S]*--sources/)
  expect(out.join('')).not.toContain('moto')
  expect(await command.run([], { sources: true }, io)).toBe(0)
  expect(out.join('')).toContain('moto')
})

test('the families that the rules take for Nitro are Nitro in the catalogue, and nearly all of it', async () => {
  const { types } = await ec2Catalogue()
  const named = types.filter(({ type }) => nitro().test(type))
  expect(named.filter(({ hypervisor }) => hypervisor !== 'nitro').map(({ type }) => type)).toEqual([])
  expect(named.length / types.filter(({ hypervisor }) => hypervisor === 'nitro').length).toBeGreaterThan(0.9)
})
