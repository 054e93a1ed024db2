import type { Document, Proof, Signal } from '../model.ts'

/** A line is shown to be looked at; a file without line ends is not repeated in every proof. */
const LONGEST = 4096

/** The proof that a line of a document is; `index` is the place of the line's first character in the text. */
export function proofAt(document: Document, index: number): Proof {
  const { text } = document
  const start = text.lastIndexOf('\n', index - 1) + 1
  const stop = text.indexOf('\n', index)
  return {
    path: document.path,
    line: lineAt(document, index),
    text: text.slice(start, Math.min(stop < 0 ? text.length : stop, start + LONGEST)).trimEnd(),
  }
}

const starts = new WeakMap<Document, number[]>()

/** Number of the line (from 1, within the file) that holds a character; the line starts are found once a document. */
export function lineAt(document: Document, index: number): number {
  let lines = starts.get(document)
  if (lines === undefined) {
    lines = []
    for (let i = document.text.indexOf('\n'); i >= 0; i = document.text.indexOf('\n', i + 1)) lines.push(i)
    starts.set(document, lines)
  }
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (lines[middle]! < index) low = middle + 1
    else high = middle
  }
  return low + (document.line ?? 1)
}

/** Whether one of some words is in a text: looked for before a pattern, since making that ready costs a start more than all look-ups. */
export function hasOne(text: string, words: readonly string[]): boolean {
  for (let i = 0; i < words.length; i++) if (text.includes(words[i]!)) return true
  return false
}

/** A signal whose proof is one line of a document. */
export function signalAt(document: Document, index: number, name: string, value: string, of?: string): Signal {
  const proof = proofAt(document, index)
  return of === undefined ? { name, value, proof } : { name, of, value, proof }
}

/** A signal whose proof is a whole small file, such as sysfs has them. */
export function signalOf(path: string, name: string, value: string, of?: string, text: string = value): Signal {
  const proof = { path, text }
  return of === undefined ? { name, value, proof } : { name, of, value, proof }
}

/** The lines of a document with the place where each begins; at most `most`, for texts without end. */
export function* linesOf(document: Document, most = 200_000): Generator<{ text: string; index: number }> {
  const { text } = document
  let index = 0
  for (let n = 0; n < most && index < text.length; n++) {
    const stop = text.indexOf('\n', index)
    const end = stop < 0 ? text.length : stop
    yield { text: text.slice(index, end), index }
    index = end + 1
  }
}

/** Whether a text has a word. */
export type Holds = (word: string) => boolean

/** Hashes of three characters; a log has some thousand different ones. */
const HASHES = 1 << 16
/** For each hash the number of the last text that has it; zeroed when the numbers are used up. */
let seen: Uint8Array | undefined
let texts = 0
let first = true
/** The text that was looked at last, which the next one to look for words often looks at again. */
let last: { readonly text: string; readonly holds: Holds } | undefined
/** A longer one is not kept. */
const LONGEST_KEPT = 64 * 1024
/** In a text of this length to search costs less than to go through it. */
const SHORT = 512

/** Looks for many words in one text, the only one of a start or one of many. */
export function wordsOf(text: string): Holds {
  const plain: Holds = (word) => text.includes(word)
  // To go through one log takes longer than to search it, until that loop is compiled.
  if (first || text.length < SHORT) {
    first = false
    return plain
  }
  if (last?.text === text) return last.holds
  seen ??= new Uint8Array(HASHES)
  const own = ++texts
  const mark = (own % 255) + 1
  if (mark === 1) seen.fill(0)
  note(text, seen, mark)
  // Most words have three characters in a row that the text has nowhere. Another text that is looked at meanwhile takes the place of this one.
  const holds: Holds = (word) => (own !== texts || mayHave(word, seen!, mark)) && text.includes(word)
  last = text.length < LONGEST_KEPT ? { text, holds } : undefined
  return holds
}

/** Marks what a text has. A separate function: V8 compiles a loop together with the function that contains it. */
function note(text: string, seen: Uint8Array, mark: number): void {
  for (let a = 0, b = 0, i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    seen[hashOf(a, b, c)] = mark
    a = b
    b = c
  }
}

function mayHave(word: string, seen: Uint8Array, mark: number): boolean {
  for (let i = 2; i < word.length; i++)
    if (seen[hashOf(word.charCodeAt(i - 2), word.charCodeAt(i - 1), word.charCodeAt(i))] !== mark) return false
  return true
}

const hashOf = (a: number, b: number, c: number): number => ((a << 10) ^ (b << 5) ^ c) & (HASHES - 1)
