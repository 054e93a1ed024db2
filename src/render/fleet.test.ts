import { expect, test } from 'vitest'
import type { Report } from '../model.ts'
import { columns } from '../text.ts'
import { counted, fleet } from './fleet.ts'
import { html } from './html.ts'
import { PLAIN, paintOf } from './paint.ts'
import { BARE, PVHVM, SAMPLES } from './testing/reports.ts'

const many: Report[] = Array.from({ length: 200 }, (_, i) => ({
  ...PVHVM,
  source: { path: `captures/web-${i}`, kind: 'directory' },
}))

test('a line each, the letters under their heads, and counts below', () => {
  const text = fleet([PVHVM, BARE], { width: 120, paint: PLAIN })
  const [, heads = '', first = ''] = text.split('\n')
  expect(first.slice(heads.indexOf(' cpu '))).toMatch(/^ VH {3}VS {5}P {4}P {5}VH {3}board VS, yellow$/)
  expect(text).toContain(' 2 machines: ')
  expect(text).toContain(' yellow (room for improvement): 1 board')
  for (const level of ['16', 'truecolor'] as const)
    expect(
      fleet([PVHVM, BARE], { width: 120, paint: paintOf(level) })
        .replace(/\x1b\[[\d;]*m/g, '')
        .replace(/ +$/gm, ''),
    ).toBe(text)
})

test.each([80, 100, 120])('fits %i columns, whatever is in it; nothing is cut in a pipe', (width) => {
  const all = Object.values(SAMPLES)
  for (const line of fleet(all, { width, paint: PLAIN }).split('\n')) expect(columns(line)).toBeLessThanOrEqual(width)
  const long = { ...PVHVM, source: { path: `captures/${'x'.repeat(100)}`, kind: 'directory' as const } }
  expect(fleet([long, BARE], { width, paint: PLAIN })).toContain('…')
  expect(fleet([long, BARE], { width, paint: PLAIN, whole: true })).not.toContain('…')
})

test('counts name the most frequent', () => {
  expect(counted(['a', 'b', 'b'])).toBe('2 b, 1 a')
  expect(counted([...'abcdefghh'])).toBe('2 h, 1 a, 1 b, 1 c, 1 d, 1 e, 2 others')
})

test('as a page two hundred machines are rows, each with its report to open, and not a megabyte a dozen', () => {
  const page = html(many)
  expect(page.match(/<tr><td><a href="#r\d+">/g)).toHaveLength(200)
  expect(page.match(/<details class="machine" id="m\d+">/g)).toHaveLength(200)
  expect(page.length).toBeLessThan(3_000_000)
  expect(page).not.toMatch(/<script/)
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1])
  expect(new Set(ids).size).toBe(ids.length)
  expect(html([SAMPLES['hostile']!, BARE])).not.toMatch(/<script|onerror=/i)
})

test('names that end alike still differ when they are cut', () => {
  const named = (path: string): Report => ({ ...PVHVM, source: { path, kind: 'archive' } })
  const end = 'x'.repeat(30)
  const [, , first, second] = fleet([named(`web-1.${end}`), named(`db-22.${end}`)], { width: 80, paint: PLAIN }).split('\n')
  expect(first!.trim().split(' ')[0]).toMatch(/^web.*…/)
  expect(second!.trim().split(' ')[0]).toMatch(/^db-.*…/)
})
