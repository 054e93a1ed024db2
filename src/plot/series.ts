/**
 * How series are distinguished: a shape, and a colour of Okabe and Ito (https://jfly.uni-koeln.de/color/), darkened for white paper
 * and lightened for dark, so that each has a contrast of 3:1 or more on its own (WCAG 2.2, 1.4.11).
 */
export interface Look {
  readonly symbol: 'circle' | 'square' | 'triangle' | 'diamond' | 'star' | 'wye' | 'cross'
  readonly light: string
  readonly dark: string
}

const LOOKS: readonly Look[] = [
  { symbol: 'circle', light: '#0072b2', dark: '#56b4e9' },
  { symbol: 'square', light: '#c04f00', dark: '#f08a3c' },
  { symbol: 'triangle', light: '#00795a', dark: '#2cc79a' },
  { symbol: 'diamond', light: '#a8508a', dark: '#e39ac4' },
  { symbol: 'star', light: '#7a6400', dark: '#e0c83c' },
  { symbol: 'wye', light: '#3b3b3b', dark: '#d0d0d0' },
  { symbol: 'cross', light: '#8a2be2', dark: '#c08cff' },
]

/** How the i-th series looks; after seven, colours come again with the next shape, so that no two of 49 are alike. */
export function lookOf(i: number): Look {
  const n = LOOKS.length
  const colour = LOOKS[i % n]!
  return { ...colour, symbol: LOOKS[(i + Math.floor(i / n)) % n]!.symbol }
}

/** The style of a chart with so many series, in one palette. */
export function coloursOf(count: number, theme: 'light' | 'dark'): string {
  return Array.from({ length: count }, (_, i) => {
    const c = lookOf(i)[theme]
    return `.vp-dot.vp-s${i}{fill:${c};stroke:${c}}.vp-open.vp-s${i},.vp-line.vp-s${i}{stroke:${c}}`
  }).join('')
}
