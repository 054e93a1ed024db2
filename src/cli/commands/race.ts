import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { RacedId } from '../../race/modes.ts'
import type { Command, Io } from '../command.ts'

const MODES: readonly RacedId[] = ['pv', 'pvh', 'pvhvm', 'hvm-pv-drivers', 'hvm']

/** The same guest in every mode on a real Xen. */
export const command: Command = {
  name: 'race',
  summary: 'the same guest in every mode on a real Xen',
  details:
    'Boot the same guest as PV, PVH, PVHVM, HVM with PV drivers and HVM on a real Xen, have each do the same work in turn, and count every hypercall and VM exit. The default needs no Xen and no root: Xen runs inside QEMU, from Debian packages kept in the cache directory. Counts hold under emulation; times do not.',
  arguments: [],
  options: [
    { flags: '--on <where>', help: 'qemu: a Xen of its own inside QEMU', choices: ['qemu'], default: 'qemu' },
    { flags: '--modes <list>', help: `comma separated, of ${MODES.join(', ')}; default: all` },
    { flags: '--rounds <n>', help: 'rounds of work per mode, 1 to 50; default: 5, with --quick 2' },
    { flags: '--quick', help: 'less work per round' },
    { flags: '--kvm', help: 'let QEMU use KVM instead of its emulator' },
    { flags: '--keep', help: 'keep the files of this run, and the traces' },
    { flags: '--json', help: 'print the report as JSON' },
    { flags: '-o, --output <file>', help: 'also write the report, as .md or .json' },
  ],
  examples: [
    ['virtcolor race --quick', 'all five modes in a few minutes'],
    ['virtcolor race --modes pv,pvh -o race.md', 'two modes, with a report'],
  ],
  run: (_args, options, io) => race(options, io),
}

async function race(options: Readonly<Record<string, unknown>>, io: Io): Promise<ExitCode> {
  const modes = modesOf(options['modes'])
  const quick = options['quick'] === true
  const rounds = roundsOf(options['rounds'], quick)
  const output = options['output'] as string | undefined
  if (output !== undefined && !/\.(md|json)$/i.test(output))
    throw new Fault(`${output}: a race is written as .md or .json`, EXIT.usage)
  const { runRace } = await import('../../race/run.ts')
  const { raceMarkdown, raceText } = await import('../../race/report.ts')

  const ending = new AbortController()
  const stop = (): void => ending.abort()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const begun = performance.now()
  const say = (stage: string): void =>
    io.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0).padStart(4)} s  ${stage}\n`)
  try {
    const report = await runRace({
      modes,
      rounds,
      quick,
      accelerator: options['kvm'] === true ? 'kvm' : 'tcg',
      keep: options['keep'] === true,
      env: io.env,
      say,
      signal: ending.signal,
    })
    const json = `${JSON.stringify(report, null, 2)}\n`
    io.stdout.write(options['json'] === true ? json : raceText(report))
    if (output !== undefined) {
      const { writeFile } = await import('node:fs/promises')
      const { resolve } = await import('node:path')
      await writeFile(resolve(io.cwd, output), output.toLowerCase().endsWith('.json') ? json : raceMarkdown(report)).catch(
        (error: NodeJS.ErrnoException) => {
          throw new Fault(`${output}: cannot write: ${error.code ?? error.message}`)
        },
      )
    }
    return report.modes.every((mode) => mode.failed === undefined && mode.inspected?.matches === true) ? EXIT.ok : EXIT.findings
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
  }
}

function modesOf(given: unknown): readonly RacedId[] {
  if (typeof given !== 'string') return MODES
  const names = given.split(',').map((name) => name.trim())
  for (const name of names)
    if (!MODES.some((mode) => mode === name))
      throw new Fault(`--modes: there is no mode '${name}'; there are ${MODES.join(', ')}`, EXIT.usage)
  return MODES.filter((mode) => names.includes(mode))
}

function roundsOf(given: unknown, quick: boolean): number {
  if (given === undefined) return quick ? 2 : 5
  const n = Number(given)
  if (!Number.isInteger(n) || n < 1 || n > 50)
    throw new Fault(`--rounds: '${given}' is not a whole number from 1 to 50`, EXIT.usage)
  return n
}
