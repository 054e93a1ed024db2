import type { ModeId } from '../model.ts'

/** The modes that are raced: what xl is told, what the kernel is told, and what the guest has to find out about itself. */

export const RACED = ['pv', 'pvh', 'pvhvm', 'hvm-pv-drivers', 'hvm', 'pv-shim'] as const
type OnceId = (typeof RACED)[number]

/** A second guest of a mode, for telling what two of one mode differ by, is called like it with this at the end. */
export const AGAIN = '-again'
export type RacedId = OnceId | `${OnceId}${typeof AGAIN}`
export const againOf = (id: RacedId): RacedId => `${onceOf(id)}${AGAIN}`
const onceOf = (id: RacedId): OnceId => (id.endsWith(AGAIN) ? id.slice(0, -AGAIN.length) : id) as OnceId

export interface RacedMode {
  readonly id: RacedId
  readonly title: string
  /** The mode that a guest booted so must report of itself. */
  readonly reports: ModeId
  readonly type: 'pv' | 'pvh' | 'hvm'
  /** Lines for the xl configuration besides what all have. https://xenbits.xen.org/docs/4.17-testing/man/xl.cfg.5.html */
  readonly xl: readonly string[]
  /** Kernel parameters besides what all have. https://www.kernel.org/doc/html/latest/admin-guide/kernel-parameters.html */
  readonly kernel: readonly string[]
  readonly vif: string
  /** Megabytes besides what all have. */
  readonly more?: number
  /** How its work marks itself in the trace, where not in the usual way. */
  readonly marks?: 'cpuid'
  /** Where it is only as near as the kernel allows. */
  readonly note?: string
}

/** The NIC's boot ROM is in yet another package and would only slow the BIOS. */
const NO_BOOT_ROM = 'device_model_args_hvm = [ "-global", "rtl8139.romfile=" ]'

/** xl's own choice. Of an e1000 Linux checks the EEPROM, bit by bit: minutes where each access goes to an emulated device model. */
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
    note: 'as near as Linux 6.1 allows: events by the platform device instead of a vector, timers and IPIs by the local APIC, no PV spinlocks; some hypercalls of PVHVM remain',
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
    // The Xen inside keeps its part: with what the others have it finds too little left ("Not enough RAM for domain 0 allocation").
    more: 256,
    kernel: [],
    vif: '',
    marks: 'cpuid',
    note: 'its hypercalls are answered by the Xen inside its own domain and are not in the trace: counted is what leaves that domain, as VM exits',
  },
]

export function racedMode(id: RacedId): RacedMode {
  const mode = RACED_MODES.find((one) => one.id === onceOf(id))!
  return mode.id === id ? mode : { ...mode, id, title: `${mode.title} again` }
}

/** A network of the race's own, on a bridge of its own: nothing of it is routed. */
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
 * mitigations=off: what a CPU's bugs cost is not the mode's. nokaslr, quiet, rodata=off (a walk over all page tables, seconds in PV) and
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
  /** The CPU pool that it belongs to, where it has one of its own. xlcpupool.cfg(5) */
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
