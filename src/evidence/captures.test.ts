import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportOf, summary, written } from '../../test/evidence.ts'
import { bsd } from './bsd.ts'
import { cloudInit } from './cloud-init.ts'
import { ec2 } from './ec2.ts'
import { PROBES } from './index.ts'
import { journal } from './journal.ts'
import { xl } from './xl.ts'

const MINE = [ec2, journal, bsd, xl, cloudInit]
const says = (text: string): string => summary(reportOf(written({ texts: [text] })))
const json = (value: unknown): string => JSON.stringify(value, null, 2)

const JOURNAL = [
  { __CURSOR: 's=1', _TRANSPORT: 'kernel', MESSAGE: 'Linux version 6.1.0-13-amd64' },
  { __CURSOR: 's=2', _TRANSPORT: 'stdout', MESSAGE: 'Hypervisor detected: VMware' },
  { __CURSOR: 's=3', _TRANSPORT: 'kernel', MESSAGE: 'Hypervisor detected: KVM' },
  { __CURSOR: 's=4', _TRANSPORT: 'kernel', MESSAGE: 'virtio_blk virtio1: [vda] 1 512-byte logical blocks' },
]
const EXPORT = JOURNAL.map(
  (e) =>
    `${Object.entries(e)
      .map(([k, v]) => `${k}=${v}`)
      .join('\n')}\n`,
).join('\n')

const FREEBSD = `---<<BOOT>>---
FreeBSD 13.2-RELEASE releng/13.2 GENERIC amd64
CPU: Intel Core Processor (2400.00-MHz K8-class CPU)
Hypervisor: Origin = "KVMKVMKVM"
ACPI APIC Table: <BOCHS  BXPCAPIC>
vtblk0: <VirtIO Block Adapter> on virtio_pci1
vtnet0: <VirtIO Networking Adapter> on virtio_pci2
`
const NETBSD = `Copyright (c) 1996, 1997, 1998, 1999
    The NetBSD Foundation, Inc.  All rights reserved.
NetBSD 9.3 (XEN3_DOMU) #0: Thu Aug  4 15:30:37 UTC 2022
hypervisor0 at mainbus0: Xen version 4.11.4
xennet0 at xenbus0 id 0: Xen Virtual Network Interface
xbd0 at xenbus0 id 1: Xen Virtual Block Device Interface
`
const XL = `host                   : dom0
release                : 5.10.0-18-amd64
machine                : x86_64
virt_caps              : pv hvm hap
xen_version            : 4.14.5
xen_scheduler          : credit2
`

