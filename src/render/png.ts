import { EXIT, Fault } from '../fault.ts'

/** Twice the size of the drawing, for screens and slides. */
const SCALE = 2

/**
 * An SVG picture as PNG, with the system's own fonts.
 * @throws Fault where the system has no font: a picture without text would be useless
 */
export async function png(svg: string): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js')
  const font = { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans' }
  const sample =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text y="9" font-family="sans-serif">x</text></svg>'
  if (new Resvg(sample, { font }).getBBox() === undefined)
    throw new Fault('PNG needs a font, and no font is installed; write .svg instead', EXIT.unreadable)
  return new Resvg(svg, { font, fitTo: { mode: 'zoom', value: SCALE } }).render().asPng()
}
