import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Fault } from '../fault.ts'
import { BOUNDS, Sheet } from './definition.ts'
import { type Part, readRuby, type Statement } from './ruby.ts'

const parse = (text: string): readonly Statement[] => readRuby(new Sheet({ path: 'x', text }))

/** A program as how it nests: `(…)` brackets, `do{…}` blocks, `if{…}` the like of conditions, strings with their text. */
function shape(statements: readonly Statement[]): string {
  const part = (p: Part): string => {
    if (p.is === 'block') return `do${p.parameters.length > 0 ? `|${p.parameters}|` : ''}{${shape(p.body)}}`
    if (p.is === 'control') return `${p.word}${p.header.length > 0 ? ` ${p.header.map(part).join(' ')}` : ''}{${shape(p.body)}}`
    if (p.is === 'group') return `${p.text}${p.parts.map(part).join(' ')}`
    if (p.is === 'words') return `%[${(p.items ?? []).map(part).join(' ')}`
    return p.is === 'string'
      ? `'${p.plain ? p.text : '#'}'`
      : p.is === 'symbol'
        ? `:${p.text}`
        : p.is === 'label'
          ? `${p.text}:`
          : p.text
  }
  return statements
    .map((s) => [...s.parts, ...(s.guard.length > 0 ? ['?' as const] : [])].map((p) => (p === '?' ? p : part(p))).join(' '))
    .join('; ')
}

describe('Ruby as people write it', () => {
  const cases: Readonly<Record<string, string>> = {
    'a do |x|\n b\nend': 'a do|x|{b}',
    'a(1) { |x, y| b }': 'a (1 do|x,y|{b}',
    'a = { b: 1, "c" => 2 }': "a = {b: 1 , 'c' => 2",
    'a b: 1,\n  c: 2\nd': 'a b: 1 , c: 2; d',
    'a\n  .b\n  .c 1\nd': 'a . b . c 1; d',
    'a = b +\n  c\nd': 'a = b + c; d',
    'a \\\n b\nc': 'a b; c',
    'if a then b else c end; d': 'if a{b; c}; d',
    'a = if b\n c\nelsif d\n e\nend': 'a = if b{c; e}',
    'a if b\nc unless d': 'a ?; c ?',
    'return if a\nb': 'return ?; b',
    'while a do b end\nfor x in 1..3 do y end': 'while a{b}; for x 1 .. 3{y}',
    'case a\nwhen 1, 2 then b\nwhen "x"\n c\nelse d\nend': 'case a{b; c; d}',
    'begin\n a\nrescue A, B => e\n b\nensure\n c\nend': 'begin{a; b; c}',
    'def a(b = {}, *c)\n d\nend\ndef self.x = 1\ndef y=(v)\n z\nend': 'def a (b = { , * c{d}; def self . x{1}; def y (v{z}',
    'private def a b\n c\nend': 'private def a b{c}',
    'class A < B\n class << self\n  c\n end\nend': 'class A < B{class << self{c}}',
    '-> (a) { b }\n-> do c end': '-> (a do{b}; -> do{c}',
    "%w[a b].each { |x| y }\n%q(it's (so))": "%['a' 'b' . each do|x|{y}; 'it's (so)'",
    '"a#{b ? "c}" : \'d\'}e"': "'#'",
    '\'a#{b}\'\n"\\"a"': "'a#{b}'; '\"a'",
    'a = <<~X, <<-"Y".strip\n  end\n  X\n do\n Y\nb': "a = '  end\n' , ' do\n' . strip; b",
    "a = <<'X'\n#{b}\nX\n": "a = '#{b}\n'",
    'a << B\na <<B\n': 'a << B; a << B',
    'a / b / c\nd =~ /end "/i\nputs /x y/': "a / b / c; d =~ '#'; puts '#'",
    'a ? b : c\nx = y ?1:2': 'a ? b : c; x = y ? 1 : 2',
    'a.class; a.end; a.if\nb.begin 1': 'a . class; a . end; a . if; b . begin 1',
    '{ if: 1, end: 2 }': '{if: 1 , end: 2',
    ':end\n:"a b"\n:a?\n:+ ': ':end; :a b; :a?; :+',
    '# end\na # do\n=begin\nend\n=end\nb': 'a; b',
    '=begin\nx\n=end\na': 'a',
    'a\n__END__\nend "': 'a',
    'a ;; b;': 'a; b',
    'a = 1_000; b = 0x1F; c = 1.5e3; d = 1..3': 'a = 1000; b = 0x1F; c = 1.5e3; d = 1 .. 3',
    'x = a || b do\n c\nend': 'x = a || b do{c}',
    "a['b'] ||= 'c'\n$d = @e": "a ['b' ||= 'c'; $d = @e",
    '\ufeffa\r\nb do\r\n c\r\nend\r\n': 'a; b do{c}',
  }
  for (const [text, want] of Object.entries(cases)) it(JSON.stringify(text), () => expect(shape(parse(text))).toBe(want))
})

