import type { ExitCode } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { json } from '../../render/json.ts'
import type { Command } from '../command.ts'
import { colourOption, display } from '../display.ts'
import { exitOf, reportOf } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

/** What to change, in full. */
export const command: Command = {
  name: 'advise',
  summary: SUMMARIES.advise,
  details:
    'Print all advice that the evidence supports: what to change on guest or host and how to undo it, the published gain with its workload, the risk, how to verify the result, and the lines that prove that the advice applies. virtcolor changes nothing itself.',
  arguments: [
    {
      name: 'source',
      help: 'capture, archive, command output or VM definition to read; default: this machine',
      optional: true,
    },
  ],
  options: [{ flags: '--json', help: 'print the advice as JSON' }, colourOption],
  examples: [
    ['virtcolor advise', 'this machine'],
    ['virtcolor advise sosreport.tar.xz', 'a captured machine'],
    ["virtcolor advise --json | jq -r '.[].id'", 'the ids of the advice, for a script'],
  ],
  run: (args, options, io) => advise(args[0], options, io),
}

async function advise(source: string | undefined, options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const report = await reportOf(source, io)
  if (options['json'] === true) {
    io.stdout.write(json(report.advice))
    return exitOf(report)
  }
  const { advice } = await import('../../render/advice.ts')
  io.stdout.write(advice(report, display(options['color'], io)))
  return exitOf(report)
}
