import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PLAIN } from '../render/paint.ts'
import { choose } from './answer.ts'
import { compareVersions, isVersion } from './condition.ts'
import { FACTS } from './facts.ts'
import { interview } from './interview.ts'
import type { Fact } from './model.ts'
import { recipeFor } from './recipes/index.ts'
import { answerHtml } from './render/html.ts'
import { mermaid } from './render/markdown.ts'
import { flowSvg } from './render/svg.ts'
import { answerText } from './render/text.ts'
import { TREES } from './trees/index.ts'
import { walk } from './walk.ts'

const facts = (given: Readonly<Record<string, string>>): Map<string, Fact> =>
  new Map(Object.entries(given).map(([id, value]) => [id, { values: [value], from: 'test' }]))

/** Facts as anybody could give them, contradictions included. */
const anyFacts: fc.Arbitrary<Map<string, Fact>> = fc
  .record(
    Object.fromEntries(
      FACTS.map((f) => [
        f.id,
        f.values !== undefined
          ? fc.constantFrom(...f.values)
          : f.kind === 'version'
            ? fc.constantFrom('2.6.18', '3.14', '4.4', '4.17', '6.1')
            : fc.constantFrom('2014', '2026'),
      ]),
    ),
    { requiredKeys: [] },
  )
  .map((given) => facts(given as Record<string, string>))

describe('the engine', () => {
  test('nothing known leaves every outcome', () => {
    for (const tree of TREES) {
      const walked = walk(tree, new Map(), { strict: true })
      expect(walked.path).toEqual([])
      expect(walked.remaining.map((r) => r.outcome).sort()).toEqual(Object.keys(tree.outcomes).sort())
    }
  })

  test('knowing more never brings an outcome back that was ruled out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TREES), anyFacts, fc.nat(), (tree, all, at) => {
        const keys = [...all.keys()]
        const fewer = new Map(all)
        if (keys.length > 0) fewer.delete(keys[at % keys.length]!)
        const less = new Set(walk(tree, fewer, { strict: true }).remaining.map((r) => r.outcome))
        const contradiction = walk(tree, all, { strict: true }).remaining.filter((r) => !less.has(r.outcome))
        // Facts that contradict each other are heard in the order of rules; then another branch may open.
        if (contradiction.length > 0) expect(contradictory(tree, all)).toBe(true)
      }),
    )
  })

  test('always answers, every remaining outcome has its way, and what is open would narrow or is needed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TREES), anyFacts, fc.boolean(), (tree, all, strict) => {
        const walked = walk(tree, all, { strict })
        expect(walked.remaining.length).toBeGreaterThan(0)
        expect(walked.open.length === 0).toBe(walked.remaining.length === 1 && walked.open.length === 0)
        for (const r of walked.remaining) {
          const told = new Map(r.when.map((w) => [w.question, w.answer]))
          expect(walk(tree, all, { strict, told }).remaining.map((x) => x.outcome)).toContain(r.outcome)
        }
        for (const o of walked.open) expect(o.leaves).toBeLessThanOrEqual(walked.remaining.length)
        for (let i = 1; i < walked.open.length; i++)
          expect(walked.open[i]!.leaves).toBeGreaterThanOrEqual(walked.open[i - 1]!.leaves)
      }),
    )
  })

  test('an assumption is marked, says what would be otherwise, and is not made when strict', () => {
    const given = facts({ on: 'xl', xen: '4.17', linux: '6.1', arch: 'x86_64' })
    const tree = TREES.find((t) => t.id === 'xen-2026')!
    const lenient = walk(tree, given)
    expect(lenient.remaining).toHaveLength(1)
    expect(lenient.path.find((s) => s.question === 'kernel-pvh')).toMatchObject({ how: 'assumed', otherwise: ['pvhvm'] })
    const strict = walk(tree, given, { strict: true })
    expect(strict.remaining.length).toBeGreaterThan(1)
    expect(strict.open[0]!.facts.length).toBeGreaterThan(0)
  })
})

/** Whether two definite rules of one question give different answers. */
function contradictory(tree: (typeof TREES)[number], all: ReadonlyMap<string, Fact>): boolean {
  return Object.values(tree.questions).some((q) => {
    const one = (rule: (typeof q.rules)[number]): boolean =>
      walk(
        {
          ...tree,
          start: 'q',
          questions: { q: { ...q, rules: [rule] } },
          outcomes: Object.fromEntries(Object.values(q.edges).map((e) => [e.to, { rank: 1 }])),
        } as never,
        all,
        { strict: true },
      ).path.length === 1
    return new Set(q.rules.filter((r) => !r.usual && one(r)).map((r) => r.answer)).size > 1
  })
}

test('versions compare by number', () => {
  expect(compareVersions('4.9', '4.10')).toBe(-1)
  expect(compareVersions('4.10.1', '4.10')).toBe(1)
  expect(compareVersions('6.1.0-18-amd64', '6.1')).toBe(0)
  expect(isVersion('4.17.3-pre')).toBe(true)
  expect(isVersion('x4')).toBe(false)
})

