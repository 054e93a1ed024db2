import { driftOf } from '../../definitions/drift.ts'
import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import { clean } from '../../render/text.ts'
import type { Command, Io } from '../command.ts'
import { reportOf, reportsOf } from '../report.ts'

export const command: Command = {
  name: 'drift',
  summary: 'what was defined against what runs',
  details: 'Compares a VM definition with a machine or a capture of it: hypervisor, mode and the kind of each component.',
  arguments: [
    { name: 'definition', help: 'the VM definition' },
    { name: 'source', help: 'a capture of the running machine; without one, this machine', optional: true },
  ],
  options: [{ flags: '--json', help: 'print JSON' }],
  examples: [['virtcolor drift guest.cfg capture.tar.gz', 'is the guest what its definition says?']],
  run,
}

async function run(args: readonly string[], options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const [defined, another] = await reportsOf(args[0], io)
  if (another !== undefined)
    throw new Fault(
      `${args[0]}: ${defined!.source.machines?.length} machines in it; name one, as in ${defined!.source.path}`,
      EXIT.usage,
    )
  if (defined!.basis !== 'declared')
    throw new Fault(`${args[0]}: no VM definition; drift wants the definition first`, EXIT.usage)
  const seen = await reportOf(args[1], io)
  if (seen.basis !== 'observed') throw new Fault(`${args[1]}: a definition, not a machine`, EXIT.usage)
  const rows = driftOf(defined!, seen)
  if (options['json'] === true)
    io.stdout.write(`${JSON.stringify({ version: 1, defined: defined!.source, seen: seen.source, drift: rows }, null, 2)}\n`)
  else
    for (const r of rows) {
      io.stdout.write(
        `${r.about.padEnd(12)}${r.verdict.padEnd(9)}${r.verdict === 'same' ? clean(r.seen) : `defined ${clean(r.defined)}, seen ${clean(r.seen)}`}\n`,
      )
    }
  return rows.some((r) => r.verdict === 'differs') ? EXIT.findings : EXIT.ok
}
