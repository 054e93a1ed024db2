import { table as keyed } from '../table.ts'
import { clean, columns as columnsOf } from '../text.ts'
import { words } from './markdown.ts'

/** Lists as text: aligned, CSV, Markdown. Rows are plain cells; the writer knows nothing of EC2. */

export interface Column<T> {
  readonly title: string
  readonly of: (row: T) => string
  /** Right-aligned. */
  readonly number?: true
}

/** Headings of a table: components whose name is wider than their cells, and units. */
export const HEADINGS: Readonly<Record<string, string>> = keyed({ interrupts: 'irq', network: 'net', memory: 'GiB' })

/** @param paint puts colour around a padded cell */
export function table<T>(
  rows: readonly T[],
  columns: readonly Column<T>[],
  paint: (row: T, title: string, text: string) => string = (_r, _t, text) => text,
): string {
  const cells = rows.map((row) => columns.map((c) => clean(c.of(row))))
  const widths = columns.map((c, i) => Math.max(c.title.length, ...cells.map((row) => columnsOf(row[i]!))))
  const gap = (text: string, i: number): string => ' '.repeat(widths[i]! - columnsOf(text))
  const aligned = (text: string, i: number): string => (columns[i]!.number ? gap(text, i) + text : text + gap(text, i))
  const head = columns
    .map((c, i) => aligned(c.title, i))
    .join(' ')
    .trimEnd()
  const lines = cells.map((row, r) =>
    row
      .map((text, i) =>
        i === row.length - 1 && !columns[i]!.number
          ? paint(rows[r]!, columns[i]!.title, text)
          : paint(rows[r]!, columns[i]!.title, aligned(text, i)),
      )
      .join(' '),
  )
  return `${[head, ...lines].join('\n')}\n`
}

/** RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe: https://owasp.org/www-community/attacks/CSV_Injection */
export function csv<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cell = (text: string): string => {
    const safe = /^\s?[=+@\-＝＋－＠]./.test(text) ? `'${text}` : text
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`
  return line(columns.map((c) => c.title)) + rows.map((row) => line(columns.map((c) => clean(c.of(row))))).join('')
}

/** A table of GitHub's Markdown. */
export function markdownTable<T>(rows: readonly T[], columns: readonly Column<T>[]): string {
  const cell = (text: string): string => words(text) || ' '
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  return (
    line(columns.map((c) => c.title)) +
    `|${columns.map((c) => (c.number ? '---:' : '---')).join('|')}|\n` +
    rows.map((row) => line(columns.map((c) => cell(c.of(row))))).join('')
  )
}
