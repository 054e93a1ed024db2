// Machines on which not everything may be done. Each is made for real, where this one allows it: a mount, a filter of system calls,
// a set of CPUs, a limit of memory.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readResult } from './files.ts'
import { type Helper, helperFor } from './helper.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-states-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const cache = join(folder, 'cache')
const cli = new URL('../../dist/cli/virtcolor.cjs', import.meta.url).pathname

const works = (command: string): boolean => spawnSync('sh', ['-c', command], { stdio: 'ignore' }).status === 0
const compiler = process.platform === 'linux' && works('cc --version')
const mounts = works('unshare -m sh -c "mount -t tmpfs none /mnt"')

let helper: Helper
beforeAll(async () => {
  if (!compiler) return
  const got = await helperFor({ ...process.env, XDG_CACHE_HOME: cache }, () => {})
  if (!('helper' in got)) throw new Error(got.why)
  helper = got.helper
})

interface Said {
  readonly status: number | null
  readonly out: string
  readonly err: string
}
/** One short round of the built program, in a shell in which `$measure` is that. */
function sh(script: string, env: Readonly<Record<string, string>> = {}): Said {
  const measure = `${process.execPath} ${cli} measure --quick --rounds 1`
  const all = { ...process.env, XDG_CACHE_HOME: cache, measure, folder, ...env }
  const done = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: all, timeout: 60_000, cwd: folder })
  return { status: done.status, out: done.stdout, err: done.stderr }
}
const joined = (text: string): string => text.replace(/\s+/g, ' ')
const left = (): readonly string[] => readdirSync(folder).filter((f) => /^\.virtcolor|\.part$/.test(f))
/** Running processes of the helper of these tests. */
const running = (): readonly string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      return command.startsWith(cache) && command !== ''
    } catch {
      return false
    }
  })

describe.skipIf(!compiler || process.arch !== 'x64')('a filter of system calls', () => {
  const refuse = join(folder, 'refuse')
  const source = new URL('testing/refuse.c', import.meta.url).pathname
  beforeAll(() => expect(spawnSync('cc', ['-O2', '-o', refuse, source]).status).toBe(0))
  const file = join(folder, 'file')
  /** What each probe says when these calls of x86-64 (asm/unistd_64.h) are refused or end the process. */
  function errors(how: 'errno' | 'kill', calls: readonly number[], probes: readonly string[]): readonly (string | undefined)[] {
    writeFileSync(file, Buffer.alloc(1 << 20))
    const args = [how, ...calls.map(String), '--', helper.path, 'time', '-t', '3', '-f', file, ...probes]
    const begin = performance.now()
    const { stdout } = spawnSync(refuse, args, { encoding: 'utf8', timeout: 30_000 })
    expect(performance.now() - begin).toBeLessThan(15_000)
    const lines = stdout.split('\n').filter((l) => l !== '').map((l) => JSON.parse(l)) // biome-ignore format: one thought
    expect(lines.map((l) => l.probe)).toEqual(probes)
    return lines.map((l) => l.error)
  }
  const NOT = 'Operation not permitted'
  it.each([
    ['futex', [202], ['wake-same', 'alu'], [NOT, undefined]],
    ['prctl', [157], ['sleep', 'alu'], ['may not set the slack of its timers', undefined]],
    ['sched_setaffinity', [203], ['context', 'alu'], ['may not choose the CPU it runs on', undefined]],
    ['getppid', [110], ['syscall', 'alu'], [NOT, undefined]],
    ['memfd_create', [319], ['filefault', 'alu'], [NOT, undefined]],
    ['pread64', [17], ['disk', 'alu'], [NOT, undefined]],
    ['clock_gettime', [228], ['clock-syscall', 'alu'], [NOT, undefined]],
    ['wait4', [61], ['alu'], ['may not wait for a child process']],
    ['clone', [56], ['alu'], [NOT]],
    ['getrusage and setpriority', [98, 141], ['alu'], [undefined]],
  ] as const)('that refuses %s is said, and nothing else stops', (_, calls, probes, said) => {
    // one CPU alone needs no choice of it
    if (calls[0] === 203 && works('[ "$(nproc)" = 1 ]')) return
    const got = errors('errno', calls, probes)
    // a file system without direct reads has refused before
    expect(got.map((e) => (e?.includes('O_DIRECT') ? NOT : e))).toEqual(said)
  })
  it('that ends the process is told from a crash', () => {
    expect(errors('kill', [110], ['syscall', 'alu'])).toEqual(['refused: a seccomp filter ended it (SIGSYS)', undefined])
  })
})

