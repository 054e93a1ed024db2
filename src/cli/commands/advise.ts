import type { ExitCode } from '../../fault.ts'
import type { Command, Io } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportOf } from '../report.ts'

/** What to change, in full. */
export const command: Command = {
  name: 'advise',
  summary: 'what to change, how, what it gains, and the proof',
  details:
    'Print all advice that the evidence proves: what to do and undo, at guest or host, the published figure with its workload, the risk, how to verify, and the lines that prove that it applies. Nothing is changed.',
  arguments: [{ name: 'source', help: 'as for virtcolor itself; without one, this machine', optional: true }],
  options: [{ flags: '--json', help: 'print the advice as JSON' }, colourOption],
  examples: [
    ['virtcolor advise', 'this machine'],
    ['virtcolor advise sosreport.tar.xz', 'a machine that was captured'],
    ["virtcolor advise --json | jq -r '.[].id'", 'the names of the rows, for a program'],
  ],
  run: (args, options, io) => advise(args[0], options, io),
}

async function advise(source: string | undefined, options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const report = await reportOf(source, io)
  if (options['json'] === true) {
    io.stdout.write(`${JSON.stringify(report.advice, null, 2)}\n`)
    return exitOf(report)
  }
  const { advice } = await import('../../render/advice.ts')
  io.stdout.write(advice(report, display(options['color'], io)))
  return exitOf(report)
}
