import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../fault.ts'
import type { Report } from '../model.ts'
import { reportHtml } from '../render/html.ts'
import { jsonLine } from '../render/json.ts'
import type { Told } from '../render/lint-told.ts'
import { escapeMarkup } from '../render/markup.ts'
import { headline } from '../render/words.ts'

/** The page with everything in it; the build makes it beside the command line. @throws Fault where it is not built */
export function template(): string {
  const file = join(__dirname, '..', '..', 'dist', 'web', 'virtcolor.html')
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Fault(`${file}: the web page is not built; run npm run build`)
  }
}

/** Data for a script element, which `<` could end. */
const dataOf = (id: string, data: unknown): string =>
  `<script type="application/json" id="${id}">${jsonLine(data).trimEnd().replaceAll('<', '\\u003c')}</script>`

/**
 * Puts reports into the page: as data that browsers neither parse as markup nor run, and, for readers without JavaScript, as HTML.
 * The policy stays the page's own.
 * @param lint the findings for each report, if any
 */
export function pageWith(reports: readonly Report[], page: string, lint: readonly (Told | undefined)[] = []): string {
  const title = reports.length === 1 ? headline(reports[0]!) : `${reports.length} machines`
  const answers = reports.map((report, i) => reportHtml(report, { prefix: `s${i + 1}`, spectrum: true, lint: lint[i] }))
  const plain = `<noscript><style>main{display:none}</style>${answers.join('')}</noscript>`
  const parts: [place: RegExp, text: string][] = [
    [/<title>[^<]*<\/title>/, `<title>${escapeMarkup(title)}</title>`],
    [/<noscript>.*?<\/noscript>/s, plain],
    [/<!--data-->/, dataOf('data', reports) + (lint.some((one) => one !== undefined) ? dataOf('lint', lint) : '')],
  ]
  // Places are found in the page as it was built, before anything is put in.
  const found = parts.map(([place, text]) => ({ match: place.exec(page), text }))
  let out = page
  for (const { match, text } of found.filter(({ match }) => match !== null).sort((a, b) => b.match!.index - a.match!.index))
    out = out.slice(0, match!.index) + text + out.slice(match!.index + match![0].length)
  return out
}
