import type { Device } from '../device.ts'
import { QEMU_IDS, VIRTIO } from '../sources.ts'

export const virtioNet: Device = {
  class: 'net',
  driver: 'virtio_net',
  kinds: ['P'],
  virtual: true,
  rows: [
    { id: 'net.virtio', driver: ['virtio_net'], says: 'virtio-net: paravirtual NIC', see: VIRTIO },
    { id: 'net.virtio-id', pci: ['1af4:1000', '1af4:1041'], says: 'the PCI ID is that of virtio-net', see: QEMU_IDS },
  ],
  log: [{ has: 'virtio_net virtio', pattern: () => /virtio_net (virtio\d+)(?: (\w+))?/g, of: (m) => m[2] ?? m[1]! }],
  interrupts: [{ has: ['-input', '-output'], action: () => /^(virtio\d+)-(?:input|output)\.\d+$/ }],
  path: [[() => /\/virtio\d+\/net\//]],
  declared: [
    { names: 'virtio-net', says: 'virtio-net' },
    { names: 'vdpa', says: 'virtio-net whose data path is in hardware (vDPA)' },
  ],
  elsewhere: {
    formats: {
      vmware: { 'virtio-net': 'virtionet' },
      virtualbox: { 'virtio-net': 'virtio' },
      parallels: { 'virtio-net': 'virtio' },
    },
    replaces: { qemu: 'virtio', 'qemu-argv': 'virtio-net-pci', virtualbox: 'virtio', parallels: 'virtio' },

    services: ['netkvm'],
    windows: [
      // `INX_PREFIX_VENDORVirtIO Ethernet Adapter`: https://github.com/virtio-win/kvm-guest-drivers-windows/blob/master/NetKVM/netkvm-base.txt;
      // Google: https://github.com/GoogleCloudPlatform/cloud-image-tests, Nutanix: https://portal.nutanix.com (Nutanix VirtIO), Tencent:
      // https://www.tencentcloud.com/document/product/213, Oracle: https://docs.oracle.com/en/operating-systems/oracle-linux/kvm-virtio
      {
        has: ['VirtIO', 'Virt-IO'],
        called: /^(?:Red Hat|Google|Nutanix|Tencent|Oracle)?\s?Virt-?IO\b.{0,12}\b(?:Ethernet|Network)\b/i,
      },
    ],
    bsd: [
      { has: '<VirtIO Networking Adapter>', line: /^(vtnet\d+): <VirtIO Networking Adapter>/gm },
      { has: 'vioif', line: /^(vioif\d+) at virtio\d+/gm },
    ],
    freebsd: ['vtnet'],
    openbsd: ['vio'],
    macos: ['AppleVirtIONetwork'],
    hwinfo: [{ called: /^(?:Red Hat )?Virtio\b/i }],
  },
}
