import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { axisOf } from './axis.ts'
import type { Chart } from './chart.ts'
import { chartHtml, chartSvg } from './index.ts'
import { lookOf } from './series.ts'

/** Counts by mode, with a zero, an interval, a hollow dot and a band. */
const COUNTS: Chart = {
  title: 'Crossings per operation',
  subtitle: 'One guest in four modes; counted by the hypervisor',
  axis: 'crossings per operation, logarithmic',
  format: (v) => String(Number(v.toPrecision(3))),
  series: ['exits', 'hypercalls'],
  reference: { value: 1, label: 'one' },
  panels: [
    {
      title: 'fork',
      points: [
        { row: 'PV', series: 'exits', value: 0, low: 0, high: 0.5, label: 'none' },
        { row: 'PV', series: 'hypercalls', value: 214, low: 190, high: 240 },
        { row: 'PVH', series: 'exits', value: 3.2, low: 2.5, high: 4 },
        { row: 'PVH', series: 'hypercalls', value: 0.011, open: true, note: 'too few to tell' },
      ],
    },
    {
      title: 'packet',
      points: [{ row: 'HVM', series: 'exits', value: 81, low: 60, high: 120, label: '81' }],
      bands: [{ row: 'HVM', low: 40, high: 130 }],
    },
    { title: 'nothing was counted', points: [] },
  ],
  notes: ['Hollow: seen, not claimed.'],
}

interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

function elements(xml: string): { readonly all: readonly Element[]; readonly texts: readonly string[] } {
  const all: Element[] = []
  const texts: string[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => all.push({ name, attributes: attributes as Record<string, string> }))
  parser.on('text', (text) => texts.push(text))
  parser.write(xml).close()
  return { all, texts }
}

/** Well-formed, without anything that acts or fetches, and without a number that is none. */
function sound(xml: string): ReturnType<typeof elements> {
  const found = elements(xml)
  const ids = found.all.flatMap(({ attributes }) => attributes['id'] ?? [])
  expect(new Set(ids).size).toBe(ids.length)
  for (const { name, attributes } of found.all) {
    expect(['svg', 'title', 'style', 'defs', 'pattern', 'path', 'circle', 'rect', 'line', 'text', 'g']).toContain(name)
    for (const [key, value] of Object.entries(attributes)) {
      expect(key).not.toMatch(/^on|href/i)
      expect(value).not.toMatch(/NaN|undefined|Infinity/)
    }
  }
  return found
}

describe('a chart', () => {
  test('is golden', async () => {
    await expect(chartSvg([COUNTS])).toMatchFileSnapshot('golden/counts.golden.svg')
  })

  test('is well-formed, and each figure has its title', () => {
    const { texts } = sound(chartSvg([COUNTS, COUNTS]))
    expect(texts).toContain('PV, hypercalls, 214 (190 – 240)')
    expect(texts).toContain('PVH, hypercalls, 0.011, too few to tell')
    expect(texts.join('\n')).not.toContain('nothing was counted')
  })

  test('follows the theme of the reader, or the one that is asked for', () => {
    expect(chartSvg([COUNTS])).toMatch(/prefers-color-scheme:dark/)
    expect(chartSvg([COUNTS], 'a', 'dark')).not.toMatch(/prefers-color-scheme/)
  })

  test('takes any figures and any text', () => {
    const value = fc.double({ min: 0, max: 1e12 })
    const odd = fc.oneof(value, fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1, 0, 5e-324, Number.MAX_VALUE))
    const point = fc.record({ row: fc.string({ unit: 'binary' }), series: fc.constantFrom('a', 'b'), value: odd, low: odd, high: odd, label: fc.string() }) // biome-ignore format: one thought
    fc.assert(
      fc.property(fc.array(point, { maxLength: 6 }), fc.string({ unit: 'binary' }), (points, title) => {
        sound(chartSvg([{ ...COUNTS, title, series: ['a', 'b'], panels: [{ title, points }] }]))
      }),
      { numRuns: 20 },
    )
  })

  test('as a page fetches nothing, runs nothing and has its figures as a table', () => {
    const page = chartHtml('<b>&', [COUNTS], [{ title: 'Said', lines: ['<script>x</script>'] }])
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)|<b>/)
    expect(page).toContain('<td>hypercalls</td><td>214</td><td>190</td><td>240</td>')
  })
})

describe('an axis', () => {
  test.each([
    [
      [1, 1000],
      [1, 3, 10, 30, 100, 300, 1000],
    ],
    [
      [0.9, 1.2],
      [0.9, 1, 1.1, 1.2, 1.3],
    ],
    [
      [3, 40],
      [3, 5, 7, 10, 15, 20, 30],
    ],
    [
      [1e-3, 1e9],
      [0.01, 1, 100, 1e4, 1e6, 1e8],
    ],
  ])('of %j', (values, ticks) => {
    expect(axisOf(values).ticks).toEqual(ticks)
  })

  test('holds every value and has two ticks or more, at most nine', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1e-9, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 9 }), (values) => {
        const { domain, ticks } = axisOf(values)
        for (const v of values) expect(v >= domain[0] && v <= domain[1]).toBe(true)
        for (const t of ticks) expect(t >= domain[0] && t <= domain[1]).toBe(true)
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(10)
      }),
    )
  })

  test('gives zero a place of its own below everything else', () => {
    const { zero, domain, ticks } = axisOf([0, 2, 300])
    expect(zero).toBeGreaterThan(domain[0])
    expect(zero).toBeLessThan(Math.min(2, ...ticks))
  })
})

test('no two of 49 series look alike', () => {
  const looks = Array.from({ length: 49 }, (_, i) => `${lookOf(i).symbol} ${lookOf(i).light}`)
  expect(new Set(looks).size).toBe(49)
})

/** WCAG 2.2, relative luminance and contrast. */
function contrast(a: string, b: string): number {
  const [x, y] = [a, b].map((hex) => {
    const [r, g, bl] = [1, 3, 5].map((i) => {
      const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
      return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl! + 0.05
  })
  return Math.max(x! / y!, y! / x!)
}

test('each colour can be seen on its paper', () => {
  for (let i = 0; i < 7; i++) {
    expect(contrast(lookOf(i).light, '#ffffff')).toBeGreaterThan(3)
    expect(contrast(lookOf(i).dark, '#15171a')).toBeGreaterThan(3)
  }
})
