import type { ComponentId } from '../model.ts'

/** Which number of a sample is kept. Minimum for what only the CPU does; medians and percentiles for what waits. */
export type Take = 'min' | 'p50' | 'p99'

/** Something that is measured. `probe` names what yields it: one probe may give several metrics. */
export interface Metric {
  readonly id: string
  /** A control is what no way of virtualizing should change: when it differs, the machines do. */
  readonly component: ComponentId | 'control'
  readonly title: string
  readonly probe: string
  readonly take: Take
  readonly unit: 'ns' | 'ns/MiB'
  /** Where it runs: our helper in C, this process, or a tool that is installed. */
  readonly by: 'helper' | 'node' | 'fio' | 'iperf3'
  /** Only on this architecture (Node's name). */
  readonly arch?: string
}

const metric = (
  component: Metric['component'],
  id: string,
  title: string,
  take: Take = 'min',
  more: Partial<Metric> = {},
): Metric => ({ id, component, title, probe: id, take, unit: 'ns', by: 'helper', ...more })

/**
 * All metrics in the order in which they are shown. Less is better in each. The kept number follows from what repeats best on
 * a noisy host (60 identical runs): the minimum of batches varies a third to two thirds as much as their median, but for
 * wake-ups and sleeps it finds the path that never slept, and the median is the honest one.
 */
export const METRICS: readonly Metric[] = [
  metric('cpu', 'syscall', 'system call'),
  metric('cpu', 'pagefault', 'page fault, new 4 KiB page'),
  metric('cpu', 'filefault', 'map + touch 256 file pages'),
  metric('cpu', 'mmap', 'mmap + touch + munmap'),
  metric('cpu', 'mprotect', 'mprotect read-only and back'),
  metric('cpu', 'fork', 'fork + exit + wait'),
  metric('cpu', 'exec', 'exec of a small program'),
  metric('cpu', 'context', 'pipe round trip, one CPU'),
  metric('cpu', 'cpuid', 'CPUID', 'min', { arch: 'x64' }),
  metric('cpu', 'vmcall', 'VMCALL from user mode', 'min', { arch: 'x64' }),
  metric('cpu', 'vmmcall', 'VMMCALL from user mode', 'min', { arch: 'x64' }),
  metric('cpu', 'xen-prefix', 'CPUID, forced Xen emulation', 'min', { arch: 'x64' }),
  metric('cpu', 'idreg', 'CPU ID register read', 'min', { arch: 'arm64' }),
  metric('interrupts', 'wake', 'wake-up across CPUs, twice', 'p50'),
  metric('interrupts', 'wake-same', 'wake-up on one CPU, twice', 'p50'),
  metric('interrupts', 'sleep', '100 µs sleep: overshoot', 'p50'),
  metric('interrupts', 'clock', 'clock_gettime (vDSO)'),
  metric('interrupts', 'clock-syscall', 'clock_gettime (syscall)'),
  metric('interrupts', 'counter', 'time-stamp counter read'),
  metric('disk', 'disk', '4 KiB read, QD1 p50 latency', 'p50'),
  metric('disk', 'disk-p99', '4 KiB read, QD1 p99 latency', 'p99', { probe: 'disk' }),
  metric('disk', 'disk-qd32', '4 KiB read, QD32 p50 latency', 'p50', { probe: 'fio', by: 'fio' }),
  metric('network', 'udp', 'UDP round-trip p50 latency', 'p50'),
  metric('network', 'udp-p99', 'UDP round-trip p99 latency', 'p99', { probe: 'udp' }),
  metric('network', 'tcp', 'TCP round-trip p50 latency', 'p50'),
  metric('network', 'stream', 'TCP throughput', 'p50', { unit: 'ns/MiB' }),
  metric('network', 'iperf3', 'TCP throughput (iperf3)', 'p50', { unit: 'ns/MiB', by: 'iperf3' }),
  metric('control', 'alu', 'arithmetic loop'),
  metric('control', 'memory', 'memory copy', 'min', { unit: 'ns/MiB' }),
  metric('cpu', 'node-syscall', 'system call (from Node)', 'min', { by: 'node' }),
  metric('cpu', 'node-pagefault', 'page fault (from Node)', 'min', { by: 'node' }),
  metric('interrupts', 'node-clock', 'clock_gettime (from Node)', 'min', { by: 'node' }),
  metric('interrupts', 'node-sleep', '100 µs sleep (from Node)', 'p50', { by: 'node' }),
  metric('disk', 'node-disk', '4 KiB read p50 (from Node)', 'p50', { by: 'node' }),
  metric('control', 'node-alu', 'arithmetic loop (from Node)', 'min', { by: 'node' }),
]

/** Probes of the helper that are asked of the network, and of the disk. */
export const NETWORK_PROBES: readonly string[] = ['udp', 'tcp', 'stream']
export const DISK_PROBES: readonly string[] = ['disk']
