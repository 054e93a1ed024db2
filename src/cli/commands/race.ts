import { EXIT, type ExitCode, Fault } from '../../fault.ts'
import type { Io } from '../../io.ts'
import type { Where } from '../../race/hosts.ts'
import type { RacedId } from '../../race/modes.ts'
import type { RaceReport } from '../../race/report.ts'
import type { Command } from '../command.ts'
import { SUMMARIES } from './summaries.ts'

const DEFAULT: readonly RacedId[] = ['pv', 'pvh', 'pvhvm', 'hvm-pv-drivers', 'hvm']
const MODES: readonly RacedId[] = [...DEFAULT, 'pv-shim']

interface Options {
  readonly on?: string
  readonly modes?: string
  readonly rounds?: string
  readonly quick?: boolean
  readonly kvm?: boolean
  readonly keep?: boolean
  readonly json?: boolean
  readonly output?: string
  readonly cost?: string
  readonly from?: string
}

/** The same guest in every mode on a real Xen. */
export const command: Command = {
  name: 'race',
  summary: SUMMARIES.race,
  details:
    'Boot the same guest as PV, PVH, PVHVM, HVM with PV drivers and HVM on a real Xen, run the same work in each in turn, and count every hypercall and VM exit. By default Xen runs inside QEMU, from Debian packages in the cache folder, and no root is needed: counts are valid under emulation, times are not. On a real dom0 (--on xl, --on ssh://host) times are measured too and one mode runs twice as a control; this needs root, xl and xentrace there, and all changes are undone.',
  arguments: [],
  options: [
    {
      flags: '--on <where>',
      help: 'qemu: Xen inside QEMU; xl: this machine, a Xen dom0; ssh://[user@]host[:port]: a remote dom0',
      default: 'qemu',
    },
    { flags: '--modes <list>', help: `modes to race, separated by commas: ${MODES.join(', ')}; default: all but the last` },
    {
      flags: '--rounds <n>',
      help: 'rounds of work per mode, 1 to 50; default 5 (2 with --quick), on a real dom0 12 (8 with --quick)',
    },
    { flags: '--quick', help: 'do less work per round' },
    { flags: '--kvm', help: 'let QEMU use KVM instead of emulation (TCG)' },
    { flags: '--keep', help: 'keep the files and traces of this run' },
    { flags: '--from <report>', help: 'run nothing; show an earlier report (from --json or -o FILE.json)' },
    {
      flags: '--cost <profile>',
      help: "estimate times with the costs of this processor profile; 'list' prints the profiles",
    },
    { flags: '--json', help: 'print the report as JSON' },
    {
      flags: '-o, --output <file>',
      help: 'also write the report to this file: .html .md .json .txt, or the chart as .svg .png',
    },
  ],
  examples: [
    ['virtcolor race --quick', 'all five modes in a few minutes'],
    ['virtcolor race --modes pv,pvh -o race.html', 'two modes, with the report as an HTML page'],
    ['virtcolor race --on ssh://root@dom0 -o race.html', 'on real hardware, with times'],
    ['virtcolor race --from race.json --cost cascade-lake-nested', 'estimated times with Xen in a virtual machine'],
  ],
  run: (_args, options, io) => race(options as Options, io),
}

