import type { Evidence, Probe, Signal, Wanted } from '../model.ts'
import { block } from './block.ts'
import { bsd } from './captured/bsd.ts'
import { cloudInit } from './captured/cloud-init.ts'
import { ec2 } from './captured/ec2.ts'
import { facter, facterOutline } from './captured/facter.ts'
import { journal } from './captured/journal.ts'
import { lscpu } from './captured/lscpu.ts'
import { metadata } from './captured/metadata.ts'
import { ohai } from './captured/ohai.ts'
import { isOwnReport } from './captured/own.ts'
import { hostnamectl, verdict } from './captured/verdict.ts'
import { windows } from './captured/windows.ts'
import { xl } from './captured/xl.ts'
import { clocksource } from './clocksource.ts'
import { container } from './container.ts'
import { cpuid, decoded, signature } from './cpuid.ts'
import { cpuinfo } from './cpuinfo.ts'
import { dmesg } from './dmesg.ts'
import { dmi, dmidecode } from './dmi.ts'
import { firmware } from './firmware.ts'
import { interrupts } from './interrupts.ts'
import { cmdline, machine, modules, release } from './kernel.ts'
import { net } from './net.ts'
import { os } from './os.ts'
import { pci } from './pci.ts'
import { signalsOf as signalsBy, wantedOf as wantedBy } from './signals.ts'
import { tuning } from './tuning.ts'
import { features, hypervisor, xenbus, xenfs } from './xen.ts'

/**
 * Everything that Linux (or a tool that describes one) can show. To add a probe: one file that exports one, one line here, one fixture.
 * A text is offered to the probes in this order; the first that accepts it reads it.
 */
export const PROBES: readonly Probe[] = [
  hypervisor,
  xenfs,
  xenbus,
  ...net,
  ...block,
  ...pci,
  clocksource,
  interrupts,
  cpuid,
  decoded,
  signature,
  dmi,
  dmidecode,
  ...container,
  ...firmware,
  cpuinfo,
  lscpu,
  xl,
  journal,
  metadata,
  ec2,
  facter,
  facterOutline,
  ohai,
  hostnamectl,
  verdict,
  windows,
  features,
  cmdline,
  machine,
  release,
  modules,
  os,
  bsd,
  ...tuning,
  dmesg,
  cloudInit,
]

/** What a source has to bring for these probes; a report of this program's own is no evidence, whatever it quotes. */
export function wantedOf(probes: readonly Probe[], from: 'live' | 'capture'): Wanted {
  const { paths, accepts } = wantedBy(probes, from)
  return { paths, accepts: (head) => !isOwnReport(head) && accepts(head) }
}

/** All signals that the evidence gives, asked by all probes. */
export const signalsOf = (evidence: Evidence, probes: readonly Probe[] = PROBES): Signal[] => signalsBy(evidence, probes)
