import type { Signal } from '../model.ts'
import type { LintRule, Pattern } from './rule.ts'
import { type Driver, hasNetfront, type System } from './system.ts'

/**
 * Whether a fix may be written unasked. `safe` needs nothing of the guest; `proved` has a precondition that the definition or `--guest` shows to
 * be met; `unsafe` has one that nothing shows; `vetoed` contradicts `--guest`.
 */
export type Applicability = 'safe' | 'proved' | 'unsafe' | 'vetoed'

export interface Judged {
  readonly applicability: Applicability
  /** What proves the precondition, what it is, or what contradicts it; absent for a safe fix. */
  readonly reason?: string
}

/** What is known of the guest. */
export interface Guest {
  readonly system: System | undefined
  readonly signals: readonly Signal[]
}

const SAFE: Judged = { applicability: 'safe' }

export function judgeFix(rule: LintRule, pattern: Pattern, guest: Guest): Judged {
  const { never } = rule
  if (never !== undefined && guest.system?.family === never.system)
    return { applicability: 'vetoed', reason: `${never.because} (${guest.system.from})` }
  const needs = pattern.precondition ?? rule.precondition
  if (needs === undefined || needs === 'none') return SAFE
  const reason = requirement(rule, pattern, guest)
  if (typeof needs === 'string') return { applicability: 'unsafe', reason }
  if ('system' in needs)
    return guest.system?.family === needs.system
      ? { applicability: 'proved', reason: guest.system.from }
      : guest.system === undefined
        ? { applicability: 'unsafe', reason }
        : { applicability: 'vetoed', reason: `the guest is not ${needs.system} (${guest.system.from})` }
  if (guest.signals.some((s) => s.name === 'guest.pv-drivers' && s.value === 'no'))
    return { applicability: 'vetoed', reason: '--guest states that the guest has no PV drivers' }
  if (namesOf(needs.driver, guest.system) !== undefined) return { applicability: 'unsafe', reason }
  const proof = driverOf(needs, guest)
  return proof === undefined ? { applicability: 'unsafe', reason } : { applicability: 'proved', reason: proof }
}

/** What shows that the guest has the driver: before its root file system is mounted, where that is needed. */
function driverOf({ driver, boot }: { readonly driver: Driver; readonly boot?: true }, guest: Guest): string | undefined {
  if (guest.signals.some((s) => s.name === 'guest.pv-drivers' && s.value === 'yes'))
    return '--guest states that the guest has PV drivers'
  // A kernel with the driver may have an initramfs without it.
  if (boot !== true && driver === 'xen-net' && hasNetfront(guest.system)) return guest.system!.from
  return undefined
}

interface Named {
  /** Modules of Linux, and what brings the driver to Windows. */
  readonly linux: string
  readonly windows: string
  /** The change gives disks other names (sda, vda) or NICs other names (ens33, ens192); Windows sees a new adapter instead. */
  readonly names?: 'disk' | 'nic'
}

const DRIVERS: ReadonlyMap<Driver, Named> = new Map<Driver, Named>([
  ['virtio-blk', { linux: 'virtio_blk', windows: 'viostor (virtio-win)', names: 'disk' }],
  ['virtio-scsi', { linux: 'virtio_scsi', windows: 'vioscsi (virtio-win)' }],
  ['pvscsi', { linux: 'vmw_pvscsi', windows: 'pvscsi (VMware Tools)' }],
  ['virtio-net', { linux: 'virtio_net', windows: 'NetKVM (virtio-win)', names: 'nic' }],
  ['vmxnet3', { linux: 'vmxnet3', windows: 'vmxnet3 (VMware Tools)', names: 'nic' }],
  ['netvsc', { linux: 'hv_netvsc', windows: 'netvsc (part of Windows)', names: 'nic' }],
  ['xen-net', { linux: 'xen-netfront', windows: 'xennet (Windows PV drivers)' }],
])

const NAMES = {
  disk: 'does not use disk names such as sda or vda in fstab or its boot loader',
  nic: 'does not depend on the names of its NICs, such as ens33',
} as const
const NEW_ADAPTER = 'can get its static IP addresses again, because Windows sees a new NIC'

/** What the guest must not depend on, because the change gives other names: no definition shows that. */
function namesOf(driver: Driver, system: System | undefined): string | undefined {
  const { names } = DRIVERS.get(driver)!
  if (names === undefined) return undefined
  if (system?.family !== 'windows') return NAMES[names]
  return names === 'nic' ? NEW_ADAPTER : undefined
}

/** A precondition in the words of the guest's system; what is proved already is left out. */
export function requirement(rule: LintRule, pattern: Pick<Pattern, 'precondition' | 'needs'>, guest: Guest): string {
  const needs = pattern.precondition ?? rule.precondition
  const more = pattern.needs ?? rule.needs
  if (needs === undefined || typeof needs === 'string' || 'system' in needs)
    return more ?? 'the guest supports the new setting, which the definition does not show'
  const driver = driverOf(needs, guest) === undefined ? driverIn(needs, guest.system) : undefined
  const names = namesOf(needs.driver, guest.system)
  const both = names === undefined ? driver : `${driver === undefined ? 'the guest' : `${driver} and`} ${names}`
  return [both, more].filter((part) => part !== undefined).join('; ')
}

function driverIn({ driver, boot }: { readonly driver: Driver; readonly boot?: true }, system: System | undefined): string {
  const { linux, windows } = DRIVERS.get(driver)!
  if (system?.family === 'windows')
    return `the Windows guest has the driver ${windows}${boot === true ? ' as a boot-start driver' : ''}`
  if (system?.family === 'linux') return `the guest has the driver ${linux}${boot === true ? ' in its initramfs' : ''}`
  if (system !== undefined) return `the guest has a driver for ${driver}`
  return `the guest has the driver (Linux: ${linux}${boot === true ? ' in the initramfs' : ''}; Windows: ${windows})`
}
