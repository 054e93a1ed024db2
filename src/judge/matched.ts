import type { Proof, Signal, Test } from '../model.ts'

/** A value up to this long is shown whole; of a longer one (the flags of a processor) only the word that a test asked for. */
const SHORT = 60

/** The proof of a signal, with the words of it that a test asked for. */
export function matched({ value, proof }: Signal, test: Test): Proof {
  // A conclusion has the proof of what decided it, and the words of that.
  if (proof.match !== undefined || value === '') return proof
  const part = value.length > SHORT ? wordsOf(value, test) : value
  // A count is among other numbers of its line, and none of them is the words that decided.
  if (isCount(part) && part !== proof.text.trim()) return proof
  return placeOf(part, proof.text) < 0 ? proof : { ...proof, match: part }
}

/** The whole words of a value in which a test finds what it looks for. */
function wordsOf(value: string, test: Test): string {
  let index = -1
  let found = ''
  if (test instanceof RegExp) {
    const match = test.exec(value)
    if (match !== null) [index, found] = [match.index, match[0]]
  } else if (typeof test === 'object' && 'has' in test) [index, found] = [value.indexOf(test.has), test.has]
  if (found.trim() === '') return value
  const from = value.lastIndexOf(' ', index) + 1
  const to = value.indexOf(' ', Math.max(from, index + found.length - 1))
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
