/**
 * What commands of other systems print, reduced to what matters and with names of our own. The forms are those of real machines:
 * FreeBSD 11.1 on Xen (https://blog.3mdeb.com/2018/2018-08-16-apu2-xen-hvm-guests), 12.2 on bhyve and 13.0 on Hyper-V
 * (https://qiita.com/nanorkyo/items/d33e1befd4eb9c004fcd); macOS as CI services print it at the start of a job; Windows by its
 * documentation and the drivers' INF files.
 */
export interface Stub {
  /** The program, by its path below the folder of programs, or a file below the root where it begins with `/`. */
  readonly [program: string]: string
}

export interface Machine {
  readonly name: string
  readonly platform: 'freebsd' | 'openbsd' | 'netbsd' | 'darwin' | 'win32'
  readonly stubs: Stub
  /** As `summary` in test/evidence.ts. */
  readonly expect: string
}

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

const FREEBSD = 'FreeBSD 14.1-RELEASE amd64\n'
const route = (nic: string): string =>
  lines('   route to: default', 'destination: default', '       mask: default', '    gateway: 10.1.2.3', `  interface: ${nic}`)
const guest = (vm: string, vendor: string, clock: string): string =>
  lines(
    'kern.ostype: FreeBSD',
    `kern.vm_guest: ${vm}`,
    ...(vendor === '' ? [] : [`hw.hv_vendor: ${vendor}`]),
    'hw.machine_arch: amd64',
    'hw.model: Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz',
    `kern.timecounter.hardware: ${clock}`,
  )
const kenv = (maker: string, product: string, bios: string): string =>
  lines(
    'hint.acpi.0.oem="X"',
    `smbios.bios.vendor="${bios}"`,
    `smbios.system.maker="${maker}"`,
    `smbios.system.product="${product}"`,
    'smbios.system.serial="12345"',
    'smbios.system.uuid="00000000-0000-0000-0000-000000000000"',
  )
const boot = (...all: readonly string[]): string =>
  lines(
    '---<<BOOT>>---',
    'FreeBSD is a registered trademark of The FreeBSD Foundation.',
    'FreeBSD 14.1-RELEASE GENERIC amd64',
    ...all,
  )

