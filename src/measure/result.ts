import * as v from 'valibot'
import { METRICS } from './metrics.ts'

/** The version of the file format: fields are only ever added within it. */
export const RESULT_VERSION = 1

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const text = (most: number) => v.pipe(v.string(), v.maxLength(most))

const Quantiles = v.object({ min: v.number(), p25: v.number(), p50: v.number(), p75: v.number(), p90: v.number(), p99: v.number(), max: v.number() }) // biome-ignore format: one thought

/** Where a busy loop around the sample lost time: `own` to other tasks of this machine, the rest to interrupts and the host. */
const Spin = v.object({ window_us: v.number(), lost_us: v.number(), own_us: v.number(), longest_us: v.number() })

/** One probe in one round, raw: what was measured, and what happened around it. */
export const SampleSchema = v.object({
  probe: text(40),
  round: count,
  ms: v.optional(v.number()),
  steal_ms: v.optional(v.number()),
  spin: v.optional(Spin),
  iters: v.optional(count),
  competed: v.optional(count),
  n: v.optional(count),
  batches: v.optional(v.pipe(v.array(v.number()), v.maxLength(64))),
  quantiles: v.optional(Quantiles),
  /** Why the gate set this sample aside. */
  gated: v.optional(text(200)),
  error: v.optional(text(300)),
})
export type Sample = v.InferOutput<typeof SampleSchema>

/** What else may explain a difference: recorded with the numbers, printed when two files differ in it. */
export const MachineSchema = v.object({
  hostname: text(300),
  arch: text(40),
  kernel: text(300),
  cmdline: v.optional(text(8192)),
  cpu: text(300),
  cpus: count,
  online: v.optional(text(300)),
  memory_mib: count,
  clocksource: v.optional(text(100)),
  clocksources: v.optional(text(300)),
  thp: v.optional(text(100)),
  governor: v.optional(text(100)),
  mhz: v.optional(v.number()),
  counter_mhz: v.optional(v.number()),
  mitigations: v.record(text(100), text(400)),
  /** Page-table isolation, the guest's (`pti`) and Xen's (`xpti`): on, off or what the kernel says. */
  pti: v.optional(text(400)),
  xpti: v.optional(text(400)),
  hypervisor: v.optional(text(100)),
  hypervisor_leaf: v.optional(text(100)),
  load: v.optional(text(100)),
  boot_id: v.optional(text(100)),
  disk: v.optional(text(400)),
  peer: v.optional(text(300)),
  container: v.optional(text(100)),
})
export type Machine = v.InferOutput<typeof MachineSchema>

export const ResultSchema = v.object({
  virtcolor: v.literal('measure'),
  version: v.literal(RESULT_VERSION),
  label: text(200),
  started: text(40),
  seconds: v.number(),
  complete: v.boolean(),
  tool: v.object({ version: text(40), helper: v.nullable(text(300)), node: text(40) }),
  settings: v.object({
    rounds: count,
    slice_ms: positive,
    quick: v.boolean(),
    seed: count,
    nice: v.number(),
    /** Runs with the same group were measured in turns: round i of one belongs to round i of the other. */
    group: v.optional(text(100)),
  }),
  machine: MachineSchema,
  /** The whole report of virtcolor on this machine, as `virtcolor --json` prints it. */
  report: v.optional(v.nullable(v.record(v.string(), v.unknown()))),
  samples: v.pipe(v.array(SampleSchema), v.maxLength(100_000)),
  /** Metrics that were not measured at all, and why. */
  absent: v.pipe(v.array(v.object({ id: text(40), why: text(300) })), v.maxLength(200)),
})
export type Result = v.InferOutput<typeof ResultSchema>

const IDS = new Set(METRICS.map((m) => m.probe))

/** Names a probe that this version knows: files of later versions may have more, which are passed over. */
export const known = (sample: Sample): boolean => IDS.has(sample.probe)
