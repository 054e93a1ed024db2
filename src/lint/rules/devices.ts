import type { LintRule } from '../rule.ts'

const VIRTIO_DOC = 'https://libvirt.org/formatdomain.html#hard-drives-floppy-disks-cdroms'
const PVE = 'https://pve.proxmox.com/wiki/Manual:_qm.conf'
const KVM = { 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ } as const
/** Models of src/devices/declared.ts that are emulated, CD-ROMs and floppies apart. */
const EMULATED_DISK: RegExp = /^(?:ide-hd|ahci|lsi.*|buslogic|megasas.*|mptsas.*|nvme|usb-storage)$/i
const EMULATED_NIC: RegExp = /^(?:rtl8139|e1000e?|e1000-.*|pcnet(?:32)?|vlance|am79c\w+|ne2k_\w+|dec21140|igb)$/i
const libvirtDisk = (bus: string, extra = ''): string =>
  `<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>\n  <disk type='file' device='disk'>\n    <target dev='vda' bus='${bus}'/>\n  </disk>${extra}\n</devices></domain>\n`
const libvirtNic = (model: string): string =>
  `<domain type='kvm'><os><type arch='x86_64' machine='q35'>hvm</type></os><devices>\n  <interface type='bridge'>${model}\n  </interface>\n</devices></domain>\n`
const vagrant = (provider: string, line: string): string =>
  `Vagrant.configure("2") do |config|\n  config.vm.box = "debian/bookworm64"\n  config.vm.provider "${provider}" do |v|\n    ${line}\n  end\nend\n`

