import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromBase85, toBase85 } from './base85.ts'

it('bytes come back, and nothing in the text is markup', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const text = toBase85(bytes)
      expect(text).toMatch(/^[^<>&\\`\s]*$/)
      expect(fromBase85(text)).toEqual(bytes)
    }),
  )
  expect(fromBase85(toBase85(new Uint8Array(4).fill(255)))).toEqual(new Uint8Array(4).fill(255))
})

it('a text that was cut is an error', () => {
  expect(() => fromBase85(toBase85(new Uint8Array(40)).slice(0, -1))).toThrow(RangeError)
})
