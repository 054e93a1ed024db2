import type { ModeId } from '../model.ts'

/** The modes of the race: the xl configuration, the kernel parameters, and the mode that the guest must detect. */

export const RACED = ['pv', 'pvh', 'pvhvm', 'hvm-pv-drivers', 'hvm', 'pv-shim'] as const
type OnceId = (typeof RACED)[number]

/** Suffix of the second guest of a mode, which is the control: two guests of the same mode should not differ. */
export const AGAIN = '-again'
export type RacedId = OnceId | `${OnceId}${typeof AGAIN}`
export const againOf = (id: RacedId): RacedId => `${onceOf(id)}${AGAIN}`
const onceOf = (id: RacedId): OnceId => (id.endsWith(AGAIN) ? id.slice(0, -AGAIN.length) : id) as OnceId

export interface RacedMode {
  readonly id: RacedId
  readonly title: string
  /** The mode that virtcolor must report inside the guest. */
  readonly reports: ModeId
  readonly type: 'pv' | 'pvh' | 'hvm'
  /** Lines for the xl configuration besides those that all modes have. https://xenbits.xen.org/docs/4.17-testing/man/xl.cfg.5.html */
  readonly xl: readonly string[]
  /** Kernel parameters besides those that all modes have. https://www.kernel.org/doc/html/latest/admin-guide/kernel-parameters.html */
  readonly kernel: readonly string[]
  readonly vif: string
  /** Megabytes more than the other modes have. */
  readonly more?: number
  /** How the work marks itself in the trace, if not with the default mark. */
  readonly marks?: 'cpuid'
  /** How the guest differs from the mode, if the kernel cannot run exactly that mode. */
  readonly note?: string
}

/** The NIC's boot ROM is in yet another package and would only slow the BIOS. */
const NO_BOOT_ROM = 'device_model_args_hvm = [ "-global", "rtl8139.romfile=" ]'

/** The default of xl. With an e1000 Linux reads the EEPROM bit by bit, which takes minutes when the device model is emulated too. */
const EMULATED_NIC = 'type=ioemu,model=rtl8139,'

export const RACED_MODES: readonly RacedMode[] = [
  { id: 'pv', title: 'PV', reports: 'pv', type: 'pv', xl: [], kernel: [], vif: '' },
  { id: 'pvh', title: 'PVH', reports: 'pvh', type: 'pvh', xl: [], kernel: [], vif: '' },
  { id: 'pvhvm', title: 'PVHVM', reports: 'pvhvm', type: 'hvm', xl: [], kernel: [], vif: EMULATED_NIC },
  {
    id: 'hvm-pv-drivers',
    title: 'HVM with PV drivers',
    reports: 'hvm-pv-drivers',
    type: 'hvm',
    xl: [],
    kernel: ['xen_no_vector_callback', 'xen_nopvspin'],
    vif: EMULATED_NIC,
    note: 'the closest approximation that Linux 6.1 allows: events arrive through the platform device instead of a vector, timers and IPIs use the local APIC, and PV spinlocks are off; some hypercalls of PVHVM remain',
  },
  {
    id: 'hvm',
    title: 'HVM',
    reports: 'hvm',
    type: 'hvm',
    xl: ['xen_platform_pci = 0'],
    kernel: ['xen_nopv', 'nopv', 'xen_emul_unplug=never'],
    vif: EMULATED_NIC,
  },
  {
    id: 'pv-shim',
    title: 'PV in the PVH shim',
    reports: 'pv',
    type: 'pvh',
    xl: ['pvshim = 1'],
    // The shim keeps some memory: with the size of the other guests it fails with "Not enough RAM for domain 0 allocation".
    more: 256,
    kernel: [],
    vif: '',
    marks: 'cpuid',
    note: 'the PV shim (Xen running inside the domain) handles the hypercalls of the PV guest, so the trace contains only VM exits of the domain',
  },
]

