import type { LintRule } from '../rule.ts'

const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const REMOVED = 'https://www.qemu.org/docs/master/about/removed-features.html'

/** https://www.qemu.org/docs/master/about/removed-features.html and deprecated.html */
const OLD_MACHINE: RegExp = /^pc(?:-(?:0\.\d+|1\.\d)|-i440fx-(?:1\.\d|2\.\d+))$/

export const OBSOLETE: readonly LintRule[] = [
  {
    id: 'VC601',
    name: 'unknown-key',
    severity: 'warning',
    says: 'unknown key',
    why: 'xl and Proxmox pass over a key that they do not know, so that a misspelt one has no effect and no message.',
    see: XL,
    // The engine compares with the known keys of the format (src/lint/keys.ts).
    patterns: [],
    examples: [
      { format: 'xl', bad: 'type = "hvm"\nviridain = 1\n', good: 'type = "hvm"\nviridian = 1\n' },
      { format: 'proxmox', bad: 'memory: 512\nscsihv: virtio-scsi-pci\n', good: 'memory: 512\nscsihw: virtio-scsi-pci\n' },
    ],
  },
  {
    id: 'VC602',
    name: 'removed-option',
    severity: 'error',
    says: 'removed: {value}',
    why: 'The toolstack of today refuses it, or starts without what it asked for.',
    see: REMOVED,
    patterns: [
      { format: 'xl', at: /^device_model_version$/, is: 'qemu-xen-traditional', fix: { remove: true } },
      { format: 'xl', at: /^bios$/, is: 'rombios', fix: { set: 'seabios' } },
      { format: 'xl', at: /^tsc_mode$/, is: /^(?:native_paravirt|3)$/, fix: { set: 'default' } },
      {
        format: 'qemu-argv',
        at: /^(?:enable-hax|no-hpet|no-acpi|soundhw|no-kvm(?:-irqchip|-pit|-pit-reinjection)?|tdf|balloon|bootp|redir|smb|tftp|localtime|nodefconfig|rtc-td-hack|startdate|realtime|show-cursor|tb-size|no-quit|enable-fips|writeconfig|hdachs)\[\d+\]$/,
      },
      { format: 'qemu-argv', at: /^usbdevice\[\d+\]$/, is: /^(?:audio|ccid)/ },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: 'ide-drive', fix: { set: 'ide-hd' } },
      { format: 'qemu-argv', at: /^device\[\d+\]\.driver$/, is: 'scsi-disk', fix: { set: 'scsi-hd' } },
      { format: 'xapi', at: /^platform[:.]device-model$/, is: /^qemu-trad/ },
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
    ],
  },
  {
    id: 'VC606',
    name: 'old-machine-type',
    severity: 'warning',
    component: 'board',
    says: 'the machine type {value} is old: QEMU has removed it or is about to',
    why: 'QEMU deprecates a machine type three years after the release that brought it and removes it after six; all before 2.4 are gone. An old type also keeps old defaults.',
    needs: 'no host of an older QEMU takes the guest; Windows may ask for activation',
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
    ],
  },
  {
    id: 'VC603',
    name: 'deprecated-builder',
    severity: 'info',
    says: 'builder= is deprecated since Xen 4.10: type= says the same and knows PVH',
    why: 'builder="hvm" is type="hvm", builder="generic" is type="pv".',
    see: XL,
    patterns: [{ format: 'xl', at: /^builder$/, is: 'hvm', with: { type: false }, fix: { key: 'type' } }],
    examples: [{ format: 'xl', bad: 'builder = "hvm"\n', good: 'type = "hvm"\n' }],
  },
  {
    id: 'VC604',
    name: 'deprecated-disk-prefix',
    severity: 'info',
    component: 'disk',
    says: 'a disk with a prefix of the xm era (phy:, file:, tap:)',
    why: 'The prefixes name drivers that xl maps to others or ignores; positions or keys say it plainly.',
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
    says: 'kernel=hvmloader is of the xm era: xl ignores it with a warning',
    why: 'xl knows its firmware itself; a kernel is for direct boot only.',
    see: XL,
    patterns: [{ format: 'xl', at: /^kernel$/, is: /hvmloader/, fix: { remove: true } }],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nkernel = "/usr/lib/xen/boot/hvmloader"\n', good: 'type = "hvm"\n' }],
  },
]
