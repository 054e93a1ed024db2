import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Comparison } from '../../measure/compare.ts'
import type { Turns } from '../../measure/turns.ts'
import type { Command, Io } from '../command.ts'
import { colourOption, display } from '../display.ts'

/** Says which of several runs is faster, where that is true. */
export const command: Command = {
  name: 'compare',
  summary: 'which of several measured machines or modes is faster, where that is true',
  details:
    "Compares results of 'virtcolor measure', the first with each other one, metric by metric. A difference is called only when its whole 95 % interval lies outside what the A/A control of the runs shows without any difference (3 % at least), and the Mann-Whitney test holds at 1 % after Holm's correction. Otherwise it says what cannot be told. Files that were not measured in turns name a winner only with three runs or more a side (files of one --label), whose spread is then the control. There is no score.",
  arguments: [{ name: 'result', help: "files of 'virtcolor measure -o', two or more", many: true, optional: true }],
  options: [
    { flags: '--a <command>', help: 'measure in turns: shell command that puts this machine into setting A' },
    { flags: '--b <command>', help: 'the same for setting B; both run before each of their rounds' },
    { flags: '--restore <command>', help: 'run at the end, however it ends' },
    { flags: '--keep <prefix>', help: 'keep the runs of --a and --b, after each round: PREFIX-a.json, -b and -again' },
    { flags: '--no-disk', help: 'for --a and --b: leave the disk alone' },
    { flags: '--quick', help: 'for --a and --b: shorter slices and 8 rounds: small differences are missed more often' },
    { flags: '-o, --output <file>', help: 'write the comparisons here too: .svg .html .md .json', many: true },
    { flags: '--json', help: 'print the comparisons as JSON' },
    colourOption,
  ],
  examples: [
    ['virtcolor compare pv.json pvh.json', 'above 1, the second is slower'],
    ['virtcolor compare pvh.json pv.json hvm.json -o modes.svg', 'each against the first, with a picture'],
    ["virtcolor compare --a 'echo tsc > $CS' --b 'echo kvm-clock > $CS'", 'two settings of this machine, in turns'],
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
  // a suffix that says no format is told before anything is measured
  const { suffixOf } = await import('../../measure/written.ts')
  for (const file of options.output ?? []) suffixOf(file)
  if (options.a !== undefined || options.b !== undefined) {
    if (options.a === undefined || options.b === undefined || args.length > 0)
      throw new Fault('compare: --a and --b go together, and without files', EXIT.usage)
    return turns({ a: options.a, b: options.b, restore: options.restore }, options, io)
  }
  if (options.restore !== undefined || options.keep !== undefined || options.quick)
    throw new Fault('compare: --restore, --keep and --quick are for --a and --b', EXIT.usage)
  if (args.length < 2) throw new Fault('compare: two results or more are wanted', EXIT.usage)
  const [{ readResult }, { compareSides }, { sidesOf }, { resolve }] = await Promise.all([
    import('../../measure/files.ts'),
    import('../../measure/compare.ts'),
    import('../../measure/sides.ts'),
    import('node:path'),
  ])
  const { sides, again } = sidesOf(args.map((path) => ({ path, result: readResult(resolve(io.cwd, path)) })))
  if (sides.length < 2) throw new Fault('compare: all files are of one side; each side has a --label of its own', EXIT.usage)
  return print(compareSides(sides, again), options, io)
}

async function turns(wanted: Turns, options: Options, io: Io): Promise<ExitCode> {
  if (process.platform !== 'linux') throw new Fault('compare: measures on Linux only', EXIT.usage)
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
      io,
      turns: wanted,
      keep: prefix === undefined ? undefined : { a: `${prefix}-a.json`, b: `${prefix}-b.json`, again: `${prefix}-again.json` },
    })
    const sides = [a!, b!].map((run) => ({ label: run.label, runs: [run] }))
    const code = await print(compareSides(sides, [again!]), options, io)
    if (stop.signal.aborted) io.stderr.write('virtcolor: interrupted; what was measured until then is above\n')
    return a!.complete ? code : EXIT.findings
  } finally {
    stop.end()
  }
}

async function print(comparisons: readonly Comparison[], options: Options, io: Io): Promise<ExitCode> {
  const { printComparison } = await import('../../measure/print.ts')
  const data = `${JSON.stringify(comparisons.map(plain), null, 2)}\n`
  for (const file of options.output ?? []) {
    const { suffixOf, writtenComparisons } = await import('../../measure/written.ts')
    const { writeOut } = await import('../outputs.ts')
    writeOut(file, suffixOf(file) === '.json' ? data : await writtenComparisons(file, comparisons), io)
  }
  if (options.json) io.stdout.write(data)
  else {
    const { paint } = display(options.color, io)
    io.stdout.write(comparisons.map((c) => printComparison(c, paint)).join('\n'))
    if (options.output?.length) io.stdout.write(`\nkept in ${options.output.join(', ')}\n`)
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
