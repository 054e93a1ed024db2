import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { saysOf } from '../sources/says.ts'
import { run } from './process.ts'
import type { Sample } from './result.ts'
import { type HelperInfo, InfoSchema, LineSchema } from './schema.ts'

/** The helper, ready to run. */
export interface Helper {
  readonly path: string
  /** How it came to be, for the record: `static, built by cc (Debian 12.2.0-14) 12.2.0`. */
  readonly about: string
}

export type Got = { readonly helper: Helper } | { readonly why: string }

type Env = Readonly<Record<string, string | undefined>>

/** Where its source is: `native/` beside package.json, both in the repository and in the installed package. */
export function sourceFolder(from: string = dirname(fileURLToPath(import.meta.url))): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'native', 'probe.h'))) return join(folder, 'native')
    if (dirname(folder) === folder) return undefined
  }
}

/** This user's cache (https://specifications.freedesktop.org/basedir-spec), never the package's own folder. */
export function cacheFolder(env: Env): string {
  const xdg = env['XDG_CACHE_HOME']
  return join(xdg?.startsWith('/') ? xdg : join(env['HOME'] || homedir(), '.cache'), 'virtcolor')
}

/**
 * The helper, built on first use with the system's compiler: statically where that is possible. What it is called depends on
 * its source, so that a new version is built again and an old one is never run by mistake.
 * @param say called once, before something is built
 */
export async function helperFor(env: Env, say: (line: string) => void, signal?: AbortSignal): Promise<Got> {
  const folder = sourceFolder()
  if (folder === undefined) return { why: 'the source (native/) is missing from this installation' }
  const files = readdirSync(folder).filter((f) => /\.[ch]$/.test(f)).sort() // biome-ignore format: one thought
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(readFileSync(join(folder, file)))
  const name = `probe-${process.arch}-${hash.digest('hex').slice(0, 12)}`
  const cache = cacheFolder(env)
  const path = join(cache, name)
  if (existsSync(path)) {
    const about = await works(path)
    if ('helper' in about) return about
    // damaged, or the folder has become noexec since: build again and see
    rmSync(path, { force: true })
  }
  const compiler = env['CC'] || 'cc'
  try {
    // step by step: Node's own recursion never ends in a file system that makes no folders, such as /proc
    for (const step of [dirname(cache), cache]) if (!existsSync(step)) mkdirSync(step, { mode: 0o700 })
  } catch (error) {
    return { why: `cannot write to ${cache}: ${saysOf(error)} (set XDG_CACHE_HOME to use another folder)` }
  }
  const version = await run(compiler, ['--version'], { seconds: 10, signal, env })
  if (version.failed !== undefined || version.code !== 0) {
    return {
      why: `no C compiler: '${compiler}' ${version.failed === 'ENOENT' ? 'is not installed' : 'does not run'} (on Debian: apt install gcc libc6-dev)`,
    }
  }
  say(`building the measuring program (once): ${path}`)
  const draft = `${path}.${process.pid}`
  // The compiler's own files lie here: one that is ended by a signal leaves them.
  const scratch = `${draft}.tmp`
  const sources = files.filter((f) => f.endsWith('.c')).map((f) => resolve(folder, f))
  let problem = ''
  try {
    mkdirSync(scratch, { mode: 0o700 })
    const own = { ...env, TMPDIR: scratch }
    for (const way of [['-static'], []]) {
      const built = await run(compiler, ['-O2', ...way, '-pthread', '-o', draft, ...sources], {
        seconds: 120,
        signal,
        env: own,
      })
      if (built.code === 0) {
        chmodSync(draft, 0o700)
        renameSync(draft, path)
        const got = await works(path)
        if (!('helper' in got)) {
          rmSync(path, { force: true })
          return got
        }
        const by = version.stdout.split('\n')[0]?.slice(0, 80) ?? compiler
        return { helper: { path, about: `${way.length > 0 ? 'static' : 'dynamic'}, built by ${by}` } }
      }
      problem =
        built.stderr.split('\n').find((l) => /error|cannot|No space|Read-only/i.test(l)) ?? built.stderr.split('\n')[0] ?? ''
      if (signal?.aborted) return { why: 'interrupted' }
    }
  } catch (error) {
    return { why: `cannot write ${path}: ${saysOf(error)}` }
  } finally {
    rmSync(draft, { force: true })
    rmSync(scratch, { recursive: true, force: true })
  }
  return { why: `${compiler} failed: ${problem.slice(0, 160)}` }
}

export async function infoOf(helper: Helper): Promise<HelperInfo | undefined> {
  const { stdout } = await run(helper.path, ['info'], { seconds: 10 })
  return lines(stdout, InfoSchema)[0]
}

async function works(path: string): Promise<Got> {
  const { failed, code, signal } = await run(path, ['nothing'], { seconds: 10 })
  if (failed === 'EACCES')
    return { why: `${dirname(path)} does not allow programs to run (noexec?); set XDG_CACHE_HOME to use another folder` }
  if (failed !== undefined || code !== 0) return { why: `${path} does not run: ${failed ?? signal ?? `exit ${code}`}` }
  return { helper: { path, about: 'built before' } }
}

export interface Timing {
  readonly probes: readonly string[]
  readonly sliceMs: number
  readonly round: number
  readonly nice: number
  readonly seed: number
  readonly file?: string | undefined
  readonly peer?: { readonly host: string; readonly port: number } | undefined
  readonly signal?: AbortSignal | undefined
}

/** One round of probes. A line that is no sample is passed over; a helper that dies leaves what it said until then. */
export async function timeProbes(helper: Helper, timing: Timing): Promise<readonly Sample[]> {
  const { probes, sliceMs, round, nice, seed, file, peer } = timing
  const args = ['time', '-t', String(sliceMs), '-r', String(seed + round), '-n', String(nice)]
  if (file !== undefined) args.push('-f', file)
  if (peer !== undefined) args.push('-p', peer.host, String(peer.port))
  const seconds = 20 + (probes.length * sliceMs * 10) / 1000
  const { stdout, timedOut, signal, code, failed } = await run(helper.path, [...args, ...probes], {
    seconds,
    signal: timing.signal,
  })
  const samples = lines(stdout, LineSchema).map((s) => ({ ...s, round }))
  if (timing.signal?.aborted) return samples
  const said = new Set(samples.map((s) => s.probe))
  const why = timedOut ? 'took too long' : `the measuring program ended early (${failed ?? signal ?? `exit ${code}`})`
  return [...samples, ...probes.filter((p) => !said.has(p)).map((probe) => ({ probe, round, error: why }))]
}

/** JSON lines that fit a schema. */
export function lines<T>(text: string, schema: v.GenericSchema<unknown, T>): T[] {
  return text.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || line.length > 65536) return []
    try {
      const parsed = v.safeParse(schema, JSON.parse(line))
      return parsed.success ? [parsed.output] : []
    } catch {
      return []
    }
  })
}
