import type { Signals } from '../judge/judge.ts'
import { diskSteps, stepsFor } from './definition.ts'
import { GUEST, LINUX, NO_DRIVER, OTHERS, REMOVE, RESTORE, remove, WINDOWS } from './guest.ts'
import type { AdviceSource, AdviceTable } from './index.ts'
import { LINUX_4_5 } from './versions.ts'

const BLKFRONT = 'https://elixir.bootlin.com/linux/latest/source/drivers/block/xen-blkfront.c'
const UNPLUG = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/platform-pci-unplug.c'
const BY_UUID = 'In fstab and the boot loader, name filesystems by UUID or label, because disks get new names'
const inInitramfs = (driver: string): string =>
  `lsinitramfs /boot/initrd.img-$(uname -r) | grep ${driver}   # in the guest, Debian and Ubuntu; with dracut: lsinitrd | grep ${driver}`
const VIRTIO_WIN =
  'Attach virtio-win.iso to the VM, then run virtio-win-guest-tools.exe in the guest to install the virtio drivers'
const secondDisk = (what: string, driver: string): string =>
  `Attach a small second disk ${what} and boot once: Windows then loads ${driver} at boot, and Device Manager shows it without a warning`

/** An emulated disk controller on one hypervisor, and what replaces it: in the words of the guest's system. */
interface EmulatedDisk {
  readonly id: string
  readonly hypervisor: string | readonly string[]
  readonly says: string
  readonly do: readonly string[] | ((signals: Signals) => readonly string[])
  readonly undo: string
  readonly see: string
  readonly linux: { readonly driver: string; readonly verify: string }
  readonly windows: { readonly first: readonly string[]; readonly driver: string }
  readonly others: string
}

const disks = (): readonly EmulatedDisk[] => [
  {
    id: 'disk.emulated',
    hypervisor: ['kvm', 'pvm', 'qemu-tcg'],
    says: 'The disk is emulated; use a paravirtual one (virtio)',
    do: (signals) => stepsFor(diskSteps(signals), signals),
    undo: 'Restore the previous bus or controller, and the boot order',
    see: 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/',
    linux: { driver: 'virtio', verify: 'virtcolor why disk shows virtio' },
    windows: {
      first: [VIRTIO_WIN, secondDisk('with bus virtio', 'viostor (vioscsi for virtio-scsi)')],
      driver: 'Red Hat VirtIO SCSI controller',
    },
    others:
      'The guest needs a driver for virtio-blk or virtio-scsi that is available at boot (FreeBSD has it in the GENERIC kernel)',
  },
  {
    id: 'disk.vmware-emulated',
    hypervisor: 'vmware',
    says: 'The disk controller is emulated (LSI Logic, IDE or SATA); use the paravirtual one (PVSCSI)',
    do: ['Power the VM off; set scsi0.virtualDev = "pvscsi" in its .vmx (or change SCSI controller 0 to VMware Paravirtual)'],
    undo: 'Power the VM off; set scsi0.virtualDev = "lsilogic" in its .vmx',
    see: 'https://kb.vmware.com/kb/1010398',
    linux: { driver: 'vmw_pvscsi', verify: 'virtcolor why disk shows vmw_pvscsi' },
    windows: {
      first: [
        'In the guest, install VMware Tools, which contain the pvscsi driver, and restart it',
        secondDisk('on a new controller of type VMware Paravirtual', 'pvscsi'),
      ],
      driver: 'VMware PVSCSI Controller',
    },
    others: 'The guest needs a driver for PVSCSI that is available at boot (FreeBSD 12.2 and newer has pvscsi)',
  },
  {
    id: 'disk.virtualbox-emulated',
    hypervisor: 'virtualbox',
    says: 'The disk controller is emulated; VirtualBox 6.1 and newer offer a paravirtual one (virtio-scsi)',
    do: [
      'VBoxManage storagectl $VM --name virtio --add virtio --controller VirtIO   # VM powered off',
      'VBoxManage storageattach $VM --storagectl virtio --port 0 --device 0 --type hdd --medium $DISK',
    ],
    undo: 'Attach the disk to the previous controller',
    see: 'https://www.virtualbox.org/manual/ch08.html',
    linux: { driver: 'virtio_scsi', verify: 'virtcolor why disk shows virtio-scsi' },
    windows: {
      first: [VIRTIO_WIN, secondDisk('on a controller of type VirtIO', 'vioscsi')],
      driver: 'Red Hat VirtIO SCSI pass-through controller',
    },
    others: 'The guest needs a driver for virtio-scsi that is available at boot (FreeBSD has it in the GENERIC kernel)',
  },
  {
    id: 'disk.bhyve-emulated',
    hypervisor: 'bhyve',
    says: 'The disk controller is emulated (AHCI); use the paravirtual one (virtio-blk)',
    do: ['bhyve: -s N,virtio-blk,PATH instead of -s N,ahci-hd,PATH'],
    undo: 'bhyve: -s N,ahci-hd,PATH',
    see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve&sektion=8',
    linux: { driver: 'virtio_blk', verify: 'virtcolor why disk shows virtio-blk' },
    windows: {
      first: [VIRTIO_WIN, secondDisk('as virtio-blk', 'viostor')],
      driver: 'Red Hat VirtIO SCSI controller',
    },
    others: 'The guest needs a driver for virtio-blk that is available at boot (FreeBSD has it in the GENERIC kernel)',
  },
]

