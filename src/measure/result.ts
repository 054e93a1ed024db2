/** The version of the file format: fields are only ever added within it. */
export const RESULT_VERSION = 1

/** Nanoseconds, or nanoseconds per MiB. */
export interface Quantiles {
  readonly min: number
  readonly p25: number
  readonly p50: number
  readonly p75: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

/** Where a busy loop around the sample lost time: `own` to other tasks of this machine, the rest to interrupts and the host. */
export interface Spin {
  readonly window_us: number
  readonly lost_us: number
  readonly own_us: number
  readonly longest_us: number
}

/** One probe in one round, raw: what was measured, and what happened around it. */
export interface Sample {
  readonly probe: string
  readonly round: number
  readonly ms?: number
  readonly steal_ms?: number
  readonly spin?: Spin
  /** Operations in a batch, and batches set aside because another task of this machine was let in. */
  readonly iters?: number
  readonly competed?: number
  readonly batches?: readonly number[]
  /** Operations timed one by one. */
  readonly n?: number
  readonly quantiles?: Quantiles
  /** More than one: earlier tries in the same round were disturbed. */
  readonly tries?: number
  /** Why the gate set this sample aside. */
  readonly gated?: string
  readonly error?: string
}

/** What else may explain a difference: recorded with the numbers, printed when two files differ in it. */
export interface Machine {
  readonly hostname: string
  readonly arch: string
  readonly kernel: string
  readonly cmdline?: string
  readonly cpu: string
  readonly cpus: number
  readonly usable_cpus?: number
  readonly online?: string
  readonly memory_mib: number
  readonly clocksource?: string
  readonly clocksources?: string
  readonly thp?: string
  readonly governor?: string
  readonly mhz?: number
  readonly counter_mhz?: number
  readonly mitigations: Readonly<Record<string, string>>
  /** Page-table isolation of the guest (`pti`) and of Xen (`xpti`), as the kernel reports it. */
  readonly pti?: string
  readonly xpti?: string
  readonly hypervisor?: string
  readonly hypervisor_leaf?: string
  readonly load?: string
  readonly boot_id?: string
  readonly disk?: string
  readonly peer?: string
}

/** A run of `virtcolor measure`, whole or interrupted. */
export interface Result {
  readonly virtcolor: 'measure'
  readonly version: typeof RESULT_VERSION
  readonly label: string
  readonly started: string
  readonly seconds: number
  readonly complete: boolean
  readonly tool: { readonly version: string; readonly helper: string | null; readonly node: string }
  readonly settings: {
    readonly rounds: number
    readonly slice_ms: number
    readonly quick: boolean
    readonly seed: number
    readonly nice: number
    /** Runs with the same group were measured in turns: round i of one belongs to round i of the other. */
    readonly group?: string
    /** Which of the turns: setting A, setting B, or A once more as the control. */
    readonly turn?: 'a' | 'b' | 'again'
  }
  readonly machine: Machine
  /** The whole report of virtcolor on this machine, as `virtcolor --json` prints it. */
  readonly report?: Readonly<Record<string, unknown>> | null
  readonly samples: readonly Sample[]
  /** Metrics that were not measured at all, and why. */
  readonly absent: readonly { readonly id: string; readonly why: string }[]
}
