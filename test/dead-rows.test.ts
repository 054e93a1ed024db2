import fc from 'fast-check'
import { expect, test } from 'vitest'
import { NAMED_LINES } from '../src/evidence/dmesg-devices.ts'
import { allLogLines } from '../src/evidence/dmesg-lines.ts'
import { WORDED } from '../src/evidence/interrupts.ts'

interface Row {
  readonly name: string
  readonly has: readonly string[]
  readonly pattern: RegExp
}

/** Rows whose pattern is tried only on texts that have one of some words. */
const ROWS: readonly Row[] = [
  ...allLogLines().flatMap(({ signal, has, pattern }) =>
    has === undefined || pattern === undefined ? [] : [{ name: signal, has, pattern: pattern() }],
  ),
  ...NAMED_LINES.map(({ driver, has, pattern }) => ({ name: driver, has: [has], pattern: pattern() })),
  ...WORDED.map(({ has, pattern }) => ({ name: String(pattern()), has, pattern: pattern() })),
]

/** The generator knows no look-around and no boundaries; neither adds words. */
const plain = (pattern: RegExp): RegExp =>
  new RegExp(
    pattern.source
      .replace(/\(\?<?[!=](?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)/g, '')
      .replaceAll('\\b', '')
      .replaceAll('()', '')
      .replace(/\{(\d+),\d{3,}\}/g, '{$1,9}'),
    pattern.flags.replace(/[gmy]/g, ''),
  )

test.each(ROWS)('$name: the words admit all that the pattern accepts', ({ has, pattern }) => {
  const admitted = (text: string): boolean => has.some((word) => text.includes(word))
  const texts = fc.sample(fc.stringMatching(plain(pattern)), { numRuns: 60, seed: 17 })
  // A boundary may refuse what was made; what the row's own pattern finds counts.
  const found = texts.flatMap((text) => [text, ` ${text} `].filter((t) => new RegExp(pattern.source, pattern.flags).test(t)))
  expect(found.length).toBeGreaterThan(0)
  expect(found.filter((text) => !admitted(text))).toEqual([])
})
