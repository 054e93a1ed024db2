import { spawn } from 'node:child_process'
import { Fault } from '../fault.ts'
import type { Sample } from './result.ts'
import { oneRound, type Plan } from './run.ts'

/** Shell commands that put the machine into setting A or B, and back afterwards. */
export interface Turns {
  readonly a: string
  readonly b: string
  readonly restore?: string | undefined
}

const SIDES = ['a', 'b'] as const
export type Side = (typeof SIDES)[number]

/** Runs a command of the user in the shell. @throws Fault with the command and its status, after a minute too */
export function shell(command: string, signal?: AbortSignal): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'ignore', 'inherit'], timeout: 60_000, signal })
    child.once('error', (error) => fail(new Fault(`${command}: ${error.message}`)))
    child.once('exit', (code, killed) =>
      code === 0 ? done() : fail(new Fault(`${command}: ended with ${killed ?? `status ${code}`}`)),
    )
  })
}

/**
 * Rounds of A and B next to each other; which goes first alternates, so that drift weighs on both alike. A round is kept only
 * when both sides have it. `restore` runs however the rounds ended.
 * @param entered called when a side is in place for the first time, to record what the machine then says of itself
 */
export async function inTurns(
  plan: Plan,
  turns: Turns,
  entered: (side: Side) => void,
): Promise<{ readonly samples: Record<Side, readonly Sample[]>; readonly rounds: number; readonly complete: boolean }> {
  const samples: Record<Side, Sample[]> = { a: [], b: [] }
  const dead = new Set<string>()
  const end = performance.now() + plan.seconds * 2000
  let round = 0
  try {
    for (; round < plan.rounds; round++) {
      if (plan.signal?.aborted || (performance.now() > end && round > 0)) break
      const got: Partial<Record<Side, readonly Sample[]>> = {}
      for (const side of round % 2 === 0 ? SIDES : [...SIDES].reverse()) {
        await shell(turns[side], plan.signal)
        if (round === 0) entered(side)
        got[side] = await oneRound(plan, round, dead)
        if (plan.signal?.aborted) break
      }
      if (plan.signal?.aborted) break
      for (const side of SIDES) samples[side].push(...got[side]!)
      for (const s of [...got.a!, ...got.b!]) if (s.error !== undefined) dead.add(s.probe)
    }
  } catch (error) {
    if (!plan.signal?.aborted) throw error
  } finally {
    if (turns.restore !== undefined) await shell(turns.restore)
  }
  return { samples, rounds: round, complete: round >= plan.rounds }
}