describe('captures say what they can tell and no more', () => {
  it.each<[string, string, RegExp]>([
    [
      'DescribeInstanceTypes of Nitro',
      json({ InstanceTypes: [{ InstanceType: 'm5.large', Hypervisor: 'nitro', BareMetal: false }] }),
      /^kvm guest aws: /,
    ],
    [
      'DescribeInstanceTypes of Xen',
      json({ InstanceTypes: [{ InstanceType: 'm4.large', Hypervisor: 'xen', BareMetal: false }] }),
      /^xen .*aws: /,
    ],
    [
      'DescribeInstanceTypes of metal',
      json({ InstanceTypes: [{ InstanceType: 'm5.metal', BareMetal: true }] }),
      /^none .*aws: /,
    ],
    [
      'DescribeInstances says xen for Nitro too: not believed',
      json({
        Reservations: [
          { Instances: [{ InstanceType: 'm5.large', Hypervisor: 'xen', VirtualizationType: 'hvm', Architecture: 'x86_64' }] },
        ],
      }),
      /^unknown aws: /,
    ],
    [
      'DescribeInstances of a paravirtual one',
      json({ Reservations: [{ Instances: [{ VirtualizationType: 'paravirtual', Hypervisor: 'xen' }] }] }),
      /^xen pv .*aws: P/,
    ],
    ['DescribeImages', json({ Images: [{ VirtualizationType: 'hvm', Hypervisor: 'xen' }] }), /^unknown aws: /],
    [
      'several instances are several machines',
      json({ Reservations: [{ Instances: [{ VirtualizationType: 'hvm' }, { VirtualizationType: 'paravirtual' }] }] }),
      /^unknown: /,
    ],
    [
      'instance identity document',
      json({ accountId: '1', instanceType: 'm5.metal', region: 'eu-west-1', architecture: 'x86_64' }),
      /^none .*aws: /,
    ],
    ['journalctl -o json, kernel messages only', JOURNAL.map((e) => JSON.stringify(e)).join('\n'), /^kvm guest: .* P /],
    ['journalctl -o export', EXPORT, /^kvm guest: .* P /],
    ['FreeBSD', FREEBSD, /^kvm guest: .* P P$/],
    ['NetBSD', NETBSD, /^xen .* P P$/],
    [
      'FreeBSD on Hyper-V',
      FREEBSD.replace('KVMKVMKVM', 'Microsoft Hv')
        .replace('BOCHS  BXPCAPIC', 'VRTUAL MICROSFT')
        .replace(/^vt.*\n/gm, 'hn0: <Hyper-V Network Interface> on vmbus0\n'),
      /^hyperv guest: .* P$/,
    ],
    ['xl info', XL, /^xen .*dom0: /],
    [
      'cloud-init',
      '2024-01-01 10:00:00,000 - stages.py[INFO]: Loaded datasource DataSourceAzure - DataSourceAzure [seed=/dev/sr0]\n',
      /^unknown azure: /,
    ],
    [
      'cloud-init, a source that others imitate',
      '2024-01-01 10:00:00,000 - stages.py[INFO]: Loaded datasource DataSourceEc2Local - x\n',
      /^unknown: /,
    ],
  ])('%s', (_, text, expected) => {
    expect(says(text)).toMatch(expected)
  })

  it('the proof of a journal names the line of the file', () => {
    for (const text of [JOURNAL.map((e) => JSON.stringify(e)).join('\n'), EXPORT]) {
      const proof = reportOf(written({ texts: [text] })).hypervisor.because[0]!.proof[0]!
      expect(text.split('\n')[proof.line! - 1]).toContain('Hypervisor detected: KVM')
    }
  })
})

describe('hostile', () => {
  const bases = [
    JOURNAL.map((e) => JSON.stringify(e)).join('\n'),
    EXPORT,
    FREEBSD,
    NETBSD,
    XL,
    json({ Reservations: [{ Instances: [{}] }], InstanceTypes: [null], Images: [[]], instanceType: { a: 1 } }),
  ]
  it('cut, doubled and mixed texts throw nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...bases),
        fc.nat(400),
        fc.constantFrom('', '\0', '{', '"__proto__"', '\u2028', 'MESSAGE='),
        (base, cut, sown) => {
          const text = base.slice(0, cut) + sown + base.slice(cut / 2)
          for (const probe of MINE) {
            probe.accepts!(text)
            for (const signal of probe.read!({ path: 'x', text })) expect(typeof signal.value).toBe('string')
          }
        },
      ),
      { seed: 5, numRuns: 300 },
    )
  })

  it('long texts are quick', () => {
    const start = performance.now()
    for (const text of [
      '{'.repeat(100_000),
      'xen_version'.repeat(9_000),
      '__CURSOR=s='.repeat(9_000),
      'nvd1'.repeat(30_000),
      'finished at '.repeat(20_000),
      `[${'['.repeat(50_000)}`,
    ])
      for (const probe of MINE) {
        probe.accepts!(text.slice(0, 65_536))
        for (const _ of probe.read!({ path: 'x', text })) void _
      }
    expect(performance.now() - start).toBeLessThan(3_000)
  })

  it('each text is taken by its own probe', () => {
    for (const [probe, text] of [
      [journal, EXPORT],
      [bsd, FREEBSD],
      [bsd, NETBSD],
      [xl, XL],
    ] as const)
      expect(PROBES.find((p) => p.accepts?.(text) === true)?.id).toBe(probe.id)
  })
})
