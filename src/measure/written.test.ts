import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { compareSides } from './compare.ts'
import type { Result } from './result.ts'
import { made } from './testing/made.ts'
import { suffixOf, writtenComparisons, writtenResult } from './written.ts'

const COSTS = { syscall: 170, fork: 70_000, cpuid: 3560, wake: 52_000, clock: 22, alu: 1.2, memory: 90_000 }
const run = (label: string, by: Readonly<Record<string, number>> = {}): Result => {
  const one = made(Object.fromEntries(Object.entries(COSTS).map(([id, cost]) => [id, cost * (by[id] ?? 1)])), { label })
  return { ...one, settings: { ...one.settings, group: 'g' } }
}
const noisy = run('PV', { syscall: 3, fork: 2.2 })
const pv = { ...noisy, samples: noisy.samples.map((s) => (s.probe === 'wake' && s.round % 2 ? { ...s, gated: 'the host took 9 % (steal time)' } : s)) } // biome-ignore format: one thought
const sides = [run('PVH'), pv, run('HVM', { wake: 1.4 })].map((one) => ({ label: one.label, runs: [one] }))
const two = compareSides(sides.slice(0, 2))
const three = compareSides(sides)

describe('what is written', () => {
  it.each([
    ['result', () => writtenResult('x.svg', run('PVH'))],
    ['two', () => writtenComparisons('x.svg', two)],
    ['three', () => writtenComparisons('x.svg', three)],
  ])('%s.svg is golden and well-formed', async (name, draw) => {
    const svg = await draw()
    const parser = new SaxesParser()
    parser.on('error', (error) => {
      throw error
    })
    parser.write(svg).close()
    await expect(svg).toMatchFileSnapshot(`golden/${name}.golden.svg`)
  })
  it('as a page has the picture, the figures and the words', async () => {
    const page = await writtenComparisons('x.html', three)
    expect(page).toContain('<td>system call</td><td>PV</td><td>3x</td>')
    expect(page).toMatch(/no result: wake-up across CPUs, twice: host too busy/)
    expect(page).not.toMatch(/<script|undefined|NaN/)
  })
  it('as Markdown cannot be ended by what was measured', async () => {
    const text = await writtenResult('x.md', { ...run('`````` *x*'), complete: false })
    expect(text).toMatch(/^# virtcolor measure: \\`{6} \\\*x\\\*|^# virtcolor measure: (\\`){6} \\\*x\\\*/)
    expect(text.trimEnd().split('\n').filter((l) => /^`{7}/.test(l))).toHaveLength(2) // biome-ignore format: one thought
  })
  it('in no format that there is not', () => {
    expect(suffixOf('A.SVG')).toBe('.svg')
    expect(() => suffixOf('a.pdf')).toThrow('a.pdf: unknown output format .pdf; use one of .json .svg .html .md')
  })
})
