import type { Report } from '../model.ts'
import type { Paint } from './paint.ts'

export interface RenderOptions {
  readonly width: number
  readonly paint: Paint
  /** Nothing is cut, and no word is broken. */
  readonly whole?: boolean
}

/** A way of writing reports down. `-o report.md` picks it by suffix. */
export interface Renderer {
  readonly id: string
  readonly suffixes: readonly string[]
  /** Text, or bytes for pictures. Loaded when used: start-up is the budget. */
  readonly render: (reports: readonly Report[], options: RenderOptions) => Promise<string | Uint8Array>
}

/** Renderers that work in Node and in browsers. */
export const PORTABLE: readonly Renderer[] = [
  {
    id: 'terminal',
    suffixes: ['.txt'],
    render: async (reports, options) => {
      const { terminal } = await import('./terminal.ts')
      return reports.map((report) => terminal(report, options)).join('')
    },
  },
  {
    id: 'json',
    suffixes: ['.json'],
    // A file of this suffix holds one value: of several reports, a list.
    render: async (reports) => {
      const { json } = await import('./json.ts')
      return json(reports.length === 1 ? reports[0] : reports)
    },
  },
  {
    id: 'jsonl',
    suffixes: ['.jsonl', '.ndjson'],
    render: async (reports) => {
      const { jsonLine } = await import('./json.ts')
      return reports.map(jsonLine).join('')
    },
  },
  {
    id: 'markdown',
    suffixes: ['.md', '.markdown'],
    render: async (reports) => (await import('./markdown.ts')).markdown(reports),
  },
  {
    id: 'svg',
    suffixes: ['.svg'],
    render: async (reports) => (await import('./svg.ts')).svg(reports),
  },
  {
    id: 'html',
    suffixes: ['.html', '.htm'],
    render: async (reports) => (await import('./html.ts')).html(reports),
  },
]

const PNG: Renderer = {
  id: 'png',
  suffixes: ['.png'],
  render: async (reports) => {
    const [{ svg }, { png }] = await Promise.all([import('./svg.ts'), import('./png.ts')])
    return png(svg(reports, 'light'))
  },
}

export const RENDERERS: readonly Renderer[] = /* @__PURE__ */ PORTABLE.concat(PNG)

/** The renderer for a file name, by its suffix. */
export function rendererFor(name: string): Renderer | undefined {
  return RENDERERS.find(({ suffixes }) => suffixes.some((suffix) => name.toLowerCase().endsWith(suffix)))
}
