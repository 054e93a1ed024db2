import { describe, expect, test } from 'vitest'
import { columns } from '../text.ts'
import { PLAIN, paintOf } from './paint.ts'
import { terminal } from './terminal.ts'
import { SAMPLES } from './testing/reports.ts'

describe.each(Object.entries(SAMPLES))('%s', (name, report) => {
  test('golden', async () => {
    await expect(terminal(report, { width: 79, paint: PLAIN })).toMatchFileSnapshot(`golden/${name}.golden.txt`)
  })

  test('colours change nothing but colours', () => {
    for (const level of ['16', '256', 'truecolor'] as const) {
      const painted = terminal(report, { width: 79, paint: paintOf(level) })
      const stripped = painted.replace(/\x1b\[[\d;]*m/g, '').replace(/ +$/gm, '')
      expect(stripped).toBe(terminal(report, { width: 79, paint: PLAIN }))
    }
  })

  test.each([40, 60, 79, 200])('fits %i columns', (width) => {
    for (const line of terminal(report, { width, paint: PLAIN }).split('\n'))
      expect(columns(line)).toBeLessThanOrEqual(Math.min(width, 120))
  })
})
