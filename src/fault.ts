/** Exit codes, part of the command line's contract. `internal` (sysexits' EX_SOFTWARE) is a bug of this tool, never of its input. */
export const EXIT = { ok: 0, findings: 1, usage: 2, unreadable: 3, unrecognised: 4, internal: 70 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/**
 * An error that the user can fix. Printed as one line, `virtcolor: <message>`, never with a stack trace.
 * The message names the file, and the line in it where there is one: `guest.cfg:12: …`.
 */
export class Fault extends Error {
  readonly exit: ExitCode
  constructor(message: string, exit: ExitCode = EXIT.unreadable) {
    super(message)
    this.name = 'Fault'
    this.exit = exit
  }
}

/** Messages quote what was read: nothing of it may reach a terminal but plain characters, and a fault is one line. */
export { clean as oneLine } from './text.ts'
