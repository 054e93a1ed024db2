import { expect, test } from 'vitest'
import { COMPONENTS, HYPERVISORS, type Kind, MODES } from '../model.ts'
import { allRows, type Kinds, modeRow, nearestRow } from './rows.ts'

const kinds = (text: string): Kinds => Object.fromEntries(text.split(' ').map((k, i) => [COMPONENTS[i]!, k as Kind])) as Kinds

test('names fit the chart', () => {
  for (const row of allRows()) expect(row.name.length, row.name).toBeLessThanOrEqual(22)
})

test('ids are unique and every cell of a row is a definite kind', () => {
  expect(new Set(allRows().map((row) => row.id)).size).toBe(allRows().length)
  for (const row of allRows()) {
    expect(HYPERVISORS).toContain(row.hypervisor)
    for (const c of COMPONENTS) expect(['VS', 'P', 'VH', 'H'], row.id).toContain(row.kinds[c])
  }
})

test('the five modes of the article have the letters of its chart', () => {
  const letters = Object.fromEntries(MODES.map((m) => [m, COMPONENTS.map((c) => modeRow(m).kinds[c]).join(' ')]))
  expect(letters).toEqual({
    hvm: 'VH VS VS VS VS',
    'hvm-pv-drivers': 'VH VS VS P P',
    pvhvm: 'VH VS P P P',
    pvh: 'VH P P P P',
    'pvh-v1': 'VH P P P P',
    pv: 'P P P P P',
  })
})

test('every row is nearest to itself', () => {
  for (const row of allRows()) {
    const found = nearestRow(row.kinds, row.hypervisor, row.mode ?? null, row.platforms?.[0] ?? null)
    expect(found?.exact).toBe(true)
    expect(allRows().find((r) => r.id === found?.id)?.kinds).toEqual(row.kinds)
  }
})

test.each([
  ['VH VS P P P', 'xen', 'pvhvm', null, 'pvhvm', true],
  ['VH VS P P VH', 'xen', 'pvhvm', 'aws', 'pvhvm-sriov', true],
  ['VH VS P ? ?', 'xen', 'pvhvm', null, 'pvhvm', false],
  ['? ? ? ? ?', 'xen', 'pvh', null, 'pvh', false],
  ['VH VS P VS P', 'xen', 'pvhvm', null, 'pvhvm', false],
  ['P H P H H', 'xen', 'pv', null, 'pv-dom0', true],
  ['P P P P -', 'xen', 'pv', null, 'pv', true],
  ['VH VS P P P', 'xen', null, null, 'pvhvm', true],
  ['VH VS P P P', 'kvm', null, null, 'kvm-virtio', true],
  ['VH VS P P P', 'kvm', null, 'firecracker', 'kvm-microvm', true],
  ['VH VS VH VH VH', 'kvm', null, 'aws', 'nitro', true],
  ['VH VS VS P P', 'parallels', null, null, 'hvm-pv-drivers', true],
  ['H H H H H', 'none', null, null, 'bare', true],
  ['H H H - H', 'none', null, null, 'bare', true],
  ['H H VH H H', 'none', null, null, 'bare', false],
] as const)('%s on %s (%s, %s) is %s', (cells, hypervisor, mode, platform, id, exact) => {
  expect(nearestRow(kinds(cells), hypervisor, mode, platform)).toMatchObject({ id, exact })
})

test.each([
  ['VH ? ? ? ?', 'kvm'],
  ['? ? ? ? ?', 'unknown'],
  ['? ? ? P P', 'unknown'],
  ['? ? ? ? ?', 'powervm'],
])('%s on %s has no place', (cells, hypervisor) => {
  expect(nearestRow(kinds(cells), hypervisor)).toBeNull()
})
