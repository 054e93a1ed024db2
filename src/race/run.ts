import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault } from '../fault.ts'
import { cacheFolder, helperFor } from '../measure/helper.ts'
import { faultOf } from '../sources/says.ts'
import { hostInQemu, type RaceHost, realHost, type Where } from './hosts.ts'
import { needed } from './image/elf.ts'
import type { RacedId } from './modes.ts'
import { getPackages } from './packages.ts'
import type { PhaseId } from './progress.ts'
import { keyOf, type ModeResult, prepareField, race } from './race.ts'
import { type RaceReport, raceReport } from './report.ts'
import { savedIn } from './saved.ts'

export interface RunOptions {
  readonly modes: readonly RacedId[]
  readonly rounds: number
  readonly quick: boolean
  /** Where Xen is; without it in QEMU. */
  readonly on?: Where
  readonly accelerator: 'tcg' | 'kvm'
  readonly keep: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly say: (stage: string) => void
  readonly phase?: (id: PhaseId) => void
  readonly results?: (results: readonly ModeResult[]) => void
  readonly signal: AbortSignal
}

/**
 * A whole race: packages, images, a dom0, rounds, report. What was measured is saved after each round; a run that was interrupted goes on
 * from there. Nothing is left running and no files but the cache's.
 * @throws Fault in clear words, for a full or read-only disk too
 */
export async function runRace(options: RunOptions): Promise<RaceReport> {
  const cache = join(cacheFolder(options.env), 'race')
  try {
    return await raced(cache, options)
  } catch (error) {
    if (options.signal.aborted)
      throw new Fault('interrupted; the results so far are saved, run the same command again to continue')
    throw ofTheDisk(error, cache)
  }
}

/** Any write of a race may meet a full disk, any read a cache of which a part is gone. */
export function ofTheDisk(error: unknown, cache: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException
  const place = path ?? cache
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Fault(`${place}: the disk is full; the results so far are saved, set XDG_CACHE_HOME to a folder with more space`)
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM')
    return new Fault(`${place}: cannot be written (${code}); set XDG_CACHE_HOME to a writable folder`)
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EIO')
    return new Fault(
      `${faultOf(place, error).message}: the cache is damaged; remove ${join(cache, 'root')} to unpack the packages again`,
    )
  return error
}

async function raced(cache: string, options: RunOptions): Promise<RaceReport> {
  const { say, signal, env, on = { what: 'qemu' } } = options
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Fault(`the race needs Linux on x86-64; this is ${process.platform} on ${process.arch}`)
  // An unsuitable dom0 is reported before anything is downloaded.
  const real = on.what === 'qemu' ? undefined : await realHost(on, signal)
  try {
    options.phase?.('packages')
    const packages = await getPackages(cache, { say, signal })
    const probe = await staticProbe(env, say, signal)
    options.phase?.('images')
    say('building the guest')
    const field = await prepareField(packages.root, probe)
    const versions = [...packages.list.map((one) => `${one.name} ${one.version}`), ...(real?.versions ?? [])]
    const key = keyOf(field, versions.join('\n'), options.quick)
    const store = savedIn(cache, key)
    const saved = await store.read()
    if (saved.length > 0) say(`continuing an earlier run (${store.file})`)
    options.phase?.('dom0')
    const host = await (real ?? hostInQemu(cache, packages, field, options)).open(say)
    let results: readonly ModeResult[]
    try {
      options.phase?.('guests')
      results = await race(host.dom0, field, {
        modes: options.modes,
        rounds: options.rounds,
        quick: options.quick,
        cpu: host.cpu,
        vendor: host.vendor,
        ...(host.pool === undefined ? {} : { pool: host.pool }),
        ...(host.tracePages === undefined ? {} : { tracePages: host.tracePages }),
        say,
        saved,
        signal,
        save: async (now) => {
          options.results?.(now)
          await store.write(now)
        },
        ...(options.keep && { evidence: await keeper(cache) }),
      })
    } finally {
      await host.dom0.stop()
    }
    if (signal.aborted) throw new Fault('interrupted')
    // What failed can be made up for by another run.
    if (results.every((one) => one.failed === undefined)) await store.remove()
    return raceReport(results, howOf(host, options, field.kernelVersion, versions))
  } finally {
    await real?.close()
  }
}

function howOf(host: RaceHost, options: RunOptions, kernel: string, versions: readonly string[]): RaceReport['how'] {
  return {
    on: host.on,
    emulated: host.emulated,
    quick: options.quick,
    rounds: options.rounds,
    xen: host.xen,
    kernel,
    packages: versions,
    made: new Date().toISOString().slice(0, 10),
    ...(host.notes.length === 0 ? {} : { notes: host.notes }),
  }
}

/** `--keep`: evidence and traces go into the cache. */
async function keeper(cache: string): Promise<NonNullable<Parameters<typeof race>[2]['evidence']>> {
  const traces = join(cache, 'traces')
  await mkdir(traces, { recursive: true })
  return async (mode, what) => {
    const put = (name: string, bytes: Uint8Array | string): Promise<void> => writeFile(join(traces, `${mode}.${name}`), bytes)
    if ('trace' in what) {
      await put(`${what.round}.trace`, what.trace)
      await put(`${what.round}.jsonl`, what.said)
    } else {
      await put('collected.gz', what.evidence)
      await put('console', what.console)
    }
  }
}

/** The measuring helper as a program that needs nothing: the guest has no libraries. */
async function staticProbe(env: RunOptions['env'], say: (line: string) => void, signal: AbortSignal): Promise<Uint8Array> {
  const got = await helperFor(env, say, signal)
  if (!('helper' in got)) throw new Fault(`the measuring program cannot be built: ${got.why}`)
  const bytes = await readFile(got.helper.path)
  if (needed(bytes, got.helper.path).length > 0)
    throw new Fault(
      `${got.helper.path}: is not statically linked, and the guest has no libraries; install a static C library (on Debian: sudo apt-get install gcc libc6-dev) and remove the file`,
    )
  return bytes
}
