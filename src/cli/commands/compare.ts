import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Command, Io } from '../command.ts'
import { colourOption } from '../display.ts'

/** Says which of several runs is faster, where that is true. */
export const command: Command = {
  name: 'compare',
  summary: 'which of several measured machines or modes is faster, where that is true',
  details:
    "Compares results of 'virtcolor measure', the first with each other one, metric by metric. A difference is called only when its whole 95 % interval lies outside what the A/A control of the runs shows without any difference (3 % at least), and the Mann-Whitney test holds at 1 % after Holm's correction. Otherwise it says what cannot be told. Files that were not measured in turns name a winner only with three runs or more a side (files of one --label), whose spread is then the control. There is no score.",
  arguments: [{ name: 'result', help: "files of 'virtcolor measure -o', two or more", many: true }],
  options: [{ flags: '--json', help: 'print the comparisons as JSON' }, colourOption],
  examples: [
    ['virtcolor compare pv.json pvh.json', 'above 1, the second is slower'],
    ['virtcolor compare pvh.json pv.json hvm.json', 'each against the first'],
  ],
  run: (args, options, io) => run(args, options, io),
}

async function run(args: readonly string[], options: { json?: boolean; color?: string }, io: Io): Promise<ExitCode> {
  if (args.length < 2) throw new Fault('compare: two results or more are wanted', EXIT.usage)
  const [{ readResult }, { compareRuns }, { printComparison }, { display }, { resolve }] = await Promise.all([
    import('../../measure/files.ts'),
    import('../../measure/compare.ts'),
    import('../../measure/print.ts'),
    import('../display.ts'),
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
  const comparisons = sides.slice(1).map((b) => compareRuns(sides[0]!, b))
  if (options.json) {
    const plain = comparisons.map((c) => ({
      a: c.a,
      b: c.b,
      paired: c.paired,
      runs: c.runs,
      incomplete: c.incomplete,
      metrics: c.rows.map((r) => ({
        component: r.metric.component,
        unit: r.metric.unit,
        a: r.a.middle,
        b: r.b.middle,
        ...r.decision,
      })),
      confounders: c.confounders,
    }))
    io.stdout.write(`${JSON.stringify(plain, null, 2)}\n`)
  } else {
    const { paint } = display(options.color, io)
    io.stdout.write(comparisons.map((c) => printComparison(c, paint)).join('\n'))
  }
  return EXIT.ok
}
