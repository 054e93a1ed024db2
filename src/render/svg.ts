import type { Report } from '../model.ts'
import { document, stack, type Theme } from './svg-frame.ts'
import { machineDrawing } from './svg-machine.ts'
import { type SpectrumSvgOptions, spectrumDrawing } from './svg-spectrum.ts'

/** The spectrum as an SVG file. */
export function spectrumSvg(
  reports: readonly Report[],
  { theme, ...options }: SpectrumSvgOptions & { readonly theme?: Theme } = {},
): string {
  return document(spectrumDrawing(reports, options), options.prefix, theme)
}

/** The machine as an SVG file. */
export function machineSvg(report: Report, prefix?: string, theme?: Theme): string {
  return document(machineDrawing(report, prefix === undefined ? {} : { prefix }), prefix, theme)
}

/** Reports as one picture: of one machine the machine and its place in the spectrum, of several the spectrum. */
export function svg(reports: readonly Report[], theme?: Theme): string {
  const [first] = reports
  if (first === undefined || reports.length > 1) return spectrumSvg(reports, theme === undefined ? {} : { theme })
  const machine = machineDrawing(first)
  const drawings = [machine, spectrumDrawing(reports, { beside: machine.width })]
  return document(stack(drawings[1]!.title, drawings), undefined, theme)
}
