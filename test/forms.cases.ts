import type { Case } from './machines.ts'

/** Further forms of the tools' outputs, as posts of 2010 to 2026 have them; each reduced to a few lines of our own. */
export const FORMS: readonly Case[] = [
  {
    name: 'inxi 2: the maker of the virtual board stands after Device',
    see: 'https://github.com/chromebrew/chromebrew/pull/1608',
    texts: [
      'Machine:   Device: vmware System: VMware product: VMware Virtual Platform serial: N/A\nCPU:       Single core Intel Core i7-4710HQ (-UP-) cache: 6144 KB\nNetwork:   Card: Advanced Micro Devices [AMD] 79c970 [PCnet32 LANCE] driver: pcnet32\n',
    ],
    expect: 'vmware guest: * VS * * VS',
  },
  {
    name: 'inxi calls a host of KVM a guest: the maker is a physical one',
    see: 'https://github.com/smxi/inxi/issues/194',
    texts: [
      'System:    Host: host Kernel: 4.9.0-11-amd64 x86_64 bits: 64 Console: tty 1\nMachine:   Type: Kvm System: Supermicro product: SYS-5039MS v: 0 serial: 0\n           Mobo: Supermicro model: X11SSE-F v: 1.01 serial: 0 UEFI [Legacy]: American Megatrends v: 2.2\nNetwork:   Device-1: Intel I350 Gigabit Network driver: igb\n',
    ],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'the few flags that inxi picks out show no missing hypervisor bit',
    texts: [
      'System:    Kernel: 5.10 x86_64 bits: 64 compiler: gcc v: 10.2.1 Desktop: KDE Plasma 5.20.5 \nMachine:   Type: Laptop System: LENOVO product: 20L6S02D00 v: ThinkPad T480 serial: <filter> Mobo: LENOVO model: 20L6S02D00\nCPU:       Info: Quad Core model: Intel Core i5-8250U bits: 64 type: MT MCP L2 cache: 6 MiB flags: avx avx2 lm nx pae sse sse2 sse3 sse4_1 sse4_2 ssse3 vmx bogomips: 28800\nNetwork:   Device-1: Intel Ethernet I219-V vendor: Lenovo driver: e1000e v: kernel port: efa0 bus ID: 00:1f.6\nDrives:    Local Storage: total: 238.47 GiB used: 50 GiB\n           ID-1: /dev/nvme0n1 vendor: Samsung model: MZVLB256HAHQ-000L7 size: 238.47 GiB\n',
    ],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'grains of Salt that take VMware for Xen',
    see: 'https://github.com/saltstack/salt/issues/43799',
    texts: [
      '    kernelrelease:\n        4.1.12-103.el7uek.x86_64\n    productname:\n        VMware Virtual Platform\n    serialnumber:\n        VMware-42\n    virtual:\n        xen\n    virtual_subtype:\n        Xen PV DomU\n',
    ],
    expect: 'vmware guest: * VS * * *',
  },
  {
    name: 'a few grains of 2014, flat',
    see: 'https://github.com/saltstack/salt/issues/17090',
    texts: [
      '  biosreleasedate: 04/01/2014\n  biosversion: rel-1.7.5\n  cpu_flags: fpu de pse tsc msr pae mce cx8 apic sep mtrr pge mca cmov hypervisor lahf_lm\n  cpu_model: Virtual CPU 2\n  cpuarch: x86_64\n  kernelrelease: 3.13.0-37-generic\n  manufacturer: QEMU\n  productname: Standard PC (i440FX + PIIX, 1996)\n  virtual: physical\n',
    ],
    expect: '* guest: * VS * * *',
  },
  {
    name: 'names of a physical maker show the board, and no more',
    texts: ['System Manufacturer:       LENOVO\nSystem Model:              20XW\nSystem Type:               x64-based PC\n'],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'lscpu of s390x under z/VM',
    see: 'https://github.com/util-linux/util-linux/issues/685',
    texts: [
      'Architecture:        s390x\nCPU(s):              1\nVendor ID:           IBM/S390\nMachine type:        2964\nHypervisor:          z/VM 6.3.0\nHypervisor vendor:   IBM\nVirtualization type: full\nNUMA node0 CPU(s):   0\n',
    ],
    expect: 'zvm guest: VH * * * *',
  },
  {
    name: 'lspci of a guest of HyperKit: a bridge without a name',
    see: 'https://github.com/canonical/multipass/issues/1778',
    texts: ['00:00.0 Host bridge: Network Appliance Corporation Device 1275\n'],
    expect: 'bhyve guest: VH VS * * *',
  },
  {
    name: 'system_profiler -xml of a guest',
    see: 'https://github.com/chef/ohai/pull/1164',
    texts: [
      '<plist version="1.0">\n<array>\n\t<dict>\n\t\t<key>_items</key>\n\t\t<array>\n\t\t\t<dict>\n\t\t\t\t<key>boot_rom_version</key>\n\t\t\t\t<string>VMW71.00V</string>\n\t\t\t\t<key>machine_model</key>\n\t\t\t\t<string>MacBookPro12,1</string>\n\t\t\t\t<key>machine_name</key>\n\t\t\t\t<string>MacBook Pro</string>\n',
    ],
    expect: 'vmware guest: * VS * * *',
  },
  {
    name: "system_profiler -json of Apple's own virtual machine",
    texts: [
      '{\n  "SPHardwareDataType" : [\n    {\n      "_name" : "hardware_overview",\n      "boot_rom_version" : "10151.1.1",\n      "chip_type" : "Apple M1 (Virtual)",\n      "machine_model" : "VirtualMac2,1",\n      "machine_name" : "Apple Virtual Machine 1"\n    }\n  ]\n}\n',
    ],
    expect: 'apple guest: VH VS * * *',
  },
  {
    name: 'system_profiler through grep',
    see: 'https://github.com/utmapp/UTM/issues/6996',
    texts: ['Model Name: Apple Virtual Machine 1\nModel Identifier: VirtualMac2,1\nChip: Apple M1 Pro (Virtual)\n'],
    expect: 'apple guest: VH VS * * *',
  },
  {
    name: "Ansible's facts through grep",
    see: 'https://github.com/ansible/ansible/issues/21573',
    texts: [
      '        "ansible_product_name": "VMware Virtual Platform",\n        "ansible_system_vendor": "VMware, Inc.",\n        "ansible_virtualization_role": "NA",\n        "ansible_virtualization_type": "NA",\n',
    ],
    expect: 'vmware guest: * VS * * *',
  },
  {
    name: "Ansible's facts that are cut off",
    texts: [
      'web | SUCCESS => {\n    "ansible_facts": {\n        "ansible_architecture": "x86_64",\n        "ansible_product_name": "HVM domU",\n        "ansible_system_vendor": "Xen",\n        "ansible_mounts": [\n            {\n                "block_av',
    ],
    expect: 'xen * domU: * VS * * *',
  },
  {
    name: 'udevadm info --attribute-walk',
    see: 'https://github.com/systemd/systemd/issues/17670',
    texts: [
      '  looking at device \'/devices/pci0000:00/0000:00:02.3/0000:04:00.0/virtio2/block/vda\':\n    KERNEL=="vda"\n    SUBSYSTEM=="block"\n    DRIVER==""\n',
    ],
    expect: '*: * * * P *',
  },
  {
    name: 'udevadm info --attribute-walk: the model stands with a parent',
    texts: [
      '  looking at device \'/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0/block/sda\':\n    KERNEL=="sda"\n    SUBSYSTEM=="block"\n\n  looking at parent device \'/devices/pci0000:00/0000:00:1f.2/ata1/host0/target0:0:0/0:0:0:0\':\n    KERNELS=="0:0:0:0"\n    ATTRS{model}=="QEMU HARDDISK   "\n    ATTRS{vendor}=="ATA     "\n',
    ],
    expect: '*: * * * VS *',
  },
  {
    name: 'a tree of /dev/disk',
    see: 'https://github.com/tinkerbell/hook/pull/227',
    texts: [
      '/dev/disk\n├── by-id\n│   ├── ata-QEMU_HARDDISK_QM00001 -> ../../sda\n│   └── ata-QEMU_HARDDISK_QM00001-part1 -> ../../sda1\n',
    ],
    expect: '*: * * * VS *',
  },
  {
    name: 'nvme list names Amazon, and leaves open whether it is bare metal',
    see: 'https://github.com/libopenstorage/openstorage/pull/578',
    texts: [
      'Node             SN                   Model                                    Namespace Usage\n---------------- -------------------- ---------------------------------------- --------- -----\n/dev/nvme0n1     vol00000000000000000 Amazon Elastic Block Store               1           0.00   B\n',
    ],
    expect: 'unknown aws: ? ? ? ? ?',
  },
  {
    name: 'yabs names the partition that it writes to',
    see: 'https://github.com/masonr/yet-another-bench-script/issues/88',
    texts: [
      'Basic System Information:\nProcessor  : AMD Ryzen 9\nAES-NI     : ✔ Enabled\nVM-x/AMD-V : ❌ Disabled\nKernel     : 5.15.0-57-generic\nVM Type    : KVM\n\nfio Disk Speed Tests (Mixed R/W 50/50) (Partition /dev/vda2):\n',
    ],
    expect: 'kvm guest: VH ? ? P ?',
  },
  {
    name: 'Phoronix Test Suite 10, as text',
    texts: [
      'Phoronix Test Suite v10.8.4\nSystem Information\n\n\n  PROCESSOR:              Intel Xeon Platinum 8259CL\n    Core Count:           1\n    Thread Count:         2\n\n  GRAPHICS:               Amazon.com 1111\n\n  MOTHERBOARD:            Amazon EC2 t3.small\n    BIOS Version:         1.0\n    Chipset:              Intel 440FX 82441FX PMC\n    Network:              Amazon Elastic\n\n  DISK:                   9GB Amazon Elastic Block Store\n    File-System:          ext4\n\n  OPERATING SYSTEM:       Ubuntu 20.04\n    Kernel:               5.15.0-1023-aws (x86_64)\n    System Layer:         amazon\n',
    ],
    expect: 'kvm guest aws: VH VS ? VH VH',
  },
  {
    name: 'Phoronix, in a line',
    texts: [
      'Processor: Intel Xeon E5-2676 v3 (1 Core), Motherboard: Xen HVM domU (4.2.amazon BIOS), Chipset: Intel 440FX- 82441FX PMC, Memory: 1024MB, Disk: 8GB, Graphics: cirrusdrmfb\n\nOS: Ubuntu 14.04, Kernel: 3.13.0-48-generic (x86_64), Compiler: GCC 4.8.2, File-System: ext4, Screen Resolution: 1024x768, System Layer: Xen HVM domU\n',
    ],
    expect: 'xen * domU aws: VH VS * * *',
  },
  {
    name: 'the alias that the kernel makes of DMI',
    see: 'https://github.com/Ylianst/MeshCentral/issues/1169',
    texts: ['   "uevent": "MODALIAS=dmi:bvnXen:bvr4.2.amazon:bd08/24/2006:svnXen:pnHVMdomU:pvr4.2.amazon:cvnXen:ct1:cvr:",\n'],
    expect: 'xen * domU aws: VH VS * * *',
  },
  {
    name: 'the alias of a QEMU guest',
    texts: ['dmi:bvnSeaBIOS:bvr1.16.2:bd04/01/2014:br0.0:svnQEMU:pnStandardPC(Q35+ICH9,2009):pvrpc-q35-8.0:cvnQEMU:ct1:\n'],
    expect: '* guest: * VS * * *',
  },
  {
    name: 'prtdiag of Solaris',
    see: 'https://github.com/ansible/ansible/issues/75639',
    texts: ['System Configuration: Xen HVM domU\nBIOS Configuration: Xen 4.4.4OVM 07/01/2020\n'],
    expect: 'xen * domU: VH VS * * *',
  },
  {
    name: 'a Windows function with its instance',
    texts: [
      'InstanceId\n----------\nPCI\\VEN_1AF4&DEV_1000&SUBSYS_00011AF4&REV_00\\3&13C0B0C5&0&18\nPCI\\VEN_1AF4&DEV_1001&SUBSYS_00021AF4&REV_00\\3&13C0B0C5&0&20\n',
    ],
    expect: '* guest: * * * P P',
  },
  {
    name: 'lshw without the headings of its nodes',
    see: 'https://github.com/lyonel/lshw/pull/90',
    texts: [
      '       description: Virtual I/O device\n       physical id: 0\n       bus info: virtio@3\n       logical name: /dev/vda\n       size: 8GiB (8589MB)\n',
    ],
    expect: '*: * * * P *',
  },
  {
    name: 'lshw -short',
    texts: [
      'H/W path            Device     Class      Description\n===================================================\n                               system     Standard PC (i440FX + PIIX, 1996)\n/0                             bus        Motherboard\n/0/0                           memory     96KiB BIOS\n/0/400                         processor  Intel Xeon Processor (Skylake, IBRS)\n/0/100                         bridge     440FX - 82441FX PMC [Natoma]\n/0/100/3                       network    Virtio network device\n/0/100/3/0          ens3       network    Ethernet interface\n/0/100/5                       storage    Virtio block device\n/0/100/5/0          /dev/vda   disk       21GB Virtual I/O device\n/0/100/5/0/1        /dev/vda1  volume     19GiB EXT4 volume\n',
    ],
    expect: '* guest: ? VS ? P P',
  },
  {
    name: 'lshw -businfo',
    texts: [
      'Bus info          Device     Class      Description\n==================================================\n                             system     HVM domU\npci@0000:00:00.0             bridge     440FX - 82441FX PMC [Natoma]\npci@0000:00:03.0             generic    Xen Platform Device\nvirtual@/dev/xvda            disk       8GB\n                  eth0       network    Ethernet interface\n',
    ],
    expect: 'xen * domU: VH VS * * *',
  },
  {
    name: 'lspci -mm',
    texts: [
      '00:00.0 "Host bridge" "Intel Corporation" "440FX - 82441FX PMC [Natoma]" -r02 "Red Hat, Inc." "Qemu virtual machine"\n00:03.0 "Ethernet controller" "Red Hat, Inc." "Virtio network device" "Red Hat, Inc." "Device 0001"\n00:04.0 "SCSI storage controller" "Red Hat, Inc." "Virtio block device" "Red Hat, Inc." "Device 0002"\n',
    ],
    expect: '* guest: ? VS ? P P',
  },
  {
    name: 'lspci -vmm',
    texts: [
      'Slot:\t00:02.0\nClass:\tUnassigned class [ff80]\nVendor:\tXenSource, Inc.\nDevice:\tXen Platform Device\nSVendor:\tXenSource, Inc.\nSDevice:\tXen Platform Device\nRev:\t01\n\n',
    ],
    expect: 'xen * domU: VH VS * * *',
  },
  {
    name: 'lspci -vmmn',
    texts: ['Slot:\t00:03.0\nClass:\t0200\nVendor:\t1af4\nDevice:\t1000\nSVendor:\t1af4\nSDevice:\t0001\n\n'],
    expect: '* *: * * * * P',
  },
  {
    name: 'lspci -mmnn',
    texts: [
      '00:03.0 "Ethernet controller [0200]" "Red Hat, Inc. [1af4]" "Virtio network device [1000]" "Red Hat, Inc. [1af4]" "Device [0001]"\n',
    ],
    expect: '* *: * * * * P',
  },
  {
    name: 'lspci -tv',
    texts: [
      '-[0000:00]-+-00.0  Intel Corporation 440FX - 82441FX PMC [Natoma]\n           +-01.0  Intel Corporation 82371SB PIIX3 ISA [Natoma/Triton II]\n           +-01.1  Intel Corporation 82371SB PIIX3 IDE [Natoma/Triton II]\n           +-02.0  XenSource, Inc. Xen Platform Device\n           \\-03.0  Cirrus Logic GD 5446\n',
    ],
    expect: 'xen * domU: VH VS * * *',
  },
  {
    name: 'lscpu -J',
    texts: [
      '{\n   "lscpu": [\n      {"field": "Architecture:", "data": "x86_64"},\n      {"field": "CPU(s):", "data": "4"},\n      {"field": "Vendor ID:", "data": "GenuineIntel", "children": [\n        {"field":"Model name:","data":"Intel Xeon"},\n        {"field": "Hypervisor vendor:", "data": "Xen"},\n        {"field": "Virtualization type:", "data": "full"}]}\n   ]\n}\n',
    ],
    expect: 'xen * domU: VH * * * *',
  },
  {
    name: 'hostnamectl --json',
    texts: [
      '{\n\t"Hostname" : "g",\n\t"StaticHostname" : "g",\n\t"Chassis" : "vm",\n\t"KernelName" : "Linux",\n\t"KernelRelease" : "6.1.0-18-amd64",\n\t"OperatingSystemPrettyName" : "Debian GNU/Linux 12 (bookworm)",\n\t"HardwareVendor" : "QEMU",\n\t"HardwareModel" : "Standard PC _Q35 + ICH9, 2009_",\n\t"FirmwareVersion" : "1.16.2"\n}\n',
    ],
    expect: '* guest: * VS * * *',
  },
  {
    name: 'instance data of cloud-init',
    texts: [
      '{\n "base64_encoded_keys": [],\n "v1": {\n  "_beta_keys": ["subplatform"],\n  "availability_zone": "us-east-1b",\n  "cloud_id": "aws",\n  "cloud_name": "aws",\n  "instance_id": "i-0abc",\n  "kernel_release": "5.15.0-1051-aws",\n  "machine": "x86_64",\n  "platform": "ec2",\n  "region": "us-east-1",\n  "subplatform": "metadata (http://169.254.169.254)",\n  "system_platform": "Linux-5.15.0-1051-aws-x86_64-with-glibc2.35"\n },\n "ds": {"meta_data": {"instance-type": "m5.large"}}\n}\n',
    ],
    expect: '* aws: * * * * *',
  },
  {
    name: 'cloud-init status --long',
    texts: [
      'status: done\nextended_status: done\nboot_status_code: enabled-by-generator\nlast_update: Thu, 01 Jan 1970 00:00:21 +0000\ndetail: DataSourceHetzner\nerrors: []\n',
    ],
    expect: '* hetzner: * * * * *',
  },
  {
    name: 'ec2-metadata',
    texts: [
      'ami-id: ami-0abc\nami-launch-index: 0\ninstance-id: i-0abc\ninstance-type: m3.medium\nlocal-hostname: ip-10-0-0-1.ec2.internal\nplacement: us-east-1a\nkernel-id: aki-1\n',
    ],
    expect: '* aws: * * * * *',
  },
  {
    name: 'lsblk -P',
    texts: [
      'NAME="xvda" MAJ:MIN="202:0" RM="0" SIZE="8G" RO="0" TYPE="disk" MOUNTPOINT=""\nNAME="xvda1" MAJ:MIN="202:1" RM="0" SIZE="8G" RO="0" TYPE="part" MOUNTPOINT="/"\n',
    ],
    expect: 'xen * domU: * * * P *',
  },
  {
    name: 'df',
    texts: [
      'Filesystem      Size  Used Avail Use% Mounted on\nudev            2.0G     0  2.0G   0% /dev\n/dev/xvda1       20G  3.4G   16G  18% /\ntmpfs           394M     0  394M   0% /run/user/1000\n',
    ],
    expect: 'xen * domU: * * * P *',
  },
  {
    name: 'findmnt',
    texts: ['TARGET SOURCE    FSTYPE OPTIONS\n/      /dev/xvda1 ext4   rw,relatime\n'],
    expect: 'xen * domU: * * * P *',
  },
  {
    name: '/proc/partitions',
    texts: ['major minor  #blocks  name\n\n 252        0   20971520 vda\n 252        1   20970496 vda1\n'],
    expect: '*: * * * P *',
  },
  {
    name: 'ip -d link names the bus of a card',
    texts: [
      '2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc mq state UP mode DEFAULT group default qlen 1000\n    link/ether 00:16:3e:00:00:01 brd ff:ff:ff:ff:ff:ff promiscuity 0 minmtu 68 maxmtu 65535 addrgenmode eui64 numtxqueues 2 numrxqueues 2 gso_max_size 65536 gso_max_segs 65535 parentbus xen parentdev vif-0\n',
    ],
    expect: 'xen *: * * * * P',
  },
  {
    name: 'links of network cards',
    texts: [
      'lrwxrwxrwx 1 root root 0 Jan  1 00:00 ens3 -> ../../devices/pci0000:00/0000:00:03.0/virtio0/net/ens3\nlrwxrwxrwx 1 root root 0 Jan  1 00:00 lo -> ../../devices/virtual/net/lo\n',
    ],
    expect: '*: * * * * P',
  },
  {
    name: 'xenstore-ls of a guest',
    texts: [
      'vm = "/vm/6c1b"\ndevice = ""\n vbd = ""\n  51712 = ""\n   backend = "/local/domain/0/backend/vbd/3/51712"\n   backend-id = "0"\n   state = "4"\n   virtual-device = "51712"\n vif = ""\n  0 = ""\n   backend = "/local/domain/0/backend/vif/3/0"\n   state = "4"\ncontrol = ""\n shutdown = ""\nmemory = ""\n target = "1048576"\n',
    ],
    expect: 'xen *: * * * P P',
  },
  {
    name: 'xenstore-ls of domain 0',
    texts: [
      'tool = ""\n xenstored = ""\nvm = ""\n /0 = ""\nlocal = ""\n domain = ""\n  0 = ""\n   name = "Domain-0"\n   device-model = ""\n',
    ],
    expect: 'xen * dom0: * H * * *',
  },
  {
    name: 'kenv of FreeBSD',
    texts: [
      'smbios.bios.vendor="Xen"\nsmbios.bios.version="4.13"\nsmbios.system.maker="Xen"\nsmbios.system.product="HVM domU"\n',
    ],
    expect: 'xen * domU: VH VS * * *',
  },
  {
    name: 'sysctl of NetBSD names the hypervisor',
    texts: [
      'machdep.dmi.system-vendor = QEMU\nmachdep.dmi.system-product = Standard PC (Q35 + ICH9, 2009)\nmachdep.hypervisor = KVM\n',
    ],
    expect: 'kvm guest: VH VS * * *',
  },
  {
    name: "sysctl of macOS in Apple's virtual machine",
    texts: ['kern.hv_vmm_present: 1\nmachdep.cpu.brand_string: Apple M1 (Virtual)\n'],
    expect: 'apple guest: VH * * * *',
  },
  {
    name: 'hwinfo --short',
    texts: [
      'cpu:                                                            \n                       Intel Xeon Processor (Skylake), 2100 MHz\nstorage:\n                       Red Hat Virtio SCSI\nnetwork:\n  eth0                 Virtio Ethernet Card 0\ndisk:\n  /dev/vda             Disk\n',
    ],
    expect: '*: * * * P P',
  },
  {
    name: 'fastfetch --json lists disks',
    texts: [
      '[{"type":"Title","result":{"userName":"root"}},{"type":"OS","result":{"name":"Debian"}},{"type":"Host","result":{"family":"","name":"KVM/QEMU Standard PC (Q35 + ICH9, 2009)","version":"pc-q35-8.1","sku":"","vendor":"QEMU"}},{"type":"Kernel","result":{"architecture":"x86_64","name":"Linux","release":"6.1.0"}},{"type":"PhysicalDisk","result":[{"name":"0x1af4","devPath":"/dev/vda","interconnect":"Virtual","kind":"HDD"}]}]\n',
    ],
    expect: 'kvm guest: VH VS ? P ?',
  },
  {
    name: 'a node without the version of its kubelet',
    see: 'https://github.com/digitalocean/digitalocean-cloud-controller-manager/issues/126',
    texts: [
      'apiVersion: v1\nkind: Node\nmetadata:\n  labels:\n    kubernetes.io/hostname: node-1\nspec:\n  podCIDR: 192.168.3.0/24\n  providerID: digitalocean://1\n',
    ],
    expect: '* digitalocean: * * * * *',
  },
  {
    name: 'a laptop of Microsoft is no guest of Hyper-V',
    see: 'https://github.com/ansible/ansible/issues/80197',
    texts: ['System Information\n\tManufacturer: Microsoft Corporation\n\tProduct Name: Surface Laptop Go\n'],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'Ansible calls a guest of oVirt RHV',
    see: 'https://github.com/ansible/ansible/issues/72875',
    texts: ['        "ansible_virtualization_role": "guest",\n        "ansible_virtualization_type": "RHV",\n'],
    expect: 'kvm guest: VH * * * *',
  },
  {
    name: 'Get-Disk of a guest of VMware',
    see: 'https://github.com/ansible/ansible/pull/51595',
    texts: [
      'DiskNumber            : 0\nBusType               : SAS\nFriendlyName          : VMware Virtual disk\nManufacturer          : VMware\nModel                 : Virtual disk\n',
    ],
    expect: 'vmware guest: * * * * *',
  },
  {
    name: 'the communication device of VMware in a piece of a log',
    see: 'https://github.com/home-assistant/operating-system/issues/1880',
    texts: [
      '[    0.571283] vmw_vmci 0000:00:07.7: Using capabilities 0x1c\n[    0.571884] Guest personality initialized and is active\n[    0.572221] hv_vmbus: registering driver hv_storvsc\n',
    ],
    expect: 'vmware guest: * * * * *',
  },
  {
    name: 'the debug output of systemd-detect-virt in a guest of XenServer with Viridian: the firmware is Xen, the signature of Hyper-V',
    see: 'https://github.com/systemd/systemd/pull/8859',
    texts: [
      '% SYSTEMD_LOG_LEVEL=debug systemd-detect-virt\nVirtualization Xen found in DMI (/sys/class/dmi/id/sys_vendor)\nVirtualization found, CPUID=Microsoft Hv\nFound VM virtualization microsoft\nmicrosoft\n',
    ],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm domU: VH VS * * *',
  },
  {
    name: 'the debug output of systemd-detect-virt in dom0, where the tool finds no name',
    see: 'https://github.com/systemd/systemd/issues/28113',
    texts: [
      "Virtualization XEN, found /sys/hypervisor/properties/features with value 000228f0, XENFEAT_dom0 (indicating the 'hardware domain') is set.\nVirtualization found, CPUID=\nFound VM virtualization vm-other\nvm-other\n",
    ],
    expect: 'xen pv dom0: P H P ? ?',
  },
  {
    name: 'virt-what prints xen-hvm in a guest only',
    see: 'https://github.com/DE-IBH/apt-dater/issues/40',
    texts: ['xen\nxen-hvm\n'],
    expect: 'xen hvm/hvm-pv-drivers/pvhvm/pvh/pvh-v1 domU: VH * * * *',
  },
  {
    name: "SeaBIOS's log behind the times of a test system",
    see: 'https://github.com/spdk/spdk/issues/3109',
    texts: [
      '00:18:24.650  SeaBIOS (version 1.16.1-2.fc37)\n00:18:24.650  No Xen hypervisor found.\n00:18:24.650  Running on QEMU (i440fx)\n00:18:24.650  Running on KVM\n',
    ],
    expect: 'kvm guest: VH VS * ? ?',
  },
  {
    name: 'facter asked for dmi alone, in a guest of Yandex Cloud that it calls real',
    see: 'https://github.com/OpenVoxProject/openfact/issues/61',
    texts: [
      '# facter is_virtual dmi\ndmi => {\n  bios => {\n    vendor => "Yandex",\n    version => "pc-q35-yc-5.0"\n  },\n  manufacturer => "Yandex",\n  product => {\n    name => "xeon-gold"\n  }\n}\nis_virtual => false\n',
    ],
    expect: 'unknown guest: ? VS ? ? ?',
  },
  {
    name: "dmidecode's firmware alone, of Hyper-V",
    see: 'https://github.com/Solvik/netbox-agent/issues/99',
    texts: ['BIOS Information\n\tVendor: Microsoft Corporation\n\tVersion: Hyper-V UEFI Release v1.0\n'],
    expect: 'hyperv guest: VH VS * ? ?',
  },
  {
    name: 'smbios of illumos in a virtual machine of OmniOS, which is bhyve',
    see: 'https://github.com/omniosorg/pkg5/pull/232',
    texts: [
      'ID    SIZE TYPE\n2     105  SMB_TYPE_SYSTEM (type 1) (system information)\n\n  Manufacturer: OmniOS\n  Product: OmniOS HVM\n  Version: 1.0\n',
    ],
    expect: 'bhyve guest: VH VS * ? ?',
  },
  {
    name: "lshw's head of a pSeries guest",
    see: 'https://github.com/lyonel/lshw/pull/10',
    texts: [
      'guest\n    description: pSeries Guest\n    product: linux,kvm Model# 8286-42A\n    vendor: IBM\n  *-core\n       description: Motherboard\n       physical id: 0\n       capabilities: qemu_pseries\n',
    ],
    expect: 'kvm guest: VH VS * ? ?',
  },
  {
    name: "lshw's piece with a bridge of VMware",
    see: 'https://github.com/distr1/distri/issues/78',
    texts: [
      '        *-pci:26\n             description: PCI bridge\n             product: PCI Express Root Port\n             vendor: VMware\n             physical id: 18\n             bus info: pci@0000:00:18.0\n             configuration: driver=pcieport\n',
    ],
    expect: 'vmware guest: ? VS ? ? ?',
  },
  {
    name: 'one line of kubectl describe node',
    see: 'https://github.com/kubernetes/kubernetes/pull/57657',
    texts: ['ProviderID:                  azure:///subscriptions/0/virtualMachines/node-1\n'],
    expect: 'hyperv guest azure: VH * * * *',
  },
  {
    name: 'the type of an EC2 instance of Nitro in the labels of a node',
    see: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html',
    texts: ['kubeletVersion: v1.30.0\nnode.kubernetes.io/instance-type: m6i.large\n'],
    expect: 'kvm guest: VH * * * *',
  },
  {
    name: 'a bare-metal type of an EC2 instance shows no hypervisor',
    see: 'https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html',
    texts: ['kubeletVersion: v1.30.0\nnode.kubernetes.io/instance-type: m6i.metal\n'],
    expect: 'unknown: ? ? ? ? ?',
  },
  {
    name: 'xsos of a real server',
    see: 'https://github.com/ryran/xsos/issues/98',
    texts: ['DMIDECODE\n  BIOS:\n    HP, version P68, 07/02/2013\n  System:\n    Mfr:  HP\n    Prod: ProLiant DL360 G7\n'],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'format of illumos with a virtio disk',
    see: 'https://github.com/TritonDataCenter/smartos-live/issues/635',
    texts: [
      'AVAILABLE DISK SELECTIONS:\n       0. c1t0d0 <Virtio-Block Device-0000-20.00GB>\n          /pci@0,0/pci1af4,2@4/blkdev@0,0\n',
    ],
    expect: 'unknown: ? ? ? P ?',
  },
  {
    name: 'format of illumos with the disk frontend of Xen beside an emulated disk',
    see: 'https://github.com/openzfs/openzfs/pull/190',
    texts: [
      'AVAILABLE DISK SELECTIONS:\n       0. c1d0 <QEMU HARDDISK=QM00003-QM00003-0001-32.00GB>\n          /pci@0,0/pci-ide@1,1/ide@1/cmdk@0,0\n       1. c2t2d0 <Unknown-Unknown-0001-32.00GB>\n          /xpvd/xdf@51744\n',
    ],
    expect: 'xen domU: * * * ? ?',
  },
  {
    name: "udev's file of a virtio disk",
    see: 'https://github.com/prometheus/node_exporter/pull/3398',
    texts: ['S:disk/by-id/virtio-data\nS:disk/by-path/virtio-pci-0000:00:0b.0\nE:ID_SERIAL=data\nG:systemd\n'],
    expect: 'unknown: ? ? ? P ?',
  },
]
