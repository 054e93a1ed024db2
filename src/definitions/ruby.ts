import { BOUNDS, type Sheet } from './definition.ts'
import { type Token, Tokens } from './ruby-tokens.ts'

/** Part of a statement. */
export type Part = Token | Group | Block | Control

/** `(…)`, `[…]`, `{ key: value }`: what is inside, commas among it. */
export interface Group {
  readonly is: 'group'
  readonly text: '(' | '[' | '{'
  readonly parts: readonly Part[]
  readonly from: number
  readonly to: number
}

/** `do |a, b| … end` or `{ |a, b| … }`. */
export interface Block {
  readonly is: 'block'
  readonly parameters: readonly string[]
  readonly body: readonly Statement[]
  readonly from: number
  readonly to: number
}

/** `if … end` and its like. All branches are one body: which of them runs is not known here. */
export interface Control {
  readonly is: 'control'
  readonly word: string
  readonly header: readonly Part[]
  readonly body: readonly Statement[]
  readonly from: number
  readonly to: number
}

export interface Statement {
  readonly parts: readonly Part[]
  /** `… if x`, `… unless x`, `… rescue y` from the word on: with any of it the statement may not happen. */
  readonly guard: readonly Part[]
  readonly from: number
  readonly to: number
}

const BRANCHES: ReadonlySet<string> = new Set(['else', 'elsif', 'when', 'in', 'rescue', 'ensure'])
const CONTROLS: ReadonlySet<string> = new Set([
  'if',
  'unless',
  'while',
  'until',
  'case',
  'for',
  'begin',
  'def',
  'class',
  'module',
])
/** After an operand these ask a question of what is before them; elsewhere the first four are as in other languages. */
const MODIFIERS: ReadonlySet<string> = new Set(['if', 'unless', 'while', 'until', 'rescue'])
/** Words after which an operand is expected, on the next line where this one ends. */
const OPEN: ReadonlySet<string> = new Set(['and', 'or', 'not'])

/**
 * The statements of a Ruby program with their places: how its blocks nest, and no more of its grammar than that.
 * @throws Fault with the place of a block, bracket or string without end, and of nesting deeper than `BOUNDS.depth`
 */
