import { describe, expect, test } from 'vitest'
import { modeRow } from '../chart/rows.ts'
import { COMPONENTS, KINDS } from '../model.ts'
import { FACT } from './facts.ts'
import { IMPOSSIBLE } from './impossible.ts'
import { BASES, type Condition, type Facts, type Tree } from './model.ts'
import { RECIPES, recipeFor } from './recipes/index.ts'
import { flowSvg } from './render/svg.ts'
import { TREES } from './trees/index.ts'
import { hear } from './walk.ts'

const URL = /^https:\/\/[\w.-]+\/\S+$/

/** Facts that make a condition hold: for a version, the bound itself or one below it. */
function satisfying(when: Condition): Facts {
  return new Map(
    Object.entries(when).map(([id, check]) => {
      const value =
        typeof check === 'string' ? check : Array.isArray(check) ? check[0]! : 'atLeast' in check ? check.atLeast : '0.1'
      return [id, { values: [value as string], from: 'test' }]
    }),
  )
}

function reachable(tree: Tree): Set<string> {
  const seen = new Set<string>()
  const visit = (id: string, above: readonly string[]): void => {
    expect(above, `${tree.id}: a cycle`).not.toContain(id)
    seen.add(id)
    for (const edge of Object.values(tree.questions[id]?.edges ?? {})) visit(edge.to, [...above, id])
  }
  visit(tree.start, [])
  return seen
}

describe.each(TREES.map((tree) => [tree.id, tree] as const))('%s', (_, tree) => {
  test('every question and outcome is reached, and every edge leads somewhere', () => {
    const seen = reachable(tree)
    const all = [...Object.keys(tree.questions), ...Object.keys(tree.outcomes)]
    expect([...seen].sort()).toEqual(all.sort())
    expect(new Set(all).size).toBe(all.length)
  })

  test('every edge has its basis, reason and source', () => {
    for (const [id, question] of Object.entries(tree.questions)) {
      expect(Object.keys(question.edges).length, id).toBeGreaterThan(1)
      for (const [answer, edge] of Object.entries(question.edges)) {
        const where = `${tree.id} ${id} ${answer}`
        expect(BASES, where).toContain(edge.basis)
        expect(edge.why, where).not.toBe('')
        expect(edge.see.length, where).toBeGreaterThan(0)
        for (const url of edge.see) expect(url, where).toMatch(URL)
      }
    }
    for (const url of tree.sources) expect(url).toMatch(URL)
  })

  test('every answer can be given by facts, and every fact is in the vocabulary', () => {
    for (const [id, question] of Object.entries(tree.questions)) {
      for (const rule of question.rules) {
        expect(Object.keys(question.edges), `${id}: ${rule.says}`).toContain(rule.answer)
        for (const [name, check] of Object.entries(rule.when)) {
          const spec = FACT.get(name)
          expect(spec, `${id}: fact ${name}`).toBeDefined()
          const values = typeof check === 'string' ? [check] : Array.isArray(check) ? check : []
          if (spec!.values !== undefined) for (const value of values) expect(spec!.values, `${id}: ${name}`).toContain(value)
        }
      }
      for (const answer of Object.keys(question.edges)) {
        const given = question.rules.some(
          (rule) => rule.answer === answer && hear(id, question, satisfying(rule.when)).answers.join() === answer,
        )
        expect(given, `${tree.id} ${id}: no facts give '${answer}'`).toBe(true)
      }
    }
  })

  test('every outcome is whole: cells, runner-up, recipe, what to verify, sources', () => {
    const ranks = new Set<number>()
    for (const [id, outcome] of Object.entries(tree.outcomes)) {
      expect(outcome.cells, id).toHaveLength(COMPONENTS.length)
      for (const kind of outcome.cells) expect(KINDS).toContain(kind)
      if (outcome.mode !== null) {
        // A mode's defaults, but for a device in hardware.
        const defaults = modeRow(outcome.mode).kinds
        COMPONENTS.forEach((c, i) => {
          if (!((c === 'network' || c === 'disk') && outcome.cells[i] === 'VH'))
            expect(outcome.cells[i], `${id} ${c}`).toBe(defaults[c])
        })
      }
      if (outcome.runnerUp?.to !== undefined) expect(Object.keys(tree.outcomes), id).toContain(outcome.runnerUp.to)
      expect(outcome.verify.length, id).toBeGreaterThan(0)
      for (const url of outcome.see) expect(url, id).toMatch(URL)
      expect(RECIPES, `${id}: recipe ${outcome.recipe}`).toHaveProperty([outcome.recipe])
      const recipe = recipeFor({ outcome, fact: () => undefined })
      expect(recipe.parts.length, id).toBeGreaterThan(0)
      for (const part of recipe.parts) {
        expect(part.text, id).toMatch(/\S\n$/)
        expect(part.text, id).not.toMatch(/undefined|\[object/)
      }
      for (const url of recipe.see) expect(url, id).toMatch(URL)
      ranks.add(outcome.rank)
      expect(outcome.short.length, `${id}: ${outcome.short}`).toBeLessThanOrEqual(24)
    }
    expect(Math.min(...ranks)).toBe(1)
  })

  test('boxes of the flowchart hold their words', () => {
    for (const [id, q] of Object.entries(tree.questions)) expect(q.short.length, `${id}: ${q.short}`).toBeLessThanOrEqual(24)
  })
})

test('every refusal is sourced and speaks the vocabulary', () => {
  const ids = IMPOSSIBLE.map((row) => row.id)
  expect(new Set(ids).size).toBe(ids.length)
  for (const row of IMPOSSIBLE) {
    expect(row.see).toMatch(URL)
    for (const [name, check] of Object.entries(row.when)) {
      const spec = FACT.get(name)
      expect(spec, `${row.id}: ${name}`).toBeDefined()
      const values = typeof check === 'string' ? [check] : Array.isArray(check) ? check : []
      if (spec!.values !== undefined) for (const value of values) expect(spec!.values, row.id).toContain(value)
    }
  }
})

describe('the drawings in the documents', () => {
  // vitest --update draws them again.
  test.each(TREES.map((tree) => [tree.id, tree] as const))('docs/flow-%s.svg', async (id, tree) => {
    await expect(flowSvg(tree)).toMatchFileSnapshot(`../../docs/flow-${id}.svg`)
  })
})

test('the command offers every tree', async () => {
  const { command } = await import('../cli/commands/choose.ts')
  expect(command.options.find((o) => o.flags.startsWith('--tree'))?.choices).toEqual(TREES.map((t) => t.id))
})
