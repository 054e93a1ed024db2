import { describe, expect, test } from 'vitest'
import { KINDS } from '../../model.ts'
import { MEASURED } from '../../race/measured.data.ts'
import { SAMPLES } from '../../render/testing/reports.ts'
import { allRows, rowById } from '../rows.ts'
import { ALL_MODES, isCrossing, subjectOf, USUAL_MODES, wayOf, waysOf } from './index.ts'
import { traceOf } from './layout.ts'
import { OPERATIONS, type OperationId, PLACES } from './model.ts'
import { OPERATION } from './operations.ts'

const crossings = (mode: string): (number | undefined)[] => OPERATIONS.map((id) => wayOf(id, rowById(mode)!)?.crossings)
const places = (operation: OperationId, mode: string): string =>
  wayOf(operation, rowById(mode)!)!
    .steps.map(({ at, aside }) => (aside === true ? `(${at})` : at))
    .join(' ')

test('crossings of the least way, by mode: system call, page fault, clock read, disk read, packet', () => {
  const table = Object.fromEntries(USUAL_MODES.map((mode) => [mode, crossings(mode)?.join(' ')]))
  expect(table).toEqual({
    hvm: '0 0 1 4 4',
    'hvm-pv-drivers': '0 0 1 3 3',
    pvhvm: '0 0 0 2 2',
    pvh: '0 0 0 2 2',
    pv: '2 3 0 4 4',
    'kvm-virtio': '0 0 0 2 2',
    nitro: '0 0 0 0 0',
    bare: '0 0 0 0 0',
  })
})

test('the ways that the article tells apart', () => {
  // 64-bit PV: the kernel has no ring of its own, so that a system call goes through Xen both ways.
  expect(places('system-call', 'pv')).toBe('user hypervisor kernel hypervisor user')
  expect(places('system-call', 'pvh')).toBe('user kernel user')
  // "HVM … with the QEMU I/O proxy": through the device model; PV drivers through the backend instead.
  expect(places('disk-read', 'hvm')).toContain('hypervisor model (hardware) (model) hypervisor')
  expect(places('disk-read', 'pvhvm')).toBe('user kernel hypervisor (backend) (hardware) (backend) hypervisor kernel user')
  // Events by an emulated interrupt cost its end as well.
  expect(places('packet', 'hvm-pv-drivers')).toMatch(/kernel hypervisor kernel user$/)
  // A virtual function: straight to the hardware, the interrupt by Xen, or by the CPU itself.
  expect(places('packet', 'pvhvm-sriov')).toBe('user kernel (hardware) hypervisor kernel user')
  expect(places('packet', 'nitro')).toBe('user kernel (hardware) kernel user')
  expect(places('disk-read', 'bare')).toBe('user kernel (hardware) kernel user')
  // Xen emulates the HPET itself; QEMU does for KVM.
  expect(places('clock-read', 'hvm')).toBe('user kernel hypervisor kernel user')
  expect(places('clock-read', 'kvm-emulated')).toBe('user kernel hypervisor model kernel user')
})

describe.each(OPERATIONS)('%s', (id) => {
  test.each(allRows().map((row) => [row.id, row] as const))('has a way in %s, with a source for each step', (_, row) => {
    const way = wayOf(id, row)!
    expect(way.steps.at(0)!.at).toBe('user')
    expect(way.steps.at(-1)!.at).toBe('user')
    for (const [i, step] of way.steps.entries()) {
      expect(step.see).toMatch(/^https:\/\/[a-z0-9.-]+\/\S+$/)
      expect(step.says).not.toMatch(/[{}]|undefined/)
      expect(step.at, 'a step goes somewhere').not.toBe(way.steps[i - 1]?.at)
      if (row.id === 'bare') expect(['user', 'kernel', 'hardware']).toContain(step.at)
    }
    expect(way.crossings).toBe(way.steps.filter((_, i) => isCrossing(way.steps, i)).length)
    expect(way.handovers).toBeLessThanOrEqual(way.crossings)
  })

  test('has none where the kind that decides is not known', () => {
    for (const kind of ['?', '-'] as const) {
      const kinds = { ...rowById('pvhvm')!.kinds, [OPERATION[id].component]: kind }
      expect(wayOf(id, { hypervisor: 'xen', kinds })).toBeUndefined()
    }
  })

  test('is settled or not, and never throws, for every hypervisor and combination of kinds', () => {
    for (const hypervisor of ['xen', 'kvm', 'qemu-tcg', 'unknown', 'constructor', '__proto__'])
      for (const cpu of KINDS)
        for (const interrupts of KINDS)
          for (const disk of KINDS) {
            const way = wayOf(id, { hypervisor, kinds: { cpu, board: 'VS', interrupts, disk, network: disk } })
            if (way !== undefined) expect(way.steps.length).toBeGreaterThan(2)
          }
  })
})