const emulated = ({ id, hypervisor, says, do: steps, undo, see, linux, windows, others }: EmulatedDisk): AdviceSource[] => {
  const when = { hypervisor, 'cell.disk': 'VS' } as const
  const shared = (signals: Signals) =>
    ({ says, do: typeof steps === 'function' ? steps(signals) : steps, undo, at: 'host', see }) as const
  return [
    {
      id,
      component: 'disk',
      when: { ...when, ...LINUX },
      unless: [NO_DRIVER],
      text: (signals) => ({
        ...shared(signals),
        first: [inInitramfs(linux.driver), BY_UUID],
        risk: 'A guest without the driver in its initramfs cannot find its root disk',
        verify: linux.verify,
      }),
    },
    {
      id: `${id}-windows`,
      component: 'disk',
      when: { ...when, ...WINDOWS },
      text: (signals) => ({
        ...shared(signals),
        first: windows.first,
        risk: 'Windows stops with INACCESSIBLE_BOOT_DEVICE if the driver is not loaded at boot',
        verify: `Device Manager shows ${windows.driver}`,
      }),
    },
    {
      id: `${id}-other`,
      component: 'disk',
      when: { ...when, ...OTHERS },
      unless: [NO_DRIVER],
      text: (signals) => ({
        ...shared(signals),
        first: [others, 'Name filesystems by label or UUID, because disks get new names'],
        risk: 'A guest without the driver at boot cannot find its root disk',
        verify: 'virtcolor shows disk P',
      }),
    },
  ]
}

