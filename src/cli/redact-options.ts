import { EXIT, Fault } from '../fault.ts'
import type { OptionSpec } from './command.ts'

export interface RedactOptions {
  /** The level; `''` is the usual one. */
  readonly redact?: string
  readonly redactSaltFile?: string
  readonly redactMap?: string
}

export const redactOptions: readonly OptionSpec[] = [
  {
    flags: '--redact[=strict]',
    help: 'replace names, addresses, ids and secrets (docs/redaction.md); strict keeps only known words, and numbers that a rule compares',
  },
  {
    flags: '--redact-salt-file <file>',
    help: 'derive replacements from the salt in this file, so that they agree across captures',
  },
  {
    flags: '--redact-map <file>',
    help: 'write each replaced value and its replacement to this new file, readable by you only',
  },
]

/** @throws Fault for a level that does not exist, and where an option needs another one */
export function levelOf({ redact, redactSaltFile, redactMap }: RedactOptions): 'usual' | 'strict' | undefined {
  const alone = redactSaltFile !== undefined ? '--redact-salt-file' : redactMap !== undefined ? '--redact-map' : undefined
  if (redact === undefined && alone !== undefined) throw new Fault(`${alone} needs --redact`, EXIT.usage)
  if (redact !== undefined && redact !== '' && redact !== 'usual' && redact !== 'strict')
    throw new Fault(`--redact: '${redact}' is not a level; use --redact or --redact=strict`, EXIT.usage)
  return redact === '' ? 'usual' : redact
}
