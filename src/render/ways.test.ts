import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { ALL_MODES } from '../chart/ways/index.ts'
import { OPERATIONS } from '../chart/ways/model.ts'
import { columns } from '../text.ts'
import { PLAIN, paintOf } from './paint.ts'
import { document } from './svg-frame.ts'
import { wayDrawing, waysDrawing } from './svg-ways.ts'
import { SAMPLES } from './testing/reports.ts'
import { waysTable, wayText } from './ways.ts'
import { waysHtml } from './ways-html.ts'
import { waysMarkdown } from './ways-markdown.ts'

const reports = Object.values(SAMPLES)
const plain = { width: 80, paint: PLAIN }
/** Made up, so that pictures do not change with what is counted. */
const counted = {
  how: 'Xen 0.0, in nothing, 3 rounds',
  made: '2026-01-01',
  see: 'docs/race.md',
  modes: {
    hvm: [{ work: 'disk', crossings: 91.5, deviceModel: 26.3 }],
    pv: [
      { work: 'syscall', crossings: 1.06, deviceModel: 0 },
      { work: 'disk', crossings: 0.005, deviceModel: 0 },
    ],
  },
}

test.each([
  ['ways.golden.svg', () => document(waysDrawing({ counted }))],
  ['way-disk-read.golden.svg', () => document(wayDrawing('disk-read', { counted, reports: [SAMPLES['pvhvm']!] }))],
  ['ways.golden.txt', () => waysTable({ ...plain, counted, reports: [SAMPLES['pv']!] })],
  ['way-disk-read.golden.txt', () => wayText('disk-read', { ...plain, counted })],
  ['ways.golden.md', () => waysMarkdown(['system-call', 'disk-read'], { counted, modes: ['hvm', 'pv', 'nitro'] })],
])('%s is golden', async (name, draw) => {
  await expect(draw()).toMatchFileSnapshot(`golden/${name}`)
})

describe('SVG', () => {
  test.each([undefined, ...OPERATIONS])('%s is well-formed with ids of its own, and a class on every group', (id) => {
    const options = { reports, modes: ALL_MODES, counted }
    const svg = document(id === undefined ? waysDrawing(options) : wayDrawing(id, options))
    const ids: string[] = []
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.on('opentag', ({ name, attributes }) => {
      if (attributes['id'] !== undefined) ids.push(attributes['id'] as string)
      if (name === 'g' && attributes['transform'] === undefined) {
        expect(attributes['class']).toMatch(/^vc-/)
        expect(attributes['id']).toBeDefined()
      }
      for (const value of Object.values(attributes)) expect(value).not.toMatch(/NaN|undefined|Infinity/)
    })
    parser.write(svg).close()
    expect(new Set(ids).size).toBe(ids.length)
    expect(svg).not.toMatch(/<script|<image|href=|@font-face/)
  })
})

test.each([40, 60, 80])('fits %i columns', (width) => {
  const options = { width, paint: PLAIN, reports, counted, modes: ALL_MODES }
  for (const id of OPERATIONS)
    for (const line of wayText(id, options).split('\n')) expect(columns(line), line).toBeLessThanOrEqual(width)
})

test('colours go around cells only, and a terminal of 80 columns holds the table', () => {
  const coloured = waysTable({ width: 80, paint: paintOf('truecolor'), reports, counted })
  const bare = coloured.replace(/\x1b\[[0-9;]*m/g, '')
  for (const line of bare.split('\n')) expect(columns(line), line).toBeLessThanOrEqual(80)
  expect(coloured).toContain('\x1b[')
})

test('a figure has at most three significant digits and is never cut', () => {
  const odd = {
    ...counted,
    modes: {
      hvm: [
        { work: 'disk', crossings: 12_345.678, deviceModel: 0 },
        { work: 'syscall', crossings: 0.015432, deviceModel: 0 },
      ],
    },
  }
  const text = waysTable({ ...plain, counted: odd })
  expect(text).toContain('(12300)')
  expect(text).toContain('(0.015)')
  expect(
    text
      .split('\n')
      .filter((line) => line.startsWith(' HVM'))
      .join(''),
  ).not.toContain('…')
})

test('labels below a small panel stand in lines of their own', () => {
  const svg = document(waysDrawing({ counted }))
  const at = (pattern: RegExp): number[] => [...svg.matchAll(pattern)].map(([, y]) => Number(y))
  const drawn = at(/ y="([\d.]+)"[^>]*>\d exits? drawn</g)
  const measured = at(/ y="([\d.]+)"[^>]*>measured /g)
  expect(drawn.length).toBeGreaterThan(20)
  expect(measured.length).toBeGreaterThan(2)
  for (const y of measured) expect(drawn.every((one) => Math.abs(one - y) >= 12)).toBe(true)
})

test('hostile names are text', () => {
  const bad = {
    ...SAMPLES['hostile']!,
    source: { kind: 'text' as const, path: '<script>alert(1)</script>\u2028|[x](javascript:1)' },
  }
  const options = { reports: [bad, SAMPLES['hostile']!] }
  for (const page of [waysHtml(OPERATIONS, options), document(waysDrawing(options)), document(wayDrawing('packet', options))])
    expect(page).not.toMatch(/<script|\son\w+=|<img/i)
  const markdown = waysMarkdown(OPERATIONS, options)
  expect(markdown).not.toMatch(/<script/)
  expect(markdown).not.toMatch(/\[x\]\(javascript/)
  expect(waysTable({ ...plain, ...options })).not.toMatch(/\u2028/)
})

test('every step of the page has its source, as a link that opens nothing by itself', () => {
  const page = waysHtml()
  const links = [...page.matchAll(/<a href="([^"]*)" rel="noreferrer">/g)].map(([, href]) => href!)
  expect(links.length).toBeGreaterThan(200)
  expect(links.every((href) => href.startsWith('https://'))).toBe(true)
  expect(page).toContain("default-src 'none'")
})
