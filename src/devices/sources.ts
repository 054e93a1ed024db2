export const PCI_IDS = 'https://pci-ids.ucw.cz/'
export const QEMU_IDS = 'https://www.qemu.org/docs/master/specs/pci-ids.html'
export const VIRTIO = 'https://docs.oasis-open.org/virtio/virtio/v1.2/virtio-v1.2.html'
