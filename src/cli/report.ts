import { EXIT, type ExitCode } from '../fault.ts'
import type { Evidence, Report } from '../model.ts'
import type { Io } from './command.ts'

/** What to do with the evidence besides reading it. */
export interface Gathering {
  /** Replace what tells whose machine it is, and say on standard error what was replaced. */
  readonly redact?: boolean
  /** Ask the cloud's metadata service as well; only for this machine. */
  readonly imds?: boolean
}

/**
 * From what the user named to a report: gather, then think. The only place of the command line that does.
 * @param spec nothing for this machine, '-' for standard input, else a path
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is nothing known
 */
export async function reportOf(spec: string | undefined, io: Io, options: Gathering = {}): Promise<Report> {
  const [{ open }, { PROBES, wantedOf }, { inspect }] = await Promise.all([
    import('../sources/index.ts'),
    import('../evidence/index.ts'),
    import('../inspect.ts'),
  ])
  const opened = await open(spec, wantedOf(PROBES, spec === undefined ? 'live' : 'capture'), io)
  const { source } = opened
  const evidence = options.imds === true ? await withMetadata(opened.evidence, io) : opened.evidence
  if (options.redact !== true) return inspect(source, evidence)
  const { redactFor } = await import('./redaction.ts')
  const { evidence: clean, lines } = await redactFor(source, evidence)
  for (const line of lines) io.stderr.write(`virtcolor: ${line}\n`)
  return inspect(source, clean)
}

async function withMetadata(evidence: Evidence, io: Io): Promise<Evidence> {
  const { text, missing, line } = await (await import('../sources/imds.ts')).askMetadata(io.env)
  io.stderr.write(`virtcolor: ${line}\n`)
  return {
    ...evidence,
    texts: text === undefined ? evidence.texts : [...evidence.texts, text],
    missing: missing === undefined ? evidence.missing : [...evidence.missing, missing],
  }
}

/** Nothing recognisable is an exit code of its own, so that a script need not look for question marks. */
export function exitOf(report: Report): ExitCode {
  const unknown = report.hypervisor.id === 'unknown' && Object.values(report.cells).every((cell) => cell.kind === '?')
  return unknown ? EXIT.unrecognised : EXIT.ok
}

/** Exit codes grow with how little was answered. */
export const worst = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)
