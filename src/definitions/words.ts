import type { Sheet } from './definition.ts'

/** A word of a shell command line, unquoted, with its place in the text. */
export interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
  /** It is the first of a line that no backslash joins to the one before. */
  readonly first: boolean
  /** The shell puts something into it that is not shown: a variable, the output of a command. */
  readonly open?: true
}

/** A variable or a command whose output the shell puts in its place. */
const EXPANDS = /\$[\w{(@*#?!]|`/

/**
 * POSIX shell words: quotes, backslashes, continued lines, comments. Nothing is expanded. A NUL separates words as well, as in
 * /proc/PID/cmdline. What follows `|`, `;`, `&`, `<`, `>` as a separate word belongs to another command and ends the list.
 * @param from where to begin
 * @param ends whether a line that begins at a place is another command
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
 */
export function* wordsOf(sheet: Sheet, from = 0, ends: (start: number) => boolean = () => false): Generator<Word> {
  const { text } = sheet.document
  let i = from
  let first = true
  while (i < text.length) {
    const c = text[i]!
    if (c === '\\' && (text[i + 1] === '\n' || text.startsWith('\r\n', i + 1))) {
      i += text[i + 1] === '\n' ? 2 : 3
      continue
    }
    if (c === '#') {
      const stop = text.indexOf('\n', i)
      i = stop < 0 ? text.length : stop
      continue
    }
    if (/[\s\0]/.test(c)) {
      if (c === '\n') first = true
      i++
      continue
    }
    if (first && i > from && ends(i)) return
    const start = i
    const parts: string[] = []
    let open = false
    while (i < text.length && !/[\s\0]/.test(text[i]!)) {
      const q = text[i]!
      if (q === "'") {
        const close = text.indexOf("'", i + 1)
        if (close < 0) sheet.fault(i, 'a quoted string is not closed')
        parts.push(text.slice(i + 1, close))
        i = close + 1
      } else if (q === '"') {
        const quote = i++
        let run = i
        for (; text[i] !== '"'; i++) {
          if (i >= text.length) sheet.fault(quote, 'a quoted string is not closed')
          if (EXPANDS.test(text.slice(i, i + 2))) open = true
          if (text[i] === '\\' && /["\\$`\n]/.test(text[i + 1] ?? '')) {
            parts.push(text.slice(run, i), text[i + 1] === '\n' ? '' : text[i + 1]!)
            i++
            run = i + 1
          }
        }
        parts.push(text.slice(run, i++))
      } else if (q === '\\') {
        if (text[i + 1] !== '\n') parts.push(text[i + 1] ?? '')
        i += 2
      } else {
        let j = i + 1
        while (j < text.length && !/[\s\0'"\\]/.test(text[j]!)) j++
        const part = text.slice(i, j)
        if (EXPANDS.test(part)) open = true
        parts.push(part)
        i = j
      }
    }
    yield { text: parts.join(''), start, end: i, first, ...(open && { open }) }
    first = false
  }
}
