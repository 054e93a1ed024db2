import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs'
import { arch, availableParallelism, cpus, hostname, totalmem } from 'node:os'
import { table } from '../table.ts'
import type { Machine } from './result.ts'
import type { HelperInfo } from './schema.ts'

const MOST = 64 << 10

/** A small file of the kernel, trimmed; undefined when it is absent or may not be read. */
export function small(path: string): string | undefined {
  let fd: number | undefined
  try {
    fd = openSync(path, 'r')
    const buffer = Buffer.alloc(MOST)
    return (
      buffer
        .subarray(0, readSync(fd, buffer, 0, MOST, 0))
        .toString('utf8')
        .trim() || undefined
    )
  } catch {
    return undefined
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

const CLOCK = '/sys/devices/system/clocksource/clocksource0'
const WEAK = '/sys/devices/system/cpu/vulnerabilities'

/** What else may explain a difference between two machines or two runs. Reads only; nothing here needs root. */
export function machineOf(info: HelperInfo | undefined, more: Pick<Partial<Machine>, 'disk' | 'peer'> = {}): Machine {
  const mitigations: Record<string, string> = table({})
  if (existsSync(WEAK))
    for (const name of readdirSync(WEAK).sort()) mitigations[name] = small(`${WEAK}/${name}`)?.slice(0, 400) ?? '?'
  const cmdline = small('/proc/cmdline')
  const xen = small('/sys/hypervisor/type')
  const frequency = small('/sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq')
  const cpu = cpus()[0]
  const optional = {
    cmdline: cmdline?.slice(0, 8192),
    // of those, the ones that this process may use: a cpuset or taskset takes some away
    usable_cpus: availableParallelism(),
    online: small('/sys/devices/system/cpu/online'),
    clocksource: small(`${CLOCK}/current_clocksource`),
    clocksources: small(`${CLOCK}/available_clocksource`),
    thp: /\[(\w+)\]/.exec(small('/sys/kernel/mm/transparent_hugepage/enabled') ?? '')?.[1],
    governor: small('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor'),
    mhz: frequency !== undefined ? Number(frequency) / 1000 : cpu?.speed || undefined,
    counter_mhz: info?.counter_mhz,
    pti: mitigations['meltdown'],
    // In this line the kernel reports Xen's isolation of 64-bit PV guests (Linux, arch/x86/kernel/cpu/bugs.c: "Mitigation: PTI", "XEN PV")
    xpti: /XEN/.test(mitigations['meltdown'] ?? '') ? mitigations['meltdown'] : undefined,
    hypervisor: xen,
    hypervisor_leaf: info?.hypervisor_leaf,
    load: small('/proc/loadavg'),
    boot_id: small('/proc/sys/kernel/random/boot_id'),
    ...more,
  }
  return {
    hostname: hostname(),
    arch: arch(),
    kernel: small('/proc/sys/kernel/osrelease') ?? '?',
    cpu: cpu?.model ?? '?',
    cpus: cpus().length,
    memory_mib: Math.round(totalmem() / (1 << 20)),
    mitigations,
    ...(Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)) as Partial<Machine>),
  }
}

/** A file of a result that may be large: read whole, but bounded. */
export function bounded(path: string, most: number): string {
  const text = readFileSync(path)
  if (text.length > most) throw new RangeError(`larger than ${most >> 20} MiB`)
  return text.toString('utf8')
}
