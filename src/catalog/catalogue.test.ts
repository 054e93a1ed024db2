import { describe, expect, test } from 'vitest'
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
  /** Families whose sizes differ, each for a stated reason; a new one has to be explained here. */
  const EXPLAINED: Readonly<Record<string, string>> = {
    m4: 'm4.16xlarge has ENA, the smaller sizes the Intel 82599 VF: both VH',
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
    expect(conflicts).toEqual([])
    expect(Object.keys(EXPLAINED)).toEqual(['m4'])
  })

  test('rows counted by kind of host', () => {
    const counts: Record<string, number> = {}
    for (const t of types) {
      const key = `${t.hypervisor}: ${row(t)}`
      counts[key] = (counts[key] ?? 0) + 1
    }
    expect(counts).toEqual({})
  })
})

test('the filter of the issue', () => {
  const found = select(types, ['hypervisor=xen', 'family=c3', 'network=VH'].map(filterOf))
  expect(found.map((l) => l.type.type)).toEqual(['c3.large', 'c3.xlarge', 'c3.2xlarge', 'c3.4xlarge', 'c3.8xlarge'])
})