const BSDS: readonly Machine[] = [
  {
    name: 'FreeBSD on Xen HVM, with its PV drivers',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('xen', 'XenVMMXenVMM', 'XENTIMER'),
      '/var/run/dmesg.boot': boot(
        'XEN: Hypervisor version 4.17 detected.',
        'Hypervisor: Origin = "XenVMMXenVMM"',
        'xenpci0: <Xen Platform Device> port 0xc000-0xc0ff mem 0xf2000000-0xf2ffffff irq 24 at device 2.0 on pci0',
        'xenpv0: <Xen PV bus>',
        'xn0: <Virtual Network Interface> at device/vif/0 on xenbusb_front0',
        'xbd0: 20480MB <Virtual Block Device> at device/vbd/768 on xenbusb_front0',
        'xbd0: attaching as ada0',
        'Trying to mount root from ufs:/dev/ada0p2 [rw]...',
      ),
      pciconf: lines(
        'hostb0@pci0:0:0:0:\tclass=0x060000 rev=0x02 hdr=0x00 vendor=0x8086 device=0x1237 subvendor=0x1af4 subdevice=0x1100',
        'xenpci0@pci0:0:2:0:\tclass=0xff8000 rev=0x01 hdr=0x00 vendor=0x5853 device=0x0001 subvendor=0x5853 subdevice=0x0001',
      ),
      kenv: kenv('Xen', 'HVM domU', 'Xen'),
      route: route('xn0'),
      mount: lines('/dev/ada0p2 on / (ufs, local, journaled soft-updates)', 'devfs on /dev (devfs)'),
    },
    expect: 'xen pvhvm domU: VH VS P P P',
  },
  {
    name: 'FreeBSD on Xen PVH: no PCI bus',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('xen', 'XenVMMXenVMM', 'XENTIMER'),
      '/var/run/dmesg.boot': boot(
        'XEN: Hypervisor version 4.17 detected.',
        'Hypervisor: Origin = "XenVMMXenVMM"',
        'xenpv0: <Xen PV bus>',
        'xn0: <Virtual Network Interface> at device/vif/0 on xenbusb_front0',
        'xbd0: 20480MB <Virtual Block Device> at device/vbd/51712 on xenbusb_front0',
        'Trying to mount root from ufs:/dev/xbd0p2 [rw]...',
      ),
      route: route('xn0'),
      mount: lines('/dev/xbd0p2 on / (ufs, local)'),
    },
    expect: 'xen pv/pvhvm/pvh/pvh-v1 domU: ? ? P P P',
  },
  {
    name: 'FreeBSD on bhyve, with a passed-through card beside virtio',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('bhyve', 'bhyve bhyve ', 'TSC-low'),
      '/var/run/dmesg.boot': boot(
        'Hypervisor: Origin = "bhyve bhyve "',
        'ACPI APIC Table: <BHYVE  BVMADT  >',
        'vtblk0: <VirtIO Block Adapter> on virtio_pci0',
        'vtnet0: <VirtIO Networking Adapter> on virtio_pci1',
        'igb0: <Intel(R) PRO/1000 PCI-Express Network Driver> mem 0xc0080000-0xc00fffff irq 16 at device 6.0 on pci0',
      ),
      kenv: kenv('FreeBSD', 'BHYVE', 'BHYVE'),
      route: route('vtnet0'),
      mount: lines('zroot/ROOT/default on / (zfs, local, noatime)'),
    },
    expect: 'bhyve guest: VH VS ? P P',
  },
  {
    name: 'FreeBSD on KVM, with virtio-scsi',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('kvm', 'KVMKVMKVM', 'kvmclock'),
      '/var/run/dmesg.boot': boot(
        'Hypervisor: Origin = "KVMKVMKVM"',
        'vtscsi0: <VirtIO SCSI Adapter> on virtio_pci1',
        'vtnet0: <VirtIO Networking Adapter> on virtio_pci0',
        'da0 at vtscsi0 bus 0 scbus2 target 0 lun 0',
        'Trying to mount root from ufs:/dev/da0p2 [rw]...',
      ),
      kenv: kenv('QEMU', 'Standard PC (Q35 + ICH9, 2009)', 'SeaBIOS'),
      route: route('vtnet0'),
      mount: lines('/dev/da0p2 on / (ufs, local)'),
    },
    expect: 'kvm guest: VH VS P P P',
  },
  {
    name: 'FreeBSD on VMware: a PV disk and an emulated card',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('vmware', 'VMwareVMware', 'TSC-low'),
      '/var/run/dmesg.boot': boot(
        'Hypervisor: Origin = "VMwareVMware"',
        'pvscsi0: <VMware Paravirtual SCSI Controller> port 0x4000-0x4007 irq 18 at device 0.0 on pci3',
        'em0: <Intel(R) Legacy PRO/1000 MT 82545EM (Copper)> port 0x2000-0x203f irq 18 at device 0.0 on pci2',
        'da0 at pvscsi0 bus 0 scbus32 target 0 lun 0',
        'Trying to mount root from ufs:/dev/da0p2 [rw]...',
      ),
      kenv: kenv('VMware, Inc.', 'VMware Virtual Platform', 'Phoenix Technologies LTD'),
      route: route('em0'),
      mount: lines('/dev/da0p2 on / (ufs, local)'),
    },
    expect: 'vmware guest: VH VS ? P VS',
  },
  {
    name: 'FreeBSD on Hyper-V',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('hv', 'Microsoft Hv', 'Hyper-V-TSC'),
      '/var/run/dmesg.boot': boot(
        'Hypervisor: Origin = "Microsoft Hv"',
        'ACPI APIC Table: <VRTUAL MICROSFT>',
        'storvsc0: <Hyper-V SCSI> on vmbus0',
        'hn0: <Hyper-V Network Interface> on vmbus0',
        'da0 at storvsc0 bus 0 scbus0 target 0 lun 0',
        'da0: <Msft Virtual Disk 1.0> Fixed Direct Access SPC-3 SCSI device',
      ),
      kenv: kenv('Microsoft Corporation', 'Virtual Machine', 'Microsoft Corporation'),
      route: route('hn0'),
      mount: lines('zroot/ROOT/default on / (zfs, local)'),
    },
    expect: 'hyperv guest: VH VS P P P',
  },
  {
    name: 'FreeBSD on bare hardware',
    platform: 'freebsd',
    stubs: {
      uname: FREEBSD,
      sysctl: guest('none', '', 'TSC-low'),
      '/var/run/dmesg.boot': boot(
        'ahcich0: <AHCI channel> at channel 0 on ahci0',
        'igb0: <Intel(R) I210 (Copper)> port 0xe000-0xe01f irq 16 at device 0.0 on pci1',
        'ada0 at ahcich0 bus 0 scbus0 target 0 lun 0',
        'Trying to mount root from ufs:/dev/ada0p2 [rw]...',
      ),
      kenv: kenv('Supermicro', 'X11SSH-F', 'American Megatrends Inc.'),
      route: route('igb0'),
      mount: lines('/dev/ada0p2 on / (ufs, local)'),
    },
    expect: 'none: H H H H H',
  },
  {
    name: 'OpenBSD under its own vmm',
    platform: 'openbsd',
    stubs: {
      uname: 'OpenBSD 7.5 amd64\n',
      sysctl: lines(
        'kern.ostype=OpenBSD',
        'hw.vendor=OpenBSD',
        'hw.product=VMM',
        'hw.machine=amd64',
        'kern.timecounter.hardware=pvclock0',
      ),
      '/var/run/dmesg.boot': lines(
        'OpenBSD 7.5 (GENERIC) #79: Wed Mar 20 15:33:49 MDT 2024',
        'mainbus0 at root',
        'pvbus0 at mainbus0: OpenBSD',
        'vio0 at virtio1: 1 queue, address fe:e1:bb:d1:00:01',
        'vioblk0 at virtio2',
        'scsibus0 at vioblk0: 1 targets',
        'sd0 at scsibus0 targ 0 lun 0: <VirtIO, Block Device, >',
        'root on sd0a (0123456789abcdef.a) swap on sd0b dump on sd0b',
      ),
      route: route('vio0'),
      mount: lines('/dev/sd0a on / type ffs (local)'),
    },
    expect: 'openbsd-vmm guest: VH VS ? P P',
  },
  {
    name: 'NetBSD on a real board',
    platform: 'netbsd',
    stubs: {
      uname: 'NetBSD 10.0 amd64\n',
      sysctl: lines(
        'kern.ostype = NetBSD',
        'machdep.dmi.system-vendor = Dell Inc.',
        'machdep.dmi.system-product = PowerEdge R340',
        'hw.machine = amd64',
        'kern.timecounter.hardware = TSC',
      ),
      '/var/run/dmesg.boot': lines('NetBSD 10.0 (GENERIC) #0: Thu Mar 28 08:33:33 UTC 2024', 'total memory = 16 GB'),
      route: route('bge0'),
      mount: lines('/dev/wd0a on / type ffs (log, local)'),
    },
    expect: 'unknown: ? H ? ? ?',
  },
]

