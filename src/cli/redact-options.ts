import { EXIT, Fault } from '../fault.ts'
import type { OptionSpec } from './command.ts'

export interface RedactOptions {
  readonly redact?: 'usual' | 'strict'
  readonly redactSaltFile?: string
  readonly redactMap?: string
}

export const redactOptions: readonly OptionSpec[] = [
  {
    flags: '--redact [level]',
    help: 'replace names, addresses, ids and secrets (docs/redaction.md); --redact=strict also drops every word that no rule needs',
    choices: ['usual', 'strict'],
    bare: 'usual',
  },
  { flags: '--redact-salt-file <file>', help: 'make replacements agree across captures: their numbers come from the salt in this file' },
  { flags: '--redact-map <file>', help: 'write what was replaced by what to this new file, readable by you only' },
]

/** @throws Fault where an option needs another one */
export function checkRedact({ redact, redactSaltFile, redactMap }: RedactOptions): void {
  const alone = redactSaltFile !== undefined ? '--redact-salt-file' : redactMap !== undefined ? '--redact-map' : undefined
  if (redact === undefined && alone !== undefined) throw new Fault(`${alone} needs --redact`, EXIT.usage)
}
