import type { DefinitionOptions } from '../definitions/definition.ts'
import type { ReadDefinition } from '../definitions/index.ts'
import { EXIT, type ExitCode } from '../fault.ts'
import type { Evidence, Report, Signal } from '../model.ts'
import type { Io } from './command.ts'

/**
 * From what the user named to a report: gather, then think. The only place of the command line that does.
 * @param spec nothing for this machine, '-' for standard input, else a path
 * @throws Fault with exit 3 for what cannot be read, exit 4 for what is nothing known
 */
export async function reportOf(spec: string | undefined, io: Io, options: DefinitionOptions = {}): Promise<Report> {
  return (await gather(spec, io, options)).report
}

/** A report with what it was made of. */
export interface Gathered {
  readonly report: Report
  readonly evidence: Evidence
  /** A definition's signals; those of other sources are had from the evidence when somebody asks. */
  readonly declared?: readonly Signal[]
}

/**
 * `reportOf`, for who wants to look at the evidence as well.
 * @param paths wanted beyond what a report looks at
 */
export async function gather(
  spec: string | undefined,
  io: Io,
  options: DefinitionOptions = {},
  paths: readonly string[] = [],
): Promise<Gathered> {
  const [{ open }, { PROBES, wantedOf }, { inspect, report }] = await Promise.all([
    import('../sources/index.ts'),
    import('../evidence/index.ts'),
    import('../inspect.ts'),
  ])
  const base = wantedOf(PROBES, spec === undefined ? 'live' : 'capture')
  const wanted = { ...base, paths: [...base.paths, ...paths] }
  if (spec === undefined) {
    const { source, evidence } = await open(spec, wanted, io)
    return { report: inspect(source, evidence), evidence }
  }
  const declared = (path: string, read: ReadDefinition, evidence: Evidence): Gathered => {
    const made = report({ path, kind: 'definition', format: read.format }, read.signals, evidence, 'declared')
    const others = read.signals.find((s) => s.name === 'definition.others')
    const note =
      others === undefined
        ? []
        : [
            `${others.value} more ${/^(?:1|at least one)$/.test(others.value) ? 'machine' : 'machines'} in it (line ${others.proof.line ?? 1}); this is the first`,
          ]
    return { report: { ...made, notes: [...made.notes, ...note] }, evidence, declared: read.signals }
  }
  // A definition is told by its content like any other source; what reads it loads only now.
  const { formatOf, isDefinition, readDefinition } = await import('../definitions/index.ts')
  const ova = await (await import('./ova.ts')).descriptorIn(spec)
  if (ova !== undefined) {
    const read = await readDefinition(ova, options)
    if (read !== undefined) return declared(spec, read, { files: new Map(), links: new Map(), texts: [ova], missing: [] })
  }
  const mine = (head: string): boolean => isDefinition(head) && (formatOf(head)?.weak !== true || !wanted.accepts(head))
  const { source, evidence } = await open(spec, { ...wanted, accepts: (head) => mine(head) || wanted.accepts(head) }, io)
  const text = source.kind === 'text' ? evidence.texts[0] : undefined
  if (text !== undefined && mine(text.text.slice(0, 65_536))) {
    const read = await readDefinition(text, options)
    if (read !== undefined) return declared(source.path, read, evidence)
  }
  return { report: inspect(source, evidence), evidence }
}

/** Nothing recognisable is an exit code of its own, so that a script need not look for question marks. */
export function exitOf(report: Report): ExitCode {
  const { hypervisor, role, platform, container, cells } = report
  const nothing = hypervisor.id === 'unknown' && role === null && platform === null && container === null
  return nothing && Object.values(cells).every((cell) => cell.kind === '?') ? EXIT.unrecognised : EXIT.ok
}

/** Exit codes grow with how little was answered. */
export const worst = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)
