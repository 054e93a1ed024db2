import { describe, expect, test } from 'vitest'
import { ADVICE_TABLES, allAdvice } from '../src/advice/index.ts'
import { execute } from '../src/explain/example.ts'
import { holds, type Signals } from '../src/judge/judge.ts'
import type { Report, When } from '../src/model.ts'
import {
  azure,
  CASES,
  cmdline,
  E1000,
  ec2,
  type Files,
  kvm,
  kvmLeaves,
  linux,
  log,
  NETVSC,
  OTHER_SYSTEMS,
  oldPvhvm,
  pci,
  pv,
  pvhvm,
  row,
  STEADY,
  stat,
  table,
  virtio,
  XENCLOCK,
  xen,
  xenLeaves,
} from './advice.cases.ts'
import { alternativesOf, needs } from './conditions.ts'
import { evidenceOf, FIXTURES, reportOf, type Written, written } from './evidence.ts'

const ROUTE: Files = {
  'proc/self/net/route': `Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\neth0\t00000000\t0100000A\t0003\t0\t0\t0\t00000000\n`,
}
const VF: Files = pci('0000:00:03.0', '8086:10ed', 'ixgbevf', { net: 'eth1' })

/** More near misses: machines that every condition fits, and something else stands against it. */
const STILL_NOT: readonly (readonly [id: string, why: string, files: Files])[] = [
  ['ec2.sriov', 'a virtual function is there, though the route does not use it', { ...pvhvm('4.11'), ...ec2, ...ROUTE, ...VF }],
  ['network.vf-undriven', 'its driver is bound', { ...pvhvm('4.11'), ...ec2, ...ROUTE, ...VF }],
  [
    'azure.accelerated',
    'the function is there beside the synthetic card',
    { ...azure, ...NETVSC, ...ROUTE, ...pci('0001:00:02.0', '15b3:1016', 'mlx5_core', { net: 'eth1' }) },
  ],
  ['mode.pv-to-pvh', 'Xen is older than PVH', { ...pv, ...xen('PV', '3.3.1') }],
  ['mode.pv-to-pvh', 'the kernel is older than PVH', { ...pv, ...linux('2.6.18-164.el5xen') }],
  ['mode.pv-to-pvh', 'a device is passed through', { ...pv, ...pci('0000:00:00.0', '8086:1521', 'igb', { net: 'eth1' }) }],
  ['mode.pv-to-pvhvm', 'PVH is possible', pv],
  ['mode.pv-to-pvhvm', 'the kernel is older than PVHVM', { ...pv, ...xen('PV', '4.4.1'), ...linux('2.6.18-164.el5xen') }],
  [
    'clock.xen-to-tsc',
    'the clock is forced',
    { ...pvhvm(), ...XENCLOCK, 'proc/cpuinfo': STEADY, ...cmdline('clocksource=xen') },
  ],
  ['mode.pv-to-pvh', 'the toolstack is the cloud’s', { ...pv, 'sys/hypervisor/version/extra': '.amazon\n' }],
  ['clock.xen-to-tsc', 'Xen emulates the counter', { ...pvhvm(), ...XENCLOCK, 'proc/cpuinfo': STEADY, ...xenLeaves([1, 1]) }],
  [
    'clock.xen-to-tsc',
    'the command line says that it is bad',
    { ...pvhvm(), ...XENCLOCK, 'proc/cpuinfo': STEADY, ...cmdline('tsc=unstable') },
  ],
  [
    'clock.xen-to-tsc',
    'the counter stops when idle',
    { ...pvhvm(), ...XENCLOCK, 'proc/cpuinfo': STEADY.replace(' nonstop_tsc', '') },
  ],
  [
    'mode.old-xen',
    'a switch is the reason',
    { ...oldPvhvm({ ...xen('HVM', '4.0.0'), ...linux('3.2.0') }), ...cmdline('xen_no_vector_callback') },
  ],
  [
    'cpu.haltpoll',
    'vCPUs wait for processors already',
    { ...kvm, ...kvmLeaves(0x1000), ...stat(2), 'sys/devices/system/cpu/cpuidle/current_driver': 'none\n' },
  ],
  [
    'disk.virtio-one-queue',
    'Firecracker has no more',
    log(
      { ...kvm, ...virtio('virtio_blk'), ...table(row(30, 'PCI-MSI 1-edge virtio1-req.0')) },
      'ACPI: RSDP 0x00000000000E0000 000024 (v02 FIRECK)',
    ),
  ],
]

