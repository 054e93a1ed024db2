import type { Kind } from '../model.ts'

/**
 * How a machine shows a device: the driver that is bound to it, its PCI ID, what it calls itself; never its name in the system.
 * The first row whose every named field fits is used. What a row leaves out is the device's.
 */
export interface DeviceRow {
  readonly id: string
  readonly class: 'disk' | 'net'
  readonly driver?: readonly string[] | undefined
  /** vendor:device, or a vendor alone with its colon. */
  readonly pci?: readonly string[] | undefined
  readonly subsystem?: RegExp | undefined
  readonly model?: RegExp | undefined
  /** What it is inside a virtual machine; on bare hardware (and in a dom0 with the real devices) all but virtual devices are H. */
  readonly guest: readonly Kind[]
  readonly says: string
  /** The device exists in virtual machines only, so that it never shows physical hardware. */
  readonly virtual?: true | undefined
  /** The board has it whether or not anything is attached: it counts only where no other controller is listed. */
  readonly builtin?: true | undefined
  readonly see?: string | undefined
}

type Row = Omit<DeviceRow, 'class' | 'guest'> & Partial<Pick<DeviceRow, 'guest'>>

/** A line of the kernel log in which a driver names its device; the name is the first group unless `of` returns another. */
export interface LogLine {
  /** A word that every such line has: looked for first. */
  readonly has: string
  readonly driver?: string
  readonly pattern: () => RegExp
  readonly of?: (match: RegExpMatchArray) => string
}

/** Actions in /proc/interrupts that name a device; the name is the first group, or the action. */
export interface InterruptRow {
  /** Every action that fits has one of these: looked for first. */
  readonly has: readonly string[]
  readonly driver?: string
  readonly action: () => RegExp
  readonly chip?: () => RegExp
}

/**
 * Formats that use the same words. `qemu`: libvirt, KubeVirt, Nova and Proxmox; `vmware`: .vmx, OVF, Nova, vSphere and libvirt's ESX driver;
 * `virtualbox`: VBoxManage (https://www.virtualbox.org/manual/ch08.html, and VBoxManageModifyVM.cpp and VBoxManageStorageController.cpp in
 * https://www.virtualbox.org/browser/vbox/trunk/src/VBox/Frontends/VBoxManage); `parallels`: prlctl
 * (https://github.com/OpenVZ/prlctl/blob/master/src/CmdParam.cpp and PrlDev.cpp).
 */
export type Vocabulary = 'qemu' | 'vmware' | 'virtualbox' | 'parallels'

/** Names of other systems for the same device. A name with another driver than the device's is a pair. */
export interface Elsewhere {
  /** Words of definitions that are not the device's name there, by that name; of several words each. */
  readonly formats?: Readonly<Partial<Record<Vocabulary, Readonly<Record<string, string>>>>>
  /** The word to write in place of an emulated device. */
  readonly replaces?: Readonly<Partial<Record<Vocabulary | 'qemu-argv', string>>>
  /** Windows: services, which are the drivers' names, from their INF files … */
  readonly services?: readonly Named[]
  /** … and adapters, disks and controllers by what the driver for Windows calls them; every name has one of the words. */
  readonly windows?: readonly (Described & { readonly has: readonly string[]; readonly model?: string })[]
  /** Lines of FreeBSD and NetBSD in which a driver attaches; `has` is a word of every such line. */
  readonly bsd?: readonly { readonly has: string; readonly line: RegExp; readonly driver?: string }[]
  /** FreeBSD: names of NICs in sysctl (`dev.vtnet.0`), and of the buses that disks are on. */
  readonly freebsd?: readonly Named[]
  readonly openbsd?: readonly Named[]
  /** OpenBSD: cards that are emulated as often as real, by the PCI database's name in quotes. */
  readonly openbsdCards?: readonly Described[]
  /** Classes of macOS's I/O Registry. */
  readonly macos?: readonly Named[]
  /** Names in `hwinfo --short`. */
  readonly hwinfo?: readonly Described[]
}
interface Described {
  readonly called: RegExp
  readonly driver?: string
}
export type Named = string | readonly [name: string, driver: string]

/** A device or a family of devices, with all that is known of it. To add one: a file in disk/ or net/, and its line in list.ts. */
export interface Device {
  readonly class: 'disk' | 'net'
  /** As Linux calls it: that of every entry below that has no other. */
  readonly driver: string
  /** What it is inside a virtual machine. */
  readonly kinds: readonly Kind[]
  /** It exists in virtual machines only. */
  readonly virtual?: true
  readonly rows: readonly Row[]
  /** Drivers of physical hardware that need no row: their kind follows from the machine on which they run. */
  readonly physical?: readonly string[]
  readonly log?: readonly LogLine[]
  /** What its SCSI host calls itself in the kernel log (`scsi_host_template.name` or `info`). */
  readonly host?: () => readonly (readonly [description: RegExp, driver: string])[]
  /** SCSI hosts of one hypervisor, which show the kind of its disks even if the log shows no disk. */
  readonly loneHosts?: readonly string[]
  readonly interrupts?: readonly InterruptRow[]
  /** Its path in /sys/devices, for captures that have the links but no `driver`. */
  readonly path?: readonly (readonly [path: () => RegExp, driver?: string])[]
  /** Not in the bare command, as what follows. Its names in definitions: QEMU's where QEMU has the device (`qemu-system-x86_64 -device help`), the format's own elsewhere. */
  readonly declared?: readonly {
    readonly names: string
    readonly driver?: string
    readonly kinds?: readonly Kind[]
    readonly says: string
  }[]
  /** scripts/lib/devices.mjs leaves both out of the bare command. */
  readonly elsewhere?: Elsewhere
}
