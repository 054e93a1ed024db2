import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PLAIN } from '../render/paint.ts'
import { amount, amountRange } from './amount.ts'
import { comparisonCharts } from './charts.ts'
import { compareSides } from './compare.ts'
import { readResult } from './files.ts'
import { METRICS } from './metrics.ts'
import { printComparison, printResult } from './print.ts'
import type { Result } from './result.ts'
import { summarise } from './summary.ts'
import { made } from './testing/made.ts'

const busy = (label: string): Result => {
  const run = made({ syscall: 100, fork: 70_000 }, { label })
  return {
    ...run,
    machine: { ...run.machine, cpus: 2, load: '6.10 5.00 4.00 3/200 1234' },
    samples: run.samples.map((s) => ({ ...s, gated: 'the host took 9 % (steal time)' })),
  }
}

it('a busy machine is named first, with what to do', () => {
  const text = printResult(busy('A'), summarise(busy('A')), [], PLAIN)
  expect(text.replace(/\s+/g, ' ')).toMatch(
    /^No metric has a result: the host was too busy \(load 6\.10 on 2 CPUs\)\. Run again on a quiet machine, or with --rounds 30\./,
  )
  const [one] = compareSides(['A', 'B'].map((label) => ({ label, runs: [busy(label)] })))
  expect(printComparison(one!, PLAIN).replace(/\s+/g, ' ')).toMatch(
    /^No metric could be compared: the host was too busy \(load 6\.10 on 2 CPUs\)\. Run again on a quiet machine, or with --rounds 30\./,
  )
  expect(comparisonCharts([one!]).map((chart) => chart.title)).not.toContain('Cost compared with A')
})

it('a quiet machine has no such line', () => {
  const run = made({ syscall: 100 })
  expect(printResult(run, summarise(run), [], PLAIN)).not.toContain('too busy')
})

it('figures have three digits and µ, ranges run upwards', () => {
  const [time, throughput] = ['syscall', 'memory'].map((id) => METRICS.find((m) => m.id === id)!)
  expect(amount(time!, 1234.5)).toBe('1.23 µs')
  expect(amountRange(time!, 1000, 2000)).toBe('1.00 µs – 2.00 µs')
  // The faster time is the higher throughput.
  expect(amountRange(throughput!, 109_000, 174_000)).toBe('5.61 GiB/s – 8.96 GiB/s')
})

it('a file of another kind is not a result', () => {
  const folder = mkdtempSync(join(tmpdir(), 'virtcolor-busy-'))
  const file = join(folder, 'x.json')
  try {
    writeFileSync(file, '{"version":1,"cells":{}}')
    expect(() => readResult(file)).toThrow(`${file} is not a result of 'virtcolor measure'`)
    expect(() => readResult(file)).not.toThrow(/Invalid/)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
