/** A tree with a walk through it as a flowchart: what is lit, what is still possible, what is ruled out. */
import { type Flow, flowOf } from '../../chart/flow.ts'
import type { Facts, Tree, Walk } from '../model.ts'
import { hear, type WalkOptions } from '../walk.ts'

/** `lit`: settled; `open`: still possible; `out`: ruled out; `aside`: nothing was asked, the chart is shown as it is. */
export type Light = 'lit' | 'open' | 'out' | 'aside'

export interface FlowChart {
  readonly tree: Tree
  readonly flow: Flow
  readonly nodes: ReadonlyMap<string, Light>
  /** By `from>answer`. */
  readonly edges: ReadonlyMap<string, Light>
  /** Answers that are assumed, by question. */
  readonly assumed: ReadonlySet<string>
  /** The answer of each edge of the flow, in its order. */
  readonly answers: readonly string[]
}

export const BOX = { width: 158, question: 46, outcome: 64, gapX: 14, gapY: 58 } as const

/** @param walked without one, the chart is drawn unlit */
export function flowChart(tree: Tree, walked?: Walk, facts: Facts = new Map(), options: WalkOptions = {}): FlowChart {
  const nodes = [
    ...Object.keys(tree.questions).map((id) => ({ id, width: BOX.width, height: BOX.question })),
    ...Object.keys(tree.outcomes).map((id) => ({ id, width: BOX.width, height: BOX.outcome })),
  ]
  const answers: string[] = []
  const edges = Object.entries(tree.questions).flatMap(([from, question]) =>
    Object.entries(question.edges).map(([answer, edge]) => {
      answers.push(answer)
      return { from, to: edge.to, label: edge.label }
    }),
  )
  const flow = flowOf(nodes, edges, { gapX: BOX.gapX, gapY: BOX.gapY })
  const lights = new Map<string, Light>(nodes.map((n) => [n.id, walked === undefined ? 'aside' : 'out']))
  const edgeLights = new Map<string, Light>(
    edges.map((e, i) => [`${e.from}>${answers[i]}`, walked === undefined ? 'aside' : 'out']),
  )
  const assumed = new Set<string>()
  if (walked !== undefined) {
    let at = tree.start
    lights.set(at, 'lit')
    for (const step of walked.path) {
      edgeLights.set(`${step.question}>${step.answer}`, 'lit')
      if (step.how === 'assumed') assumed.add(step.question)
      at = tree.questions[step.question]!.edges[step.answer]!.to
      lights.set(at, 'lit')
    }
    const spread = (id: string): void => {
      const question = tree.questions[id]
      if (question === undefined) return
      for (const answer of hear(id, question, facts, options).answers) {
        const { to } = question.edges[answer]!
        edgeLights.set(`${id}>${answer}`, 'open')
        if (lights.get(to) !== 'lit') lights.set(to, 'open')
        spread(to)
      }
    }
    spread(at)
  }
  return { tree, flow, nodes: lights, edges: edgeLights, assumed, answers }
}