export function racedMode(id: RacedId): RacedMode {
  const mode = RACED_MODES.find((one) => one.id === onceOf(id))!
  return mode.id === id ? mode : { ...mode, id, title: `${mode.title} again` }
}

/** The race has its own network and bridge; nothing is routed from it. */
const NETWORK = '10.203.77'
export const DOM0_ADDRESS: string = `${NETWORK}.1`
export const BRIDGE = 'vcrace0'
/** Where `probe serve` answers in dom0. */
export const PEER_PORT = 5990

/** Each guest has a number, from which come its addresses and ports. */
export interface Place {
  readonly number: number
  readonly name: string
  readonly address: string
  readonly up: number
  readonly go: number
}

export function placeOf(mode: RacedId): Place {
  const number = RACED.indexOf(onceOf(mode)) + (mode.endsWith(AGAIN) ? 30 : 10)
  return { number, name: `virtcolor-${mode}`, address: `${NETWORK}.${number}`, up: 7100 + number, go: 7200 + number }
}

/**
 * mitigations=off: the cost of mitigations is not the mode's. nokaslr, quiet, rodata=off (a walk over all page tables, seconds in PV) and
 * cryptomgr.notests: less to emulate at boot; dmesg is complete all the same.
 * The clocksource is left to the kernel, since it is part of the mode.
 */
export function commandLine(mode: RacedMode): string {
  const place = placeOf(mode.id)
  const console = mode.type === 'hvm' ? 'console=ttyS0,115200' : 'console=hvc0'
  return [
    console,
    'quiet loglevel=3 nokaslr panic=-1 mitigations=off rodata=off cryptomgr.notests net.ifnames=0',
    `virtcolor.mode=${mode.id} virtcolor.address=${place.address} virtcolor.up=${place.up} virtcolor.go=${place.go}`,
    ...mode.kernel,
  ].join(' ')
}

export interface GuestFiles {
  /** ELF kernel and initramfs, for PV and PVH. */
  readonly kernel: string
  readonly initramfs: string
  /** Raw image, this guest's own. */
  readonly disk: string
  readonly console: string
  readonly bridge: string
  /** The physical CPU that all guests are pinned to, one running at a time. */
  readonly cpu: number
  /** The CPU pool of that CPU, if the race has its own. xlcpupool.cfg(5) */
  readonly pool?: string
  readonly vcpus: number
  readonly megabytes: number
}

/** The guest's definition for `xl create`. */
export function xlConfig(mode: RacedMode, files: GuestFiles): string {
  const place = placeOf(mode.id)
  const hvm = mode.type === 'hvm'
  return `${[
    `name = "${place.name}"`,
    `type = "${mode.type}"`,
    `memory = ${files.megabytes + (mode.more ?? 0)}`,
    `vcpus = ${files.vcpus}`,
    `cpus = "${files.cpu}"`,
    ...(files.pool === undefined ? [] : [`pool = "${files.pool}"`]),
    // Without an invariant TSC Xen would emulate RDTSC and the clock would cost an exit; that is a property of the host, not of the mode.
    'tsc_mode = "native"',
    'on_poweroff = "destroy"',
    'on_reboot = "destroy"',
    'on_crash = "destroy"',
    ...(hvm
      ? [`serial = "file:${files.console}"`, 'vga = "none"', 'nographic = 1', 'usb = 0', 'boot = "c"', NO_BOOT_ROM]
      : [`kernel = "${files.kernel}"`, `ramdisk = "${files.initramfs}"`, `extra = "${commandLine(mode)}"`]),
    `disk = [ "format=raw,vdev=${hvm ? 'hda' : 'xvda'},access=rw,target=${files.disk}" ]`,
    `vif = [ "${mode.vif}mac=00:16:3e:00:00:${place.number.toString(16).padStart(2, '0')},bridge=${files.bridge}" ]`,
    ...mode.xl,
  ].join('\n')}\n`
}
