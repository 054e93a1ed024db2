import { readFileSync } from 'node:fs'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { LEVELS, machineOf } from '../chart/machine.ts'
import { COMPONENTS, type Report } from '../model.ts'
import { html } from './html.ts'
import { png } from './png.ts'
import { machineSvg, spectrumSvg, svg } from './svg.ts'
import { SAMPLES } from './testing/reports.ts'

const all = Object.values(SAMPLES)
const hostile = SAMPLES['hostile']!

/** Elements of a document that is well-formed, with their attributes. Throws for one that is not. */
function elements(xml: string): { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const found: { name: string; attributes: Record<string, string> }[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => found.push({ name, attributes: attributes as Record<string, string> }))
  parser.write(xml).close()
  return found
}

const KNOWN = new Set(['svg', 'title', 'style', 'defs', 'pattern', 'path', 'circle', 'rect', 'text', 'g'])

describe('SVG', () => {
  test.each(Object.entries(SAMPLES))('%s is well-formed, with ids of its own and nothing that acts or fetches', (_, report) => {
    for (const picture of [svg([report]), svg([report, ...all]), machineSvg(report)]) {
      const found = elements(picture)
      const ids = found.flatMap(({ attributes }) => attributes['id'] ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (const { name, attributes } of found) {
        expect(KNOWN).toContain(name)
        for (const [key, value] of Object.entries(attributes)) {
          expect(key).not.toMatch(/^on|href/i)
          expect(value).not.toMatch(/NaN|undefined|Infinity/)
        }
      }
    }
  })

  test('every cell of the spectrum has its letters, its colour and a title', () => {
    const found = elements(spectrumSvg([], { all: true }))
    const cells = found.filter(({ name, attributes }) => name === 'g' && attributes['class']?.startsWith('vc-cell'))
    expect(cells.length).toBeGreaterThan(30 * COMPONENTS.length - 1)
    expect(cells.every(({ attributes }) => /vc-is-(red|yellow|green|grey)/.test(attributes['class']!))).toBe(true)
  })

  test.each([
    ['spectrum-2014', () => spectrumSvg([])],
    ['spectrum-2014-sriov', () => spectrumSvg([], { sriov: true })],
    ['spectrum-2017', () => spectrumSvg([], { layout: '2017' })],
    ['spectrum-machines', () => spectrumSvg(all.filter((one) => one !== hostile))],
    ...Object.entries(SAMPLES)
      .filter(([name]) => name !== 'hostile')
      .map(([name, report]): [string, () => string] => [`machine-${name}`, () => machineSvg(report)]),
  ])('%s is golden', async (name, draw) => {
    await expect(draw()).toMatchFileSnapshot(`golden/${name}.golden.svg`)
  })

  test('dark is drawn for dark systems and on request', () => {
    expect(svg([])).toMatch(/prefers-color-scheme:dark/)
    expect(spectrumSvg([], { theme: 'dark' })).not.toMatch(/prefers-color-scheme/)
  })
})

test('the way of a lane goes down, and only of a known kind', () => {
  for (const report of all) {
    for (const { stops, kind } of machineOf(report).lanes) {
      const levels = stops.map(({ level }) => LEVELS.indexOf(level))
      expect(levels).toEqual([...levels].sort((a, b) => a - b))
      if (kind === '?' || kind === '-') expect(stops).toEqual([])
      if (kind === 'VH' || kind === 'H') expect(levels).toEqual([LEVELS.indexOf('hardware')])
    }
  }
})

describe('HTML', () => {
  test('evidence is text', () => {
    const page = html([hostile])
    expect(page).not.toMatch(/<(?:script|img|iframe|object|embed|link|base|form|a)\b/i)
    expect(page).not.toMatch(/<[^>]*\son[a-z]+\s*=/i)
    expect(page).toContain("default-src 'none'")
  })

  test('of several machines each has ids of its own', () => {
    const ids = [...html(all).matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('says every cell, its letters and the line that proves it', () => {
    const report: Report = all[0]!
    const page = html([report])
    for (const component of COMPONENTS) expect(page).toContain(`id="m1-why-${component}"`)
  })
})

test('PNG is a picture of twice the size', async () => {
  const drawn = spectrumSvg([], { theme: 'light' })
  const bytes = await png(drawn)
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const width = Number(/width="(\d+)/.exec(drawn)![1])
  expect(new DataView(bytes.buffer, bytes.byteOffset).getUint32(16)).toBe(width * 2)
})

test('drawing needs no rasterizer', () => {
  expect(readFileSync(new URL('svg.ts', import.meta.url), 'utf8')).not.toMatch(/resvg/)
})
