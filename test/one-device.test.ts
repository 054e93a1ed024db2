import { expect, it, test, vi } from 'vitest'
import type { Device } from '../src/devices/device.ts'
import { type Files, log, pciCard } from './machines.ts'

/** A NIC that does not exist, as its file would declare it. */
const MADE: Device = {
  class: 'net',
  driver: 'madenet',
  kinds: ['VS'],
  rows: [
    { id: 'net.made', driver: ['madenet'], says: 'emulated NIC' },
    { id: 'net.made-id', pci: ['1af4:4444'], says: 'the PCI ID is that of an emulated NIC' },
  ],
  log: [{ has: 'madenet: ', pattern: () => /madenet: (eth\d+) ready/g }],
  interrupts: [{ has: ['made-'], action: () => /^made-(\w+)-\d+$/ }],
  path: [[() => /\/made\d+\/net\//]],
  declared: [{ names: 'made made-2', says: 'emulated NIC' }],
  elsewhere: {
    services: ['madesvc'],
    windows: [{ has: ['Made'], called: /^Made Ethernet/ }],
    bsd: [{ has: '<Made', line: /^(made\d+): <Made/gm }],
    freebsd: ['made'],
    openbsd: ['mde'],
    macos: ['AppleMadeEthernet'],
    hwinfo: [{ called: /^Made NIC/ }],
    formats: { vmware: { made: 'madevmw' } },
  },
}

vi.mock('../src/devices/list.ts', async (original) => {
  const { DEVICES } = await original<typeof import('../src/devices/list.ts')>()
  return { DEVICES: [...DEVICES, MADE] }
})

const { DEVICES } = await import('../src/devices/list.ts')
const { classOfDriver } = await import('../src/devices/table.ts')
const { reportOf, written } = await import('./evidence.ts')
const { readDefinition } = await import('../src/definitions/index.ts')
const { lint } = await import('../src/lint/engine.ts')

const sysfs: Files = pciCard('eth0', '1af4:4444', 'madenet')
const powershell = (id: string, service: string): string =>
  `Name        : Made Ethernet Adapter\nPNPClass    : Net\nDeviceID    : ${id}\nService     : ${service}\n`

test.each([
  ['sysfs', { files: sysfs }],
  [
    'a path in sysfs',
    { files: { 'sys/class/net/eth0': '-> ../../devices/x/made0/net/eth0', 'sys/devices/x/made0/net/eth0/address': '' } },
  ],
  ['the kernel log', { texts: [log('6.1.0', 'madenet: eth0 ready')] }],
  ['/proc/interrupts', { texts: ['           CPU0\n  24:          5   PCI-MSI 1-edge      made-eth0-0\n'] }],
  ['lspci -n', { texts: ['00:05.0 0200: 1af4:4444\n00:1f.0 0601: 8086:7000\n'] }],
  [
    'lspci -k',
    { texts: ['00:05.0 Ethernet controller: Made\n\tKernel driver in use: madenet\n00:1f.0 ISA bridge: Intel 82371SB\n'] },
  ],
  ['ethtool -i', { texts: ['driver: madenet\nversion: 1\nbus-info: x\n'] }],
  [
    'Windows, by the name',
    {
      texts: [
        'Host Name:                 A\nOS Name:                   Microsoft Windows 10 Pro\nNetwork Card(s):           1 NIC(s) Installed.\n                           [01]: Made Ethernet Adapter\n',
      ],
    },
  ],
  ['Windows, by the ID', { texts: [powershell('PCI\\VEN_1AF4&DEV_4444&SUBSYS_11001AF4&REV_03\\3&1', 'other')] }],
  ['Windows, by the service', { texts: [powershell('PCI\\VEN_8086&DEV_9999&SUBSYS_11001AF4&REV_03\\3&1', 'madesvc')] }],
  ['FreeBSD, boot messages', { texts: ['FreeBSD 13.1-RELEASE\nmade0: <Made NIC> on pci0\n'] }],
  ['FreeBSD, sysctl', { texts: ['kern.ostype: FreeBSD\nkern.vm_guest: kvm\ndev.made.0.%desc: Made NIC\n'] }],
  ['OpenBSD', { texts: ['OpenBSD 7.3 (GENERIC) #1\nmainbus0 at root\nmde0 at pci0 dev 3 function 0 "Made" rev 0x00\n'] }],
  ['macOS', { texts: ['+-o Root  <class IORegistryEntry, id 0x100000100>\n  +-o en0  <class AppleMadeEthernet, id 0x1>\n'] }],
  [
    'hwinfo',
    {
      texts: [
        'cpu:                                                             \n                       x\nnetwork:\n  eth0                 Made NIC\n',
      ],
    },
  ],
])('a device that is one file and one line answers for %s', (_, evidence) => {
  const { devices = [] } = reportOf(written(evidence)).cells.network
  expect(devices.map((d) => [d.driver ?? d.pci, d.rule])).toEqual([
    [devices[0]?.driver === undefined ? '1af4:4444' : 'madenet', expect.stringMatching(/^net\.made(?:-id)?$/)],
  ])
})

it('is found by lint in definitions', async () => {
  const rulesIn = async (text: string): Promise<readonly string[]> =>
    lint({ path: 'x', text }, (await readDefinition({ path: 'x', text }))!).map((f) => f.rule)
  const libvirt = `<domain type='kvm'><devices><interface type='bridge'><model type='made-2'/></interface></devices></domain>`
  expect(await rulesIn(libvirt)).toContain('VC201')
  expect(await rulesIn('config.version = "8"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "madevmw"\n')).toContain(
    'VC201',
  )
})

it('every driver that an entry of a device names is one of that class', () => {
  const unknown = DEVICES.flatMap(({ class: component, driver, elsewhere: of = {}, ...device }) =>
    [
      ...[device.log, device.interrupts, of.windows, of.bsd, of.openbsdCards, of.hwinfo].flatMap((list) =>
        (list ?? []).map((entry) => entry.driver ?? driver),
      ),
      ...[of.services, of.freebsd, of.openbsd, of.macos].flatMap((list) =>
        (list ?? []).map((named) => (typeof named === 'string' ? driver : named[1])),
      ),
      ...(device.host?.() ?? []).map(([, host]) => host),
      ...(device.path ?? []).map(([, by = driver]) => by),
      ...(device.loneHosts ?? []),
    ].filter((one) => one !== '' && classOfDriver(one) !== component),
  )
  expect(unknown).toEqual([])
})
