import { EXIT, type ExitCode, Fault, oneLine } from '../fault.ts'
import type { Io } from '../io.ts'
import { type Printer, SILENT, terminalPrinter } from './printer.ts'
import type { RedactOptions } from './redact-options.ts'
import { exitOf, type Gathered, gather, gatherAll, worst } from './report.ts'

interface Options extends RedactOptions {
  readonly json?: boolean
  readonly jsonl?: boolean
  readonly output?: string
  readonly color?: string
  readonly require?: readonly string[]
  readonly only?: string
  readonly brief?: boolean
  readonly full?: boolean
  readonly quiet?: boolean
  readonly guest?: string
  readonly imds?: boolean
}

/** What the default command does. Its options are in commands/inspect.ts: a start without options needs neither them nor their help. */
export async function inspectAll(args: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  const sources: readonly (string | undefined)[] = args.length === 0 ? [undefined] : args
  const { json = false, jsonl = false, quiet = false } = options
  if (Object.keys(options).length > 0) check(args, options)
  const required = options.require ?? []
  const requirements = required.length === 0 ? [] : (await import('./requirement.ts')).readAll(required)
  const redacting = options.redact ?? options.redactSaltFile ?? options.redactMap
  const redact = redacting === undefined ? undefined : (await import('./redaction.ts')).redactionOf(options, io)
  let several = sources.length > 1
  const printer = await printerOf(options, sources, () => several, io)

  const answer = async (gathered: Gathered): Promise<ExitCode> => {
    const { report } = gathered
    let exit: ExitCode = exitOf(report)
    await printer.print(report, gathered)
    if (exit === EXIT.unrecognised)
      io.stderr.write(`virtcolor: ${oneLine(report.source.path)}: no evidence of how this machine is virtualized\n`)
    if (requirements.length === 0) return exit
    const { unmet } = await import('./requirement.ts')
    for (const line of unmet(report, requirements)) {
      exit = worst(exit, EXIT.findings)
      io.stderr.write(`virtcolor: ${oneLine(line)}\n`)
    }
    return exit
  }

  const single = json || (options.output !== undefined && /\.json$/i.test(options.output))
  let exit: ExitCode = EXIT.ok
  for (const source of sources) {
    let machines: readonly Gathered[]
    const how = {
      ...(options.guest !== undefined && { guest: options.guest }),
      ...(redact !== undefined && { redact }),
      imds: options.imds === true,
    }
    try {
      // One JSON object is one report; all other outputs have room for every machine of a file.
      machines = single ? [await gather(source, io, how)] : await gatherAll(source, io, how)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      const held =
        source === undefined || error.exit !== EXIT.unrecognised
          ? []
          : await (await import('./held.ts')).heldIn(source, io, how)
      if (held.length > 0 && single)
        throw new Fault(
          `${redact?.failed(source, '').path ?? source}: contains ${held.length} captures; --jsonl prints all of them, one report a line`,
          EXIT.usage,
        )
      if (held.length > 0) {
        several ||= held.length > 1
        for (const one of held) exit = worst(exit, await answer(one))
        continue
      }
      const { path, message } = redact?.failed(source, error.message) ?? { path: source ?? '/', message: error.message }
      if (sources.length === 1 && !jsonl) throw new Fault(message, error.exit)
      const hint = source === args[0] ? await (await import('./hint.ts')).commandHint(args[0] ?? '', error) : ''
      io.stderr.write(`virtcolor: ${oneLine(message)}${hint}\n`)
      const failed = { source: { path }, error: { message } }
      if (jsonl && !quiet && options.output === undefined) io.stdout.write((await import('../render/json.ts')).jsonLine(failed))
      exit = worst(exit, error.exit)
      continue
    }
    for (const gathered of machines) exit = worst(exit, await answer(gathered))
  }
  await printer.end?.()
  for (const line of redact?.end() ?? []) io.stderr.write(`virtcolor: ${line}\n`)
  return exit
}

/** How reports get out, decided before any is made: wrong usage is reported at once. */
async function printerOf(
  options: Options,
  sources: readonly (string | undefined)[],
  several: () => boolean,
  io: Io,
): Promise<Printer> {
  if (options.output !== undefined) return (await import('./outputs.ts')).filePrinter(options.output, sources, io)
  if (options.only !== undefined) {
    const printer = (await import('./outputs.ts')).cellPrinter(options.only, several, io)
    return options.quiet ? SILENT : printer
  }
  if (options.quiet) return SILENT
  if (options.json || options.jsonl) {
    const { json, jsonLine } = await import('../render/json.ts')
    return { print: (report) => io.stdout.write(options.json ? json(report) : jsonLine(report)) }
  }
  if (options.brief) return (await import('./outputs.ts')).briefPrinter(options.color, io)
  if (options.full) return (await import('./outputs.ts')).fullPrinter(options.color, several, io)
  return terminalPrinter(options.color, io)
}

/** Options that cannot be combined. */
function check(args: readonly string[], { json = false, jsonl = false, ...options }: Options): void {
  if (json && args.length > 1) throw new Fault('--json prints one report; use --jsonl for several sources', EXIT.usage)
  if ((json || jsonl) && options.only !== undefined) {
    throw new Fault('--only cannot be combined with JSON output, which has the components under .cells', EXIT.usage)
  }
  if (options.imds === true && args.length > 0)
    throw new Fault('--imds cannot be combined with a SOURCE: it queries the metadata service of this machine', EXIT.usage)
  const chosen = ([['--json', json], ['--jsonl', jsonl], ['--only', options.only !== undefined], ['--brief', options.brief === true], ['--full', options.full === true]] as const).filter(([, given]) => given) // biome-ignore format: one list
  if (chosen.length > 1) throw new Fault(`${chosen[0]![0]} cannot be combined with ${chosen[1]![0]}`, EXIT.usage)
}
