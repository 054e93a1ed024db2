import { describe, expect, it } from 'vitest'
import { DEFINITIONS } from '../../test/definitions.cases.ts'
import { Fault } from '../fault.ts'
import { lint } from '../lint/engine.ts'
import { RULES } from '../lint/rules/index.ts'
import { readDefinitions } from './index.ts'

const TEXTS = [
  ...RULES.flatMap((rule) => rule.examples.flatMap(({ bad, good }) => [bad, good])),
  ...Object.values(DEFINITIONS).flatMap(({ definition }) => (definition === undefined ? [] : [definition])),
]
/** Words that every plain object knows. */
const WORDS = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty']

describe('words that a plain object knows', () => {
  it('are values and keys like any other, in every place of every format', async () => {
    const formats = new Set<string>()
    for (const [i, text] of TEXTS.entries()) {
      const read = (await readDefinitions({ path: 'x', text }).catch(() => undefined)) ?? []
      for (const { format, definition } of read) {
        formats.add(format)
        for (const [k, { start, end, from }] of definition.settings.entries()) {
          const word = WORDS[(i + k) % WORDS.length]!
          const key = /^[\w.-]+/.exec(text.slice(from, start))?.[0].length ?? 0
          for (const changed of [
            text.slice(0, start) + word + text.slice(end),
            text.slice(0, from) + word + text.slice(from + key),
          ]) {
            try {
              const again = await readDefinitions({ path: 'x', text: changed })
              if (again === undefined) continue
              for (const { signals } of again) for (const { value } of signals) expect(value).toBeTypeOf('string')
              lint({ path: 'x', text: changed }, again)
            } catch (error) {
              if (!(error instanceof Fault)) throw error
            }
          }
        }
      }
    }
    expect(formats.size).toBeGreaterThanOrEqual(12)
  })
})
