import { describe, expect, it } from 'vitest'
import { raceReport, type WorkReport } from '../report.ts'
import { HOW, resultOf } from '../testing.ts'
import { compareWithPublished } from './compare.ts'
import { costOf, predict, pricedCounts } from './model.ts'
import { PRICED, PROFILES, type Profile, profileOf } from './profiles.data.ts'
import { PUBLISHED } from './published.data.ts'

const CASCADE = profileOf('cascade-lake')!

/** Two PV forks of 54 page-table updates, 4 returns and 2 other hypercalls each; two HVM reads of 91 exits, 26 of them for the device model. */
const report = raceReport(
  [
    resultOf('pv', [
      [
        {
          id: 'fork',
          ops: 2,
          counts: { hypercalls: { mmu_update: 100, iret: 8, memory_op: 2 }, traps: { 'page-table write emulated': 8, 'page fault to the guest': 2 } },
        },
        { id: 'disk', ops: 2, counts: { hypercalls: { sched_op: 44 } } },
        { id: 'syscall', ops: 1000, counts: { hypercalls: { iret: 1000 } } },
      ],
    ]),
    resultOf('hvm', [
      [
        { id: 'fork', ops: 2, counts: { exits: { NPF: 12 } } },
        { id: 'disk', ops: 2, counts: { exits: { IOIO: 52, NPF: 130 }, io: { 'in 0x1f7': 52 } } },
        { id: 'syscall', ops: 1000, counts: { exits: { CPUID: 3 } } },
      ],
    ]),
    resultOf('pvhvm', [
      [
        { id: 'fork', ops: 2, counts: { exits: { NPF: 4 } } },
        { id: 'disk', ops: 2, counts: { exits: { VMMCALL: 14 } } },
        { id: 'syscall', ops: 1000, counts: {} },
      ],
    ]),
  ],
  HOW,
) // biome-ignore format: one thought

const work = (mode: number, id: string): WorkReport => report.modes[mode]!.works.find((one) => one.id === id)!

