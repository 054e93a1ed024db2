import type { Test } from '../model.ts'

/**
 * The guest's operating system (`guest.system`, made in judge/derive.ts): each row that names programs, files or drivers of one system has to ask
 * for that system. `OTHERS` are all systems without a separate row, including definitions that do not name their system.
 */
export const LINUX: { readonly 'guest.system': Test } = { 'guest.system': 'linux' }
export const WINDOWS: { readonly 'guest.system': Test } = { 'guest.system': 'windows' }
export const OTHERS: { readonly 'guest.system': Test } = { 'guest.system': ['freebsd', 'other', 'unknown'] }

/** `--guest no-pv-drivers`, or a system that has none: the change would leave the guest without its disk or network. */
export const NO_DRIVER: { readonly 'guest.pv-drivers': Test } = { 'guest.pv-drivers': 'no' }

/** A hypervisor is there, whichever it is. */
export const GUEST: { readonly hypervisor: Test } = { hypervisor: { not: ['none', 'unknown'] } }

export const RESTORE = 'Restore the kernel parameter and reboot'
/** Of a parameter that the advice adds. */
export const REMOVE = 'Remove the kernel parameter and reboot'
export const remove = (parameter: string): string => `Remove ${parameter} from the kernel command line and reboot`
