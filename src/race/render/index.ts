import { EXIT, Fault } from '../../fault.ts'
import type { Profile } from '../cost/profiles.data.ts'
import type { RaceReport } from '../report.ts'

/** How a race is written down, by the suffix of the file. Loaded when used. */
interface RaceRenderer {
  readonly suffixes: readonly string[]
  readonly render: (report: RaceReport, profile: Profile) => Promise<string | Uint8Array>
}

const RENDERERS: readonly RaceRenderer[] = [
  { suffixes: ['.html', '.htm'], render: async (report, profile) => (await import('./html.ts')).raceHtml(report, profile) },
  {
    suffixes: ['.md', '.markdown'],
    render: async (report, profile) => (await import('./markdown.ts')).raceMarkdown(report, profile),
  },
  { suffixes: ['.json'], render: async (report) => raceJson(report) },
  { suffixes: ['.svg'], render: async (report) => (await import('./picture.ts')).racePicture(report) },
  {
    suffixes: ['.png'],
    render: async (report) => {
      const [{ racePicture }, { png }] = await Promise.all([import('./picture.ts'), import('../../render/png.ts')])
      return png(racePicture(report, { theme: 'light' }))
    },
  },
  { suffixes: ['.txt'], render: async (report, profile) => (await import('./terminal.ts')).raceText(report, profile) },
]

export const raceJson = (report: RaceReport): string => `${JSON.stringify(report, null, 2)}\n`

/** @throws Fault when the suffix says no format */
export function raceRenderer(file: string): RaceRenderer['render'] {
  const found = RENDERERS.find(({ suffixes }) => suffixes.some((suffix) => file.toLowerCase().endsWith(suffix)))
  if (found !== undefined) return found.render
  const all = RENDERERS.flatMap(({ suffixes }) => suffixes[0]!)
  throw new Fault(`${file}: the suffix says no format that there is: ${all.join(' ')}`, EXIT.usage)
}
