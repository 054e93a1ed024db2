import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reportOf, summary, written } from '../../test/evidence.ts'
import { bsd } from './captured/bsd.ts'
import { cloudInit } from './captured/cloud-init.ts'
import { decoded } from './captured/cpuid.ts'
import { ec2 } from './captured/ec2.ts'
import { facterOutline } from './captured/facter.ts'
import { journal } from './captured/journal.ts'
import { hostnamectl, verdict } from './captured/verdict.ts'
import { windows } from './captured/windows.ts'
import { xl } from './captured/xl.ts'
import { cpuid } from './cpuid.ts'
import { PROBES } from './index.ts'

const MINE = [ec2, journal, bsd, xl, cloudInit, facterOutline, hostnamectl, verdict, windows, cpuid, decoded]
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
const STAMPED = `[   1.0000000] Copyright (c) 1996, 1997
[   1.0000000]     The NetBSD Foundation, Inc.  All rights reserved.
[   1.0000000] NetBSD 10.0 (GENERIC) #0: Thu Mar 28 08:33:33 UTC 2024
[   1.0000030] vioif0 at virtio0: features: 0x130010028<V1,EVENT_IDX,INDIRECT_DESC,STATUS,MAC,MTU>
[   1.0000030] ld0 at virtio1: features: 0x110000a54<V1,INDIRECT_DESC,CONFIG_WCE,FLUSH,BLK_SIZE>
`
const HOSTNAMECTL = `   Static hostname: guest
         Icon name: computer-vm
           Chassis: vm
        Machine ID: 00000000000000000000000000000000
    Virtualization: xen
  Operating System: Debian GNU/Linux 12 (bookworm)
            Kernel: Linux 6.1.0-18-amd64
      Architecture: x86-64
   Hardware Vendor: Xen
    Hardware Model: HVM domU
`
const SYSTEMINFO = `
Host Name:                 WIN
OS Name:                   Microsoft Windows Server 2019 Datacenter
System Manufacturer:       Xen
System Model:              HVM domU
System Type:               x64-based PC
BIOS Version:              Xen 4.11.amazon, 8/24/2006
Network Card(s):           1 NIC(s) Installed.
                           [01]: AWS PV Network Device
                                 Connection Name: Ethernet
                                 [01]: 10.0.0.4
Hyper-V Requirements:      A hypervisor has been detected. Features required for Hyper-V will not be displayed.
`
const DELL = SYSTEMINFO.replace('Xen\n', 'Dell Inc.\n')
  .replace('HVM domU', 'OptiPlex 7090')
  .replace('Xen 4.11.amazon', 'Dell Inc. 1.2.3')
  .replace('AWS PV Network Device', 'Intel(R) Ethernet Connection')
const FACTER = `architecture => x86_64
blockdevice_xvda_size => 8589934592
blockdevices => xvda
facterversion => 2.4.1
is_virtual => true
kernelrelease => 3.16.0-4-amd64
manufacturer => Xen
productname => HVM domU
virtual => xenhvm
`
const FACTER4 = `disks => {
  vda => {
    size => "20.00 GiB",
    vendor => "0x1af4"
  }
}
dmi => {
  bios => {
    vendor => "SeaBIOS"
  },
  manufacturer => "QEMU",
  product => {
    name => "Standard PC (Q35 + ICH9, 2009)"
  }
}
facterversion => 4.3.0
is_virtual => true
kernelrelease => 6.1.0-18-amd64
virtual => kvm
`
const FACTER_YAML = FACTER4.replace(/ => \{/g, ':')
  .replace(/ => /g, ': ')
  .replace(/,$|^ *\},?\n/gm, '')
