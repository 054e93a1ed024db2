import { describe, expect, it } from 'vitest'
import { LISTINGS } from '../src/evidence/listings.ts'
import { inspect } from '../src/inspect.ts'
import type { Evidence, Report } from '../src/model.ts'

/** A KVM guest of which only these files and links are there, and these complete listings. */
function report(more: { links?: Record<string, string>; files?: Record<string, string>; whole?: string } = {}): Report {
  const evidence: Evidence = {
    files: new Map(
      Object.entries({
        'proc/cpuinfo': 'processor\t: 0\nflags\t\t: fpu hypervisor\n',
        ...(more.whole !== undefined && { [LISTINGS]: more.whole }),
        ...more.files,
      }),
    ),
    links: new Map(Object.entries(more.links ?? {})),
    texts: [{ path: 'dmesg.txt', text: '[    0.000000] Hypervisor detected: KVM\n' }],
    missing: [],
  }
  return inspect({ path: '/', kind: 'live' }, evidence)
}
const virtual = (name: string): Record<string, string> => ({ [`sys/class/net/${name}`]: `../../devices/virtual/net/${name}` })
const NETS = 'sys/class/net: dummy0 lo\n'
const LO = 'sys/class/net: lo\n'
const loop = { 'sys/block/loop0': '../devices/virtual/block/loop0' }

describe('a machine without disks or cards', () => {
  it('has none where the kernel lists only what it makes of memory', () => {
    expect(report({ links: loop, whole: 'sys/block: loop0\n' }).cells.disk).toMatchObject({
      kind: '-',
      colour: 'grey',
      because: [{ rule: 'disk.none', says: 'the kernel found no disk', proof: [{ path: 'sys/block', text: 'loop0' }] }],
    })
    expect(report({ whole: 'sys/block:\n' }).cells.disk.because[0]?.proof).toEqual([{ path: 'sys/block', text: '(empty)' }])
    expect(report({ links: { ...virtual('lo'), ...virtual('dummy0') }, whole: NETS }).cells.network).toMatchObject({
      kind: '-',
      colour: 'grey',
      because: [{ rule: 'network.none', proof: [{ path: 'sys/class/net', text: 'dummy0 lo' }] }],
    })
  })

  it('is not known to have none where the listing may have lost something', () => {
    const { disk, network } = report({ links: { ...loop, ...virtual('lo') } }).cells
    expect([disk.kind, disk.notes]).toEqual(['?', ['the capture has no disk, and its listing of sys/block may be incomplete']])
    expect([network.kind, network.notes.length]).toEqual(['?', 1])
    expect(report({ links: loop, whole: 'sys/block: loop0 vda\n' }).cells.disk.kind).toBe('?')
    expect(report({ links: virtual('lo'), whole: 'sys/class/net: eth0 lo\n' }).cells.network.kind).toBe('?')
  })

  it('is not known to have none where nothing was captured, or where something names one', () => {
    expect(report().cells).toMatchObject({ disk: { kind: '?' }, network: { kind: '?' } })
    expect(
      report({ links: { ...loop, 'sys/block/sr0': '../devices/x/sr0' }, whole: 'sys/block: loop0 sr0\n' }).cells.disk.kind,
    ).toBe('?')
    expect(
      report({ links: loop, whole: 'sys/block: loop0\n', files: { 'proc/self/mounts': '/dev/vda1 / ext4 rw 0 0\n' } }).cells
        .disk.kind,
    ).not.toBe('-')
    expect(
      report({ links: { ...loop, 'sys/bus/xen/devices/vbd-51712': '../../../devices/vbd-51712' } }).cells.disk.kind,
    ).not.toBe('-')
    expect(report({ links: virtual('dummy0'), whole: 'sys/class/net: dummy0\n' }).cells.network.kind).toBe('?')
    // Another network namespace: of a container, and of whoever made one.
    expect(report({ links: virtual('lo'), whole: LO, files: { '.dockerenv': '' } }).cells.network.kind).toBe('?')
    const bus = {
      'sys/bus/virtio/devices/virtio0': '../../../devices/virtio0',
      'sys/devices/virtio0/driver': '../../bus/virtio/drivers/virtio_net',
    }
    expect(report({ links: { ...virtual('lo'), ...bus }, whole: LO }).cells.network.kind).not.toBe('-')
  })
})

describe('the role', () => {
  it('comes with the findings that decided it', () => {
    const guest = report()
    expect(guest.role).toBe('guest')
    expect(guest.roleBecause?.[0]?.proof.length).toBeGreaterThan(0)
    expect(guest.roleBecause?.every((finding) => finding.allows?.includes('guest'))).toBe(true)
    const nothing = inspect({ path: 'x', kind: 'directory' }, { files: new Map(), links: new Map(), texts: [], missing: [] })
    expect(nothing.role).toBeNull()
    expect('roleBecause' in nothing).toBe(false)
  })
})
