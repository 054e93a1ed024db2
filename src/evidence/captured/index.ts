import type { Probe } from '../../model.ts'
import { machine } from '../kernel.ts'
import { features } from '../xen.ts'
import { ansible } from './ansible.ts'
import { apple } from './apple.ts'
import { benchmark } from './benchmark.ts'
import { bsd } from './bsd.ts'
import { byId } from './by-id.ts'
import { cloudId, instanceData } from './cloud-id.ts'
import { cloudInit } from './cloud-init.ts'
import { decoded, signature } from './cpuid.ts'
import { date } from './date.ts'
import { detectVirt } from './detect-virt.ts'
import { devbind } from './devbind.ts'
import { dmiAlias } from './dmi-alias.ts'
import { dmidecode } from './dmidecode.ts'
import { docker } from './docker.ts'
import { ec2 } from './ec2.ts'
import { ec2Type } from './ec2-type.ts'
import { facter, facterOutline } from './facter.ts'
import { fetches } from './fetch.ts'
import { grains } from './grains.ts'
import { hostnamectlJson } from './host-json.ts'
import { hwinfo } from './hwinfo.ts'
import { illumosFormat } from './illumos.ts'
import { incus } from './incus.ts'
import { inxi } from './inxi.ts'
import { ioreg } from './ioreg.ts'
import { journal } from './journal.ts'
import { kenv } from './kenv.ts'
import { kubernetes } from './kubernetes.ts'
import { links } from './links.ts'
import { lsblk } from './lsblk.ts'
import { lscpu } from './lscpu.ts'
import { lscpuJson } from './lscpu-json.ts'
import { lshw } from './lshw.ts'
import { lshwTable } from './lshw-table.ts'
import { lspci, pciDevices } from './lspci.ts'
import { lspciForms } from './lspci-forms.ts'
import { lsscsi, scsiProc } from './lsscsi.ts'
import { metadata } from './metadata.ts'
import { mountBsd } from './mount-bsd.ts'
import { mounted, partitions } from './mounted.ts'
import { nvmeList } from './nvme-list.ts'
import { ohai } from './ohai.ts'
import { openbsd } from './openbsd.ts'
import { pciconf } from './pciconf.ts'
import { pnp } from './pnp.ts'
import { prtdiag } from './prtdiag.ts'
import { routeGet } from './route-get.ts'
import { seabios } from './seabios.ts'
import { sysctl } from './sysctl.ts'
import { udev } from './udev.ts'
import { uname } from './uname.ts'
import { hostnamectl, verdict } from './verdict.ts'
import { windows } from './windows.ts'
import { windowsRegistry } from './windows-registry.ts'
import { xenstore } from './xenstore.ts'
import { xl, xlList } from './xl.ts'
import { xsos } from './xsos.ts'

/** What only captures hold. Their texts say plainly what they are, and are asked before those of a machine, which may stand inside them. */
export const CAPTURED: readonly Probe[] = [
  decoded,
  signature,
  dmidecode,
  seabios,
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
  incus,
  facter,
  facterOutline,
  ohai,
  hostnamectl,
  detectVirt,
  verdict,
  windows,
  windowsRegistry,
  features,
  machine,
  uname,
  date,
  bsd,
  openbsd,
  cloudInit,
  lsblk,
  lsscsi,
  scsiProc,
  devbind,
  nvmeList,
  byId,
  udev,
  hwinfo,
  grains,
  sysctl,
  pciconf,
  kenv,
  routeGet,
  mountBsd,
  apple,
  ioreg,
  benchmark,
  fetches,
  cloudId,
  instanceData,
  lshwTable,
  prtdiag,
  xsos,
  illumosFormat,
  lscpuJson,
  hostnamectlJson,
  lspciForms,
  mounted,
  partitions,
  links,
  xenstore,
  pnp,
  dmiAlias,
  ec2Type,
  pciDevices,
  lspci,
]