async function race(options: Options, io: Io): Promise<ExitCode> {
  const { PROFILES, profileOf } = await import('../../race/cost/profiles.data.ts')
  if (options.cost === 'list') {
    io.stdout.write(PROFILES.map((one) => `${one.id.padEnd(20)} ${one.title}\n`).join(''))
    return EXIT.ok
  }
  const profile = options.cost === undefined ? PROFILES[0]! : profileOf(options.cost)
  if (profile === undefined)
    throw new Fault(
      `--cost: unknown profile '${options.cost}'; use one of ${PROFILES.map((one) => one.id).join(', ')}`,
      EXIT.usage,
    )
  const [{ raceRenderer, raceJson }, { raceText, costText }, { writeOut }] = await Promise.all([
    import('../../race/render/index.ts'),
    import('../../race/render/terminal.ts'),
    import('../outputs.ts'),
  ])
  // An unknown suffix is reported before the race, which takes minutes.
  const render = options.output === undefined ? undefined : await raceRenderer(options.output)
  const report = options.from === undefined ? await run(options, io) : await read(options.from, io)
  if (options.json === true) io.stdout.write(raceJson(report))
  else
    io.stdout.write(
      options.cost === undefined ? raceText(report, profile) : `${raceText(report, profile)}\n${costText(report, profile)}`,
    )
  if (render !== undefined) writeOut(options.output!, await render(report, profile), io, [options.from])
  return report.modes.every((mode) => mode.failed === undefined && mode.inspected?.matches === true) ? EXIT.ok : EXIT.findings
}

async function read(file: string, io: Io): Promise<RaceReport> {
  const [{ readBounded }, { readRace, MOST_REPORT }] = await Promise.all([
    import('../bounded.ts'),
    import('../../race/read.ts'),
  ])
  return readRace(await readBounded(file, MOST_REPORT, io), file === '-' ? 'standard input' : file)
}

async function run(options: Options, io: Io): Promise<RaceReport> {
  const on = await whereOf(options.on ?? 'qemu')
  const real = on.what !== 'qemu'
  if (real && options.kvm === true) throw new Fault('--kvm applies to --on qemu only', EXIT.usage)
  const chosen = modesOf(options.modes)
  // The reference runs twice: a difference as small as that between two guests of one mode cannot be detected.
  const { againOf } = await import('../../race/modes.ts')
  const modes = real ? [...chosen, againOf(chosen.includes('pvh') ? 'pvh' : chosen[0]!)] : chosen
  const quick = options.quick === true
  const rounds = roundsOf(options.rounds, real ? (quick ? 8 : 12) : quick ? 2 : 5)
  const [{ runRace }, { liveProgress, plainProgress }] = await Promise.all([
    import('../../race/run.ts'),
    import('../../race/progress.ts'),
  ])
  const progress = io.stderr.isTTY ? await liveProgress(modes, rounds) : plainProgress(io.stderr)
  const stop = (await import('../../measure/interrupt.ts')).interrupts()
  let failed = true
  try {
    const report = await runRace({
      modes,
      rounds,
      quick,
      on,
      accelerator: options.kvm === true ? 'kvm' : 'tcg',
      keep: options.keep === true,
      env: io.env,
      say: progress.say,
      phase: progress.phase,
      results: progress.results,
      signal: stop.signal,
    })
    failed = false
    return report
  } finally {
    await progress.end(failed)
    stop.end()
  }
}

async function whereOf(text: string): Promise<Where> {
  if (text === 'qemu' || text === 'xl') return { what: text }
  if (!text.startsWith('ssh://')) throw new Fault(`--on: '${text}' is not qemu, xl or ssh://[user@]host[:port]`, EXIT.usage)
  const { sshAddress } = await import('../../race/host/ssh.ts')
  return { what: 'ssh', address: sshAddress(text) }
}

function modesOf(given: string | undefined): readonly RacedId[] {
  if (given === undefined) return DEFAULT
  const names = given.split(',').map((name) => name.trim())
  for (const name of names)
    if (!MODES.some((mode) => mode === name))
      throw new Fault(`--modes: unknown mode '${name}'; use ${MODES.join(', ')}`, EXIT.usage)
  return MODES.filter((mode) => names.includes(mode))
}

function roundsOf(given: string | undefined, usual: number): number {
  if (given === undefined) return usual
  const n = Number(given)
  if (!Number.isInteger(n) || n < 1 || n > 50)
    throw new Fault(`--rounds: '${given}' is not a whole number from 1 to 50`, EXIT.usage)
  return n
}
