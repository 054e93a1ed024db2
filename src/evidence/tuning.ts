import type { Probe, Signal } from '../model.ts'
import { signalAt, signalOf } from './say.ts'

/** Disks whose name alone shows that they are paravirtual or NVMe: for the others a scheduler may be useful. */
const FAST_DISKS: readonly string[] = ['xvd', 'vd', 'nvme']

/** The first line of a small file. */
const lineOf = (text: string): string => text.split('\n', 1)[0]!.trim()
const numberOf = (text: string): string | undefined => (Number.isInteger(Number(lineOf(text))) ? lineOf(text) : undefined)
/** The word in brackets, which is in force: `always [madvise] never`. */
function inForce(text: string): string | undefined {
  const start = text.indexOf('[')
  const end = text.indexOf(']', start)
  return start < 0 || end < 0 ? undefined : text.slice(start + 1, end)
}

/** Small files of one value each, which nothing but advice asks for. */
const FILES: readonly (readonly [path: string, signal: string, value: (text: string) => string | undefined])[] = [
  // https://docs.kernel.org/ABI/testing/sysfs-devices-system-cpu.html
  ['sys/devices/system/cpu/vulnerabilities/meltdown', 'cpu.meltdown', lineOf],
  ['sys/devices/system/cpu/cpuidle/current_driver', 'cpuidle.driver', lineOf],
  // https://docs.kernel.org/admin-guide/mm/transhuge.html: the word in brackets is in force
  ['sys/kernel/mm/transparent_hugepage/enabled', 'thp', inForce],
  ['sys/module/nvme_core/parameters/io_timeout', 'nvme.io-timeout', numberOf],
]

/** Names of parameters: module_param in drivers/block/xen-blkfront.c and drivers/net/xen-netfront.c. */
const PARAMETERS: readonly (readonly [path: string, signal: string])[] = [
  ['sys/module/xen_blkfront/parameters/max_queues', 'blkfront.max-queues'],
  ['sys/module/xen_blkfront/parameters/max_indirect_segments', 'blkfront.max-segments'],
  ['sys/module/xen_netfront/parameters/max_queues', 'netfront.max-queues'],
]

/** Settings of the kernel and its drivers: none of them changes what a machine is, some are worth changing. */
const settings: Probe = {
  id: 'settings',
  reads: [...FILES.map(([path]) => path), 'sys/block/*/queue/scheduler'],
  captured: PARAMETERS.map(([path]) => path),
  *look(tree) {
    for (const [path, name, read] of [...FILES, ...PARAMETERS.map(([p, n]) => [p, n, numberOf] as const)]) {
      const text = tree.read(path)?.trim().slice(0, 512)
      const value = text === undefined ? undefined : read(text)
      if (value) yield signalOf(path, name, value, undefined, text)
    }
    for (const disk of tree.list('sys/block')) {
      if (!FAST_DISKS.some((start) => disk.startsWith(start))) continue
      const path = `sys/block/${disk}/queue/scheduler`
      const text = tree.read(path)?.trim().slice(0, 256)
      const scheduler = text === undefined ? undefined : inForce(text)
      if (scheduler) yield signalOf(path, 'disk.scheduler', scheduler, disk, text)
    }
  },
}

/** USER_HZ is 100 on every architecture but alpha and ia64: https://man7.org/linux/man-pages/man5/proc_stat.5.html */
const LEAST_TICKS = 60 * 100

/**
 * /proc/stat: the share of all time since the boot in which a vCPU wanted to run and did not, in percent. A machine that has not run for a
 * minute of processor time proves nothing.
 */
const stat: Probe = {
  id: 'stat',
  reads: ['proc/stat'],
  accepts: (head) => /^cpu {1,2}\d+(?: \d+){7,9}\ncpu0 \d+/.test(head),
  *read(document): Generator<Signal> {
    const match = /^cpu {1,2}(\d+(?: \d+){7})/.exec(document.text)
    if (match === null) return
    const ticks = match[1]!.split(' ').map(Number)
    const all = ticks.reduce((a, b) => a + b, 0)
    if (all < LEAST_TICKS) return
    yield signalAt(document, match.index, 'cpu.steal', ((ticks[7]! / all) * 100).toFixed(1))
  },
}

export const tuning: readonly Probe[] = [settings, stat]