const mac = (model: string, present: '0' | '1', brand: string, machine = 'x86_64'): string =>
  lines(
    'kern.ostype: Darwin',
    `kern.hv_vmm_present: ${present}`,
    `hw.machine: ${machine}`,
    `hw.model: ${model}`,
    `machdep.cpu.brand_string: ${brand}`,
  )
const profile = (model: string, ...more: readonly string[]): string =>
  lines(
    'Hardware:',
    '',
    '    Hardware Overview:',
    '',
    `      Model Identifier: ${model}`,
    ...more.map((line) => `      ${line}`),
    '',
  )
const registry = (...classes: readonly (readonly [name: string, of: string])[]): string =>
  lines(
    '+-o Root  <class IORegistryEntry, id 0x100000100, retain 30>',
    ...classes.map(
      ([name, of]) => `  | +-o ${name}  <class ${of}, id 0x1000002a1, registered, matched, active, busy 0 (1 ms), retain 9>`,
    ),
  )

const MACS: readonly Machine[] = [
  {
    name: 'macOS on Apple Virtualization',
    platform: 'darwin',
    stubs: {
      uname: 'Darwin 23.5.0 arm64\n',
      sysctl: mac('VirtualMac2,1', '1', 'Apple M2 (Virtual)', 'arm64'),
      system_profiler: profile('VirtualMac2,1', 'Chip: Apple M2 (Virtual)', 'Memory: 8 GB'),
      ioreg: registry(['AppleVirtIOStorageDevice', 'AppleVirtIOStorageDevice'], ['AppleVirtIONetwork', 'AppleVirtIONetwork']),
    },
    expect: 'apple guest: VH VS ? P P',
  },
  {
    name: 'macOS on VMware',
    platform: 'darwin',
    stubs: {
      uname: 'Darwin 19.6.0 x86_64\n',
      sysctl: mac('VMware7,1', '1', 'Intel(R) Xeon(R) W-2140B CPU @ 3.20GHz'),
      system_profiler: profile('VMware7,1', 'Memory: 14 GB', 'Boot ROM Version: VMW71.00V.13989454.B64.1906190538'),
      ioreg: registry(['AppleVmxnet3Ethernet', 'AppleVmxnet3Ethernet']),
    },
    expect: 'vmware guest: VH VS ? ? P',
  },
  {
    name: 'macOS on Parallels',
    platform: 'darwin',
    stubs: {
      uname: 'Darwin 21.6.0 x86_64\n',
      sysctl: mac('Parallels17,1', '1', 'Intel(R) Core(TM) i9-9880H CPU @ 2.30GHz'),
      system_profiler: profile('Parallels17,1', 'Processor Name: Unknown', 'Memory: 4 GB'),
      ioreg: registry(),
    },
    expect: 'parallels guest: VH VS ? ? ?',
  },
  {
    name: 'a Mac with Apple silicon',
    platform: 'darwin',
    stubs: {
      uname: 'Darwin 24.1.0 arm64\n',
      sysctl: mac('Mac14,9', '0', 'Apple M2 Pro', 'arm64'),
      system_profiler: profile('Mac14,9', 'Chip: Apple M2 Pro', 'Memory: 16 GB'),
      ioreg: registry(['en0', 'AppleBCMWLANSkywalkInterface']),
    },
    expect: 'none: H H H ? ?',
  },
  {
    name: 'a Mac with an Intel processor',
    platform: 'darwin',
    stubs: {
      uname: 'Darwin 21.6.0 x86_64\n',
      sysctl: mac('MacBookPro16,1', '0', 'Intel(R) Core(TM) i9-9880H CPU @ 2.30GHz'),
      system_profiler: profile('MacBookPro16,1', 'Processor Name: 8-Core Intel Core i9', 'Memory: 16 GB'),
      ioreg: registry(),
    },
    expect: 'none: H H H ? ?',
  },
]

