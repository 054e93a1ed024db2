import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { devicesOf, guestBySystem } from './osinfo.ts'

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

it('lists what a system and its ancestors support out of the box, and no more', () => {
  const os = (vendor: string, name: string, body: string): void => {
    mkdirSync(join(root, 'os', vendor), { recursive: true })
    writeFileSync(join(root, 'os', vendor, name), `<libosinfo><os>${body}<family>linux</family></os></libosinfo>`)
  }
  const device = (id: string): string => `<device id="http://pcisig.com/pci/${id}"/>`
  os(
    'a.org',
    'new-2.xml',
    `<short-id>new2</short-id><derives-from id="http://a.org/new/1"/><devices>${device('1af4/1042')}${device('8086/100e')}</devices>`,
  )
  os('a.org', 'new-1.xml', `<clones id="http://b.org/old/7"/><devices>${device('1af4/1041')}</devices>`)
  os('b.org', 'old-7.xml', `<derives-from id="http://a.org/new/2"/><devices>${device('1af4/1004')}</devices>`)
  os(
    'a.org',
    'win-1.xml',
    `<short-id>win1</short-id><driver arch="x86_64"><device id="http://pcisig.com/pci/1af4/1001"/></driver>`,
  )
  os('a.org', 'out-1.xml', '<short-id>out1</short-id><derives-from id="http://../../etc"/>')
  expect(devicesOf('new2', env)).toEqual(['virtio-blk', 'virtio-net', 'virtio-scsi'])
  for (const guest of ['win1,pv-drivers', 'out1', 'linux-6.1', 'plan9']) expect(devicesOf(guest, env)).toEqual([])
})

const installed = existsSync('/usr/share/osinfo/os/debian.org/debian-11.xml')
it.skipIf(!installed)(`the installed database${installed ? '' : ' (SKIPPED: osinfo-db is not installed)'}`, () => {
  expect(guestBySystem('debian11', {})).toBe('linux')
  expect(devicesOf('debian11', {})).toEqual(['virtio-blk', 'virtio-net', 'virtio-scsi'])
  expect(devicesOf('win2k22', {})).toEqual([])
})
