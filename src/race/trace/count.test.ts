import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sum, TraceCounter } from './count.ts'

const LEAF = 0x4fffff00

/** One record as xentrace writes it. */
function record(event: number, words: readonly number[], tsc: boolean = true): number[] {
  const head = ((event & 0x0fffffff) | (words.length << 28) | (tsc ? 0x80000000 : 0)) >>> 0
  return [head, ...(tsc ? [1, 0] : []), ...words]
}
const bytes = (...records: readonly number[][]): Uint8Array => new Uint8Array(Uint32Array.from(records.flat()).buffer)

const exit = (reason: number): number[] => record(0x81102, [reason, 0x1000, 0])
const cpuid = (leaf: number): number[] => record(0x8200e, [leaf, 0, 0, 0, 0])

describe('TraceCounter', () => {
  it('counts the exits between the marks of a phase, without those of the marks', () => {
    const counter = new TraceCounter({ leaf: LEAF })
    const trace = bytes(
      exit(0x78),
      ...[exit(0x72), cpuid(LEAF + 3)],
      ...[exit(0x7b), record(0x82216, [0x1f7, 0xff]), exit(0x81), record(0x82012, [29])],
      ...[exit(0x72), cpuid(LEAF + 3)],
      exit(0x60),
    )
    counter.push(trace)
    const { phases, total } = counter.result()
    expect(phases).toHaveLength(1)
    expect(phases[0]).toMatchObject({
      tag: 3,
      counts: { exits: { IOIO: 1, VMMCALL: 1 }, hypercalls: { sched_op: 1 }, io: { 'out 0x1f7': 1 } },
    })
    expect(sum(phases[0]!.counts.exits)).toBe(2)
    expect(total.exits).toEqual({ CPUID: 2, HLT: 1, INTR: 1, IOIO: 1, VMMCALL: 1 })
  })

  it('finds the phases of a PV guest by the addresses of its marks', () => {
    const counter = new TraceCounter({ leaf: LEAF, begin: 0x404f05, end: 0x404f18 })
    const hypercall = (n: number): number[] => record(0x20110d, [n | 0x00100000, 0, 0])
    const mark = (address: number): number[] => record(0x201105, [address, 0])
    counter.push(
      bytes(
        hypercall(23),
        mark(0x404f05 + 7),
        hypercall(23),
        hypercall(1),
        record(0x20200e, [14]),
        mark(0x404f18 + 7),
        hypercall(23),
      ),
    )
    const { phases, total } = counter.result()
    expect(phases[0]!.counts).toMatchObject({
      hypercalls: { iret: 1, mmu_update: 1 },
      subcalls: { update_va_mapping: 1 },
      exits: {},
    })
    expect(total.hypercalls).toEqual({ iret: 3, mmu_update: 1 })
  })

  it('tells lost records', () => {
    const counter = new TraceCounter({ leaf: LEAF })
    counter.push(bytes(record(0x1f001, [42, 1, 0, 0], false)))
    expect(counter.result().lost).toBe(42)
  })

  it('gives the same however the file is cut', () => {
    const whole = bytes(...Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? cpuid(LEAF + (i % 5)) : exit(0x60 + (i % 4)))))
    const once = new TraceCounter({ leaf: LEAF })
    once.push(whole)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }), (cuts) => {
        const counter = new TraceCounter({ leaf: LEAF })
        let at = 0
        for (const cut of cuts) {
          counter.push(whole.subarray(at, at + cut))
          at += cut
        }
        counter.push(whole.subarray(Math.min(at, whole.length)))
        expect(counter.result()).toEqual(once.result())
      }),
      { numRuns: 50 },
    )
  })

  it('takes any bytes without failing, and in bounded memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 4000 }), (junk) => {
        const counter = new TraceCounter({ leaf: LEAF, begin: 1, end: 2 })
        counter.push(junk)
        expect(counter.result().bytes).toBe(junk.length)
      }),
      { numRuns: 200 },
    )
  })
})

const FIXTURES = new URL('../../../fixtures/race/', import.meta.url)

/** Traces of real guests, each with what Debian's xenalyze 4.17 says of the same file (xenalyze --svm-mode -s). */
describe('against xenalyze', () => {
  const names = existsSync(FIXTURES) ? readdirSync(FIXTURES).filter((name) => name.endsWith('.trace.gz')) : []
  it('has traces to compare', () => expect(names.length).toBeGreaterThan(0))
  it.each(names)('%s', (name) => {
    const trace = gunzipSync(readFileSync(new URL(name, FIXTURES)))
    const counter = new TraceCounter({ leaf: LEAF })
    for (let at = 0; at < trace.length; at += 65536) counter.push(trace.subarray(at, at + 65536))
    const ours = counter.result().total
    const theirs = new Map<string, number>()
    const summary = readFileSync(new URL(name.replace('.trace.gz', '.xenalyze.txt'), FIXTURES), 'utf8')
    for (const [, kind, n] of summary.matchAll(
      /^\s+(VMEXIT_\w+|[a-z_]+ +\[ *\d+\]:|\[ *[a-z_]+\]|page_fault|emulate privop|ptwr)\s+(\d+)/gm,
    )) {
      const key = kind!.replace(/\s+\[.*|[[\] ]/g, '')
      theirs.set(key, (theirs.get(key) ?? 0) + Number(n))
    }
    const exits = [...theirs.keys()].filter((kind) => kind.startsWith('VMEXIT_'))
    const pairs: [string, number][] = [
      // VMEXIT_EXCEPTION_NM is our #NM. Of a hardware guest's hypercalls xenalyze names only some.
      ...exits.map((kind): [string, number] => {
        const name = kind.replace('VMEXIT_', '').replace('EXCEPTION_', '#')
        return [kind, ours.exits[name] ?? 0]
      }),
      ['mmu_update', ours.hypercalls['mmu_update'] ?? 0],
      ['iret', ours.hypercalls['iret'] ?? 0],
      ['sched_op', ours.hypercalls['sched_op'] ?? 0],
      // xenalyze counts the parts of multicalls with the calls.
      ['update_va_mapping', (ours.hypercalls['update_va_mapping'] ?? 0) + (ours.subcalls['update_va_mapping'] ?? 0)],
      ['page_fault', ours.traps['page fault to the guest'] ?? 0],
      ['emulateprivop', ours.traps['privileged operation emulated'] ?? 0],
    ]
    const compared = pairs.filter(([kind]) => theirs.has(kind) && (exits.length === 0 || kind.startsWith('VMEXIT_')))
    expect(compared.length).toBeGreaterThan(3)
    const off = compared.map(([kind, n]) => [kind, n - theirs.get(kind)!] as const).filter(([, n]) => n !== 0)
    // xenalyze counts an exit when its guest enters again: the last one of each of the two vCPUs never does.
    expect(off.every(([kind, n]) => kind.startsWith('VMEXIT_') && n > 0)).toBe(true)
    expect(
      off.reduce((sum, [, n]) => sum + n, 0),
      JSON.stringify(off),
    ).toBeLessThanOrEqual(2)
  })
})
