import type { Colour } from '../model.ts'

/**
 * The tones in which colours are drawn, near the palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people with
 * the common colour-vision deficiencies can distinguish; the ink has a contrast of 4.5:1 or more on each.
 * Letters always carry the meaning: a tone only repeats it.
 */
export interface Tone {
  /** Background, `#rrggbb`. */
  readonly fill: string
  /** Text on it, `#rrggbb`. */
  readonly ink: string
  /** Nearest background in the palette of 256 terminal colours. */
  readonly ansi256: number
  /** SGR code of the background in the palette of 16. */
  readonly ansi16: number
}

export const TONES: Record<Colour, Tone> = {
  red: { fill: '#e0583a', ink: '#000000', ansi256: 167, ansi16: 41 },
  yellow: { fill: '#f0d442', ink: '#000000', ansi256: 221, ansi16: 43 },
  green: { fill: '#2fa57c', ink: '#000000', ansi256: 36, ansi16: 42 },
  grey: { fill: '#b8b8b8', ink: '#000000', ansi256: 250, ansi16: 47 },
}
