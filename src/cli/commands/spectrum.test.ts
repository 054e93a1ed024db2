import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-spectrum-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const machine = new URL('../../../fixtures/xen-pvhvm', import.meta.url).pathname

it.each([
  ['x.svg', '<svg '],
  ['x.png', '\ufffdPNG'],
])('draws %s and prints nothing', async (name, begins) => {
  const { io, out } = fakeIo()
  const file = join(folder, name)
  expect(await main(['spectrum', '-o', file, machine], io)).toBe(0)
  expect(out()).toBe('')
  expect(readFileSync(file, 'utf8').startsWith(begins)).toBe(true)
})

it('refuses a suffix that it has no picture for, before it reads anything', async () => {
  const { io, err } = fakeIo()
  const file = join(folder, 'x.gif')
  expect(await main(['spectrum', '-o', file, '/nowhere'], io)).toBe(2)
  expect(err()).toContain('.svg .png')
  expect(existsSync(file)).toBe(false)
})
