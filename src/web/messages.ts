import type { Answer } from '../lint/told.ts'
import type { Report } from '../model.ts'

/** What the page asks a worker; one question each. */
export type Question =
  | { readonly is: 'text'; readonly name: string; readonly text: string }
  | { readonly is: 'file'; readonly name: string; readonly file: File }
  | { readonly is: 'folder'; readonly name: string; readonly files: readonly FolderFile[] }

export interface FolderFile {
  /** From the folder on, without leading slash. */
  readonly path: string
  readonly file: File
}

/** One answer, or of a definition one for each of its machines. */
export interface Answers {
  readonly answers: readonly Answer[]
  /** Machines that are not among them, in one line. */
  readonly leftOut?: string
}

/** What a worker says. */
export type Word =
  /** Nobody asked yet; an answer to practise with. */
  | { readonly is: 'ready'; readonly report: Report }
  | { readonly is: 'progress'; readonly taken: number; readonly total: number }
  | ({ readonly is: 'answers' } & Answers)
  /** The question takes the full worker. */
  | { readonly is: 'more' }
  | { readonly is: 'fault'; readonly message: string }