test('the better half of interrupts and timers counts for what it decides', () => {
  const kinds = { cpu: 'VH', board: 'VS', interrupts: 'VS', disk: 'P', network: 'P' } as const
  // Events by vector, and an emulated clock: no end of an emulated interrupt.
  expect(wayOf('disk-read', { hypervisor: 'xen', kinds, delivery: 'P', clock: 'VS' })!.crossings).toBe(2)
  expect(wayOf('clock-read', { hypervisor: 'xen', kinds, delivery: 'VS', clock: 'VH' })!.crossings).toBe(0)
})

test('the halves are those of the report', () => {
  const report = SAMPLES['pvhvm']!
  const notes = ['delivery: paravirtual', 'clock: emulated (hpet)']
  const seen = subjectOf({ ...report, cells: { ...report.cells, interrupts: { ...report.cells.interrupts, notes } } })
  expect([seen.delivery, seen.clock]).toEqual(['P', 'VS'])
  expect(
    subjectOf({ ...report, cells: { ...report.cells, interrupts: { ...report.cells.interrupts, notes: [] } } }).clock,
  ).toBeUndefined()
})

test('a machine lights the mode whose way it goes; one that goes another is drawn before them', () => {
  const pv = SAMPLES['pv']!
  const ways = waysOf('system-call', { reports: [pv] })
  expect(ways.panels.filter(({ here }) => here.length > 0).map(({ id }) => id)).toEqual(['pv'])
  // A PV guest with a disk that nobody knows.
  const strange = { ...pv, cells: { ...pv.cells, disk: { ...pv.cells.disk, kind: '?' as const } } }
  const two = waysOf('disk-read', { reports: [pv, strange] })
  expect(two.panels[0]).toMatchObject({ id: 'machine-2', here: [1], kind: '?' })
  expect(two.panels[0]!.way).toBeUndefined()
  expect(two.panels.find(({ id }) => id === 'pv')!.here).toEqual([0])
  expect(two.machines.map(({ letter }) => letter)).toEqual(['A', 'B'])
})

test('what was counted stands beside the mode that it was counted in', () => {
  const counted = {
    how: 'x',
    made: '2026-01-01',
    see: 'docs/race.md',
    modes: { hvm: [{ work: 'disk', crossings: 91.5, deviceModel: 26.3 }] },
  }
  const ways = waysOf('disk-read', { counted })
  expect(ways.panels.filter((panel) => panel.counted !== undefined).map(({ id }) => id)).toEqual(['hvm'])
  expect(waysOf('packet', { counted }).counted).toBeUndefined()
})

test('the way drawn is the least: nothing was counted below it, unless it is said why', () => {
  const compared = OPERATIONS.flatMap((id) =>
    waysOf(id, { counted: MEASURED }).panels.flatMap(({ id: mode, way, counted }) =>
      counted === undefined || counted.differs !== undefined ? [] : [{ id, mode, drawn: way!.crossings, counted }],
    ),
  )
  expect(compared.length).toBeGreaterThan(10)
  for (const { id, mode, drawn, counted } of compared) {
    expect(counted.crossings, `${id} in ${mode}`).toBeGreaterThanOrEqual(drawn - 0.01)
    if (counted.deviceModel > 1) expect(wayOf(id, rowById(mode)!)!.handovers, `${id} in ${mode}`).toBeGreaterThan(0)
  }
})

test('lines stay in their lanes, and time goes from left to right', () => {
  for (const id of OPERATIONS)
    for (const mode of ALL_MODES) {
      const way = wayOf(id, rowById(mode)!)!
      const trace = traceOf(way, 200, 20, 10)
      expect(trace.crossings).toHaveLength(way.crossings)
      let x = 0
      for (const stop of trace.stops) {
        expect(stop.x).toBeGreaterThan(x)
        x = stop.x
        expect(Math.floor(stop.y / 20)).toBe(PLACES.indexOf(stop.step.at))
      }
      expect(x).toBeLessThanOrEqual(190)
    }
})