const POWERSHELL = 'System32/WindowsPowerShell/v1.0/powershell.exe'
const REG = 'System32/reg.exe'
type Pnp = readonly [name: string, class_: string, service: string, id: string]
const cim = (
  maker: string,
  model: string,
  bios: readonly [version: string, maker: string],
  pnp: readonly Pnp[],
  carriers: readonly string[] = [],
  present = 'True',
): string =>
  lines(
    `Manufacturer : ${maker}`,
    `Model : ${model}`,
    `HypervisorPresent : ${present}`,
    'SystemType : x64-based PC',
    '',
    `SMBIOSBIOSVersion : ${bios[0]}`,
    `Manufacturer : ${bios[1]}`,
    '',
    'Processor : AMD EPYC-Milan Processor',
    '',
    ...pnp.flatMap(([name, class_, service, id]) => [
      `Name : ${name}`,
      `PNPClass : ${class_}`,
      `Service : ${service}`,
      `DeviceID : ${id}`,
      '',
    ]),
    ...carriers,
  )
const bios = (maker: string, product: string): string =>
  lines(
    '',
    'HKEY_LOCAL_MACHINE\\HARDWARE\\DESCRIPTION\\System\\BIOS',
    '    BiosMajorRelease    REG_DWORD    0x0',
    `    SystemManufacturer    REG_SZ    ${maker}`,
    `    SystemProductName    REG_SZ    ${product}`,
  )
const windows = (name: string, maker: string, product: string, shown: string, expect: string): Machine => ({
  name,
  platform: 'win32',
  stubs: { [POWERSHELL]: shown.replaceAll('\n', '\r\n'), [REG]: bios(maker, product).replaceAll('\n', '\r\n') },
  expect,
})
const DISK = 'SystemDiskController : '
const ROUTE = 'DefaultRouteAdapter : '
const QEMU = 'Standard PC (Q35 + ICH9, 2009)'
const HOST: readonly Pnp[] = [
  [
    'Intel(R) Host Bridge/DRAM Registers - A71D',
    'System',
    '-',
    'PCI\\VEN_8086&DEV_A71D&SUBSYS_22D817AA&REV_01\\3&11583659&0&00',
  ],
  [
    'Standard NVM Express Controller',
    'SCSIAdapter',
    'stornvme',
    'PCI\\VEN_144D&DEV_A80A&SUBSYS_A801144D&REV_00\\4&2BEB1E3A&0&00E0',
  ],
  ['Intel(R) Wi-Fi 6E AX211 160MHz', 'Net', 'Netwtw14', 'PCI\\VEN_8086&DEV_51F1&SUBSYS_00948086&REV_01\\3&11583659&0&A3'],
]

