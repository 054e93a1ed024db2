import type { Report } from '../model.ts'
import type { Answer } from '../render/lint-told.ts'

/** What the page sends to a worker: one question per worker. */
export type Question =
  | { readonly is: 'text'; readonly name: string; readonly text: string }
  | { readonly is: 'file'; readonly name: string; readonly file: File }
  | { readonly is: 'folder'; readonly name: string; readonly files: readonly FolderFile[] }

export interface FolderFile {
  /** From the folder on, without leading slash. */
  readonly path: string
  readonly file: File
}

/** One answer; for a definition, one for each of its machines. */
export interface Answers {
  readonly answers: readonly Answer[]
  /** One line about the machines that are not shown. */
  readonly leftOut?: string
}

/** What a worker sends to the page. */
export type Word =
  /** Sent before the first question: a report for warming up the drawing code. */
  | { readonly is: 'ready'; readonly report: Report }
  | { readonly is: 'progress'; readonly taken: number; readonly total: number }
  | ({ readonly is: 'answers' } & Answers)
  /** The question needs the full worker. */
  | { readonly is: 'more' }
  | { readonly is: 'fault'; readonly message: string }
