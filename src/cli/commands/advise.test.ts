import { expect, test } from 'vitest'
import { evidenceOf, reportOf } from '../../../test/evidence.ts'
import { advice } from '../../render/advice.ts'
import { PLAIN } from '../../render/paint.ts'

const FIXTURE = 'xen-hvm'

test('all advice in full, each with its proof', async () => {
  const report = reportOf(await evidenceOf(FIXTURE), 'fixtures/xen-hvm')
  await expect(advice(report, { width: 79, paint: PLAIN })).toMatchFileSnapshot('advise.golden.txt')
})

test.each([40, 60, 79, 200])('no sentence is wider than a terminal of %i columns', async (width) => {
  const report = reportOf(await evidenceOf(FIXTURE), 'fixtures/xen-hvm')
  // Commands, settings and addresses are never broken.
  for (const line of advice(report, { width, paint: PLAIN }).split('\n'))
    if (!/^ {4}(?:(?:first|guest|host) -| {6}[- ] )|https:/.test(line)) expect(line.length).toBeLessThanOrEqual(width)
})

test('evidence is text: its control characters reach no terminal', async () => {
  const report = reportOf(await evidenceOf(FIXTURE), 'fixtures/\x1b[31mx')
  const [first] = report.advice
  const hostile = { ...first!, proof: [{ path: 'dmesg', line: 1, text: '\x1b]0;title\x07\x1b[2Jtext' }] }
  expect(advice({ ...report, advice: [hostile] }, { width: 79, paint: PLAIN })).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
})

test('nothing to advise is said', async () => {
  const report = reportOf(await evidenceOf('firecracker'))
  expect(advice({ ...report, advice: [] }, { width: 79, paint: PLAIN })).toContain('no advice: nothing in this evidence')
})
