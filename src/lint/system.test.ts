import { expect, it } from 'vitest'
import { systemOf } from './system.ts'

const versionIn = (guestOS: string): string | undefined =>
  systemOf('vmx', [{ path: 'guestos', value: guestOS, start: 0, end: 0, from: 0, to: 0 }], [])?.version

it.each(['sles-64', 'ubuntu-64', 'centos-64', 'freebsd-64', 'oraclelinux-64', 'fedora-64', 'other-64'])(
  'the bitness in %s is no release',
  (name) => {
    expect(versionIn(name)).toBeUndefined()
  },
)

it.each([
  ['debian12-64', '12'],
  ['sles15-64', '15'],
  ['rhel9-64', '9'],
])('the release in %s', (name, version) => {
  expect(versionIn(name)).toBe(version)
})
