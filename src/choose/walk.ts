/** The engine: walks any tree with what is known. */
import { truth } from './condition.ts'
import type { AnswerRule, Facts, Open, Question, Remaining, Step, Tree, Walk } from './model.ts'

export interface WalkOptions {
  /** Answers given to questions directly, by question id; they go before facts. */
  readonly told?: ReadonlyMap<string, string>
  /** Take nothing for granted: what is only usual stays open. */
  readonly strict?: boolean
}

interface Heard {
  readonly answers: readonly string[]
  readonly how: Step['how']
  readonly rule?: AnswerRule
  /** Answers that an assumption set aside. */
  readonly aside: readonly string[]
}

/** What the facts say to one question. */
export function hear(id: string, question: Question, facts: Facts, options: WalkOptions = {}): Heard {
  const told = options.told?.get(id)
  if (told !== undefined && question.edges[told] !== undefined) return { answers: [told], how: 'told', aside: [] }
  const possible = new Set<string>()
  let usual: AnswerRule | undefined
  for (const rule of question.rules) {
    if (rule.usual && options.strict) continue
    const t = truth(rule.when, facts)
    if (t === 'no') continue
    if (rule.usual) {
      // An assumption for a question that may not apply is not used.
      if (t === 'yes') usual ??= rule
    } else if (t === 'yes') return { answers: [rule.answer], how: 'fact', rule, aside: [] }
    else possible.add(rule.answer)
  }
  if (usual !== undefined) {
    const { answer } = usual
    const others = possible.size === 0 ? Object.keys(question.edges) : [...possible]
    return { answers: [answer], how: 'assumed', rule: usual, aside: others.filter((a) => a !== answer) }
  }
  const all = Object.keys(question.edges)
  const answers = possible.size === 0 ? all : all.filter((a) => possible.has(a))
  return { answers, how: 'fact', aside: [] }
}

/**
 * Walks a tree as far as the facts carry, then along every edge that is still possible.
 * Trees are small and without cycles (a test holds them to it), so that all paths can be followed.
 */
export function walk(tree: Tree, facts: Facts, options: WalkOptions = {}): Walk {
  const path: Step[] = []
  let at = tree.start
  while (tree.questions[at] !== undefined) {
    const question = tree.questions[at]!
    const heard = hear(at, question, facts, options)
    if (heard.answers.length !== 1) break
    const answer = heard.answers[0]!
    const edge = question.edges[answer]!
    path.push({
      question: at,
      answer,
      how: heard.how,
      says: heard.rule?.says ?? (heard.how === 'told' ? 'answered' : edge.why),
      facts: heard.rule === undefined ? [] : Object.keys(heard.rule.when),
      otherwise: [...new Set(heard.aside.flatMap((a) => outcomesFrom(tree, question.edges[a]!.to, facts, options)))],
    })
    at = edge.to
  }
  const remaining = reach(tree, at, facts, options)
  return { tree, path, remaining, open: openQuestions(tree, at, facts, options) }
}

/** Every outcome that can be reached, best first, with the shortest list of open answers that leads there. */
function reach(tree: Tree, from: string, facts: Facts, options: WalkOptions): Remaining[] {
  const found = new Map<string, Remaining>()
  const go = (at: string, when: Remaining['when']): void => {
    const question = tree.questions[at]
    if (question === undefined) {
      const before = found.get(at)
      if (before === undefined || when.length < before.when.length) found.set(at, { outcome: at, when })
      return
    }
    const { answers } = hear(at, question, facts, options)
    for (const answer of answers) {
      go(question.edges[answer]!.to, answers.length === 1 ? when : [...when, { question: at, answer }])
    }
  }
  go(from, [])
  return [...found.values()].sort((a, b) => tree.outcomes[a.outcome]!.rank - tree.outcomes[b.outcome]!.rank)
}

/** The outcomes that can still be reached from a question or outcome. */
export function outcomesFrom(tree: Tree, from: string, facts: Facts, options: WalkOptions = {}): string[] {
  return reach(tree, from, facts, options).map((r) => r.outcome)
}

function openQuestions(tree: Tree, from: string, facts: Facts, options: WalkOptions): Open[] {
  const ids = new Set<string>()
  const visit = (at: string): void => {
    const question = tree.questions[at]
    if (question === undefined) return
    const { answers } = hear(at, question, facts, options)
    if (answers.length > 1) ids.add(at)
    for (const answer of answers) visit(question.edges[answer]!.to)
  }
  visit(from)
  return [...ids]
    .map((id, order) => {
      const question = tree.questions[id]!
      const { answers } = hear(id, question, facts, options)
      const left = answers.map((answer) => {
        const told = new Map(options.told).set(id, answer)
        return outcomesFrom(tree, from, facts, { ...options, told }).length
      })
      const names = question.rules.filter((r) => truth(r.when, facts) === 'maybe').flatMap((r) => Object.keys(r.when))
      const unsettled = [...new Set(names)].filter((name) => (facts.get(name)?.values.length ?? 0) !== 1)
      const mean = left.reduce((a, b) => a + b, 0) / left.length
      return { open: { question: id, answers, leaves: Math.max(...left), facts: unsettled }, mean, order }
    })
    .sort((a, b) => a.open.leaves - b.open.leaves || a.mean - b.mean || a.order - b.order)
    .map((x) => x.open)
}
