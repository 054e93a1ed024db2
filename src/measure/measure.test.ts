import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PLAIN } from '../render/paint.ts'
import { readResult, writeResult } from './files.ts'
import { gate } from './gate.ts'
import { type Helper, helperFor, lines, timeProbes } from './helper.ts'
import { nodeProbes } from './node-probes.ts'
import { printResult } from './print.ts'
import type { Sample } from './result.ts'
import { measure } from './run.ts'
import { LineSchema } from './schema.ts'
import { scratch } from './scratch.ts'
import { summarise } from './summary.ts'
import { made, QUIET } from './testing/made.ts'
import { readFio, readIperf } from './tools.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const quiet = QUIET
const run = made

describe('the gate', () => {
  const sample: Sample = { probe: 'syscall', round: 0, ms: 30, steal_ms: 0, spin: quiet, batches: [1], competed: 0 }
  it('lets a quiet sample through and says who disturbed another', () => {
    expect(gate(sample)).toBeUndefined()
    expect(gate({ ...sample, steal_ms: 10 })).toBe('the host took 33 % (steal time)')
    expect(gate({ ...sample, spin: { ...quiet, lost_us: 400 } })).toBe('the host took 10 % (lost spin time)')
    expect(gate({ ...sample, spin: { ...quiet, lost_us: 400, own_us: 400 } })).toBe('other work on this machine took 10 %')
    expect(gate({ ...sample, competed: 5 })).toMatch(/interrupted 5 of 6 batches/)
  })
  it('looks at time only, never at the value measured', () => {
    expect(gate({ ...sample, batches: [1e9] })).toBeUndefined()
  })
  it('refuses a metric that lost a third of its rounds', () => {
    const noisy = run({ syscall: 100 }).samples.map((s, i) => (i % 2 === 0 ? { ...s, gated: 'the host took 9 %' } : s))
    expect(summarise({ samples: noisy })[0]!.refused).toBe('host too busy: 6 of 12 rounds discarded (the host took 9 %)')
  })
})

describe('files', () => {
  it('come back as they were written, and a wrong one is one clear line', () => {
    const path = join(folder, 'a.json')
    const result = run({ syscall: 100 })
    writeResult(path, result)
    expect(readResult(path)).toEqual(result)
    writeFileSync(path, '{"virtcolor":"measure","version":2}')
    expect(() => readResult(path)).toThrow('format version 2 is newer')
    writeFileSync(path, 'PK\u0003')
    expect(() => readResult(path)).toThrow('a.json: not a JSON file')
    writeFileSync(path, JSON.stringify({ ...result, samples: [{ probe: 'x', round: -1 }] }))
    expect(() => readResult(path)).toThrow('samples.0.round')
    expect(() => readResult(join(folder, 'none'))).toThrow('no such file or directory')
  })
  it('take anything at all without more than a Fault', () => {
    const path = join(folder, 'fuzz.json')
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        writeFileSync(path, JSON.stringify(value))
        expect(() => readResult(path)).toThrow(/^.*fuzz\.json(?:: .+| is not a result of .+)$/)
      }),
      { numRuns: 100 },
    )
  })
})

describe('readers of tools', () => {
  it('take what fio and iperf3 print, and nothing else', () => {
    const clat_ns = {
      min: 1,
      max: 9,
      percentile: { '20.000000': 2, '50.000000': 3, '80.000000': 4, '90.000000': 5, '99.000000': 6 },
    }
    const fio = `note: x\n${JSON.stringify({ jobs: [{ error: 0, read: { total_ios: 5, clat_ns } }] })}`
    expect(readFio(fio, 3)).toEqual({ probe: 'fio', round: 3, n: 5, quantiles: { min: 1, p25: 2, p50: 3, p75: 4, p90: 5, p99: 6, max: 9 } }) // biome-ignore format: one thought
    const sum_received = { seconds: 1, bytes: 1048576, bits_per_second: 8388608 }
    expect(readIperf(JSON.stringify({ end: { sum_received } }), 0)!.batches).toEqual([1e9])
    fc.assert(fc.property(fc.string(), (s) => readFio(s, 0) === undefined && readIperf(s, 0) === undefined))
    fc.assert(fc.property(fc.string(), (s) => Array.isArray(lines(`${s}\n{"probe":1}`, LineSchema))))
  })
})

