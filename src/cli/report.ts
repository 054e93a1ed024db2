import type { DefinitionOptions } from '../definitions/definition.ts'
import { EXIT, type ExitCode, Fault } from '../fault.ts'
import type { Evidence, Missing, Report, Signal, Source } from '../model.ts'
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
export async function reportOf(spec: string | undefined, io: Io, options: DefinitionOptions & Gathering = {}): Promise<Report> {
  const [{ open }, { PROBES, wantedOf }, { inspect, report }] = await Promise.all([
    import('../sources/index.ts'),
    import('../evidence/index.ts'),
    import('../inspect.ts'),
  ])
  const wanted = wantedOf(PROBES, spec === undefined ? 'live' : 'capture')
  const observed = async (source: Source, evidence: Evidence): Promise<Report> =>
    inspect(source, options.redact === true ? await redacted(source, evidence, io) : evidence)
  if (spec === undefined) {
    const { source, evidence } = await open(spec, wanted, io)
    return observed(source, options.imds === true ? await withMetadata(evidence, io) : evidence)
  }
  const declared = (format: string, signals: readonly Signal[], missing: readonly Missing[]): Report => {
    if (options.redact === true) throw new Fault(`${spec}: --redact is for captures; this is a VM definition`, EXIT.usage)
    return report(
      { path: spec === '-' ? 'standard input' : spec, kind: 'definition', format },
      signals,
      { missing },
      'declared',
    )
  }
  // A definition is told by its content like any other source; what reads it loads only now.
  const { formatOf, isDefinition, readDefinition } = await import('../definitions/index.ts')
  const ova = await (await import('./ova.ts')).descriptorIn(spec)
  if (ova !== undefined) {
    const read = await readDefinition(ova, options)
    if (read !== undefined) return declared(read.format, read.signals, [])
  }
  const mine = (head: string): boolean => isDefinition(head) && (formatOf(head)?.weak !== true || !wanted.accepts(head))
  const accepts = (head: string): boolean => mine(head) || wanted.accepts(head)
  const { source, evidence } = await open(spec, { ...wanted, accepts, whole: mine }, io)
  const text = source.kind === 'text' ? evidence.texts[0] : undefined
  if (text !== undefined && mine(text.text.slice(0, 65_536))) {
    const read = await readDefinition(text, options)
    if (read !== undefined) return declared(read.format, read.signals, evidence.missing)
  }
  return observed(source, evidence)
}

async function redacted(source: Source, evidence: Evidence, io: Io): Promise<Evidence> {
  const { evidence: clean, lines } = await (await import('./redaction.ts')).redactFor(source, evidence)
  for (const line of lines) io.stderr.write(`virtcolor: ${line}\n`)
  return clean
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
  const { hypervisor, role, platform, container, cells } = report
  const nothing = hypervisor.id === 'unknown' && role === null && platform === null && container === null
  return nothing && Object.values(cells).every((cell) => cell.kind === '?') ? EXIT.unrecognised : EXIT.ok
}

/** Exit codes grow with how little was answered. */
export const worst = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)
