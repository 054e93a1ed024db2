import { expect, it } from 'vitest'
import { ADVICE_TABLES } from '../advice/index.ts'
import type { Setting } from '../definitions/definition.ts'
import { misspelt } from './keys.ts'

const setting = (path: string): Setting => ({ path, value: '', start: 0, end: 0, from: 0, to: path.length })

/** Keys in what a row says to write into an xl.cfg: `xl.cfg: hvm_pirq=0`. */
function advised(): string[] {
  return ADVICE_TABLES.flatMap(({ rows }) =>
    rows().flatMap((row) => {
      const { do: steps, undo } = row.text(new Map())
      return [...steps, undo ?? '']
        .filter((step) => step.includes('xl.cfg'))
        .flatMap((step) => [...step.matchAll(/(?<![\w.$-])([a-z][a-z0-9_]*)=/g)].map(([, key]) => key!))
    }),
  )
}

it('knows every key of an xl.cfg that advice names', () => {
  const keys = advised()
  expect(keys).toEqual(expect.arrayContaining(['type', 'tsc_mode', 'hvm_pirq', 'cpu_weight']))
  expect(keys.filter((key) => [...misspelt('xl', [setting(key)])].length > 0)).toEqual([])
})
