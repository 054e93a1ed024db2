import { type Drift, driftOf } from '../../definitions/drift.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Io } from '../../io.ts'
import { json } from '../../render/json.ts'
import { clean } from '../../text.ts'
import type { Command } from '../command.ts'
import { reportOf, reportsOf } from '../report.ts'
import { SUMMARIES } from './summaries.ts'

export const command: Command = {
  name: 'drift',
  summary: SUMMARIES.drift,
  details:
    'Compare a VM definition with the running machine or a capture of it: hypervisor, mode and the kind of each component. Exit code 1 if they differ.',
  arguments: [
    { name: 'definition', help: 'the VM definition' },
    { name: 'source', help: 'a capture of the running machine; default: this machine', optional: true },
  ],
  options: [{ flags: '--json', help: 'print the comparison as JSON' }],
  examples: [['virtcolor drift guest.cfg capture.tar.gz', 'whether the guest runs as defined']],
  run,
}

/** The definition left several kinds open: what runs is one of them. */
function wordsOf({ verdict, defined, seen }: Drift): string {
  const [wanted, is] = [defined, seen].map((words) => clean(words).replaceAll('|', ' or '))
  if (verdict === 'settled') return `as defined ${wanted}; runs as ${is}`
  return `${verdict.padEnd(9)}${verdict === 'same' ? is : `defined ${wanted}, seen ${is}`}`
}

async function run(args: readonly string[], options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const [defined, another] = await reportsOf(args[0], io)
  if (another !== undefined)
    throw new Fault(
      `${args[0]}: the file has ${defined!.source.machines?.length} machines; name one, such as ${defined!.source.path}`,
      EXIT.usage,
    )
  if (defined!.basis !== 'declared')
    throw new Fault(`${args[0]}: not a VM definition; give the definition first, then the capture`, EXIT.usage)
  const seen = await reportOf(args[1], io)
  if (seen.basis !== 'observed')
    throw new Fault(`${args[1]}: this is a VM definition; give a capture of the running machine`, EXIT.usage)
  const rows = driftOf(defined!, seen)
  if (options['json'] === true) io.stdout.write(json({ version: 1, defined: defined!.source, seen: seen.source, drift: rows }))
  else
    for (const r of rows) {
      io.stdout.write(`${r.about.padEnd(12)}${wordsOf(r)}\n`)
    }
  return rows.some((r) => r.verdict === 'differs') ? EXIT.findings : EXIT.ok
}
