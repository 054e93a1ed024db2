import type { LintRule } from '../rule.ts'

const vmi = (disk: string, more = ''): string =>
  `apiVersion: kubevirt.io/v1\nkind: VirtualMachineInstance\nmetadata:\n  name: web\nspec:\n${more}  domain:\n    devices:\n      disks:\n      - name: root\n${disk}`
const domain = (threads: string, driver: string): string =>
  `<domain type='kvm'>\n  <vcpu>2</vcpu>${threads}\n  <devices>\n    <disk type='file' device='disk'>\n      <driver name='qemu'${driver}/>\n      <target dev='vda' bus='virtio'/>\n    </disk>\n  </devices>\n</domain>\n`

/** Threads that serve the rings of virtio devices. */
export const THREADS: readonly LintRule[] = [
  {
    id: 'VC106',
    name: 'iothreads-unused',
    severity: 'warning',
    component: 'disk',
    says: 'the definition creates {value} I/O threads, but no disk or controller uses one',
    why: 'An <iothreads> element creates threads. A disk uses a thread only when its driver, or the controller of its bus, has iothread=.',
    see: 'https://libvirt.org/formatdomain.html#iothreads-allocation',
    patterns: [
      {
        format: 'libvirt',
        at: /^domain\/iothreads$/,
        is: /^[1-9]/,
        without: { at: /\/(?:disk|controller)\[\d+\]\/driver(?:\/@iothread|\/iothreads(?:\/|$))/ },
      },
    ],
    examples: [
      {
        format: 'libvirt',
        bad: domain('\n  <iothreads>1</iothreads>', ''),
        good: domain('\n  <iothreads>1</iothreads>', " iothread='1'"),
      },
    ],
  },
  {
    id: 'VC107',
    name: 'iothread-refused',
    severity: 'error',
    component: 'disk',
    says: 'KubeVirt refuses a dedicated I/O thread for a disk that is not virtio',
    why: 'Only virtio disks can use an I/O thread; the admission webhook rejects dedicatedIOThread on any other bus.',
    see: 'https://kubevirt.io/user-guide/storage/disks_and_volumes/#iothreads',
    patterns: [
      {
        format: 'kubevirt',
        at: /^(.*\.disks\[\d+\])\.dedicatedIOThread$/,
        is: 'true',
        with: { '$1.disk.bus': { not: 'virtio' }, '$1.lun.bus': { not: 'virtio' } },
      },
    ],
    examples: [
      {
        format: 'kubevirt',
        bad: vmi('        dedicatedIOThread: true\n        disk:\n          bus: scsi\n'),
        good: vmi('        dedicatedIOThread: true\n        disk:\n          bus: virtio\n'),
      },
    ],
  },
  {
    id: 'VC108',
    name: 'no-libvirt-iothread',
    severity: 'info',
    component: 'disk',
    says: "the virtio disk has no I/O thread, so QEMU's main loop handles its requests",
    why: "Without an I/O thread QEMU's main loop serves the disk, the monitor and the emulated devices.",
    see: 'https://libvirt.org/formatdomain.html#iothreads-allocation',
    patterns: [
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@bus$/,
        is: 'virtio',
        with: {
          'domain/devices/disk[$1]/driver/@iothread': false,
          'domain/devices/disk[$1]/driver/iothreads': false,
          'domain/@type': 'kvm',
          'domain/iothreads': false,
        },
        once: true,
      },
    ],
    examples: [{ format: 'libvirt', bad: domain('', ''), good: domain('\n  <iothreads>1</iothreads>', " iothread='1'") }],
  },
]
