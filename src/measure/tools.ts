import * as v from 'valibot'
import { run } from './process.ts'
import type { Sample } from './result.ts'

const number = v.pipe(v.number(), v.finite())
const Fio = v.object({
  jobs: v.pipe(
    v.array(
      v.object({
        error: v.number(),
        read: v.object({
          total_ios: number,
          clat_ns: v.object({ min: number, max: number, percentile: v.record(v.string(), number) }),
        }),
      }),
    ),
    v.minLength(1),
  ),
})

/** fio's JSON (`--output-format=json`, 3.x) as a sample of completion latencies; undefined when it is something else. */
export function readFio(text: string, round: number): Sample | undefined {
  const parsed = fromJson(Fio, text)
  const job = parsed?.jobs[0]
  if (job === undefined || job.error !== 0 || job.read.total_ios === 0) return undefined
  const { min, max, percentile } = job.read.clat_ns
  // fio has no 25th and 75th percentile by default: the nearest percentiles that it prints are used
  const at = (p: string, other: string): number | undefined => percentile[p] ?? percentile[other]
  const [p25, p50, p75, p90, p99] = [
    at('25.000000', '20.000000'),
    at('50.000000', '50.000000'),
    at('75.000000', '80.000000'),
    at('90.000000', '90.000000'),
    at('99.000000', '99.000000'),
  ]
  if (p25 === undefined || p50 === undefined || p75 === undefined || p90 === undefined || p99 === undefined) return undefined
  return { probe: 'fio', round, n: Math.round(job.read.total_ios), quantiles: { min, p25, p50, p75, p90, p99, max } }
}

const Iperf = v.object({
  end: v.object({ sum_received: v.object({ seconds: number, bytes: number, bits_per_second: number }) }),
})

/** iperf3's JSON (`-J`) as the time that one MiB takes. */
export function readIperf(text: string, round: number): Sample | undefined {
  const received = fromJson(Iperf, text)?.end.sum_received
  if (received === undefined || received.bits_per_second <= 0) return undefined
  const perMiB = (8 * 1048576 * 1e9) / received.bits_per_second
  return { probe: 'iperf3', round, iters: Math.round(received.bytes / 1048576), batches: [perMiB] }
}

function fromJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | undefined {
  // fio prints warnings before its JSON
  const begin = text.indexOf('{')
  if (begin < 0 || text.length > 4 << 20) return undefined
  try {
    const parsed = v.safeParse(schema, JSON.parse(text.slice(begin)))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined
  }
}

/** Which of the tools that may help are installed. */
export async function installed(program: string): Promise<boolean> {
  return (await run(program, ['--version'], { seconds: 5, bytes: 65536 })).code === 0
}

/** Random reads at depth 32 of a file that exists. */
export async function fio(file: string, mib: number, ms: number, round: number, signal?: AbortSignal): Promise<Sample> {
  const args = ['--name=r', `--filename=${file}`, `--size=${mib}M`, '--rw=randread', '--bs=4k', '--direct=1', '--iodepth=32']
  const more = ['--ioengine=libaio', '--readonly', '--time_based=1', `--runtime=${ms}ms`, '--output-format=json']
  const begin = performance.now()
  const { stdout, stderr, code } = await run('fio', [...args, ...more], { seconds: 30 + ms / 1000, signal })
  const why = stderr.trim().split('\n')[0] || `exit ${code}`
  return {
    ...(readFio(stdout, round) ?? { probe: 'fio', round, error: `fio: ${why}`.slice(0, 200) }),
    ms: performance.now() - begin,
  }
}

/** Throughput to a peer on which `iperf3 -s` runs. */
export async function iperf3(host: string, seconds: number, round: number, signal?: AbortSignal): Promise<Sample> {
  const begin = performance.now()
  const { stdout } = await run('iperf3', ['-c', host, '-J', '-t', String(seconds), '--connect-timeout', '2000'], { seconds: 20 + seconds, signal }) // biome-ignore format: one thought
  const error = /"error":\s*"([^"]{1,150})/.exec(stdout)?.[1] ?? 'no answer'
  return {
    ...(readIperf(stdout, round) ?? { probe: 'iperf3', round, error: `iperf3: ${error}` }),
    ms: performance.now() - begin,
  }
}
