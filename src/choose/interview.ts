/** Asks what is not known, one question at a time, in the order of the flowchart. */
import type { Facts, Tree } from './model.ts'
import { hear, walk } from './walk.ts'

export interface Choice {
  readonly value: string
  readonly name: string
}

/** Asks a person; undefined when there is no answer to be had any more. */
export type Asker = (message: string, choices: readonly Choice[], hint: string) => Promise<string | undefined>

const UNKNOWN = ''

/**
 * The answers of a person to the questions that the facts leave open.
 * "I do not know" is an answer: the question stays open, and the next one is asked.
 */
export async function interview(
  tree: Tree,
  facts: Facts,
  told: ReadonlyMap<string, string>,
  ask: Asker,
  strict = false,
): Promise<Map<string, string>> {
  const answers = new Map(told)
  const skipped = new Set<string>()
  for (;;) {
    const options = { told: answers, strict }
    const walked = walk(tree, facts, options)
    if (walked.remaining.length === 1) return answers
    const next = nextQuestion(tree, walked.path.at(-1), facts, answers, skipped, strict)
    if (next === undefined) return answers
    const question = tree.questions[next]!
    const choices = hear(next, question, facts, options).answers.map((id) => ({ value: id, name: question.edges[id]!.label }))
    const answer = await ask(question.ask, [...choices, { value: UNKNOWN, name: 'I do not know' }], question.tell)
    if (answer === undefined) return answers
    if (answer === UNKNOWN) skipped.add(next)
    else answers.set(next, answer)
  }
}

/** The first open question below the settled path, breadth first. */
function nextQuestion(
  tree: Tree,
  last: { readonly question: string; readonly answer: string } | undefined,
  facts: Facts,
  told: ReadonlyMap<string, string>,
  skipped: ReadonlySet<string>,
  strict: boolean,
): string | undefined {
  const queue = [last === undefined ? tree.start : tree.questions[last.question]!.edges[last.answer]!.to]
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    const question = tree.questions[at]
    if (question === undefined) continue
    const { answers } = hear(at, question, facts, { told, strict })
    if (answers.length > 1 && !skipped.has(at)) return at
    queue.push(...answers.map((a) => question.edges[a]!.to))
  }
  return undefined
}
