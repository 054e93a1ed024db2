import type { LintRule } from '../rule.ts'

const PVE = 'https://git.proxmox.com/?p=qemu-server.git;a=blob;f=src/PVE/QemuServer/PCI.pm'

/** Combinations that a toolstack refuses to start. */
export const PASSTHROUGH: readonly LintRule[] = [
  {
    id: 'VC310',
    name: 'passthrough-with-pod',
    severity: 'error',
    component: 'network',
    says: 'maxmem={value} is larger than memory=, which enables populate-on-demand; libxl refuses that together with PCI passthrough',
    why: 'An IOMMU needs all guest memory to be populated. libxl stops with "IOMMU required for device passthrough but not supported together with PoD".',
    see: 'https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=tools/libs/light/libxl_create.c',
    patterns: [
      { format: 'xl', on: 'declared.pod', given: { 'declared.passthrough': true }, once: true },
      { format: 'xl', on: 'declared.pod', with: { passthrough: /^(?:enabled|sync_pt|share_pt)$/ }, once: true },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\nmemory = 2048\nmaxmem = 4096\npci = [ "03:00.0" ]\n',
        good: 'type = "hvm"\nmemory = 4096\nmaxmem = 4096\npci = [ "03:00.0" ]\n',
      },
      {
        format: 'xl',
        bad: 'type = "hvm"\nmemory = 2048\nmaxmem = 4096\npassthrough = "enabled"\n',
        good: 'type = "hvm"\nmemory = 4096\nmaxmem = 4096\npassthrough = "enabled"\n',
      },
    ],
  },
  {
    id: 'VC311',
    name: 'passthrough-needs-other-board',
    severity: 'error',
    component: 'board',
    says: 'Proxmox does not start the guest: pcie=1 needs machine q35, legacy-igd=1 needs i440fx',
    why: 'qm start stops with "q35 machine model is not enabled" or "legacy IGD assignment is not compatible with q35".',
    see: PVE,
    patterns: [
      {
        format: 'proxmox',
        at: /^hostpci\d+\.pcie$/,
        is: '1',
        says: 'Proxmox does not start the guest, because pcie=1 needs machine: q35',
        without: { at: /^machine(?:\.type|\.)?$/, is: /q35/ },
      },
      {
        format: 'proxmox',
        at: /^hostpci\d+\.legacy-igd$/,
        is: '1',
        says: 'Proxmox does not start the guest, because legacy-igd=1 does not work with machine: q35',
        with: { machine: /q35/ },
      },
    ],
    examples: [
      {
        format: 'proxmox',
        bad: 'memory: 512\nhostpci0: 01:00,pcie=1\n',
        good: 'memory: 512\nmachine: q35\nhostpci0: 01:00,pcie=1\n',
      },
      {
        format: 'proxmox',
        bad: 'memory: 512\nmachine: q35\nhostpci0: 00:02.0,legacy-igd=1\n',
        good: 'memory: 512\nhostpci0: 00:02.0,legacy-igd=1\n',
      },
    ],
  },
  {
    id: 'VC312',
    name: 'pvh-without-kernel',
    severity: 'error',
    component: 'board',
    says: 'the PVH guest has no kernel, bootloader or firmware, so it cannot start',
    why: 'A PVH guest has no BIOS or UEFI by default that could boot from disk. Set a kernel, a bootloader or a PVH firmware. Older versions of virt-manager created PVH guests without a kernel, and libxl refused them.',
    see: 'https://github.com/virt-manager/virt-manager/issues/448',
    patterns: [
      {
        format: 'xl',
        on: 'declared.type',
        is: 'pvh',
        with: { kernel: false, bootloader: false, firmware: false, firmware_override: false },
      },
      {
        format: 'libvirt',
        on: 'declared.type',
        is: 'pvh',
        with: { 'domain/os/kernel': false, 'domain/bootloader': false, 'domain/os/loader': false },
      },
    ],
    examples: [
      { format: 'xl', bad: 'type = "pvh"\n', good: 'type = "pvh"\nkernel = "/boot/vmlinuz"\n' },
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <os>\n    <type machine='xenpvh'>xenpvh</type>\n  </os>\n</domain>\n",
        good: "<domain type='xen'>\n  <os>\n    <type machine='xenpvh'>xenpvh</type>\n    <kernel>/boot/vmlinuz</kernel>\n  </os>\n</domain>\n",
      },
    ],
  },
  {
    id: 'VC313',
    name: 'pvh-with-emulated-device',
    severity: 'error',
    component: 'board',
    says: 'device {value} exists only as an emulated device, but a PV or PVH guest has no device model (QEMU)',
    why: 'Only an HVM guest has emulated USB, PS/2 or VGA. libvirt refuses the definition.',
    see: 'https://github.com/virt-manager/virt-manager/issues/448',
    patterns: [
      {
        format: 'libvirt',
        at: /\/input\[\d+\]\/@bus$/,
        is: /^(?:usb|ps2)$/,
        given: { 'declared.type': /^pvh?$/ },
      },
      {
        format: 'libvirt',
        at: /\/video\[\d+\]\/model\/@type$/,
        is: /^(?:cirrus|vga|qxl|virtio|bochs)$/,
        given: { 'declared.type': /^pvh?$/ },
      },
      { format: 'xl', at: /^(?:usbdevice|vga)$/, is: /./, given: { 'declared.type': /^pvh?$/ } },
    ],
    examples: [
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <os>\n    <type machine='xenpvh'>xenpvh</type>\n    <kernel>/boot/vmlinuz</kernel>\n  </os>\n  <devices>\n    <input type='tablet' bus='usb'/>\n  </devices>\n</domain>\n",
        good: "<domain type='xen'>\n  <os>\n    <type machine='xenpvh'>xenpvh</type>\n    <kernel>/boot/vmlinuz</kernel>\n  </os>\n  <devices>\n    <input type='mouse' bus='xen'/>\n  </devices>\n</domain>\n",
      },
      {
        format: 'xl',
        bad: 'type = "pv"\nmemory = 512\nkernel = "/boot/vmlinuz"\nvga = "stdvga"\n',
        good: 'type = "pv"\nmemory = 512\nkernel = "/boot/vmlinuz"\n',
      },
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenpvh'>xenpvh</type><kernel>/boot/vmlinuz</kernel></os>\n  <devices><video><model type='cirrus'/></video></devices>\n</domain>\n",
        good: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenpvh'>xenpvh</type><kernel>/boot/vmlinuz</kernel></os>\n  <devices><video><model type='xen'/></video></devices>\n</domain>\n",
      },
    ],
  },
]