const WINDOWS: readonly Machine[] = [
  windows(
    'Windows on KVM with the drivers of virtio-win',
    'QEMU',
    QEMU,
    cim(
      'QEMU',
      QEMU,
      ['rel-1.16.3-0-ga6ed6b701f0a-prebuilt.qemu.org', 'SeaBIOS'],
      [
        ['Red Hat VirtIO Ethernet Adapter', 'Net', 'netkvm', 'PCI\\VEN_1AF4&DEV_1000&SUBSYS_00011AF4&REV_00\\3&267A616A&0&90'],
        [
          'Red Hat VirtIO SCSI pass-through controller',
          'SCSIAdapter',
          'vioscsi',
          'PCI\\VEN_1AF4&DEV_1004&SUBSYS_00081AF4&REV_00\\3&267A616A&0&28',
        ],
        ['Standard SATA AHCI Controller', 'HDC', 'storahci', 'PCI\\VEN_8086&DEV_2922&SUBSYS_11001AF4&REV_02\\3&11583659&0&FA'],
      ],
      [`${DISK}Red Hat VirtIO SCSI pass-through controller`, '', `${ROUTE}Red Hat VirtIO Ethernet Adapter`],
    ),
    'unknown guest: ? VS ? P P',
  ),
  windows(
    "Windows on Xen with XCP-ng's PV drivers",
    'Xen',
    'HVM domU',
    cim(
      'Xen',
      'HVM domU',
      ['4.17.5-6', 'Xen'],
      [
        ['Xen Platform PCI Device', 'System', 'xenbus', 'PCI\\VEN_5853&DEV_0001&SUBSYS_00015853&REV_01\\3&267A616A&0&10'],
        ['XCP-ng PV Network Device #0', 'Net', 'xennet', 'XENVIF\\VEN_XCP0001&DEV_NET&REV_09000005\\0'],
        ['XCP-ng PV Storage Host Adapter', 'SCSIAdapter', 'xenvbd', 'XENBUS\\VEN_XCP0001&DEV_VBD&REV_0900000C\\_'],
        [
          'Intel(R) 82371SB PCI Bus Master IDE Controller',
          'HDC',
          'intelide',
          'PCI\\VEN_8086&DEV_7010&SUBSYS_00015853&REV_00\\3&267A616A&0&09',
        ],
      ],
      [`${DISK}XCP-ng PV Storage Host Adapter`, '', `${ROUTE}XCP-ng PV Network Device #0`],
    ),
    'xen hvm-pv-drivers domU: VH VS VS P P',
  ),
  windows(
    'Windows on Xen, where nothing drives the PV card',
    'Xen',
    'HVM domU',
    cim(
      'Xen',
      'HVM domU',
      ['4.17.5-6', 'Xen'],
      [
        ['Ethernet Controller', '-', '-', 'XENVIF\\VEN_XP0001&DEV_NET\\0'],
        [
          'Realtek RTL8139C+ Fast Ethernet NIC',
          'Net',
          'RTL8023x64',
          'PCI\\VEN_10EC&DEV_8139&SUBSYS_11001AF4&REV_20\\3&267A616A&0&20',
        ],
        [
          'Intel(R) 82371SB PCI Bus Master IDE Controller',
          'HDC',
          'intelide',
          'PCI\\VEN_8086&DEV_7010&SUBSYS_00015853&REV_00\\3&267A616A&0&09',
        ],
      ],
      [`${DISK}Intel(R) 82371SB PCI Bus Master IDE Controller`, '', `${ROUTE}Realtek RTL8139C+ Fast Ethernet NIC`],
    ),
    'xen hvm/hvm-pv-drivers domU: VH VS VS VS VS',
  ),
  windows(
    'Windows on Hyper-V',
    'Microsoft Corporation',
    'Virtual Machine',
    cim(
      'Microsoft Corporation',
      'Virtual Machine',
      ['Hyper-V UEFI Release v4.1', 'Microsoft Corporation'],
      [
        ['Microsoft Hyper-V Virtual Machine Bus', 'System', 'vmbus', 'ACPI\\VMBUS\\0'],
        [
          'Microsoft Hyper-V Network Adapter',
          'Net',
          'netvsc',
          'VMBUS\\{F8615163-DF3E-46C5-913F-F2D2F965ED0E}\\{11111111-2222-3333-4444-555555555555}',
        ],
        [
          'Microsoft Hyper-V SCSI Controller',
          'SCSIAdapter',
          'storvsc',
          'VMBUS\\{BA6163D9-04A1-4D29-B605-72E2FFB1DC7F}\\{11111111-2222-3333-4444-555555555556}',
        ],
      ],
      [`${DISK}Microsoft Hyper-V SCSI Controller`, '', `${ROUTE}Microsoft Hyper-V Network Adapter`],
    ),
    'hyperv guest: VH VS ? P P',
  ),
  windows(
    'Windows on VMware',
    'VMware, Inc.',
    'VMware7,1',
    cim(
      'VMware, Inc.',
      'VMware7,1',
      ['VMW71.00V.21805430.B64.2305221826', 'VMware, Inc.'],
      [
        ['vmxnet3 Ethernet Adapter', 'Net', 'vmxnet3ndis6', 'PCI\\VEN_15AD&DEV_07B0&SUBSYS_07B015AD&REV_01\\4&1'],
        ['VMware PVSCSI Controller', 'SCSIAdapter', 'pvscsi', 'PCI\\VEN_15AD&DEV_07C0&SUBSYS_07C015AD&REV_02\\4&2'],
      ],
      [`${DISK}VMware PVSCSI Controller`, '', `${ROUTE}vmxnet3 Ethernet Adapter`],
    ),
    'vmware guest: ? VS ? P P',
  ),
  windows(
    "Windows on AWS' Nitro",
    'Amazon EC2',
    'm5.large',
    cim(
      'Amazon EC2',
      'm5.large',
      ['1.0', 'Amazon EC2'],
      [
        ['Amazon Elastic Network Adapter', 'Net', 'ena', 'PCI\\VEN_1D0F&DEV_EC20&SUBSYS_EC201D0F&REV_00\\3&1'],
        [
          'AWS NVMe Elastic Block Storage Adapter',
          'SCSIAdapter',
          'AWSNVMe',
          'PCI\\VEN_1D0F&DEV_8061&SUBSYS_80611D0F&REV_00\\3&2',
        ],
      ],
      [`${DISK}AWS NVMe Elastic Block Storage Adapter`, '', `${ROUTE}Amazon Elastic Network Adapter`],
    ),
    'kvm guest aws: VH VS ? VH VH',
  ),
  windows(
    'Windows on a laptop with virtualization-based security: no guest',
    'LENOVO',
    '21HM',
    cim('LENOVO', '21HM', ['N3XET50W (1.25 )', 'LENOVO'], HOST, [
      `${DISK}Standard NVM Express Controller`,
      '',
      `${ROUTE}Intel(R) Wi-Fi 6E AX211 160MHz`,
    ]),
    'hyperv host: VH H ? H H',
  ),
  windows(
    'the same with the bus of a root partition',
    'LENOVO',
    '21HM',
    cim(
      'LENOVO',
      '21HM',
      ['N3XET50W (1.25 )', 'LENOVO'],
      [
        ['Microsoft Hyper-V Virtual Machine Bus Provider', 'System', 'vmbusr', 'ROOT\\VMBUS\\0000'],
        ['Hyper-V Virtual Ethernet Adapter', 'Net', 'VMSNPXYMP', 'ROOT\\VMS_MP\\0000'],
        ...HOST,
      ],
    ),
    'hyperv host: VH H ? H H',
  ),
  windows(
    'Windows on the same laptop without a hypervisor',
    'LENOVO',
    '21HM',
    cim('LENOVO', '21HM', ['N3XET50W (1.25 )', 'LENOVO'], HOST, [], 'False'),
    'none: H H H H H',
  ),
  windows(
    'a Windows guest of KVM with virtualization-based security stays a guest',
    'QEMU',
    QEMU,
    cim(
      'QEMU',
      QEMU,
      ['1.16.3', 'SeaBIOS'],
      [
        ['Microsoft Hyper-V Virtual Machine Bus Provider', 'System', 'vmbusr', 'ROOT\\VMBUS\\0000'],
        ['Red Hat VirtIO Ethernet Adapter', 'Net', 'netkvm', 'PCI\\VEN_1AF4&DEV_1041&SUBSYS_11001AF4&REV_01\\3&1'],
        ['Red Hat VirtIO SCSI controller', 'SCSIAdapter', 'viostor', 'PCI\\VEN_1AF4&DEV_1042&SUBSYS_11001AF4&REV_01\\3&2'],
      ],
    ),
    'unknown guest: ? VS ? P P',
  ),
]

export const MACHINES: readonly Machine[] = [...BSDS, ...MACS, ...WINDOWS]
