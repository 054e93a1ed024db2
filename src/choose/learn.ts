/** What a capture or a running machine answers by itself: a report, and a few lines more of its evidence. */
import { index } from '../judge/judge.ts'
import type { Evidence, Report, Signal } from '../model.ts'
import { table } from '../table.ts'
import type { Fact } from './model.ts'

/** Paths beyond those that a report wants: kernel configuration, modules and what is in the initramfs. */
export const CHOOSE_PATHS: readonly string[] = [
  'boot/config-*',
  'proc/modules',
  'proc/cmdline',
  'lib/modules/*/modules.builtin',
  'usr/lib/modules/*/modules.builtin',
  'lib/modules/*/modules.dep',
  'usr/lib/modules/*/modules.dep',
]

/** Configuration options that answer a fact; `m` does as well as `y` where a module does. */
const OPTIONS: readonly { readonly option: string; readonly fact: string; readonly module: boolean }[] = [
  { option: 'CONFIG_XEN_PV', fact: 'kernel-pv', module: false },
  { option: 'CONFIG_XEN_PVHVM', fact: 'kernel-pvhvm', module: false },
  { option: 'CONFIG_XEN_PVH', fact: 'kernel-pvh', module: false },
  { option: 'CONFIG_ENA_ETHERNET', fact: 'ena', module: true },
  { option: 'CONFIG_BLK_DEV_NVME', fact: 'nvme', module: true },
  { option: 'CONFIG_IXGBEVF', fact: 'ixgbevf', module: true },
  { option: 'CONFIG_VIRTIO_BLK', fact: 'virtio', module: true },
  { option: 'CONFIG_GVE', fact: 'gve', module: true },
  { option: 'CONFIG_MICROSOFT_MANA', fact: 'mana', module: true },
]

/** Platforms of a report by the name that they have here. */
const PLATFORM: Readonly<Record<string, string>> = table({
  aws: 'ec2',
  gcp: 'gce',
  azure: 'azure',
  oracle: 'oci',
  oci: 'oci',
  alibaba: 'alibaba',
  linode: 'linode',
  akamai: 'linode',
  qubes: 'qubes',
  'xcp-ng': 'xcp-ng',
  xenserver: 'xenserver',
  proxmox: 'proxmox',
  openstack: 'openstack',
  ovirt: 'ovirt',
  rhev: 'ovirt',
  kubevirt: 'kubevirt',
  rackspace: 'rackspace',
  firecracker: 'firecracker',
})

const HYPERVISOR: Readonly<Record<string, string>> = table({
  xen: 'xl',
  kvm: 'kvm',
  'qemu-tcg': 'kvm',
  vmware: 'vmware',
  hyperv: 'hyperv',
})

const ARCH: Readonly<Record<string, string>> = table({
  x86_64: 'x86_64',
  amd64: 'x86_64',
  i386: 'i386',
  i486: 'i386',
  i586: 'i386',
  i686: 'i386',
  aarch64: 'arm64',
  arm64: 'arm64',
})

/** Larger configurations are cut: no kernel has more. */
const MOST_CONFIG = 2 * 1024 * 1024