it('the scratch file has no name, and is refused without space', () => {
  const got = scratch(folder, 1)
  if ('why' in got) expect(got.why).toMatch(/O_DIRECT/)
  else {
    expect(readdirSync(folder).filter((f) => f.startsWith('.virtcolor'))).toEqual([])
    expect(existsSync(got.path)).toBe(true)
    got.close()
  }
  expect(scratch(folder, 1 << 20)).toMatchObject({ why: expect.stringMatching(/\d MiB free; the test file needs \d+ MiB$/) })
  expect(scratch(join(folder, 'none'), 1)).toMatchObject({ why: expect.stringMatching(/no such file/) })
})

describe('without a helper', () => {
  it('Node measures what it can', () => {
    const samples = nodeProbes(0, 3)
    expect(samples.map((s) => s.probe)).toEqual(['node-syscall', 'node-clock', 'node-alu', 'node-pagefault', 'node-sleep'])
    for (const s of samples) expect(s.error ?? (s.batches?.[0] ?? s.quantiles!.p50) > 0).toBe(true)
  })
  it('says why', async () => {
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'empty') }
    expect(await helperFor({ ...env, CC: 'no-such-compiler' }, () => {})).toMatchObject({
      why: expect.stringMatching(/no C compiler/),
    })
    expect(await helperFor({ ...env, XDG_CACHE_HOME: '/proc/none' }, () => {})).toMatchObject({ why: expect.stringMatching(/cannot write/) }) // biome-ignore format: one thought
    const bad = join(folder, 'bad-cc')
    writeFileSync(bad, '#!/bin/sh\n[ "$1" = --version ] && exit 0\necho "x.c:1: error: out of luck" >&2\nexit 1\n')
    chmodSync(bad, 0o755)
    expect(await helperFor({ ...env, CC: bad }, () => {})).toMatchObject({ why: expect.stringMatching(/out of luck/) })
  })
})

