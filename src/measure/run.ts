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

/** How often a probe is tried in a round before its sample is set aside. */
const TRIES = 3

/**
 * One round: every probe for a slice, in an order that turns from round to round, so that no probe always follows the same one.
 * What was disturbed is tried again at the end of the round, whatever its value was, and the last try counts.
 * @param only these probes, and no tool; without it, all that there are
 */
export async function oneRound(
  plan: Plan,
  round: number,
  dead: ReadonlySet<string>,
  only?: ReadonlySet<string>,
): Promise<readonly Sample[]> {
  const { helper, sliceMs, file, peer, signal } = plan
  const wanted = (probe: string): boolean => !dead.has(probe) && (only?.has(probe) ?? true)
  let samples: Sample[] = []
  if (helper !== undefined) {
    const probes = probesOf(plan).filter(wanted)
    const turn = probes.length === 0 ? 0 : (round * 5) % probes.length
    const common = { sliceMs, round, nice: plan.nice, seed: plan.seed, file: file?.path, peer, signal }
    let order = [...probes.slice(turn), ...probes.slice(0, turn)]
    for (let tries = 1; tries <= TRIES && order.length > 0 && !signal?.aborted; tries++) {
      const got = await timeProbes(helper, { ...common, probes: order })
      // a try that was killed in the middle takes the place of nothing
      if (signal?.aborted && tries > 1) break
      const again = new Set(got.map((s) => s.probe))
      samples = [...samples.filter((s) => !again.has(s.probe)), ...got.map((s) => (tries > 1 ? { ...s, tries } : s))]
      order = got.filter((s) => s.error === undefined && gate(s) !== undefined).map((s) => s.probe)
    }
  } else samples.push(...nodeProbes(round, sliceMs, file?.path))
  if (plan.fio && file !== undefined && !signal?.aborted && wanted('fio')) {
    samples.push(await fio(file.path, file.mib, Math.max(200, sliceMs * 4), round, signal))
  }
  if (plan.iperf3 && peer !== undefined && !signal?.aborted && wanted('iperf3')) {
    samples.push(await iperf3(peer.host, 1, round, signal))
  }
  return samples.map((s) => {
    const why = s.error === undefined ? gate(s) : undefined
    return why === undefined ? s : { ...s, gated: why }
  })
}

/**
 * Rounds until every probe has as many quiet samples as wanted, twice as many rounds have passed, or time is up. After the wanted
 * number, only what is short of quiet samples is measured. What fails once is not tried again. An abort keeps all whole samples.
 */
export async function measure(plan: Plan): Promise<{ readonly samples: readonly Sample[]; readonly complete: boolean }> {
  const samples: Sample[] = [...(plan.before ?? [])]
  const first = samples.reduce((most, s) => Math.max(most, s.round + 1), 0)
  const end = performance.now() + plan.seconds * 1000
  const dead = new Set<string>()
  let round = first
  for (; round < 2 * plan.rounds && usable(samples, dead) < plan.rounds; round++) {
    if (plan.signal?.aborted || (performance.now() > end && round - first > 0)) break
    const got = await oneRound(plan, round, dead, round < plan.rounds ? undefined : shortOf(samples, dead, plan.rounds))
    // an interrupted round: what was killed in the middle is no sample
    samples.push(...(plan.signal?.aborted ? got.filter((s) => s.error === undefined) : got))
    for (const s of got) if (s.error !== undefined && !plan.signal?.aborted) dead.add(s.probe)
    await plan.onRound?.(usable(samples, dead), plan.rounds, samples)
  }
  return { samples, complete: usable(samples, dead) >= Math.min(plan.rounds, LEAST_ROUNDS) && !plan.signal?.aborted }
}

/** Quiet samples of each probe that works. */
function quietOf(samples: readonly Sample[], dead: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const s of samples) {
    if (s.error !== undefined || dead.has(s.probe)) continue
    counts.set(s.probe, (counts.get(s.probe) ?? 0) + (s.gated === undefined ? 1 : 0))
  }
  return counts
}

/** Probes with fewer quiet samples than wanted. */
export function shortOf(samples: readonly Sample[], dead: ReadonlySet<string>, wanted: number): ReadonlySet<string> {
  return new Set([...quietOf(samples, dead)].flatMap(([probe, quiet]) => (quiet < wanted ? [probe] : [])))
}

/** Quiet samples of the probe that has fewest. */
export function usable(samples: readonly Sample[], dead: ReadonlySet<string>): number {
  const counts = quietOf(samples, dead)
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
