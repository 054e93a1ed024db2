import { type Case, log } from './machines.ts'

const table = (...rows: readonly string[]): string => `           CPU0       CPU1       \n${rows.join('\n')}\n`
/** Lines of a log that lost its beginning, as it does when the buffer overflows or somebody greps. */
const late = (...lines: readonly string[]): string => lines.map((line, i) => `[  388.${100_000 + i}] ${line}\n`).join('')

/** Parts of captures, as they turn up: one table, a log that was cut, a listing without numbers, two outputs in one text. */
export const PARTS: readonly Case[] = [
  {
    name: 'a PV domain 0 by the interrupts that it asks Xen for',
    see: 'https://github.com/mirage/mirage/issues/1159',
    texts: [late('xen: registering gsi 16 triggering 0 polarity 1', 'xen: --> pirq=16 -> irq=16 (gsi=16)')],
    expect: 'xen pv dom0: P H P * *',
  },
  {
    name: 'interrupts over event channels alone: PV or PVHVM',
    texts: [late('xen: --> pirq=16 -> irq=9 (gsi=9)')],
    expect: 'xen pv/pvhvm: * * * * *',
  },
  {
    name: 'a domain 0 by the devices that it gives away',
    see: 'https://github.com/QubesOS/qubes-issues/issues/3217',
    texts: [
      late(
        'xen_pciback: 0000:00:19.0: error enabling MSI for guest 7: err -19',
        'xen-blkback: backend/vbd/8/51712: using 2 queues, protocol 1 (x86_64-abi) persistent grants',
      ),
    ],
    expect: 'xen dom0: * H * * *',
  },
  {
    name: 'backends alone: domain 0, or a driver domain',
    texts: [late('vif vif-3-0 vif3.0: Guest Rx ready')],
    expect: 'xen: * * * * *',
  },
  {
    name: "Xen's own log emulates instructions for its domain 0, as it does for PV only",
    see: 'https://github.com/QubesOS/qubes-issues/issues/9501',
    texts: [
      "(XEN) *** Serial input to DOM0 (type 'CTRL-a' three times to switch input)\n(XEN) arch/x86/pv/emul-priv-op.c:1029:d0v6 RDMSR 0x0000064e unimplemented\n",
    ],
    expect: 'xen pv dom0: P H P * *',
  },
  {
    name: 'the code segment in a trace is that of a PV kernel, the board that of a machine',
    texts: [
      late(
        'WARNING: CPU: 2 PID: 24181 at kernel/smp.c:433 smp_call_function_many+0x20a/0x270',
        'Hardware name: HP ProLiant DL360p Gen8, BIOS P71 05/24/2019',
        'RIP: e030:smp_call_function_many+0x20a/0x270',
      ),
    ],
    expect: 'xen pv dom0: P H P * *',
  },
  {
    name: 'the board of a guest in a trace, where the log lost its beginning',
    texts: [
      late('CPU: 1 PID: 1 Comm: systemd', 'Hardware name: VMware, Inc. VMware Virtual Platform/440BX, BIOS 6.00 12/12/2018'),
    ],
    expect: 'vmware guest: VH VS * * *',
  },
  {
    name: 'a real board in a trace does not say that no hypervisor is below',
    texts: [late('CPU: 1 PID: 1 Comm: systemd', 'Hardware name: Dell Inc. PowerEdge R640/0W23H8, BIOS 2.2.11 06/14/2019')],
    expect: 'unknown: ? H ? * *',
  },
  {
    name: 'an Arm guest of Xen by the device tree that the toolstack makes, whose kernel says nothing else of Xen',
    see: 'https://github.com/mirage/xen-arm-builder/issues/64',
    texts: [log('3.16.0', 'CPU: ARMv7 Processor [410fc074] revision 4 (ARMv7), cr=10c5387d', 'Machine model: XENVM-4.4')],
    expect: 'xen domU: VH * * * *',
  },
  {
    name: "Xen's own log on Arm",
    see: 'https://github.com/xen-troops/meta-xt-prod-devel-rpi5/issues/50',
    texts: ['(XEN) Xen version 4.19-unstable (xxx)\n(XEN)     Exception Levels: EL3:64 EL2:64 EL1:64 EL0:64+32\n'],
    expect: 'xen: VH * * * *',
  },
  {
    name: 'a guest of KVM by the clock in the end of its log',
    see: 'https://github.com/firecracker-microvm/firecracker/issues/4688',
    texts: [late('clocksource: Switched to clocksource kvm-clock', 'pnp: PnP ACPI: disabled')],
    expect: 'kvm guest: VH ? P * *',
  },
  {
    name: 'a guest of Hyper-V by the same',
    texts: [late('clocksource: Switched to clocksource hyperv_clocksource_tsc_page')],
    expect: 'hyperv guest: VH * P * *',
  },
  { name: 'Xen by the same', texts: [late('Switching to clocksource xen')], expect: 'xen *: * * P * *' },
  {
    name: 'stolen time is an interface of Arm: the kernel of a Qualcomm board is told it as well, by Gunyah',
    see: 'https://lore.kernel.org/linux-s390/',
    texts: [log('6.11.0', 'Machine model: Qualcomm Technologies, Inc. SM8550 HDK', 'arm-pv: using stolen time PV')],
    expect: 'unknown: ? * ? * *',
  },
  {
    name: 'on the board that QEMU makes up for KVM it is KVM',
    texts: [log('5.10.0', 'Machine model: linux,dummy-virt', 'arm-pv: using stolen time PV')],
    expect: 'kvm guest: VH VS * * *',
  },
  {
    name: 'a guest of KVM on QEMU that knows no device tree',
    texts: [log('5.10.0', 'DMI: QEMU KVM Virtual Machine, BIOS 0.0.0 02/06/2015', 'arm-pv: using stolen time PV')],
    expect: 'kvm guest: VH VS * * *',
  },
  {
    name: 'a real machine whose kernel takes a leaf that CPUID lacks for one of KVM',
    see: 'https://lore.kernel.org/kvm/20200131155655.49812-1-cascardo@canonical.com/',
    texts: [
      log(
        '4.19.107-Unraid',
        'DMI: Gigabyte Technology Co., Ltd. Z390 M GAMING/Z390 M GAMING-CF, BIOS F8 11/06/2019',
        'Booting paravirtualized kernel on bare hardware',
        'KVM setup pv remote TLB flush',
      ),
    ],
    expect: 'none: H H H * *',
  },
  {
    name: "QEMU's emulator of s390 calls itself KVM, but the machine is QEMU's make",
    see: 'https://lore.kernel.org/linux-s390/',
    texts: [
      '[    1.676134] Hardware name: QEMU 8561 QEMU (KVM/Linux)\n[    0.000001] setup: Linux is running under KVM in 64-bit mode\n',
    ],
    expect: 'qemu-tcg guest: VS * VS * *',
  },
  {
    name: 'the same by its system information',
    files: { 'proc/sysinfo': 'Manufacturer:         QEMU            \nVM00 Control Program: KVM/Linux       \n' },
    expect: 'qemu-tcg guest: VS * VS * *',
  },
  {
    name: 'User-mode Linux by what it prints before there is a log',
    see: 'https://github.com/go-debos/fakemachine/issues/241',
    texts: [
      'Core dump limits :\n\tsoft - 0\nChecking that ptrace can change system call numbers...OK\nLinux version 6.12.38 (sbuild@sbuild) (gcc) #1\n',
    ],
    expect: 'uml guest: VS * * * *',
  },
  {
    name: 'User-mode Linux by its log',
    texts: [log('6.12.38', 'mconsole (version 2) initialized on /root/.uml/wUbFbJ/mconsole')],
    expect: 'uml guest: VS * * * *',
  },
  {
    name: 'VMware by the driver that found its channel to the host; other drivers say that they are there',
    see: 'https://github.com/freifunkMUC/site-ffm/pull/412',
    texts: [
      'Sat May 11 14:46:16 2024 kern.info kernel: [    2.328764] vmw_vmci 0000:00:07.7: Found VMCI PCI device at 0x11080, irq 16\nSat May 11 14:46:16 2024 kern.info kernel: [    2.340950] hv_vmbus: registering driver hv_storvsc\n',
    ],
    expect: 'vmware guest: * VS * * *',
  },
  {
    name: 'VirtualBox by the driver of its additions',
    texts: [late('vboxguest: host-version: 6.1.38r153438 0x8000000f')],
    expect: 'virtualbox guest: * VS * * *',
  },
  {
    name: 'a message file of an old system: no stamps, and not from the start',
    see: 'https://github.com/QubesOS/qubes-issues/issues/4037',
    texts: [
      'Jun 26 17:20:24 host kernel: pci 0000:00:01.3: quirk: [io  0xb000-0xb03f] claimed by PIIX4 ACPI\nJun 26 17:20:24 host kernel: pci 0000:00:02.0: [5853:0001] type 00 class 0xff8000\n',
    ],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm domU: VH VS * * *',
  },
  {
    name: 'a driver with a name that begins with a number',
    texts: [
      log(
        '4.15.0',
        'Hypervisor detected: KVM',
        '8139cp 0000:00:02.0 eth0: RTL-8139C+ at 0x00000000f2a5c1f8, 52:54:00:12:34:56, IRQ 10',
      ),
    ],
    expect: 'kvm guest: VH VS * * VS',
  },
  {
    name: 'the processor of a telephone, by a kernel for one',
    see: 'https://github.com/pytorch/cpuinfo/tree/main/test/cpuinfo',
    texts: ['Processor\t: ARMv7 Processor rev 2 (v7l)\nFeatures\t: swp half thumb\n\nHardware\t: herring\nRevision\t: 0022\n'],
    expect: 'none: * H * * *',
  },
  ...['ARM-Versatile Express', 'ARM-Versatile PB', 'Goldfish'].map(
    (board): Case => ({
      name: `${board}: a board that is emulated more often than had`,
      texts: [`processor\t: 0\nFeatures\t: half thumb\n\nHardware\t: ${board}\nRevision\t: 0000\n`],
      expect: 'unknown: ? ? ? ? ?',
    }),
  ),
  {
    name: "POWER: QEMU's own machine by the processor information",
    see: 'https://github.com/systemd/systemd/issues/26629',
    texts: [
      'processor\t: 0\ncpu\t\t: POWER9 (architected), altivec supported\n\nplatform\t: pSeries\nmachine\t\t: CHRP IBM pSeries (emulated by qemu)\n',
    ],
    expect: 'unknown guest: ? VS ? * *',
  },
  {
    name: 'VirtualBox by the interrupt of its guest service',
    texts: [
      table(
        ' 20:          0      43199   IO-APIC  20-fasteoi   vboxguest',
        ' 21:       1937     323336   IO-APIC  21-fasteoi   ahci[0000:00:0d.0], snd_intel8x0',
      ),
    ],
    expect: 'virtualbox guest: * VS * VS *',
  },
  {
    name: 'VMware by the interrupt of its communication interface',
    see: 'https://github.com/kellyjonbrazil/jc/tree/master/tests/fixtures',
    texts: [table(' 57:          0       2061   PCI-MSI 129024-edge      vmw_vmci')],
    expect: 'vmware guest: * VS * * *',
  },
  {
    name: 'a guest by a virtio device, whatever that does',
    see: 'https://github.com/kata-containers/kata-containers/issues/1195',
    texts: [
      table(
        '  8:          0          0   IO-APIC   8-edge      rtc0',
        ' 20:          7          0   IO-APIC  20-fasteoi   virtio2',
      ),
    ],
    expect: 'unknown guest: ? VS ? * *',
  },
  {
    name: "gVNIC's interrupts before they had a name",
    see: 'https://github.com/GoogleCloudPlatform/compute-virtual-ethernet-linux/issues/30',
    texts: [table(' 24:         65          0   PCI-MSI 65536-edge      eth%d-ntfy-block.0')],
    expect: 'unknown: ? ? ? * P',
  },
  {
    name: "Google's virtio-scsi is of no class; the board is that of an i440FX",
    see: 'https://github.com/elasticluster/elasticluster/pull/504',
    texts: [
      '00:00.0 Host bridge: Intel Corporation 440FX - 82441FX PMC [Natoma] (rev 02)\n00:03.0 Non-VGA unclassified device: Red Hat, Inc Virtio SCSI\n\tKernel driver in use: virtio-pci\n00:04.0 Ethernet controller: Red Hat, Inc Virtio network device\n\tKernel driver in use: virtio-pci\n',
    ],
    expect: 'unknown guest: ? VS ? P P',
  },
  {
    name: 'Azure by its graphics adapter; which disk carries / is not on that bus, the virtual functions are',
    see: 'https://github.com/microsoft/lisa/issues/336',
    texts: [
      '0000:00:07.1 IDE interface: Intel Corporation 82371AB/EB/MB PIIX4 IDE (rev 01)\n0000:00:08.0 VGA compatible controller: Microsoft Corporation Hyper-V virtual VGA\n826e:00:00.0 Non-Volatile memory controller: Microsoft Corporation Device b111\n84a9:00:02.0 Ethernet controller: Mellanox Technologies MT27500/MT27520 Family [ConnectX-3/ConnectX-3 Pro Virtual Function]\n',
    ],
    expect: 'hyperv guest: VH VS * ? VH',
  },
  {
    name: 'FreeBSD on Hyper-V',
    see: 'https://github.com/canonical/cloud-init/pull/479',
    texts: [
      'FreeBSD is a registered trademark of The FreeBSD Foundation.\nFreeBSD 12.1-RELEASE r354233 GENERIC amd64\nHypervisor: Origin = "Microsoft Hv"\n',
    ],
    expect: 'hyperv guest: VH VS * * *',
  },
  {
    name: 'a listing and a log one below the other, with words between',
    see: 'https://lore.kernel.org/linux-pci/',
    texts: [
      `As for lspci, no surprises.\n\n00:11.0 SATA controller: Advanced Micro Devices, Inc. [AMD/ATI] SB7x0/SB8x0/SB9x0 SATA Controller [AHCI mode] (rev 40)\n\nAnd dmesg from a working kernel.\n\n${log('6.12.31', 'DMI: System manufacturer System Product Name/M4A88TD-M EVO, BIOS 1801 08/09/2012', 'scsi host0: ahci', 'sd 0:0:0:0: [sda] 500118192 512-byte logical blocks: (256 GB/238 GiB)')}`,
    ],
    expect: 'none: H H H H *',
  },
  {
    name: 'Hyper-V by the chip of what VMBus brings: here the virtual function of a network card',
    see: 'https://github.com/microsoft/WSL/issues/6982',
    texts: [
      table(
        '  8:          0          0   IO-APIC   8-edge      rtc0',
        ' 24:          0          0  Hyper-V PCIe MSI 1207959552-edge      mana_hwc@pci:7870:00:00.0',
      ),
    ],
    expect: 'hyperv guest: VH VS * * VH',
  },
  {
    name: "VMware's network card by its events",
    texts: [
      table(
        ' 57:          0          0   PCI-MSI 5767168-edge      eth0-rxtx-0',
        ' 59:          0          0   PCI-MSI 5767170-edge      eth0-event-2',
        ' 60:          0          0   PCI-MSI 129024-edge      vmw_vmci',
      ),
    ],
    expect: 'vmware guest: * VS * * P',
  },
  ...['i40e', 'ice', 'iavf'].map(
    (driver): Case => ({
      name: `a function that ${driver} drives, given to a guest with virtio`,
      see: 'https://github.com/intel/nemu/pull/82',
      texts: [
        table(
          '  5:          0          0   IO-APIC   5-edge      virtio0-config',
          ` 10:        119          0   PCI-MSI 134463489-edge      ${driver}-enP1s15-TxRx-0`,
        ),
      ],
      expect: 'unknown guest: ? VS ? * VH',
    }),
  ),
  {
    name: 'Hyper-V by its modules, which load nowhere else',
    see: 'https://github.com/bargees/barge-os/pull/36',
    texts: [
      'Module                  Size  Used by\nhv_netvsc              40960  0\nhv_vmbus               65536  1 hv_netvsc\n',
    ],
    expect: 'hyperv guest: VH * * * P',
  },
  {
    name: 'VMware by its balloon',
    see: 'https://github.com/kellyjonbrazil/jc/tree/master/tests/fixtures',
    texts: ['Module                  Size  Used by\nvmw_balloon            24576  0\ne1000                 143360  0\n'],
    expect: 'vmware guest: * VS * * VS',
  },
  {
    name: 'Xen by its frontends',
    texts: ['Module                  Size  Used by\nxen_netfront           32768  0\nxen_blkfront           40960  2\n'],
    expect: 'xen *: * * * * P',
  },
]
