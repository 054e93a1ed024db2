import { hiddenCharacters } from '../text.ts'

/**
 * A report (or any other result) as JSON, the interchange form: schema/report.schema.json. The bytes of evidence are kept as they are, and escaped so
 * that the text is safe to print: control characters, also those of 8 bits, what reorders or hides text, and lone surrogates as `\\uXXXX`.
 */
export function json(report: unknown): string {
  return escapedOf(JSON.stringify(report, null, 2)) + '\n'
}

/** One report on one line, for `--jsonl`. */
export function jsonLine(report: unknown): string {
  return escapedOf(JSON.stringify(report)) + '\n'
}

const SEVEN_BITS = /^[\x00-\x7e]*$/

function escapedOf(text: string): string {
  // GitHub's runner takes `##[` anywhere in a line of a job's log for a command.
  const quiet = text.replaceAll('##[', '##\\u005b')
  return SEVEN_BITS.test(quiet) ? quiet : quiet.replace(hiddenCharacters(), escaped)
}

/** Of a character beyond 16 bits both halves. */
const escaped = (character: string): string =>
  Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')
