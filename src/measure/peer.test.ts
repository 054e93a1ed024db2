// Two machines, as far as the network can tell: network namespaces with a cable between them.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressOf } from './peer.ts'
import type { Result } from './result.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-peer-'))
const cli = new URL('../../dist/cli/virtcolor.cjs', import.meta.url).pathname
const env = { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') }
const works = (command: string): boolean => spawnSync('sh', ['-c', command], { stdio: 'ignore' }).status === 0
const [ours, theirs] = [`vc-a-${process.pid}`, `vc-b-${process.pid}`]
const possible = existsSync(cli) && works('cc --version') && works(`ip netns add ${ours} && ip netns add ${theirs}`)

afterAll(() => {
  works(`ip netns del ${ours}`)
  works(`ip netns del ${theirs}`)
  rmSync(folder, { recursive: true, force: true })
})

async function serve(...args: readonly string[]): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const child = spawn('ip', ['netns', 'exec', theirs, process.execPath, cli, 'measure', '--serve', ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] }) // biome-ignore format: one thought
  const said = await new Promise<string>((resolve) => {
    child.stdout!.once('data', (text) => resolve(String(text)))
    child.once('exit', (code) => resolve(`ended with ${code}`))
  })
  return { child, said }
}

interface Run {
  readonly status: number | null
  readonly result: Result
  readonly err: string
  readonly seconds: number
}
function measure(...args: readonly string[]): Run {
  const begin = performance.now()
  const all = [
    'netns',
    'exec',
    ours,
    process.execPath,
    cli,
    'measure',
    '--quick',
    '--rounds',
    '1',
    '--no-disk',
    '--json',
    ...args,
  ]
  const { status, stdout, stderr } = spawnSync('ip', all, { env, encoding: 'utf8', timeout: 90_000 })
  return {
    status,
    result: stdout === '' ? undefined! : JSON.parse(stdout),
    err: stderr,
    seconds: (performance.now() - begin) / 1000,
  }
}
const errorOf = (result: Result, probe: string): string | undefined => result.samples.find((s) => s.probe === probe)?.error

describe.skipIf(!possible)('two machines', () => {
  beforeAll(() => {
    const up = [
      `ip link add va netns ${ours} type veth peer name vb netns ${theirs}`,
      `ip -n ${ours} addr add 192.0.2.1/24 dev va`,
      `ip -n ${theirs} addr add 192.0.2.2/24 dev vb`,
      `ip -n ${ours} link set va up`,
      `ip -n ${theirs} link set vb up`,
      `ip -n ${theirs} link set lo up`,
    ]
    expect(works(up.join(' && '))).toBe(true)
  })
  it('time round trips and throughput, and the server ends when it is told', async () => {
    const { child, said } = await serve('--port', '6001', '--for', '60')
    expect(said).toBe('listening on 0.0.0.0 port 6001 (TCP and UDP) for 60 s; Ctrl-C stops it\n')
    const { result } = measure('--peer', '192.0.2.2', '--port', '6001')
    for (const probe of ['udp', 'tcp']) {
      const { quantiles, error } = result.samples.findLast((s) => s.probe === probe)!
      expect(error).toBeUndefined()
      expect(quantiles!.p50).toBeGreaterThan(1000)
    }
    expect(result.samples.findLast((s) => s.probe === 'stream')!.batches![0]).toBeGreaterThan(1000)
    expect(result.machine.peer).toBe('192.0.2.2')
    child.kill('SIGTERM')
    expect(await new Promise((resolve) => child.once('exit', (code) => resolve(code)))).toBe(0)
    expect(works(`ip netns exec ${theirs} sh -c "! ss -Hltun | grep 6001"`)).toBe(true)
  })
  it('the server ends by itself, and a taken port is one line', async () => {
    const first = await serve('--port', '6002', '--for', '3')
    const second = spawnSync('ip', ['netns', 'exec', theirs, process.execPath, cli, 'measure', '--serve', '--port', '6002'], { env, encoding: 'utf8' }) // biome-ignore format: one thought
    expect(second).toMatchObject({ status: 3, stderr: 'virtcolor: measure --serve: cannot listen on port 6002: Address already in use\n' }) // biome-ignore format: one thought
    expect(await new Promise((resolve) => first.child.once('exit', (code) => resolve(code)))).toBe(0)
  })
  it('a peer that is not there, or silent, costs seconds and not the run', () => {
    const nobody = measure('--peer', '192.0.2.2', '--port', '6003')
    expect(errorOf(nobody.result, 'tcp')).toBe('cannot reach 192.0.2.2 port 6003: Connection refused')
    expect(errorOf(nobody.result, 'udp')).toBe("nobody answers at the peer's port")
    const silent = measure('--peer', '192.0.2.99', '--port', '6003')
    expect(errorOf(silent.result, 'tcp')).toMatch(/cannot reach 192\.0\.2\.99 port 6003: /)
    expect(errorOf(silent.result, 'udp')).toMatch(/the peer does not answer|nobody answers/)
    expect(silent.result.samples.some((s) => s.probe === 'syscall' && s.error === undefined)).toBe(true)
    expect(silent.seconds).toBeLessThan(60)
  })
})

it('a name that nobody knows is one line', async () => {
  await expect(addressOf('no-such-host.invalid')).rejects.toThrow(
    /^--peer: the name no-such-host\.invalid cannot be resolved \(\w+\)$/,
  )
  expect(await addressOf('127.0.0.1')).toBe('127.0.0.1')
})
