import {
  type Case,
  card,
  clock,
  cpuid,
  cpuinfo,
  disk,
  dmi,
  GUEST,
  log,
  netvsc,
  PV,
  pci,
  pciCard,
  pciNvme,
  REAL,
  root,
  route,
  storvsc,
  vbd,
  vif,
  virtioBlk,
  virtioNet,
  xen,
} from './machines.ts'

const EC2_XEN = dmi('Xen', 'HVM domU', { bios_vendor: 'Xen', bios_version: '4.11.amazon' })
const QEMU = dmi('QEMU', 'Standard PC (i440FX + PIIX, 1996)', { bios_vendor: 'SeaBIOS' })
const HYPERV = dmi('Microsoft Corporation', 'Virtual Machine', { bios_vendor: 'American Megatrends Inc.' })
const AZURE = dmi('Microsoft Corporation', 'Virtual Machine', { chassis_asset_tag: '7783-7084-3265-9085-8269-3286-77' })
const EVENTS =
  '           CPU0\n 48:     4000  xen-percpu    -virq      timer0\n 50:     100  xen-dyn    -event     xenbus\n 60:    900  xen-dyn    -event     eth0\nLOC:          0   Local timer interrupts\n'
const ARM = { 'proc/cpuinfo': 'processor\t: 0\nFeatures\t: fp asimd\nCPU implementer\t: 0x41\n', 'uname-m.txt': 'aarch64\n' }

