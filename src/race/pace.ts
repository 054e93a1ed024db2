import { readdirSync, readFileSync } from 'node:fs'

/**
 * Seconds in which a process could work: the time that the one of its threads that waited most spent waiting for a CPU is taken off, and
 * what the hypervisor under this machine took. On a busy machine a limit in such seconds comes later, and a wedged process still meets it.
 *
 * Waiting is the second figure of /proc/PID/task/TID/schedstat (nanoseconds on a run queue, Documentation/scheduler/sched-stats.rst);
 * where that is not there, seconds are seconds.
 */
export class Pace {
  readonly #pid: number | undefined
  #at: number = performance.now()
  #waited: ReadonlyMap<string, number>
  #steal: readonly [stolen: number, all: number]
  #seconds = 0

  constructor(pid: number | undefined) {
    this.#pid = pid
    this.#waited = waitedNs(pid)
    this.#steal = stealTicks()
  }

  get seconds(): number {
    return this.#seconds
  }

  /** Brings it up to date, at most twice a second. */
  look(): number {
    const now = performance.now()
    const wall = (now - this.#at) / 1000
    if (wall < 0.5) return this.#seconds
    const waited = waitedNs(this.#pid)
    const steal = stealTicks()
    const stolen = ratio(steal[0] - this.#steal[0], steal[1] - this.#steal[1])
    let most = 0
    for (const [task, ns] of waited) most = Math.max(most, ns - (this.#waited.get(task) ?? ns))
    this.#seconds += Math.max((wall - most / 1e9) * (1 - stolen), wall * LEAST)
    this.#at = now
    this.#waited = waited
    this.#steal = steal
    return this.#seconds
  }
}

/** A second counts for at least this much, so that every limit is met at last. */
const LEAST = 0.2

const ratio = (part: number, whole: number): number => (whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0)

function waitedNs(pid: number | undefined): ReadonlyMap<string, number> {
  const all = new Map<string, number>()
  if (pid === undefined) return all
  try {
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      const waited = Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[1])
      if (Number.isFinite(waited)) all.set(task, waited)
    }
  } catch {
    // No such file here, or the process is just ending.
  }
  return all
}

/** First line of /proc/stat: user nice system idle iowait irq softirq steal (proc(5)). */
function stealTicks(): readonly [stolen: number, all: number] {
  try {
    const ticks = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.trim().split(/\s+/).slice(1, 9).map(Number)
    return [ticks[7] ?? 0, ticks.reduce((sum, n) => sum + n, 0)]
  } catch {
    return [0, 0]
  }
}
