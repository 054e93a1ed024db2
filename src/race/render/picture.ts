import { SHORT_TITLES } from '../../chart/titles.ts'
import { COMPONENTS, type ComponentId } from '../../model.ts'
import type { Chart, Point } from '../../plot/chart.ts'
import { chartDrawing } from '../../plot/draw.ts'
import { type Drawing, document, stack, type Theme } from '../../render/svg-frame.ts'
import { spectrumDrawing } from '../../render/svg-spectrum.ts'
import { measuredCell, measuredNote } from '../measured.ts'
import { measuredOf } from '../measured-of.ts'
import { type RaceReport, workOf, worksOf } from '../report.ts'
import { figure } from './tables.ts'
import { madeOf } from './words.ts'

interface PictureOptions {
  readonly prefix?: string
  readonly theme?: Theme
}

/** The spectrum with the exits of this race in the cells of its modes. */
function spectrum(report: RaceReport, prefix: string): Drawing {
  const measured = measuredOf(report)
  return spectrumDrawing([], {
    prefix,
    measured: (row: string, component: ComponentId) => measuredCell(row, component, measured),
    notes: [measuredNote(measured)],
  })
}

/** Exits per operation of all modes side by side: a panel for each component, a dot with the spread of its rounds for each mode. */
function crossingsChart(report: RaceReport): Chart {
  const works = worksOf(report)
  return {
    title: 'Exits to Xen per operation',
    axis: 'exits per operation, logarithmic: VM exits; in PV, hypercalls and traps',
    format: figure,
    series: report.modes.map((mode) => mode.title),
    panels: COMPONENTS.map((component) => ({
      title: SHORT_TITLES[component],
      points: works
        .filter((work) => work.component === component)
        .flatMap((work) =>
          report.modes.flatMap((mode): Point[] => {
            const found = workOf(mode, work.id)?.crossings
            if (found === undefined) return []
            return [{ row: work.title, series: mode.title, value: found.median, low: found.low, high: found.high }]
          }),
        ),
    })).filter((panel) => panel.points.length > 0),
    notes: [`Dots: median. Lines: lowest to highest round. A dot at the left edge means no exit. Counted: ${madeOf(report)}.`],
  }
}

const plot = (report: RaceReport, prefix: string): Drawing => chartDrawing(crossingsChart(report), prefix)

export function raceSpectrum(report: RaceReport, { prefix = 'race', theme }: PictureOptions = {}): string {
  return document(spectrum(report, prefix), prefix, theme)
}

export function racePlot(report: RaceReport, { prefix = 'plot', theme }: PictureOptions = {}): string {
  return document(plot(report, prefix), prefix, theme)
}

/** Both as one picture. */
export function racePicture(report: RaceReport, { prefix = 'race', theme }: PictureOptions = {}): string {
  return document(
    stack(`Exits to Xen per operation: ${madeOf(report)}`, [spectrum(report, prefix), plot(report, `${prefix}-plot`)]),
    prefix,
    theme,
  )
}
