import type { Report } from '../model.ts'
import { PORTABLE } from '../render/index.ts'
import { type Level, paintOf } from '../render/paint.ts'

export const RENDER_FORMATS = ['terminal', 'markdown', 'html', 'svg', 'json', 'jsonl'] as const
export type RenderFormat = (typeof RENDER_FORMATS)[number]

export interface RenderTextOptions {
  /** Terminal: columns; the default is 80. */
  readonly width?: number
  /** Terminal: how many colours to use; the default is `none`, plain text. */
  readonly colours?: Level
}

/**
 * Reports as text: what `virtcolor` prints, or what it writes to `.md`, `.html`, `.svg` and `.json`. Texts from the evidence are escaped.
 * The page is without scripts; `virtcolor -o report.html` writes the interactive one.
 */
export async function render(
  reports: Report | readonly Report[],
  format: RenderFormat,
  { width = 80, colours = 'none' }: RenderTextOptions = {},
): Promise<string> {
  const renderer = PORTABLE.find(({ id }) => id === format)
  if (renderer === undefined) throw new RangeError(`unknown format '${format}'; use one of ${RENDER_FORMATS.join(', ')}`)
  const all = 'version' in reports ? [reports] : reports
  return (await renderer.render(all, { width, paint: paintOf(colours) })) as string
}
