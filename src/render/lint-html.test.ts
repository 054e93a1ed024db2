import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { readDefinitions } from '../definitions/index.ts'
import { html } from './html.ts'
import { countsOf, lintHtml } from './lint-html.ts'
import { type Told, toldOf } from './lint-told.ts'
import { SAMPLES } from './testing/reports.ts'

/** The elements of markup that is well formed. */
function elementsOf(markup: string): Set<string> {
  const seen = new Set<string>()
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    seen.add(name)
    for (const key of Object.keys(attributes)) seen.add(`@${key}`)
  })
  parser.write(`<x>${markup}</x>`).close()
  return seen
}

const told = (text: string): Told => ({
  counts: { error: 1, warning: 2, info: 1 },
  findings: [
    {
      rule: text,
      name: text,
      severity: 'error',
      line: 3,
      column: 7,
      says: text,
      why: text,
      needs: text,
      see: text,
      excerpt: [text, text, text],
      diff: { after: text, removed: [text, text], added: [text] },
    },
  ],
  suppressed: [{ rule: text, line: 1, reason: text }],
})

const OURS = 'a @class code details del h2 h3 @href @id ins li b mark ol p pre @rel span summary ul x'.split(' ')

test('whatever is in a definition is text', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('<img src=x onerror=a>', '</pre><script>', '"\'><a href=//x>', ']]>&#60;'),
      ),
      (text) => {
        for (const one of elementsOf(lintHtml(told(text), 'm1'))) expect(OURS).toContain(one)
      },
    ),
  )
})

test('a page without script carries what lint says of each machine, under its own id', async () => {
  const text = 'type = "hvm"\nname = "</title><script>"\nhap = 0\ntsc_mode = "always_emulate"\n'
  const [read] = (await readDefinitions({ path: 'x', text }))!
  const page = html([SAMPLES['pv']!, SAMPLES['hvm'] ?? SAMPLES['pvhvm']!], [undefined, toldOf({ path: 'x', text }, read!)])
  expect(page).not.toContain('id="r1-lint"')
  expect(page).toContain('id="r2-lint"')
  expect(page).toContain('<del>- tsc_mode = &quot;always_emulate&quot;</del><ins>+ tsc_mode = &quot;default&quot;</ins>')
  expect(page).toContain('tsc_mode = &quot;<mark>always_emulate</mark>&quot;')
  expect(page).not.toMatch(/<script/i)
})

test('counts are words, and nothing found is said', () => {
  expect(countsOf({ counts: { error: 1, warning: 2, info: 3 } })).toBe('1 error, 2 warnings, 3 info')
  const none = { counts: { error: 0, warning: 0, info: 0 }, findings: [], suppressed: [] }
  expect(countsOf(none)).toBe('')
  expect(lintHtml(none, 'm1')).toContain('No findings')
  expect(lintHtml({ ...told('x'), counts: { error: 90, warning: 0, info: 0 } }, 'm1')).toContain('the 1 most severe are shown')
})
