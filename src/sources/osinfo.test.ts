import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { guestBySystem } from './osinfo.ts'

const root = mkdtempSync(join(tmpdir(), 'osinfo-'))
const env = { OSINFO_SYSTEM_DIR: root }
const put = (vendor: string, name: string, id: string, family: string): void => {
  mkdirSync(join(root, 'os', vendor), { recursive: true })
  writeFileSync(
    join(root, 'os', vendor, name),
    `<libosinfo><os id="x"><short-id>${id}</short-id><family>${family}</family></os></libosinfo>`,
  )
}
put('example.org', 'debian-11.xml', 'debian11', 'linux')
put('example.com', 'win-2k22.xml', 'win2k22', 'winnt')
put('example.com', 'netware-6.xml', 'netware6', 'netware')
put('example.com', 'odd-1.xml', 'another', 'linux')
mkdirSync(join(root, 'os', 'example.com', 'folder-1.xml'))
afterAll(() => rmSync(root, { recursive: true }))

it('knows a system by its short id, and leaves what is not listed', () => {
  const cases: [string, string][] = [
    ['debian11', 'linux'],
    ['win2k22,pv-drivers', 'windows,pv-drivers'],
    ['linux-6.1', 'linux-6.1'],
    ['netware6', 'netware6'],
    ['odd1', 'odd1'],
    ['folder1', 'folder1'],
    ['../../etc', '../../etc'],
    ['plan9', 'plan9'],
  ]
  for (const [given, want] of cases) expect(guestBySystem(given, env)).toBe(want)
  expect(guestBySystem('debian11', { OSINFO_SYSTEM_DIR: join(root, 'none') })).toBe('debian11')
})

const installed = existsSync('/usr/share/osinfo/os/debian.org/debian-11.xml')
it.skipIf(!installed)(`the installed database${installed ? '' : ' (SKIPPED: osinfo-db is not installed)'}`, () => {
  expect(guestBySystem('debian11', {})).toBe('linux')
})
