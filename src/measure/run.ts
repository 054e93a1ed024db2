import { LEAST_ROUNDS } from '../stats/decide.ts'
import { gate } from './gate.ts'
import { type Helper, timeProbes } from './helper.ts'
import { DISK_PROBES, METRICS, NETWORK_PROBES } from './metrics.ts'
import { nodeProbes } from './node-probes.ts'
import type { Result, Sample } from './result.ts'
import { fio, installed, iperf3 } from './tools.ts'

export interface Plan {
  readonly helper: Helper | undefined
  readonly rounds: number
  readonly sliceMs: number
  /** No round begins after so many seconds: the whole is bounded whatever happens. */
  readonly seconds: number
  readonly nice: number
  readonly seed: number
  /** A file for direct reads, and its size. */
  readonly file?: { readonly path: string; readonly mib: number } | undefined
  readonly peer?: { readonly host: string; readonly port: number } | undefined
  /** Use tools that are installed. */
  readonly fio: boolean
  readonly iperf3: boolean
  readonly signal?: AbortSignal | undefined
  /** Samples of an earlier, unfinished run. */
  readonly before?: readonly Sample[] | undefined
  /** After each round: how many are usable, and how many are wanted. */
  readonly onRound?: (done: number, wanted: number, samples: readonly Sample[]) => void | Promise<void>
}

/** Probes that this machine may have, in their basic order. */
export function probesOf(plan: Pick<Plan, 'file' | 'peer'>): readonly string[] {
  const names = METRICS.filter((m) => m.by === 'helper' && (m.arch === undefined || m.arch === process.arch)).map(
    (m) => m.probe,
  )
  return [...new Set(names)].filter(
    (p) => (plan.file !== undefined || !DISK_PROBES.includes(p)) && (plan.peer !== undefined || !NETWORK_PROBES.includes(p)),
  )
}

/** One round: every probe for a slice, in an order that turns from round to round, so that no probe always follows the same one. */
export async function oneRound(plan: Plan, round: number, dead: ReadonlySet<string>): Promise<readonly Sample[]> {
  const { helper, sliceMs, file, peer, signal } = plan
  const samples: Sample[] = []
  if (helper !== undefined) {
    const probes = probesOf(plan).filter((p) => !dead.has(p))
    const turn = probes.length === 0 ? 0 : (round * 5) % probes.length
    const order = [...probes.slice(turn), ...probes.slice(0, turn)]
    const common = { sliceMs, round, nice: plan.nice, seed: plan.seed, file: file?.path, peer, signal }
    samples.push(...(await timeProbes(helper, { ...common, probes: order })))
  } else samples.push(...nodeProbes(round, sliceMs, file?.path))
  if (plan.fio && file !== undefined && !signal?.aborted && !dead.has('fio')) {
    samples.push(await fio(file.path, file.mib, Math.max(200, sliceMs * 4), round, signal))
  }
  if (plan.iperf3 && peer !== undefined && !signal?.aborted && !dead.has('iperf3')) {
    samples.push(await iperf3(peer.host, 1, round, signal))
  }
  return samples.map((s) => {
    const why = s.error === undefined ? gate(s) : undefined
    return why === undefined ? s : { ...s, gated: why }
  })
}

/**
 * Rounds until every probe has as many quiet samples as wanted, twice as many rounds have passed, or time is up.
 * What fails in the first two rounds is not tried again. An abort keeps all whole samples.
 */
export async function measure(plan: Plan): Promise<{ readonly samples: readonly Sample[]; readonly complete: boolean }> {
  const samples: Sample[] = [...(plan.before ?? [])]
  const first = samples.reduce((most, s) => Math.max(most, s.round + 1), 0)
  const end = performance.now() + plan.seconds * 1000
  const dead = new Set<string>()
  let round = first
  for (; round < 2 * plan.rounds && usable(samples) < plan.rounds; round++) {
    if (plan.signal?.aborted || (performance.now() > end && round - first > 0)) break
    const got = await oneRound(plan, round, dead)
    // an interrupted round: what was killed in the middle is no sample
    samples.push(...(plan.signal?.aborted ? got.filter((s) => s.error === undefined) : got))
    for (const s of got) if (s.error !== undefined && !plan.signal?.aborted) dead.add(s.probe)
    await plan.onRound?.(usable(samples), plan.rounds, samples)
  }
  return { samples, complete: usable(samples) >= Math.min(plan.rounds, LEAST_ROUNDS) && !plan.signal?.aborted }
}

/** Quiet samples of the probe that has fewest, among those that work at all. */
function usable(samples: readonly Sample[]): number {
  const counts = new Map<string, number>()
  for (const s of samples) {
    if (s.error !== undefined) continue
    counts.set(s.probe, (counts.get(s.probe) ?? 0) + (s.gated === undefined ? 1 : 0))
  }
  return counts.size === 0 ? 0 : Math.min(...counts.values())
}

/** Which metrics have no sample at all, and why. */
export function absentOf(samples: readonly Sample[], reasons: ReadonlyMap<string, string>): Result['absent'] {
  const measured = new Set(samples.filter((s) => s.error === undefined).map((s) => s.probe))
  const failed = new Map(samples.flatMap((s) => (s.error === undefined ? [] : [[s.probe, s.error] as const])))
  return METRICS.flatMap((m) => {
    if (measured.has(m.probe) || (m.arch !== undefined && m.arch !== process.arch)) return []
    const why = failed.get(m.probe) ?? reasons.get(m.probe) ?? reasons.get(m.component) ?? reasons.get(m.by)
    return why === undefined ? [] : [{ id: m.id, why }]
  })
}

export const toolsInstalled = async (): Promise<{ readonly fio: boolean; readonly iperf3: boolean }> => {
  const [f, i] = await Promise.all([installed('fio'), installed('iperf3')])
  return { fio: f, iperf3: i }
}
