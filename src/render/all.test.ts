import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { colourOf } from '../chart/colours.ts'
import { type Cell, COMPONENTS, type ComponentId, KINDS, type Kind, type Report } from '../model.ts'
import { columns } from '../text.ts'
import { RENDERERS, rendererFor } from './index.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'
import { PLAIN, paintOf } from './paint.ts'
import { faultsOf } from './schema.ts'
import { spectrum } from './spectrum.ts'
import { spectrumMarkdown } from './spectrum-markdown.ts'
import { terminal } from './terminal.ts'
import { SAMPLES } from './testing/reports.ts'
import { why } from './why.ts'

const all = Object.values(SAMPLES)
const golden = (name: string): string => `golden/${name}`

describe('goldens', () => {
  test.each(Object.entries(SAMPLES).filter(([name]) => name !== 'hostile'))('why and Markdown of %s', async (name, report) => {
    const text = COMPONENTS.map((component) => why(report, component, { width: 79, paint: PLAIN })).join('')
    await expect(text).toMatchFileSnapshot(golden(`why-${name}.golden.txt`))
    await expect(markdown([report])).toMatchFileSnapshot(golden(`${name}.golden.md`))
  })

  test.each([
    ['2014', {}],
    ['2014-sriov', { sriov: true }],
    ['2014-all', { all: true }],
    ['2017', { layout: '2017' }],
  ] as const)('spectrum %s', async (name, options) => {
    await expect(spectrum([], { width: 79, paint: PLAIN, ...options })).toMatchFileSnapshot(
      golden(`spectrum-${name}.golden.txt`),
    )
    await expect(spectrum(all, { width: 79, paint: PLAIN, ...options })).toMatchFileSnapshot(
      golden(`spectrum-${name}-machines.golden.txt`),
    )
    await expect(spectrumMarkdown(all.slice(0, 4), options)).toMatchFileSnapshot(golden(`spectrum-${name}.golden.md`))
  })
})

test('the 2017 layout says whose cells they are', () => {
  expect(spectrum([], { width: 79, paint: PLAIN, layout: '2017' })).toMatch(/in the cells are virtcolor's/)
})

test('Markdown: evidence is text', () => {
  const text = markdown([SAMPLES['hostile']!])
  const outside = text.replace(/(`+)[\s\S]*?\1(?!`)/g, '')
  expect(outside).not.toMatch(/<script/i)
  expect(outside).not.toMatch(/(?<!\\)!\[/)
})

test('JSON: nothing in it is unsafe to print, and it reads back as it was', () => {
  const text = json(SAMPLES['hostile']!)
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
  expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(SAMPLES['hostile'])))
})

test('a suffix picks the renderer', async () => {
  expect(rendererFor('a/b.MD')?.id).toBe('markdown')
  expect(rendererFor('x.json')?.id).toBe('json')
  expect(rendererFor('x.exe')).toBeUndefined()
  for (const renderer of RENDERERS) expect(await renderer.render(all, { width: 79, paint: PLAIN })).toBeTruthy()
})

/** Any report: every text is random, with a liking for what hurts. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('\x1b[2J', '\x1b]0;x\x07', '\x9b3m', '\u202e', '\r', 'x'.repeat(300), '仮'.repeat(100), '|`<b>', ''),
)
const proof = fc.record({ path: text, line: fc.integer({ min: 1 }), text })
const finding = fc.record({ rule: text, says: text, allows: fc.subarray([...KINDS]), proof: fc.array(proof, { maxLength: 3 }) })
const device = fc.record({
  id: text,
  driver: text,
  model: text,
  kind: fc.constantFrom(...KINDS),
  carries: fc.boolean(),
  says: text,
  rule: text,
  proof: fc.array(proof, { maxLength: 2 }),
})
const cell = (component: ComponentId): fc.Arbitrary<Cell> =>
  fc
    .record({
      kind: fc.constantFrom<Kind>(...KINDS),
      possible: fc.subarray([...KINDS]),
      because: fc.array(finding, { maxLength: 3 }),
      against: fc.array(finding, { maxLength: 1 }),
      notes: fc.array(text, { maxLength: 2 }),
      devices: fc.array(device, { maxLength: 6 }),
    })
    .map((one) => ({ ...one, colour: colourOf(component, one.kind) }))
const named = fc.option(fc.record({ id: text, name: text, because: fc.constant([]) }))
const report: fc.Arbitrary<Report> = fc.record({
  version: fc.constant(1 as const),
  source: fc.record({ path: text, kind: fc.constantFrom('live' as const, 'text' as const) }),
  basis: fc.constantFrom('observed' as const, 'declared' as const),
  hypervisor: fc.record({
    id: text,
    name: text,
    version: text,
    because: fc.array(finding, { maxLength: 1 }),
    against: fc.constant([]),
  }),
  layers: fc.array(
    fc.record({ what: fc.constantFrom('hypervisor' as const, 'mode' as const), id: text, name: text, proof: fc.constant([]) }),
    { maxLength: 4 },
  ),
  platform: named,
  container: named,
  role: fc.constantFrom('domU' as const, 'guest' as const, null),
  mode: fc.option(
    fc.record({ id: fc.constantFrom('pv' as const, null), name: text, because: fc.constant([]), against: fc.constant([]) }),
  ),
  row: fc.option(fc.record({ id: fc.constantFrom('pv', 'pvhvm', 'nitro', 'x'), name: text, exact: fc.boolean() })),
  cells: fc.record({
    cpu: cell('cpu'),
    board: cell('board'),
    interrupts: cell('interrupts'),
    disk: cell('disk'),
    network: cell('network'),
  }),
  advice: fc.array(
    fc.record({
      id: text,
      component: fc.constantFrom(...COMPONENTS),
      says: text,
      do: fc.array(text, { maxLength: 2 }),
      at: fc.constant('guest' as const),
      proof: fc.constant([]),
    }),
    { maxLength: 2 },
  ),
  missing: fc.array(fc.record({ path: text, why: fc.constantFrom('absent' as const, 'needs root' as const) }), {
    maxLength: 4,
  }),
  notes: fc.array(text, { maxLength: 2 }),
})

const OURS = /\x1b\[(?:0|1|2|38;5;16;48;5;\d+)m/g

test('any report fits the width, and shows no control character but our own', () => {
  fc.assert(
    fc.property(report, fc.integer({ min: 40, max: 120 }), (one, width) => {
      for (const paint of [PLAIN, paintOf('256')]) {
        const drawn = [
          terminal(one, { width, paint }),
          why(one, 'interrupts', { width, paint }),
          why(one, 'disk', { width, paint }),
          spectrum([one, one], { width, paint }),
        ]
        for (const shown of drawn) {
          for (const line of shown.replace(OURS, '').split('\n')) {
            expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
            expect(columns(line), line).toBeLessThanOrEqual(width)
          }
        }
      }
      expect(markdown([one]).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u)
      expect(faultsOf(one)).toEqual([])
    }),
    { numRuns: 60, endOnFailure: true },
  )
})
