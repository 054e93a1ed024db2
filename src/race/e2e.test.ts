import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cacheFolder } from '../measure/helper.ts'
import { run } from './process.ts'
import { runRace } from './run.ts'

/**
 * A whole race of two modes, packages and all: about a minute on two cores once packages are cached. It runs where `CI` or
 * VIRTCOLOR_RACE=1 is set. Its cache is the user's, so that packages are fetched once.
 */
const asked = process.env['VIRTCOLOR_RACE'] === '1' || !['', undefined, 'false'].includes(process.env['CI'])
const apt = asked && (await run('apt-get', ['--version'], { timeout: 20 }).catch(() => undefined)) !== undefined
const fits = process.platform === 'linux' && process.arch === 'x64'
const why = !asked
  ? 'neither CI nor VIRTCOLOR_RACE=1 is set'
  : !fits
    ? 'it needs Linux on x86-64'
    : !apt
      ? 'there is no apt-get here'
      : undefined
if (why !== undefined) console.warn(`\n*** SKIPPED: the race of PV and PVH on a real Xen end to end: ${why} ***\n`)

/** Milliseconds. At the limit the race is interrupted and kills its QEMU; vitest's own limit would leave it running. */
const LIMIT = 900_000

const cache = join(cacheFolder(process.env), 'race')
/** Programs that run from the race's cache. */
const running = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return line.startsWith(join(cache, 'root')) || line.includes(join(cache, 'runs')) ? [line.replaceAll('\0', ' ')] : []
      } catch {
        return []
      }
    })
const left = (): string[] => (existsSync(join(cache, 'runs')) ? readdirSync(join(cache, 'runs')) : [])
const mounts = (): string => readFileSync('/proc/mounts', 'utf8')

describe.skipIf(why !== undefined)('a race on a real Xen', () => {
  it('PV and PVH: each finds out what it is, PV has no exits, PVH no device model', { timeout: LIMIT + 30_000 }, async () => {
    const stages: string[] = []
    const before = { left: left(), mounts: mounts() }
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
      // Without a network, room or a compiler there is nothing to race with: said, not hidden.
      if (!/cannot download|apt does not find|GB free|helper cannot be built/.test(error.message))
        throw new Error(`${error.message}; stages: ${stages.slice(-5).join(', ')}`)
      console.warn(`\n*** SKIPPED: the race of PV and PVH: ${error.message} ***\n`)
      return undefined
    })
    expect(running()).toEqual([])
    expect(left()).toEqual(before.left)
    expect(mounts()).toBe(before.mounts)
    if (report === undefined) return
    const [pv, pvh] = report.modes
    expect(pv!.failed).toBeUndefined()
    expect(pvh!.failed).toBeUndefined()
    expect(pv!.inspected).toMatchObject({ mode: 'pv', matches: true })
    expect(pvh!.inspected).toMatchObject({ mode: 'pvh', matches: true })
    for (const work of pv!.works) expect(work.exits?.median, work.id).toBe(0)
    for (const work of pvh!.works) expect(work.deviceModel?.median, work.id).toBe(0)
    const own = (mode: typeof pv, id: string): number => mode!.works.find((work) => work.id === id)!.own!.median
    // One return by hypercall each; a fault with its return, its page-table entry set and the zeroed page's; see docs/race.md.
    expect(own(pv, 'syscall')).toBeCloseTo(1, 1)
    expect(own(pv, 'pagefault')).toBeCloseTo(4, 0)
    expect(own(pv, 'mprotect')).toBeCloseTo(6, 0)
    expect(own(pv, 'fork')).toBeGreaterThan(50)
    expect(own(pvh, 'syscall')).toBeLessThan(0.05)
    expect(own(pvh, 'mprotect')).toBeLessThan(0.05)
    // The C library's start asks CPUID, each time the same.
    expect(own(pvh, 'exec')).toBeGreaterThan(10)
  })

  it.skipIf(!existsSync('dist/cli/virtcolor.cjs'))(
    'interrupted while Xen boots, it ends at once with a word, and leaves nothing running, mounted or lying about',
    { timeout: 240_000 },
    async () => {
      if (!existsSync(join(cache, 'root', '.complete'))) return
      const before = { left: left(), mounts: mounts() }
      const child = spawn(process.execPath, ['dist/cli/virtcolor.cjs', 'race', '--modes', 'pv'], {
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      let said = ''
      child.stderr.on('data', (data: Buffer) => {
        said += data.toString()
        if (/booting Xen/.test(said) && !child.killed) child.kill('SIGINT')
      })
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
      expect(said).toContain('interrupted; the results so far are saved, run the same command again to continue')
      expect(code).toBe(3)
      expect(running()).toEqual([])
      expect(left()).toEqual(before.left)
      expect(mounts()).toBe(before.mounts)
    },
  )
})
