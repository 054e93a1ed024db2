import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compareSides } from './compare.ts'
import type { Result } from './result.ts'
import type { Plan } from './run.ts'
import { made } from './testing/made.ts'
import { inTurns, shell, TURNS, type Turn } from './turns.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-turns-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const setting = join(folder, 'setting')
const log = join(folder, 'log')

/**
 * Stands for the helper: what it "measures" is the number in the file `setting`, in percent, with noise that comes again. With
 * `restless`, every second sample of a probe was disturbed.
 */
function fake(restless = false): Plan {
  const path = join(folder, `probe-${restless}`)
  writeFileSync(
    path,
    `#!/bin/sh
by=$(cat ${setting}); n=$(cat ${folder}/n 2>/dev/null || echo 0)
for p; do case $p in
  syscall|alu) n=$((n + 1)); own=${restless ? '$((n / 2 % 2 * 3000))' : '0'}; f=100; [ $p = syscall ] && f=$by
    v=$((f * (1000 + n * 7 % 31)))
    echo "{\\"probe\\":\\"$p\\",\\"ms\\":5,\\"spin\\":{\\"window_us\\":4000,\\"lost_us\\":$own,\\"own_us\\":$own,\\"longest_us\\":9},\\"batches\\":[$v,$((v + 9))]}" ;;
  -*|[0-9]*|time) ;;
  *) echo "{\\"probe\\":\\"$p\\",\\"error\\":\\"not here\\"}" ;;
esac; done
echo $n > ${folder}/n
`,
  )
  chmodSync(path, 0o755)
  const helper = { path, about: 'fake' }
  return { helper, rounds: 8, sliceMs: 5, seconds: 60, nice: 0, seed: 1, fio: false, iperf3: false }
}
const set = (percent: number): string => `echo ${percent} > ${setting}`
const compared = (samples: Readonly<Record<Turn, Result['samples']>>) => {
  const of = (turn: Turn): Result => {
    const run = made({})
    return { ...run, label: turn, samples: samples[turn], settings: { ...run.settings, group: 'g', turn } }
  }
  const sides = (['a', 'b'] as const).map((turn) => ({ label: turn, runs: [of(turn)] }))
  return compareSides(sides, [of('again')])[0]!.rows.map((r) => [
    r.metric.id,
    r.decision.verdict,
    r.decision.ratio?.mid.toFixed(1),
  ])
}

describe('turns', () => {
  it('find an effect that a command has, and none where it has none', async () => {
    const entered: Turn[] = []
    const { samples, complete } = await inTurns(fake(), { a: set(100), b: set(150) }, (turn) => entered.push(turn))
    expect(complete).toBe(true)
    expect(entered).toEqual([...TURNS])
    expect(compared(samples)).toEqual([
      ['syscall', 'more', '1.5'],
      ['alu', 'same', '1.0'],
    ])
    const nothing = await inTurns(fake(), { a: set(100), b: set(100) }, () => {})
    expect(compared(nothing.samples).map(([, verdict]) => verdict)).toEqual(['same', 'same'])
  })
  it('try again what was disturbed, and go on until there are enough quiet rounds: nothing is refused', async () => {
    const { samples, complete } = await inTurns(fake(true), { a: set(100), b: set(150) }, () => {})
    expect(samples.a.some((s) => (s.tries ?? 1) > 1)).toBe(true)
    expect(complete).toBe(true)
    expect(compared(samples)[0]).toEqual(['syscall', 'more', '1.5'])
  })
  it('go round, so that no setting is always first', async () => {
    rmSync(log, { force: true })
    const say = (name: string): string => `${set(100)}; echo ${name} >> ${log}`
    await inTurns({ ...fake(), rounds: 3 }, { a: say('a'), b: say('b'), restore: say('end') }, () => {})
    expect(readFileSync(log, 'utf8').split('\n')).toEqual(['a', 'b', 'a', 'b', 'a', 'a', 'a', 'a', 'b', 'end', ''])
  })
  it('restore when a command fails, and say which', async () => {
    const restored = join(folder, 'restored')
    const turns = { a: set(100), b: 'exit 7', restore: `touch ${restored}` }
    await expect(inTurns(fake(), turns, () => {})).rejects.toThrow('exit 7: ended with status 7')
    expect(existsSync(restored)).toBe(true)
  })
  it('restore after ^C, and keep whole rounds only', async () => {
    const stop = new AbortController()
    const restored = join(folder, 'restored-too')
    const plan = { ...fake(), signal: stop.signal }
    const { samples, complete } = await inTurns(
      plan,
      { a: set(100), b: set(100), restore: `touch ${restored}` },
      () => {},
      (all) => {
        if (all.a.some((s) => s.round === 1)) stop.abort()
      },
    )
    expect(complete).toBe(false)
    for (const turn of TURNS) expect(new Set(samples[turn].map((s) => s.round))).toEqual(new Set([0, 1]))
    expect(existsSync(restored)).toBe(true)
  })
})

describe('a command', () => {
  it('is ended with all that it started, when it takes too long or the user stops', async () => {
    const pid = join(folder, 'pid')
    await expect(shell(`sleep 300 & echo $! > ${pid}; wait`, undefined, 0.5)).rejects.toThrow('took longer than 0.5 s')
    const child = Number(readFileSync(pid, 'utf8'))
    for (let i = 0; i < 50 && existsSync(`/proc/${child}/task`) && !/State:\tZ/.test(readFileSync(`/proc/${child}/status`, 'utf8')); i++) await new Promise((r) => setTimeout(r, 20)) // biome-ignore format: one thought
    expect(existsSync(`/proc/${child}/task`) && !/State:\tZ/.test(readFileSync(`/proc/${child}/status`, 'utf8'))).toBe(false)
    const stop = new AbortController()
    const late = shell('sleep 300', stop.signal)
    stop.abort()
    await expect(late).rejects.toThrow('sleep 300: ended with SIGKILL')
  })
})