export const DEVICES: readonly LintRule[] = [
  {
    id: 'VC101',
    name: 'emulated-disk',
    severity: 'warning',
    component: 'disk',
    says: 'an emulated disk ({value}): VS where P is to be had',
    why: 'Every request to an emulated controller is several VM exits and runs through a device model. A virtio or PVSCSI disk has a ring in shared memory.',
    device: 'virtio-blk',
    needs: 'the guest has the driver in its initramfs (virtio_blk, virtio_scsi, vmw_pvscsi); device names change',
    see: VIRTIO_DOC,
    patterns: [
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@bus$/,
        is: /^(?:ide|sata|usb|sd)$/,
        with: {
          'domain/devices/disk[$1]/@device': { not: /^(?:cdrom|floppy)$/ },
          'domain/devices/disk[$1]/address': false,
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        fix: { set: 'virtio' },
      },
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@bus$/,
        is: /^(?:ide|sata|usb|sd)$/,
        with: {
          'domain/devices/disk[$1]/@device': { not: /^(?:cdrom|floppy)$/ },
          'domain/devices/disk[$1]/address': true,
          'domain/@type': /^(?:kvm|qemu)$/,
        },
      },
      { format: 'proxmox', at: /^((?:ide|sata)\d+)$/, is: { not: /media=cdrom|cloudinit|^none|^cdrom/ } },
      { format: 'vmx', at: /^scsi\d+\.virtualdev$/, is: /^(?:lsilogic|buslogic|lsisas1068)$/i, fix: { set: 'pvscsi' } },
      { format: 'kubevirt', at: /\.disks\[\d+\]\.(?:disk|lun)\.bus$/, is: /^(?:sata|usb|ide)$/, fix: { set: 'virtio' } },
      { format: 'openstack-image', at: /(?:^|\.)hw_disk_bus$/, is: /^(?:ide|sata|usb)$/, fix: { set: 'virtio' } },
      {
        format: 'qemu-argv',
        at: /^drive\[(\d+)\]\.if$/,
        is: 'ide',
        with: { 'drive[$1].media': { not: 'cdrom' } },
        fix: { set: 'virtio' },
      },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: /^(?:ide-hd|nvme|usb-storage|ide-drive)$/ },
      { format: 'qemu-argv', at: /^hd[a-d]\[\d+\]$/ },
      // A disk called hd… without a bus is IDE.
      {
        format: 'libvirt',
        at: /\/disk\[(\d+)\]\/target\/@dev$/,
        is: /^hd/,
        with: {
          'domain/devices/disk[$1]/target/@bus': false,
          'domain/devices/disk[$1]/@device': { not: /^(?:cdrom|floppy)$/ },
          'domain/@type': /^(?:kvm|qemu)$/,
        },
      },
      ...(['ovf', 'terraform', 'packer'] as const).map((format) => ({ format, on: 'disk.declared', is: EMULATED_DISK })),
      {
        format: 'vagrantfile',
        at: /^libvirt\.disk_bus$/,
        is: /^(?:ide|sata|usb|sd)$/,
        with: { 'libvirt.disk_device': { not: /^[hs]d/ } },
        fix: { set: 'virtio' },
      },
      // A name of another bus has to change with it.
      {
        format: 'vagrantfile',
        at: /^libvirt\.disk_bus$/,
        is: /^(?:ide|sata|usb|sd)$/,
        with: { 'libvirt.disk_device': /^[hs]d/ },
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.storage\[(\d+)\]\.bus$/,
        is: /^(?:ide|sata|usb|sd)$/,
        with: { 'libvirt.storage[$1].device': false },
        fix: { set: 'virtio' },
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.storage\[(\d+)\]\.bus$/,
        is: /^(?:ide|sata|usb|sd)$/,
        with: { 'libvirt.storage[$1].device': /^[hsv]d/ },
      },
      {
        format: 'vagrantfile',
        at: /^vmware\.vmx\.scsi\d+\.virtualdev$/,
        is: /^(?:lsilogic|buslogic|lsisas1068)$/i,
        fix: { set: 'pvscsi' },
      },
      { format: 'vagrantfile', at: /^qemu\.drive_interface$/, is: /^(?:ide|sd|scsi)$/, fix: { set: 'virtio' } },
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
    says: 'SCSI without a controller that is named: the default is an emulated LSI',
    why: 'The bus says nothing, the controller does. Proxmox takes lsi where scsihw is missing, libvirt and nova an LSI 53c895a on x86.',
    device: 'virtio-scsi',
    needs: 'the guest has virtio_scsi in its initramfs',
    see: PVE,
    patterns: [
      { format: 'proxmox', at: /^scsi\d+$/, with: { scsihw: false }, fix: { line: 'scsihw: virtio-scsi-single' }, once: true },
      { format: 'proxmox', at: /^scsihw$/, is: /^(?:lsi|lsi53c810|megasas)$/, fix: { set: 'virtio-scsi-single' } },
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
      },
      // The template of vagrant-libvirt adds a controller for the box's disk only.
      {
        format: 'vagrantfile',
        at: /^libvirt\.storage\[(\d+)\]\.bus$/,
        is: 'scsi',
        with: { 'libvirt.storage[$1].device': { not: /^(?:cdrom|floppy)$/ }, 'libvirt.disk_controller_model': false },
        given: { 'disk.declared': 'lsi53c895a' },
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.disk_controller_model$/,
        is: /^(?:lsilogic|lsisas1068|lsisas1078|buslogic)$/,
        fix: { set: 'virtio-scsi' },
      },
      {
        format: 'openstack-image',
        at: /^(.*\.)?hw_disk_bus$/,
        is: 'scsi',
        without: { at: /(?:^|\.)hw_scsi_model$/ },
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
    says: 'a disk without a bus is SATA on amd64',
    why: 'KubeVirt fills in SATA where neither the disk nor a preference says a bus.',
    device: 'virtio-blk',
    needs: 'the guest has virtio_blk in its initramfs',
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
    says: 'a virtio disk without an I/O thread of its own',
    why: 'Without iothread the main loop of QEMU serves all disks; virtio-scsi-single gives each disk a controller so that each can have a thread.',
    see: PVE,
    patterns: [
      {
        format: 'proxmox',
        at: /^(scsi\d+)$/,
        is: { not: /media=cdrom|cloudinit/ },
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
    says: '"{value}" is also an emulated LSI SCSI disk until the guest unplugs it',
    why: 'libxl gives an HVM guest an emulated LSI 53c895a for sd* names, which boot firmware uses; xvda to xvdd are emulated as IDE as well, xvde and later are not.',
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
  {
    id: 'VC201',
    name: 'emulated-nic',
    severity: 'warning',
    component: 'network',
    says: 'an emulated network card ({value}): VS where P is to be had',
    why: 'Each packet on an emulated card costs VM exits for its registers; virtio-net and vmxnet3 share rings with the host.',
    device: 'virtio-net',
    needs: 'the guest has the driver (virtio_net, vmxnet3); names of interfaces may change',
    see: 'https://libvirt.org/formatdomain.html#setting-the-nic-model',
    patterns: [
      {
        format: 'libvirt',
        at: /\/interface\[\d+\]\/model\/@type$/,
        is: /^(?:rtl8139|e1000|e1000e|pcnet|ne2k_pci|i82551|i82557b|i82559er|igb|usb-net)$/,
        with: { 'domain/@type': /^(?:kvm|qemu)$/ },
        fix: { set: 'virtio' },
      },
      {
        format: 'proxmox',
        at: /^net\d+\.(?:rtl8139|e1000|e1000e|e1000-82540em|e1000-82544gc|e1000-82545em|pcnet|ne2k_pci|ne2k_isa|i82551|i82557b|i82559er)$/,
        fix: { key: 'virtio' },
      },
      {
        format: 'proxmox',
        at: /^net\d+\.(?:model)?$/,
        is: /^(?:rtl8139|e1000|e1000e|pcnet|ne2k_pci|i82551)$/,
        fix: { set: 'virtio' },
      },
      { format: 'vmx', at: /^ethernet\d+\.virtualdev$/, is: /^(?:e1000e?|vlance)$/i, fix: { set: 'vmxnet3' } },
      {
        format: 'kubevirt',
        at: /\.interfaces\[\d+\]\.model$/,
        is: /^(?:e1000e?|rtl8139|ne2k_pci|pcnet|igb)$/,
        fix: { set: 'virtio' },
      },
      {
        format: 'openstack-image',
        at: /(?:^|\.)hw_vif_model$/,
        is: /^(?:e1000e?|rtl8139|ne2k_pci|pcnet)$/,
        fix: { set: 'virtio' },
      },
      {
        format: 'qemu-argv',
        at: /^device\[\d+\]\.driver$/,
        is: /^(?:rtl8139|e1000|e1000e|pcnet|ne2k_pci|igb|i8255\w+)$/,
        fix: { set: 'virtio-net-pci' },
      },
      {
        format: 'qemu-argv',
        at: /^(?:nic|net)\[\d+\]\.model$/,
        is: /^(?:rtl8139|e1000|e1000e|pcnet|ne2k_pci)$/,
        fix: { set: 'virtio-net-pci' },
      },
      { format: 'hyperv', at: /\.?IsLegacy$/, is: 'true' },
      ...(['ovf', 'terraform', 'packer'] as const).map((format) => ({ format, on: 'net.declared', is: EMULATED_NIC })),
      {
        format: 'vagrantfile',
        at: /^libvirt\.(?:management_network_model_type|nic_model_type)$|^network\[\d+\]\.(?:libvirt__)?model_type$/,
        is: /^(?:rtl8139|e1000|e1000e|pcnet|ne2k_pci|i82551|i82557b|i82559er|igb)$/,
        given: { 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
        fix: { set: 'virtio' },
      },
      {
        format: 'vagrantfile',
        at: /^virtualbox\.(?:default_nic_type|modifyvm\.nic-?type\d+)$|^network\[\d+\]\.(?:virtualbox__)?nic_type$/,
        is: /^(?:8254\d\w\w|Am79C9\w+)$/i,
        given: { 'declared.hypervisor': 'virtualbox' },
        fix: { set: 'virtio' },
      },
      {
        format: 'vagrantfile',
        at: /^vmware\.vmx\.ethernet\d+\.virtualdev$/,
        is: /^(?:e1000e?|vlance)$/i,
        fix: { set: 'vmxnet3' },
      },
      {
        format: 'vagrantfile',
        at: /^parallels\.set\.net\d+\.adapter-type$|^network\[\d+\]\.(?:parallels__)?nic_type$/,
        is: /^(?:e1000e?|rtl)$/,
        given: { 'declared.hypervisor': 'parallels' },
        fix: { set: 'virtio' },
      },
      {
        format: 'vagrantfile',
        at: /^qemu\.net_device$/,
        is: /^(?:rtl8139|e1000|e1000e|pcnet|ne2k_pci|igb)$/,
        fix: { set: 'virtio-net-pci' },
      },
    ],
    examples: [
      { format: 'libvirt', bad: libvirtNic("\n    <model type='e1000'/>"), good: libvirtNic("\n    <model type='virtio'/>") },
      {
        format: 'proxmox',
        bad: 'memory: 512\nnet0: e1000=A2:C0:43:77:08:A0,bridge=vmbr0\n',
        good: 'memory: 512\nnet0: virtio=A2:C0:43:77:08:A0,bridge=vmbr0\n',
      },
      {
        format: 'vmx',
        bad: 'config.version = "8"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "e1000"\n',
        good: 'config.version = "8"\nethernet0.present = "TRUE"\nethernet0.virtualDev = "vmxnet3"\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('virtualbox', 'v.customize ["modifyvm", :id, "--nictype1", "82540EM"]'),
        good: vagrant('virtualbox', 'v.customize ["modifyvm", :id, "--nictype1", "virtio"]'),
      },
    ],
  },
  {
    id: 'VC202',
    name: 'implicit-nic',
    severity: 'warning',
    component: 'network',
    says: 'a network card without a model: the default is emulated (rtl8139 in libvirt on x86, vlance in VMware, e1000 in QEMU, e1000e in Vagrant with VMware)',
    why: 'The default is the oldest card, for guests that know no other.',
    device: 'virtio-net',
    needs: 'the guest has virtio_net',
    see: 'https://libvirt.org/formatdomain.html#setting-the-nic-model',
    patterns: [
      {
        format: 'libvirt',
        at: /\/interface\[(\d+)\]$/,
        with: {
          'domain/devices/interface[$1]/model': false,
          'domain/devices/interface[$1]/@type': { not: /^(?:hostdev|vdpa|vhostuser)$/ },
          'domain/@type': /^(?:kvm|qemu)$/,
        },
        given: { 'net.declared': 'rtl8139' },
        fix: { line: "<model type='virtio'/>" },
      },
      { format: 'vmx', at: /^(ethernet\d+)\.present$/, is: /^true$/i, with: { '$1.virtualdev': false } },
      {
        format: 'vagrantfile',
        at: /^vmware$/,
        without: { at: /^vmware\.vmx\.ethernet\d+\.virtualdev$/ },
        given: { 'net.declared': 'e1000e' },
      },
    ],
    examples: [
      { format: 'libvirt', bad: libvirtNic(''), good: libvirtNic("\n    <model type='virtio'/>") },
      {
        format: 'vagrantfile',
        bad: vagrant('vmware_desktop', 'v.vmx["memsize"] = "1024"'),
        good: vagrant('vmware_desktop', 'v.vmx["ethernet0.virtualDev"] = "vmxnet3"'),
      },
    ],
  },
  {
    id: 'VC203',
    name: 'xen-vif-emulated-twin',
    severity: 'info',
    component: 'network',
    says: 'the card is offered emulated as well as paravirtual',
    why: 'Without type=vif an HVM guest gets an emulated card, used by PXE and by guests without PV drivers; with it there is only the paravirtual one.',
    needs: 'the guest has PV drivers (Linux, FreeBSD, Windows with tools) and does not boot from the network',
    see: 'https://xenbits.xen.org/docs/unstable/man/xl-network-configuration.5.html',
    patterns: [
      {
        format: 'xl',
        at: /^vif\[(\d+)\]$/,
        is: /./,
        with: { 'vif[$1].type': false },
        given: { 'declared.type': 'hvm' },
        fix: { append: ',type=vif' },
      },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\nvif = [ "bridge=xenbr0" ]\n',
        good: 'type = "hvm"\nvif = [ "bridge=xenbr0,type=vif" ]\n',
      },
    ],
  },
  {
    id: 'VC204',
    name: 'no-queues',
    severity: 'info',
    component: 'network',
    says: 'one queue for several processors',
    why: 'Without queues= all packets pass one vhost thread and one interrupt.',
    see: PVE,
    patterns: [
      { format: 'proxmox', at: /^(net\d+)\.virtio$/, with: { '$1.queues': false, cores: /^(?:[4-9]|\d\d+)$/ } },
      {
        format: 'libvirt',
        at: /\/interface\[(\d+)\]\/model\/@type$/,
        is: 'virtio',
        with: { 'domain/devices/interface[$1]/driver/@queues': false, 'domain/vcpu': /^(?:[4-9]|\d\d+)$/ },
      },
    ],
    examples: [
      {
        format: 'proxmox',
        bad: 'cores: 8\nnet0: virtio=A2:C0:43:77:08:A0,bridge=vmbr0\n',
        good: 'cores: 8\nnet0: virtio=A2:C0:43:77:08:A0,bridge=vmbr0,queues=8\n',
      },
    ],
  },
  {
    id: 'VC501',
    name: 'cirrus-video',
    severity: 'info',
    component: 'board',
    says: 'an emulated Cirrus of 1995, asked for or by default',
    why: 'Standard VGA needs fewer exits for the same picture; virtio needs fewer still.',
    see: 'https://www.kraxel.org/blog/2014/10/qemu-using-cirrus-considered-harmful/',
    patterns: [
      { format: 'libvirt', at: /\/video\[\d+\]\/model\/@type$/, is: 'cirrus', given: KVM, fix: { set: 'vga' } },
      { format: 'xl', at: /^vga$/, is: 'cirrus', fix: { set: 'stdvga' } },
      { format: 'proxmox', at: /^vga\.(?:type)?$/, is: 'cirrus', fix: { set: 'std' } },
      { format: 'qemu-argv', at: /^vga\[\d+\]$/, is: 'cirrus', fix: { set: 'std' } },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: 'cirrus-vga', fix: { set: 'VGA' } },
      { format: 'vagrantfile', at: /^libvirt\.video_type$/, is: 'cirrus', fix: { set: 'vga' } },
      // What vagrant-libvirt takes where the file says nothing.
      {
        format: 'vagrantfile',
        at: /^libvirt$/,
        without: { at: /^libvirt\.(?:video_type|video_accel3d|graphics_type)$/ },
        given: { 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
      },
    ],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nvga = "cirrus"\n', good: 'type = "hvm"\nvga = "stdvga"\n' }],
  },
  {
    id: 'VC502',
    name: 'usb-tablet',
    severity: 'info',
    component: 'board',
    says: 'an emulated USB tablet: its controller is polled while it is there',
    why: 'The tablet keeps an emulated USB controller busy, which wakes the host many times a second. A server without graphics needs none.',
    see: PVE,
    patterns: [
      {
        format: 'libvirt',
        at: /\/input\[(\d+)\]\/@type$/,
        is: 'tablet',
        with: { 'domain/devices/input[$1]/@bus': 'usb' },
        given: KVM,
      },
      { format: 'xl', at: /^usbdevice(?:\[\d+\])?$/, is: 'tablet' },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: 'usb-tablet' },
      {
        format: 'vagrantfile',
        at: /^libvirt\.input\[(\d+)\]\.type$/,
        is: 'tablet',
        with: { 'libvirt.input[$1].bus': 'usb' },
      },
      { format: 'proxmox', at: /^tablet$/, is: '1', fix: { set: '0' } },
    ],
    examples: [{ format: 'proxmox', bad: 'memory: 512\ntablet: 1\n', good: 'memory: 512\ntablet: 0\n' }],
  },
]
