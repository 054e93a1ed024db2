import type { LintRule } from '../rule.ts'

const PVE = 'https://git.proxmox.com/?p=qemu-server.git;a=blob;f=src/PVE/QemuServer/PCI.pm'

/** Combinations with which a toolstack does not start the guest. */
export const PASSTHROUGH: readonly LintRule[] = [
  {
    id: 'VC310',
    name: 'passthrough-with-pod',
    severity: 'error',
    component: 'network',
    says: 'maxmem={value} is more than memory: libxl refuses to pass devices to a guest that is populated on demand',
    why: 'An IOMMU needs all of the guest in memory. libxl ends with "IOMMU required for device passthrough but not supported together with PoD".',
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
    ],
  },
  {
    id: 'VC311',
    name: 'passthrough-needs-other-board',
    severity: 'error',
    component: 'board',
    says: 'Proxmox does not start the guest: pcie=1 needs machine q35, legacy-igd=1 needs one that is not',
    why: 'qm start ends with "q35 machine model is not enabled" or "legacy IGD assignment is not compatible with q35".',
    see: PVE,
    patterns: [
      { format: 'proxmox', at: /^hostpci\d+\.pcie$/, is: '1', without: { at: /^machine(?:\.type|\.)?$/, is: /q35/ } },
      { format: 'proxmox', at: /^hostpci\d+\.legacy-igd$/, is: '1', with: { machine: /q35/ } },
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
    says: 'a PVH guest without kernel, bootloader or firmware: there is nothing to start',
    why: 'PVH has no emulated firmware or boot disk; virt-manager once offered it so, and libxl refused.',
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
    says: 'an emulated device ({value}) in a PVH or PV guest, which has no device model to emulate it',
    why: 'There is no emulated USB, PS/2 or VGA without an HVM board; libvirt refuses the definition.',
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
    ],
  },
]
