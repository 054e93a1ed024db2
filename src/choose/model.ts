/**
 * The nouns of choosing. A tree is data: questions, the edges that their answers lead along, outcomes.
 * Facts answer questions; what no fact settles stays open, and the walk follows every edge that is still possible.
 */
import type { ComponentId, Kind, ModeId } from '../model.ts'

/** What an edge stands on: the cited text says it; it follows from that text; vendor documents or API data; our proposal. */
export const BASES = ['text', 'inferred', 'facts', 'judgement'] as const
export type Basis = (typeof BASES)[number]

/** One known thing: the values that are still possible (one, when it is settled) and where they come from. */
export interface Fact {
  readonly values: readonly string[]
  /** `--xen 4.17`, `EC2 catalogue 2026-08-02`, `boot/config-6.1.0:4102 CONFIG_XEN_PVH=y` */
  readonly from: string
}

export type Facts = ReadonlyMap<string, Fact>

/** A value, one of several, or a version at least / below. */
export type Check = string | readonly string[] | { readonly atLeast: string } | { readonly below: string }

/** Every named fact has to pass its check. An empty condition always holds. */
export type Condition = { readonly [fact: string]: Check }

/** A sufficient reason for an answer. The first that holds answers; while none does, each that may hold keeps its answer possible. */
export interface AnswerRule {
  readonly answer: string
  readonly when: Condition
  readonly says: string
  /** Usual, not certain: used as the answer, but shown as an assumption, with the outcome if it is wrong. */
  readonly usual?: true
}

export interface Edge {
  readonly label: string
  /** Id of a question or of an outcome of the same tree. */
  readonly to: string
  readonly basis: Basis
  readonly why: string
  readonly see: readonly string[]
}

export interface Question {
  readonly ask: string
  /** The same in at most six words, for the box of the flowchart. */
  readonly short: string
  /** How a person finds out; a command where there is one. */
  readonly tell: string
  /** The answer that is selected when the question is asked; else that of the first usual rule, else "I do not know". */
  readonly likely?: string
  readonly rules: readonly AnswerRule[]
  readonly edges: { readonly [answer: string]: Edge }
}

/** Kinds in the order of COMPONENTS: cpu, board, interrupts, disk, network. */
export type Cells = readonly [cpu: Kind, board: Kind, interrupts: Kind, disk: Kind, network: Kind]

export interface Outcome {
  readonly title: string
  readonly short: string
  /** Xen's mode; null where the question of mode does not arise. */
  readonly mode: ModeId | null
  readonly cells: Cells
  readonly says: string
  /** 1 is the best that this tree knows. */
  readonly rank: number
  readonly runnerUp?: { readonly name: string; readonly to?: string; readonly when: string }
  readonly recipe: string
  readonly verify: readonly string[]
  readonly see: readonly string[]
}

export interface Tree {
  readonly id: string
  readonly title: string
  /** Of when its statements are. */
  readonly asOf: string
  readonly about: string
  readonly sources: readonly string[]
  readonly start: string
  readonly questions: { readonly [id: string]: Question }
  readonly outcomes: { readonly [id: string]: Outcome }
}

/** A question on the way that has one answer. */
export interface Step {
  readonly question: string
  readonly answer: string
  readonly how: 'fact' | 'told' | 'assumed'
  readonly says: string
  /** Names of the facts that settled it. */
  readonly facts: readonly string[]
  /** Outcomes that an assumption leaves out, should it be wrong. */
  readonly otherwise: readonly string[]
}

/** A question that would narrow what remains. */
export interface Open {
  readonly question: string
  readonly answers: readonly string[]
  /** Outcomes left at most, whichever way it is answered. */
  readonly leaves: number
  /** Facts that would settle it. */
  readonly facts: readonly string[]
}

/** An outcome that is still possible and the answers that lead to it, beyond those that are settled. */
export interface Remaining {
  readonly outcome: string
  readonly when: readonly { readonly question: string; readonly answer: string }[]
}

export interface Walk {
  readonly tree: Tree
  readonly path: readonly Step[]
  /** Best first; exactly one when everything needed is known. */
  readonly remaining: readonly Remaining[]
  /** What narrows most comes first. */
  readonly open: readonly Open[]
}

export type CellsByComponent = Readonly<Record<ComponentId, Kind>>