describe('the cost model', () => {
  it('tells kinds apart', () => {
    expect(pricedCounts(work(0, 'fork'))).toEqual({ exit: 0, deviceModel: 0, call: 2, return: 4, pageTable: 54 })
    expect(pricedCounts(work(1, 'disk'))).toEqual({ exit: 65, deviceModel: 26, call: 0, return: 0, pageTable: 0 })
  })
  it('multiplies: reckoned by hand', () => {
    // 54 x 0.54 + 4 x 0.54 + 2 x 0.54 = 32.4; 54 x 2.51 + 4 x 1.85 + 2 x 0.6 = 144.14
    const fork = costOf(work(0, 'fork'), CASCADE)!
    expect(fork.low).toBeCloseTo(32.4, 9)
    expect(fork.high).toBeCloseTo(144.14, 9)
    // 65 x 0.46 + 26 x 3.79 = 128.44; 65 x 0.87 + 26 x 4.91 = 184.21
    const disk = costOf(work(1, 'disk'), CASCADE)!
    expect(disk.low).toBeCloseTo(128.44, 9)
    expect(disk.high).toBeCloseTo(184.21, 9)
    expect(costOf(work(2, 'syscall'), CASCADE)).toEqual({ low: 0, high: 0 })
  })
  it('leaves out what timers add to works that wait for nothing', () => {
    const timed = raceReport(
      [
        resultOf('pv', [[{ id: 'syscall', ops: 1000, counts: { hypercalls: { iret: 1100, vcpu_op: 100, sched_op: 50 } } }]]),
        resultOf('hvm', [[{ id: 'syscall', ops: 100, counts: { exits: { CPUID: 100, INTR: 30, HLT: 20 } } }]]),
      ],
      HOW,
    )
    // 1100 irets less 100 of timers in 1000 calls; the CPUIDs of HVM and none of its interrupts
    expect(pricedCounts(timed.modes[0]!.works[0]!)).toEqual({ exit: 0, deviceModel: 0, call: 0, return: 1, pageTable: 0 })
    expect(costOf(timed.modes[1]!.works[0]!, CASCADE)).toEqual({ low: 0.46, high: 0.87 })
  })
  it('widens by the spread of the rounds', () => {
    const twice = { ...work(1, 'fork'), own: { median: 6, low: 3, high: 12 } }
    // 6 x 0.46 x 3/6 and 6 x 0.87 x 12/6
    expect(costOf(twice, CASCADE)!.low).toBeCloseTo(1.38, 9)
    expect(costOf(twice, CASCADE)!.high).toBeCloseTo(10.44, 9)
  })
  it('does not guess what has no price', () => {
    const xen = profileOf('broadwell-xen')!
    expect(costOf(work(0, 'fork'), xen)).toBeUndefined()
    expect(costOf(work(0, 'syscall'), xen)).toEqual({ low: 1.2, high: 1.26 })
    expect(costOf({ ...work(0, 'fork'), kinds: undefined } as unknown as WorkReport, CASCADE)).toBeUndefined()
  })
  it('orders only what does not overlap', () => {
    const orders = Object.fromEntries(predict(report, CASCADE).map((one) => [one.work, one.order]))
    // PVHVM 0.92-1.74, HVM 2.76-5.22, PV 32-144
    expect(orders['fork']).toEqual([['pvhvm'], ['hvm'], ['pv']])
    expect(orders['disk']).toEqual([['pvhvm'], ['pv'], ['hvm']])
    // three exits in a thousand system calls are not theirs: no order is made of them
    expect(orders['syscall']).toEqual([['pvhvm', 'hvm'], ['pv']])
    const wide: Profile = { ...CASCADE, prices: { ...CASCADE.prices, exit: { low: 0.1, high: 40, from: '' } } }
    expect(predict(report, wide).find((one) => one.work === 'fork')!.order).toEqual([['pvhvm', 'pv', 'hvm']])
  })
  it('turns round where Xen itself is nested: exits are dear, hypercalls are not', () => {
    const nested = predict(report, profileOf('cascade-lake-nested')!).find((one) => one.work === 'disk')!
    expect(nested.order[0]).toEqual(['pv'])
  })
})

describe('the model beside what is published', () => {
  it('agrees, differs, stays open or says that nothing is like it', () => {
    const found = new Map(
      compareWithPublished(report, CASCADE).map((one) => [`${one.published.workload} ${one.published.year}`, one]),
    )
    expect(found.get('fork (lmbench) 2003')!.agreement).toBe('agrees')
    expect(found.get('null system call 2003')!.agreement).toBe('differs')
    // A hundredth of a crossing is no cost of the operation: the model sees none, where a slow clock was published.
    const clock = raceReport([resultOf('pvhvm', [[{ id: 'clock', ops: 100, counts: { exits: { INTR: 1 } } }]])], HOW)
    const slow = compareWithPublished(clock, CASCADE).find((one) => one.published.workload === 'clock read, clocksource xen')!
    expect(slow.agreement).toBe('differs')
    expect(found.get('OpenSSL 2016')!.agreement).toBe('silent')
    expect(found.get('TCP transmit, 1500-byte frames 2003')!.agreement).toBe('open')
  })
})

describe('the data', () => {
  it('has a source for everything, and ranges that are ranges', () => {
    for (const profile of PROFILES) {
      expect(profile.see.length).toBeGreaterThan(0)
      for (const id of PRICED) {
        const price = profile.prices[id]
        if (price === undefined) continue
        expect(price.low, `${profile.id} ${id}`).toBeGreaterThan(0)
        expect(price.high).toBeGreaterThanOrEqual(price.low)
        expect(price.from).not.toBe('')
      }
    }
    for (const one of PUBLISHED) expect(one.see).toMatch(/^https:/)
  })
})