/** Facts with the place that they were read from. Only what the evidence says: nothing is concluded from silence. */
export function learn(report: Report, signals: Iterable<Signal>, evidence: Pick<Evidence, 'files'>): Map<string, Fact> {
  const facts = new Map<string, Fact>()
  const say = (id: string, value: string | undefined, from: string): void => {
    if (value !== undefined && !facts.has(id)) facts.set(id, { values: [value], from })
  }
  const seen = index(signals)
  const first = (name: string): Signal | undefined => seen.get(name)?.[0]

  // Of a cloud without an entry the guest's owner has no toolstack.
  if (report.platform !== null) say('on', PLATFORM[report.platform.id] ?? 'provider', `platform ${report.platform.id}`)
  say('on', HYPERVISOR[report.hypervisor.id], `hypervisor ${report.hypervisor.id}`)
  if (report.hypervisor.id === 'xen' && report.hypervisor.version !== undefined) {
    say('xen', report.hypervisor.version, 'hypervisor version')
  }
  if (report.hypervisor.id === 'qemu-tcg') say('cpu-hvm', 'no', 'QEMU TCG: no /dev/kvm on the host')

  const release = first('kernel.release')
  if (release !== undefined && /^\d+\.\d+/.test(release.value)) {
    say('linux', release.value, place(release))
    say('os', 'linux', place(release))
  }
  const machine = first('arch') ?? first('cpu.machine')
  if (machine !== undefined) say('arch', ARCH[machine.value], place(machine))

  // Of the modes of Xen only PVH and PV exist beyond x86; which of the two x86 it is stays open.
  const xenHvm = report.hypervisor.id === 'xen' && ['hvm', 'hvm-pv-drivers', 'pvhvm'].includes(report.mode?.id ?? '')
  if (xenHvm && !facts.has('arch')) facts.set('arch', { values: ['x86_64', 'i386'], from: `mode ${report.mode!.id}` })
  if (xenHvm) say('cpu-hvm', 'yes', `mode ${report.mode!.id}`)
  const vendor = first('cpu.vendor') ?? first('cpu.model')
  if (vendor !== undefined && /Intel|\bAMD\b|Hygon|Zhaoxin|Centaur/.test(vendor.value) && !facts.has('arch'))
    facts.set('arch', { values: ['x86_64', 'i386'], from: place(vendor) })

  // A guest whose page tables run in hardware proves VT-x or AMD-V; one without proves nothing, and Arm has neither.
  if (report.cells.cpu.kind === 'VH' && facts.has('arch') && facts.get('arch')!.values[0] !== 'arm64') {
    say('cpu-hvm', 'yes', 'page tables in hardware')
  }

  for (const fact of configFacts(evidence, release?.value)) say(fact.id, fact.value, fact.from)
  for (const signal of seen.get('module') ?? []) {
    if (signal.value === 'ena' || signal.value === 'nvme' || signal.value === 'ixgbevf') say(signal.value, 'yes', place(signal))
    if (signal.value === 'gve' || signal.value === 'mana') say(signal.value, 'yes', place(signal))
    if (signal.value === 'virtio_blk' || signal.value === 'virtio_net') say('virtio', 'yes', place(signal))
    if (signal.value === 'xen_blkfront') say('pv-drivers', 'yes', place(signal))
  }
  for (const component of ['disk', 'network'] as const) {
    for (const device of report.cells[component].devices ?? []) {
      const driver = device.driver?.replaceAll('-', '_')
      const from = device.proof[0] === undefined ? `${component} ${device.id}` : `${device.proof[0].path}`
      if (driver === 'ena' || driver === 'nvme' || driver === 'ixgbevf') say(driver, 'yes', from)
      if (driver === 'xen_blkfront' || driver === 'xen_netfront' || driver === 'vif' || driver === 'vbd')
        say('pv-drivers', 'yes', from)
    }
  }
  const xenMode = report.mode?.id
  if (report.platform?.id === 'aws' && report.hypervisor.id === 'xen' && xenMode !== null && xenMode !== undefined) {
    say('ami', xenMode === 'pv' ? 'pv' : 'hvm', `mode ${xenMode}`)
  }
  if ((report.hypervisor.id === 'xen' && xenMode === 'pv' && report.role === 'domU') || xenMode === 'pvh-v1')
    say('pv-guest', 'yes', `mode ${xenMode}`)
  const product = /(?:^|\n)[ \t]*([a-z][a-z0-9-]*\.(?:\d*x?large|nano|micro|small|medium|metal[a-z0-9-]*))[ \t\r]*(?:\n|$)/
  const dmi =
    evidence.files.get('sys/class/dmi/id/product_name') ?? evidence.files.get('sys/devices/virtual/dmi/id/product_name')
  if (report.platform?.id === 'aws' && dmi !== undefined)
    say('ec2', product.exec(dmi.slice(0, 200))?.[1], 'sys/class/dmi/id/product_name')
  return facts
}

const place = (signal: Signal): string =>
  signal.proof.line === undefined ? signal.proof.path : `${signal.proof.path}:${signal.proof.line}`

function* configFacts(
  evidence: Pick<Evidence, 'files'>,
  release: string | undefined,
): Generator<{ id: string; value: string; from: string }> {
  const configs = [...evidence.files.keys()].filter((path) => /(?:^|\/)boot\/config-[^/]+$/.test(path))
  // Of several kernels only the one that runs answers.
  const path =
    configs.find((p) => release !== undefined && p.endsWith(`config-${release}`)) ??
    (configs.length === 1 ? configs[0] : undefined)
  if (path === undefined) return
  const text = evidence.files.get(path)!.slice(0, MOST_CONFIG)
  const lines = text.split('\n')
  const set = new Map<string, { value: string; line: number }>()
  for (let i = 0; i < lines.length; i++) {
    const match = /^(CONFIG_\w+)=([ymn])\s*$/.exec(lines[i]!) ?? /^# (CONFIG_\w+) is not set\s*$/.exec(lines[i]!)
    if (match !== null) set.set(match[1]!, { value: match[2] ?? 'n', line: i + 1 })
  }
  // An empty or truncated file proves nothing about missing settings.
  if (set.size < 100) return
  for (const { option, fact, module } of OPTIONS) {
    const found = set.get(option)
    if (found === undefined) continue
    const yes = found.value === 'y' || (module && found.value === 'm')
    yield { id: fact, value: yes ? 'yes' : 'no', from: `${path}:${found.line} ${option}=${found.value}` }
  }
  // Kconfig writes no line at all for an option whose dependency is off.
  if (set.get('CONFIG_XEN')?.value === 'n' || (set.get('CONFIG_HYPERVISOR_GUEST')?.value === 'n' && !set.has('CONFIG_XEN'))) {
    const off = set.get('CONFIG_XEN') ?? set.get('CONFIG_HYPERVISOR_GUEST')!
    for (const fact of ['kernel-pv', 'kernel-pvhvm', 'kernel-pvh'])
      yield { id: fact, value: 'no', from: `${path}:${off.line} CONFIG_XEN off` }
  }
}
