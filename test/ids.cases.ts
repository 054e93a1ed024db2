import type { Case } from './machines.ts'

/** A kernel's trace, which names the machine, with the time stamps and modules that people leave in or take out. */
const trace = (machine: string, modules?: string): string =>
  [
    '[   77.651885] ------------[ cut here ]------------',
    '[   77.651886] WARNING: CPU: 4 PID: 1908 at mm/page_alloc.c:4717 __alloc_pages+0x1a/0x40',
    ...(modules === undefined ? [] : [`[   77.651887] Modules linked in: ${modules}`]),
    '[   77.651888] CPU: 4 PID: 1908 Comm: worker Not tainted 6.4.0 #21',
    `[   77.651891] Hardware name: ${machine}`,
    '[   77.651892] Call Trace:',
    '',
  ].join('\n')
const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

/**
 * Machines of IBM Z, POWER, Apple, Parallels and bhyve by their ids, in the lines that people post of them: traces of linux-kernel and
 * kernel-bugs mails from 2014 to 2026, lscpu, /proc/sysinfo, /proc/cpuinfo, lparcfg, and boot messages.
 */
export const IDS: readonly Case[] = [
  {
    name: 'a trace below z/VM',
    texts: [trace('IBM 3906 M04 704 (z/VM 7.1.0)', 'qeth_l2 qeth dasd_eckd_mod')],
    expect: 'zvm guest: VH ? ? * *',
  },
  {
    name: 'a trace in a KVM guest of IBM Z',
    texts: [trace('IBM 3931 A01 701 (KVM/Linux)', 'virtio_net virtio_blk')],
    expect: 'kvm guest: VH ? ? * *',
  },
  {
    name: 'a trace in a logical partition of IBM Z',
    texts: [trace('IBM 3931 A01 782 (LPAR)')],
    expect: 'lpar guest: VH ? ? ? ?',
  },
  {
    name: "a trace under QEMU's TCG of s390x",
    texts: [trace('QEMU 2964 QEMU (KVM/Linux)')],
    expect: 'qemu-tcg guest: VS * VS ? ?',
  },
  {
    name: 'the boot line of z/VM',
    texts: ['[    0.099985] setup: Linux is running as a z/VM guest operating system in 64-bit mode\n'],
    expect: 'zvm guest: VH ? ? ? ?',
  },
  {
    name: 'the boot line of KVM on s390x, with the hash of a SUSE or Ubuntu kernel',
    texts: ['Apr 19 17:20:08 n1 kernel: setup.289988: Linux is running under KVM in 64-bit mode\n'],
    expect: 'kvm guest: VH ? ? ? ?',
  },
  {
    name: 'the boot line of a logical partition, without a time stamp',
    texts: [
      'setup: Linux is running natively in 64-bit mode\nsetup: The maximum memory size is 512MB\ncpu: 4 configured CPUs\n',
    ],
    expect: 'lpar guest: VH ? ? ? ?',
  },
  {
    name: 'lscpu of s390x below z/VM',
    texts: [
      lines(
        'Architecture:            s390x',
        'CPU(s):                  2',
        'Vendor ID:               IBM/S390',
        'Virtualization features:',
        '  Hypervisor:            z/VM 7.2.0',
        '  Hypervisor vendor:     IBM',
        '  Virtualization type:   full',
      ),
    ],
    expect: 'zvm guest: VH ? ? ? ?',
  },
  {
    name: 'lscpu of s390x in a logical partition',
    texts: [
      lines(
        'Vendor ID:             IBM/S390',
        'BogoMIPS:              18115.00',
        'Hypervisor:            PR/SM',
        'Hypervisor vendor:     IBM',
        'Virtualization type:   full',
      ),
    ],
    expect: 'lpar guest: VH ? ? ? ?',
  },
  {
    name: '/proc/sysinfo of a KVM guest of IBM Z',
    texts: [
      lines(
        'Manufacturer:         IBM',
        'Type:                 3931',
        'LPAR Number:          11',
        'LPAR Name:            A1',
        'VM00 Name:            guest1',
        'VM00 Control Program: KVM/Linux',
      ),
    ],
    expect: 'kvm guest: VH ? ? ? ?',
  },
  {
    name: 'the CPU version of s390x alone: z/VM or KVM',
    texts: [
      lines(
        'vendor_id       : IBM/S390',
        '# processors    : 2',
        'bogomips per cpu: 3033.00',
        'processor 0: version = FF,  identification = 0A1B2C,  machine = 2964',
      ),
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'a trace in a partition of PowerVM',
    texts: [trace('IBM,9080-HEX POWER10 (architected) 0x800200 0xf000006 of:IBM,FW1060.00 (NH1060_022) hv:phyp pSeries')],
    expect: 'powervm guest: ? ? ? ? ?',
  },
  {
    name: 'the same without time stamps',
    texts: [
      trace('IBM,9009-42G POWER9 (raw) 0x4e0202 0xf000005 of:IBM,FW950.80 (VL950_131) hv:phyp pSeries').replace(
        /^\[[^\]]*\] /gm,
        '',
      ),
    ],
    expect: 'powervm guest: ? ? ? ? ?',
  },
  {
    name: 'a trace in a KVM guest on POWER',
    texts: [trace('IBM pSeries (emulated by qemu) POWER9 (architected) 0x4e1202 0xf000005 of:SLOF,HEAD hv:linux,kvm pSeries')],
    expect: 'kvm guest: ? VS ? ? ?',
  },
  {
    name: 'a trace on bare POWER',
    texts: [trace('C1P9S01 REV 1.01 POWER9 0x4e1202 opal:skiboot-v6.7 PowerNV')],
    expect: 'none: H H H ? ?',
  },
  {
    name: 'lscpu in a partition of PowerVM',
    texts: [
      lines(
        'Architecture:            ppc64le',
        'CPU(s):                192',
        'Model name:              POWER10 (architected), altivec supported',
        'Virtualization features:',
        '   Hypervisor vendor:     pHyp',
        '   Virtualization type:   para',
      ),
    ],
    expect: 'powervm guest: ? ? ? ? ?',
  },
  {
    name: 'lparcfg of PowerVM',
    texts: [
      lines(
        'partition_id=4',
        'shared_processor_mode=1',
        'system_active_processors=24',
        'serialNumber=IBM,0212345',
        'system_type=IBM,9009-42A',
      ),
    ],
    expect: 'powervm guest: ? ? ? ? ?',
  },
  {
    name: "lparcfg of QEMU's pSeries is not PowerVM's",
    texts: [lines('serial_number=', 'system_type=IBM pSeries (emulated by qemu)', 'partition_id=0', 'shared_processor_mode=1')],
    expect: '* *: * VS ? ? ?',
  },
  {
    name: 'a trace on Apple Virtualization',
    texts: [trace('Apple Inc. Apple Virtualization Generic Platform, BIOS 2069.0.0.0.0 08/03/2024')],
    expect: 'apple guest: VH VS ? ? ?',
  },
  {
    name: 'a trace on Parallels, x86',
    texts: [
      trace(
        'Parallels Software International Inc. Parallels Virtual Platform/Parallels Virtual Platform, BIOS 16.5.1 (49187) 07/02/2021',
      ),
    ],
    expect: 'parallels guest: VH VS ? ? ?',
  },
  {
    name: 'a trace on Parallels, Arm, by the device tree',
    texts: [trace('Parallels ARM Virtual Machine (DT)')],
    expect: 'parallels guest: VH VS ? ? ?',
  },
  {
    name: 'Win32_ComputerSystem on Parallels',
    texts: [
      lines(
        'Name                : DESK',
        'Manufacturer        : Parallels International GmbH.',
        'Model               : Parallels ARM Virtual Machine',
        'TotalPhysicalMemory : 8574636032',
      ),
    ],
    expect: 'parallels guest: VH VS * ? ?',
  },
  {
    name: 'boot messages of FreeBSD on bhyve',
    texts: [
      lines(
        '---<<BOOT>>---',
        'FreeBSD 12.2-RELEASE r366954 GENERIC amd64',
        'Hypervisor: Origin = "bhyve bhyve "',
        'ACPI APIC Table: <BHYVE  BVMADT  >',
        'vtblk0: <VirtIO Block Adapter> on virtio_pci0',
        'vtnet0: <VirtIO Networking Adapter> on virtio_pci1',
      ),
    ],
    expect: 'bhyve guest: VH VS ? P P',
  },
  {
    name: 'xl list alone does not show x86: event channels or the interrupt controller of Arm',
    texts: [
      lines(
        'Name                                        ID   Mem VCPUs\tState\tTime(s)',
        'Domain-0                                     0  4096     4     r-----     213.3',
      ),
    ],
    expect: 'xen * dom0: ? H ? ? ?',
  },
  {
    name: 'xl list beside the architecture of x86',
    texts: [
      lines(
        'Name                                        ID   Mem VCPUs\tState\tTime(s)',
        'Domain-0                                     0  4096     4     r-----     213.3',
      ),
      'x86_64\n',
    ],
    expect: 'xen * dom0: ? H P ? ?',
  },
]
