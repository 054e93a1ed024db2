import { tidyFor } from '../src/archive/texts/tidy.ts'
import type { Case } from './machines.ts'

const at = (seconds: number, ...lines: readonly string[]): string =>
  lines.map((line, i) => `[${String(seconds).padStart(5)}.${100_000 + i}] ${line}\n`).join('')
/** As readers get what was pasted. */
const pasted = (text: string): string => tidyFor(text)(text)
const quoted = (text: string): string => pasted(text.replace(/^(?=.)/gm, '> '))

/** What people wrote to lists, trackers and forums about machines without Xen, each reduced to the lines that decide. */
export const THREADS: readonly Case[] = [
  {
    name: 'vmxnet3 in the messages of a service restart: a guest, of VMware or of QEMU, which emulates the card',
    texts: [
      'Nov  9 21:32:51 shop systemd: Starting LSB: Bring up/down networking...\nNov  9 21:32:53 shop kernel: vmxnet3 0000:03:00.0 ens160: NIC Link is Up 10000 Mbps\n',
    ],
    expect: 'unknown guest: ? ? ? ? P',
  },
  {
    name: "the middle of FreeBSD's messages in bhyve",
    see: 'https://github.com/churchers/vm-bhyve',
    texts: [
      'acpi0: <BHYVE BVXSDT> on motherboard\nhpet0: <High Precision Event Timer> iomem 0xfed00000-0xfed003ff on acpi0\nvirtio_pci0: <VirtIO PCI Block adapter> port 0x2000-0x207f irq 16 at device 4.0 on pci0\nvtblk0: <VirtIO Block Adapter> on virtio_pci0\nvtnet0: <VirtIO Networking Adapter> on virtio_pci1\n',
    ],
    expect: 'bhyve guest: VH VS * P P',
  },
  {
    name: "the end of NetBSD's messages in bhyve: the host bridge by its numbers, which its list of names lacks",
    see: 'https://github.com/freebsd/freebsd-src/blob/main/usr.sbin/bhyve/pci_hostbridge.c',
    texts: [
      'pci0 at mainbus0 bus 0: configuration mode 1\npchb0 at pci0 dev 0 function 0: vendor 1275 product 1275 (rev. 0x00)\nvirtio0 at pci0 dev 3 function 0\nld0 at virtio0: Features: 0x10000244<INDIRECT_DESC,FLUSH>\nvirtio1 at pci0 dev 4 function 0\nvioif0 at virtio1: Features: 0x11010020<INDIRECT_DESC,STATUS,MAC>\n',
    ],
    expect: 'bhyve guest: VH VS * P P',
  },
  {
    name: "OpenBSD's messages in its own hypervisor, without their beginning",
    texts: [
      'cpu0: 256KB 64b/line 8-way L2 cache\npvbus0 at mainbus0: OpenBSD\npci0 at mainbus0 bus 0\npchb0 at pci0 dev 0 function 0 "OpenBSD VMM Host" rev 0x00\nvirtio1 at pci0 dev 2 function 0 "Qumranet Virtio Network" rev 0x00\nvio0 at virtio1: address fe:e1:bb:00:00:01\nvirtio2 at pci0 dev 3 function 0 "Qumranet Virtio Storage" rev 0x00\nvioblk0 at virtio2\nscsibus0 at vioblk0: 2 targets\nsd0 at scsibus0 targ 0 lun 0: <VirtIO, Block Device, > SCSI3 0/direct fixed\n',
    ],
    expect: 'openbsd-vmm guest: VH VS * P P',
  },
  {
    name: 'a trace in a mail as it was sent: quoted-printable, the list of modules broken in the middle of a name',
    texts: [
      pasted(`Modules linked in: loop ip_tables ext4 jbd2 sd_mod sr_mod ata_generic =
pata_acpi virtio_net virtio_balloon ata_piix virtio_pci serio_raw vir=
tio floppy dm_mod [last unloaded: probe]
CPU: 2 PID: 1129 Comm: kworker/2:3 Tainted: G        W  O    4.14.243-1.el=
7.x86_64 #1
Hardware name: Nutanix AHV, BIOS 1.11.0-2.el7 04/01/2014
`),
    ],
    expect: 'kvm guest nutanix: * VS * ? P',
  },
  {
    name: 'the same with the columns of a syslog server before each line, and quoted at several depths',
    texts: [
      pasted(
        '> > > > warning kern kernel - - watchdog: BUG: soft lockup - CPU#7 stuck for 26s!\n> > > warning kern kernel - - CPU: 7 PID: 2238460 Comm: postmaster Kdump: loaded Tainted: G  L 6.2.8 #1\n> > > warning kern kernel - - Hardware name: Nutanix AHV, BIOS 1.11.0-2.el7 04/01/2014\n',
      ),
    ],
    expect: 'kvm guest nutanix: * VS * ? ?',
  },
  {
    name: "a guest of a cloud that runs guests itself: VT-x on QEMU's board is KVM's",
    see: 'https://github.com/kubevirt/kubevirt/issues/940',
    texts: [
      at(
        772,
        'Modules linked in: tun vhost bridge kvm_intel kvm irqbypass virtio_net virtio_balloon i2c_piix4 qemu_fw_cfg',
        'CPU: 1 PID: 31570 Comm: CPU 3/KVM Not tainted 4.15.16 #1',
        'Hardware name: Red Hat OpenStack Compute, BIOS 1.10.2-3.el7_4.1 04/01/2014',
      ),
    ],
    expect: 'kvm guest openstack: VH VS * * P',
  },
  {
    name: 'the same by the messages of KVM alone',
    texts: [
      at(
        751,
        'kvm [31560]: vcpu0, guest rIP: 0xffffffff86060d94 disabled perfctr wrmsr: 0xc2 data 0xffff',
        'Hardware name: QEMU Standard PC (i440FX + PIIX, 1996), BIOS 1.10.2 04/01/2014',
      ),
    ],
    expect: 'kvm guest: VH VS * * *',
  },
  {
    name: 'a file server whose kernel has loaded KVM: nothing is below it',
    texts: [
      at(
        9917,
        'Modules linked in: nfsd lockd sunrpc i915 kvm_intel kvm irqbypass tg3 smartpqi mgag200 i40e ipmi_si usb_storage',
        'CPU: 1 PID: 1448 Comm: nfsd Not tainted 6.6.12 #1',
        'Hardware name: Dell Inc. PowerEdge T440/021KCD, BIOS 2.12.2 07/09/2021',
      ),
    ],
    expect: 'none: H H H H H',
  },
  {
    name: "a host whose guest's processor was at work, in a mail that wrapped the board",
    texts: [
      `[  283.392355] CPU: 1 PID: 12345 Comm: CPU 0/KVM Kdump: loaded Not tainted
4.19.120-1.el7.x86_64 #1
[  283.392393] Hardware name: Dell Inc. PowerEdge R640/0W23H8, BIOS 1.4.9
06/29/2018
[  283.392434] RIP: 0010:vmx_vcpu_run+0x417/0xd10 [kvm_intel]
`,
    ],
    expect: 'none host: H H H ? ?',
  },
  {
    name: "a domain 0's modules do not make it bare",
    texts: [
      at(
        9,
        'Modules linked in: xen_netback xen_blkback kvm tg3',
        'CPU: 1 PID: 1448 Comm: qemu-system-i38 Not tainted 4.19.0 #1',
        'Hardware name: Dell Inc. PowerEdge T440/021KCD, BIOS 2.12.2 07/09/2021',
      ),
    ],
    expect: 'unknown: ? H ? ? ?',
  },
  {
    name: 'a guest on IBM Z in the messages of a log server that gives the kernel a process id',
    texts: [
      'Sep 05 21:07:32 host kernel[1777]:  Linux version 5.15.0-79-generic (builder@s390x) #86 SMP\nSep 05 21:07:32 host kernel[1777]:  setup: Linux is running under KVM in 64-bit mode\nSep 05 21:07:32 host kernel[1777]:  virtio_blk virtio0: [vda] 209715200 512-byte logical blocks (107 GB/100 GiB)\n',
    ],
    expect: 'kvm guest: * * * P ?',
  },
  {
    name: 'the same where QEMU emulates the processor',
    texts: [at(0, 'setup: Linux is running under KVM in 64-bit mode', 'Hardware name: QEMU 8561 QEMU (KVM/Linux)')],
    expect: 'qemu-tcg guest: VS * * ? ?',
  },
  {
    name: 'Parallels on Arm: quoted, the modules and the board wrapped',
    texts: [
      quoted(`[  147.546600] Modules linked in: sunrpc nft_chain_nat nf_conntrack nf_tables
nfnetlink virtio_balloon virtio_gpu ahci_platform libahci_platform crct10dif_ce
sha3_ce virtio_net sha512_ce net_failover failover virtio_mmio ip6_tables fuse
[  147.546646] CPU: 5 UID: 0 PID: 39703 Comm: kunit_try_catch Tainted:
G                 N 6.11.0-rc7 #2
[  147.546650] Hardware name: Parallels International GmbH. Parallels
ARM Virtual Machine/Parallels ARM Virtual Platform, BIOS 20.0.0
(55653) Thu, 05 Sep 202
`),
    ],
    expect: 'parallels guest: VH VS * ? P',
  },
  {
    name: 'Hyper-V: the trace has no stamps, and the board goes on in the next line',
    texts: [
      quoted(`KASAN detected the following issue:

 BUG: KASAN: slab-out-of-bounds in flush_tlb_multi+0xf88/0x1060
 CPU: 1 PID: 33 Comm: kcompactd0 Not tainted 5.14.0 #1
 Hardware name: Microsoft Corporation Virtual Machine/Virtual Machine,
     BIOS Hyper-V UEFI Release v4.0 12/17/2019
 Call Trace:
`),
    ],
    expect: 'hyperv guest: VH VS * ? ?',
  },
  {
    name: 'a log whose machine name was taken out',
    texts: [
      'Mar  1 18:54:12  kernel: hv_netvsc 6045bdaa-0000-0000-0000-000000000000 eth0: VF slot 1 added\nMar  1 18:54:13  kernel: Hardware name: Microsoft Corporation Virtual Machine/Virtual Machine, BIOS 090008  12/07/2018\n',
    ],
    expect: 'hyperv guest: VH VS * ? *',
  },
  {
    name: 'WSL 1 by what PowerShell prints of itself',
    texts: [
      'Name                           Value\n----                           -----\nPSVersion                      6.0.0\nOS                             Linux 4.4.0-43-Microsoft #1-Microsoft Wed Dec 31 14:42:53 PST 2014\n',
    ],
    expect: 'unknown wsl: ? ? ? ? ?',
  },
  {
    name: 'WSL 1 by the start of a program',
    texts: [
      '*** Starting uWSGI 2.0.19.1 (64bit) ***\nos: Linux-4.4.0-18362-Microsoft #1-Microsoft Mon Mar 18 12:02:00 PST 2019\nnodename: HOST\n',
    ],
    expect: 'unknown wsl: ? ? ? ? ?',
  },
  {
    name: 'a virtual machine of macOS by what Incus lists',
    see: 'https://github.com/lxc/incus/blob/main/cmd/incus/info.go',
    texts: [
      'System:\n  UUID: 4ff85147-0000-0000-0000-000000000001\n  Vendor: Apple Inc.\n  Product: Apple Virtualization Generic Platform\n  Version: 1\n',
    ],
    expect: 'apple guest: VH VS * ? ?',
  },
  {
    name: "QEMU's functions by name, in a listing that lost its indentation",
    texts: [
      '00:00.0 Host bridge: Intel Corporation 82G33/G31/P35/P31 Express DRAM Controller\nSubsystem: Red Hat, Inc. QEMU Virtual Machine\n00:02.0 Ethernet controller: Red Hat, Inc. Virtio network device\nSubsystem: Red Hat, Inc. Virtio network device\nKernel driver in use: virtio-pci\n',
    ],
    expect: 'unknown guest: ? VS ? ? P',
  },
  {
    name: "the same with QEMU's own host bridge",
    texts: [
      '00:00.0 Host bridge: Red Hat, Inc. QEMU PCIe Host bridge\n00:03.0 SCSI storage controller: Red Hat, Inc. Virtio block device\n\tKernel driver in use: virtio-pci\n',
    ],
    expect: 'unknown guest: ? VS ? P ?',
  },
  {
    name: 'the end of systeminfo: a hypervisor, and the card that VirtualBox and QEMU emulate',
    texts: [
      'Network Card(s):           1 NIC(s) Installed.\n                           [01]: Intel(R) PRO/1000 MT Desktop Adapter\n                                 Connection Name: Ethernet\nHyper-V Requirements:      A hypervisor has been detected. Features required for Hyper-V will not be displayed.\n',
    ],
    expect: 'unknown guest: ? ? ? ? VS',
  },
  {
    name: 'a laptop with an AMD processor: the disk by its only driver too',
    texts: [
      at(
        13,
        'Modules linked in: amdgpu(+) kvm_amd thinkpad_acpi kvm irqbypass iwlwifi r8169 serio_raw nvme nvme_core',
        'CPU: 5 UID: 0 PID: 418 Comm: (udev-worker) Not tainted 6.19.0 #1',
        'Hardware name: LENOVO 20Y2MMMMCC/20Y2MMMMCC, BIOS R1BET58W(1.27 ) 10/20/2020',
      ),
    ],
    expect: 'none: H H H H H',
  },
  {
    name: 'a laptop whose firmware disables VT-x, by the driver that reads its names',
    texts: [at(14, 'thinkpad_acpi: Lenovo Lenovo B590, model 37613EG', 'kvm: disabled by bios')],
    expect: 'none: H H H ? ?',
  },
  {
    name: 'a guest in which VT-x does not work',
    texts: [at(14, 'kvm: disabled by bios', 'Hypervisor detected: KVM')],
    expect: 'kvm guest: VH VS * ? ?',
  },
  {
    name: "VMware's balloon driver in a list of modules",
    texts: ['Module                  Size  Used by\nvmmemctl               10556  0 \nvmhgfs                 44288  0 \n'],
    expect: 'vmware guest: * * * * *',
  },
  {
    name: 'the disks that /proc/scsi/scsi lists',
    texts: [
      'Attached devices:\nHost: scsi2 Channel: 00 Id: 00 Lun: 00\n  Vendor: VMware,  Model: VMware Virtual S Rev: 1.0 \n  Type:   Direct-Access                    ANSI  SCSI revision: 02\nHost: scsi2 Channel: 00 Id: 01 Lun: 00\n  Vendor: Seagate  Model: STT3401A         Rev: 310C\n  Type:   Sequential-Access                ANSI  SCSI revision: 02\n',
    ],
    expect: 'vmware guest: ? VS ? ? ?',
  },
  {
    name: "one line of FreeBSD's on a bus that only Hyper-V has",
    texts: ['hn0: <Hyper-V Network Interface> on vmbus0\nhn0: link state changed to UP\n'],
    expect: 'hyperv guest: VH * * ? P',
  },
  {
    name: "a guest's console in the log of its monitor",
    see: 'https://github.com/topjohnwu/Magisk/issues/7679',
    texts: [
      pasted(
        `00:00:02.505797 devices: GUEST: [    1.520591] ata1: SATA link up 3.0 Gbps (SStatus 123 SControl 300)
00:00:02.531573 devices: GUEST: [    1.545991] scsi 0:0:0:0: Direct-Access     ATA      VBOX HARDDISK    1.0  PQ: 0 ANSI: 5
00:00:02.605814 devices: GUEST: [    1.620773] sd 0:0:0:0: [sda] 16777216 512-byte logical blocks: (8.59 GB/8.00 GiB)
`,
      ),
    ],
    expect: 'virtualbox guest: * VS * VS ?',
  },
  {
    name: 'which driver has each card, as DPDK lists them',
    see: 'https://doc.dpdk.org/guides/tools/devbind.html',
    texts: [
      "Network devices using kernel driver\n===================================\n0000:03:00.0 'VMXNET3 Ethernet Controller' if=ens160 drv=vmxnet3 unused=vfio-pci \n",
    ],
    expect: 'unknown guest: ? ? ? ? P',
  },
  {
    name: 'built-in drivers of several hypervisors, which have found nothing',
    see: 'https://github.com/home-assistant/operating-system/issues/1935',
    texts: [
      at(
        0,
        'VMCI host device registered (name=vmci, major=10, minor=126)',
        'VMware PVSCSI driver - version 1.0.7.0-k',
        'hv_vmbus: registering driver hv_storvsc',
        'scsi host0: ahci',
      ),
    ],
    expect: 'unknown: ? ? ? ? ?',
  },
]