const compiler = spawnSync('cc', ['--version']).status === 0
describe.skipIf(!compiler || process.platform !== 'linux')('the helper', () => {
  let helper: Helper
  beforeAll(async () => {
    const said: string[] = []
    const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }
    const got = await helperFor(env, (line) => said.push(line))
    if (!('helper' in got)) throw new Error(got.why)
    helper = got.helper
    expect(said).toHaveLength(1)
    expect(await helperFor(env, (line) => said.push(line))).toMatchObject({ helper: { about: 'built before' } })
    expect(said).toHaveLength(1)
  })
  const work = (...args: string[]) => {
    const { stdout, status, stderr } = spawnSync(helper.path, ['work', ...args], { encoding: 'utf8' })
    return { status, stderr, json: stdout === '' ? undefined : JSON.parse(stdout) }
  }
  it('times probes, and reports what it does not know or may not do', async () => {
    const probes = ['syscall', 'xen-prefix', 'no-such-probe', 'disk', 'sleep']
    const samples = await timeProbes(helper, { probes, sliceMs: 5, round: 2, nice: 0, seed: 1 })
    expect(samples.map((s) => s.probe)).toEqual(probes)
    expect(samples[0]!.batches!.every((b) => b > 0)).toBe(true)
    expect(samples[2]!.error).toMatch(/not built/)
    expect(samples[3]!.error).toMatch(/no file/)
    expect(samples[4]!.quantiles!.p50).toBeGreaterThan(0)
    expect(samples.every((s) => s.round === 2)).toBe(true)
  })
  it('does fixed work exactly', () => {
    expect(work('-m', '7', 'syscall', '1000').json).toMatchObject({ work: 'syscall', n: 1000, mark: { tag: 7 } })
    expect(work('pagefault', '5000').json).toMatchObject({ n: 5000 })
    expect(work('exec', '3').json).toMatchObject({ n: 3 })
    expect(work('no-such', '1')).toMatchObject({ status: 2, stderr: "probe: no probe is called 'no-such'\n" })
    expect(work('syscall', '1x').status).toBe(2)
  })
  it('takes a round trip for the same, however few are timed together', () => {
    // To start the other side costs a fork: within the loop it would be 20 round trips more for the first of them.
    const least = (n: string): number => Math.min(...Array.from({ length: 7 }, () => work('context', n).json.per_ns))
    expect(least('2')).toBeLessThan(5 * least('2000'))
  })
  it('answers packets of its own protocol on loopback', async () => {
    const { spawn } = await import('node:child_process')
    const server = spawn(helper.path, ['serve', '0', '20', '127.0.0.1'], { stdio: ['ignore', 'pipe', 'ignore'] })
    const port = await new Promise<string>((resolve) =>
      server.stdout.once('data', (b) => resolve(JSON.parse(String(b)).serving)),
    )
    const peer = { host: '127.0.0.1', port: Number(port) }
    const samples = await timeProbes(helper, {
      probes: ['udp', 'tcp', 'stream'],
      sliceMs: 10,
      round: 0,
      nice: 0,
      seed: 1,
      peer,
    })
    expect(samples.map((s) => s.error)).toEqual([undefined, undefined, undefined])
    expect(work('packets', '127.0.0.1', String(port), '50').json).toMatchObject({ n: 50 })
    server.kill()
    const lost = await timeProbes(helper, { probes: ['tcp'], sliceMs: 10, round: 0, nice: 0, seed: 1, peer: { host: '127.0.0.1', port: 1 } }) // biome-ignore format: one thought
    expect(lost[0]!.error).toMatch(/Connection refused/)
  })
  it('keeps whole rounds when it is interrupted', async () => {
    const stop = new AbortController()
    const plan = {
      helper,
      rounds: 8,
      sliceMs: 2,
      seconds: 60,
      nice: 0,
      seed: 1,
      fio: false,
      iperf3: false,
      signal: stop.signal,
    }
    const { samples, complete } = await measure({ ...plan, onRound: () => stop.abort() })
    expect(complete).toBe(false)
    expect(new Set(samples.map((s) => s.round))).toEqual(new Set([0]))
    const text = printResult(run({}, { samples, complete }), summarise({ samples }), [], PLAIN)
    expect(text).toContain('NOT COMPLETE')
  })
})

const arm = ['aarch64-linux-gnu-gcc', 'qemu-aarch64-static'].filter((p) => spawnSync(p, ['--version']).status !== 0)
describe(`the helper for arm64${arm.length > 0 ? ` (not tried: ${arm.join(', ')} not installed)` : ''}`, () => {
  it.skipIf(arm.length > 0)('is built without a warning, and runs', () => {
    const native = new URL('../../native/', import.meta.url).pathname
    const sources = readdirSync(native).filter((f) => f.endsWith('.c')).map((f) => native + f) // biome-ignore format: one thought
    const path = join(folder, 'probe-arm64')
    const built = spawnSync('aarch64-linux-gnu-gcc', ['-O2', '-Wall', '-Wextra', '-Werror', '-static', '-pthread', '-o', path, ...sources], { encoding: 'utf8' }) // biome-ignore format: one thought
    expect(built.stderr).toBe('')
    const run = (...args: string[]) =>
      lines(spawnSync('qemu-aarch64-static', [path, ...args], { encoding: 'utf8', timeout: 50_000 }).stdout, LineSchema)
    const probes = ['syscall', 'counter', 'idreg', 'pagefault', 'context', 'sleep']
    const samples = run('time', '-t', '2', '-s', '0', ...probes)
    expect(samples.map((s) => [s.probe, s.error])).toEqual(probes.map((p) => [p, undefined]))
    expect(run('time', '-t', '2', 'cpuid')[0]!.error).toBe('not built for this architecture')
  })
})

it('the published source is complete', () => {
  const pack = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  expect(pack.files).toContain('native')
})
