import { type Case, cpuid, cpuinfo, dmi, log, pci, REAL } from './machines.ts'
import { PARTS } from './parts.cases.ts'
import { THREADS } from './threads.cases.ts'

/** What people published of their machines, each reduced to the lines that decide and told in the least of words; `see` has the whole. */
export const POSTED: readonly Case[] = [
  {
    name: 'XenServer 6 tried out in VirtualBox: domain 0 by its own memory map, the board of VirtualBox by its ACPI tables',
    see: 'https://github.com/FlorianHeigl/xenserver-health',
    texts: [
      log(
        '2.6.32.43-0.4.1.xs1.8.0.835.170778xen',
        'Xen-provided machine memory map:',
        'Xen-provided physical RAM map:',
        ' Xen: 0000000000000000 - 000000002f800000 (usable)',
        'ACPI: RSDP 000e0000 00024 (v02 VBOX  )',
        'Switching to clocksource xen',
        'scsi0 : ahci',
        'scsi 0:0:0:0: Direct-Access     ATA      VBOX HARDDISK    1.0  PQ: 0 ANSI: 5',
        'sd 0:0:0:0: [sda] 41943040 512-byte logical blocks: (21.4 GB/20.0 GiB)',
        'e1000: eth0: e1000_probe: Intel(R) PRO/1000 Network Connection',
      ),
    ],
    expect: 'xen pv dom0: P VS P VS VS',
    layers: 'virtualbox xen pv',
  },
  {
    name: 'a card behind the Xen PCI frontend, whose MSI failed',
    see: 'https://elixir.bootlin.com/linux/latest/source/drivers/pci/xen-pcifront.c',
    texts: [
      log(
        '4.9.0',
        'e1000e 0000:00:00.0: Xen PCI frontend error: -22!',
        'e1000e 0000:00:00.0 eth0: Intel(R) PRO/1000 Network Connection',
      ),
    ],
    expect: 'xen pv/pvh-v1 domU: ? P * ? *',
  },
  {
    name: 'a PV guest to which xl passed a PCI device',
    see: 'https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/drivers/pci/xen-pcifront.c',
    texts: [
      log(
        '5.10.0',
        'Booting paravirtualized kernel on Xen',
        'Xen version: 4.14.5 (preserve-AD)',
        'PCI: setting up Xen PCI frontend stub',
        'pcifront pci-0: Installing PCI frontend',
        'pcifront pci-0: Creating PCI Frontend Bus 0000:00',
      ),
    ],
    expect: 'xen pv domU: P P P ? ?',
  },
  {
    name: 'a PV domain 0 on a laptop with UEFI, whose kernel finds no DMI but ACPI tables',
    see: 'https://github.com/lwapet/linux_dynamic_numa',
    texts: [
      log(
        '4.9.0',
        'Xen: [mem 0x0000000000000000-0x000000000009dfff] usable',
        'DMI not present or invalid.',
        'ACPI: RSDP 0x00000000000F0000 000024 (v02 _ASUS_)',
        'Booting paravirtualized kernel on Xen',
        'clocksource: Switched to clocksource xen',
        'r8169 0000:03:00.2 eth0: RTL8411 at 0xffffc900406a9000, IRQ 59',
      ),
    ],
    expect: 'xen pv dom0: P H P * H',
  },
  {
    name: 'a domain 0 that tells Xen about power states',
    see: 'https://github.com/lwapet/linux_dynamic_numa',
    texts: [log('4.9.0', 'Booting paravirtualized kernel on Xen', 'xen_acpi_processor: Uploading Xen processor PM info')],
    expect: 'xen pv dom0: P H P * *',
  },
  {
    name: 'linuxkit in HyperKit: drivers for Hyper-V that are built in say so on bhyve too',
    see: 'https://github.com/maxmengtor/webdns',
    texts: [
      log(
        '5.10.25-linuxkit',
        'DMI:  BHYVE, BIOS 1.00 03/14/2014',
        'hv_vmbus: registering driver hyperv_fb',
        'hv_vmbus: registering driver hv_netvsc',
        'virtio_blk virtio1: [vda] 536870912 512-byte logical blocks (275 GB/256 GiB)',
        'clocksource: Switched to clocksource tsc',
      ),
    ],
    expect: 'bhyve guest: VH VS * P *',
  },
  {
    name: 'one log, first of a board that runs Linux itself, then of a guest of Xen on it: the last boot counts',
    see: 'https://github.com/gautamMalu/rootfs_xen_arndale',
    texts: [
      [
        'Jan  1 00:00:05 arndale kernel: [    0.000000] Linux version 3.10.37-linaro-arndale (gcc version 4.8.3) #1 SMP',
        'Jan  1 00:00:05 arndale kernel: [    0.000000] CPU: ARMv7 Processor [410fc0f4] revision 4 (ARMv7), cr=10c5387d',
        'Jan  1 00:00:05 arndale kernel: [    2.899000] mmcblk0: mmc0:0001 M8G1WA 7.28 GiB',
        'Jan  1 00:00:05 arndale kernel: [    3.796361] EXT4-fs (mmcblk0p3): mounted filesystem with ordered data mode',
        'Jan  1 00:00:09 xenvm kernel: [    0.000000] Linux version 3.17.0 (gcc version 4.8.3) #2 SMP',
        'Jan  1 00:00:09 xenvm kernel: [    0.000000] CPU: ARMv7 Processor [412fc0f4] revision 4 (ARMv7), cr=10c5387d',
        'Jan  1 00:00:09 xenvm kernel: [    0.022212] Xen 4.5 support found, events_irq=31 gnttab_frame=0x38000000',
        'Jan  1 00:00:09 xenvm kernel: [    0.724695] blkfront: xvda: flush diskcache: enabled; indirect descriptors: enabled;',
        '',
      ].join('\n'),
    ],
    expect: 'xen domU: VH * * P *',
  },
  {
    name: 'EC2 m4: the IDE controller of its board is listed, the disk that is used is not on that bus',
    see: 'https://github.com/Manouchehri/aws-m4.2xlarge',
    texts: [
      '00:00.0 0600: 8086:1237 (rev 02)\n00:01.1 0101: 8086:7010 (prog-if 80 [Master])\n\tKernel driver in use: ata_piix\n00:03.0 0200: 8086:10ed (rev 01)\n\tKernel driver in use: ixgbevf\n00:1f.0 ff80: 5853:0001 (rev 01)\n',
    ],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm domU: VH VS * ? VH',
  },
  {
    name: 'EC2 g2: the same from a listing without numbers',
    see: 'https://github.com/Manouchehri/aws-g2.2xlarge',
    texts: [
      '00:00.0 Host bridge: Intel Corporation 440FX - 82441FX PMC [Natoma] (rev 02)\n00:01.1 IDE interface: Intel Corporation 82371SB PIIX3 IDE [Natoma/Triton II]\n00:1f.0 Class ff80: XenSource, Inc. Xen Platform Device (rev 01)\n',
    ],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm domU: VH VS * ? *',
  },
  {
    name: 'a plain HVM guest uses the controller that is listed',
    texts: [
      '00:01.1 0101: 8086:7010 (prog-if 80 [Master])\n\tKernel driver in use: ata_piix\n00:1f.0 ff80: 5853:0001 (rev 01)\n',
      'root=/dev/sda1 ro nopv\n',
    ],
    expect: 'xen hvm domU: VH VS * VS *',
  },
  {
    name: 'Hyper-V generation 1: the IDE controller is listed, the synthetic driver may have taken its disks',
    texts: [
      '00:00.0 Host bridge [0600]: Intel Corporation 440BX/ZX/DX - 82443BX/ZX/DX Host bridge [8086:7192] (rev 03)\n00:07.1 IDE interface [0101]: Intel Corporation 82371AB/EB/MB PIIX4 IDE [8086:7111] (rev 01)\n',
      'Architecture:          x86_64\nCPU(s):                2\nByte Order:            Little Endian\nHypervisor vendor:     Microsoft\nVirtualization type:   full\n',
    ],
    expect: 'hyperv guest: VH * * ? *',
  },
  {
    name: 'an old PV guest by lscpu alone: the flags that Xen hides from PV kernels are missing',
    see: 'https://github.com/chef/ohai/tree/main/spec/data/plugins',
    texts: [
      'Architecture:          x86_64\nCPU(s):                4\nByte Order:            Little Endian\nHypervisor vendor:     Xen\nVirtualization type:   para\nFlags:                 fpu de tsc msr pae cx8 sep cmov pat clflush mmx nx lm hypervisor lahf_lm\n',
    ],
    expect: 'xen pv domU: P P P * *',
  },
  {
    name: 'a XenServer guest with the kernel of RHEL 6, whose banner names nothing',
    see: 'https://github.com/speed47/spectre-meltdown-checker/issues/163',
    texts: ['Booting paravirtualized kernel\nXen HVM callback vector for event delivery is enabled\n'],
    expect: 'xen pvhvm domU: VH * P * *',
  },
  {
    name: 'a 64-bit guest of VirtualBox by its log: only 64-bit kernels have a zone DMA32',
    see: 'https://github.com/SS67/vagrantDevops',
    texts: [
      log(
        '3.13.0-32-generic',
        'DMI: innotek GmbH VirtualBox/VirtualBox, BIOS VirtualBox 12/01/2006',
        '  DMA32    [mem 0x01000000-0xffffffff]',
      ),
    ],
    expect: 'virtualbox guest: VH VS * * *',
  },
  {
    name: 'a board of SolidRun whose firmware is built from EDK II is not for that a virtual one',
    see: 'https://github.com/linuxhw/DMI',
    texts: [
      '# dmidecode 3.4\nBIOS Information\n\tVendor: EFI Development Kit II / SolidRun\n\tVersion: EDK II\nSystem Information\n\tManufacturer: SolidRun Ltd.\n\tProduct Name: SolidRun CEX7 Platform\n',
    ],
    expect: 'unknown: * ? * * *',
  },
  {
    name: 'CPUID as older AIDA64 printed it: a root partition of Hyper-V',
    see: 'https://github.com/InstLatx64/InstLatx64',
    texts: [
      'CPUID 00000001  \t00606C1F-00100800-FFFA3203-178BFBFF\nCPUID 40000000  \t4000000B-7263694D-666F736F-76482074\nCPUID 40000003  \t0000BFFF-002BB9FF-00000022-E0BED7B2\n',
    ],
    expect: 'hyperv host: VH H * * *',
  },
  {
    name: 'CPUID as hwloc-gather-cpuid and x86info write it',
    see: 'https://github.com/open-mpi/hwloc/tree/master/tests/hwloc/x86',
    texts: [
      '# mask e[abcd]x => e[abcd]x\n1 0 0 0 0 => 16 756e6547 6c65746e 49656e69\n1 1 0 0 0 => 50654 400800 fffefbff bfebfbff\n1 40000000 0 0 0 => 40000001 4b4d564b 564b4d56 4d\n',
      'eax in: 0x00000001, eax = 000306f2 ebx = 00100800 ecx = fffa3203 edx = 178bfbff\neax in: 0x40000000, eax = 40000001 ebx = 4b4d564b ecx = 564b4d56 edx = 0000004d\n',
    ],
    expect: 'kvm guest: VH VS * * *',
  },
  {
    name: 'a mode that is not settled proves nothing that hangs on it: this may be a PVH domain 0',
    files: { 'cpuid-raw.txt': cpuid(['XenVMMXenVMM']) },
    texts: [log('6.1.0', 'Hypervisor detected: Xen HVM')],
    expect: 'xen pvhvm/pvh: VH * * * *',
  },
  {
    name: 'a PVH domain 0: the tables are those of the board, which no other PVH domain is given',
    see: 'https://lore.kernel.org/xen-devel/',
    texts: [
      log(
        '6.19.0',
        'DMI: ASUS System Product Name/ROG CROSSHAIR VIII DARK HERO, BIOS 5003 10/07/2023',
        'ACPI: RSDP 0x00000000000F05B0 000024 (v02 ALASKA)',
        'Booting kernel on Xen PVH',
        'Xen version: 4.21.1',
        'xen:events: Xen HVM callback vector for event delivery is enabled',
      ),
    ],
    expect: 'xen pvh dom0: VH H P * *',
  },
  {
    name: 'a gVisor sandbox, whose kernel is a program of its own',
    see: 'https://gvisor.dev/docs/user_guide/quick_start/docker/',
    texts: ['[    0.000000] Starting gVisor...\n[    0.354495] Daemonizing children...\n'],
    expect: 'unknown gvisor: ? ? ? ? ?',
  },
  {
    name: 'the same by its release',
    files: { 'proc/version': 'Linux version 4.19.0-gvisor #1 SMP Sun Jan 10 15:06:54 PST 2016\n' },
    expect: 'unknown gvisor: ? ? ? ? ?',
  },
  {
    name: 'a Kata pod in Cloud Hypervisor: the guest is seen, and what it is for',
    see: 'https://github.com/kata-containers/kata-containers',
    texts: [
      log(
        '6.12.60',
        'Command line: root=/dev/pmem0p1 ro rootfstype=ext4 panic=1 systemd.unit=kata-containers.target',
        'DMI: Cloud Hypervisor cloud-hypervisor, BIOS 0',
        'Hypervisor detected: KVM',
        'ACPI: RSDP 0x00000000000A0000 000024 (v02 CLOUDH)',
      ),
    ],
    expect: 'kvm guest cloud-hypervisor kata: VH VS * * *',
  },
  {
    name: 'WSL 2 by its boot log',
    see: 'https://github.com/microsoft/WSL2-Linux-Kernel',
    texts: [
      log(
        '5.15.133.1-microsoft-standard-WSL2',
        'DMI not present or invalid.',
        'Hypervisor detected: Microsoft Hyper-V',
        'hv_vmbus: Vmbus version:5.3',
        'clocksource: Switched to clocksource hyperv_clocksource_tsc_page',
        'scsi host0: storvsc_host_t',
        'sd 0:0:0:0: [sda] 710264 512-byte logical blocks: (364 MB/347 MiB)',
      ),
    ],
    expect: 'hyperv guest wsl: VH VS P P *',
  },
  {
    name: 'POWER: the log of a machine that PAPR describes does not say who runs it',
    see: 'https://lore.kernel.org/linuxppc-dev/',
    texts: [log('5.13.0', 'Using pSeries machine description', 'Partition configured for 16 cpus.')],
    expect: 'unknown guest: ? ? ? * *',
  },
  {
    name: 'POWER: newer firmware says it',
    see: 'https://git.kernel.org/torvalds/c/541229707970ff2ad3f7705b1dbd025d7cc9bc48',
    texts: [
      log(
        '6.8.0',
        'Hardware name: IBM,9080-HEX POWER10 (raw) 0x800200 0xf000006 of:IBM,FW1050.00 (NH1050_030) hv:phyp pSeries',
      ),
    ],
    expect: 'powervm guest: ? ? ? * *',
  },
  {
    name: 'POWER: KVM by the same line',
    see: 'https://git.kernel.org/torvalds/c/541229707970ff2ad3f7705b1dbd025d7cc9bc48',
    texts: [
      log(
        '6.8.0',
        'Hardware name: IBM pSeries (emulated by qemu) POWER9 (raw) 0x4e1202 0xf000005 of:SLOF,HEAD hv:linux,kvm pSeries',
      ),
    ],
    expect: 'kvm guest: * * * * *',
  },
  {
    name: "ACRN's Service VM, which has the board and serves the others",
    see: 'https://projectacrn.github.io/latest/getting-started/getting-started.html',
    texts: [log('5.4.43', 'Hypervisor detected: ACRN', 'ACRN HVLog: Initialized hvlog module with 4 cpu')],
    expect: 'acrn host: VH H * * *',
  },
  {
    name: 'a Raspberry Pi by its log: a real board in the device tree',
    see: 'https://github.com/AncestorsPride/Degree-Project',
    texts: [
      log('5.4.0-1035-raspi', 'OF: fdt: Machine model: Raspberry Pi 3 Model B Plus Rev 1.3', 'CPU: All CPU(s) started at EL2'),
    ],
    expect: 'none: H H H * *',
  },
  {
    name: 'the board that monitors on KVM and QEMU make up for the device tree is no real one',
    texts: [log('5.4.0', 'OF: fdt: Machine model: linux,dummy-virt')],
    expect: 'unknown guest: ? VS ? * *',
  },
  {
    name: 'an Arm server by its firmware tables and its PCI functions',
    see: 'https://github.com/open-mpi/hwloc/tree/master/tests/hwloc/linux',
    files: {
      ...dmi('NVIDIA', 'NVIDIA_DGX_Spark'),
      ...pci('0000:00:00.0', '10de:22ce', '60400', 'pcieport'),
      ...pci('0000:01:00.0', '15b3:1021', '20000', 'mlx5_core'),
      'proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd sve2\nCPU implementer\t: 0x41\n',
    },
    expect: 'none: H H H * H',
  },
  {
    name: 'Parallels on Arm: its AHCI controller is on no PCI bus, and nobody gives it a real one',
    see: 'https://github.com/Felix10R/test_module',
    texts: [
      log(
        '5.15.0',
        'DMI: Parallels International GmbH. Parallels ARM Virtual Machine/Parallels ARM Virtual Platform, BIOS 19.1.0 Wed, 20 Sep 2023',
        'scsi host0: ahci',
        'scsi 0:0:0:0: Direct-Access     ATA      Ubuntu Linux-0 S 6Q6M PQ: 0 ANSI: 5',
        'sd 0:0:0:0: [sda] 134217728 512-byte logical blocks: (68.7 GB/64.0 GiB)',
      ),
    ],
    expect: 'parallels guest: VH VS * VS *',
  },
  {
    name: 'a listing without numbers: virtio by name',
    see: 'https://github.com/tnear/linux',
    texts: [
      '00:00.0 Host bridge: Intel Corporation 440FX - 82441FX PMC [Natoma] (rev 02)\n00:03.0 Ethernet controller: Red Hat, Inc. Virtio network device\n01:00.0 SCSI storage controller: Red Hat, Inc. Virtio SCSI\n',
    ],
    expect: 'unknown guest: ? * ? P P',
  },
  {
    name: 'a whole machine of Google Compute Engine, whose firmware names the cloud as its guests do',
    see: 'https://cloud.google.com/compute/docs/instances/bare-metal-instances',
    files: { ...dmi('Google', 'Google Compute Engine', { bios_vendor: 'Google' }), ...cpuinfo(REAL) },
    expect: 'none gcp: H H H * *',
  },
  {
    name: 'Cloud Hypervisor by its board alone',
    files: dmi('Cloud Hypervisor', 'cloud-hypervisor'),
    expect: 'kvm guest cloud-hypervisor: VH VS * * *',
  },
  {
    name: 'VirtualBox with its minimal interface',
    files: { 'cpuid-vendor.txt': 'VBoxVBoxVBox' },
    expect: 'virtualbox guest: * VS * * *',
  },
  {
    name: 'a MegaRAID in a KVM guest may be emulated or given to it',
    files: { 'cpuid-raw.txt': cpuid(['KVMKVMKVM']) },
    texts: ['00:05.0 0104: 1000:0060\n\tKernel driver in use: megaraid_sas\n'],
    expect: 'kvm guest: VH VS * ? *',
  },
  {
    name: "bhyve's NVMe",
    files: { 'cpuid-raw.txt': cpuid(['bhyve bhyve ']) },
    texts: ['00:04.0 0108: fb5d:0a0a\n\tKernel driver in use: nvme\n'],
    expect: 'bhyve guest: VH VS * VS *',
  },
  {
    name: 'a PV domain with an AHCI controller that may be dom0 or have it passed through',
    texts: [
      log(
        '5.4.0',
        'Booting paravirtualized kernel on Xen',
        'Xen version: 4.13.4 (preserve-AD)',
        'ahci 0000:00:1f.2: AHCI 0001.0200 32 slots',
        'scsi host0: ahci',
        'sd 0:0:0:0: [sda] 976773168 512-byte logical blocks',
        'r8169 0000:04:00.0 eth0: RTL8168b/8111b, XID 380, IRQ 32',
      ),
    ],
    expect: 'xen pv: P ? P ? ?',
  },
  {
    name: 'Hyper-V enlightenments on Xen, which an old kernel finds first: it has no callback vector',
    texts: [log('3.10.17', 'DMI: Xen HVM domU, BIOS 4.1.5 11/28/2013', 'Hypervisor detected: Microsoft HyperV')],
    expect: 'xen hvm/hvm-pv-drivers domU: VH VS VS ? ?',
  },
  {
    name: 'a log that ends early: the root disk is xvda, whatever else was passed through',
    texts: [
      log(
        '5.10.0',
        'Command line: root=/dev/xvda1 ro',
        'Hypervisor detected: Xen PV',
        'ACPI in unprivileged domain disabled',
        'pci 0000:00:00.0: [144d:a809] type 00 class 0x010802',
      ),
    ],
    expect: 'xen pv domU: P P P P ?',
  },
  {
    name: 'a log that ends early: the root disk was not seen, and the other disk does not decide',
    texts: [
      log(
        '5.10.0',
        'Command line: root=/dev/sda2 ro',
        'Hypervisor detected: KVM',
        'virtio_blk virtio1: [vda] 4194304 512-byte logical blocks',
      ),
    ],
    expect: 'kvm guest: VH VS * ? *',
  },
  {
    name: 'a log that ends before the disk: its name is virtio-blk, and the NIC was passed through',
    texts: [
      log(
        '5.10.0',
        'Command line: root=/dev/vda1 ro',
        'Hypervisor detected: KVM',
        'pci 0000:00:05.0: [10ec:8168] type 00 class 0x020000',
      ),
    ],
    expect: 'kvm guest: VH VS * P VH',
  },
  {
    name: 'a PV guest with a SATA controller: nothing is emulated for it, so the controller was passed through',
    texts: [
      log(
        '5.10.0',
        'Hypervisor detected: Xen PV',
        'ACPI in unprivileged domain disabled',
        'pci 0000:00:00.0: [8086:2922] type 00 class 0x010601',
      ),
    ],
    expect: 'xen pv domU: P P P VH ?',
  },
  {
    name: 'lscpu | grep for the hypervisor in dom0',
    texts: ['Hypervisor vendor:     Xen\nVirtualization type:   none\n'],
    expect: 'xen * dom0: ? H * ? ?',
  },
  {
    name: 'a trace of a PV kernel with the printk levels before its lines: the code segment is that of PV',
    texts: [
      '<1>IP: [<ffffffff812a588f>] notify_remote_via_irq+0x13/0x34\n<4>Modules linked in: nfs(U) xen_netfront(U) xen_blkfront(U)\nRIP: e030:[<ffffffff812a588f>] notify_remote_via_irq+0x13/0x34\n',
    ],
    expect: 'xen pv: P ? P ? P',
  },
  {
    name: 'dom0 on Arm: its backend serves a guest with the interface of Arm',
    texts: [
      '[  261.579819] xen-blkback: backend/vbd/3/768: using 1 queues, protocol 1 (arm-abi) persistent grants\n',
      'Name                                        ID   Mem VCPUs      State   Time(s)\nDomain-0                                     0  1024     1     r-----     391.0\n',
    ],
    expect: 'xen dom0: VH H ? ? ?',
  },
  {
    name: 'an oops without time stamps: the board in its own line, and the disk',
    texts: [
      'blkfront: xvda: barrier or flush: disabled; persistent grants: enabled; indirect descriptors: enabled\nCPU: 44 PID: 375 Comm: kworker Not tainted 5.10.201-191.748.amzn2.x86_64 #1\nHardware name: Xen HVM domU, BIOS 4.11.amazon 08/24/2006\n',
    ],
    expect: 'xen * domU aws: VH VS ? P ?',
  },
  {
    name: 'the pSeries machine with a virtio disk is QEMU, whatever NIC it has',
    texts: [
      log(
        '6.1.0',
        'Using pSeries machine description',
        'virtio_blk virtio0: [vda] 41943040 512-byte logical blocks',
        'ibmveth 30000002 eth0: renamed from net0',
      ),
    ],
    expect: 'unknown guest: ? ? ? P P',
  },
  {
    name: 'a virtual function beside its physical function, by their names alone',
    texts: [
      '17:00.0 Ethernet controller: Intel Corporation Ethernet Controller E810-C for QSFP (rev 02)\n17:01.0 Ethernet controller: Intel Corporation Ethernet Adaptive Virtual Function (rev 02)\n',
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: "systemd's verdict in a line of the journal",
    texts: ['Jan 02 10:00:00 vm systemd[1]: Detected virtualization vmware.\n'],
    expect: 'vmware guest: * VS * * *',
  },
  {
    name: 'Xen that could not build dom0',
    texts: [
      '(XEN) Xen version 4.18.0 (build)\n(XEN) Command line: dom0=pvh dom0_mem=4G\n(XEN) *** Building a PVH Dom0 ***\n(XEN) Panic on CPU 0:\n(XEN) Could not construct domain 0\n',
    ],
    expect: 'xen: ? ? ? ? ?',
  },
  {
    name: 'a PVH dom0 of a Xen that runs in QEMU: no KVM that emulates Xen has one',
    texts: [
      log(
        '6.6.0',
        'DMI: QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.2 04/01/2014',
        'Hypervisor detected: Xen HVM',
        'Booting paravirtualized kernel on Xen PVH',
        'xen:events: Xen HVM callback vector for event delivery is enabled',
      ),
    ],
    expect: 'xen pvh dom0: VH VS P ? ?',
    layers: 'qemu xen pvh',
  },
  {
    name: 'Xen on Arm by the GIC rows and the daemons of dom0',
    files: {
      'proc/interrupts':
        '           CPU0\n  0:         92   xen-dyn     Edge    -event     xenbus\n 11:      18084     GICv3  27 Level     arch_timer\n 37:         17   ITS-MSI 524288 Edge      nvme0q0\n 42:          3  xen-dyn-lateeoi     Edge    -event     evtchn:xenstored\n',
    },
    expect: 'xen dom0: VH H P H ?',
  },
  {
    name: 'a host by the physical function beside its virtual function',
    texts: [
      '02:00.0 Ethernet controller [0200]: Intel Corporation I350 Gigabit Network Connection [8086:1521] (rev 01)\n\tKernel driver in use: igb\n02:10.0 Ethernet controller [0200]: Intel Corporation I350 Ethernet Controller Virtual Function [8086:1520] (rev 01)\n\tKernel driver in use: igbvf\n',
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'an emulated NIC beside a virtual function: neither is known to have the route',
    texts: [
      '00:03.0 SCSI storage controller: XenSource, Inc. Xen Platform Device (rev 01)\n00:04.0 Ethernet controller: Realtek Semiconductor Co., Ltd. RTL-8139/8139C/8139C+ (rev 20)\n00:05.0 Ethernet controller: Intel Corporation 82599 Ethernet Controller Virtual Function (rev 01)\n',
    ],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm domU: VH VS ? ? ?',
  },
  {
    name: "VirtualBox by systemd's verdict below KVM's interface",
    texts: [log('5.15.0', 'Booting paravirtualized kernel on KVM', 'systemd[1]: Detected virtualization oracle.')],
    expect: 'virtualbox guest: * VS * * *',
  },
  {
    name: 'an LPAR by its devices alone',
    texts: [log('5.14.0', 'ibmveth 30000002 net0: renamed from eth0', 'scsi host0: IBM POWER Virtual SCSI Adapter 1.5.9')],
    expect: 'powervm guest: ? ? ? P P',
  },
  {
    name: 'a trace of a guest with its modules',
    texts: ['Modules linked in: xen_netfront xen_blkfront ext4(F) [last unloaded: scsi_wait_scan]\n'],
    expect: 'xen: ? ? ? ? P',
  },
  {
    name: "lspci without numbers: the subsystem is XenSource's",
    texts: [
      '00:01.1 IDE interface: Intel Corporation 82371SB PIIX3 IDE [Natoma/Triton II]\n\tSubsystem: XenSource, Inc. 82371SB PIIX3 IDE [Natoma/Triton II]\n\tKernel driver in use: ata_piix\n',
    ],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm domU: VH VS ? ? ?',
  },
  {
    name: 'a cloud whose board is the same for guests and bare metal, and a kernel that found no hypervisor',
    texts: [
      log(
        '6.8.0',
        'DMI: Google Google Compute Engine/Google Compute Engine, BIOS Google 03/27/2024',
        'Booting paravirtualized kernel on bare hardware',
      ),
    ],
    expect: 'unknown gcp: ? * ? ? ?',
  },
  {
    name: 'Windows with PV drivers on EC2, by systeminfo',
    texts: [
      'Host Name:                 WEB\nOS Name:                   Microsoft Windows Server 2012 R2 Standard\nSystem Manufacturer:       Xen\nSystem Model:              HVM domU\nNetwork Card(s):           1 NIC(s) Installed.\n                           [01]: AWS PV Network Device\n',
    ],
    expect: 'xen hvm-pv-drivers domU: VH VS VS ? P',
  },
  ...PARTS,
  ...THREADS,
]