describe.skipIf(!compiler || !existsSync(cli))('measure', () => {
  it('without a compiler: what Node can time, and which probes are missing', () => {
    const { status, out, err } = sh('$measure --no-disk', { XDG_CACHE_HOME: join(folder, 'none'), CC: 'no-such-cc' })
    expect(err).toMatch(
      /^virtcolor: fewer metrics are measured, because the measuring program is missing: no C compiler: 'no-such-cc' is not installed/,
    )
    expect(joined(out)).toMatch(/not measured: syscall, pagefault, .* needs the measuring program: no C compiler/)
    expect(out).toContain('(from Node)')
    expect([0, 1]).toContain(status)
  })
  it.skipIf(!mounts)('where no program may run in the cache: says so, and leaves no program there', () => {
    const { status, out, err } = sh(
      'mkdir -p noexec; exec unshare -m sh -c "mount -t tmpfs -o noexec none $folder/noexec && XDG_CACHE_HOME=$folder/noexec $measure --no-disk; echo exit \\$?; find noexec -type f"',
    )
    expect(err).toContain(
      `${folder}/noexec/virtcolor does not allow programs to run (noexec?); set XDG_CACHE_HOME to use another folder\n`,
    )
    expect(out).toMatch(/exit [01]\n$/)
    expect(status).toBe(0)
  })
  it.skipIf(!mounts)('on a read-only disk: measures the rest, and refuses at once to write there', () => {
    const ro = (command: string): Said =>
      sh(`mkdir -p ro; exec unshare -m sh -c "mount -t tmpfs -o ro none $folder/ro && ${command}"`)
    const { err } = ro('XDG_CACHE_HOME=$folder/ro $measure --dir $folder/ro')
    expect(err).toContain(
      `fewer metrics are measured, because the measuring program is missing: cannot write to ${folder}/ro/virtcolor: read-only file system`,
    )
    expect(err).toContain(`disk not measured: ${folder}/ro: cannot make a test file: read-only file system`)
    const refused = ro('$measure -o $folder/ro/x.json')
    expect(refused).toEqual({
      status: 3,
      out: '',
      err: `virtcolor: ${folder}/ro/x.json: cannot write: read-only file system\n`,
    })
  })
  it.skipIf(!mounts)('without twice the space: leaves the disk alone', () => {
    const { err, out } = sh(
      'mkdir -p small; exec unshare -m sh -c "mount -t tmpfs -o size=100m none $folder/small && $measure --dir $folder/small && du -sk small"',
    )
    expect(err).toContain(`${folder}/small: 100 MiB free; the test file needs 128 MiB`)
    expect(out).not.toContain('4 KiB read')
  })
  it.skipIf(!works('taskset -c 0 true'))('on one CPU: all but the wake-up across two', () => {
    const { out } = sh('exec taskset -c 0 $measure --no-disk --json')
    const { absent, machine } = JSON.parse(out)
    expect(absent).toContainEqual({ id: 'wake', why: 'needs two CPUs; this process may use one' })
    expect(machine.usable_cpus).toBe(1)
  })
  const memory = `/sys/fs/cgroup/memory/virtcolor-test-${process.pid}`
  const limits = works(`mkdir ${memory} && rmdir ${memory}`)
  it.skipIf(!limits)('with little memory: what is killed for it says so', () => {
    mkdirSync(memory)
    try {
      writeFileSync(join(memory, 'memory.limit_in_bytes'), String(40 << 20))
      const { out } = sh(`echo $$ > ${memory}/cgroup.procs; exec ${helper.path} time -t 3 alu memory syscall`)
      const errors = out.trim().split('\n').map((l) => JSON.parse(l).error) // biome-ignore format: one thought
      expect(errors).toEqual([undefined, 'it was killed (out of memory?)', undefined])
    } finally {
      works(`rmdir ${memory}`)
    }
  })
  it.each(['SIGINT', 'SIGTERM'] as const)('%s in the middle: whole rounds are kept, and nothing is left', async (signal) => {
    const file = join(folder, `${signal}.json`)
    const args = [cli, 'measure', '--quick', '--rounds', '150', '--dir', folder, '-o', file]
    const child = spawn(process.execPath, args, { env: { ...process.env, XDG_CACHE_HOME: cache }, stdio: ['ignore', 'pipe', 'pipe'] }) // biome-ignore format: one thought
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    child.stdout.resume()
    for (let i = 0; i < 600 && !existsSync(file); i++) await new Promise((r) => setTimeout(r, 50))
    await new Promise((r) => setTimeout(r, 100))
    child.kill(signal)
    const status = await new Promise((resolve) => child.on('close', resolve))
    expect(status).toBe(1)
    expect(err).toContain('virtcolor: interrupted; the result above is incomplete\n')
    const result = readResult(file)
    expect(result.complete).toBe(false)
    expect(result.samples.length).toBeGreaterThan(10)
    expect(left()).toEqual([])
    for (let i = 0; i < 100 && running().length > 0; i++) await new Promise((r) => setTimeout(r, 20))
    expect(running()).toEqual([])
  })
})
