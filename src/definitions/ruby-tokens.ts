import { table } from '../table.ts'
import { BOUNDS, type Sheet } from './definition.ts'

/** A piece of Ruby with its place. Of what is quoted, `start` and `end` are inside the quotes, `from` and `to` around them. */
export interface Token {
  readonly is: 'word' | 'string' | 'symbol' | 'label' | 'number' | 'words' | 'op' | 'newline' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
  readonly from: number
  readonly to: number
  /** Written out: no `#{…}` in it, and it is no regular expression and no command. */
  readonly plain: boolean
  /** A keyword of Ruby's grammar, not the name of a method. */
  readonly keyword: boolean
  /** The elements of `%w[…]`. */
  readonly items?: readonly Token[]
}

/** https://docs.ruby-lang.org/en/master/keywords_rdoc.html */
const KEYWORDS: ReadonlySet<string> = new Set(
  'BEGIN END alias and begin break case class def do else elsif end ensure false for if in module next nil not or redo rescue retry return self super then true undef unless until when while yield'.split(
    ' ',
  ),
)
/** After these an operand has come; after any other keyword one is expected. */
const VALUES: ReadonlySet<string> = new Set(['end', 'self', 'true', 'false', 'nil', 'super', 'redo', 'retry'])

const SPACE: RegExp = /(?:[ \t\r\f\v\ufeff]|\\\r?\n)+/y
const COMMENT: RegExp = /#[^\n]*/y
const WORD: RegExp = /[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*(?:[?!](?![=~]))?|[@$]{1,2}[\w\u0080-\uffff]+|\$[^\w\s]/y
const NUMBER: RegExp = /0[xX][\da-fA-F_]+|0[bB][01_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?[ri]?/y
const SYMBOL: RegExp =
  /:(?:[A-Za-z_\u0080-\uffff@$][\w\u0080-\uffff]*(?:[?!]|=(?![=~>]))?|\[\]=?|<=>|[=!]=|=~|<<|>>|[<>]=?|\*\*|[-+*/%&|^~!](?=[\s,)\]]))/y
const OPERATOR: RegExp =
  /\*\*=|<=>|===|\.\.\.|<<=|>>=|&&=|\|\|=|\*\*|==|!=|>=|<=|&&|\|\||<<|>>|[-+*/%|&^]=|\.\.|::|->|=>|=~|!~|&\.|[^\s\w]/y
