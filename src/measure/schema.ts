import * as v from 'valibot'
import { type Machine, RESULT_VERSION, type Result, type Sample } from './result.ts'

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0))
const amount = v.pipe(v.number(), v.finite(), v.minValue(0))
const number = v.pipe(v.number(), v.finite())
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const may = v.exactOptional

const quantiles = v.object({ min: number, p25: number, p50: number, p75: number, p90: number, p99: number, max: number })
const spin = v.object({ window_us: amount, lost_us: amount, own_us: amount, longest_us: amount })
const measured = {
  probe: text(40),
  ms: may(amount),
  steal_ms: may(number),
  spin: may(spin),
  iters: may(count),
  competed: may(count),
  batches: may(v.pipe(v.array(number), v.maxLength(64))),
  n: may(count),
  quantiles: may(quantiles),
  tries: may(count),
  gated: may(text(300)),
  error: may(text(300)),
}

/** One line of the helper: a sample that does not know its round. */
export const LineSchema: v.GenericSchema<unknown, Omit<Sample, 'round'>> = v.object(measured)

export interface HelperInfo {
  readonly probe_version: number
  readonly counter_mhz?: number
  readonly hypervisor_leaf?: string
}
export const InfoSchema: v.GenericSchema<unknown, HelperInfo> = v.object({
  probe_version: number,
  counter_mhz: may(positive),
  hypervisor_leaf: may(text(100)),
})

const machine: v.GenericSchema<unknown, Machine> = v.object({
  hostname: text(300),
  arch: text(40),
  kernel: text(300),
  cmdline: may(text(8192)),
  cpu: text(300),
  cpus: count,
  usable_cpus: may(count),
  online: may(text(300)),
  memory_mib: count,
  clocksource: may(text(100)),
  clocksources: may(text(300)),
  thp: may(text(100)),
  governor: may(text(100)),
  mhz: may(number),
  counter_mhz: may(number),
  mitigations: v.record(text(100), text(400)),
  pti: may(text(400)),
  xpti: may(text(400)),
  hypervisor: may(text(100)),
  hypervisor_leaf: may(text(100)),
  load: may(text(100)),
  boot_id: may(text(100)),
  disk: may(text(400)),
  peer: may(text(300)),
})

/** The file of a run. */
export const ResultSchema: v.GenericSchema<unknown, Result> = v.object({
  virtcolor: v.literal('measure'),
  version: v.literal(RESULT_VERSION),
  label: text(200),
  started: text(40),
  seconds: amount,
  complete: v.boolean(),
  tool: v.object({ version: text(40), helper: v.nullable(text(300)), node: text(40) }),
  settings: v.object({
    rounds: count,
    slice_ms: positive,
    quick: v.boolean(),
    seed: count,
    nice: number,
    group: may(text(100)),
    turn: may(v.picklist(['a', 'b', 'again'])),
  }),
  machine,
  report: may(v.nullable(v.record(v.string(), v.unknown()))),
  samples: v.pipe(v.array(v.object({ ...measured, round: v.pipe(count, v.maxValue(10_000)) })), v.maxLength(100_000)),
  absent: v.pipe(v.array(v.object({ id: text(40), why: text(300) })), v.maxLength(200)),
})
