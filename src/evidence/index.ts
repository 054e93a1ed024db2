import type { Evidence, Probe, Signal, Wanted } from '../model.ts'
import { ansible } from './captured/ansible.ts'
import { apple } from './captured/apple.ts'
import { benchmark } from './captured/benchmark.ts'
import { bsd } from './captured/bsd.ts'
import { byId } from './captured/by-id.ts'
import { cloudId } from './captured/cloud-id.ts'
import { cloudInit } from './captured/cloud-init.ts'
import { docker } from './captured/docker.ts'
import { ec2 } from './captured/ec2.ts'
import { ec2Type } from './captured/ec2-type.ts'
import { facter, facterOutline } from './captured/facter.ts'
import { fetches } from './captured/fetch.ts'
import { grains } from './captured/grains.ts'
import { hwinfo } from './captured/hwinfo.ts'
import { inxi } from './captured/inxi.ts'
import { journal } from './captured/journal.ts'
import { kubernetes } from './captured/kubernetes.ts'
import { lsblk } from './captured/lsblk.ts'
import { lscpu } from './captured/lscpu.ts'
import { lshw } from './captured/lshw.ts'
import { lsscsi } from './captured/lsscsi.ts'
import { metadata } from './captured/metadata.ts'
import { nvmeList } from './captured/nvme-list.ts'
import { ohai } from './captured/ohai.ts'
import { isOwnReport } from './captured/own.ts'
import { pciconf } from './captured/pciconf.ts'
import { sysctl } from './captured/sysctl.ts'
import { udev } from './captured/udev.ts'
import { hostnamectl, verdict } from './captured/verdict.ts'
import { windows } from './captured/windows.ts'
import { xl, xlList } from './captured/xl.ts'
import { decoded, signature } from './cpuid.ts'
import { dmidecode } from './dmi.ts'
import { date } from './identity.ts'
import { machine } from './kernel.ts'
import { OWN } from './live.ts'
import { signalsOf as signalsBy, wantedOf as wantedBy } from './signals.ts'
import { features } from './xen.ts'

/** What only captures hold. Their texts say plainly what they are, and are asked before those of a machine, which may stand inside them. */
const CAPTURED: readonly Probe[] = [
  decoded,
  signature,
  dmidecode,
  lscpu,
  xl,
  xlList,
  journal,
  metadata,
  ec2,
  ansible,
  lshw,
  inxi,
  kubernetes,
  docker,
  facter,
  facterOutline,
  ohai,
  hostnamectl,
  verdict,
  windows,
  features,
  machine,
  date,
  bsd,
  cloudInit,
  lsblk,
  lsscsi,
  nvmeList,
  byId,
  udev,
  hwinfo,
  grains,
  sysctl,
  pciconf,
  apple,
  benchmark,
  fetches,
  cloudId,
  ec2Type,
]

/**
 * Everything that Linux (or a tool that describes one) can show. To add a probe: one file that exports one, one line here or, where a
 * machine that runs has its files, in ./live.ts, and one fixture. A text is offered in this order; the first that accepts it reads it.
 */
export const PROBES: readonly Probe[] = [...CAPTURED, ...OWN]

/** What a source has to bring for these probes; a report of this program's own is no evidence, whatever it quotes. */
export function wantedOf(probes: readonly Probe[], from: 'live' | 'capture'): Wanted {
  const { paths, accepts } = wantedBy(probes, from)
  return { paths, accepts: (head) => !isOwnReport(head) && accepts(head) }
}

/** All signals that the evidence gives, asked by all probes. */
export const signalsOf = (evidence: Evidence, probes: readonly Probe[] = PROBES): Signal[] => signalsBy(evidence, probes)
