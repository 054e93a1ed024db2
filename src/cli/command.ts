import type { ExitCode } from '../fault.ts'
import type { Io } from '../io.ts'
import type { SUMMARIES } from './commands/summaries.ts'

/** Loaded only by what makes completions, if they are a function. */
export type Suggestions = readonly string[] | (() => Promise<readonly string[]>)

export interface ArgumentSpec {
  readonly name: string
  readonly help: string
  readonly optional?: boolean
  readonly many?: boolean
  readonly choices?: readonly string[]
  /** For completion: words that it may well be, of more than help could list. */
  readonly suggestions?: Suggestions
}

export interface OptionSpec {
  /** As in help: `-o, --output <file>`; `--fix[=rules]` has a value after `=` or none, which is then `''`. */
  readonly flags: string
  readonly help: string
  readonly choices?: readonly string[]
  /** For completion, as of an argument. */
  readonly suggestions?: Suggestions
  readonly default?: string
  /** May be given several times; the value is then an array, also when it is not given at all. */
  readonly many?: boolean
}

/** Everything about a command but its work: help, manual page, completions and docs are made from it. */
export interface CommandSpec {
  readonly name: string
  readonly summary: string
  readonly details?: string
  readonly arguments: readonly ArgumentSpec[]
  readonly options: readonly OptionSpec[]
  readonly examples: readonly (readonly [line: string, what: string])[]
}

export interface Command extends CommandSpec {
  /** @param options by commander's names: `--keep-going` is `keepGoing`; absent when not given and without a default */
  run(args: readonly string[], options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode>
}

/** The part of a command that every start loads: the rest is loaded when the command runs. */
export interface CommandEntry {
  readonly name: keyof typeof SUMMARIES
  load(): Promise<{ readonly command: Command }>
}