describe('the interview', () => {
  test('asks in the order of the chart until one outcome is left', async () => {
    const asked: string[] = []
    const tree = TREES.find((t) => t.id === 'gregg-2014')!
    const say: Readonly<Record<string, string>> = { 'Does the processor, or the instance type, support HVM?': 'yes' }
    const told = await interview(tree, facts({}), new Map(), async (message, choices) => {
      asked.push(message)
      return say[message] ?? choices.find((c) => c.value === 'no')!.value
    })
    expect(walk(tree, facts({}), { told }).remaining.map((r) => r.outcome)).toEqual(['hvm'])
    expect(asked).toHaveLength(4)
  })
  test('the usual answer is selected, and each question has its number', async () => {
    const tree = TREES.find((t) => t.id === 'gregg-2014')!
    const seen: unknown[] = []
    const told = await interview(tree, facts({}), new Map(), async (_message, _choices, _hint, position) => {
      seen.push(position)
      return position!.selected
    })
    expect(seen[0]).toEqual({ selected: 'yes', number: 1, most: 4 })
    expect(seen[1]).toEqual({ selected: 'no', number: 2, most: 4 })
    // Enter, Enter, Enter and "I do not know" never end in PV.
    expect(walk(tree, facts({}), { told }).remaining.map((r) => r.outcome)).toEqual(['pvhvm-sriov', 'pvhvm'])
  })
  test('"I do not know" leaves a question open and goes on; no answer ends it', async () => {
    const tree = TREES.find((t) => t.id === 'gregg-2014')!
    expect(await interview(tree, facts({}), new Map(), async () => '')).toEqual(new Map())
    expect(await interview(tree, facts({}), new Map(), async () => undefined)).toEqual(new Map())
  })
})

describe('renderers', () => {
  test('any answer is drawn: text under 80 columns, SVG and HTML without markup from outside', () => {
    fc.assert(
      fc.property(anyFacts, (all) => {
        all.set('on', { values: [all.get('on')?.values[0] ?? 'xl'], from: '<script>"\u0007' })
        let result: ReturnType<typeof choose>
        try {
          result = choose(all, { recipes: recipeFor })
        } catch {
          return
        }
        if ('refused' in result) return
        const { answer, walk: walked } = result
        const tree = TREES.find((t) => t.id === answer.tree.id)!
        const text = answerText(answer, { width: 80, paint: PLAIN })
        // Commands are to be copied whole, and addresses too.
        for (const line of text.split('\n')) if (!/^ {4}|https:/.test(line)) expect(line.length, line).toBeLessThan(80)
        expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f]/)
        const svg = flowSvg(tree, walked, { facts: all })
        const html = answerHtml(answer, svg)
        expect(html).not.toContain('<script')
        expect(svg).not.toMatch(/NaN|undefined|Infinity/)
        expect(mermaid(tree, walked, all)).toMatch(/^flowchart TD\n/)
      }),
      { numRuns: 40 },
    )
  })
  test.each(TREES.map((t) => [t.id, t] as const))('boxes of %s do not overlap and lie within the picture', async (_, tree) => {
    const { flowChart } = await import('./render/flow.ts')
    const { flow } = flowChart(tree)
    for (const a of flow.nodes) {
      expect(a.x - a.width / 2).toBeGreaterThanOrEqual(-0.01)
      expect(a.x + a.width / 2).toBeLessThanOrEqual(flow.width + 0.01)
      for (const b of flow.nodes) {
        if (a === b) continue
        expect(
          Math.abs(a.x - b.x) * 2 >= a.width + b.width || Math.abs(a.y - b.y) * 2 >= a.height + b.height,
          `${a.id} ${b.id}`,
        ).toBe(true)
      }
    }
  })
})

test('xl.cfg of every Xen outcome is in its grammar', () => {
  const LINE = /^(#.*|[a-z][._0-9a-z]* = ("[^"\n]*"|\d+|\[ "[^"\n]*"(, "[^"\n]*")* \]))$/
  for (const tree of TREES) {
    for (const outcome of Object.values(tree.outcomes)) {
      for (const os of ['linux', 'windows']) {
        for (const firmware of ['bios', 'uefi', 'kernel']) {
          const given: Readonly<Record<string, string>> = { on: 'xl', os, firmware, xen: '4.17' }
          if (outcome.mode === null || !['xl', 'hvm', 'pv'].includes(outcome.recipe)) continue
          const part = recipeFor({ outcome, fact: (id) => given[id] }).parts.find((p) => p.language === 'xl')!
          for (const line of part.text.trimEnd().split('\n')) expect(line).toMatch(LINE)
          const keys = part.text.match(/^[a-z_]+(?= = )/gm)!
          expect(new Set(keys).size).toBe(keys.length)
        }
      }
    }
  }
})
