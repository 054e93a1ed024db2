/** The outside world of a command, injected so that tests can watch it. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  /** Standard input is a file or, at a terminal, the output of another command: a user expects that it is read. */
  readonly hasInput?: boolean
  readonly stdout: Out
  readonly stderr: Out
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

export interface Out {
  write(text: string | Uint8Array): void
  readonly isTTY: boolean
  readonly columns: number
}
