import { expect, test } from 'vitest'
import { COLOURS, COMPONENTS, KINDS } from '../model.ts'
import { colourOf, PALETTES, SHADES } from './colours.ts'
import { TONES } from './tones.ts'

test('the colours of the article’s chart', () => {
  const named = Object.fromEntries(
    COMPONENTS.map((c) => [
      c,
      KINDS.filter((k) => SHADES['2014'][c][k].from === 'article').map((k) => `${k} ${colourOf(c, k)}`),
    ]),
  )
  expect(named).toEqual({
    cpu: ['P yellow', 'VH green'],
    board: ['VS yellow', 'P green'],
    interrupts: ['VS red', 'P green'],
    disk: ['VS red', 'P green'],
    network: ['VS red', 'P green'],
  })
})

test('SR-IOV changes disk and network only: P is yellow, VH green', () => {
  for (const c of COMPONENTS) {
    for (const k of KINDS) {
      const changed = (c === 'disk' || c === 'network') && k === 'P'
      expect(colourOf(c, k, '2014-sriov'), `${c} ${k}`).toBe(changed ? 'yellow' : colourOf(c, k))
    }
    if (c === 'disk' || c === 'network') expect(SHADES['2014-sriov'][c].VH.from).toBe('article')
  }
})

test('unknown and absent are grey everywhere, bare hardware green', () => {
  for (const p of PALETTES)
    for (const c of COMPONENTS) expect(['?', '-', 'H'].map((k) => colourOf(c, k as '?', p))).toEqual(['grey', 'grey', 'green'])
})

const linear = (hex: string): number[] =>
  [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
const luminance = (rgb: number[]): number => 0.2126 * rgb[0]! + 0.7152 * rgb[1]! + 0.0722 * rgb[2]!

test('ink has a contrast of 4.5:1 on its tone (WCAG 2.2, 1.4.3)', () => {
  for (const colour of COLOURS) {
    const [a, b] = [TONES[colour].fill, TONES[colour].ink].map((hex) => luminance(linear(hex)) + 0.05).sort((x, y) => y - x)
    expect(a! / b!, colour).toBeGreaterThanOrEqual(4.5)
  }
})

// Dichromats as in Viénot, Brettel and Mollon 1999, in linear RGB.
const SEEN_BY = {
  protan: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deutan: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
}

test.each(Object.entries(SEEN_BY))('%s eyes can tell the tones apart', (_, matrix) => {
  const seen = COLOURS.map((c) => matrix.map((row) => row.reduce((sum, m, i) => sum + m * linear(TONES[c].fill)[i]!, 0)))
  for (let i = 0; i < seen.length; i++) {
    for (let j = 0; j < i; j++) {
      const gamma = (v: number): number => Math.max(0, v) ** (1 / 2.2)
      const far = Math.hypot(...seen[i]!.map((v, n) => gamma(v) - gamma(seen[j]![n]!)))
      expect(far, `${COLOURS[i]} and ${COLOURS[j]}`).toBeGreaterThan(0.15)
    }
  }
})