describe('what cannot be read is one line with its place', () => {
  const cases: Readonly<Record<string, string>> = {
    'a do\n b\n': 'x:1:3: do without end',
    'a\nend': 'x:2:1: end closes nothing that is open',
    'a {\n (1\n}': 'x:3:1: found }, expected ) to close ( of line 2',
    'a = [1,\n do\nend': 'x:1:5: [ without ]',
    'if a\n  "b': 'x:2:3: " is missing: the string is not closed',
    'a "#{b"': 'x:1:7: " is missing: the string is not closed',
    '%w(a': 'x:1:1: ) is missing: the string is not closed',
    '=begin\na': 'x:1:1: =begin without =end',
    ')': 'x:1:1: ) closes nothing that is open',
    'def a': 'x:1:1: def without end',
    'a do |x': 'x:1:3: do without end',
  }
  for (const [text, want] of Object.entries(cases)) it(JSON.stringify(text), () => expect(() => parse(text)).toThrow(want))

  it.each([
    ['do ', `blocks nested deeper than ${BOUNDS.depth}`],
    ['[', `brackets nested deeper than ${BOUNDS.depth}`],
    ['a(b { ', 'nested deeper'],
    ['if ', 'nested deeper'],
    ['def a; ', 'blocks nested deeper'],
    ['"#{', 'nested deeper'],
    ['x = ->{', 'blocks nested deeper'],
    ['a = 1; ', 'more than'],
    ['<<A\n', 'more than'],
  ])('%s many times', (part, want) => {
    const start = process.cpuUsage()
    try {
      parse(part.repeat(Math.floor(1_000_000 / part.length)))
    } catch (error) {
      expect((error as Error).message).toContain(want)
      expect((error as Error).message).not.toContain('\n')
    }
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000)
  })

  it('heredocs that end nowhere, or all in one place, are read in a time that grows with the text', () => {
    const start = process.cpuUsage()
    parse(`A\n${'x = <<A + <<B\n'.repeat(20_000)}`)
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000)
  })

  it('many in one long line as well', () => {
    const line = '<<A '.repeat(90_000)
    for (const text of [line, `${line}\nA\n`]) {
      const start = process.cpuUsage()
      try {
        parse(text)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
      }
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000)
    }
  })
})

it('whatever the text is: statements, or one line of what is wrong', () => {
  const words = [
    'do',
    'end',
    'if',
    '{',
    '}',
    '|',
    '(',
    ')',
    '[',
    '"',
    "'",
    '#{',
    '<<A',
    'A',
    '\n',
    ';',
    'a',
    '.',
    '=',
    '/',
    '%w[',
    ',',
    ':',
    '?',
    '\\',
    '=begin\n',
  ]
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), fc.constantFrom(' ', ''), (parts, between) => {
      try {
        parse(parts.join(between))
      } catch (error) {
        expect((error as Error).name).toBe('Fault')
        expect((error as Error).message).toMatch(/^x:\d+:\d+: [^\n]+$/)
      }
    }),
    { numRuns: 2000 },
  )
})
