import { closeSync, constants, openSync, readSync } from 'node:fs'
import { seeded } from '../stats/random.ts'
import type { Sample } from './result.ts'

/**
 * What Node can measure by itself, for machines without a compiler: within 0.95 to 1.27 of the helper in C. What it cannot
 * (CPUID, fork and exec, wake-ups on a chosen CPU) is not tried: it would be 2 to 9 times off.
 */
export function nodeProbes(round: number, sliceMs: number, file?: string): readonly Sample[] {
  const samples: Sample[] = []
  const sample = (probe: string, measure: () => Partial<Sample>): void => {
    const begin = process.hrtime.bigint()
    const spin = spun(2)
    try {
      const measured = measure()
      samples.push({ probe, round, spin: sum(spin, spun(2)), ...measured, ms: ms(begin) })
    } catch (error) {
      samples.push({ probe, round, error: `refused: ${(error as NodeJS.ErrnoException).code ?? error}` })
    }
  }
  sample('node-syscall', () => batches(sliceMs, (n) => times(n, () => process.getuid!())))
  sample('node-clock', () => batches(sliceMs, (n) => times(n, () => process.hrtime.bigint())))
  sample('node-alu', () => batches(sliceMs, arithmetic))
  sample('node-pagefault', () => ({ batches: Array.from({ length: 5 }, faults) }))
  sample('node-sleep', () => each(sliceMs, overshoot))
  if (file !== undefined) {
    sample('node-disk', () => {
      const fd = openSync(file, constants.O_RDONLY | constants.O_DIRECT)
      try {
        // the memory of WebAssembly is aligned to pages, which direct reads need and no Buffer promises
        const page = new Uint8Array(new WebAssembly.Memory({ initial: 1 }).buffer, 0, 4096)
        const random = seeded(round + 1)
        return each(sliceMs, () => {
          const at = Math.floor(random() * 4096) * 4096
          const t = process.hrtime.bigint()
          if (readSync(fd, page, 0, 4096, at) !== 4096) throw new Error('short read')
          return Number(process.hrtime.bigint() - t)
        })
      } finally {
        closeSync(fd)
      }
    })
  }
  return samples
}

const ms = (begin: bigint): number => Number(process.hrtime.bigint() - begin) / 1e6

function times(n: number, what: () => unknown): void {
  for (let i = 0; i < n; i++) what()
}

export const results: { last: number } = { last: 0 }
function arithmetic(n: number): void {
  let x = 88172645
  for (let i = 0; i < n; i++) x = (Math.imul(x ^ (x >>> 7), 0x9e3779b9) + 1) | 0
  // used, so that the compiler cannot leave the loop out
  results.last = x
}

/** Batches that fill the slice; the first, after warming up the compiler, sets the number of operations of a batch. */
function batches(sliceMs: number, loop: (n: number) => void): Partial<Sample> {
  loop(20_000)
  const begin = process.hrtime.bigint()
  loop(20_000)
  const iters = Math.max(1, Math.min(5_000_000, Math.round((20_000 * (sliceMs / 15)) / Math.max(0.01, ms(begin)))))
  const values = Array.from({ length: 15 }, () => {
    const t = process.hrtime.bigint()
    loop(iters)
    return Number(process.hrtime.bigint() - t) / iters
  })
  return { iters, batches: values }
}

/** Time of one touch of fresh memory per page fault counted: that takes care of huge pages by itself. */
function faults(): number {
  const before = process.resourceUsage().minorPageFault
  const t = process.hrtime.bigint()
  const memory = new Uint8Array(16 << 20)
  for (let i = 0; i < memory.length; i += 4096) memory[i] = 1
  const took = Number(process.hrtime.bigint() - t)
  return took / Math.max(1, process.resourceUsage().minorPageFault - before)
}

const cell = new Int32Array(new SharedArrayBuffer(4))
function overshoot(): number {
  const t = process.hrtime.bigint()
  Atomics.wait(cell, 0, 0, 0.1)
  return Number(process.hrtime.bigint() - t) - 100_000
}

function each(sliceMs: number, one: () => number): Partial<Sample> {
  const end = process.hrtime.bigint() + BigInt(Math.round(sliceMs * 1e6))
  const values: number[] = []
  while (values.length < 8192 && process.hrtime.bigint() < end) values.push(one())
  values.sort((a, b) => a - b)
  const at = (q: number): number => values[Math.round((values.length - 1) * q)]!
  const quantiles = { min: at(0), p25: at(0.25), p50: at(0.5), p75: at(0.75), p90: at(0.9), p99: at(0.99), max: at(1) }
  return { n: values.length, quantiles }
}

type Spin = NonNullable<Sample['spin']>

/** A busy loop that counts the time in which it did not run. The time of other tasks cannot be measured separately here (own_us is 0). */
function spun(window: number): Spin {
  const begin = process.hrtime.bigint()
  const end = begin + BigInt(window * 1e6)
  let last = begin
  let lost = 0
  let longest = 0
  for (let t = last; t < end; last = t) {
    t = process.hrtime.bigint()
    const gap = Number(t - last) / 1e3
    if (gap > 5) lost += gap
    if (gap > longest) longest = gap
  }
  return { window_us: Number(last - begin) / 1e3, lost_us: lost, own_us: 0, longest_us: longest }
}

const sum = (a: Spin, b: Spin): Spin => ({
  window_us: a.window_us + b.window_us,
  lost_us: a.lost_us + b.lost_us,
  own_us: a.own_us + b.own_us,
  longest_us: Math.max(a.longest_us, b.longest_us),
})
