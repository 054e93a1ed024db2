import type { Kind } from './kind.ts'

export interface Entry {
  readonly kind: Kind
  readonly thing: string
}

/** Words of a text; an escape that systemd or a URL writes is between words, not part of one. */
const WORDS: RegExp = /\\x[0-9a-f]{2}|%[0-9a-f]{2}|[A-Za-z0-9]+/gi

/**
 * Known texts, searched for as words in other texts: by their first word, then by their length, so that the time does not
 * grow with how many are known.
 */
export class Dictionary {
  readonly #entries = new Map<string, Entry>()
  /** By first word, the lengths of what begins so, the longest first. */
  readonly #lengths = new Map<string, number[]>()

  add(spelling: string, entry: Entry): void {
    const text = spelling.toLowerCase().replace(/^[^a-z0-9]+/, '')
    const first = /^[a-z0-9]+/.exec(text)?.[0]
    if (first === undefined || text.length < 3 || this.#entries.has(text)) return
    this.#entries.set(text, entry)
    const lengths = this.#lengths.get(first)
    if (lengths === undefined) this.#lengths.set(first, [text.length])
    else if (!lengths.includes(text.length)) {
      lengths.push(text.length)
      lengths.sort((a, b) => b - a)
    }
  }

  *find(text: string): Generator<{ start: number; end: number; entry: Entry }> {
    if (this.#entries.size === 0) return
    let next = 0
    for (const match of text.matchAll(WORDS)) {
      const start = match.index
      if (start < next || match[0].startsWith('\\') || match[0].startsWith('%')) continue
      const lengths = this.#lengths.get(match[0].toLowerCase())
      if (lengths === undefined) continue
      for (const length of lengths) {
        const end = start + length
        if (end > text.length || /[A-Za-z0-9]/.test(text[end] ?? '')) continue
        const entry = this.#entries.get(text.slice(start, end).toLowerCase())
        if (entry === undefined) continue
        yield { start, end, entry }
        next = end
        break
      }
    }
  }
}
