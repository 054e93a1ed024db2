import { json } from '../../render/json.ts'
import { unknownFormat } from '../../suffix.ts'
import type { Profile } from '../cost/profiles.data.ts'
import type { RaceReport } from '../report.ts'

type Render = (report: RaceReport, profile: Profile) => string | Uint8Array | Promise<Uint8Array>

/** A format for the results, by the suffix of the file. Loaded before the race, so that a missing file fails at once and not after minutes. */
interface RaceRenderer {
  readonly suffixes: readonly string[]
  readonly load: () => Promise<Render>
}

const RENDERERS: readonly RaceRenderer[] = [
  { suffixes: ['.html', '.htm'], load: async () => (await import('./html.ts')).raceHtml },
  { suffixes: ['.md', '.markdown'], load: async () => (await import('./markdown.ts')).raceMarkdown },
  { suffixes: ['.json'], load: async () => raceJson },
  {
    suffixes: ['.svg'],
    load: async () => {
      const { racePicture } = await import('./picture.ts')
      return (report) => racePicture(report)
    },
  },
  {
    suffixes: ['.png'],
    load: async () => {
      const [{ racePicture }, { png }] = await Promise.all([import('./picture.ts'), import('../../render/png.ts')])
      return (report) => png(racePicture(report, { theme: 'light' }))
    },
  },
  { suffixes: ['.txt'], load: async () => (await import('./terminal.ts')).raceText },
]

export const raceJson = (report: RaceReport): string => json(report)

/** @throws Fault when no format has this suffix */
export async function raceRenderer(file: string): Promise<Render> {
  const found = RENDERERS.find(({ suffixes }) => suffixes.some((suffix) => file.toLowerCase().endsWith(suffix)))
  if (found !== undefined) return found.load()
  const all = RENDERERS.flatMap(({ suffixes }) => suffixes[0]!)
  throw unknownFormat(file, all)
}
