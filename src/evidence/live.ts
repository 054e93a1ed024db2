import type { Probe } from '../model.ts'
import { block } from './block.ts'
import { clocksource } from './clocksource.ts'
import { container } from './container.ts'
import { cpuid } from './cpuid.ts'
import { cpuinfo } from './cpuinfo.ts'
import { dmesg } from './dmesg.ts'
import { dmi } from './dmi.ts'
import { firmware } from './firmware.ts'
import { hostname, processors } from './identity.ts'
import { interrupts } from './interrupts.ts'
import { cmdline, modules, release } from './kernel.ts'
import { net } from './net.ts'
import { os } from './os.ts'
import { pci } from './pci.ts'
import { tuning } from './tuning.ts'
import { hypervisor, xenbus, xenfs } from './xen.ts'

/** What a machine that runs can be asked. ./index.ts adds what only captures hold; loading that would be a tenth of a start. */
export const OWN: readonly Probe[] = [
  hypervisor,
  xenfs,
  xenbus,
  ...net,
  ...block,
  pci,
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
  hostname,
  processors,
  ...tuning,
  dmesg,
]

/** Probes that read paths of the system or a device file; other probes in the same folders read command output. */
export const LIVE_PROBES: readonly Probe[] = OWN.filter((probe) => probe.reads.length > 0 || probe.live !== undefined)
