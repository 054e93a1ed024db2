import { CSS } from './html-style.ts'
import { escapeMarkup as e } from './markup.ts'

/** No script, nothing fetched, nothing sent: the style is the only thing beside text that the page may have. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/** A page that needs nothing else: no script, no address that is fetched. @param body markup, @param style CSS: made by the caller */
export function page(title: string, body: readonly string[], style: string = ''): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    `<head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="generator" content="virtcolor">`,
    `<title>${e(title)}</title><style>${CSS}${style === '' ? '' : `\n${style}`}</style></head>`,
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

/** A scrolled region has to be reachable by the keyboard. */
export function picture(label: string, svg: string): string {
  return `<div class="picture" tabindex="0" role="region" aria-label="${e(label)}">${svg}</div>`
}

/** A table with a heading for each column; cells are text. */
export function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: 'th' | 'td', row: readonly string[]): string => row.map((c) => `<${tag}>${e(c)}</${tag}>`).join('')
  return `<div class="picture" tabindex="0" role="region" aria-label="${e(columns.join(', '))}"><table><thead><tr>${cells('th', columns)}</tr></thead><tbody>${rows.map((r) => `<tr>${cells('td', r)}</tr>`).join('')}</tbody></table></div>`
}
