import fc from 'fast-check'
import { eastAsianWidth } from 'get-east-asian-width'
import { describe, expect, test } from 'vitest'
import { clean, columns, cut, cutStart, fold, pad, wrap } from '../text.ts'

/** Strings of the kind that hurts: controls, escapes, surrogates, marks, wide characters. */
const nasty = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\x1b[31m',
        '\x1b]0;t\x07',
        '\x9b1m',
        '\x1bP',
        '\u202e',
        '\u200f',
        '\ud800',
        '仮想',
        'e\u0301',
        '\r\n',
        '\t',
        '👩‍💻',
        ' ',
      ),
    ),
  )
  .map((parts) => parts.join(''))

test.each([
  ['\x1b[31mred\x1b[0m', 'red'],
  ['\x1b]0;title\x07rest', 'rest'],
  ['\x1b]8;;http://x\x1b\\link', 'link'],
  ['\x9b31mred', 'red'],
  ['a\r\nb\tc', 'a b c'],
  ['abc\u202eexe.txt', 'abcexe.txt'],
  ['\ud800x', '\ufffdx'],
  ['\x1b\x1b[31m[31mx', '[31mx'],
  ['\0\x07\x7f', ''],
])('%j is %j', (from, to) => {
  expect(clean(from)).toBe(to)
})

describe('any text', () => {
  test('is clean once cleaned: no controls, nothing hidden, well formed', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const out = clean(text)
        expect(out).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u)
        expect(clean(out)).toBe(out)
      }),
    )
  })

  test('fits where it was cut, padded, wrapped', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 2, max: 30 }), (text, width) => {
        const out = clean(text)
        expect(columns(cut(out, width))).toBeLessThanOrEqual(width)
        expect(columns(cutStart(out, width))).toBeLessThanOrEqual(width)
        expect(columns(pad(out, width))).toBe(width)
        for (const line of [...wrap(out, width, 3), ...fold(out, width)]) expect(columns(line)).toBeLessThanOrEqual(width)
      }),
    )
  })

  test('is folded without loss', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const out = clean(text)
        expect(fold(out, 10).join('').replaceAll(' ', '')).toBe(out.replaceAll(' ', ''))
      }),
    )
  })
})

test('wide characters take two columns, marks none', () => {
  expect(columns('仮想')).toBe(4)
  expect(columns('e\u0301')).toBe(1)
  expect(cut('仮想化', 4)).toBe('仮…')
})

describe('the width of a character', () => {
  test('is never less than what the package of Unicode widths says, and the same for what people write', () => {
    const less: string[] = []
    const differs: string[] = []
    for (let point = 0x20; point < 0x30000; point++) {
      if (point >= 0xd800 && point <= 0xdfff) continue
      const character = String.fromCodePoint(point)
      if (clean(character) !== character || /\p{Mn}|\p{Me}|\p{Cn}|\p{Co}/u.test(character)) continue
      const own = columns(character)
      const package_ = eastAsianWidth(point)
      if (own < package_) less.push(point.toString(16))
      if (own !== package_ && /[\p{L}\p{N}\p{P}]/u.test(character)) differs.push(point.toString(16))
    }
    expect(less).toEqual([])
    expect(differs).toEqual([])
  })
})