/** An emulated disk where the hypervisor has a paravirtual one, and disks that are not used as they could be. */
export const disk: readonly AdviceTable[] = [
  {
    given: { hypervisor: 'xen', 'kernel.switch': true },
    rows: () => [
      {
        id: 'disk.emulated-beside-pv',
        component: 'disk',
        when: [
          { hypervisor: 'xen', 'cell.disk': 'VS', 'kernel.switch': /^xen_emul_unplug=(?:never|unnecessary)/, ...LINUX },
          { hypervisor: 'xen', 'cell.disk': 'VS', 'kernel.switch': ['nopv', 'xen_nopv'], ...LINUX },
        ],
        text: () => ({
          says: 'The root disk is emulated because a kernel parameter disables the PV disk',
          first: [inInitramfs('xen-blkfront'), BY_UUID],
          do: [remove('xen_emul_unplug=never, nopv or xen_nopv')],
          undo: RESTORE,
          at: 'guest',
          risk: 'Without the parameter, Linux removes emulated disks at boot. On a KVM host where QEMU emulates Xen, it also removes virtio and NVMe disks; keep xen_emul_unplug=never there',
          verify: 'virtcolor why disk shows xen-blkfront',
          see: UNPLUG,
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
          ...LINUX,
        },
        text: () => ({
          says: 'Linux did not unplug the emulated disks, so one disk may appear twice: as a PV disk and as an emulated disk',
          do: [remove('xen_emul_unplug=never or xen_emul_unplug=unnecessary')],
          undo: RESTORE,
          at: 'guest',
          risk: 'Until the next boot, do not write to the disk under both names: its file systems would be corrupted',
          verify: 'lsblk shows each disk once',
          see: UNPLUG,
        }),
      },
    ],
  },
  {
    given: { 'cell.disk': 'VS' },
    rows: () => [
      ...disks().flatMap(emulated),
      {
        id: 'disk.hyperv-emulated',
        component: 'disk',
        when: { hypervisor: 'hyperv', 'cell.disk': 'VS', ...LINUX },
        text: () => ({
          says: 'The root disk uses the emulated IDE controller; with hv_storvsc the guest uses the faster synthetic controller for the same disk',
          first: [BY_UUID],
          do: [
            'modinfo hv_vmbus hv_storvsc   # both drivers must be available',
            'Add hv_vmbus and hv_storvsc to the initramfs and reboot; Linux then does not use the emulated controller',
          ],
          undo: 'Restore the previous initramfs',
          at: 'guest',
          risk: 'Disk names change: a guest with names such as /dev/sda1 in fstab does not boot',
          verify: 'virtcolor why disk shows hv_storvsc',
          see: 'https://learn.microsoft.com/windows-server/virtualization/hyper-v/best-practices-for-running-linux-on-hyper-v',
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
        when: { hypervisor: 'xen', 'blkfront.indirect': 'disabled', 'cell.disk': 'P', ...LINUX },
        text: () => ({
          says: 'The PV disk has no indirect descriptors, so a request is at most 44 KiB (11 pages), which limits large sequential transfers',
          do: [
            'In the driver domain (dom0): use a backend with indirect descriptors, such as xen-blkback of Linux 3.11 or newer',
            'In the guest: use Linux 3.11 or newer',
          ],
          at: 'host',
          gains: {
            figure: '44 KiB per request without indirect descriptors, 128 KiB by default with them',
            workload: 'the limit of the protocol, not a measurement',
            see: BLKFRONT,
          },
          verify: 'dmesg | grep "indirect descriptors: enabled"',
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
          ...LINUX,
        },
        text: () => ({
          says: 'Disk requests are capped at 128 KiB; AWS recommends 1 MiB for throughput volumes (st1, sc1) with large sequential I/O',
          do: [
            'Add xen_blkfront.max_indirect_segments=256 to the kernel command line and reboot (before Linux 4.6: xen_blkfront.max=256)',
          ],
          undo: 'Remove the kernel parameter; the default is 32 segments',
          at: 'guest',
          risk: 'Each request uses more grants; small random I/O does not benefit',
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
          'kernel.release': LINUX_4_5(),
          'cell.disk': 'P',
          ...LINUX,
        },
        text: () => ({
          says: 'Each blkfront disk has one ring for all vCPUs, which limits parallel I/O on fast disks',
          first: [
            'cat /sys/module/xen_blkfront/parameters/max_queues   # in the guest: if it shows 1, boot with xen_blkfront.max_queues=4',
          ],
          do: [
            'In the driver domain (dom0), Linux 4.5 or newer: boot with xen_blkback.max_queues=4; qdisk and tapdisk always use one ring',
          ],
          undo: REMOVE,
          at: 'host',
          risk: 'Each ring uses grants and an event channel',
          verify: 'grep -c blkif /proc/interrupts counts the rings of all disks',
          see: BLKFRONT,
        }),
      },
      {
        id: 'disk.blkfront-bounce',
        component: 'disk',
        when: {
          hypervisor: 'xen',
          'kernel.switch': /^xen_blkfront\.trusted=(?:0|n|off|false)$/i,
          'cell.disk': 'P',
          ...LINUX,
        },
        text: () => ({
          says: 'blkfront copies every request, because xen_blkfront.trusted=0 declares the backend untrusted',
          do: [`${remove('xen_blkfront.trusted=0')}, if you trust the driver domain`],
          undo: RESTORE,
          at: 'guest',
          risk: 'A malicious backend could read data next to a request in the same page (XSA-403)',
          verify: 'cat /sys/module/xen_blkfront/parameters/trusted shows Y',
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
          {
            hypervisor: 'kvm',
            'queues.virtio-blk': '1',
            'irq.cpus': { atLeast: 4 },
            platform: false,
            'cell.disk': 'P',
            ...LINUX,
          },
          {
            hypervisor: 'kvm',
            'queues.virtio-blk': '1',
            'irq.cpus': { atLeast: 4 },
            platform: ['ovirt', 'openstack', 'kubevirt', 'nutanix'],
            'cell.disk': 'P',
            ...LINUX,
          },
        ],
        unless: [{ 'queues.virtio-blk': { atLeast: 2 } }],
        text: () => ({
          says: 'virtio-blk has one queue for four or more vCPUs, which limits parallel I/O on fast disks',
          do: [
            'QEMU: add num-queues=4 to -device virtio-blk-pci,…   # from QEMU 5.2 and machine type 5.2 on, the default is one queue per vCPU',
            'libvirt: <iothreads>1</iothreads>, and add queues="4" iothread="1" to the <driver> of the disk (keep its type=)',
          ],
          undo: 'QEMU: num-queues=1; libvirt: queues="1"',
          at: 'host',
          risk: 'Each queue uses slightly more memory',
          verify: 'ls /sys/block/vda/mq lists several queues',
          see: 'https://www.qemu.org/2021/01/19/virtio-blk-scsi-configuration/',
        }),
      },
      {
        id: 'disk.scheduler',
        component: 'disk',
        when: {
          ...GUEST,
          'cell.disk': ['P', 'VH'],
          'disk.scheduler': ['bfq', 'cfq', 'anticipatory'],
          ...LINUX,
        },
        text: () => ({
          says: 'The guest I/O scheduler reorders requests that the host or device reorders again; the "none" scheduler uses less CPU time on fast disks',
          do: [
            'echo none | sudo tee /sys/block/$DISK/queue/scheduler   # kernels without blk-mq: noop; if writes delay reads: mq-deadline',
            'To keep it after a reboot, set it in a udev rule',
          ],
          undo: 'Write the previous name to /sys/block/$DISK/queue/scheduler',
          at: 'guest',
          risk: 'The "none" scheduler does not share bandwidth fairly between processes or cgroups; keep bfq if you use its cgroup weights (io.bfq.weight)',
          verify: 'cat /sys/block/$DISK/queue/scheduler',
          see: 'https://docs.kernel.org/block/switching-sched.html',
        }),
      },
    ],
  },
]
