import type { Probe } from '../model.ts'
import { block } from './block.ts'
import { clocksource } from './clocksource.ts'
import { container } from './container.ts'
import { cpuid } from './cpuid.ts'
import { cpuinfo } from './cpuinfo.ts'
import { dmesg } from './dmesg.ts'
import { dmi } from './dmi.ts'
import { firmware } from './firmware.ts'
import { interrupts } from './interrupts.ts'
import { cmdline, modules, release } from './kernel.ts'
import { net } from './net.ts'
import { os } from './os.ts'
import { pci } from './pci.ts'
import { tuning } from './tuning.ts'
import { hypervisor, xenbus, xenfs } from './xen.ts'

/**
 * The probes of ./index.ts that a machine which runs is looked at with, in the same order: those that read paths of its own or a device
 * file. The others read what only captures have; loading them would be a tenth of a start.
 */
export const LIVE_PROBES: readonly Probe[] = [
  hypervisor,
  xenfs,
  xenbus,
  ...net,
  ...block,
  ...pci,
  clocksource,
  interrupts,
  cpuid,
  dmi,
  ...container,
  ...firmware,
  cpuinfo,
  cmdline,
  release,
  modules,
  os,
  ...tuning,
  dmesg,
].filter((probe) => probe.reads.length > 0 || probe.live !== undefined)
