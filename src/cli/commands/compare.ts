import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Comparison } from '../../measure/compare.ts'
import type { Turns } from '../../measure/turns.ts'
import type { Command, Io } from '../command.ts'
import { colourOption } from '../display.ts'

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
    { flags: '--quick', help: 'for --a and --b: shorter slices and 8 rounds; finds 2x, not 1.5x' },
    { flags: '-o, --output <file>', help: 'write the comparisons here too: .svg .html .md .json', many: true },
    { flags: '--json', help: 'print the comparisons as JSON' },
    colourOption,
  ],
  examples: [
    ['virtcolor compare pv.json pvh.json', 'above 1, the second is slower'],
    ['virtcolor compare pvh.json pv.json hvm.json -o modes.svg', 'each against the first, with a picture'],
  ],
  run: (args, options, io) => run(args, options, io),
}

interface Options {
  readonly json?: boolean
  readonly color?: string
  readonly a?: string
  readonly b?: string
  readonly restore?: string
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
  if (args.length < 2) throw new Fault('compare: two results or more are wanted', EXIT.usage)
  const [{ readResult }, { compareRuns }, { resolve }] = await Promise.all([
    import('../../measure/files.ts'),
    import('../../measure/compare.ts'),
    import('node:path'),
  ])
  const results = args.map((path) => {
    const result = readResult(resolve(io.cwd, path))
    // Two runs of one name: the file tells them apart.
    return { side: result.label, result: { ...result, label: `${result.label} (${path})` } }
  })
  // Files of one label are runs of one side; with one label only, each file is a side of its own.
  const labels = [...new Set(results.map((r) => r.side))]
  const sides =
    labels.length === 1
      ? results.map((r) => [r.result])
      : labels.map((label) => results.filter((r) => r.side === label).map((r) => r.result))
  return print(
    sides.slice(1).map((b) => compareRuns(sides[0]!, b)),
    options,
    io,
  )
}

async function turns(wanted: Turns, options: Options, io: Io): Promise<ExitCode> {
  if (process.platform !== 'linux') throw new Fault('compare: measures on Linux only', EXIT.usage)
  const [{ sessions }, { compare }, { interrupts }] = await Promise.all([
    import('../../measure/session.ts'),
    import('../../measure/compare.ts'),
    import('../../measure/interrupt.ts'),
  ])
  const stop = interrupts()
  try {
    const [a, b] = await sessions({
      quick: options.quick === true,
      rounds: undefined,
      nice: 5,
      label: undefined,
      dir: undefined,
      disk: true,
      useHelper: true,
      peer: undefined,
      output: undefined,
      resume: false,
      signal: stop.signal,
      io,
      turns: wanted,
    })
    const code = await print([compare(a!, b!)], options, io)
    return a!.complete ? code : EXIT.findings
  } finally {
    stop.end()
  }
}

async function print(comparisons: readonly Comparison[], options: Options, io: Io): Promise<ExitCode> {
  const [{ printComparison }, { display }] = await Promise.all([import('../../measure/print.ts'), import('../display.ts')])
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
  return { a: c.a, b: c.b, paired: c.paired, runs: c.runs, incomplete: c.incomplete, metrics, confounders: c.confounders }
}
