import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HYPERVISORS_KNOWN, rulesOf } from '../hypervisors/index.ts'
import type { Rule, Signal, When } from '../model.ts'
import { allPlatformRules } from '../platforms/index.ts'
import { givenOf, holds, index, isMet, judge as judgeTables } from './judge.ts'

const signal = (name: string, value: string, line = 1): Signal => ({
  name,
  value,
  proof: { path: 'f', line, text: `${name}=${value}` },
})
const rule = (id: string, allows: string[], rank: number, when: Rule['when'] = { here: true }): Rule => ({
  id,
  about: 'colour',
  allows,
  rank,
  when,
  says: id,
})
const judge = (about: string, rules: readonly Rule[], signals: ReturnType<typeof index>, all: readonly string[]) =>
  judgeTables(about, [rules], signals, all)
const ALL = ['red', 'yellow', 'green']
const HERE = index([signal('here', 'yes')])

describe('judge', () => {
  it('knows nothing without rules', () => {
    expect(judge('colour', [], HERE, ALL)).toEqual({ possible: ALL, because: [], against: [] })
  })

  it('settles by several weak rules what none settles alone', () => {
    const verdict = judge('colour', [rule('a', ['red', 'yellow'], 50), rule('b', ['yellow', 'green'], 40)], HERE, ALL)
    expect(verdict.value).toBe('yellow')
    expect(verdict.because.map((f) => f.rule)).toEqual(['a', 'b'])
  })

  it('hears the higher rank and keeps the lower as spoken against', () => {
    const verdict = judge('colour', [rule('low', ['red'], 10), rule('high', ['green'], 90)], HERE, ALL)
    expect(verdict.value).toBe('green')
    expect(verdict.against.map((f) => f.rule)).toEqual(['low'])
  })

  it('settles nothing between equals that contradict each other', () => {
    const verdict = judge('colour', [rule('a', ['red'], 50), rule('b', ['green'], 50)], HERE, ALL)
    expect(verdict.value).toBeUndefined()
    expect(verdict.possible).toEqual(['red', 'green'])
  })

  it('leaves out rules about other questions and conditions that do not hold', () => {
    const other: Rule = { ...rule('a', ['red'], 50), about: 'shape' }
    expect(judge('colour', [other, rule('b', ['red'], 50, { absent: true })], HERE, ALL).because).toEqual([])
  })

  it('does not depend on the order of rules or signals, and because and against hold every rule that was heard', () => {
    const rules = fc.uniqueArray(
      fc.record({
        id: fc.string({ minLength: 1 }),
        allows: fc.subarray(ALL, { minLength: 1 }),
        rank: fc.integer({ min: 0, max: 3 }),
      }),
      { selector: (r) => r.id, maxLength: 8 },
    )
    fc.assert(
      fc.property(rules, fc.infiniteStream(fc.nat()), (list, order) => {
        const made = list.map((r) => rule(r.id, r.allows, r.rank))
        const keyed = made.map((r) => ({ r, key: order.next().value as number }))
        const shuffled = keyed.sort((a, b) => a.key - b.key).map((k) => k.r)
        const verdict = judge('colour', made, HERE, ALL)
        expect(judge('colour', shuffled, HERE, ALL)).toEqual(verdict)
        expect(verdict.because.length + verdict.against.length).toBe(made.length)
        expect(verdict.possible.length).toBeGreaterThan(0)
      }),
      { seed: 11, numRuns: 200 },
    )
  })
})

describe('less evidence', () => {
  const NAMES = ['a', 'b', 'c', 'd']
  const some = fc.subarray(NAMES, { minLength: 1 })
  /** Rules that need some signals and the absence of others. */
  const rules = fc.array(
    fc.record({ allows: fc.subarray(ALL, { minLength: 1 }), rank: fc.integer({ min: 0, max: 3 }), needs: some, not: some }),
    { maxLength: 8 },
  )

  it('gives no other answer than one that all of it shows under against', () => {
    fc.assert(
      fc.property(rules, fc.subarray(NAMES), fc.subarray(NAMES), (list, all, gone) => {
        const made = list.map(({ allows, rank, needs, not }, i) =>
          rule(`r${i}`, allows, rank, {
            ...Object.fromEntries(not.map((name) => [name, false])),
            ...Object.fromEntries(needs.map((name) => [name, true])),
          }),
        )
        const of = (names: readonly string[]) => judge('colour', made, index(names.map((name) => signal(name, 'yes'))), ALL)
        const [full, less] = [of(all), of(all.filter((name) => !gone.includes(name)))]
        if (full.value === undefined || less.possible.includes(full.value)) return
        expect(full.against.some(({ allows = [] }) => less.possible.some((value) => allows.includes(value)))).toBe(true)
      }),
      { seed: 15, numRuns: 2000 },
    )
  })

  it('lists a rule that needs an absence under against where the thing is present', () => {
    const made = [rule('quiet', ['green'], 50, { here: true, noise: false }), rule('noise', ['red'], 40, { noise: true })]
    const verdict = judge('colour', made, index([signal('here', 'yes'), signal('noise', 'loud')]), ALL)
    expect(verdict).toMatchObject({ value: 'red', against: [{ rule: 'quiet', allows: ['green'] }] })
    expect(verdict.against[0]!.proof.map((p) => p.text)).toEqual(['here=yes', 'noise=loud'])
  })

  it('lists the loser of two equals under against where a lower rank settles it', () => {
    const made = [rule('a', ['red'], 50), rule('b', ['green'], 50), rule('c', ['green'], 10)]
    const verdict = judge('colour', made, HERE, ALL)
    expect([verdict.value, verdict.against.map((f) => f.rule)]).toEqual(['green', ['a']])
  })

  it('reads each bit of a 64-bit word, which is more than a number holds exactly', () => {
    const word = index([signal('word', '0x8000000000000001')])
    expect(holds({ word: { set: [0, 63], clear: [1, 62, 64, 70] } }, word)).toHaveLength(1)
    expect(holds({ word: { clear: [0] } }, word)).toBeUndefined()
  })

  it('reads no bits from a value that is no word', () => {
    expect(holds({ word: { set: [1] } }, index([signal('word', 'erties/features')]))).toBeUndefined()
  })
})

