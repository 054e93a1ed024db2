import type { Machine } from './result.ts'

/** Something that is not the same on two machines. */
export interface Confounder {
  readonly what: string
  readonly a: string
  readonly b: string
}

const COMPARED: readonly (readonly [keyof Machine, string])[] = [
  ['arch', 'architecture'],
  ['cpu', 'CPU'],
  ['cpus', 'vCPUs'],
  ['usable_cpus', 'vCPUs that may be used'],
  ['memory_mib', 'memory, MiB'],
  ['kernel', 'kernel'],
  ['clocksource', 'clocksource'],
  ['hypervisor_leaf', 'hypervisor (CPUID)'],
  ['pti', 'page-table isolation'],
  ['xpti', 'XPTI'],
  ['thp', 'transparent huge pages'],
  ['governor', 'frequency governor'],
  ['disk', 'disk measured'],
  ['peer', 'network peer'],
]

/** What differs between two machines besides what one wants to compare. */
export function confounders(a: Machine, b: Machine): readonly Confounder[] {
  const named = COMPARED.map(([key, what]) => ({ what, a: String(a[key] ?? 'unknown'), b: String(b[key] ?? 'unknown') }))
  const weak = [...new Set([...Object.keys(a.mitigations), ...Object.keys(b.mitigations)])]
    .filter((m) => m !== 'meltdown')
    .sort()
    .map((m) => ({ what: `mitigation ${m}`, a: a.mitigations[m] ?? 'unknown', b: b.mitigations[m] ?? 'unknown' }))
  const speed = a.counter_mhz && b.counter_mhz && Math.abs(Math.log(a.counter_mhz / b.counter_mhz)) > 0.01
  return [
    ...[...named, ...weak].filter((c) => c.a !== c.b),
    ...(speed ? [{ what: 'counter, MHz', a: String(a.counter_mhz), b: String(b.counter_mhz) }] : []),
  ]
}
