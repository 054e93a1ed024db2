import { EXIT, type ExitCode, Fault } from '../fault.ts'
import type { Report } from '../model.ts'
import type { Io } from './command.ts'

/** From what the user named to a report: gather, then think. The only place of the command line that does. */
export async function reportOf(spec: string, _io: Io): Promise<Report> {
  throw new Fault(`${spec}: reading sources is not part of this build`)
}

/** This machine. */
export const LIVE = '/'

/** Nothing recognisable is an exit code of its own, so that a script need not look for question marks. */
export function exitOf(report: Report): ExitCode {
  const unknown = report.hypervisor.id === 'unknown' && Object.values(report.cells).every((cell) => cell.kind === '?')
  return unknown ? EXIT.unrecognised : EXIT.ok
}

/** Exit codes grow with how little was answered. */
export const worst = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)
