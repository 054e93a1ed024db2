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

/** What a worker says. */
export type Word =
  /** Nobody asked yet; an answer to practise with. */
  | { readonly is: 'ready'; readonly report: Report }
  | { readonly is: 'progress'; readonly taken: number; readonly total: number }
  | { readonly is: 'report'; readonly report: Report }
  /** The question takes the full worker. */
  | { readonly is: 'more' }
  | { readonly is: 'fault'; readonly message: string }
