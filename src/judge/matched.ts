import type { Proof, Signal, Test } from '../model.ts'

/** A value up to this long is shown whole; of a longer one (the flags of a processor) only the word that a test asked for. */
const SHORT = 60

/** The proof of a signal, with the words of it that a test asked for. */
export function matched({ value, proof }: Signal, test: Test): Proof {
  // A conclusion has the proof of what decided it, and the words of that.
  if (proof.match !== undefined || value === '') return proof
  const part = value.length > SHORT && test instanceof RegExp ? wordAt(value, test) : value
  // A count is among other numbers of its line, and none of them is the words that decided.
  if (isCount(part) && part !== proof.text.trim()) return proof
  return placeOf(part, proof.text) < 0 ? proof : { ...proof, match: part }
}

function wordAt(value: string, test: RegExp): string {
  const match = test.exec(value)
  if (match === null || match[0].trim() === '') return value
  const from = value.lastIndexOf(' ', match.index) + 1
  const to = value.indexOf(' ', Math.max(from, match.index + match[0].length - 1))
  return value.slice(from, to < 0 ? undefined : to).trim()
}

function isCount(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text[i]! < '0' || text[i]! > '9') return false
  return text !== ''
}

/** A letter, digit, underscore, full stop or hyphen. Not a pattern: it would be made ready at each start. */
function isWord(text: string, at: number): boolean {
  const c = text.charCodeAt(at) | 0x20
  return (c >= 0x61 && c <= 0x7a) || (c >= 0x30 && c <= 0x39) || '_.-'.includes(text.charAt(at) || ' ')
}

/** Where a text has these words: whole ones (`nopv`, not the end of `xen_nopv`) go before parts; parts of one letter are none. */
export function placeOf(part: string, text: string): number {
  const first = text.indexOf(part)
  for (let at = first; at >= 0; at = text.indexOf(part, at + part.length))
    if (!isWord(text, at - 1) && !isWord(text, at + part.length)) return at
  return part.length > 1 ? first : -1
}
