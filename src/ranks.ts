/**
 * How far each kind of evidence is trusted: the rank of the rules that read it. A rule of higher rank that leaves no room for one of lower
 * rank wins, and the lower one is shown as spoken against. docs/how-it-decides.md has the reasons.
 */
/** The kernel's or hypervisor's own statement about this very guest: /sys/hypervisor, features word. */
export const statement = 95
/** What is in use now: interrupt rows that count, the current clocksource, a bound driver. */
export const inUse = 88
/** A switch on the command line that is known to take effect. */
export const switched = 84
/** The log of the same boot. */
export const log = 80
/** CPUID leaves, device tree, system information. */
export const processor = 70
/** Names in firmware tables. */
export const firmware = 60
/** Presence of devices, modules, another tool's verdict. */
export const presence = 50
/** What follows from the hypervisor or mode when nothing nearer is seen. */
export const follows = 30
/** The usual case among those that are left. */
export const usual = 10
