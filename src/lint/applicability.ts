import type { Signal } from '../model.ts'
import type { LintRule, Pattern } from './rule.ts'
import { type Driver, hasNic, type System } from './system.ts'

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
  /** Devices that osinfo-db lists for the system of `--guest`, with the name that was given. */
  readonly listed?: { readonly id: string; readonly devices: readonly string[] }
}

const SAFE: Judged = { applicability: 'safe' }

export function judge(rule: LintRule, pattern: Pattern, guest: Guest): Judged {
  const needs = pattern.precondition ?? rule.precondition
  if (needs === undefined || needs === 'none') return SAFE
  const reason = requirement(rule, pattern, guest.system)
  if (typeof needs === 'string') return { applicability: 'unsafe', reason }
  if ('system' in needs)
    return guest.system?.family === needs.system
      ? { applicability: 'proved', reason: guest.system.from }
      : guest.system === undefined
        ? { applicability: 'unsafe', reason }
        : { applicability: 'vetoed', reason: `the guest is not ${needs.system} (${guest.system.from})` }
  const told = guest.signals.find((s) => s.name === 'guest.pv-drivers')
  if (told?.value === 'no') return { applicability: 'vetoed', reason: '--guest reports that the guest has no PV drivers' }
  if (told?.value === 'yes') return { applicability: 'proved', reason: '--guest reports that the guest has PV drivers' }
  // A disk is needed before the root file system is: a driver in it is not enough.
  if (needs.boot === true) return { applicability: 'unsafe', reason }
  if (hasNic(needs.driver, guest.system)) return { applicability: 'proved', reason: guest.system!.from }
  if (guest.listed?.devices.includes(needs.driver) === true)
    return { applicability: 'proved', reason: `osinfo-db lists ${needs.driver} for ${guest.listed.id}` }
  return { applicability: 'unsafe', reason }
}

/** Modules of Linux, and what brings the driver to Windows. */
const NAMES: ReadonlyMap<Driver, readonly [linux: string, windows: string]> = new Map([
  ['virtio-blk', ['virtio_blk', 'viostor (virtio-win)']],
  ['virtio-scsi', ['virtio_scsi', 'vioscsi (virtio-win)']],
  ['pvscsi', ['vmw_pvscsi', 'pvscsi (VMware Tools)']],
  ['virtio-net', ['virtio_net', 'NetKVM (virtio-win)']],
  ['vmxnet3', ['vmxnet3', 'vmxnet3 (VMware Tools)']],
  ['xen-net', ['xen-netfront', 'xennet (Windows PV drivers)']],
])

/** A precondition in the words of the guest's system. */
export function requirement(rule: LintRule, pattern: Pattern, system: System | undefined): string {
  const needs = pattern.precondition ?? rule.precondition
  const more = pattern.needs ?? rule.needs
  if (needs === undefined || typeof needs === 'string' || 'system' in needs)
    return more ?? 'nothing shows that the guest can use it'
  const [linux, windows] = NAMES.get(needs.driver)!
  const also = more === undefined ? '' : `; ${more}`
  if (system?.family === 'windows')
    return `the Windows guest has the driver ${windows}${needs.boot === true ? ' as a boot-start driver' : ''}`
  if (system?.family === 'linux') return `the guest has ${linux}${needs.boot === true ? ' in its initramfs' : ''}${also}`
  if (system !== undefined) return `the guest has a driver for ${needs.driver}${also}`
  return `the guest has the driver (Linux: ${linux}${needs.boot === true ? ' in the initramfs' : ''}; Windows: ${windows})${also}`
}
