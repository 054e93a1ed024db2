import type { Answer } from '../choose/answer.ts'
import { problemWith } from '../choose/facts.ts'
import type { Refusal } from '../choose/impossible.ts'
import type { Fact } from '../choose/model.ts'
import { EXIT, Fault } from '../fault.ts'

export interface ChooseModeOptions {
  /** Use this decision tree instead of the one that fits the facts. */
  readonly tree?: 'gregg-2014' | 'ec2-2026' | 'xen-2026' | 'other-2026'
  /** Do not assume usual values. */
  readonly strict?: boolean
  /** Answers to questions of the tree, by question id. They override facts. */
  readonly answers?: Readonly<Record<string, string>>
}

/** The recommendation, or why these facts contradict each other and what is possible instead. */
export type ChooseModeResult = { readonly answer: Answer } | { readonly refused: readonly Refusal[] }

/**
 * Which mode to choose, as `virtcolor choose` answers.
 * @param facts by the ids that `virtcolor choose --help` lists: `{ on: 'xl', xen: '4.17', linux: '6.1' }`
 * @throws Fault with exit 2 for an unknown fact, a wrong value, or facts that do not say what the guest runs on
 */
export async function choose(
  facts: Readonly<Record<string, string>>,
  { tree, strict = false, answers = {} }: ChooseModeOptions = {},
): Promise<ChooseModeResult> {
  const known = new Map<string, Fact>()
  for (const [id, value] of Object.entries(facts)) {
    const problem = problemWith(id, value)
    if (problem !== undefined) throw new Fault(`${id}: ${problem}`, EXIT.usage)
    known.set(id, { values: [value], from: `${id}=${value}` })
  }
  const type = facts['ec2'] === undefined ? undefined : await addType(known, facts['ec2'])
  const [{ choose: walk }, { recipeFor }] = await Promise.all([
    import('../choose/answer.ts'),
    import('../choose/recipes/index.ts'),
  ])
  const result = walk(known, {
    strict,
    told: new Map(Object.entries(answers)),
    recipes: recipeFor,
    ...(tree !== undefined && { tree }),
    ...(type !== undefined && { type }),
  })
  return 'refused' in result ? result : { answer: result.answer }
}

/** Adds what the catalogue lists for an EC2 type. @returns the type to recommend: this one, or its successor on Nitro */
async function addType(known: Map<string, Fact>, name: string): Promise<string | undefined> {
  const [{ ec2Catalogue, findType }, { factsOfType, tooEarly }, { successorOf }] = await Promise.all([
    import('../catalog/ec2.ts'),
    import('../choose/ec2.ts'),
    import('../catalog/successor.ts'),
  ])
  const { asOf, types } = ec2Catalogue()
  const type = findType(name)
  if (type === undefined) throw new Fault(`ec2: no type '${name}' in the catalogue of ${asOf}`, EXIT.usage)
  const year = Number(known.get('year')?.values[0] ?? new Date().getFullYear())
  const early = tooEarly(type, year)
  if (early !== undefined) throw new Fault(`ec2: ${early}`, EXIT.usage)
  for (const [id, fact] of factsOfType(type, year, asOf)) if (!known.has(id)) known.set(id, fact)
  if (year <= LAST_ARTICLE_YEAR) return undefined
  if (type.hypervisor !== 'xen') return type.type
  return successorOf(type, types, known.get('ami-boot')?.values[0] === 'uefi' ? 'uefi' : undefined)?.type.type
}

/** Up to this year the answers are those of the article, which names no types. */
const LAST_ARTICLE_YEAR = 2016
