import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

/**
 * What fuzzing once found, and the corpus, are run again each time; then new inputs for some seconds with a fixed seed.
 * VIRTCOLOR_FUZZ=3600 gives it an hour: `npm run fuzz -- --help` has the rest.
 */
const SECONDS = Number(process.env['VIRTCOLOR_FUZZ'] ?? (process.env['CI'] ? 60 : 5))

test(
  'every reader, lint, fix and renderer keep their promises for inputs that nobody wrote',
  () => {
    const args = ['fuzz/run.mjs', '--seconds', String(SECONDS), '--seed', '2026', '--less', 'count']
    const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    const broken = stdout.split('\n').filter((line) => line.startsWith('broken: '))
    expect({ broken, status, stderr }).toEqual({ broken: [], status: 0, stderr: '' })
    // Inputs that contradict themselves still turn an answer now and then; a rule that makes that common shows here.
    const { parts, turned } = JSON.parse(stdout.trimEnd().split('\n').at(-1)!) as { parts: number; turned: number }
    expect(turned * 1000).toBeLessThanOrEqual(Math.max(parts, 1000))
  },
  SECONDS * 1000 + 300_000,
)
