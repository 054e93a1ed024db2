import { describe, expect, it } from 'vitest'
import { run } from './process.ts'
import { runRace } from './run.ts'

/**
 * A whole race of two modes, packages and all: 48 s on two cores once packages are cached. Only where it is asked for:
 * of three runs one passed; in the others a guest gave no result, in one its kernel had panicked (see docs/race.md, Limits).
 * Its cache is the user's, so that packages are fetched once.
 */
// Not in CI yet: the race is experimental, and one that is not proven to end well in time must not decide whether anything lands.
const asked = process.env['VIRTCOLOR_RACE'] === '1'
const apt = asked && (await run('apt-get', ['--version'], { timeout: 20 }).catch(() => undefined)) !== undefined
const why = !asked ? 'VIRTCOLOR_RACE=1 is not set' : !apt ? 'there is no apt-get here' : undefined
if (why !== undefined) console.warn(`\n*** SKIPPED: the race of PV and PVH on a real Xen end to end: ${why} ***\n`)

/** Milliseconds. At the limit the race is interrupted and kills its QEMU; vitest's own limit would leave it running. */
const LIMIT = 300_000

describe.skipIf(why !== undefined)('a race on a real Xen', () => {
  it('PV and PVH: each finds out what it is, PV has no exits, PVH no device model', { timeout: LIMIT + 30_000 }, async () => {
    const stages: string[] = []
    const report = await runRace({
      modes: ['pv', 'pvh'],
      rounds: 1,
      quick: true,
      accelerator: 'tcg',
      keep: false,
      env: process.env,
      say: (stage) => stages.push(stage),
      signal: AbortSignal.timeout(LIMIT),
    }).catch((error: Error) => {
      // Without a network there is nothing to race with: said, not hidden.
      if (!/cannot fetch|apt knows no/.test(error.message)) throw error
      console.warn(`\n*** SKIPPED: the race of PV and PVH: ${error.message} ***\n`)
      return undefined
    })
    if (report === undefined) return
    const [pv, pvh] = report.modes
    expect(pv!.failed).toBeUndefined()
    expect(pvh!.failed).toBeUndefined()
    expect(pv!.inspected).toMatchObject({ mode: 'pv', matches: true })
    expect(pvh!.inspected).toMatchObject({ mode: 'pvh', matches: true })
    for (const work of pv!.works) expect(work.exits?.median, work.id).toBe(0)
    for (const work of pvh!.works) expect(work.deviceModel?.median, work.id).toBe(0)
    const of = (mode: typeof pv, id: string): number => mode!.works.find((work) => work.id === id)!.crossings!.median
    expect(of(pv, 'syscall')).toBeGreaterThan(0.99)
    expect(of(pv, 'syscall')).toBeLessThan(1.1)
    expect(of(pvh, 'syscall')).toBeLessThan(0.1)
    expect(of(pv, 'fork')).toBeGreaterThan(50)
  })
})
