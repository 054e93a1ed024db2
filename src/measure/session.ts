import { randomUUID } from 'node:crypto'
import { hostname, tmpdir } from 'node:os'
import { doing } from '../doing.ts'
import { EXIT, Fault, oneLine } from '../fault.ts'
import type { Io } from '../io.ts'
import type { Report } from '../model.ts'
import { version } from '../version.ts'
import { readResult, writeResult } from './files.ts'
import { helperFor, infoOf } from './helper.ts'
import { machineOf } from './machine.ts'
import { addressOf } from './peer.ts'
import type { Result, Sample } from './result.ts'
import { absentOf, measure, type Plan, toolsInstalled } from './run.ts'
import { scratch } from './scratch.ts'
import { inTurns, TURNS, type Turn, type Turns } from './turns.ts'

/** MiB of the file for the disk's probes: more than a disk's own cache hides, little enough for any root file system. */
const FILE_MIB = 64
/** What a run is by default and with --quick: slices in ms, rounds wanted, and seconds after which no round begins. */
const FULL = { sliceMs: 60, rounds: 12, seconds: 26 }
const QUICK = { sliceMs: 20, rounds: 8, seconds: 12 }

export interface Wanted {
  readonly quick: boolean
  readonly rounds: number | undefined
  readonly nice: number
  readonly label: string | undefined
  readonly dir: string | undefined
  readonly disk: boolean
  readonly useHelper: boolean
  readonly peer: { readonly name: string; readonly port: number } | undefined
  readonly output: string | undefined
  readonly resume: boolean
  readonly signal: AbortSignal
  /** Two settings of this machine, measured in turns; with `keep`, each turn is kept in this file after each round. */
  readonly turns?: Turns
  readonly keep?: Readonly<Record<Turn, string>> | undefined
  /** Inspects this machine: the report stands beside the results. */
  readonly inspect: () => Promise<Report>
  readonly io: Io
}

/** A whole run on this machine: what there is to measure with, the rounds, and what is recorded beside them. */
export async function session(wanted: Wanted): Promise<Result> {
  return (await sessions(wanted))[0]!
}

/** One run, or with `turns` one a turn, which share a group. */
export async function sessions(wanted: Wanted): Promise<readonly Result[]> {
  const { io, signal, output } = wanted
  const size = wanted.quick ? QUICK : FULL
  const rounds = wanted.rounds ?? size.rounds
  const reasons = new Map<string, string>()
  const say = (line: string): void => io.stderr.write(`${oneLine(line)}\n`)
  const progress = (done?: number): void =>
    doing(done === undefined ? undefined : `measuring: ${done} of ${rounds} undisturbed rounds`)

  const earlier = wanted.resume && output !== undefined ? readResult(output) : undefined
  const got = wanted.useHelper ? await helperFor(io.env, say, signal) : { why: '--no-helper' }
  const helper = 'helper' in got ? got.helper : undefined
  if ('why' in got) {
    reasons.set('helper', `needs the measuring program: ${got.why}`)
    if (wanted.useHelper) say(`virtcolor: fewer metrics are measured, because the measuring program is missing: ${got.why}`)
  } else reasons.set('node', '')
  const folder = wanted.dir ?? tmpdir()
  const file = wanted.disk ? scratch(folder, FILE_MIB) : { why: '--no-disk' }
  if ('why' in file) {
    for (const id of ['disk', 'fio']) reasons.set(id, file.why)
    if (wanted.disk) say(`virtcolor: disk not measured: ${file.why}`)
  }
  if (wanted.peer === undefined) reasons.set('network', 'needs another machine (--peer)')
  try {
    const peer = wanted.peer === undefined ? undefined : { host: await addressOf(wanted.peer.name), port: wanted.peer.port }
    const tools = await toolsInstalled()
    if (!tools.fio) reasons.set('fio', 'fio is not installed')
    if (!tools.iperf3) reasons.set('iperf3', 'iperf3 is not installed')
    const more = {
      ...(!('why' in file) && { disk: folder }),
      ...(wanted.peer !== undefined && { peer: wanted.peer.name }),
    }
    const machine = machineOf(helper === undefined ? undefined : await infoOf(helper), more)
    if (earlier !== undefined && earlier.machine.boot_id !== machine.boot_id) {
      throw new Fault(
        `${output}: this result is from another machine or from before a reboot; it cannot be continued`,
        EXIT.usage,
      )
    }
    const report = await wanted.inspect().catch(() => null)
    const started = earlier?.started ?? new Date().toISOString()
    const begin = performance.now()
    progress(0)
    const plan: Plan = {
      helper,
      rounds,
      sliceMs: earlier?.settings.slice_ms ?? size.sliceMs,
      seconds: wanted.rounds === undefined ? size.seconds : Math.max(size.seconds, rounds * 5),
      nice: wanted.nice,
      seed: 1,
      file: 'why' in file ? undefined : { path: file.path, mib: FILE_MIB },
      peer,
      fio: tools.fio,
      iperf3: tools.iperf3,
      signal,
      before: earlier?.samples,
      onRound: (done, _, samples) => {
        progress(done)
        if (output !== undefined) writeResult(output, resultOf(samples, false))
      },
    }
    const resultOf = (samples: readonly Sample[], complete: boolean): Result => ({
      virtcolor: 'measure',
      version: 1,
      label: wanted.label ?? earlier?.label ?? hostname(),
      started,
      seconds: (earlier?.seconds ?? 0) + (performance.now() - begin) / 1000,
      complete,
      tool: { version, helper: helper?.about ?? null, node: process.version },
      settings: { rounds, slice_ms: plan.sliceMs, quick: wanted.quick, seed: plan.seed, nice: wanted.nice },
      machine,
      report: report as unknown as Record<string, unknown> | null,
      samples,
      absent: absentOf(samples, reasons).filter((a) => a.why !== ''),
    })
    if (wanted.turns !== undefined) {
      const { turns, keep } = wanted
      const then: Partial<Record<Turn, typeof machine>> = {}
      const info = helper === undefined ? undefined : await infoOf(helper)
      const group = randomUUID()
      const oneOf = (turn: Turn, samples: readonly Sample[], complete: boolean): Result => {
        const one = resultOf(samples, complete)
        const label = turns[turn === 'b' ? 'b' : 'a'].slice(0, 200)
        return { ...one, label, machine: then[turn] ?? machine, settings: { ...one.settings, group, turn } }
      }
      const write = (samples: Readonly<Record<Turn, readonly Sample[]>>, complete: boolean): void => {
        for (const turn of TURNS) if (keep !== undefined) writeResult(keep[turn], oneOf(turn, samples[turn], complete))
      }
      const entered = (turn: Turn): void => {
        then[turn] = machineOf(info, more)
      }
      const got = await inTurns(plan, turns, entered, (samples, quiet) => {
        progress(quiet)
        write(samples, false)
      })
      progress()
      write(got.samples, got.complete)
      return TURNS.map((turn) => oneOf(turn, got.samples[turn], got.complete))
    }
    const { samples, complete } = await measure(plan)
    progress()
    const result = resultOf(samples, complete)
    if (output !== undefined) writeResult(output, result)
    return [result]
  } finally {
    progress()
    if (!('why' in file)) file.close()
  }
}
