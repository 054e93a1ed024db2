import { replacementIn } from '../../devices/elsewhere.ts'
import type { LintRule } from '../rule.ts'
import { BEFORE_7, isEmulated, NO_VIRTIO_PCI, vagrant } from './written.ts'

const VIRTIO_DOC = 'https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms'
const PVE = 'https://pve.proxmox.com/wiki/Manual:_qm.conf'
/** Controllers that the disks behind them do not name: another can take their place without a change of the disks. */
const SCSI: RegExp = /^(?:lsi|megasas|mptsas|am53c974|dc390|ncr53c|esp$|buslogic)/
const CONTROLLERS: RegExp = isEmulated('disk', 'qemu', (word) => SCSI.test(word))
const QEMU: RegExp = isEmulated('disk', 'qemu')
const BUSES: RegExp = isEmulated('disk', 'qemu', (word) => word !== 'nvme')
const VMWARE: RegExp = isEmulated('disk', 'vmware')
const libvirtDisk = (bus: string, extra = ''): string =>
  `<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>\n  <disk type='file' device='disk'>\n    <target dev='vda' bus='${bus}'/>\n  </disk>${extra}\n</devices></domain>\n`

const instead = (word: string): string => `disk controller {value} is emulated; use ${word}`
const VIRTIO: string = instead(replacementIn('disk', 'qemu'))
const virtio = { says: VIRTIO, fix: { set: replacementIn('disk', 'qemu') } } as const
const PVSCSI = { says: instead(replacementIn('disk', 'vmware')), precondition: { driver: 'pvscsi', boot: true } } as const
const pvscsi = { ...PVSCSI, fix: { set: replacementIn('disk', 'vmware') } } as const
const WITH_ADDRESS =
  'the disk has an <address> on its emulated controller; set bus="virtio" and a free dev="vda", and remove that <address>'
const MOVE = 'several keys change: rename {key} to a free scsi key, also in boot: order=, and set scsihw: virtio-scsi-single'
const GENERATED = 'this file is generated, and changes to it are overwritten; change its source instead'
const DEVICE = '-device and its -drive have to change together; use -device virtio-blk-pci with the same drive='

const CONTROLLER = 'SCSI controller {value} is emulated; use virtio-scsi'

