import { expect, it } from 'vitest'
import { columns } from '../text.ts'
import { brief } from './brief.ts'
import { SAMPLES } from './testing/reports.ts'

const reports = Object.entries(SAMPLES)

it.each(reports)('every line fits the terminal: %s', (_, report) => {
  for (const width of [60, 80, 120]) {
    const lines = brief(report, { width, whole: false }).trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(8)
    for (const line of lines) expect(columns(line), line).toBeLessThanOrEqual(width)
  }
})

it.each(reports)('in a pipe no word is cut: %s', (_, report) => {
  const long = `${'word '.repeat(30)}end`
  const { cpu } = report.cells
  const because = cpu.because.map((f) => ({ ...f, proof: f.proof.map(({ path }) => ({ path, text: long, match: long })) }))
  const text = brief({ ...report, cells: { ...report.cells, cpu: { ...cpu, because } } })
  for (const [cutOff] of text.matchAll(/\S*…\S*/g)) expect(cutOff).toBe('…')
  if (text.includes('word')) expect(text).toMatch(/(?:word ){11}…/)
})

it('on a terminal a quote ends with a word, and the end of a path is what is kept of it', () => {
  const report = Object.values(SAMPLES)[0]!
  const text = 'kvm-guest: setup of paravirtual interrupts for this machine'
  const proof = { path: 'var/lib/somewhere/very/deep/below/dmesg.txt', line: 47, text, match: text }
  const because = [{ rule: 'x', says: 'x', allows: ['VH' as const], proof: [proof] }]
  const cpu = { ...report.cells.cpu, kind: 'VH' as const, because }
  const line = brief({ ...report, cells: { ...report.cells, cpu } }, { width: 80, whole: false })
    .split('\n')
    .find((one) => one.startsWith('CPU'))!
  expect(line).toMatch(/hardware {5}kvm-guest: setup of paravirtual … *(?:\(…\/|$)/)
  const short = { ...cpu, because: [{ ...because[0]!, proof: [{ ...proof, match: 'kvm-guest' }] }] }
  expect(brief({ ...report, cells: { ...report.cells, cpu: short } }, { width: 80, whole: false })).toMatch(
    /hardware {5}kvm-guest \(…\/[a-z/]*dmesg\.txt:47\)$/m,
  )
})
