import type { Result, Sample, Spin } from '../result.ts'

export const QUIET: Spin = { window_us: 4000, lost_us: 20, own_us: 0, longest_us: 20 }

/** A run with made-up figures; `costs` are medians by probe. */
export function made(costs: Readonly<Record<string, number>>, more: Partial<Result> = {}, rounds = 12): Result {
  const samples = Object.entries(costs).flatMap(([probe, cost]) =>
    Array.from({ length: rounds }, (_, round): Sample => {
      const value = cost * (1 + 0.004 * ((round * 7) % 5) + 0.0001 * round)
      return { probe, round, ms: 30, steal_ms: 0, spin: QUIET, batches: [value, value * 1.1, value * 2] }
    }),
  )
  return {
    virtcolor: 'measure',
    version: 1,
    label: 'test',
    started: '2026-01-01T00:00:00Z',
    seconds: 1,
    complete: true,
    tool: { version: '0', helper: 'static', node: 'v20' },
    settings: { rounds, slice_ms: 20, quick: true, seed: 1, nice: 0 },
    machine: {
      hostname: 'h',
      arch: 'x64',
      kernel: '6.1',
      cpu: 'CPU',
      cpus: 2,
      memory_mib: 1,
      clocksource: 'tsc',
      mitigations: {},
    },
    samples,
    absent: [],
    ...more,
  }
}
