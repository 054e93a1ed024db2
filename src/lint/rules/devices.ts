import type { LintRule } from '../rule.ts'
import { vagrant } from './written.ts'

const PVE = 'https://pve.proxmox.com/wiki/Manual:_qm.conf'
const KVM = { 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ } as const

/** Other emulated devices with a cheaper substitute. */
export const DEVICES: readonly LintRule[] = [
  {
    id: 'VC501',
    name: 'cirrus-video',
    severity: 'info',
    component: 'board',
    says: 'the video card is an emulated Cirrus VGA; use standard VGA or virtio',
    why: 'Standard VGA needs fewer VM exits than Cirrus to draw the same picture, and virtio needs even fewer.',
    precondition: 'asked',
    needs: 'the guest has a driver for the new video card, and no X11 configuration names cirrus',
    see: 'https://www.kraxel.org/blog/2014/10/qemu-using-cirrus-considered-harmful/',
    patterns: [
      { format: 'libvirt', at: /\/video\[\d+\]\/model\/@type$/, is: 'cirrus', given: KVM, fix: { set: 'vga' } },
      { format: 'xl', at: /^vga$/, is: 'cirrus', fix: { set: 'stdvga' } },
      { format: 'proxmox', at: /^vga\.(?:type)?$/, is: 'cirrus', fix: { set: 'std' } },
      { format: 'qemu-argv', at: /^vga\[\d+\]$/, is: 'cirrus', fix: { set: 'std' } },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: 'cirrus-vga', fix: { set: 'VGA' } },
      { format: 'vagrantfile', at: /^libvirt\.video_type$/, is: 'cirrus', fix: { set: 'vga' } },
      // The default of vagrant-libvirt.
      {
        format: 'vagrantfile',
        says: 'no video type is set; vagrant-libvirt uses an emulated Cirrus VGA',
        at: /^libvirt$/,
        without: { at: /^libvirt\.(?:video_type|video_accel3d|graphics_type)$/ },
        given: { 'declared.hypervisor': /^(?:kvm|qemu-tcg)$/ },
      },
    ],
    examples: [
      { format: 'xl', bad: 'type = "hvm"\nvga = "cirrus"\n', good: 'type = "hvm"\nvga = "stdvga"\n' },
      {
        format: 'proxmox',
        bad: 'memory: 512\nscsihw: virtio-scsi-single\nvga: cirrus\n',
        good: 'memory: 512\nscsihw: virtio-scsi-single\nvga: std\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -vga cirrus\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -vga std\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -device cirrus-vga\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -device VGA\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.video_type = "cirrus"'),
        good: vagrant('libvirt', 'v.video_type = "vga"'),
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n    <video><model type='cirrus'/></video>\n  </devices>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n    <video><model type='virtio'/></video>\n  </devices>\n</domain>\n",
      },
      { format: 'vagrantfile', bad: vagrant('libvirt', 'v.memory = 512'), good: vagrant('libvirt', 'v.video_type = "vga"') },
    ],
  },
  {
    id: 'VC502',
    name: 'usb-tablet',
    severity: 'info',
    component: 'board',
    says: 'the emulated USB tablet makes the host poll an emulated USB controller all the time',
    why: 'Polling wakes the host many times a second. A server without a graphical console does not need a tablet.',
    precondition: 'asked',
    needs: 'the graphical console of the guest is not used',
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
    examples: [
      { format: 'proxmox', bad: 'memory: 512\ntablet: 1\n', good: 'memory: 512\ntablet: 0\n' },
      {
        format: 'xl',
        bad: 'type = "hvm"\nmemory = 512\nusb = 1\nusbdevice = "tablet"\n',
        good: 'type = "hvm"\nmemory = 512\nusb = 1\nusbdevice = "keyboard"\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -usb -device usb-tablet\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -usb -device usb-kbd\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.input type: "tablet", bus: "usb"'),
        good: vagrant('libvirt', 'v.input type: "tablet", bus: "virtio"'),
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n    <input type='tablet' bus='usb'/>\n  </devices>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <devices>\n    <input type='tablet' bus='virtio'/>\n  </devices>\n</domain>\n",
      },
    ],
  },
]
