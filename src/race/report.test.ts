import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { toJsonSchema } from '@valibot/to-json-schema'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { Fault } from '../fault.ts'
import { PROFILES } from './cost/profiles.data.ts'
import { crossingsOf } from './measure.ts'
import { measuredCell } from './measured.ts'
import { measuredModule, measuredOf } from './measured-of.ts'
import { readRace } from './read.ts'
import { raceRenderer } from './render/index.ts'
import { raceMarkdown } from './render/markdown.ts'
import { costText, raceText } from './render/terminal.ts'
import { type RaceReport, raceReport } from './report.ts'
import { RaceSchema } from './schema.ts'
import { HOW, NO_COUNTS, resultOf } from './testing.ts'

const ROOT = join(import.meta.dirname, '../..')
const [PROFILE] = PROFILES
const published = (): RaceReport => readRace(readFileSync(join(ROOT, 'docs/race/report.json'), 'utf8'), 'docs/race/report.json')

const pv = (calls: number) => [{ id: 'syscall', ops: 1000, ns: 5000, counts: { hypercalls: { iret: calls }, traps: { 'page fault to the guest': 10 } } }] // biome-ignore format: one thought
const small = raceReport([resultOf('pv', [pv(1000), pv(1200)]), { id: 'hvm', rounds: [], failed: 'no word <b>' }], HOW)

describe('counts', () => {
  it('of PV are hypercalls and traps, of others exits and what the device model answers', () => {
    const counts = { ...NO_COUNTS, hypercalls: { iret: 1000 }, traps: { 'page fault to the guest': 10 } }
    expect(crossingsOf(counts)).toMatchObject({ total: 1010, exits: 0, hypercalls: 1000, deviceModel: 0 })
    const hvm = { ...counts, exits: { IOIO: 30, VMMCALL: 1000 }, traps: {}, io: { 'out 0x1f7': 20, 'out 0x20': 10 } }
    expect(crossingsOf(hvm)).toMatchObject({ total: 1030, deviceModel: 20 })
  })
  it('per operation keep each round', () => {
    const [work] = small.modes[0]!.works
    expect(work!.crossings).toMatchObject({ low: 1.01, high: 1.21 })
    expect(work!.crossings!.median).toBeCloseTo(1.11, 9)
    expect(work!.each).toEqual([
      { round: 0, crossings: 1.01, ns: 5 },
      { round: 1, crossings: 1.21, ns: 5 },
    ])
  })
})

describe('outputs', () => {
  it('show failures and spreads', () => {
    const text = raceText(small, PROFILE!)
    expect(text).toMatch(/system call +1\.11 +failed/)
    expect(text).toMatch(/system call +1\.01-1\.21/)
    expect(raceMarkdown(small, PROFILE!)).toContain('no word &lt;b&gt;')
  })
  test.each(['html', 'md', 'txt'])('of the published race: %s', async (suffix) => {
    const render = await raceRenderer(`x.${suffix}`)
    await expect(await render(published(), PROFILE!)).toMatchFileSnapshot(`golden/race.golden.${suffix}`)
  })
  test.each(PROFILES.map((one) => [one.id, one] as const))('of the model: %s', async (id, profile) => {
    await expect(costText(published(), profile)).toMatchFileSnapshot(`golden/cost-${id}.golden.txt`)
  })
  test('the picture in the documents', async () => {
    await expect(await (await raceRenderer('x.svg'))(published(), PROFILE!)).toMatchFileSnapshot('../../docs/images/race.svg')
  })
  it('the terminal is not wider than 80 columns', () => {
    for (const line of raceText(published(), PROFILE!).split('\n')) expect(line.length).toBeLessThan(80)
  })
  it('a suffix that says nothing is told at once', async () => {
    await expect(raceRenderer('x.pdf')).rejects.toThrow(/x\.pdf: unknown output format \.pdf; use one of \.html/)
  })
})

const EVIL = `<script>alert(1)</script>"'&\u001b[31m\u202e|\n# ![x](javascript:1) \`\`\``

/** The published report with every text of it replaced, which a file can do. */
function hostile(text: string): RaceReport {
  const report = published()
  return {
    ...report,
    how: { ...report.how, on: text, xen: text, kernel: text, packages: [text], made: text, notes: [text] },
    modes: report.modes.map((mode) => ({
      ...mode,
      title: text,
      note: text,
      failed: text,
      inspected: { ...mode.inspected!, mode: text },
      works: mode.works.map((work) => ({ ...work, title: text, operation: text, error: text, kinds: { [text]: 1 } })),
    })),
  }
}

describe('reports of others', () => {
  it('are text in every output', async () => {
    const report = hostile(EVIL.slice(0, 100))
    for (const suffix of ['html', 'svg', 'md', 'txt']) {
      const out = String(await (await raceRenderer(`x.${suffix}`))(report, PROFILE!))
      // As a boolean: a failure must not print the page.
      expect(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(out), suffix).toBe(false)
      if (suffix !== 'txt') expect(/(?<!\\)<script/.test(out), suffix).toBe(false)
      if (suffix === 'md') expect(/!\[/.test(out)).toBe(false)
    }
  })
  it('any text is text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), async (text) => {
        const html = String(await (await raceRenderer('x.html'))(hostile(text), PROFILE!))
        expect(/<script|<img|<iframe|<[^>]*\son\w+=/i.test(html)).toBe(false)
        raceText(hostile(text), PROFILE!)
      }),
      { numRuns: 3 },
    )
  })
  it('come in only as they went out', () => {
    const json = JSON.stringify(published())
    expect(readRace(json, 'x')).toEqual(JSON.parse(json))
    expect(() => readRace('{', 'x.json')).toThrow('x.json: not a JSON file')
    expect(() => readRace('{"version":2}', 'x.json')).toThrow(
      'x.json: format version 2 is newer than this virtcolor supports (1)',
    )
    const wrong = JSON.parse(json) as { modes: { works: { crossings: unknown }[] }[] }
    wrong.modes[1]!.works[2]!.crossings = { median: -1, low: 0, high: 0 }
    expect(() => readRace(JSON.stringify(wrong), 'x.json')).toThrow(
      /x\.json is not a report of 'virtcolor race': modes\.1\.works\.2\.crossings\.median: /,
    )
  })
  it('a fault or a report for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(() => readRace(text, 'x')).toThrow(Fault)
      }),
    )
  })
})

test('schema/race.schema.json is the schema (vitest --update writes it)', async () => {
  const schema = {
    // finite() has no counterpart: JSON knows no other numbers; how many kinds there may be is not said.
    ...toJsonSchema(RaceSchema, { target: 'draft-2020-12', ignoreActions: ['finite', 'check'] }),
    title: 'virtcolor race, version 1',
    description: 'What a race of Xen modes counted and timed, per operation.',
  }
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../schema/race.schema.json')
})

test('measured.data.ts is the published race (vitest --update writes it)', async () => {
  await expect(measuredModule(published())).toMatchFileSnapshot('measured.data.ts')
  const measured = measuredOf(published())
  expect(measuredCell('pv', 'cpu', measured)).toMatch(/^1(\.\d)? \| \d/)
  expect(measuredCell('pv', 'board', measured)).toBeUndefined()
  expect(measuredCell('nitro', 'cpu', measured)).toBeUndefined()
})