export function readRuby(sheet: Sheet): readonly Statement[] {
  const tokens = new Tokens(sheet)
  let current = tokens.next()
  /** `def a = b` has ended, and its statement with it. */
  let endless = false

  const take = (): Token => {
    const token = current
    current = tokens.next()
    return token
  }
  const sign = (text: string): boolean => current.is === 'op' && current.text === text
  const keyword = (text: string): boolean => current.keyword && current.text === text
  const separates = (): boolean => current.is === 'newline' || sign(';')

  /** Statements until something that no statement begins with. */
  function body(depth: number, opened: number): Statement[] {
    if (depth > BOUNDS.depth) sheet.fault(opened, `blocks nested deeper than ${BOUNDS.depth}`)
    const found: Statement[] = []
    for (;;) {
      while (separates() || keyword('then')) take()
      if (current.is === 'end' || (current.keyword && (current.text === 'end' || BRANCHES.has(current.text)))) return found
      if (current.is === 'op' && /^[)\]}]$/.test(current.text)) return found
      found.push(statement(depth))
    }
  }

  function statement(depth: number, header = false): Statement {
    const { from } = current
    const parts: Part[] = []
    const guarded = expression(parts, depth, header ? 'header' : 'line') ?? parts.length
    const own = parts.slice(0, guarded)
    return { parts: own, guard: parts.slice(guarded), from, to: own.at(-1)?.to ?? from }
  }

  /** Parts until the statement or bracket ends. Where the first modifier is, if there is one. */
  function expression(parts: Part[], depth: number, where: 'line' | 'header' | 'bracket'): number | undefined {
    let conditional: number | undefined
    for (;;) {
      const last = parts.at(-1)
      const operand = isOperand(last)
      if (current.is === 'end') return conditional
      if (current.is === 'newline' || sign(';')) {
        const goesOn = where === 'bracket' || (current.is === 'newline' && last !== undefined && !operand)
        if (goesOn) take()
        else if (current.is === 'newline') {
          while (current.is === 'newline') take()
          // `a\n  .b` goes on; anything else is the next statement.
          if (!sign('.') && !sign('&.')) return conditional
        } else return conditional
        continue
      }
      if (current.is === 'op') {
        if (/^[)\]}]$/.test(current.text)) return conditional
        if (/^[([{]$/.test(current.text)) {
          parts.push(current.text === '{' ? braces(operand, last, depth) : group(take(), depth))
          continue
        }
      }
      if (current.keyword) {
        const word = current.text
        if (word === 'end' || (word === 'then' && where !== 'bracket')) return conditional
        if (word === 'do') {
          if (where === 'header') return conditional
          parts.push(block('end', depth))
          continue
        }
        if (MODIFIERS.has(word) && operand) {
          conditional ??= parts.length
          parts.push({ ...take(), is: 'op' })
          continue
        }
        if (CONTROLS.has(word)) {
          parts.push(control(depth))
          if (endless) {
            endless = false
            return conditional
          }
          continue
        }
        // `else` and the like end the statement before them on one line: `if a then b else c end`.
        if (BRANCHES.has(word) && where !== 'bracket' && operand) return conditional
      }
      parts.push(take())
    }
  }

  function group(open: Token, depth: number): Group {
    if (depth >= BOUNDS.depth) sheet.fault(open.from, `brackets nested deeper than ${BOUNDS.depth}`)
    const parts: Part[] = []
    expression(parts, depth + 1, 'bracket')
    const close = { '(': ')', '[': ']', '{': '}' }[open.text]!
    if (!sign(close)) missing(open.from, open.text, close)
    return { is: 'group', text: open.text as Group['text'], parts, from: open.from, to: take().to }
  }

  /** `{`: after a call a block, elsewhere a hash. */
  function braces(operand: boolean, last: Part | undefined, depth: number): Part {
    const called =
      last !== undefined &&
      ((operand && (last.is === 'word' || (last.is === 'group' && last.text === '('))) ||
        (last.is === 'op' && last.text === '->'))
    return called ? block('}', depth) : group(take(), depth)
  }

  function block(close: 'end' | '}', depth: number): Block {
    const open = take()
    while (current.is === 'newline') take()
    const parameters: string[] = []
    if (sign('|')) {
      take()
      while (!sign('|') && current.is !== 'end') {
        const token = take()
        if (token.is === 'word' || token.is === 'label') parameters.push(token.text)
      }
      take()
    }
    const found = branches(depth, open.from)
    if (close === 'end' ? !keyword('end') : !sign('}')) missing(open.from, open.text, close)
    return { is: 'block', parameters, body: found, from: open.from, to: take().to }
  }

  /** A body with its `else`, `when`, `rescue` … in one. */
  function branches(depth: number, opened: number): Statement[] {
    const found = body(depth + 1, opened)
    while (current.keyword && BRANCHES.has(current.text)) {
      const { text } = take()
      if (text !== 'else' && text !== 'ensure' && !separates()) statement(depth + 1, true)
      if (keyword('then')) take()
      for (const one of body(depth + 1, opened)) found.push(one)
    }
    return found
  }

  function control(depth: number): Control {
    const open = take()
    if (depth > BOUNDS.depth) sheet.fault(open.from, `blocks nested deeper than ${BOUNDS.depth}`)
    const header: Part[] = []
    if (open.text === 'def') {
      name(header)
      const setter = sign('=') && current.from === header.at(-1)?.to
      if (setter) take()
      if (sign('(')) header.push(group(take(), depth))
      // `def name = value` has no end.
      if (!setter && sign('=')) {
        take()
        const only = statement(depth + 1)
        endless = true
        return { is: 'control', word: 'def', header, body: [only], from: open.from, to: only.to }
      }
    }
    if (open.text === 'for') while (!separates() && !keyword('in') && current.is !== 'end') header.push(take())
    if (open.text === 'for' && keyword('in')) take()
    if (open.text !== 'begin' && !separates()) expression(header, depth + 1, 'header')
    if (keyword('then') || keyword('do')) take()
    const found = branches(depth, open.from)
    if (!keyword('end')) missing(open.from, open.text, 'end')
    return { is: 'control', word: open.text, header, body: found, from: open.from, to: take().to }
  }

  /** Of a method: `name`, `self.name`, `[]`, an operator. */
  function name(header: Part[]): void {
    header.push(take())
    if (sign('.')) header.push(take(), take())
    if (sign(']')) header.push(take())
  }

  function missing(opened: number, open: string, close: string): never {
    if (current.is === 'end') sheet.fault(opened, `${open} without ${close}`)
    const { line } = sheet.place(opened)
    sheet.fault(current.from, `found ${current.text}, expected ${close} to close ${open} of line ${line}`)
  }

  const program = body(0, 0)
  if (current.is !== 'end') sheet.fault(current.from, `${current.text} closes nothing that is open`)
  return program
}

/** Whether an expression may end after a part. */
function isOperand(part: Part | undefined): boolean {
  if (part === undefined || part.is === 'op' || part.is === 'label') return false
  if (part.is !== 'word') return true
  return !OPEN.has(part.text) || !part.keyword
}
