import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { main } from '../main.ts'
import { fakeIo } from '../testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'virtcolor-race-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const report = new URL('../../../docs/race/report.json', import.meta.url).pathname

it.each([
  ['x.html', '<!doctype html>'],
  ['x.md', '# PV'],
  ['x.json', '{'],
  ['x.svg', '<svg '],
  ['x.txt', 'Xen '],
])('shows a report again as %s', async (name, begins) => {
  const { io, out } = fakeIo()
  const file = join(folder, name)
  expect(await main(['race', '--from', report, '-o', file], io)).toBe(0)
  expect(readFileSync(file, 'utf8').startsWith(begins)).toBe(true)
  expect(out()).toContain('Exits to Xen per operation')
})

it('gives back the report that it got', async () => {
  const { io, out } = fakeIo()
  expect(await main(['race', '--from', report, '--json'], io)).toBe(0)
  expect(JSON.parse(out())).toEqual(JSON.parse(readFileSync(report, 'utf8')))
})

it('names the profiles of the model', async () => {
  const { io, out } = fakeIo()
  expect(await main(['race', '--cost', 'list'], io)).toBe(0)
  expect(out()).toMatch(/^cascade-lake +Xeon 8269CY/)
})

it.each([
  [['--on', 'nowhere'], 2, "--on: 'nowhere' is not qemu, xl or ssh://[user@]host[:port]"],
  [['--on', 'ssh://-oProxyCommand=x'], 2, 'is not of the form ssh://[user@]host[:port]'],
  [['--on', 'xl', '--kvm'], 2, '--kvm applies to --on qemu only'],
  [['--modes', 'pvx'], 2, "unknown mode 'pvx'"],
  [['--rounds', '0'], 2, "'0' is not a whole number"],
  [['--cost', 'pentium'], 2, "--cost: unknown profile 'pentium'; use one of cascade-lake"],
  [['-o', 'x.pdf'], 2, 'x.pdf: unknown output format .pdf; use one of .html'],
  [['--from', '/nowhere/x.json'], 3, '/nowhere/x.json'],
])('%j ends in one line', async (args, code, says) => {
  const { io, err } = fakeIo()
  expect(await main(['race', ...args], io)).toBe(code)
  expect(err()).toContain(says)
  expect(err().trim().split('\n')).toHaveLength(1)
})

it.skipIf(existsSync('/sys/hypervisor/type'))(
  'xl on a machine that is no dom0 ends in one line before anything is downloaded',
  async () => {
    const { io, err } = fakeIo({ XDG_CACHE_HOME: folder })
    expect(await main(['race', '--on', 'xl'], io)).toBe(3)
    expect(err()).toMatch(/^virtcolor: this machine: not a Xen dom0; it does not run under Xen .*\n$/)
    expect(existsSync(join(folder, 'virtcolor'))).toBe(false)
  },
)

it('a report that is none is refused with the place in it', async () => {
  const file = join(folder, 'bad.json')
  writeFileSync(file, JSON.stringify({ version: 1, how: {}, modes: [] }))
  const { io, err } = fakeIo()
  expect(await main(['race', '--from', file], io)).toBe(3)
  expect(err()).toMatch(/bad\.json is not a report of 'virtcolor race': how\.on: .*\n$/)
})
