import type { AdviceTable } from './index.ts'
import { LINUX_4_5 } from './versions.ts'

const BLKFRONT = 'https://elixir.bootlin.com/linux/latest/source/drivers/block/xen-blkfront.c'
const READY = 'first, in the guest: the driver in the initramfs, and fstab and the boot loader by UUID'
const NO_BOOT = 'a guest without the driver in its initramfs does not find its root'

/** An emulated disk where the hypervisor has a paravirtual one, and disks that are not used as they could be. */
export const disk: readonly AdviceTable[] = [
  {
    given: { hypervisor: 'xen', 'kernel.switch': true },
    rows: () => [
      {
        id: 'disk.emulated-beside-pv',
        component: 'disk',
        when: [
          { hypervisor: 'xen', 'cell.disk': 'VS', 'kernel.switch': /^xen_emul_unplug=(?:never|unnecessary)/ },
          { hypervisor: 'xen', 'cell.disk': 'VS', 'kernel.switch': ['nopv', 'xen_nopv'] },
        ],
        text: () => ({
          says: 'the root disk is emulated because a switch on the command line keeps the paravirtual one away',
          do: [
            'make sure that the initramfs has xen-blkfront and that fstab names disks by UUID',
            'remove xen_emul_unplug=never (or nopv) from the kernel command line and boot again',
          ],
          undo: 'put the words back',
          at: 'guest',
          risk: 'while both paths to a disk are open, writing to both corrupts it; virtio or NVMe under QEMU’s Xen emulation needs xen_emul_unplug=never',
          verify: 'virtcolor why disk shows xen-blkfront',
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/platform-pci-unplug.c',
        }),
      },
      {
        id: 'disk.two-paths',
        component: 'disk',
        when: {
          hypervisor: 'xen',
          'cell.disk': 'P',
          'kernel.switch': /^xen_emul_unplug=(?:never|unnecessary)/,
          'disk.bound': ['ata_piix', 'ahci', 'sym53c8xx', 'mptspi'],
        },
        text: () => ({
          says: 'emulated disks were not unplugged and stand beside the paravirtual ones: the same disk may be reached by two paths',
          do: ['remove xen_emul_unplug from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'until then, writing to the disk by both names corrupts it',
          verify: 'lsblk shows each disk once; dmesg says "unplug emulated disks"',
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/platform-pci-unplug.c',
        }),
      },
    ],
  },
  {
    given: { 'cell.disk': 'VS' },
    rows: () => [
      {
        id: 'disk.emulated',
        component: 'disk',
        when: { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'cell.disk': 'VS' },
        text: () => ({
          says: 'the disk is emulated: give the guest virtio',
          do: [
            'make sure that the initramfs has virtio_blk or virtio_scsi and that fstab names disks by UUID',
            'libvirt: <target dev="vda" bus="virtio"/>; QEMU: -device virtio-blk-pci,drive=…; Proxmox: scsi0 with scsihw: virtio-scsi-single',
          ],
          undo: 'the old bus',
          at: 'host',
          risk: NO_BOOT,
          verify: 'virtcolor why disk shows virtio',
          see: 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/',
        }),
      },
      {
        id: 'disk.vmware-emulated',
        component: 'disk',
        when: { hypervisor: 'vmware', 'cell.disk': 'VS' },
        text: () => ({
          says: 'the disk controller is emulated (LSI Logic, IDE or SATA): VMware has the paravirtual pvscsi',
          do: [
            READY,
            'power off; .vmx: scsi0.virtualDev = "pvscsi" (or change the type of SCSI controller 0 to VMware Paravirtual)',
          ],
          undo: 'scsi0.virtualDev = "lsilogic"',
          at: 'host',
          risk: NO_BOOT,
          verify: 'virtcolor why disk shows vmw_pvscsi',
          see: 'https://kb.vmware.com/kb/1010398',
        }),
      },
      {
        id: 'disk.virtualbox-emulated',
        component: 'disk',
        when: { hypervisor: 'virtualbox', 'cell.disk': 'VS' },
        text: () => ({
          says: 'the disk controller is emulated: VirtualBox 6.1 and newer have virtio-scsi',
          do: [
            READY,
            'power off; VBoxManage storagectl NAME --name virtio --add virtio --controller VirtIO; VBoxManage storageattach NAME --storagectl virtio --port 0 --device 0 --type hdd --medium DISK',
          ],
          undo: 'attach the disk to the old controller',
          at: 'host',
          risk: NO_BOOT,
          verify: 'virtcolor why disk shows virtio-scsi',
          see: 'https://www.virtualbox.org/manual/ch08.html',
        }),
      },
      {
        id: 'disk.hyperv-emulated',
        component: 'disk',
        when: { hypervisor: 'hyperv', 'cell.disk': 'VS' },
        text: () => ({
          says: 'the root disk is driven as emulated IDE: hv_storvsc would take the same disk by its synthetic path',
          do: [
            'the kernel needs hv_vmbus and hv_storvsc, both in the initramfs: Linux then leaves the emulated controller alone',
          ],
          undo: 'the old initramfs',
          at: 'guest',
          risk: 'disks may change their names: fstab by UUID first',
          verify: 'virtcolor why disk shows hv_storvsc',
          see: 'https://learn.microsoft.com/windows-server/virtualization/hyper-v/best-practices-for-running-linux-on-hyper-v',
        }),
      },
      {
        id: 'disk.bhyve-emulated',
        component: 'disk',
        when: { hypervisor: 'bhyve', 'cell.disk': 'VS' },
        text: () => ({
          says: 'the disk controller is emulated AHCI: bhyve has virtio-blk',
          do: [READY, 'bhyve -s N,virtio-blk,PATH in place of -s N,ahci-hd,PATH'],
          undo: '-s N,ahci-hd,PATH',
          at: 'host',
          risk: NO_BOOT,
          verify: 'virtcolor why disk shows virtio-blk',
          see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve&sektion=8',
        }),
      },
    ],
  },
  {
    given: { hypervisor: 'xen', 'cell.disk': 'P' },
    rows: () => [
      {
        id: 'disk.blkfront-no-indirect',
        component: 'disk',
        when: { hypervisor: 'xen', 'blkfront.indirect': 'disabled', 'cell.disk': 'P' },
        text: () => ({
          says: 'blkfront and its backend agreed on no indirect descriptors: a request is 44 KiB at most, of 11 pages',
          do: ['host: a backend that has them: Linux xen-blkback since 3.11; guest: Linux 3.11 or newer'],
          at: 'host',
          gains: {
            figure: '44 KiB a request without, 128 KiB by default with them',
            workload: 'the limit that the protocol sets, not a measurement: it matters for large sequential transfers',
            see: BLKFRONT,
          },
          verify: 'dmesg says "indirect descriptors: enabled"',
          see: BLKFRONT,
        }),
      },
      {
        id: 'disk.blkfront-segments',
        component: 'disk',
        when: {
          hypervisor: 'xen',
          platform: 'aws',
          'cell.disk': 'P',
          'blkfront.indirect': 'enabled',
          'blkfront.max-segments': { below: 256 },
        },
        text: () => ({
          says: 'requests end at 128 KiB: for throughput volumes (st1, sc1) AWS advises 1 MiB',
          do: [
            'xen_blkfront.max=256 on the kernel command line before Linux 4.6, xen_blkfront.max_indirect_segments=256 since',
          ],
          undo: 'remove the word: the default is 32',
          at: 'guest',
          risk: 'more grants a request; small random requests gain nothing',
          verify: 'cat /sys/module/xen_blkfront/parameters/max_indirect_segments',
          see: 'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html',
        }),
      },
      {
        id: 'disk.blkfront-one-ring',
        component: 'disk',
        when: {
          hypervisor: 'xen',
          role: 'domU',
          'blkfront.one-ring': true,
          'irq.cpus': { atLeast: 2 },
          'kernel.release': LINUX_4_5,
          'cell.disk': 'P',
        },
        text: () => ({
          says: 'each blkfront disk has one ring for all vCPUs',
          do: [
            'guest: xen_blkfront.max_queues=N on the kernel command line (the default is 4, or the vCPUs where they are fewer)',
            'host: xen_blkback.max_queues=N in the driver domain, Linux 4.5 or newer; qdisk and tapdisk have one ring and stay with it',
          ],
          undo: 'remove the word',
          at: 'host',
          risk: 'each ring takes grants and an event channel',
          verify: 'grep -c blkif /proc/interrupts counts the rings of all disks',
          see: BLKFRONT,
        }),
      },
      {
        id: 'disk.blkfront-bounce',
        component: 'disk',
        when: { hypervisor: 'xen', 'kernel.switch': /^xen_blkfront\.trusted=(?:0|n|off|false)$/i, 'cell.disk': 'P' },
        text: () => ({
          says: 'blkfront copies every request, because the command line says that the backend is not trusted',
          do: ['where the driver domain is trusted: remove xen_blkfront.trusted=0 from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'a malicious backend could read what lies beside a request in its page (XSA-403)',
          verify: 'cat /sys/module/xen_blkfront/parameters/trusted says Y',
          see: 'https://xenbits.xen.org/xsa/advisory-403.html',
        }),
      },
    ],
  },
  {
    given: [{ 'queues.virtio-blk': '1' }, { 'disk.scheduler': ['bfq', 'cfq', 'anticipatory'] }],
    rows: () => [
      {
        id: 'disk.virtio-one-queue',
        component: 'disk',
        when: [
          { hypervisor: 'kvm', 'queues.virtio-blk': '1', 'irq.cpus': { atLeast: 4 }, platform: false, 'cell.disk': 'P' },
          {
            hypervisor: 'kvm',
            'queues.virtio-blk': '1',
            'irq.cpus': { atLeast: 4 },
            platform: ['ovirt', 'openstack', 'kubevirt', 'nutanix'],
            'cell.disk': 'P',
          },
        ],
        unless: [{ 'queues.virtio-blk': { atLeast: 2 } }],
        text: () => ({
          says: 'virtio-blk has one queue for four vCPUs or more',
          do: [
            'QEMU: -device virtio-blk-pci,num-queues=N (5.2 and newer take one a vCPU by themselves, for machine types of 5.2 and newer)',
            'libvirt: <iothreads>1</iothreads>, and in the disk <driver name="qemu" queues="N" iothread="1"/>',
          ],
          undo: 'num-queues=1',
          at: 'host',
          risk: 'little: some memory a queue',
          verify: 'ls /sys/block/vda/mq',
          see: 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/',
        }),
      },
      {
        id: 'disk.scheduler',
        component: 'disk',
        when: {
          hypervisor: { not: /^(?:none|unknown)$/ },
          'cell.disk': ['P', 'VH'],
          'disk.scheduler': ['bfq', 'cfq', 'anticipatory'],
        },
        text: () => ({
          says: 'the guest sorts requests for a disk that it does not have: the host or the device does that again',
          do: [
            'echo none > /sys/block/DISK/queue/scheduler (noop before multi-queue; mq-deadline where writers starve readers); a udev rule keeps it',
          ],
          undo: 'write the old name back',
          at: 'guest',
          risk: 'none does not share fairly between processes or cgroups: keep bfq where io.weight is used',
          verify: 'cat /sys/block/DISK/queue/scheduler',
          see: 'https://docs.kernel.org/block/switching-sched.html',
        }),
      },
    ],
  },
]
