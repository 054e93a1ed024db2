import { spawn } from 'node:child_process'
import { Fault } from '../fault.ts'
import { LEAST_ROUNDS } from '../stats/decide.ts'
import type { Sample } from './result.ts'
import { oneRound, type Plan, shortOf, usable } from './run.ts'

/** Shell commands that put the machine into setting A or B, and back afterwards. */
export interface Turns {
  readonly a: string
  readonly b: string
  readonly restore?: string | undefined
}

/** `again` is setting A once more: the difference of A to itself is what this machine shows where nothing differs. */
export const TURNS = ['a', 'b', 'again'] as const
export type Turn = (typeof TURNS)[number]

/** Seconds that a command may take. */
const MOST_SECONDS = 60

/**
 * Runs a command of the user in the shell, in a separate process group: its children end with it, and a ^C of the
 * terminal reaches it only through us.
 * @throws Fault with the command and its status, or when it takes longer than a minute
 */
export function shell(command: string, signal?: AbortSignal, seconds: number = MOST_SECONDS): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'], detached: true })
    let late = false
    const kill = (): void => {
      try {
        process.kill(-child.pid!, 'SIGKILL')
      } catch {
        // it has ended by itself
      }
    }
    const timer = setTimeout(() => {
      late = true
      kill()
    }, seconds * 1000)
    signal?.addEventListener('abort', kill, { once: true })
    const end = (why?: string): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', kill)
      if (why === undefined) done()
      else fail(new Fault(`${command}: ${why}`))
    }
    child.once('error', (error) => end(error.message))
    child.once('exit', (code, killed) =>
      end(code === 0 ? undefined : late ? `took longer than ${seconds} s` : `ended with ${killed ?? `status ${code}`}`),
    )
    if (signal?.aborted) kill()
  })
}

/**
 * Rounds of A, B and A again next to each other; which goes first turns, so that drift weighs on all alike. Rounds go on until
 * each probe has as many quiet samples as wanted, twice as many rounds have passed, or three times the plan's seconds. A round that
 * was interrupted is left out whole. `restore` runs however the rounds ended.
 * @param entered called when a setting is in place for the first time, to record what the machine then says of itself
 * @throws Fault when a command fails; `restore` has then run
 */
export async function inTurns(
  plan: Plan,
  turns: Turns,
  entered: (turn: Turn) => void,
  onRound: (samples: Readonly<Record<Turn, readonly Sample[]>>, quiet: number) => void = () => {},
): Promise<{ readonly samples: Readonly<Record<Turn, readonly Sample[]>>; readonly complete: boolean }> {
  const samples: Record<Turn, Sample[]> = { a: [], b: [], again: [] }
  const commands: Record<Turn, string> = { a: turns.a, b: turns.b, again: turns.a }
  const dead = new Set<string>()
  const end = performance.now() + plan.seconds * 3000
  const quiet = (): number => Math.min(...TURNS.map((turn) => usable(samples[turn], dead)))
  try {
    for (let round = 0; round < 2 * plan.rounds && quiet() < plan.rounds; round++) {
      if (plan.signal?.aborted || (performance.now() > end && round > 0)) break
      const only = round < plan.rounds ? undefined : new Set(TURNS.flatMap((t) => [...shortOf(samples[t], dead, plan.rounds)]))
      const got: Record<Turn, readonly Sample[]> = { a: [], b: [], again: [] }
      const first = round % TURNS.length
      for (const turn of [...TURNS.slice(first), ...TURNS.slice(0, first)]) {
        if (plan.signal?.aborted) break
        await shell(commands[turn], plan.signal)
        if (round === 0) entered(turn)
        got[turn] = await oneRound(plan, round, dead, only)
      }
      if (plan.signal?.aborted) break
      for (const turn of TURNS) {
        samples[turn].push(...got[turn])
        for (const s of got[turn]) if (s.error !== undefined) dead.add(s.probe)
      }
      onRound(samples, quiet())
    }
  } catch (error) {
    if (!plan.signal?.aborted) throw error
  } finally {
    if (turns.restore !== undefined) await shell(turns.restore)
  }
  return { samples, complete: quiet() >= Math.min(plan.rounds, LEAST_ROUNDS) && !plan.signal?.aborted }
}
