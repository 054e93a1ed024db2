import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { table } from './table.ts'

const root = new URL('.', import.meta.url).pathname
const files = (readdirSync(root, { recursive: true }) as string[]).filter((name) => /(?<!\.test)\.ts$/.test(name))
/** A constant whose keys are any strings, made of a plain object. */
const PLAIN = /\bconst\s+(\w+)\s*:\s*(?:Readonly<|Partial<)*Record<string,[^=]*(?:=>[^=]*)*=\s*\{/g

describe('a table', () => {
  it('has its own keys and no others', () => {
    const rows = table({ a: 1 }) as Readonly<Record<string, number>>
    expect(rows['a']).toBe(1)
    for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf']) expect(rows[word]).toBeUndefined()
  })

  it('is what every table of strings is', () => {
    expect('const A: Readonly<Record<string, string>> = { b: 1 }').toMatch(PLAIN)
    expect('const A: Readonly<Record<string, (d: number) => boolean>> = {').toMatch(PLAIN)
    expect('const A: Readonly<Record<string, string>> = table({').not.toMatch(PLAIN)
    const plain = files.flatMap((name) =>
      [...readFileSync(join(root, name), 'utf8').matchAll(PLAIN)].map(([, constant]) => `${name}: ${constant}`),
    )
    expect(plain, 'use table({…}) of src/table.ts, or a Map').toEqual([])
  })
})
