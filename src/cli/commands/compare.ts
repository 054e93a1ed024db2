import { EXIT, type ExitCode, Fault, oneLine } from '../../fault.ts'
import type { Io } from '../../io.ts'
import type { Comparison } from '../../measure/compare.ts'
import type { Turns } from '../../measure/turns.ts'
import { json } from '../../render/json.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { reportOf } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

/** Reports which of several runs is faster, if the difference is significant. */
export const command: Command = {
  name: 'compare',
  summary: SUMMARIES.compare,
  details:
    "Compare results of 'virtcolor measure', the first with each of the others, metric by metric. A difference is reported only if its whole 95 % interval lies outside the noise of two identical runs on this machine (at least 3 %). The Mann-Whitney test must also be significant at 1 % after Holm's correction. Otherwise the smallest detectable difference is given. --a and --b measure both sides alternately. Results of separate runs need three or more runs of each side, with the same --label for the runs of a side. virtcolor computes no overall score.",
  arguments: [{ name: 'result', help: "two or more files from 'virtcolor measure -o'", many: true, optional: true }],
  options: [
    { flags: '--a <command>', help: 'measure settings A and B alternately: shell command that applies A on this machine' },
    {
      flags: '--b <command>',
      help: 'shell command that applies B; before each round the command of the side that is measured (--a or --b) runs',
    },
    { flags: '--restore <command>', help: 'shell command to run at the end, even after an error' },
    {
      flags: '--keep <prefix>',
      help: 'with --a and --b: save the runs after each round, as PREFIX-a.json, PREFIX-b.json and PREFIX-again.json',
    },
    { flags: '--no-disk', help: 'with --a and --b: do not measure the disk' },
    { flags: '--quick', help: 'with --a and --b: run 8 shorter rounds; small differences may be missed' },
    { flags: '-o, --output <file>', help: 'also write the comparison to this file: .svg .html .md .json', many: true },
    { flags: '--json', help: 'print the comparisons as JSON' },
    colourOption,
  ],
  examples: [
    ['virtcolor compare pv.json pvh.json', 'compare two results; a ratio above 1 means that the second is slower'],
    ['virtcolor compare pvh.json pv.json hvm.json -o modes.svg', 'compare each result with the first, and write a plot'],
    ["virtcolor compare --a 'echo tsc > $CS' --b 'echo kvm-clock > $CS'", 'measure two settings of this machine alternately'],
  ],
  run: (args, options, io) => run(args, options, io),
}

interface Options {
  readonly json?: boolean
  readonly color?: string
  readonly a?: string
  readonly b?: string
  readonly restore?: string
  readonly keep?: string
  readonly disk?: boolean
  readonly quick?: boolean
  readonly output?: readonly string[]
}

async function run(args: readonly string[], options: Options, io: Io): Promise<ExitCode> {
  // An unknown suffix is reported before anything is measured.
  const { suffixOf } = await import('../../measure/written.ts')
  for (const file of options.output ?? []) suffixOf(file)
  if (options.a !== undefined || options.b !== undefined) {
    if (options.a === undefined || options.b === undefined || args.length > 0)
      throw new Fault('compare: use --a and --b together, and without files', EXIT.usage)
    return turns({ a: options.a, b: options.b, restore: options.restore }, options, io)
  }
  if (options.restore !== undefined || options.keep !== undefined || options.quick)
    throw new Fault('compare: --restore, --keep and --quick apply to --a and --b only', EXIT.usage)
  if (args.length < 2) throw new Fault('compare: give two or more results of virtcolor measure', EXIT.usage)
  const [{ readResult }, { compareSides }, { sidesOf }, { resolve }] = await Promise.all([
    import('../../measure/files.ts'),
    import('../../measure/compare.ts'),
    import('../../measure/sides.ts'),
    import('node:path'),
  ])
  const { sides, again } = sidesOf(args.map((path) => ({ path, result: readResult(resolve(io.cwd, path)) })))
  if (sides.length < 2)
    throw new Fault('compare: all files have the same label; measure each side with its own --label', EXIT.usage)
  return print(compareSides(sides, again), options, io)
}

async function turns(wanted: Turns, options: Options, io: Io): Promise<ExitCode> {
  if (process.platform !== 'linux') throw new Fault('compare: --a and --b are supported on Linux only', EXIT.usage)
  const [{ sessions }, { compareSides }, { interrupts }, { resolve }] = await Promise.all([
    import('../../measure/session.ts'),
    import('../../measure/compare.ts'),
    import('../../measure/interrupt.ts'),
    import('node:path'),
  ])
  const stop = interrupts()
  const prefix = options.keep === undefined ? undefined : resolve(io.cwd, options.keep)
  try {
    const [a, b, again] = await sessions({
      quick: options.quick === true,
      rounds: undefined,
      nice: 5,
      label: undefined,
      dir: undefined,
      disk: options.disk !== false,
      useHelper: true,
      peer: undefined,
      output: undefined,
      resume: false,
      signal: stop.signal,
      inspect: () => reportOf(undefined, io),
      io,
      turns: wanted,
      keep: prefix === undefined ? undefined : { a: `${prefix}-a.json`, b: `${prefix}-b.json`, again: `${prefix}-again.json` },
    })
    const sides = [a!, b!].map((run) => ({ label: run.label, runs: [run] }))
    const code = await print(compareSides(sides, [again!]), options, io)
    if (stop.signal.aborted) io.stderr.write('virtcolor: interrupted; the comparison above is incomplete\n')
    return a!.complete ? code : EXIT.findings
  } finally {
    stop.end()
  }
}

async function print(comparisons: readonly Comparison[], options: Options, io: Io): Promise<ExitCode> {
  const { printComparison } = await import('../../measure/print.ts')
  const data = json(comparisons.map(plain))
  for (const file of options.output ?? []) {
    const { suffixOf, writtenComparisons } = await import('../../measure/written.ts')
    const { writeOut } = await import('../outputs.ts')
    writeOut(file, suffixOf(file) === '.json' ? data : await writtenComparisons(file, comparisons), io)
  }
  if (options.json) io.stdout.write(data)
  else {
    const { paint } = display(options.color, io)
    io.stdout.write(comparisons.map((c) => printComparison(c, paint)).join('\n'))
    if (options.output?.length) io.stdout.write(`\nwritten to ${options.output.map(oneLine).join(', ')}\n`)
  }
  return EXIT.ok
}

/** A comparison as data. */
function plain(c: Comparison): Readonly<Record<string, unknown>> {
  const metrics = c.rows.map((r) => ({
    component: r.metric.component,
    unit: r.metric.unit,
    a: r.a.middle,
    b: r.b.middle,
    ...r.decision,
  }))
  const { a, b, paired, runs, tested, incomplete, alone } = c
  return { a, b, paired, runs, tested, incomplete, metrics, alone, confounders: c.confounders }
}