const HWLOC = `# mask e[abcd]x => e[abcd]x
1 0 0 0 0 => 1f 756e6547 6c65746e 49656e69
1 1 0 0 0 => 663 60800 80202001 178bfbfd
5 4 0 1 0 => 8000122 1c0003f 3f 1
1 40000000 0 0 0 => 40000001 4b4d564b 564b4d56 4d
`
const VERBOSE = `CPU:
   vendor_id = "GenuineIntel"
      F16C half-precision convert instruction = false
      hypervisor guest status                 = true
   hypervisor_id (0x40000000) = "XenVMMXenVMM"
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
      'DescribeInstances reports xen for Nitro too: the type decides',
      json({
        Reservations: [
          { Instances: [{ InstanceType: 'm5.large', Hypervisor: 'xen', VirtualizationType: 'hvm', Architecture: 'x86_64' }] },
        ],
      }),
      /^kvm guest aws: VH/,
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
    [
      'FreeBSD on EC2',
      FREEBSD.replace(
        /^vtnet0.*$/m,
        'ena0: <ENA adapter> mem 0xc0410000-0xc0413fff at device 5.0 on pci0\nena0: Elastic Network Adapter (ENA)ena v2.6.3',
      ).replace('BOCHS  BXPCAPIC', 'AMAZON AMZNAPIC'),
      /^kvm guest aws: .* VH$/,
    ],
    ['NetBSD that stamps its lines', STAMPED, /^unknown guest: .* P P$/],
    [
      'FreeBSD before 12',
      FREEBSD.replace(/^vtnet0.*$/m, 'em0: <Intel(R) PRO/1000 Legacy Network Connection 1.1.0> port 0xc000-0xc03f'),
      /^kvm guest: .* P VS$/,
    ],
    ['hostnamectl', HOSTNAMECTL, /^xen .*domU: VH VS/],
    ['systemd-detect-virt', 'vmware\n', /^vmware guest: \? VS/],
    ['systemd-detect-virt in a container', 'lxc\n', /^unknown lxc: /],
    ['systemd-detect-virt, none: domain 0 says that too', 'none\n', /^unknown: /],
    ['virt-what', 'xen\nxen-dom0\n', /^xen .*dom0: /],
    ['virt-what, a cloud beside the hypervisor', 'kvm\naws\n', /^kvm guest aws: VH/],
    ['systeminfo of a Xen guest with a PV NIC', SYSTEMINFO, /^xen hvm-pv-drivers domU.*: VH VS VS \? P$/],
    [
      'systeminfo of a Xen guest without PV drivers in sight',
      SYSTEMINFO.replace('AWS PV Network Device', 'Realtek RTL8139C+ Fast Ethernet NIC'),
      /^xen hvm\/hvm-pv-drivers domU.*: VH VS VS \? VS$/,
    ],
    ['systeminfo of a Windows under or over Hyper-V', DELL, /^unknown: \? H \? \? \?$/],
    [
      'systeminfo of a Windows without a hypervisor',
      DELL.replace(
        /A hypervisor has.*/,
        'VM Monitor Mode Extensions: Yes\n                           Virtualization Enabled In Firmware: Yes',
      ),
      /^none: H H H/,
    ],
    [
      'Win32_ComputerSystem',
      '\nName                : WIN\nDomain              : WORKGROUP\nTotalPhysicalMemory : 4294967296\nModel               : Virtual Machine\nManufacturer        : Microsoft Corporation\n',
      /^hyperv guest: VH VS/,
    ],
    ['facter 2, as it prints', FACTER, /^xen .*domU: VH VS . P/],
    ['facter 4, as it prints', FACTER4, /^kvm guest: VH VS \? P/],
    ['facter --yaml', FACTER_YAML, /^kvm guest: VH VS \? P/],
    ['hwloc-gather-cpuid', HWLOC, /^kvm guest: VH/],
    ['hwloc-gather-cpuid without the leaves of a hypervisor', HWLOC.replace(/^1 40000000.*\n/m, ''), /^unknown guest: /],
    ['cpuid in words', VERBOSE, /^xen: /],
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
    STAMPED,
    HOSTNAMECTL,
    SYSTEMINFO,
    FACTER,
    FACTER4,
    FACTER_YAML,
    HWLOC,
    VERBOSE,
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
      'virtual => x\nos => '.repeat(5_000),
      `${' '.repeat(30_000)}Static hostname: `,
      '1 1 0 0 0 => 1 1 1 1\n'.repeat(5_000),
      'System Manufacturer: '.repeat(5_000),
      '[ 1.0] '.repeat(15_000),
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
      [bsd, STAMPED],
      [hostnamectl, HOSTNAMECTL],
      [verdict, 'kvm\naws\n'],
      [windows, SYSTEMINFO],
      [facterOutline, FACTER],
      [facterOutline, FACTER_YAML],
      [cpuid, HWLOC],
      [decoded, VERBOSE],
      [xl, XL],
    ] as const)
      expect(PROBES.find((p) => p.accepts?.(text) === true)?.id).toBe(probe.id)
  })
})