const read = (files: Files): Report => reportOf(written({ files } satisfies Written))
const ids = (report: Report): string[] => report.advice.map((a) => a.id)

const ADVICE = allAdvice()

describe('advice', () => {
  test('every row has a case, and every case a row', () => {
    expect([...Object.keys(CASES), ...Object.keys(OTHER_SYSTEMS)].sort()).toEqual(ADVICE.map((a) => a.id).sort())
  })

  test.each(Object.entries(CASES))('%s is given where it is proved, and not where it nearly is', (id, { fires, not }) => {
    const report = read(fires)
    expect(ids(report)).toContain(id)
    const proof = report.advice.find((a) => a.id === id)!.proof
    expect(proof.length).toBeGreaterThan(0)
    // What is a file is quoted from it; of a link the probe says what it leads to, and a version stands in three files.
    for (const { path, text } of proof)
      if (fires[path]?.startsWith('-> ') === false && !path.includes('/version/'))
        expect(fires[path]).toContain(text.slice(0, 40))
    expect(ids(read(not))).not.toContain(id)
  })

  test.each(Object.entries(OTHER_SYSTEMS))('%s is given for its system only', async (id, { fires, not }) => {
    expect(ids((await execute(fires)).report)).toContain(id)
    expect(ids((await execute(not)).report)).not.toContain(id)
  })

  test.each(STILL_NOT)('%s is not given where %s', (id, _, files) => {
    expect(ids(read(files))).not.toContain(id)
  })

  test('what a table of rows needs to be given, each row in it needs', () => {
    const list = (when: When | readonly When[]): readonly When[] => (Array.isArray(when) ? when : [when as When])
    for (const { given, rows } of ADVICE_TABLES) {
      for (const needed of alternativesOf(given)) expect(Object.keys(needed)).not.toContain('mode')
      for (const { id, when } of rows())
        for (const one of list(when))
          expect(
            alternativesOf(given).some((needed) => needs(one, needed)),
            id,
          ).toBe(true)
    }
  })

  test('no figure without its workload and source, nothing to do without a way to see that it is done', () => {
    const words: string[] = []
    for (const { id, gains, do: steps, verify, undo, at, see } of ADVICE) {
      expect(steps.length, id).toBeGreaterThan(0)
      expect(verify, id).not.toBe('')
      expect(['guest', 'host'], id).toContain(at)
      if (see !== undefined) expect(see, id).toMatch(/^https?:\/\/\S+$/)
      if (undo === undefined) words.push(id)
      if (gains === undefined) continue
      expect(gains.figure, id).toMatch(/\d/)
      expect(gains.workload.length, id).toBeGreaterThan(10)
      expect(gains.see, id).toMatch(/^https?:\/\/\S+\.\S+$/)
    }
    // Where there is nothing to undo: a repair, an upgrade, another machine.
    expect(words.sort()).toEqual([
      'clock.hyperv-msr',
      'disk.blkfront-no-indirect',
      'ec2.sriov',
      'mode.old-kernel',
      'mode.old-xen',
      'mode.pv-xpti',
      'mode.pv32',
      'network.vf-lost',
    ])
  })

  test('ids are unique and never advise to lower a guard', () => {
    expect(new Set(ADVICE.map((a) => a.id)).size).toBe(ADVICE.length)
    for (const { id, do: steps } of ADVICE)
      expect(steps.join(' '), id).not.toMatch(/mitigations=off|\bnopti\b|pti=off|spectre_v2=off|xpti=/)
  })

  /** Words of one system: programs, files, drivers and places that no other has. */
  const WORDS: Readonly<Record<string, RegExp>> = {
    linux:
      /\binitramfs\b|lsinit|\bfstab\b|\bethtool\b|\bmodprobe\b|\bmodinfo\b|\blsmod\b|\bdmesg\b|\/proc\/|\/sys\/|\budev\b|kernel command line|\bLinux\b|xen-(?:blk|net)front|\bsystemctl\b|vmstat/,
    windows:
      /Device Manager|virtio-win|viostor|vioscsi|NetKVM|INACCESSIBLE_BOOT_DEVICE|static IP settings have|Apps & features|EC2Launch|Windows (?:sees|then|stops|Vista)/,
    freebsd: /FreeBSD|loader\.conf|rc\.conf|kldload|\bvtnet\b/,
  }
  const SYSTEM = ['linux', 'windows', 'freebsd'] as const

  test.each(SYSTEM)('advice for a guest with %s is in the words of that system', (system) => {
    const told = ADVICE.filter(({ when }) =>
      [when].flat().some((one: When) => {
        const asks = one['guest.system']
        return asks === undefined || holds({ 'guest.system': asks }, of(system)) !== undefined
      }),
    )
    expect(told.length).toBeGreaterThan(10)
    for (const { id, says, first = [], do: steps, undo, risk, verify, gains } of told) {
      const text = [says, ...first, ...steps, undo, risk, verify, gains?.workload].join('\n')
      for (const other of SYSTEM) {
        // The row for systems without one of their own names FreeBSD's drivers as an example.
        if (other !== system)
          expect(text.replace(/PowerShell on the host/g, ''), `${id} for ${system}`).not.toMatch(WORDS[other]!)
      }
    }
  })

  const of = (system: string): Signals =>
    new Map([['guest.system', [{ name: 'guest.system', value: system, proof: { path: '', text: '' } }]]])

  test('the system that a definition names is the system that advice speaks', async () => {
    const system = async (id: string): Promise<string | undefined> => {
      const { definition } = OTHER_SYSTEMS['disk.emulated-windows']!.fires
      const named = `<metadata><libosinfo:libosinfo xmlns:libosinfo='http://libosinfo.org/xmlns/libvirt/domain/1.0'><libosinfo:os id='${id}'/></libosinfo:libosinfo></metadata>`
      const { report } = await execute({ definition: definition!.replace('<os>', `${named}<os>`) })
      return ids(report).find((one) => one.startsWith('disk.'))
    }
    expect(await system('http://ubuntu.com/ubuntu/22.04')).toBe('disk.emulated')
    expect(await system('http://microsoft.com/win/2k22')).toBe('disk.emulated-windows')
    expect(await system('http://freebsd.org/freebsd/14.0')).toBe('disk.emulated-other')
  })

  test('a Windows guest is told what to install before its devices are exchanged', async () => {
    for (const [id, { fires }] of Object.entries(OTHER_SYSTEMS)) {
      if (!id.endsWith('-windows')) continue
      const row = (await execute(fires)).report.advice.find((one) => one.id === id)!
      expect(row.first?.join(' '), id).toMatch(/install|contain the driver/i)
    }
  })

  test('the component of the worst colour comes first', () => {
    const report = read({ ...kvm, ...E1000, ...cmdline('no-steal-acc') })
    expect(ids(report)).toEqual(['network.emulated', 'switch.no-steal'])
  })

  test('a mode that is only possible proves nothing', () => {
    // From Xen 4.19 on the features word alone leaves PVHVM and PVH.
    const files = { ...pvhvm('4.19.1'), 'dmesg.txt': '', 'sys/hypervisor/guest_type': '' }
    const either = read({ ...files, 'sys/hypervisor/properties/features': '001d2305\n' })
    expect(either.mode).toMatchObject({ id: null, possible: ['pvhvm', 'pvh'] })
    expect(ids(either)).not.toContain('mode.pvhvm-to-pvh')
    expect(ids(read(pvhvm('4.19.1')))).toContain('mode.pvhvm-to-pvh')
  })

  test('bare hardware gets none', () => {
    const files = {
      ...cmdline('noapic pci=nomsi no-steal-acc'),
      'sys/kernel/mm/transparent_hugepage/enabled': 'always madvise [never]\n',
    }
    const real = log(
      { ...files, ...linux('6.1.0'), 'proc/cpuinfo': 'processor\t: 0\nvendor_id\t: GenuineIntel\nflags\t\t: fpu tsc\n' },
      'DMI: Dell Inc. PowerEdge R740/0923K0, BIOS 2.8.1 06/26/2020',
      'Booting paravirtualized kernel on bare hardware',
    )
    expect(read(real).advice).toEqual([])
  })

  test.each(FIXTURES)('every line of proof in %s is where it is said to be', async (fixture) => {
    const evidence = await evidenceOf(fixture)
    for (const { id, proof } of reportOf(evidence).advice) {
      expect(proof.length, id).toBeGreaterThan(0)
      for (const { path, line, text } of proof) {
        const file = evidence.files.get(path)
        if (file !== undefined && line !== undefined) expect(file.split('\n')[line - 1]?.trimEnd(), id).toBe(text)
      }
    }
  })
})
