import { expect, test } from 'vitest'
import { ENTRIES } from '../src/explain/entries.ts'
import { EXAMPLES, type Example } from '../src/explain/example.ts'
import { RULES as LINT_RULES } from '../src/lint/rules/index.ts'
import { CASES, OTHER_SYSTEMS } from './advice.cases.ts'
import { ASKED } from './asked.cases.ts'
import { DEFINITIONS } from './definitions.cases.ts'
import { evidenceOf, FIXTURES } from './evidence.ts'
import { type Cases, exampleOf, examplesOf } from './examples.ts'
import { STACKS } from './hypervisors.cases.ts'
import { POSTED } from './posted.cases.ts'
import { SNIPPETS, WORDINGS } from './rules.cases.ts'

/** Lint rules bring their examples in their own table. */
const WANTED = ENTRIES.filter((entry) => entry.kind !== 'lint')

async function cases(): Promise<Cases> {
  const plain = ({ files, texts }: Example): Example => ({ ...(files && { files }), ...(texts && { texts }) })
  const advice = [
    ...Object.entries(CASES).map(([id, { fires }]) => [id, { files: fires }] as const),
    ...Object.entries(OTHER_SYSTEMS).map(([id, { fires }]) => [id, fires] as const),
  ]
  const fixtures: Example[] = []
  for (const fixture of FIXTURES) fixtures.push(exampleOf(await evidenceOf(fixture)))
  const linted = LINT_RULES.flatMap((rule) => rule.examples.flatMap((e) => [{ definition: e.bad }, { definition: e.good }]))
  return {
    own: { ...SNIPPETS, ...DEFINITIONS, ...Object.fromEntries(advice) },
    others: [...[...ASKED, ...STACKS, ...POSTED, ...WORDINGS].map(plain), ...linted, ...fixtures],
  }
}

/**
 * The examples that docs/rules.md, docs/advice.md and `virtcolor explain` run are parts of the cases that the tests run. `npm run golden`
 * makes those anew that no longer show their row; then `npm run docs`.
 */
test('every row has an example, and that still shows it', async () => {
  const found = await examplesOf(WANTED, await cases(), EXAMPLES)
  expect(WANTED.filter((entry) => found[entry.id] === undefined).map((entry) => entry.id)).toEqual([])
  const lines = WANTED.map(({ id }) => `${JSON.stringify(id)}: ${JSON.stringify(found[id])}`)
  await expect(`{\n${lines.join(',\n')}\n}\n`).toMatchFileSnapshot('../src/explain/examples.golden.json')
}, 240_000)
