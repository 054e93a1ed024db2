import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ModeResult } from './race.ts'
import { savedIn } from './saved.ts'

let cache: string
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'virtcolor-saved-'))
})
afterEach(() => rmSync(cache, { recursive: true, force: true }))

const results = [{ id: 'pv', rounds: [1, 2] }] as unknown as readonly ModeResult[]

test('what was saved is read again, by the race that it belongs to only', async () => {
  const saved = savedIn(cache, 'abc1')
  expect(await saved.read()).toEqual([])
  await saved.write(results)
  expect(await saved.read()).toEqual(results)
  expect(await savedIn(cache, 'abc2').read()).toEqual([])
  await saved.remove()
  expect(await saved.read()).toEqual([])
})

test.each(['', '{', '[]', '{"key":"abc1"}', '{"key":"other","results":[]}', '{"key":"abc1","results":[{"id":1}]}'])(
  'nothing of a damaged file is used: %s',
  async (text) => {
    writeFileSync(join(cache, 'saved-abc1.json'), text)
    expect(await savedIn(cache, 'abc1').read()).toEqual([])
  },
)

test('a race of long ago is forgotten, and nothing else', async () => {
  const old = new Date(Date.now() - 40 * 86_400_000)
  for (const name of ['saved-0a.json', 'saved-0b.json.new', 'saved-notes.json', 'packages.json']) {
    writeFileSync(join(cache, name), '{}')
    utimesSync(join(cache, name), old, old)
  }
  writeFileSync(join(cache, 'saved-0c.json'), '{}')
  await savedIn(cache, 'ff').read()
  expect(readdirSync(cache).sort()).toEqual(['packages.json', 'saved-0c.json', 'saved-notes.json'])
})
