import { table } from '../table.ts'
import { clean } from '../text.ts'

const ENTITIES: Readonly<Record<string, string>> = table({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
})

/** Evidence as text for XML and HTML, in elements and in quoted attributes: never markup, no character that XML 1.0 forbids. */
export function escapeMarkup(text: string): string {
  return allowed(text).replace(/[&<>"']/g, (c) => ENTITIES[c]!)
}

/** The same without the escapes, for what a document object escapes itself. */
export function allowed(text: string): string {
  return clean(text).replace(/[\ufffe\uffff]/g, '\ufffd')
}

/** A name that can stand in an id or class: letters, digits and hyphens. */
export function idOf(text: string): string {
  return clean(text)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|(?<!-)-+$/g, '')
}