const HEREDOC: RegExp = /<<([-~]?)(["'`]?)([A-Za-z_]\w*)\2/y
const PERCENT: RegExp = /%([wWiIqQrxs]?)([^\w\s])/y
const DOCUMENT: RegExp = /=begin\b[^\n]*\n/y
const LITERAL_END: RegExp = /\n=end\b[^\n]*/g
const CHARACTER: RegExp = /\?(?:\\.|[^\s\\])(?!\w)/y

const CLOSING: Readonly<Record<string, string>> = table({ '(': ')', '[': ']', '{': '}', '<': '>' })
const ESCAPES: Readonly<Record<string, string>> = table({ n: '\n', t: '\t', s: ' ', r: '\r', 0: '\0', e: '\u001b' })
const MOST_TOKENS = 400_000

/** A string's end and whether nothing is computed in it. */
interface Scanned {
  /** Before the closing quote. */
  readonly end: number
  readonly plain: boolean
}

/**
 * Reads Ruby token by token, as far as a Vagrantfile needs it: strings of all spellings, heredocs, comments. Nothing is run.
 * The spaces around a slash show whether it is a division or starts a regular expression, as people usually write them.
 */
export class Tokens {
  readonly #sheet: Sheet
  readonly #text: string
  #index = 0
  #count = 0
  /** Whether what came before ends an operand, so that `/`, `%`, `<<`, `?` after it are operators. */
  #value = false
  #before: Token | undefined
  /** Where the line after the one with heredocs goes on. */
  #resume: number | undefined
  #lines: ReadonlyMap<string, number> | undefined

  constructor(sheet: Sheet) {
    this.#sheet = sheet
    this.#text = sheet.document.text
  }

  next(): Token {
    if (++this.#count > MOST_TOKENS) this.#sheet.fault(this.#index, `more than ${MOST_TOKENS} tokens`)
    const token = this.#read()
    this.#value =
      token.is === 'op'
        ? /^[)\]}]$/.test(token.text)
        : token.is === 'word'
          ? // What comes after `def` is a name, be it that of an operator.
            !token.keyword || VALUES.has(token.text) || token.text === 'def'
          : token.is !== 'newline' && token.is !== 'label'
    this.#before = token
    return token
  }

  #read(): Token {
    const spaced = this.#skip()
    const from = this.#index
    const c = this.#text[from]
    if (c === undefined) return this.#made('end', from, from)
    if (c === '\n') {
      this.#index = this.#resume ?? from + 1
      this.#resume = undefined
      return this.#made('newline', from, from + 1)
    }
    // `puts /x/`, `puts %w[a]`, `puts <<A`: a word, a space, and no space after the sign.
    const open =
      !this.#value ||
      (spaced && this.#before?.is === 'word' && !this.#before.keyword && !/[\s=]/.test(this.#text[from + 1] ?? ' '))
    if (c === '"' || c === "'" || c === '`') return this.#quoted(from, from + 1, c, undefined, c !== "'", c !== '`')
    if (open) {
      const found = this.#literal(from, c)
      if (found !== undefined) return found
    }
    const symbol = this.#match(SYMBOL)
    if (symbol !== undefined) return this.#made('symbol', from, this.#index, symbol.slice(1), from + 1)
    if (c === ':' && /["']/.test(this.#text[from + 1] ?? '')) {
      const token = this.#quoted(from, from + 2, this.#text[from + 1]!, undefined, this.#text[from + 1] === '"', true)
      return { ...token, is: 'symbol' }
    }
    const number = this.#match(NUMBER)
    if (number !== undefined) return this.#made('number', from, this.#index, number.replaceAll('_', ''))
    const word = this.#match(WORD)
    if (word !== undefined) return this.#word(from, word)
    const operator = this.#match(OPERATOR) ?? c
    return this.#made('op', from, this.#index, operator)
  }

  #word(from: number, word: string): Token {
    const named = this.#before?.is === 'op' && (this.#before.text === '.' || this.#before.text === '&.')
    if (word === '__END__' && (from === 0 || this.#text[from - 1] === '\n')) {
      this.#index = this.#text.length
      return this.#made('end', from, from)
    }
    if (!named && this.#text[this.#index] === ':' && this.#text[this.#index + 1] !== ':') {
      this.#index++
      return this.#made('label', from, this.#index, word, from, this.#index - 1)
    }
    return { ...this.#made('word', from, this.#index, word), keyword: !named && KEYWORDS.has(word) }
  }

  /** What may begin only where an operand is expected. */
  #literal(from: number, c: string): Token | undefined {
    if (c === '/') return this.#quoted(from, from + 1, '/', undefined, true, false, /[a-z]*/y)
    if (c === '?' && !this.#value) {
      const character = this.#match(CHARACTER)
      if (character !== undefined) return this.#made('string', from, this.#index, character.slice(1), from + 1)
    }
    if (c === '<') return this.#heredoc(from)
    if (c !== '%') return undefined
    PERCENT.lastIndex = from
    const match = PERCENT.exec(this.#text)
    if (match === null) return undefined
    const [all, kind, quote] = match as unknown as [string, string, string]
    const close = CLOSING[quote] ?? quote
    const token = this.#quoted(
      from,
      from + all.length,
      close,
      close === quote ? undefined : quote,
      !/[wiqs]/.test(kind),
      !/[rx]/.test(kind),
      kind === 'r' ? /[a-z]*/y : undefined,
    )
    return /[wWiI]/.test(kind) ? this.#listed(token) : token
  }

  #listed(token: Token): Token {
    const items: Token[] = []
    for (const match of this.#text.slice(token.start, token.end).matchAll(/\S+/g)) {
      const start = token.start + match.index
      const end = start + match[0].length
      items.push({ ...this.#made('string', start, end, match[0]), plain: !match[0].includes('#{') })
    }
    return { ...token, is: 'words', items }
  }

  #quoted(
    from: number,
    start: number,
    close: string,
    nested: string | undefined,
    computes: boolean,
    text: boolean,
    flags?: RegExp,
  ): Token {
    const { end, plain } = this.#scan(start, close, nested, computes, from, 0)
    this.#index = end + 1
    if (flags !== undefined) {
      flags.lastIndex = this.#index
      flags.exec(this.#text)
      this.#index = flags.lastIndex
    }
    const raw = this.#text.slice(start, end)
    const value = raw.replace(/\\(\r?\n|[\s\S])/g, (all, e: string) =>
      computes ? (/\n/.test(e) ? '' : (ESCAPES[e] ?? e)) : e === close || e === '\\' ? e : all,
    )
    // `"key": value` in a hash.
    const label = text && /["']/.test(close) && this.#text[this.#index] === ':' && this.#text[this.#index + 1] !== ':'
    if (label) this.#index++
    return { ...this.#made(label ? 'label' : 'string', from, this.#index, value, start, end), plain: plain && text }
  }

  /** The end of a string; an interpolation may contain further strings. */
  #scan(start: number, close: string, nested: string | undefined, computes: boolean, opened: number, depth: number): Scanned {
    if (depth > BOUNDS.depth) this.#sheet.fault(opened, `values nested deeper than ${BOUNDS.depth}`)
    let plain = true
    let inside = 0
    for (let i = start; i < this.#text.length; i++) {
      const c = this.#text[i]!
      if (c === '\\') i++
      else if (computes && c === '#' && this.#text[i + 1] === '{') {
        plain = false
        i = this.#computed(i + 2, i, depth + 1)
      } else if (c === nested) inside++
      else if (c === close && inside-- === 0) return { end: i, plain }
    }
    return this.#sheet.fault(opened, `${close} is missing: the string is not closed`)
  }

  /** The `}` of `#{…}`. */
  #computed(start: number, opened: number, depth: number): number {
    let inside = 0
    for (let i = start; i < this.#text.length; i++) {
      const c = this.#text[i]!
      if (c === '\\' || c === '$') i++
      else if (c === '/' && /[(,~|&{!]\s?$/.test(this.#text.slice(i - 2, i)))
        i = this.#scan(i + 1, c, undefined, true, i, depth).end
      else if (c === '"' || c === "'" || c === '`') i = this.#scan(i + 1, c, undefined, c !== "'", i, depth).end
      else if (c === '{') inside++
      else if (c === '}' && inside-- === 0) return i
    }
    return this.#sheet.fault(opened, '} is missing: the interpolation in a string is not closed')
  }

  /** `<<ID`, `<<-ID`, `<<~ID`: its text is the lines after this one. Without a line that ends it, `<<` is an operator. */
  #heredoc(from: number): Token | undefined {
    HEREDOC.lastIndex = from
    const match = HEREDOC.exec(this.#text)
    if (match === null) return undefined
    const [all, dash, quote, id] = match as unknown as [string, string, string, string]
    const last = this.#lastLines().get(dash === '' ? `=${id}` : `~${id}`)
    // Looked for first: finding the end of a long line for each of its signs would take the square of its length.
    if (last === undefined || last < from) return undefined
    const start = this.#resume ?? this.#text.indexOf('\n', from) + 1
    if (last < start) return undefined
    for (let i = start; i <= last; ) {
      const stop = this.#text.indexOf('\n', i)
      const end = stop < 0 ? this.#text.length : stop
      const found = this.#text.slice(i, end)
      if ((dash === '' ? found.replace(/\r$/, '') : found.trim()) === id) {
        this.#index = from + all.length
        this.#resume = Math.min(end + 1, this.#text.length)
        const value = this.#text.slice(start, i)
        const plain = quote !== '`' && (quote === "'" || !value.includes('#{'))
        return { ...this.#made('string', from, this.#index, value, start, i), plain }
      }
      i = end + 1
    }
    return undefined
  }

  /** Where each line stands last, so that looking for one that is not there costs nothing. */
  #lastLines(): ReadonlyMap<string, number> {
    if (this.#lines !== undefined) return this.#lines
    const lines = new Map<string, number>()
    let index = 0
    for (const line of this.#text.split('\n')) {
      if (line.length < 200) {
        lines.set(`=${line.replace(/\r$/, '')}`, index)
        lines.set(`~${line.trim()}`, index)
      }
      index += line.length + 1
    }
    this.#lines = lines
    return lines
  }

  /** Spaces, comments and =begin … =end. Whether there was anything. */
  #skip(): boolean {
    const start = this.#index
    for (;;) {
      const at = this.#index
      this.#match(SPACE)
      this.#match(COMMENT)
      if (
        this.#text[this.#index] === '=' &&
        (this.#index === 0 || this.#text[this.#index - 1] === '\n') &&
        this.#match(DOCUMENT)
      ) {
        LITERAL_END.lastIndex = this.#index - 1
        const end = LITERAL_END.exec(this.#text)
        if (end === null) this.#sheet.fault(at, '=begin without =end')
        this.#index = LITERAL_END.lastIndex
      }
      if (this.#index === at) return at > start
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#index
    const match = pattern.exec(this.#text)
    if (match === null) return undefined
    this.#index = pattern.lastIndex
    return match[0]
  }

  #made(is: Token['is'], from: number, to: number, text: string = '', start: number = from, end: number = to): Token {
    return { is, text, start, end, from, to, plain: true, keyword: false }
  }
}
