/**
 * How far each kind of evidence is trusted: the rank of the rules that read it. A rule of higher rank that leaves no room for one of lower
 * rank wins, and the lower one is shown as spoken against. docs/how-it-decides.md has the reasons.
 */
export const RANK = {
  /** The kernel's or hypervisor's own statement about this very guest: /sys/hypervisor, features word. */
  statement: 95,
  /** What is in use now: interrupt rows that count, the current clocksource, a bound driver. */
  inUse: 88,
  /** A switch on the command line that is known to take effect. */
  switched: 84,
  /** The log of the same boot. */
  log: 80,
  /** CPUID leaves, device tree, system information. */
  processor: 70,
  /** Names in firmware tables. */
  firmware: 60,
  /** Presence of devices, modules, another tool's verdict. */
  presence: 50,
  /** What follows from the hypervisor or mode when nothing nearer is seen. */
  follows: 30,
  /** The usual case among those that are left. */
  usual: 10,
} as const
