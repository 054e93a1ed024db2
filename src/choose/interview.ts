/** Asks what is not known, one question at a time, in the order of the flowchart. */
import type { Facts, Tree } from './model.ts'
import { hear, type WalkOptions, walk } from './walk.ts'

export interface Choice {
  readonly value: string
  readonly name: string
}

/** What goes with a question: the choice that is selected at first, and how many questions there are. */
export interface Position {
  readonly selected: string
  readonly number: number
  /** Questions in all, at most. */
  readonly most: number
}

/** Asks a person; undefined when the person ends the interview. */
export type Asker = (
  message: string,
  choices: readonly Choice[],
  hint: string,
  position?: Position,
) => Promise<string | undefined>

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
    const usual = question.likely ?? question.rules.find((rule) => rule.usual === true)?.answer
    const selected = usual !== undefined && choices.some((c) => c.value === usual) ? usual : UNKNOWN
    const number = answers.size - told.size + skipped.size + 1
    const left = longest(tree, next, facts, { told: answers, strict }, skipped)
    const answer = await ask(question.ask, [...choices, { value: UNKNOWN, name: 'I do not know' }], question.tell, {
      selected,
      number,
      most: number - 1 + left,
    })
    if (answer === undefined) return answers
    if (answer === UNKNOWN) skipped.add(next)
    else answers.set(next, answer)
  }
}

/** How many open questions there are at most from here on. */
function longest(tree: Tree, at: string, facts: Facts, options: WalkOptions, skipped: ReadonlySet<string>): number {
  const question = tree.questions[at]
  if (question === undefined) return 0
  const { answers } = hear(at, question, facts, options)
  const below = Math.max(0, ...answers.map((id) => longest(tree, question.edges[id]!.to, facts, options, skipped)))
  return below + (answers.length > 1 && !skipped.has(at) ? 1 : 0)
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
