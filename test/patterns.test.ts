import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BOUNDED, type Bound, MEASURED } from './patterns.bounded.ts'
import { patternsOf, piecesOf, type Written } from './patterns.ts'
import { spent } from './spent.ts'

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

const holds = ({ at, pattern = '' }: Bound, literal: Written): boolean =>
  literal.at.every((place) => place.startsWith(`${at}:`)) && keyOf(literal).startsWith(pattern)

test(
  'no pattern takes more than linear time, but those with a bound that is written down',
  async () => {
    const { check } = await import('recheck')
    const safe = new Set(MODE === 'all' ? [] : listed)
    const bounded = (literal: Written): boolean => BOUNDED.some((bound) => holds(bound, literal))
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

const FILLERS = ['a', '0', 'A', ' ', '\t', '-', '.', ':', '/', '0.', 'a.', 'a-', 'a ', '0 ', '0:', 'a\n', '--', '"']
const LENGTH = 8192
const MEGABYTE_MS = 1000

test('a bounded number of steps is one: a MiB of the words of each such pattern takes less than a second', () => {
  const safe = new Set(listed)
  const slow: string[] = []
  for (const literal of literals) {
    const bound = BOUNDED.find((one) => holds(one, literal))
    if (bound === undefined || safe.has(keyOf(literal)) || !MEASURED.has(bound.reason)) continue
    const pattern = new RegExp(literal.pattern, `${literal.flags.replace('g', '')}g`)
    const fill = (piece: string): string => piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH)
    const texts = [
      ...FILLERS.map(fill),
      ...piecesOf(literal.pattern)
        .slice(0, 6)
        .flatMap((piece) => [fill(piece), ...FILLERS.flatMap((filler) => [fill(piece + filler), piece + fill(filler)])]),
    ]
    for (const text of texts) {
      let least = Number.POSITIVE_INFINITY
      for (let n = 0; n < 5 && least > (MEGABYTE_MS * LENGTH) / 1_048_576; n++) {
        const start = spent()
        for (const _ of text.matchAll(pattern));
        least = Math.min(least, spent() - start)
      }
      if (least <= (MEGABYTE_MS * LENGTH) / 1_048_576) continue
      slow.push(
        `${literal.at[0]} ${keyOf(literal).slice(0, 60)}: ${JSON.stringify(text.slice(0, 30))}: ${Math.round(least)} ms`,
      )
      break
    }
  }
  expect(slow).toEqual([])
})

test('each bound is of a pattern that is there', () => {
  const there = ({ at, pattern = '' }: Bound): boolean =>
    literals.some((one) => one.at.some((place) => place.startsWith(`${at}:`)) && keyOf(one).startsWith(pattern))
  expect(BOUNDED.filter((one) => !there(one))).toEqual([])
})

test('a pattern is put together in these places alone', () => {
  // Each is of words of our own, or of escaped ones: no group of it is repeated.
  expect(made).toMatchSnapshot()
})
