import type { ComponentId } from '../../model.ts'
import { spectrumSvg } from '../../render/svg.ts'
import type { Theme } from '../../render/svg-frame.ts'
import { measuredCell, measuredNote } from '../measured.ts'
import { measuredOf } from '../measured-of.ts'
import type { RaceReport } from '../report.ts'

/** The spectrum with what this race counted in the cells of its modes. */
export function raceSpectrum(report: RaceReport, options: { readonly prefix?: string; readonly theme?: Theme } = {}): string {
  const measured = measuredOf(report)
  return spectrumSvg([], {
    ...options,
    measured: (row: string, component: ComponentId) => measuredCell(row, component, measured),
    notes: [measuredNote(measured)],
  })
}
