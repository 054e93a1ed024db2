/**
 * A report (or a list of them) as JSON, the interchange form: schema/report.schema.json. The bytes of evidence are kept as they are, and escaped so
 * that the text is safe to print: control characters, also those of 8 bits, bidirectional marks and lone surrogates as `\\uXXXX`.
 */
export function json(report: unknown): string {
  return escapedOf(JSON.stringify(report, null, 2)) + '\n'
}

/** One report on one line, for `--jsonl`. */
export function jsonLine(report: unknown): string {
  return escapedOf(JSON.stringify(report)) + '\n'
}

const UNSAFE = /[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

function escapedOf(text: string): string {
  return text.replace(UNSAFE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
