import { describe, expect, it } from 'vitest'
import { readDefinition } from '../definitions/index.ts'
import { LINT_FORMATS, printFindings } from '../render/lint-formats.ts'
import { documentation } from './document.ts'
import { applyEdits, lint } from './engine.ts'
import { RULES } from './rules/index.ts'

const run = async (text: string, path = 'x') => {
  const read = await readDefinition({ path, text })
  return { format: read?.format, findings: read === undefined ? [] : lint({ path, text }, read) }
}

describe('every rule', () => {
  it('has its own id and name', () => {
    expect(new Set(RULES.map((r) => r.id)).size).toBe(RULES.length)
    expect(new Set(RULES.map((r) => r.name)).size).toBe(RULES.length)
  })
  for (const rule of RULES) {
    it(`${rule.id} ${rule.name} has examples`, () => expect(rule.examples.length).toBeGreaterThan(0))
    for (const example of rule.examples) {
      it(`${rule.id} in ${example.format} fires on the bad example and not on the good one`, async () => {
        const bad = await run(example.bad)
        const good = await run(example.good)
        expect([bad.format, good.format]).toEqual([example.format, example.format])
        expect(bad.findings.map((f) => f.rule)).toContain(rule.id)
        expect(good.findings.map((f) => f.rule)).not.toContain(rule.id)
      })
      it(`${rule.id} in ${example.format}: its fix settles it and is stable`, async () => {
        const { findings } = await run(example.bad)
        const edits = findings.filter((f) => f.rule === rule.id).flatMap((f) => f.edits)
        if (edits.length === 0) return
        const mended = applyEdits(example.bad, edits)
        const again = await run(mended)
        expect(again.format).toBe(example.format)
        expect(again.findings.filter((f) => f.rule === rule.id && f.edits.length > 0)).toEqual([])
      })
    }
  }
})

/** The patterns of these rules fire in emulated.test.ts. */
const NOT_ALL = ['VC101', 'VC102', 'VC201']

it('each pattern of a rule fires in an example of the rule', async () => {
  const silent: string[] = []
  for (const rule of RULES) {
    if (NOT_ALL.includes(rule.id)) continue
    const seen = new Set<unknown>()
    for (const { bad } of rule.examples) {
      const read = await readDefinition({ path: 'x', text: bad })
      lint({ path: 'x', text: bad }, read!, { fired: (pattern) => seen.add(pattern) })
    }
    for (const [i, pattern] of rule.patterns.entries())
      if (!seen.has(pattern)) silent.push(`${rule.id} pattern ${i}: ${pattern.format} ${pattern.at ?? pattern.on}`)
  }
  expect(silent).toEqual([])
})

it('what the fixes of the examples write is as it was', async () => {
  const fixed: string[] = []
  for (const rule of RULES)
    for (const { format, bad } of rule.examples) {
      const edits = (await run(bad)).findings.filter((f) => f.rule === rule.id).flatMap((f) => f.edits)
      if (edits.length > 0) fixed.push(`## ${rule.id} ${format}\n${applyEdits(bad, edits)}`)
    }
  await expect(fixed.join('\n')).toMatchFileSnapshot('rules/fixed.golden.txt')
})

describe('suppression', () => {
  const text = 'type = "hvm"\n# virtcolor-ignore VC303: the host has no EPT\nhap = 0\n'
  it('wants a reason and keeps it', async () => {
    const { findings } = await run(text)
    expect(findings.find((f) => f.rule === 'VC303')?.suppressed).toBe('the host has no EPT')
  })
  it('does nothing without one', async () => {
    const { findings } = await run(text.replace(' the host has no EPT', ''))
    expect(findings.find((f) => f.rule === 'VC303')?.suppressed).toBeUndefined()
  })
  it('is for its own line', async () => {
    const { findings } = await run(`${text.replace('hap = 0\n', 'pae = 1\n')}hap = 0\n`)
    expect(findings.find((f) => f.rule === 'VC303')?.suppressed).toBeUndefined()
  })
})

describe('output', () => {
  it('has the place of the value and makes evidence harmless', async () => {
    const path = 'a|b%\n:x,<b>'
    const read = await readDefinition({ path, text: 'type = "hvm"\nhap = 0\n' })
    const findings = lint({ path, text: 'type = "hvm"\nhap = 0\n' }, read!)
    expect(findings.find((f) => f.rule === 'VC303')).toMatchObject({ line: 2, column: 7 })
    for (const format of LINT_FORMATS) expect(printFindings(findings, format, '1.0.0')).toMatchSnapshot(format)
  })
})

it('keeps comments and layout when it mends', async () => {
  const text = '# a guest\ntype = "hvm"   # as it was\nhap = 0\nvif = [ "bridge=xenbr0" ] # net\nviridain=1\n'
  const { findings } = await run(text)
  expect(
    applyEdits(
      text,
      findings.flatMap((f) => f.edits),
    ),
  ).toBe('# a guest\ntype = "hvm"   # as it was\nvif = [ "bridge=xenbr0,type=vif" ] # net\nviridian=1\n')
})

it('lints 1,000 definitions in well under 3 s', async () => {
  const texts = RULES.flatMap((r) => r.examples.flatMap((e) => [e.bad, e.good]))
  // Time of this process: a machine that does other things meanwhile says nothing of the linter.
  const start = process.cpuUsage()
  for (let i = 0; i < 1000; i++) await run(texts[i % texts.length]!)
  const { user, system } = process.cpuUsage(start)
  expect((user + system) / 1000).toBeLessThan(3000)
})

it('docs/lint.md is what the rules say', async () => {
  await expect(documentation()).toMatchFileSnapshot('../../docs/lint.md')
})