/** Disks that are emulated, or that are not used as they could be. */
export const DISKS: readonly LintRule[] = [
  {
    id: 'VC101',
    name: 'emulated-disk',
    severity: 'warning',
    component: 'disk',
    says: 'disk controller {value} is emulated; use a paravirtual one (virtio, PVSCSI)',
    why: 'A request to an emulated controller costs several VM exits and runs through the device model. A virtio or PVSCSI disk uses a ring in shared memory.',
    precondition: { driver: 'virtio-blk', boot: true },
    see: VIRTIO_DOC,
    patterns: [
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@bus$/,
        is: BUSES,
        with: {
          'domain/devices/disk[$1]/@device': { not: /^(?:cdrom|floppy)$/ },
          'domain/devices/disk[$1]/target/@removable': { not: 'on' },
          'domain/devices/disk[$1]/address': false,
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        says: VIRTIO,
        fix: { ...virtio.fix, rename: { at: 'domain/devices/disk[$1]/target/@dev', from: /^[hs]d[a-z]$/, to: 'vd' } },
      },
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@bus$/,
        is: BUSES,
        with: {
          'domain/devices/disk[$1]/@device': { not: /^(?:cdrom|floppy)$/ },
          'domain/devices/disk[$1]/target/@removable': { not: 'on' },
          'domain/devices/disk[$1]/address': true,
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        says: VIRTIO,
        byHand: WITH_ADDRESS,
      },
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@bus$/,
        is: 'nvme',
        with: { 'domain/@type': /^(?:kvm|qemu)$/ },
        says: VIRTIO,
        byHand:
          'the controller and the name are those of NVMe; set bus="virtio" and a free dev="vda", and remove the nvme controller',
      },
      {
        format: 'proxmox',
        at: /^((?:ide|sata)\d+)$/,
        is: { not: /media=cdrom|cloudinit|^none|^cdrom/ },
        says: '{key} is an emulated disk; use a scsi key with scsihw: virtio-scsi-single',
        precondition: { driver: 'virtio-scsi', boot: true },
        byHand: MOVE,
      },
      {
        format: 'vmx',
        at: /^scsi\d+\.virtualdev$/,
        is: VMWARE,
        with: { 'virtualhw.version': { not: BEFORE_7 } },
        ...pvscsi,
      },
      {
        format: 'vmx',
        at: /^((?:ide|sata|nvme)\d+:\d+)\.present$/,
        is: /^true$/i,
        with: { '$1.devicetype': { not: /cdrom/i }, 'virtualhw.version': { not: BEFORE_7 } },
        says: 'the disk of {key} is on an emulated controller; use a SCSI controller with virtualDev = "pvscsi"',
        precondition: PVSCSI.precondition,
        byHand: 'several keys change: move the disk to a scsi controller (scsi0:0) and set scsi0.virtualDev = "pvscsi"',
      },
      {
        format: 'kubevirt',
        at: /\.disks\[\d+\]\.(?:disk|lun)\.bus$/,
        is: QEMU,
        ...virtio,
      },
      { format: 'openstack-image', at: /(?:^|\.)hw_disk_bus$/, is: QEMU, ...virtio },
      {
        format: 'openstack-image',
        at: /(?:^|\.)vmware_adaptertype$/,
        is: VMWARE,
        ...PVSCSI,
        fix: { set: 'paraVirtual' },
      },
      {
        format: 'qemu-argv',
        at: /^drive\[(\d+)\]\.if$/,
        is: QEMU,
        with: { 'drive[$1].media': { not: 'cdrom' } },
        without: NO_VIRTIO_PCI,
        ...virtio,
      },
      {
        format: 'qemu-argv',
        at: /^device\[\d+\]\.driver$/,
        is: isEmulated('disk', 'qemu', (word) => !SCSI.test(word) && !word.includes('ahci')),
        says: VIRTIO,
        byHand: DEVICE,
      },
      {
        format: 'qemu-argv',
        at: /^drive\[(\d+)\]\.if$/,
        is: 'scsi',
        with: { 'drive[$1].media': { not: 'cdrom' } },
        given: { 'disk.declared': CONTROLLERS },
        without: NO_VIRTIO_PCI,
        ...virtio,
      },
      {
        format: 'qemu-argv',
        at: /^hd[a-d]\[\d+\]$/,
        says: 'option -{key} adds an emulated IDE disk; use -drive if=virtio',
        byHand: '-{key} cannot set the interface; replace -{key} FILE with -drive file=FILE,if=virtio',
      },
      // A disk called hd… without a bus is IDE.
      {
        format: 'libvirt',
        says: 'disk {value} has no bus, so it is an emulated IDE disk; use bus="virtio"',
        at: /\/disk\[(\d+)\]\/target\/@dev$/,
        is: /^hd/,
        with: {
          'domain/devices/disk[$1]/target/@bus': false,
          'domain/devices/disk[$1]/@device': { not: /^(?:cdrom|floppy)$/ },
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        byHand: 'the disk has no bus= attribute to change; set dev="vda" bus="virtio" in its <target>',
      },
      ...(['ovf', 'terraform', 'packer'] as const).flatMap((format) => [
        {
          format,
          on: 'disk.declared',
          is: VMWARE,
          given: { 'declared.hypervisor': 'vmware' },
          ...PVSCSI,
          byHand: GENERATED,
        },
        {
          format,
          on: 'disk.declared',
          is: QEMU,
          given: { 'declared.hypervisor': { not: 'vmware' } },
          byHand: GENERATED,
        },
      ]),
      {
        format: 'vagrantfile',
        at: /^libvirt\.disk_bus$/,
        is: QEMU,
        with: { 'libvirt.disk_device': { not: /^[hs]d/ } },
        ...virtio,
      },
      // A name of another bus has to change with it.
      {
        format: 'vagrantfile',
        at: /^libvirt\.disk_bus$/,
        is: QEMU,
        with: { 'libvirt.disk_device': /^[hs]d/ },
        says: VIRTIO,
        byHand: 'the name in disk_device belongs to the old bus; change it to vda together with disk_bus',
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.storage\[(\d+)\]\.bus$/,
        is: QEMU,
        with: { 'libvirt.storage[$1].device': false },
        ...virtio,
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.storage\[(\d+)\]\.bus$/,
        is: QEMU,
        with: { 'libvirt.storage[$1].device': /^[hsv]d/ },
        says: VIRTIO,
        byHand: 'the name in device: belongs to the old bus; change it to a free vd name together with bus:',
      },
      {
        format: 'vagrantfile',
        at: /^vmware\.vmx\.scsi\d+\.virtualdev$/,
        is: VMWARE,
        with: { 'vmware.vmx.virtualhw.version': { not: BEFORE_7 } },
        ...pvscsi,
      },
      ...(['vmx', 'vagrantfile'] as const).map((format) => ({
        format,
        at: /^(?:vmware\.vmx\.)?scsi\d+\.virtualdev$/,
        is: VMWARE,
        having: { at: /^(?:vmware\.vmx\.)?virtualhw\.version$/, is: BEFORE_7 },
        ...PVSCSI,
        byHand: 'pvscsi needs virtualHW.version 7 or later; upgrade the hardware version first',
      })),
      {
        format: 'vagrantfile',
        on: 'disk.declared',
        is: isEmulated('disk', 'virtualbox'),
        given: { 'declared.hypervisor': 'virtualbox' },
        says: instead('virtio-scsi'),
        precondition: { driver: 'virtio-scsi', boot: true },
        byHand: 'use the controller of VirtualBox 6.1 and later: storagectl --add virtio --controller VirtIO',
      },
      { format: 'vagrantfile', at: /^qemu\.drive_interface$/, is: QEMU, ...virtio },
    ],
    examples: [
      { format: 'libvirt', bad: libvirtDisk('sata'), good: libvirtDisk('virtio') },
      {
        format: 'proxmox',
        bad: 'memory: 512\nscsihw: virtio-scsi-single\nide0: local:vm-1-disk-0\n',
        good: 'memory: 512\nscsihw: virtio-scsi-single\nide2: none,media=cdrom\n',
      },
      {
        format: 'vmx',
        bad: 'config.version = "8"\nscsi0.present = "TRUE"\nscsi0.virtualDev = "lsilogic"\n',
        good: 'config.version = "8"\nscsi0.present = "TRUE"\nscsi0.virtualDev = "pvscsi"\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.disk_bus = "sata"'),
        good: vagrant('libvirt', 'v.disk_bus = "virtio"'),
      },
    ],
  },
  {
    id: 'VC102',
    name: 'implicit-scsi-controller',
    severity: 'warning',
    component: 'disk',
    says: 'no SCSI controller is set, so the disk gets an emulated LSI controller; use a virtio controller',
    why: 'A SCSI disk is as fast as its controller. If none is set, Proxmox, libvirt and Nova use an LSI controller on x86, which is emulated.',
    precondition: { driver: 'virtio-scsi', boot: true },
    see: PVE,
    patterns: [
      { format: 'proxmox', at: /^scsi\d+$/, with: { scsihw: false }, fix: { line: 'scsihw: virtio-scsi-single' }, once: true },
      {
        format: 'proxmox',
        at: /^scsihw$/,
        is: CONTROLLERS,
        says: CONTROLLER,
        fix: { set: 'virtio-scsi-single' },
      },
      {
        format: 'libvirt',
        at: /\/disk\[\d+\]\/target\/@bus$/,
        is: 'scsi',
        with: {
          'domain/devices/controller[0]/@type': { not: 'scsi' },
          'domain/devices/controller[1]/@type': { not: 'scsi' },
          'domain/devices/controller[2]/@type': { not: 'scsi' },
          'domain/devices/controller[3]/@type': { not: 'scsi' },
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        given: { 'disk.declared': 'lsi53c895a' },
        once: true,
        byHand: 'the definition has no SCSI controller to change; add <controller type="scsi" index="0" model="virtio-scsi"/>',
      },
      {
        format: 'libvirt',
        at: /\/controller\[(\d+)\]\/@model$/,
        is: CONTROLLERS,
        with: {
          'domain/devices/controller[$1]/@type': 'scsi',
          'domain/@type': /^(?:kvm|qemu)$/,
          // Its boards have no other.
          'domain/os/type/@arch': { not: 'sparc' },
        },
        given: { 'disk.declared': CONTROLLERS },
        says: CONTROLLER,
        fix: { set: 'virtio-scsi' },
      },
      {
        format: 'openstack-image',
        at: /(?:^|\.)hw_scsi_model$/,
        is: CONTROLLERS,
        given: { 'disk.declared': CONTROLLERS },
        says: CONTROLLER,
        precondition: { driver: 'virtio-scsi', boot: true },
        fix: { set: 'virtio-scsi' },
      },
      {
        format: 'qemu-argv',
        at: /^device\[\d+\]\.driver$/,
        is: CONTROLLERS,
        without: NO_VIRTIO_PCI,
        given: { 'disk.declared': CONTROLLERS },
        says: CONTROLLER,
        fix: { set: 'virtio-scsi-pci' },
      },
      // The template of vagrant-libvirt adds a controller for the box's disk only.
      {
        format: 'vagrantfile',
        at: /^libvirt\.storage\[(\d+)\]\.bus$/,
        is: 'scsi',
        with: { 'libvirt.storage[$1].device': { not: /^(?:cdrom|floppy)$/ }, 'libvirt.disk_controller_model': false },
        given: { 'disk.declared': 'lsi53c895a' },
        byHand: 'add disk_bus = "scsi"; vagrant-libvirt then adds a virtio-scsi controller',
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.disk_controller_model$/,
        is: CONTROLLERS,
        says: CONTROLLER,
        fix: { set: 'virtio-scsi' },
      },
      {
        format: 'openstack-image',
        at: /^(.*\.)?hw_disk_bus$/,
        is: 'scsi',
        without: { at: /(?:^|\.)hw_scsi_model$/ },
        precondition: { driver: 'virtio-blk', boot: true },
        fix: { set: 'virtio' },
      },
    ],
    examples: [
      {
        format: 'proxmox',
        bad: 'memory: 512\nscsi0: local:vm-1-disk-0\n',
        good: 'memory: 512\nscsi0: local:vm-1-disk-0\nscsihw: virtio-scsi-single\n',
      },
      {
        format: 'libvirt',
        bad: libvirtDisk('scsi'),
        good: libvirtDisk('scsi', "\n  <controller type='scsi' index='0' model='virtio-scsi'/>"),
      },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.storage :file, size: "20G", bus: "scsi"'),
        good: vagrant('libvirt', 'v.disk_bus = "scsi"\n    v.storage :file, size: "20G", bus: "scsi"'),
      },
    ],
  },
  {
    id: 'VC103',
    name: 'kubevirt-sata-default',
    severity: 'warning',
    component: 'disk',
    says: 'the disk has no bus, so KubeVirt uses an emulated SATA disk on amd64; use virtio',
    why: 'KubeVirt uses SATA on amd64 if neither the disk nor a preference sets a bus.',
    precondition: { driver: 'virtio-blk', boot: true },
    see: 'https://kubevirt.io/user-guide/storage/disks_and_volumes/',
    patterns: [
      {
        format: 'kubevirt',
        at: /^(.*\.disks\[\d+\]\.disk)$/,
        is: '',
        with: { '$1.bus': false, 'spec.preference': false, 'spec.template.spec.architecture': { not: /arm64|s390x/ } },
        fix: { set: '{ bus: virtio }' },
      },
    ],
    examples: [
      {
        format: 'kubevirt',
        bad: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n            disk: {}\n',
        good: 'apiVersion: kubevirt.io/v1\nkind: VirtualMachine\nspec:\n  template:\n    spec:\n      domain:\n        devices:\n          disks:\n          - name: root\n            disk: { bus: virtio }\n',
      },
    ],
  },
  {
    id: 'VC104',
    name: 'no-iothread',
    severity: 'info',
    component: 'disk',
    says: "the virtio disk has no I/O thread, so QEMU's main loop handles its requests",
    why: "Without I/O threads QEMU's main loop serves all disks. With virtio-scsi-single each disk has its own controller, which can have its own thread.",
    precondition: 'asked',
    needs:
      'the hosts have a spare CPU for the I/O thread, and the guest is stopped and started again (a reboot does not add the thread)',
    see: PVE,
    patterns: [
      {
        format: 'proxmox',
        at: /^(scsi\d+)$/,
        is: { not: /media=cdrom|cloudinit|^(?:file=)?(?:none|cdrom)\b/ },
        with: { '$1.iothread': false, scsihw: 'virtio-scsi-single' },
        fix: { append: ',iothread=1' },
      },
    ],
    examples: [
      {
        format: 'proxmox',
        bad: 'scsihw: virtio-scsi-single\nscsi0: local:vm-1-disk-0\n',
        good: 'scsihw: virtio-scsi-single\nscsi0: local:vm-1-disk-0,iothread=1\n',
      },
    ],
  },
  {
    id: 'VC105',
    name: 'xen-sd-disk',
    severity: 'info',
    component: 'disk',
    says: 'disk {value} is also presented as an emulated LSI SCSI disk until the guest unplugs it',
    why: 'In an HVM guest, libxl also presents disks named sd* through an emulated LSI 53C895A controller, so that the firmware can boot from them. It presents xvda to xvdd as emulated IDE disks too, but not xvde and later.',
    see: 'https://xenbits.xen.org/docs/unstable/man/xen-vbd-interface.7.html',
    patterns: [{ format: 'xl', at: /^disk\[\d+\]\.vdev$/, is: /^sd[a-z]+$/, given: { 'declared.type': 'hvm' } }],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\ndisk = [ "/dev/vg/a,raw,sda,rw" ]\n',
        good: 'type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\n',
      },
    ],
  },
]
