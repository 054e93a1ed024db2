import type { LintRule, Pattern } from '../rule.ts'
import { vagrant } from './written.ts'

const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const REMOVED = 'https://www.qemu.org/docs/master/about/removed-features.html'

const OTHER_DEVICES = 'the guest boots with the devices of qemu-xen; Windows may ask for activation'

/** https://www.qemu.org/docs/master/about/removed-features.html and deprecated.html */
const OLD_MACHINE: RegExp = /^pc(?:-(?:0\.\d+|1\.\d)|-i440fx-(?:1\.\d|2\.\d+))$/

/** Anything that can make a removed `ide-drive` a CD drive, in the command line or in a file that it reads. */
const CD_DRIVE = {
  at: /^(?:(?:drive|blockdev)\[\d+\]\.\w|cdrom\[\d+\]|readconfig\[\d+\]|set\[\d+\]|device\[\d+\]\.drive)/,
  is: /^cdrom$|\.iso$|^\/dev\/(?:sr|cd|dvd)|^host_cdrom$/i,
}

export const OBSOLETE: readonly LintRule[] = [
  {
    id: 'VC601',
    name: 'unknown-key',
    severity: 'warning',
    says: 'the key is unknown, so the toolstack ignores it',
    why: 'xl and Proxmox ignore unknown keys without an error, so a misspelt key has no effect.',
    precondition: 'asked',
    needs: 'you checked the value: it has had no effect so far, and takes effect after the fix',
    see: XL,
    // The engine compares with the known keys of the format (src/lint/keys.ts).
    patterns: [],
    examples: [
      { format: 'xl', bad: 'type = "hvm"\nviridain = 1\n', good: 'type = "hvm"\nviridian = 1\n' },
      {
        format: 'proxmox',
        bad: 'memory: 512\nostype: l26\nscsihv: virtio-scsi-pci\n',
        good: 'memory: 512\nostype: l26\nscsihw: virtio-scsi-pci\n',
      },
    ],
  },
  {
    id: 'VC602',
    name: 'removed-option',
    severity: 'error',
    says: 'option {value} has been removed from the toolstack',
    why: 'A current toolstack refuses the option, or starts the guest without its effect.',
    see: REMOVED,
    patterns: [
      {
        format: 'xl',
        at: /^device_model_version$/,
        is: 'qemu-xen-traditional',
        says: 'device model {value} has been removed; qemu-xen is the default',
        precondition: 'asked',
        needs: OTHER_DEVICES,
        fix: { remove: true },
      },
      {
        format: 'xl',
        at: /^bios$/,
        is: 'rombios',
        says: 'bios {value} needs qemu-xen-traditional, which has been removed; use seabios',
        precondition: 'asked',
        needs: OTHER_DEVICES,
        fix: { set: 'seabios' },
      },
      // A word is a string, which has quotes; a number has none.
      ...[
        ['native_paravirt', 'default'],
        ['3', '0'],
      ].map(
        ([is, set]): Pattern => ({
          format: 'xl',
          at: /^tsc_mode$/,
          is: is!,
          says: 'tsc_mode {value} has been removed; use default',
          fix: { set: set! },
        }),
      ),
      {
        format: 'qemu-argv',
        at: /^(?:enable-hax|no-hpet|no-acpi|soundhw|no-kvm(?:-irqchip|-pit|-pit-reinjection)?|tdf|balloon|bootp|redir|smb|tftp|localtime|nodefconfig|rtc-td-hack|startdate|realtime|show-cursor|tb-size|no-quit|enable-fips|writeconfig|hdachs)\[\d+\]$/,
        says: 'option -{key} has been removed from QEMU',
      },
      {
        format: 'qemu-argv',
        at: /^usbdevice\[\d+\]$/,
        is: /^(?:audio|ccid)/,
        says: 'option -usbdevice {value} has been removed from QEMU',
      },
      ...(['ide', 'scsi'] as const).flatMap((bus) => {
        const device: Pattern = {
          format: 'qemu-argv',
          at: /^device\[\d+\]\.driver$/,
          is: bus === 'ide' ? 'ide-drive' : 'scsi-disk',
          says: `device {value} has been removed from QEMU; use ${bus}-hd for a disk, or ${bus}-cd for a CD drive`,
        }
        return [
          { ...device, without: CD_DRIVE, fix: { set: `${bus}-hd` } },
          { ...device, having: CD_DRIVE, byHand: `use ${bus}-cd for the CD drive, ${bus}-hd for a disk` },
        ]
      }),
      { format: 'xapi', at: /^platform[:.]device-model$/, is: /^qemu-trad/, says: 'device model {value} has been removed' },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\ndevice_model_version = "qemu-xen-traditional"\n',
        good: 'type = "hvm"\ndevice_model_version = "qemu-xen"\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -no-hpet\n',
        good: 'qemu-system-x86_64 -accel kvm -machine pc,hpet=off\n',
      },
      {
        format: 'xl',
        bad: 'type = "hvm"\nmemory = 512\ntsc_mode = "native_paravirt"\n',
        good: 'type = "hvm"\nmemory = 512\ntsc_mode = "native"\n',
      },
      { format: 'xl', bad: 'type = "hvm"\nmemory = 512\ntsc_mode = 3\n', good: 'type = "hvm"\nmemory = 512\ntsc_mode = 2\n' },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -usbdevice audio\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -device usb-audio\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -drive file=d.img,id=d,if=none -device ide-drive,drive=d\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -drive file=d.img,id=d,if=none -device ide-hd,drive=d\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -drive file=d.iso,id=d,if=none,media=cdrom -device ide-drive,drive=d\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -drive file=d.iso,id=d,if=none,media=cdrom -device ide-cd,drive=d\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -device lsi -drive file=d.img,id=d,if=none -device scsi-disk,drive=d\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -device lsi -drive file=d.img,id=d,if=none -device scsi-hd,drive=d\n',
      },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -device lsi -drive file=d.iso,id=d,if=none,media=cdrom -device scsi-disk,drive=d\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -device lsi -drive file=d.iso,id=d,if=none,media=cdrom -device scsi-cd,drive=d\n',
      },
      {
        format: 'xl',
        bad: 'type = "hvm"\nmemory = 512\nbios = "rombios"\n',
        good: 'type = "hvm"\nmemory = 512\nbios = "seabios"\n',
      },
      {
        format: 'xapi',
        bad: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n     platform (MRW): device-model: qemu-trad\n',
        good: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n     platform (MRW): device-model: qemu-upstream-compat\n',
      },
    ],
  },
  {
    id: 'VC606',
    name: 'old-machine-type',
    severity: 'warning',
    component: 'board',
    says: 'machine type {value} is deprecated or already removed in QEMU',
    why: 'QEMU deprecates a machine type three years after its release and removes it after six; all machine types before 2.4 have been removed. An old machine type also keeps old defaults.',
    precondition: 'asked',
    needs:
      'every host that runs the guest has a QEMU with the new machine type; a Windows guest may have to be activated again',
    see: 'https://www.qemu.org/docs/master/about/deprecated.html',
    patterns: [
      { format: 'libvirt', at: /^domain\/os\/type\/@machine$/, is: OLD_MACHINE, fix: { set: 'pc' } },
      { format: 'qemu-argv', at: /^(?:machine|M)\[\d+\]\.type$/, is: OLD_MACHINE, fix: { set: 'pc' } },
      { format: 'proxmox', at: /^machine\.(?:type)?$/, is: OLD_MACHINE, fix: { set: 'pc' } },
      { format: 'vagrantfile', at: /^libvirt\.machine_type$/, is: OLD_MACHINE, fix: { set: 'pc' } },
    ],
    examples: [
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -machine pc-i440fx-2.1\n',
        good: 'qemu-system-x86_64 -accel kvm -machine pc-i440fx-9.0\n',
      },
      {
        format: 'proxmox',
        bad: 'memory: 512\nscsihw: virtio-scsi-single\nmachine: pc-i440fx-2.1\n',
        good: 'memory: 512\nscsihw: virtio-scsi-single\nmachine: pc\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.machine_type = "pc-i440fx-2.1"'),
        good: vagrant('libvirt', 'v.machine_type = "pc"'),
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='pc-i440fx-2.1'>hvm</type></os>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='pc'>hvm</type></os>\n</domain>\n",
      },
    ],
  },
  {
    id: 'VC603',
    name: 'deprecated-builder',
    severity: 'info',
    says: 'builder= has been deprecated since Xen 4.10; use type=, which also offers PVH',
    why: 'builder="hvm" equals type="hvm"; builder="generic" equals type="pv".',
    see: XL,
    precondition: 'asked',
    needs: 'the guest runs on Xen 4.10 or newer; older versions ignore type=',
    patterns: [{ format: 'xl', at: /^builder$/, is: 'hvm', with: { type: false }, fix: { key: 'type' } }],
    examples: [{ format: 'xl', bad: 'builder = "hvm"\n', good: 'type = "hvm"\n' }],
  },
  {
    id: 'VC604',
    name: 'deprecated-disk-prefix',
    severity: 'info',
    component: 'disk',
    says: 'disk prefixes (phy:, file:, tap:) are deprecated; remove the prefix and set format=',
    why: 'xl maps these prefixes to a format or backend, or ignores them. format= is unambiguous.',
    see: 'https://xenbits.xen.org/docs/unstable/man/xl-disk-configuration.5.html',
    patterns: [{ format: 'xl', at: /^disk\[\d+\]$/, is: /^(?:phy|file|tap2?|aio):/ }],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\ndisk = [ "phy:/dev/vg/a,xvda,w" ]\n',
        good: 'type = "hvm"\ndisk = [ "/dev/vg/a,raw,xvda,rw" ]\n',
      },
    ],
  },
  {
    id: 'VC605',
    name: 'hvmloader-kernel',
    severity: 'info',
    says: 'xl ignores kernel=hvmloader and prints a warning; remove the line',
    why: 'xl finds its firmware without it. kernel= is for direct boot only.',
    see: XL,
    patterns: [
      { format: 'xl', at: /^kernel$/, is: /(?:^|\/)hvmloader$/, given: { 'declared.type': 'hvm' }, fix: { remove: true } },
    ],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nkernel = "/usr/lib/xen/boot/hvmloader"\n', good: 'type = "hvm"\n' }],
  },
]
