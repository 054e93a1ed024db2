/** Longer evidence is cut before anything looks at it: a terminal shows no line this long. */
const MOST_CHARACTERS = 4096

/** CSI sequences, strings that end in BEL or ST (OSC, DCS, APC, PM, SOS), and two-character escapes, in 7 and 8 bits: ECMA-48. */
const ESCAPES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]/g
const SPACES = /[\t\n\v\f\r\x85\u2028\u2029]+/g
const CONTROLS = /[\x00-\x1f\x7f]/g
const ASCII = /^[\x20-\x7e]*$/
/** Latin with our own `·` and `…`: each a column. */
const NARROW = /^[\x20-\u02ff\u2010-\u20cf]*$/
const SEVEN_BITS = /^[\x00-\x7f]*$/

/** Patterns over Unicode's tables: made when the first text needs them, since making them costs a start more than a millisecond. */
let patterns: ReturnType<typeof unicode> | undefined
function unicode(): {
  readonly hidden: RegExp
  readonly lone: RegExp
  readonly stacked: RegExp
  readonly mark: RegExp
  readonly wide: RegExp
  readonly half: RegExp
} {
  return {
    /** Control characters, and format characters that reorder or hide text (bidirectional marks, zero width, tags). */
    hidden: /(?!\n)[\p{Cc}\p{Cf}\u2028\u2029\u115f\u1160\u3164\uffa0\p{Variation_Selector}]/gu,
    lone: /\p{Cs}/gu,
    /** More marks on one letter than any script writes: they would reach into other lines. */
    stacked: /(\p{M}{4})\p{M}+/gu,
    mark: /\p{Mn}|\p{Me}/u,
    /** What terminals draw two columns wide, by the engine's own tables; the test compares them with get-east-asian-width. */
    wide: /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Bopomofo}\p{scx=Yi}\p{scx=Tangut}\p{scx=Nushu}\p{Emoji_Presentation}\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u4dc0-\u4dff\ua960-\ua97c\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u3190-\u3247\u3250-\u33ff\ufe10-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u,
    /** Half-width forms of those scripts, and letters that join the one before. */
    half: /[\u1160-\u11ff\ud7b0-\ud7fb\uff61-\uffdc\uffe8-\uffee]/,
  }
}

/** What has no place in an output, as it is removed from text and escaped in JSON. Line ends are the writer's own. */
export function hiddenCharacters(): RegExp {
  patterns ??= unicode()
  return patterns.hidden
}

/**
 * Evidence as one line of plain characters: no escape sequence, no control character, nothing that reorders or hides text.
 * Lone surrogates become U+FFFD, runs of white space that would break the line one space.
 */
export function clean(text: string): string {
  const short = text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text
  if (ASCII.test(short)) return short
  const plain = short.replace(ESCAPES, '').replace(SPACES, ' ')
  if (SEVEN_BITS.test(plain)) return plain.replace(CONTROLS, '')
  patterns ??= unicode()
  return plain.replace(patterns.hidden, '').replace(patterns.lone, '\ufffd').replace(patterns.stacked, '$1')
}

/** A single space for every run of spaces. */
export function squeezed(text: string): string {
  let out = text
  while (out.includes('  ')) out = out.replaceAll('  ', ' ')
  return out
}

/** Ours are `·` and `…`: Latin and general punctuation, up to the marks at U+20D0, are one column wide. */
function columnsOf(character: string): number {
  if (character < '\u0300' || (character >= '\u2010' && character < '\u20d0')) return 1
  patterns ??= unicode()
  if (patterns.mark.test(character)) return 0
  return character >= '\u1100' && patterns.wide.test(character) && !patterns.half.test(character) ? 2 : 1
}

/** How many columns of a terminal a cleaned text takes: wide characters two, combining marks none. */
export function columns(text: string): number {
  if (NARROW.test(text)) return text.length
  let sum = 0
  for (const character of text) sum += columnsOf(character)
  return sum
}

/** A cleaned text in at most so many columns, ending in `…` when it was longer. */
export function cut(text: string, width: number): string {
  if (width <= 0) return ''
  if (columns(text) <= width) return text
  let out = ''
  let left = width - 1
  for (const character of text) {
    left -= columnsOf(character)
    if (left < 0) break
    out += character
  }
  return out.trimEnd() + '…'
}

/** The same, but keeps the end: the last parts of a long path matter most. */
export function cutStart(text: string, width: number): string {
  if (width <= 0) return ''
  if (columns(text) <= width) return text
  let out = ''
  let left = width - 1
  for (const character of [...text].reverse()) {
    left -= columnsOf(character)
    if (left < 0) break
    out = character + out
  }
  return '…' + out.trimStart()
}

/** A cleaned text in at most so many columns that ends at the end of a word, and in `…` when it was longer. */
export function cutAtWord(text: string, width: number): string {
  if (columns(text) <= width) return text
  const short = cut(text, width - 1).slice(0, -1)
  const next = text.charAt(short.length)
  const end = next === ' ' ? short.length : short.lastIndexOf(' ')
  return end > 0 ? `${short.slice(0, end).trimEnd()} …` : cut(text, width)
}

/** Filled with spaces to a width; a longer text is cut. */
export function pad(text: string, width: number): string {
  const short = cut(text, width)
  return short + ' '.repeat(Math.max(0, width - columns(short)))
}

/** Broken at spaces into lines of at most `width` columns; of more than `most` lines, the last ends in `…`. */
export function wrap(text: string, width: number, most: number = Number.POSITIVE_INFINITY): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (word === '') continue
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  if (line !== '') lines.push(line)
  const shown = lines.length > most ? [...lines.slice(0, most - 1), lines.slice(most - 1).join(' ')] : lines
  return shown.map((one) => cut(one, width))
}

/** Broken into lines of at most `width` columns with nothing lost: at spaces where that is possible, else within a word. */
export function fold(text: string, width: number, most: number = Number.POSITIVE_INFINITY): string[] {
  const pieces: string[] = []
  for (const word of text.split(' ')) {
    let piece = ''
    let used = 0
    for (const character of word) {
      const wide = columnsOf(character)
      if (used + wide > width) {
        pieces.push(piece)
        piece = ''
        used = 0
      }
      piece += character
      used += wide
    }
    pieces.push(piece)
  }
  return wrap(pieces.join(' '), width, most)
}

/**
 * Broken into lines with nothing lost.
 * @param whole a word that is longer than a line stays whole, so that it can be copied; otherwise it is broken
 */
export function flow(text: string, width: number, whole: boolean): string[] {
  if (!whole) return fold(text, width)
  const lines: string[] = []
  let used = 0
  for (const word of text.split(' ')) {
    if (word === '') continue
    const more = columns(word)
    if (lines.length > 0 && used + 1 + more <= width) {
      lines[lines.length - 1] += ` ${word}`
      used += 1 + more
    } else {
      lines.push(word)
      used = more
    }
  }
  return lines
}
