import type { AdviceRow } from './index.ts'

export const io: readonly AdviceRow[] = [
  {
    id: 'disk.emulated-beside-pv',
    component: 'disk',
    when: [
      { hypervisor: 'xen', 'cell.disk': 'VS', 'kernel.switch': /^xen_emul_unplug=(?:never|unnecessary)/ },
      { hypervisor: 'xen', 'cell.disk': 'VS', 'kernel.switch': ['nopv', 'xen_nopv'] },
    ],
    says: 'the root disk is emulated because a switch on the command line keeps the paravirtual one away',
    do: [
      'make sure that the initramfs has xen-blkfront and that fstab names disks by UUID',
      'remove xen_emul_unplug=never (or nopv) from the kernel command line and boot again',
    ],
    undo: 'put the words back',
    at: 'guest',
    risk: 'while both paths to a disk are open, writing to both corrupts it; virtio or NVMe under QEMU’s Xen emulation needs xen_emul_unplug=never',
    verify: 'virtcolor why disk shows xen-blkfront',
  },
  {
    id: 'disk.emulated',
    component: 'disk',
    when: { hypervisor: ['kvm', 'pvm'], 'cell.disk': 'VS' },
    says: 'the disk is emulated: give the guest virtio',
    do: [
      'make sure that the initramfs has virtio_blk or virtio_scsi and that fstab names disks by UUID',
      'libvirt: <target dev="vda" bus="virtio"/>; QEMU: -device virtio-blk-pci,drive=…; Proxmox: scsi0 with scsihw: virtio-scsi-single',
    ],
    undo: 'the old bus',
    at: 'host',
    verify: 'virtcolor why disk shows virtio',
  },
  {
    id: 'network.emulated',
    component: 'network',
    when: { hypervisor: ['kvm', 'pvm', 'xen'], 'cell.network': 'VS' },
    says: 'the network card is emulated: use the paravirtual one',
    do: [
      'KVM, libvirt: <model type="virtio"/>; QEMU: -device virtio-net-pci,…',
      'Xen: the toolstack offers netfront beside the emulated card; let the kernel unplug the latter (no xen_emul_unplug=never, no nopv)',
    ],
    undo: 'the old model',
    at: 'host',
    risk: 'the interface may get another name',
    verify: 'virtcolor why network shows virtio-net or xen-netfront',
  },
  {
    id: 'network.vf-lost',
    component: 'network',
    when: { 'net.switched': /from VF$/ },
    says: 'the data path fell back from the virtual function to the synthetic card',
    do: [
      'dmesg | grep -i -e "VF" -e mlx -e mana: find when and why it went',
      'check that Accelerated Networking is still on for this interface, and the driver of the virtual function is loaded',
    ],
    at: 'guest',
    verify: 'dmesg ends with "Data path switched to VF"',
  },
]
