import { type Case, dmi } from './machines.ts'

/** Outputs of the tools that people post most, each a few lines of our own in the form that the tool prints; and variants of each form. */
export const FORMATS: readonly Case[] = [
  {
    name: 'lsblk: virtio-blk below the root',
    texts: [
      'NAME   MAJ:MIN RM SIZE RO TYPE MOUNTPOINTS\nvda    252:0    0  20G  0 disk \n├─vda1 252:1    0   1G  0 part /boot\n└─vda2 252:2    0  19G  0 part /\n',
    ],
    expect: 'unknown: ? ? ? P ?',
  },
  {
    name: 'lsblk: the root on LVM over the second disk, in ASCII',
    texts: [
      'NAME          MAJ:MIN RM  SIZE RO TYPE MOUNTPOINT\nsda             8:0    0   10G  0 disk \n`-sda1          8:1    0   10G  0 part /data\nvdb           253:16   0   20G  0 disk \n`-vdb1        253:17   0   20G  0 part \n  `-vg-root   254:0    0   20G  0 lvm  /\n',
    ],
    expect: 'unknown: ? ? ? P ?',
  },
  {
    name: 'lsblk: a disk named sd shows no controller, nor does the model that QEMU gives to all',
    texts: [
      'NAME   SIZE TYPE MOUNTPOINT MODEL\nsda     20G disk            QEMU HARDDISK\n└─sda1  20G part /          \n',
      'NAME MAJ:MIN RM SIZE RO TYPE MOUNTPOINT\nsda    8:0    0  10G  0 disk /\n',
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'lsblk: an ATA disk of QEMU by transport and model',
    texts: [
      'NAME   TRAN   TYPE MOUNTPOINT MODEL\nsda    sata   disk            QEMU HARDDISK\n└─sda1        part /          \n',
    ],
    files: dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'),
    expect: '* guest: ? VS * VS ?',
  },
  {
    name: 'lsblk -J',
    texts: [
      '{\n   "blockdevices": [\n      {"name":"xvda", "maj:min":"202:0", "type":"disk", "mountpoints":[null],\n         "children": [\n            {"name":"xvda1", "type":"part", "mountpoints":["/"]}\n         ]\n      }\n   ]\n}\n',
    ],
    expect: 'xen * domU: * * * P *',
  },
  {
    name: 'inxi -Fx of a KVM guest with virtio',
    texts: [
      'System:    Host: web Kernel: 5.10.0-8-amd64 x86_64 bits: 64 compiler: gcc v: 10.2.1 Console: tty 0\n           Distro: Debian GNU/Linux 11 (bullseye)\nMachine:   Type: Kvm System: QEMU product: Standard PC (i440FX + PIIX, 1996) v: pc-i440fx-5.2 serial: N/A\n           Mobo: N/A model: N/A serial: N/A BIOS: SeaBIOS v: 1.14.0-2 date: 04/01/2014\nCPU:       Info: Single Core model: Common KVM bits: 64 type: MCP L2 cache: 16 MiB\nNetwork:   Device-1: Red Hat Virtio network driver: virtio-pci v: 1 port: c000\n           bus-ID: 00:12.0\n           IF-ID-1: ens18 state: up speed: -1 duplex: unknown mac: 02:00:00:00:00:01\nDrives:    Local Storage: total: 32.00 GiB used: 2.08 GiB (6.5%)\n           ID-1: /dev/vda size: 32.00 GiB\nPartition: ID-1: / size: 30.00 GiB used: 2.08 GiB (6.5%) fs: ext4 dev: /dev/vda1\n',
    ],
    expect: 'kvm guest: VH VS * P P',
  },
  {
    name: 'inxi with a heading on a line of its own, as recent versions print it in a narrow terminal',
    texts: [
      'System:\n  Host: box Kernel: 6.1.0-13-amd64 arch: x86_64 bits: 64 Console: pty pts/0\n    Distro: Debian GNU/Linux 12 (bookworm)\nMachine:\n  Type: Virtualbox System: innotek GmbH product: VirtualBox v: 1.2\n    serial: <superuser required>\n  Mobo: Oracle model: VirtualBox v: 1.2 serial: <superuser required>\n    BIOS: innotek GmbH v: VirtualBox date: 12/01/2006\nNetwork:\n  Device-1: Intel 82540EM Gigabit Ethernet driver: e1000 v: kernel\n  IF: enp0s3 state: up speed: 1000 Mbps duplex: full mac: 08:00:27:00:00:01\nDrives:\n  Local Storage: total: 20 GiB used: 5 GiB (25.0%)\n  ID-1: /dev/sda vendor: VirtualBox model: VBOX HARDDISK size: 20 GiB\n',
    ],
    expect: 'virtualbox guest: * VS * * VS',
  },
  {
    name: 'inxi of a real desktop',
    texts: [
      'System:    Kernel: 5.4.0-42-generic x86_64 bits: 64 Desktop: Cinnamon 4.6.6 Distro: Linux Mint 20 Ulyana\nMachine:   Type: Desktop Mobo: ASUSTeK model: PRIME B450M-A v: Rev X.0x serial: <filter>\n           UEFI: American Megatrends v: 2202 date: 07/14/2020\nCPU:       Topology: 6-Core model: AMD Ryzen 5 3600 bits: 64 type: MT MCP L2 cache: 3072 KiB\nNetwork:   Device-1: Realtek RTL8111/8168/8411 PCI Express Gigabit Ethernet driver: r8169\n           IF: enp5s0 state: up speed: 1000 Mbps duplex: full mac: <filter>\n',
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'lshw: a KVM guest with virtio',
    texts: [
      'web\n    description: Computer\n    product: Standard PC (Q35 + ICH9, 2009)\n    vendor: QEMU\n    version: pc-q35-7.2\n    width: 64 bits\n  *-core\n       description: Motherboard\n     *-firmware\n          description: BIOS\n          vendor: SeaBIOS\n          version: 1.16.2-debian-1.16.2-1\n     *-cpu\n          description: CPU\n          product: QEMU Virtual CPU version 2.5+\n          bus info: cpu@0\n     *-pci\n        *-network\n             description: Ethernet controller\n             product: Virtio 1.0 network device\n             vendor: Red Hat, Inc.\n             bus info: pci@0000:01:00.0\n             configuration: driver=virtio-pci latency=0\n           *-virtio0\n                description: Ethernet interface\n                logical name: enp1s0\n                serial: 02:00:00:00:00:01\n                configuration: autonegotiation=off broadcast=yes driver=virtio_net driverversion=1.0.0\n        *-scsi\n             description: SCSI storage controller\n             product: Virtio 1.0 block device\n             vendor: Red Hat, Inc.\n             bus info: pci@0000:04:00.0\n             configuration: driver=virtio-pci latency=0\n           *-virtio2\n                description: Virtual I/O device\n                logical name: /dev/vda\n                size: 20GiB (21GB)\n                configuration: driver=virtio_blk logicalsectorsize=512\n',
    ],
    expect: 'unknown *: ? VS ? P P',
  },
  {
    name: 'lshw -json: VMware with vmxnet3',
    texts: [
      JSON.stringify(
        {
          id: 'web',
          class: 'system',
          claimed: true,
          description: 'Computer',
          product: 'VMware Virtual Platform',
          vendor: 'VMware, Inc.',
          children: [
            {
              id: 'core',
              class: 'bus',
              claimed: true,
              physid: '0',
              children: [
                {
                  id: 'firmware',
                  class: 'memory',
                  claimed: true,
                  physid: '0',
                  vendor: 'Phoenix Technologies LTD',
                  version: '6.00',
                },
                {
                  id: 'network',
                  class: 'network',
                  claimed: true,
                  handle: 'PCI:0000:03:00.0',
                  description: 'Ethernet interface',
                  product: 'VMXNET3 Ethernet Controller',
                  vendor: 'VMware',
                  physid: '0',
                  businfo: 'pci@0000:03:00.0',
                  logicalname: 'ens160',
                  configuration: { autonegotiation: 'off', driver: 'vmxnet3', link: 'yes' },
                },
              ],
            },
          ],
        },
        null,
        2,
      ),
    ],
    expect: 'vmware guest: * VS * * P',
  },
  {
    name: 'neofetch beside its logo',
    texts: [
      '       _,met$$$$$gg.          user@web \n    ,g$$$$$$$$$$$$$$$P.       -------- \n  ,g$$P"     """Y$$.".        OS: Debian GNU/Linux 11 (bullseye) x86_64 \n ,$$P\'              `$$$.     Host: HVM domU 4.11.4.amazon \n\',$$P       ,ggs.     `$$b:   Kernel: 5.10.0-8-amd64 \n`d$$\'     ,$P"\'   .    $$$    Uptime: 3 mins \n $$P      d$\'     ,    $$P    Packages: 320 (dpkg) \n $$:      $$.   -    ,d$$\'    Shell: bash 5.1.4 \n $$;      Y$b._   _,d$P\'      CPU: Intel Xeon E5-2676 v3 (1) @ 2.400GHz \n Y$$.    `.`"Y$$$$P"\'         Memory: 60MiB / 978MiB \n',
    ],
    expect: 'xen * domU: * VS * * *',
  },
  {
    name: 'fastfetch, as text and as JSON',
    texts: [
      'user@web\n--------\nOS: Ubuntu 24.04.1 LTS x86_64\nHost: KVM/QEMU Standard PC (Q35 + ICH9, 2009) (pc-q35-8.2)\nKernel: Linux 6.8.0-45-generic\nUptime: 2 days\nPackages: 700 (dpkg)\nShell: bash 5.2.21\nCPU: AMD EPYC-Milan (4) @ 2.45 GHz\n',
      '[{"type":"OS","result":{"name":"Ubuntu"}},{"type":"Host","result":{"family":"","name":"Standard PC (Q35 + ICH9, 2009)","version":"pc-q35-8.2","sku":"","serial":"","uuid":"","vendor":"QEMU"}},{"type":"Kernel","result":{"architecture":"x86_64","name":"Linux","release":"6.8.0-45-generic"}}]',
    ],
    expect: '* guest: * VS * * *',
  },
  {
    name: 'Ansible: the root disk on a PV disk, the default route on netfront',
    texts: [
      `web | SUCCESS => ${JSON.stringify(
        {
          ansible_facts: {
            ansible_architecture: 'x86_64',
            ansible_bios_version: '4.11',
            ansible_default_ipv4: { interface: 'eth0' },
            ansible_devices: {
              sr0: { model: 'QEMU DVD-ROM', vendor: 'QEMU', host: '', partitions: {}, holders: [] },
              xvda: { model: null, vendor: null, host: '', holders: [], partitions: { xvda1: { holders: [] } } },
            },
            ansible_eth0: { active: true, device: 'eth0', module: 'xen_netfront', type: 'ether' },
            ansible_interfaces: ['lo', 'eth0'],
            ansible_kernel: '4.19.0-27-amd64',
            ansible_mounts: [{ device: '/dev/xvda1', mount: '/' }],
            ansible_product_name: 'HVM domU',
            ansible_system_vendor: 'Xen',
            ansible_virtualization_role: 'guest',
            ansible_virtualization_type: 'xen',
          },
          changed: false,
        },
        null,
        4,
      )}\n`,
    ],
    expect: 'xen * domU: VH VS * P P',
  },
  {
    name: 'Ansible, a fact cache of a host with KVM: that it can run guests makes it no guest',
    texts: [
      JSON.stringify({
        ansible_architecture: 'x86_64',
        ansible_system_vendor: 'Dell Inc.',
        ansible_product_name: 'PowerEdge R640',
        ansible_bios_vendor: 'Dell Inc.',
        ansible_virtualization_role: 'host',
        ansible_virtualization_type: 'kvm',
        ansible_devices: {
          sda: {
            model: 'PERC H730 Mini',
            vendor: 'DELL',
            host: 'RAID bus controller: Broadcom / LSI MegaRAID SAS-3 3108 [Invader] (rev 02)',
          },
        },
      }),
    ],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'kubectl describe node on EC2',
    texts: [
      'Name:               ip-192-0-2-7.eu-west-1.compute.internal\nRoles:              <none>\nLabels:             node.kubernetes.io/instance-type=m5.large\n                    kubernetes.io/arch=amd64\nSystem Info:\n  Machine ID:                 ec2f\n  System UUID:                ec2f0000-0000-0000-0000-000000000001\n  Kernel Version:             5.10.186-179.751.amzn2.x86_64\n  OS Image:                   Amazon Linux 2\n  Operating System:           linux\n  Architecture:               amd64\n  Container Runtime Version:  containerd://1.6.19\n  Kubelet Version:            v1.27.4-eks-8ccc7ba\nProviderID:                   aws:///eu-west-1a/i-0000\n',
    ],
    expect: '* aws: * * * * *',
  },
  {
    name: 'the nodeInfo of a node, alone',
    texts: [
      '    nodeInfo:\n      architecture: arm64\n      kernelVersion: 6.1.0-1\n      kubeletVersion: v1.30.1\n      operatingSystem: linux\n',
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'docker info shows the kernel and no hypervisor',
    texts: [
      'Containers: 3\n Running: 1\nServer Version: 24.0.5\nStorage Driver: overlay2\nCgroup Driver: systemd\nKernel Version: 5.15.0-1045-aws\nOperating System: Ubuntu 22.04.3 LTS\nOSType: linux\nArchitecture: x86_64\nDocker Root Dir: /var/lib/docker\n',
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'lsscsi: vendor and model; an NVMe disk by its model',
    texts: [
      '[0:0:0:0]    disk    ATA      VBOX HARDDISK    1.0   /dev/sda \n[1:0:0:0]    cd/dvd  VBOX     CD-ROM           1.0   /dev/sr0 \n',
    ],
    files: dmi('innotek GmbH', 'VirtualBox'),
    expect: 'virtualbox guest: * VS * VS ?',
  },
  {
    name: 'lsscsi of PVSCSI or LSI: VMware names both the same',
    texts: ['[2:0:0:0]    disk    VMware   Virtual disk     2.0   /dev/sda \n'],
    files: dmi('VMware, Inc.', 'VMware Virtual Platform'),
    expect: 'vmware guest: * VS * ? ?',
  },
  {
    name: 'nvme list on EC2',
    texts: [
      'Node             SN                   Model                                    Namespace Usage                      Format           FW Rev\n---------------- -------------------- ---------------------------------------- --------- -------------------------- ---------------- --------\n/dev/nvme0n1     vol0123456789abcdef0 Amazon Elastic Block Store               1           8.59  GB /   8.59  GB    512   B +  0 B   1.0\n',
    ],
    files: dmi('Amazon EC2', 't3.micro'),
    expect: 'kvm guest aws: VH * * VH ?',
  },
  {
    name: 'ls -l /dev/disk/by-path: virtio-blk, and virtio-scsi that a name leaves open',
    texts: [
      'total 0\nlrwxrwxrwx 1 root root  9 Nov  1 10:00 virtio-pci-0000:00:05.0 -> ../../vda\nlrwxrwxrwx 1 root root 10 Nov  1 10:00 virtio-pci-0000:00:05.0-part1 -> ../../vda1\n',
    ],
    files: dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'),
    expect: '* guest: * VS * P ?',
  },
  {
    name: 'ls -l /dev/disk/by-id: a SCSI disk of QEMU may be behind virtio-scsi or an emulated controller',
    texts: ['lrwxrwxrwx 1 root root  9 Nov  1 10:00 scsi-0QEMU_QEMU_HARDDISK_drive-scsi0 -> ../../sda\n'],
    files: dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'),
    expect: '* guest: * VS * ? ?',
  },
  {
    name: 'ls -l /dev/disk/by-id: an ATA disk of QEMU',
    texts: ['lrwxrwxrwx 1 root root  9 Nov  1 10:00 ata-QEMU_HARDDISK_QM00001 -> ../../sda\n'],
    files: dmi('QEMU', 'Standard PC (Q35 + ICH9, 2009)'),
    expect: '* guest: * VS * VS ?',
  },
  {
    name: 'udevadm info of a disk and a card',
    texts: [
      'P: /devices/pci0000:00/0000:00:04.0/virtio1/block/vda\nN: vda\nE: DEVPATH=/devices/pci0000:00/0000:00:04.0/virtio1/block/vda\nE: DEVNAME=/dev/vda\nE: SUBSYSTEM=block\n\nP: /devices/vif-0/net/eth0\nE: DEVPATH=/devices/vif-0/net/eth0\nE: ID_NET_DRIVER=vif\nE: INTERFACE=eth0\nE: SUBSYSTEM=net\n',
    ],
    expect: '* *: * * * P P',
  },
  {
    name: 'hwinfo: the controller below the middle layers',
    texts: [
      '18: IDE 00.0: 10600 Disk\n  [Created at block.245]\n  Unique ID: aaaa\n  Hardware Class: disk\n  Model: "QEMU HARDDISK"\n  Vendor: "QEMU"\n  Driver: "ata_piix", "sd"\n  Device File: /dev/sda\n\n20: None 00.0: 10701 Ethernet\n  [Created at net.126]\n  Hardware Class: network interface\n  Driver: "virtio_net"\n  Device File: eth0\n',
    ],
    files: dmi('QEMU', 'Standard PC (i440FX + PIIX, 1996)'),
    expect: '* guest: * VS * VS P',
  },
  {
    name: 'yabs.sh',
    texts: [
      'Basic System Information:\n---------------------------------\nUptime     : 0 days, 1 hours, 2 minutes\nProcessor  : AMD EPYC 7713 64-Core Processor\nCPU cores  : 2 @ 1999.999 MHz\nAES-NI     : ✔ Enabled\nVM-x/AMD-V : ❌ Disabled\nRAM        : 1.9 GiB\nKernel     : 6.1.0-13-amd64\nVM Type    : KVM\n',
    ],
    expect: 'kvm guest: VH ? ? ? ?',
  },
  {
    name: 'the head of a Phoronix result',
    texts: [
      'Processor: 2 x Intel Xeon E5-2680 v4 (2 Cores), Motherboard: x\n',
      '  Processor: AMD EPYC 7571 (2 Cores)\n  Motherboard: Amazon EC2 m5a.large v1.0 (1.0 BIOS)\n  Network: Amazon Elastic\n  OS: Ubuntu 22.04\n  Kernel: 5.15.0-1004-aws (x86_64)\n  File-System: ext4\n  System Layer: amazon\n',
    ],
    expect: 'kvm guest aws: VH * * * *',
  },
  {
    name: "Salt's grains, as nested text",
    texts: [
      'local:\n    ----------\n    biosversion:\n        4.13\n    cpuarch:\n        x86_64\n    kernelrelease:\n        5.10.0-8-amd64\n    manufacturer:\n        Xen\n    num_cpus:\n        2\n    productname:\n        HVM domU\n    saltversion:\n        3004\n    virtual:\n        xen\n',
    ],
    expect: 'xen * domU: * VS * * *',
  },
  {
    name: 'facts of subscription-manager; a physical machine with a verdict of none',
    texts: [
      'cpu.core(s)_per_socket: 8\ndmi.bios.vendor: Dell Inc.\ndmi.system.manufacturer: Dell Inc.\ndmi.system.product_name: PowerEdge R640\nuname.machine: x86_64\nvirt.host_type: Not Applicable\nvirt.is_guest: False\n',
      'dmi.system.manufacturer: Red Hat\ndmi.system.product_name: KVM\nuname.release: 4.18.0-477.el8.x86_64\nvirt.host_type: kvm\nvirt.is_guest: True\n',
    ],
    expect: '* *: * VS * * *',
  },
  {
    name: 'sysctl of FreeBSD on Xen',
    texts: [
      'kern.vm_guest: xen\nhw.model: Intel(R) Xeon(R) CPU E5-2676 v3 @ 2.40GHz\nhw.machine_arch: amd64\ndev.xn.0.%desc: Virtual Network Interface\n',
    ],
    expect: 'xen: * * * * P',
  },
  {
    name: 'sysctl of OpenBSD and NetBSD: names in SMBIOS',
    texts: [
      'hw.machine=amd64\nhw.model=QEMU Virtual CPU version 2.5+\nhw.ncpu=1\nhw.vendor=QEMU\nhw.product=Standard PC (i440FX + PIIX, 1996)\n',
    ],
    expect: '* guest: * VS * * *',
  },
  {
    name: 'pciconf -l, old and new',
    texts: [
      'hostb0@pci0:0:0:0:\tclass=0x060000 card=0x11001af4 chip=0x12378086 rev=0x02 hdr=0x00\nvirtio_pci0@pci0:0:3:0:\tclass=0x020000 card=0x00011af4 chip=0x10001af4 rev=0x00 hdr=0x00\n',
      'vmx0@pci0:3:0:0:\tclass=0x020000 rev=0x01 hdr=0x00 vendor=0x15ad device=0x07b0 subvendor=0x15ad subdevice=0x07b0\n',
    ],
    expect: '* *: * * * * P',
  },
  {
    name: 'macOS in VMware Fusion, and on a Mac',
    texts: [
      'Hardware:\n\n    Hardware Overview:\n\n      Model Name: Mac\n      Model Identifier: VMware7,1\n      Processor Name: Unknown\n      Memory: 4 GB\n      Boot ROM Version: VMW71.00V\n',
    ],
    expect: 'vmware guest: * VS * * *',
  },
]
