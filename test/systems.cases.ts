import type { Case } from './machines.ts'

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`
const OPENBSD = ['OpenBSD 7.4 (GENERIC.MP) #1397: Tue Oct 10 09:02:37 MDT 2023', 'mainbus0 at root']
const FREEBSD = 'FreeBSD 14.0-RELEASE releng/14.0-n265380 GENERIC amd64'

/** Other systems than Linux: boot messages of the BSDs, and what Windows' tools print. */
export const SYSTEMS: readonly Case[] = [
  {
    name: 'OpenBSD on KVM: virtio-net and virtio-scsi',
    texts: [
      lines(
        ...OPENBSD,
        'bios0 at mainbus0: SMBIOS rev. 2.8 @ 0xf5bb0 (10 entries)',
        'bios0: vendor SeaBIOS version "1.16.2-debian-1.16.2-1" date 04/01/2014',
        'bios0: QEMU Standard PC (Q35 + ICH9, 2009)',
        'cpu0: FPU,VME,DE,PSE,TSC,SSE3,PCLMUL,CX16,AES,XSAVE,AVX,F16C,RDRAND,HV,NXE,LONG',
        'pvbus0 at mainbus0: KVM',
        'pvclock0 at pvbus0',
        'virtio0 at pci1 dev 0 function 0 "Qumranet Virtio 1.x Network" rev 0x01',
        'vio0 at virtio0: address 52:54:00:00:00:01',
        'virtio1 at pci2 dev 0 function 0 "Qumranet Virtio 1.x SCSI" rev 0x01',
        'vioscsi0 at virtio1: qsize 128',
        'scsibus1 at vioscsi0: 255 targets',
        'sd0 at scsibus1 targ 0 lun 0: <QEMU, QEMU HARDDISK, 2.5+>',
        'root on sd0a (0123456789abcdef.a) swap on sd0b dump on sd0b',
      ),
    ],
    expect: 'kvm guest: VH VS * P P',
  },
  {
    name: 'OpenBSD on Xen: netfront and blkfront',
    texts: [
      lines(
        ...OPENBSD,
        'bios0: vendor Xen version "4.11.4-pre" date 07/10/2020',
        'bios0: Xen HVM domU',
        'pvbus0 at mainbus0: Xen 4.11',
        'xen0 at pvbus0: features 0x2705, 32 grant table frames, event channel 3',
        'xbf0 at xen0 backend 0 channel 8: disk',
        'scsibus1 at xbf0: 1 targets',
        'sd0 at scsibus1 targ 0 lun 0: <Xen, phy xvda 768, 0000>',
        'xnf0 at xen0 backend 0 channel 9: address 00:16:3e:00:00:01',
        'xspd0 at pci0 dev 2 function 0 "XenSource Platform Device" rev 0x01',
        'root on sd0a swap on sd0b dump on sd0b',
      ),
    ],
    expect: 'xen * domU: VH VS * P P',
  },
  {
    name: 'OpenBSD on VMware: an emulated card beside PVSCSI',
    texts: [
      lines(
        ...OPENBSD,
        'bios0: VMware, Inc. VMware Virtual Platform',
        'pvbus0 at mainbus0: VMware',
        'vmwpvs0 at pci3 dev 0 function 0 "VMware PVSCSI" rev 0x02: msix',
        'scsibus2 at vmwpvs0: 65 targets',
        'sd0 at scsibus2 targ 0 lun 0: <VMware, Virtual disk, 2.0>',
        'em0 at pci2 dev 0 function 0 "Intel 82545EM" rev 0x01: apic 1 int 18, address 00:50:56:00:00:01',
        'root on sd0a',
      ),
    ],
    expect: 'vmware guest: * VS * P VS',
  },
  {
    name: 'OpenBSD on bare hardware',
    texts: [
      lines(
        ...OPENBSD,
        'bios0: vendor LENOVO version "GLET90WW (2.44 )" date 09/13/2017',
        'bios0: LENOVO 20BWS0E100',
        'cpu0: Intel(R) Core(TM) i5-5300U CPU @ 2.30GHz, 2295.01 MHz, 06-3d-04',
        'cpu0: FPU,VME,DE,PSE,TSC,SSE3,PCLMUL,VMX,CX16,AES,XSAVE,AVX,F16C,RDRAND,NXE,LONG',
        'ahci0 at pci0 dev 31 function 2 "Intel 9 Series AHCI" rev 0x03: msi, AHCI 1.3',
        'scsibus1 at ahci0: 32 targets',
        'sd0 at scsibus1 targ 0 lun 0: <ATA, SAMSUNG MZ7LN256, EMT2>',
        'root on sd0a',
      ),
    ],
    expect: 'none *: H H H H *',
  },
  {
    name: 'FreeBSD on Xen with its platform device',
    texts: [
      lines(
        FREEBSD,
        'XEN: Hypervisor version 4.17 detected.',
        'Hypervisor: Origin = "XenVMMXenVMM"',
        'xenpci0: <Xen Platform Device> port 0xc000-0xc0ff irq 24 at device 2.0 on pci0',
        'xn0: <Virtual Network Interface> at device/vif/0 on xenbusb_front0',
        'xbd0: 20480MB <Virtual Block Device> at device/vbd/768 on xenbusb_front0',
      ),
    ],
    expect: 'xen * domU: VH VS * P P',
  },
  {
    name: 'NetBSD with the emulated Intel card',
    texts: [
      lines(
        'NetBSD 10.0 (GENERIC) #0: Thu Mar 28 08:33:33 UTC 2024',
        'wm0 at pci0 dev 3 function 0, 64-bit DMA: Intel i82540EM 1000BASE-T Ethernet (rev. 0x03)',
        'ld0 at virtio0: features: 0x10000a54<INDIRECT_DESC>',
      ),
    ],
    expect: '* *: * * * P *',
  },
  {
    name: 'wmic … /value, with its empty lines',
    texts: ['\n\nManufacturer=Xen\n\n\nModel=HVM domU\n\n\nName=WEB\n\n\nTotalPhysicalMemory=8589398016\n'],
    expect: 'xen * domU: VH VS * ? ?',
  },
  {
    name: 'wmic computersystem get, as a table below a prompt',
    texts: ['Manufacturer  Model\nVMware, Inc.  VMware Virtual Platform\n'],
    expect: 'vmware guest: * VS * ? ?',
  },
  {
    name: 'Get-CimInstance Win32_ComputerSystem as a table',
    texts: [
      lines(
        'Name   PrimaryOwnerName    Domain      TotalPhysicalMemory  Model            Manufacturer',
        '----   ----------------    ------      -------------------  -----            ------------',
        'WEB    Windows User        WORKGROUP           4294430720   Virtual Machine  Microsoft Corporation',
      ),
    ],
    expect: 'hyperv guest: * VS * ? ?',
  },
  {
    name: 'Win32_BIOS as a list',
    texts: [
      'SMBIOSBIOSVersion : 4.17.4\nManufacturer      : Xen\nName              : Revision: 1.221\nVersion           : Xen - 0\n',
    ],
    expect: 'xen * domU: VH * * ? ?',
  },
  {
    name: 'Get-ComputerInfo of a real server with Hyper-V: the hypervisor below it makes no guest',
    texts: [
      'BiosManufacturer        : Dell Inc.\nBiosSMBIOSBIOSVersion   : 2.12.2\nCsManufacturer          : Dell Inc.\nCsModel                 : PowerEdge R740\nHyperVisorPresent       : True\n',
    ],
    expect: 'unknown: * * * ? ?',
  },
  {
    name: 'Win32_ComputerSystem without a hypervisor',
    texts: ['Manufacturer        : LENOVO\nModel               : 20XW\nHypervisorPresent   : False\nTotalPhysicalMemory : 1\n'],
    expect: 'none *: H H H * *',
  },
  {
    name: 'systeminfo in German, by the order of its lines',
    texts: [
      lines(
        'Hostname:                 WEB',
        'Betriebssystemname:       Microsoft Windows Server 2022 Standard',
        'Systemhersteller:         VMware, Inc.',
        'Systemmodell:             VMware7,1',
        'Systemtyp:                x64-based PC',
        'Prozessor(en):            1 Prozessor(en) installiert.',
        '                          [01]: Intel64 Family 6 Model 85 Stepping 4 GenuineIntel ~2594 MHz',
        'BIOS-Version:             VMware, Inc. VMW71.00V.1, 10.08.2020',
        'Netzwerkkarte(n):         1 Netzwerkadapter installiert.',
        '                          [01]: vmxnet3 Ethernet Adapter',
      ),
    ],
    expect: 'vmware guest: * VS * ? P',
  },
  {
    name: 'msinfo32, tab-separated',
    texts: [
      'OS Name\tMicrosoft Windows Server 2019 Standard\nSystem Manufacturer\tMicrosoft Corporation\nSystem Model\tVirtual Machine\nBIOS Version/Date\tMicrosoft Corporation Hyper-V UEFI Release v4.0, 11/1/2019\nName\t[00000001] Microsoft Hyper-V Network Adapter\n',
    ],
    expect: 'hyperv guest: * * * ? P',
  },
  {
    name: "Get-PnpDevice with XenServer's PV drivers",
    texts: [
      lines(
        'Status     Class           FriendlyName                          InstanceId',
        '------     -----           ------------                          ----------',
        'OK         Net             XenServer PV Network Device #0        XENVIF\\VEN_XS0002&DEV_NET\\0',
        'OK         SCSIAdapter     XenServer PV Storage Host Adapter     XENBUS\\VEN_XS0002&DEV_VBD\\_',
      ),
    ],
    expect: 'xen hvm-pv-drivers domU: VH VS * P P',
  },
  {
    name: 'Get-NetAdapter and Get-Disk with the drivers of virtio-win',
    texts: [
      lines(
        'Name       InterfaceDescription                    ifIndex Status',
        '----       --------------------                    ------- ------',
        'Ethernet   Red Hat VirtIO Ethernet Adapter               6 Up',
      ),
      lines('Number Friendly Name  Serial Number', '------ -------------  -------------', '0      Red Hat VirtIO'),
    ],
    expect: '* *: * * * P P',
  },
  {
    name: "switches of a Windows host are no guest's cards",
    texts: [
      lines(
        'Name                 InterfaceDescription                           ifIndex Status',
        '----                 --------------------                           ------- ------',
        'vEthernet (Default)  Hyper-V Virtual Ethernet Adapter                    30 Up',
        'VMnet1               VMware Virtual Ethernet Adapter for VMnet1          12 Up',
        'Ethernet 2           VirtualBox Host-Only Ethernet Adapter               14 Up',
      ),
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  ...(
    [
      ['German', 'Architektur', 'Anbieterkennung', 'Hypervisor-Anbieter', 'Virtualisierungstyp', 'voll'],
      [
        'French',
        'Architecture ',
        'Identifiant constructeur ',
        "Constructeur d'hyperviseur ",
        'Type de virtualisation ',
        'complet',
      ],
      ['Spanish', 'Arquitectura', 'ID de fabricante', 'Fabricante del hipervisor', 'Tipo de virtualización', 'lleno'],
      ['Portuguese', 'Arquitetura', 'ID de fornecedor', 'Fabricante do hipervisor', 'Tipo de virtualização', 'completo'],
      ['Russian', 'Архитектура', 'ID прроизводителя', 'Разработчик гипервизора', 'Тип виртуализации', 'полный'],
      ['Japanese', 'アーキテクチャ', 'ベンダー ID', 'ハイパーバイザのベンダー', '仮想化タイプ', '完全仮想化'],
    ] as const
  ).map(
    ([language, arch, vendor, hypervisor, type, full]): Case => ({
      name: `lscpu in ${language}`,
      texts: [`${arch}:   x86_64\n${vendor}:   GenuineIntel\n${hypervisor}:   KVM\n${type}:   ${full}\n`],
      expect: 'kvm guest: VH * * ? ?',
    }),
  ),
  {
    name: 'lscpu in Chinese, with its own colon',
    texts: ['架构：   x86_64\n厂商 ID：   GenuineIntel\n超管理器厂商：   Xen\n虚拟化类型：   完全\n'],
    expect: 'xen * domU: VH * * ? ?',
  },
]
