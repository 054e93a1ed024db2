import type { Outcome } from '../model.ts'

/** What a recipe is written for. */
export interface Case {
  readonly outcome: Outcome
  /** The value of a fact, when it has a single one. */
  fact(id: string): string | undefined
  /** EC2: the type to use. */
  readonly type?: string
  /** EC2: the type that it runs on now. */
  readonly from?: string
}

export interface Part {
  readonly what: string
  /** Name of the file, for parts that are one. */
  readonly file?: string
  readonly language: 'xl' | 'xml' | 'sh' | 'powershell' | 'text' | 'yaml'
  readonly text: string
}

export interface Recipe {
  readonly title: string
  readonly parts: readonly Part[]
  readonly see: readonly string[]
}

export type Generator = (c: Case) => Recipe

/** Placeholders for values that only the reader knows. They are the same in every recipe. */
export const GUEST = 'guest'
