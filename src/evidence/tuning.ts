import type { Probe, Signal } from '../model.ts'
import { signalAt, signalOf } from './say.ts'

/** Disks whose name alone shows that they are paravirtual or NVMe: for the others a scheduler may be useful. */
const FAST_DISK: RegExp = /^(?:xvd[a-z]+|vd[a-z]+|nvme\d+n\d+)$/

/** Small files of one value each, which nothing but advice asks for. */
const FILES: readonly (readonly [path: string, signal: string, pattern: RegExp])[] = [
  // https://docs.kernel.org/ABI/testing/sysfs-devices-system-cpu.html
  ['sys/devices/system/cpu/vulnerabilities/meltdown', 'cpu.meltdown', /^(.+)$/m],
  ['sys/devices/system/cpu/cpuidle/current_driver', 'cpuidle.driver', /^(\w+)$/m],
  // https://docs.kernel.org/admin-guide/mm/transhuge.html: the word in brackets is in force
  ['sys/kernel/mm/transparent_hugepage/enabled', 'thp', /\[(\w+)\]/],
  ['sys/module/nvme_core/parameters/io_timeout', 'nvme.io-timeout', /^(\d+)$/m],
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
    for (const [path, name, pattern] of [...FILES, ...PARAMETERS.map(([p, n]) => [p, n, /^(\d+)$/m] as const)]) {
      const text = tree.read(path)?.trim()
      const match = text === undefined ? null : pattern.exec(text.slice(0, 512))
      if (match !== null) yield signalOf(path, name, match[1]!.trim(), undefined, text!.slice(0, 512))
    }
    for (const disk of tree.list('sys/block')) {
      if (!FAST_DISK.test(disk)) continue
      const path = `sys/block/${disk}/queue/scheduler`
      const text = tree.read(path)?.trim().slice(0, 256)
      const match = text === undefined ? null : /\[([\w-]+)\]/.exec(text)
      if (match !== null) yield signalOf(path, 'disk.scheduler', match[1]!, disk, text)
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
