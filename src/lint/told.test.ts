import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readDefinitions } from '../definitions/index.ts'
import { type Told, toldOf } from '../render/lint-told.ts'
import { diffOf } from './diff.ts'
import { applyEdits, type Edit, lint } from './engine.ts'
import { RULES } from './rules/index.ts'

const told = async (text: string): Promise<Told> => {
  const all = (await readDefinitions({ path: 'x', text }))!
  return toldOf({ path: 'x', text }, all[0]!)
}

describe('the lines that a change is', () => {
  const edit = (text: string, from: string, to: string): Edit => {
    const start = text.indexOf(from)
    return { start, end: start + from.length, text: to }
  }

  it.each<[what: string, text: string, from: string, to: string, want: object]>([
    ['a value', 'a = 1\n  b = 2\r\n', '2', '3', { removed: ['b = 2'], added: ['b = 3'] }],
    ['a line that goes', 'a\nb\nc\n', 'b\n', '', { removed: ['b'], added: [] }],
    ['the only line', 'b\n', 'b\n', '', { removed: ['b'], added: [] }],
    ['the last line, without its end', 'a\nb', 'b', '', { removed: ['b'], added: [] }],
    [
      'a line that comes, indented as its neighbour',
      '<a>\n  <b>\n  </b>\n</a>',
      '',
      '',
      { after: '<b>', removed: [], added: ['  <c/>'] },
    ],
    ['several lines', 'x\n\ta\n\t\tb\ny', '\ta\n\t\tb', '\tc', { removed: ['a', '\tb'], added: ['c'] }],
    ['nothing', 'a\n', 'a', 'a', { removed: [], added: [] }],
  ])('%s', (what, text, from, to, want) => {
    const one = what.startsWith('a line that comes') ? { start: 9, end: 9, text: '\n    <c/>' } : edit(text, from, to)
    expect(diffOf(text, [one])).toEqual(what === 'nothing' ? undefined : want)
  })

  it('of no edits it is none', () => expect(diffOf('a', [])).toBeUndefined())

  it('is cut around the change of a long line, and after some of many lines', () => {
    const line = `${'x'.repeat(500_000)} old ${'y'.repeat(500_000)}`
    const { removed, added } = diffOf(line, [edit(line, 'old', 'new')])!
    expect(removed[0]).toMatch(/^…x{39} old y{116}…$/)
    expect(added[0]).toMatch(/^…x{39} new y{116}…$/)
    const many = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n')
    expect(diffOf(many, [{ start: 0, end: many.length, text: 'one' }])!.removed.at(-1)).toBe('… (88 more lines)')
  })

  it('what goes was in the text, what comes is in the mended one, and no more than the change says', () => {
    const line = fc.stringMatching(/^[ ab]{0,6}$/)
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 8 }),
        fc.nat(60),
        fc.nat(20),
        fc.stringMatching(/^[ab\n]{0,8}$/),
        (lines, at, size, text) => {
          const before = lines.join('\n')
          const start = Math.min(at, before.length)
          const edits = [{ start, end: Math.min(start + size, before.length), text }]
          const after = applyEdits(before, edits)
          const diff = diffOf(before, edits)
          if (diff === undefined) {
            expect(after).toBe(before)
            return
          }
          const within = (text: string, lines: readonly string[]): void => {
            const rows = text.split('\n')
            for (const one of lines) expect(rows.some((row) => row.endsWith(one))).toBe(true)
          }
          within(before, diff.removed)
          within(after, diff.added)
          const more = after.split('\n').length - before.split('\n').length
          if (diff.added.length > 0) expect(more).toBe(diff.added.length - diff.removed.length)
          else expect(more).toBeGreaterThanOrEqual(-diff.removed.length)
        },
      ),
      { examples: [[['', ''], 0, 0, '\n']] },
    )
  })
})

describe('what lint tells of a machine', () => {
  it.each(RULES.flatMap((rule) => rule.examples.map((example) => [rule.id, example.format, example.bad] as const)))(
    '%s in %s: the place, the reason and, where it has a change, the change',
    async (id, _, text) => {
      const one = (await told(text)).findings.find(({ rule }) => rule === id)!
      const found = lint({ path: 'x', text }, (await readDefinitions({ path: 'x', text }))!).find(({ rule }) => rule === id)!
      expect([one.line, one.column, one.says]).toEqual([found.line, found.column, found.says])
      expect(one.why.length).toBeGreaterThan(20)
      expect(one.see).toMatch(/^https:\/\//)
      const [before, mark, after] = one.excerpt
      expect(mark).not.toBe('')
      // A long line is cut; what is marked stands where the finding is.
      const line = text.split('\n')[one.line - 1]!.replaceAll('\t', ' ')
      expect(line.slice(one.column - 1).startsWith(mark)).toBe(true)
      expect(line).toContain(`${before.replace(/^…/, '')}${mark}${after.replace(/…$/, '')}`)
      expect(one.diff === undefined).toBe(found.edits.length === 0)
    },
  )

  it('the most severe first, in the order of the text, and no more than anybody reads', async () => {
    const keys = Array.from({ length: 80 }, (_, i) => `zzkey${i}q = 1`).join('\n')
    const { counts, findings } = await told(`type = "hvm"\nhpet = 1\n${keys}\nhap = 0\n`)
    expect(counts).toEqual({ error: 1, warning: 80, info: 2 })
    expect(findings).toHaveLength(50)
    expect(findings.slice(0, 3).map(({ rule, line }) => `${rule}:${line}`)).toEqual(['VC303:83', 'VC601:3', 'VC601:4'])
  })

  it('what the file asks not to be told is told apart', async () => {
    const { counts, findings, suppressed } = await told('type = "hvm"\nhap = 0 # virtcolor-ignore VC303: no EPT there\n')
    expect([counts.error, findings.map(({ rule }) => rule)]).toEqual([0, ['VC407']])
    expect(suppressed).toEqual([{ rule: 'VC303', line: 2, reason: 'no EPT there' }])
  })
})
