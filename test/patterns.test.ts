import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BOUNDED, type Bound } from './patterns.bounded.ts'
import { patternsOf, type Written } from './patterns.ts'

/**
 * What recheck has found safe. It takes minutes for all patterns, and its answer for one does not change: only new ones are checked.
 * VIRTCOLOR_PATTERNS=update checks those that are new and writes the list; =all checks every one again.
 */
const LIST = new URL('patterns.safe.txt', import.meta.url)
const MODE = process.env['VIRTCOLOR_PATTERNS'] ?? ''
const MOST_MS = 20_000

const keyOf = ({ pattern, flags }: Written): string => `/${pattern}/${flags}`
const listed = readFileSync(LIST, 'utf8').split('\n').filter(Boolean)
const { literals, made } = patternsOf()

test(
  'no pattern takes more than linear time, but those with a bound that is written down',
  async () => {
    const { check } = await import('recheck')
    const safe = new Set(MODE === 'all' ? [] : listed)
    const bounded = (literal: Written): boolean =>
      BOUNDED.some(
        ({ at, pattern = '' }) => literal.at.every((place) => place.startsWith(`${at}:`)) && keyOf(literal).startsWith(pattern),
      )
    const found: string[] = []
    for (const literal of literals) {
      const key = keyOf(literal)
      if (safe.has(key) || (MODE !== 'all' && bounded(literal))) continue
      const verdict = await check(literal.pattern, literal.flags, { timeout: MOST_MS })
      if (verdict.status === 'safe') safe.add(key)
      else if (!bounded(literal))
        found.push(
          `${literal.at[0]} ${key}: ${verdict.status === 'vulnerable' ? `${verdict.complexity.summary}, ${verdict.attack.pattern}` : 'the checker finds no answer'}`,
        )
    }
    const keys = new Set(literals.map(keyOf))
    if (MODE !== '')
      writeFileSync(
        LIST,
        `${[...safe]
          .filter((key) => keys.has(key))
          .sort()
          .join('\n')}\n`,
      )
    expect(found).toEqual([])
  },
  30 * 60_000,
)

test('each bound is of a pattern that is there', () => {
  const there = ({ at, pattern = '' }: Bound): boolean =>
    literals.some((one) => one.at.some((place) => place.startsWith(`${at}:`)) && keyOf(one).startsWith(pattern))
  expect(BOUNDED.filter((one) => !there(one))).toEqual([])
})

test('a pattern is put together in these places alone', () => {
  // Each is of words of our own, or of escaped ones: no group of it is repeated.
  expect(made).toMatchSnapshot()
})
