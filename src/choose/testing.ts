/** For tests: asks with plain facts. */
import { findType } from '../catalog/ec2.ts'
import { choose } from './answer.ts'
import { factsOfType } from './ec2.ts'
import type { Fact } from './model.ts'

export type Given = Readonly<Record<string, string>>

export function ask(
  given: Given,
  options: Parameters<typeof choose>[1] = {},
): { best: string; settled: boolean; all: string[]; assumed: number } {
  const facts = new Map<string, Fact>()
  if (given['ec2'] !== undefined) {
    const type = findType(given['ec2'])
    if (type === undefined) throw new Error(`no type ${given['ec2']}`)
    for (const [id, fact] of factsOfType(type, Number(given['year'] ?? 2026), 'test')) facts.set(id, fact)
  }
  for (const [id, value] of Object.entries(given)) facts.set(id, { values: [value], from: 'test' })
  const result = choose(facts, options)
  if ('refused' in result) return { best: `refused: ${result.refused[0]!.id}`, settled: true, all: [], assumed: 0 }
  return {
    best: result.answer.best.id,
    settled: result.answer.settled,
    all: result.answer.remaining.map((r) => r.id),
    assumed: result.answer.path.filter((s) => s.how === 'assumed').length,
  }
}