/** Stacks that issue trackers and clouds are full of, each with what somebody who knows it would conclude. */
export const STACKS: readonly Case[] = [
  // Xen
  {
    name: 'Xen on KVM: features bit 1, the board of QEMU',
    files: { ...xen('00000707', 'HVM'), ...QEMU, ...clock('xen'), 'proc/interrupts': EVENTS, ...vif },
    expect: 'kvm guest: VH VS P * P',
  },
  {
    name: 'EC2 PV: t1.micro',
    texts: [
      log(
        '3.2.0-40-virtual',
        'Command line: root=LABEL=cloudimg-rootfs ro console=hvc0',
        'ACPI in unprivileged domain disabled',
        'Booting paravirtualized kernel on Xen',
        'Xen version: 3.4.3.amazon (preserve-AD)',
        'Xen: using vcpuop timer interface',
        'Switching to clocksource xen',
        'blkfront: xvda1: barriers enabled',
        'Initialising Xen virtual ethernet driver.',
      ),
    ],
    expect: 'xen pv domU aws: P P P P *',
  },
  {
    name: 'EC2 PVHVM with ixgbevf: C3, enhanced networking',
    files: {
      ...EC2_XEN,
      ...xen('00002705', 'HVM'),
      ...clock('xen'),
      'proc/interrupts': EVENTS,
      ...vbd,
      ...pciCard('eth0', '8086:10ed', 'ixgbevf'),
      ...pci('0000:00:1f.0', '5853:0001', 'ff8000', 'xen-platform-pci'),
      ...root('xvda'),
      ...route('eth0'),
    },
    expect: 'xen pvhvm domU aws: VH VS P P VH',
  },
  {
    name: 'EC2 i3: ENA and NVMe beside an xvda root',
    files: {
      ...EC2_XEN,
      ...xen('00002705', 'HVM'),
      'proc/interrupts': EVENTS.replace('eth0', 'xenbus'),
      ...vbd,
      ...pciNvme('nvme0n1', '1d0f:cd01'),
      ...pciCard('ens3', '1d0f:ec20', 'ena'),
      ...root('xvda'),
      ...route('ens3'),
    },
    expect: 'xen pvhvm domU aws: VH VS P P VH',
  },
  {
    name: 'PVH dom0: the log says Xen HVM, the board is real',
    files: {
      ...xen('001d2b05', 'PVH'),
      ...dmi('ASUSTeK COMPUTER INC.', 'Pro WS TRX50-SAGE WIFI'),
      'proc/xen/capabilities': 'control_d\n',
    },
    texts: [log('6.12.0', 'Hypervisor detected: Xen HVM', 'Booting kernel on Xen PVH')],
    expect: 'xen pvh dom0: VH H * * *',
  },
  {
    name: 'dom0 nested in Hyper-V',
    files: { ...xen('00002ce0', 'PV'), 'proc/xen/capabilities': 'control_d\n', ...HYPERV },
    expect: 'xen pv dom0: P VS * * *',
    layers: 'hyperv xen pv',
  },
  {
    name: 'dom0 nested in QEMU',
    files: { ...xen('000228f0', 'PV'), 'proc/xen/capabilities': 'control_d\n', ...QEMU },
    expect: 'xen pv dom0: P VS * * *',
    layers: 'qemu xen pv',
  },
  {
    name: 'a PV kernel of which nothing says whether it is domain 0: its board may be real',
    texts: [log('5.10.0', 'Booting paravirtualized kernel on Xen', 'Xen version: 4.14.5 (preserve-AD)')],
    expect: 'xen pv: P ? P * *',
  },
  {
    name: 'XCP-ng guest by its device id',
    files: { ...xen('00012705', 'HVM'), ...dmi('Xen', 'HVM domU'), ...pci('0000:00:03.0', '5853:c200', 'ff8000') },
    expect: 'xen pvhvm domU xcp-ng: VH VS * * *',
  },
  {
    name: 'HVM with an emulated card still in use beside PV disks (unplug off)',
    files: {
      ...xen('00002705', 'HVM'),
      ...dmi('Xen', 'HVM domU'),
      'proc/interrupts': EVENTS.replace('eth0', 'xenbus'),
      ...vbd,
      ...pciCard('eth0', '10ec:8139', '8139cp'),
      ...root('xvda'),
      ...route('eth0'),
    },
    expect: 'xen pvhvm domU: VH VS P P VS',
  },
  {
    name: 'Xen on Arm',
    files: {
      ...ARM,
      'sys/hypervisor/type': 'xen\n',
      'sys/hypervisor/guest_type': 'Xen\n',
      'proc/device-tree/hypervisor/compatible': 'xen,xen-4.17\0xen,xen\0',
      ...vbd,
      ...vif,
    },
    expect: 'xen domU: VH * * P P',
  },
  {
    name: 'the first PVH',
    files: { ...xen('0000030d'), ...vbd },
    texts: [log('3.19.0', 'Booting paravirtualized kernel with PVH extensions on Xen', 'Xen version: 4.4.1')],
    expect: 'xen pvh-v1 domU: VH P * P *',
  },
  {
    name: 'Qubes PV guest with a passed-through card',
    files: { ...xen('000020e0', 'PV'), ...cpuinfo(PV), ...vbd, ...pciCard('ens6', '8086:15d8', 'e1000e'), ...route('ens6') },
    expect: 'xen pv domU: P P * P VH',
  },
  // KVM
  {
    name: 'QEMU q35 with virtio',
    files: {
      ...dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'),
      ...cpuinfo(GUEST),
      ...clock('kvm-clock'),
      ...virtioBlk,
      ...virtioNet,
      ...root('vda1'),
      ...route('eth0'),
    },
    expect: 'kvm guest: VH VS P P P',
  },
  {
    name: 'QEMU with IDE and e1000: virtualized, nothing paravirtual but the clock',
    files: {
      ...QEMU,
      ...cpuinfo(GUEST),
      ...clock('kvm-clock'),
      ...pciCard('ens3', '8086:100e', 'e1000'),
      ...pci('0000:00:01.1', '8086:7010', '10180', 'ata_piix'),
      ...disk('sda', 'pci0000:00/0000:00:01.1/ata1/host0/target0:0:0/0:0:0:0'),
    },
    expect: 'kvm guest: VH VS P VS VS',
  },
  {
    name: 'QEMU without KVM',
    files: { ...QEMU, ...cpuinfo(GUEST, 'QEMU TCG CPU version 2.5+'), 'cpuid-raw.txt': cpuid(['TCGTCGTCGTCG']), ...virtioNet },
    expect: 'qemu-tcg guest: VS VS VS * P',
  },
  {
    name: 'QEMU Virtual CPU alone proves nothing: KVM shows it as well',
    files: { ...QEMU, ...cpuinfo(GUEST, 'QEMU Virtual CPU version 2.5+') },
    expect: 'unknown guest: * VS * * *',
  },
  {
    name: 'PVM: a KVM guest whose page tables are paravirtual',
    texts: [
      log(
        '6.7.0-pvm',
        'Hypervisor detected: KVM',
        'Kernel/User page tables isolation: force enabled on kvm pvm guest',
        'Booting paravirtualized kernel on KVM',
      ),
    ],
    expect: 'pvm guest: P VS * * *',
  },
  {
    name: 'Nitro: ENA and EBS',
    files: {
      ...dmi('Amazon EC2', 'm5.large', { bios_vendor: 'Amazon EC2' }),
      ...cpuinfo(GUEST),
      ...clock('kvm-clock'),
      ...pciCard('ens5', '1d0f:ec20', 'ena'),
      ...pciNvme('nvme0n1', '1d0f:8061'),
      ...root('nvme0n1p1'),
      ...route('ens5'),
    },
    expect: 'kvm guest aws: VH VS P VH VH',
  },
  {
    name: 'EC2 metal: the whole machine',
    files: {
      ...dmi('Amazon EC2', 'm5.metal', { bios_vendor: 'Amazon EC2' }),
      ...cpuinfo(REAL),
      ...clock('tsc'),
      ...pciCard('ens5', '1d0f:ec20', 'ena'),
      ...pciNvme('nvme0n1', '1d0f:8061'),
    },
    expect: 'none aws: H H H H H',
  },
  {
    name: 'Graviton metal',
    files: { ...dmi('Amazon EC2', 'a1.metal', { bios_vendor: 'Amazon EC2' }), ...ARM, ...pciCard('ens5', '1d0f:ec20', 'ena') },
    expect: 'none aws: H H H * H',
  },
  {
    name: 'Google Compute Engine with gVNIC and virtio-scsi',
    files: {
      ...dmi('Google', 'Google Compute Engine', { bios_vendor: 'Google' }),
      ...cpuinfo(GUEST),
      ...clock('kvm-clock'),
      ...pciCard('ens4', '1ae0:0042', 'gve'),
    },
    expect: 'kvm guest gcp: VH VS P * P',
  },
  {
    name: 'Alibaba Cloud',
    files: { ...dmi('Alibaba Cloud', 'Alibaba Cloud ECS'), ...cpuinfo(GUEST) },
    expect: 'kvm guest alibaba: VH VS * * *',
  },
  { name: 'Nutanix', files: { ...dmi('Nutanix', 'AHV'), ...cpuinfo(GUEST) }, expect: 'kvm guest nutanix: VH VS * * *' },
  {
    name: 'crosvm',
    texts: [
      log('5.15.0', 'DMI: ChromiumOS crosvm, BIOS 0', 'Hypervisor detected: KVM', 'Booting paravirtualized kernel on KVM'),
    ],
    expect: 'kvm guest crosvm: * VS * * *',
  },
  {
    name: 'KVM on Arm: QEMU virt',
    files: { ...ARM, 'proc/device-tree/compatible': 'linux,dummy-virt\0', ...virtioNet },
    texts: [log('6.1.0', 'smccc: KVM: hypervisor services detected (0x00000000 0x00000000 0x00000000 0x00000003)')],
    expect: 'kvm guest: VH VS * * P',
  },
  {
    name: 'KVM pseries guest on POWER',
    files: {
      'proc/cpuinfo':
        'processor\t: 0\ncpu\t\t: POWER9 (architected), altivec supported\n\nplatform\t: pSeries\nmodel\t\t: IBM pSeries (emulated by qemu)\nmachine\t\t: CHRP IBM pSeries (emulated by qemu)\n',
      'uname-m.txt': 'ppc64le\n',
      'proc/device-tree/hypervisor/compatible': 'linux,kvm\0',
    },
    expect: 'kvm guest: * * * * *',
  },
  {
    name: 'PowerVM partition',
    files: {
      'proc/cpuinfo':
        'processor\t: 0\ncpu\t\t: POWER9 (architected)\n\nplatform\t: pSeries\nmodel\t\t: IBM,9009-42A\nmachine\t\t: CHRP IBM,9009-42A\n',
      'proc/device-tree/ibm,partition-name': 'lpar1\0',
      'uname-m.txt': 'ppc64le\n',
    },
    expect: 'powervm guest: * * * * *',
  },
  {
    name: 'bare POWER',
    files: {
      'proc/cpuinfo': 'processor\t: 0\ncpu\t\t: POWER9, altivec supported\n\nplatform\t: PowerNV\nmodel\t\t: 9006-22P\n',
    },
    expect: 'none: H H H * *',
  },
  {
    name: 'z/VM',
    files: {
      'proc/sysinfo':
        'Manufacturer:         IBM\nLPAR Number:          5\nVM00 Name:            LINUX1\nVM00 Control Program: z/VM    7.2.0\n',
    },
    expect: 'zvm guest: VH * * * *',
  },
  {
    name: 'a partition of PR/SM',
    files: {
      'proc/sysinfo': 'Manufacturer:         IBM\nLPAR Number:          5\nLPAR Name:            L05\n',
      'proc/cpuinfo':
        'vendor_id       : IBM/S390\n# processors    : 1\nprocessor 0: version = 00,  identification = 279F25,  machine = 2817\n',
    },
    expect: 'lpar guest: VH * * * *',
  },
  {
    name: 'a partition whose listing may have lost the control program',
    files: { 'proc/sysinfo': 'Manufacturer:         IBM\nLPAR Number:          5\nLPAR Name:            L05\n' },
    expect: 'unknown: * * * * *',
  },
  {
    name: 'KVM on s390x',
    files: {
      'proc/sysinfo':
        'Manufacturer:         IBM\nLPAR Number:          5\nVM00 Name:            guest\nVM00 Control Program: KVM/Linux\n',
    },
    expect: 'kvm guest: VH * * * *',
  },
  // Hyper-V
  {
    name: 'Hyper-V generation 2',
    files: { ...HYPERV, ...cpuinfo(GUEST), ...clock('hyperv_clocksource_tsc_page'), ...netvsc, ...storvsc },
    expect: 'hyperv guest: VH VS P P P',
  },
  {
    name: 'Azure with a Mellanox function below netvsc, data path switched',
    files: {
      ...AZURE,
      ...cpuinfo(GUEST),
      ...storvsc,
      ...netvsc,
      ...pciCard('enP1s1', '15b3:1016', 'mlx5_core', '0001:00:02.0'),
      ...route('eth0'),
    },
    texts: [
      log(
        '5.15.0-1036-azure',
        'hv_netvsc 000d3a00-0001 eth0: VF slot 1 added',
        'hv_netvsc 000d3a00-0001 eth0: Data path switched to VF: enP1s1',
      ),
    ],
    expect: 'hyperv guest azure: VH VS * P VH',
  },
  {
    name: 'Azure that lost its function',
    files: { ...AZURE, ...cpuinfo(GUEST), ...netvsc, ...route('eth0') },
    texts: [
      log(
        '5.15.0-1036-azure',
        'hv_netvsc 000d3a00-0001 eth0: Data path switched to VF: enP1s1',
        'hv_netvsc 000d3a00-0001 eth0: Data path switched from VF: enP1s1',
      ),
    ],
    expect: 'hyperv guest azure: VH VS * * P',
  },
  {
    name: 'Azure with MANA',
    files: {
      ...AZURE,
      ...cpuinfo(GUEST),
      ...pciCard('enP30832s1', '1414:00ba', 'mana', '7870:00:00.0'),
      ...route('enP30832s1'),
    },
    expect: 'hyperv guest azure: VH VS * * VH',
  },
  {
    name: 'WSL 2',
    files: { 'proc/sys/kernel/osrelease': '5.15.90.1-microsoft-standard-WSL2\n', ...cpuinfo(GUEST), ...clock('tsc') },
    expect: 'hyperv guest wsl: VH VS * * *',
  },
  {
    name: 'the root partition of Hyper-V',
    files: {
      ...dmi('Dell Inc.', 'PowerEdge R650'),
      ...cpuinfo(GUEST),
      'cpuid-raw.txt': cpuid(
        ['Microsoft Hv'],
        '   0x40000003 0x00: eax=0x00003fff ebx=0x00000001 ecx=0x00000000 edx=0x00000000\n',
      ),
    },
    expect: 'hyperv host: VH H * * *',
  },
  // Others
  {
    name: 'VMware with pvscsi and vmxnet3',
    files: {
      ...dmi('VMware, Inc.', 'VMware Virtual Platform'),
      ...cpuinfo(GUEST),
      ...clock('tsc'),
      ...pciCard('ens192', '15ad:07b0', 'vmxnet3'),
      ...pci('0000:03:00.0', '15ad:07c0', '10700', 'vmw_pvscsi'),
      ...disk('sda', 'pci0000:00/0000:03:00.0/host0/target0:0:0/0:0:0:0'),
    },
    expect: 'vmware guest: VH VS * P P',
  },
  {
    name: 'VMware with e1000 and LSI Logic',
    files: {
      ...dmi('VMware, Inc.', 'VMware Virtual Platform'),
      ...cpuinfo(GUEST),
      ...pciCard('ens33', '8086:100f', 'e1000'),
      ...pci('0000:00:10.0', '1000:0030', '10000', 'mptspi'),
      ...disk('sda', 'pci0000:00/0000:00:10.0/host2/target2:0:0/2:0:0:0'),
    },
    expect: 'vmware guest: VH VS * VS VS',
  },
  {
    name: 'VirtualBox with AHCI and e1000',
    files: {
      ...dmi('innotek GmbH', 'VirtualBox'),
      ...cpuinfo(GUEST),
      ...pciCard('enp0s3', '8086:100e', 'e1000'),
      ...pci('0000:00:0d.0', '8086:2829', '10601', 'ahci'),
      ...disk('sda', 'pci0000:00/0000:00:0d.0/ata3/host2/target2:0:0/2:0:0:0'),
    },
    expect: 'virtualbox guest: VH VS * VS VS',
  },
  {
    name: 'bhyve',
    files: { 'cpuid-raw.txt': cpuid(['bhyve bhyve ']), ...cpuinfo(GUEST), ...virtioNet },
    expect: 'bhyve guest: VH * * * P',
  },
  {
    name: 'bhyve by firmware',
    files: { ...dmi('FreeBSD', 'BHYVE', { bios_vendor: 'BHYVE' }) },
    expect: 'bhyve guest: VH VS * * *',
  },
  {
    name: 'OpenBSD vmm',
    files: { 'cpuid-raw.txt': cpuid(['OpenBSDVMM58']), ...cpuinfo(GUEST) },
    expect: 'openbsd-vmm guest: VH * * * *',
  },
  {
    name: 'Parallels, which says KVM or Hyper-V as asked',
    files: { ...dmi('Parallels Software International Inc.', 'Parallels Virtual Platform'), ...cpuinfo(GUEST) },
    expect: 'parallels guest: VH VS * * *',
  },
  {
    name: 'Apple Virtualization on Arm',
    files: { ...dmi('Apple Inc.', 'Apple Virtualization Generic Platform'), ...ARM, ...virtioNet },
    expect: 'apple guest: VH VS * * P',
  },
  { name: 'ACRN', files: { 'cpuid-raw.txt': cpuid(['ACRNACRNACRN']), ...cpuinfo(GUEST) }, expect: 'acrn guest: VH * * * *' },
  {
    name: 'Jailhouse',
    texts: [log('5.10.0', 'Hypervisor detected: Jailhouse', 'Booting paravirtualized kernel on bare hardware')],
    expect: 'jailhouse guest: VH * * * *',
  },
  { name: 'QNX', files: { 'cpuid-raw.txt': cpuid([' QNXQVMBSQG ']), ...cpuinfo(GUEST) }, expect: 'qnx guest: VH * * * *' },
  { name: 'LMHS SRE', files: { 'cpuid-raw.txt': cpuid(['SRESRESRESRE']), ...cpuinfo(GUEST) }, expect: 'sre guest: VH * * * *' },
  {
    name: 'an unknown hypervisor with the strings of a physical board, whose SMBIOS declares a virtual machine',
    texts: [
      '# dmidecode 3.5\nHandle 0x0000, DMI type 0, 24 bytes\nBIOS Information\n\tVendor: Dell Inc.\n\tVersion: 1.2.3\n\tCharacteristics:\n\t\tTargeted content distribution is supported\n\t\tSystem is a virtual machine\n\nHandle 0x0100, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: Dell Inc.\n\tProduct Name: PowerEdge R740\n',
    ],
    expect: 'unknown guest: ? VS ? ? ?',
  },
  {
    name: 'User-mode Linux',
    files: { 'proc/cpuinfo': 'processor\t: 0\nvendor_id\t: User Mode Linux\nmodel name\t: UML\nmode\t\t: skas\n' },
    expect: 'uml guest: VS * * * *',
  },
  // No hypervisor at all
  {
    name: 'a desktop',
    files: {
      ...dmi('Dell Inc.', 'OptiPlex 7080', { bios_vendor: 'Dell Inc.' }),
      ...cpuinfo(REAL),
      ...clock('tsc'),
      ...pciCard('eno1', '8086:0d4d', 'e1000e'),
      ...pciNvme('nvme0n1', '144d:a808'),
    },
    expect: 'none: H H H H H',
  },
  {
    name: 'a host of virtual machines is bare itself',
    files: {
      ...dmi('Supermicro', 'SYS-6019'),
      ...cpuinfo(REAL),
      ...pciCard('eno1', '8086:1572', 'i40e'),
      ...card('vnet0', 'virtual/none'),
      'proc/modules': 'kvm_intel 1 4 - Live 0x0\nvhost_net 1 1 - Live 0x0\n',
    },
    expect: 'none: H H H * H',
  },
]