describe('a condition', () => {
  const signals = index([signal('word', '00012705'), signal('type', 'xen'), signal('type', 'kvm', 2), signal('count', '7')])

  it.each([
    [{ type: 'xen' }, 1],
    [{ type: /^(?:xen|kvm)$/ }, 2],
    [{ type: ['kvm', 'none'] }, 1],
    [{ type: { not: 'xen' } }, 1],
    [{ word: { set: [0, 2, 8, 9, 10, 13, 16], clear: [5, 11] } }, 1],
    [{ count: { atLeast: 7 } }, 1],
    [{ count: { below: 8 } }, 1],
    [{ absent: false }, 0],
  ])('%o holds by %i lines', (when, lines) => {
    expect(holds(when, signals)).toHaveLength(lines)
  })

  it.each([
    [{ type: 'x' }],
    [{ word: { set: [5] } }],
    [{ word: { clear: [0] } }],
    [{ type: false }],
    [{ absent: true }],
    [{ count: { below: 7 } }],
    [{ type: 'xen', absent: true }],
  ])('%o does not hold', (when) => {
    expect(holds(when as never, signals)).toBeUndefined()
  })
})

const NAMES = ['a', 'b', 'c', 'mode']
const CONDITION: fc.Arbitrary<When> = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.constantFrom(true, false, 'x', 'unknown', ['x', 'y'], { not: 'x' }, /x/),
)
const WHEN: fc.Arbitrary<When | readonly When[]> = fc.oneof(CONDITION, fc.array(CONDITION, { minLength: 1, maxLength: 3 }))
const SIGNALS = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), fc.constantFrom('x', 'y', 'unknown')), { maxLength: 5 })
  .map((drawn) => index(drawn.map(([name, value], i) => signal(name, value, i))))

describe('tables of rules', () => {
  it('are made once, and only where their condition is given', () => {
    let times = 0
    const made = (): Rule[] => [rule(`a${++times}`, ['red'], 50)]
    const table = { given: [{ gone: true }, { here: 'yes' }], rows: made }
    const never = { given: { gone: true }, rows: () => [rule('b', ['green'], 90)] }
    const { heard, left } = givenOf([table, never], HERE)
    expect([heard.flat().map((r) => r.id), left]).toEqual([['a1'], [never]])
    expect(givenOf([table], HERE).heard[0]).toBe(heard[0])
    expect(times).toBe(1)
  })

  it('are heard together, whichever a rule is in', () => {
    const tables = [[rule('a', ['red', 'yellow'], 50)], [rule('b', ['yellow', 'green'], 90)]]
    expect(judgeTables('colour', tables, HERE, ALL)).toMatchObject({ value: 'yellow', because: [{ rule: 'b' }, { rule: 'a' }] })
  })

  it('give every machine the answer that they give the first one', () => {
    const rules = fc.array(
      fc.record({ allows: fc.subarray(ALL, { minLength: 1 }), rank: fc.integer({ min: 0, max: 3 }), when: WHEN }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(rules, fc.array(SIGNALS, { minLength: 3, maxLength: 6 }), (drawn, machines) => {
        const table = drawn.map(({ allows, rank, when }, i) => rule(`r${i}`, allows, rank, when))
        for (const machine of machines)
          expect(judge('colour', table, machine, ALL)).toEqual(judge('colour', [...table], machine, ALL))
      }),
    )
  })

  it('have a condition that is true where it has a proof', () => {
    fc.assert(
      fc.property(CONDITION, SIGNALS, (when, machine) => {
        expect(isMet(when, machine)).toBe(holds(when, machine) !== undefined)
      }),
    )
  })
})

describe('the sentence of a rule', () => {
  it('names the evidence that matched, not the other alternatives', () => {
    const either: Rule = {
      ...rule('a', ['red'], 50, [{ firmware: 'x' }, { module: ['m1', 'm2'], here: true }]),
      saysOf: { firmware: 'the firmware is {value}', module: '{value} is loaded ({source})' },
    }
    const says = (...signals: Signal[]) => judge('colour', [either], index(signals), ALL).because.map((f) => f.says)
    expect(says(signal('firmware', 'x'))).toEqual(['the firmware is x'])
    expect(says(signal('firmware', 'y'), signal('module', 'm0', 1), signal('module', 'm2', 2), signal('here', 'yes'))).toEqual([
      'm2 is loaded (f)',
    ])
    // What is put into the sentence is text, also if it looks like a replacement.
    expect(says(signal('module', 'm1'), signal('here', 'yes'), signal('firmware', 'z$&'))).toEqual(['m1 is loaded (f)'])
  })

  const told = [...HYPERVISORS_KNOWN.flatMap(rulesOf), ...allPlatformRules()].filter((r) => r.saysOf !== undefined)
  it.each(told.map((r) => [r.id, r] as const))('is there for each alternative of %s', (_, { when, saysOf }) => {
    for (const one of [when].flat() as When[])
      expect(Object.keys(one).filter((name) => saysOf![name] !== undefined)).toHaveLength(1)
  })
})
