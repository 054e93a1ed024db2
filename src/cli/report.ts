import type { Answered } from '../answer.ts'
import type { DefinitionOptions } from '../definitions/definition.ts'
import { LIVE_PROBES } from '../evidence/live.ts'
import { signalsOf, wantedOf } from '../evidence/signals.ts'
import { report } from '../examine.ts'
import { EXIT, type ExitCode, Fault, oneLine } from '../fault.ts'
import type { Io } from '../io.ts'
import type { Evidence, Probe, Report, Signal, Source, Wanted } from '../model.ts'
import { hasLinuxFiles, open } from '../sources/index.ts'
import { version } from '../version.ts'
import type { Redaction } from './redaction.ts'

/** What to do with the evidence besides reading it. */
export interface Gathering {
  /** Replace what identifies the machine and its owner, and report on standard error what was replaced. */
  readonly redact?: Redaction
  /** Ask the cloud's metadata service as well; only for this machine. */
  readonly imds?: boolean
}

/**
 * From what the user named to a report: gather, then think. The only place of the command line that does.
 * @param spec nothing for this machine, '-' for standard input, else a path
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is nothing known
 */
export async function reportOf(spec: string | undefined, io: Io, options: DefinitionOptions & Gathering = {}): Promise<Report> {
  return (await gather(spec, io, options)).report
}

/** `reportOf` for all machines of a source: several in some VM definitions, one in anything else. */
export async function reportsOf(
  spec: string | undefined,
  io: Io,
  options: DefinitionOptions & Gathering = {},
): Promise<readonly Report[]> {
  return (await gatherAll(spec, io, options)).map((g) => g.report)
}

/** A report and what it was made from. */
export type Gathered = Answered

/**
 * `reportOf`, together with the evidence.
 * @param paths wanted beyond what a report looks at
 */
export async function gather(
  spec: string | undefined,
  io: Io,
  options: DefinitionOptions & Gathering = {},
  paths: readonly string[] = [],
): Promise<Gathered> {
  const [first, second] = await gatherAll(spec, io, options, paths)
  if (second === undefined) return first!
  const { machines = [] } = first!.report.source
  const others = machines.slice(1, 1 + SHOWN).map((name) => `${spec}#${name}`)
  const more = machines.length - 1 - others.length
  const note = `the file has ${machines.length} machines, and this is the first; for another, use ${others.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  io.stderr.write(`virtcolor: ${oneLine(`${spec}: ${note}`)}\n`)
  return { ...first!, report: { ...first!.report, notes: [...first!.report.notes, note] } }
}

/** As many machines of a file are named in a message. */
const SHOWN = 8

/** `gather` for all machines of a source, with one report for each. */
export async function gatherAll(
  asked: string | undefined,
  io: Io,
  options: DefinitionOptions & Gathering = {},
  paths: readonly string[] = [],
): Promise<readonly Gathered[]> {
  const { spec, machine } =
    asked?.includes('#') === true
      ? await (await import('./machine.ts')).selectorIn(asked, io)
      : { spec: asked, machine: undefined }
  const { probes, wantedOf, signalsOf } = await probesFor(spec === undefined && options.imds !== true && hasLinuxFiles())
  const base = wantedOf(probes, spec === undefined ? 'live' : 'capture')
  const wanted = paths.length === 0 ? base : { ...base, paths: [...base.paths, ...paths] }
  const observed = async (source: Source, seen: Evidence): Promise<readonly Gathered[]> => {
    if (machine !== undefined)
      throw new Fault(`${spec} is not a VM definition: "#${machine}" can name a machine only in a definition`, EXIT.usage)
    const redacted = await options.redact?.of(source, seen)
    const { source: shown, evidence, host } = redacted ?? { source, evidence: seen, host: undefined }
    const told = report(shown, signalsOf(evidence, probes), evidence, 'observed')
    return [{ report: stamped(host === undefined ? told : without(told, host)), evidence }]
  }
  if (spec === undefined) {
    if (io.hasInput === true)
      io.stderr.write("virtcolor: this is the answer for this machine; standard input is not read (to read it, add '-')\n")
    const { source, evidence } = await open(spec, wanted, io)
    return observed(source, options.imds === true ? await withMetadata(evidence, io) : evidence)
  }
  // What reads VM definitions is loaded only now: the bare command does not need it.
  const { machinesIn, openedDescriptor, withDefinitions } = await import('../answer.ts')
  const guest =
    options.guest === undefined ? {} : { guest: (await import('../sources/osinfo.ts')).guestBySystem(options.guest, io.env) }
  const accepted = withDefinitions(wanted)
  const descriptor = (await import('../sources/ova.ts')).descriptorIn(spec)
  const opened =
    descriptor === undefined
      ? await open(spec, accepted, io)
      : openedDescriptor(spec, { path: descriptor.path, text: descriptor.text })
  const all = await machinesIn(opened, accepted, guest)
  if (all === undefined) return observed(opened.source, opened.evidence)
  if (options.redact !== undefined) throw new Fault(`${spec}: --redact is for captures; this is a VM definition`, EXIT.usage)
  const chosen = machine === undefined ? all : (await import('./machine.ts')).select(opened.source.path, all, machine)
  return chosen.map((one) => ({ ...one, report: stamped(one.report) }))
}

/** The readers of captures are not loaded for the live machine: loading them would take a tenth of the start-up time. */
async function probesFor(live: boolean): Promise<Asking> {
  if (!live) {
    const { PROBES, ...asking } = await import('../evidence/index.ts')
    return { probes: PROBES, ...asking }
  }
  return { probes: LIVE_PROBES, wantedOf, signalsOf }
}

interface Asking {
  readonly probes: readonly Probe[]
  readonly wantedOf: (probes: readonly Probe[], from: 'live' | 'capture') => Wanted
  readonly signalsOf: (evidence: Evidence, probes: readonly Probe[]) => Signal[]
}

/** A report that does not name its machine so: a name that is also a word (`debian`) is not replaced everywhere. */
function without(told: Report, host: string): Report {
  if (told.machine?.host?.toLowerCase() !== host.toLowerCase()) return told
  const { host: _, ...machine } = told.machine
  return { ...told, machine }
}

/** Which version of this tool made a report, and, of a machine that runs, the day. */
function stamped(told: Report): Report {
  const date = told.source.kind === 'live' ? { date: today() } : {}
  return { ...told, ...date, tool: { name: 'virtcolor', version } }
}

/** The day in UTC: for local time, and for `toISOString`, V8 loads ICU's time zones, half a megabyte at every start. */
function today(): string {
  const now = new Date()
  return [now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()].map((n) => String(n).padStart(2, '0')).join('-')
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

/** A report without any answer has its own exit code, so that scripts need not search for question marks. */
export function exitOf(report: Report): ExitCode {
  const { hypervisor, role, platform, container, cells } = report
  const nothing = hypervisor.id === 'unknown' && role === null && platform === null && container === null
  return nothing && Object.values(cells).every((cell) => cell.kind === '?') ? EXIT.unrecognised : EXIT.ok
}

/** Exit codes grow with how little was answered. */
export const worst = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)
