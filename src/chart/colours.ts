import type { Colour, ComponentId, Kind } from '../model.ts'

/** `2014`: the article's chart; `2014-sriov`: its variant for machines with hardware I/O. */
export const PALETTES = ['2014', '2014-sriov'] as const
export type PaletteId = (typeof PALETTES)[number]

/** `article`: the pair has a cell in the article's charts; `own`: it has none there and the colour is this project's. */
export interface Shade {
  readonly colour: Colour
  readonly from: 'article' | 'own'
}

const article = (colour: Colour): Shade => ({ colour, from: 'article' })
const own = (colour: Colour): Shade => ({ colour, from: 'own' })

/** Bare hardware has nothing in the way; a kind that is unknown or absent promises nothing. */
const ELSEWHERE: Record<'H' | '?' | '-', Shade> = { H: own('green'), '?': own('grey'), '-': own('grey') }

/** A device or timer that was emulated, or whose software half was written for virtual machines. */
const IO: Record<Kind, Shade> = { VS: article('red'), P: article('green'), VH: own('green'), ...ELSEWHERE }
/** "perhaps the first feature column … should really show two options: P (paravirt) as yellow, and VH (SR-IOV) as green". */
const IO_WITH_SRIOV: Record<Kind, Shade> = { VS: article('red'), P: article('yellow'), VH: article('green'), ...ELSEWHERE }

/**
 * What to expect of a kind in a component.
 * Letters and colours of the five Xen modes: https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum,
 * redrawn in https://www.brendangregg.com/blog/2014-05-07/what-color-is-your-xen.html, whose last chart is the SR-IOV variant.
 * No mode there emulates the processor: that it is red is our own reading of "2x to 10x slower" in
 * https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html.
 */
const PLAIN: Record<ComponentId, Record<Kind, Shade>> = {
  cpu: { VS: own('red'), P: article('yellow'), VH: article('green'), ...ELSEWHERE },
  board: { VS: article('yellow'), P: article('green'), VH: own('green'), ...ELSEWHERE },
  interrupts: IO,
  disk: IO,
  network: IO,
}

export const SHADES: Record<PaletteId, Record<ComponentId, Record<Kind, Shade>>> = {
  '2014': PLAIN,
  '2014-sriov': { ...PLAIN, disk: IO_WITH_SRIOV, network: IO_WITH_SRIOV },
}

/** The colour of a cell. Cells of a report use the plain palette. */
export function colourOf(component: ComponentId, kind: Kind, palette: PaletteId = '2014'): Colour {
  return SHADES[palette][component][kind].colour
}

export const COLOUR_MEANS: Record<Colour, string> = {
  red: 'poor',
  yellow: 'room for improvement',
  green: 'optimal',
  grey: 'unknown or absent',
}

export const KIND_MEANS: Record<Kind, string> = {
  VS: 'virtualized in software',
  P: 'paravirtualized',
  VH: 'virtualized in hardware',
  H: 'bare hardware',
  '?': 'not known',
  '-': 'none',
}
