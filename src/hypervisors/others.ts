import type { Given, Rule, When } from '../model.ts'
import { table } from '../table.ts'
import type { Hypervisor } from './index.ts'
import * as RANK from './ranks.ts'

/** bhyve's host bridge, display and other functions: usr.sbin/bhyve/pci_hostbridge.c, pci_fbuf.c. */
const BHYVE_PCI: RegExp = /^(?:1275:1275|fb5d:)/

/** Hypervisors that are recognised by a signature, a firmware string or a line in the log. */
const NAMES: Readonly<Record<string, string>> = table({
  bhyve: 'bhyve',
  'openbsd-vmm': 'OpenBSD vmm',
  parallels: 'Parallels',
  apple: 'Apple Virtualization',
  acrn: 'ACRN',
  jailhouse: 'Jailhouse',
  'qemu-tcg': 'QEMU TCG',
  uml: 'User-mode Linux',
  powervm: 'PowerVM',
  zvm: 'z/VM',
  lpar: 'PR/SM',
})

/** Signs of all of them, one of which each rule needs that recognises one: a machine without any is not asked. */
const SIGNS_OF_ANY: Given = [
  'hypervisor.detected',
  'dmi.virtual',
  'devicetree.model',
  'devicetree.partition',
  'devicetree.hmc',
  'lscpu.vendor',
  'tool.says',
  'facter.virtual',
  'uml.log',
  'cpu.platform',
  'ppc.lparcfg',
  'ppc.hypervisor',
  'ppc.machine',
  's390.maker',
  's390.program',
  's390.level',
  's390.lpar',
  's390.version',
  'net.logged',
  'disk.logged',
  {
    'cpuid.signature': ['bhyve bhyve', 'OpenBSDVMM58', 'lrpepyh vr', 'Apple VZ', 'ACRNACRNACRN', 'Jailhouse', 'TCGTCGTCGTCG'],
  },
  { 'acpi.oem': /^BHYVE/ },
  { 'acpi.oem': /^PRLS/ },
  { 'acpi.oem': /^APPLE/ },
  { 'acpi.oem': /^ACRN/ },
  { 'pci.subsystem': /^1ab8:/ },
  { pci: BHYVE_PCI },
  { 'cpu.model': /QEMU TCG CPU/ },
  { 'cpu.vendor': /User Mode Linux/ },
  { 'cpu.vendor': 'PowerVM Lx86' },
  { 'net.bound': ['ibmveth', 'ibmvnic'] },
  { 'net.listed': ['ibmveth', 'ibmvnic'] },
  { 'disk.bound': ['ibmvscsi', 'ibmvfc'] },
  { 'disk.listed': ['ibmvscsi', 'ibmvfc'] },
]

/**
 * They need few other rules.
 * Hypervisors with modes or enlightenments have their own files.
 */
interface Simple {
  readonly id: string
  /** Signals that recognise it. Each becomes one rule, if `SIGNS` has a row for it. */
  readonly seen: readonly When[]
  readonly more?: () => readonly Rule[]
  /** The kind of the CPU cell; absent if it depends on the configuration. */
  readonly cpu?: readonly string[]
  /** The message of the CPU cell or of the board, where the usual one would be wrong. */
  readonly cpuSays?: string
  readonly boardSays?: string
  readonly cells?: () => readonly Rule[]
  readonly see: string
}

/** Drivers of the PAPR interface, which QEMU's pSeries machine has as well, and of devices that only PowerVM has. */
const paprUsers = (): readonly When[] => [
  { 'net.logged': 'ibmveth' },
  { 'net.bound': 'ibmveth' },
  { 'net.listed': 'ibmveth' },
  { 'disk.logged': 'ibmvscsi' },
  { 'disk.bound': 'ibmvscsi' },
  { 'disk.listed': 'ibmvscsi' },
]
const powervmUsers = (): readonly When[] => [
  { 'net.logged': 'ibmvnic' },
  { 'net.bound': 'ibmvnic' },
  { 'net.listed': 'ibmvnic' },
  { 'disk.logged': 'ibmvfc' },
  { 'disk.bound': 'ibmvfc' },
  { 'disk.listed': 'ibmvfc' },
]

/** The same sentence for each of these signals, whichever listing shows the driver. */
const byDriver = (users: readonly When[], says: string): Readonly<Record<string, string>> =>
  Object.fromEntries(users.flatMap((when) => Object.keys(when)).map((name) => [name, says]))

const simple = (): readonly Simple[] => [
  {
    id: 'bhyve',
    seen: [
      { 'cpuid.signature': 'bhyve bhyve' },
      { 'hypervisor.detected': /^Bhyve/i },
      { 'dmi.virtual': 'bhyve' },
      { 'acpi.oem': /^BHYVE/ },
      { 'lscpu.vendor': /bhyve/i },
      { 'tool.says': 'bhyve' },
      { pci: BHYVE_PCI },
    ],
    cpu: ['VH'],
    see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve',
    more: () => [
      {
        id: 'bhyve.pci',
        about: 'hypervisor',
        allows: ['bhyve'],
        rank: RANK.presence,
        when: { pci: BHYVE_PCI },
        says: "a PCI function has bhyve's ID",
        saysOf: { pci: "a PCI function has bhyve's ID ({value})" },
        see: ['https://github.com/freebsd/freebsd-src/blob/main/usr.sbin/bhyve/pci_hostbridge.c'],
      },
    ],
    cells: () => [
      {
        id: 'bhyve.pci-board',
        about: 'board',
        allows: ['VS'],
        rank: RANK.follows,
        when: { hypervisor: 'bhyve', pci: BHYVE_PCI },
        says: 'bhyve emulates the host bridge or the display',
      },
    ],
  },
  {
    id: 'openbsd-vmm',
    seen: [{ 'cpuid.signature': 'OpenBSDVMM58' }, { 'dmi.virtual': 'openbsd-vmm' }, { 'tool.says': 'openbsd-vmm' }],
    cpu: ['VH'],
    see: 'https://man.openbsd.org/vmm',
  },
  {
    id: 'parallels',
    seen: [
      { 'cpuid.signature': 'lrpepyh vr' },
      { 'dmi.virtual': 'parallels' },
      { 'acpi.oem': /^PRLS/ },
      { 'devicetree.model': /^Parallels\b/ },
      { 'pci.subsystem': /^1ab8:/ },
      { 'lscpu.vendor': /Parallels/ },
      { 'tool.says': 'parallels' },
      { 'facter.virtual': 'parallels' },
    ],
    cpu: ['VH'],
    see: 'https://www.parallels.com',
  },
  {
    id: 'apple',
    seen: [{ 'cpuid.signature': 'Apple VZ' }, { 'dmi.virtual': 'apple' }, { 'acpi.oem': /^APPLE/ }, { 'tool.says': 'apple' }],
    cpu: ['VH'],
    see: 'https://developer.apple.com/documentation/virtualization',
  },
  {
    id: 'acrn',
    seen: [
      { 'cpuid.signature': 'ACRNACRNACRN' },
      { 'hypervisor.detected': /^ACRN/ },
      { 'acpi.oem': /^ACRN/ },
      { 'tool.says': 'acrn' },
    ],
    cpu: ['VH'],
    see: 'https://docs.kernel.org/virt/acrn/introduction.html',
    cells: () => [
      {
        id: 'acrn.service-vm',
        about: 'role',
        allows: ['host'],
        rank: RANK.presence,
        when: { hypervisor: 'acrn', 'acrn.service': true },
        says: 'Service VM drivers are present; the ACRN Service VM provides devices to the other guests',
        see: ['https://docs.kernel.org/virt/acrn/introduction.html'],
      },
      {
        id: 'acrn.service-board',
        about: 'board',
        allows: ['H'],
        rank: RANK.processor,
        when: { hypervisor: 'acrn', role: 'host' },
        says: 'the ACRN Service VM uses the physical motherboard',
        see: ['https://docs.kernel.org/virt/acrn/introduction.html'],
      },
    ],
  },
  {
    id: 'jailhouse',
    seen: [
      { 'cpuid.signature': 'Jailhouse' },
      { 'hypervisor.detected': /^Jailhouse/ },
      { 'devicetree.model': /^Jailhouse cell/ },
    ],
    cpu: ['VH'],
    boardSays: 'Jailhouse virtualizes in software the parts of the motherboard that it cannot partition in hardware',
    see: 'https://github.com/siemens/jailhouse',
  },
  {
    id: 'qemu-tcg',
    seen: [{ 'cpuid.signature': 'TCGTCGTCGTCG' }, { 'cpu.model': /QEMU TCG CPU/ }, { 's390.maker': 'QEMU' }],
    cpu: ['VS'],
    see: 'https://www.qemu.org/docs/master/devel/tcg.html',
    more: () => [
      {
        id: 'qemu-tcg.model',
        about: 'hypervisor',
        allows: ['qemu-tcg'],
        rank: RANK.processor - 5,
        when: { 'cpu.model': /QEMU TCG CPU/ },
        says: "the CPU model is QEMU's TCG CPU",
      },
      {
        id: 'qemu-tcg.s390',
        about: 'hypervisor',
        allows: ['qemu-tcg'],
        rank: RANK.statement,
        when: { 's390.maker': 'QEMU' },
        says: '/proc/sysinfo names QEMU as the manufacturer, so this is TCG; KVM guests report IBM',
        see: ['https://gitlab.com/qemu-project/qemu/-/blob/master/target/s390x/tcg/misc_helper.c'],
      },
    ],
    cells: () => [
      {
        id: 'qemu-tcg.delivery',
        about: 'delivery',
        allows: ['VS'],
        rank: RANK.follows,
        when: { hypervisor: 'qemu-tcg' },
        says: 'TCG emulates every instruction, and also interrupts and timers',
      },
      {
        id: 'qemu-tcg.clock',
        about: 'clock',
        allows: ['VS'],
        rank: RANK.inUse + 1,
        when: { hypervisor: 'qemu-tcg' },
        says: 'TCG emulates every clock, including the time-stamp counter',
      },
    ],
  },
  {
    id: 'uml',
    seen: [{ 'cpu.vendor': /User Mode Linux/ }, { 'uml.log': true }, { 'tool.says': 'uml' }],
    cpu: ['VS'],
    cpuSays: 'User-mode Linux runs as a process of the host and uses no hardware virtualization',
    see: 'https://docs.kernel.org/virt/uml/user_mode_linux_howto_v2.html',
    more: () => [
      {
        id: 'uml.cpuinfo',
        about: 'hypervisor',
        allows: ['uml'],
        rank: RANK.statement,
        when: [{ 'cpu.vendor': /User Mode Linux/ }, { 'uml.log': true }],
        says: 'this kernel is User-mode Linux, which runs as a process of another Linux system',
        see: ['https://elixir.bootlin.com/linux/latest/source/arch/um'],
      },
    ],
  },
  {
    id: 'powervm',
    seen: [
      { 'lscpu.vendor': /^pHyp/ },
      { 'tool.says': 'powervm' },
      { 'ppc.lparcfg': true },
      { 'devicetree.partition': true },
      { 'devicetree.hmc': true },
      { 'cpu.platform': 'pSeries' },
      { 'cpu.vendor': 'PowerVM Lx86' },
      { 'ppc.hypervisor': 'phyp' },
      { 'ppc.machine': 'pSeries' },
      ...paprUsers(),
      ...powervmUsers(),
    ],
    see: 'https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html',
    more: () => [
      {
        id: 'powervm.devices',
        about: 'hypervisor',
        allows: ['powervm'],
        rank: RANK.presence,
        when: powervmUsers(),
        says: 'the driver ibmvfc or ibmvnic has a device; only PowerVM provides such devices',
        saysOf: byDriver(powervmUsers(), 'the {value} driver has a device; only PowerVM provides such devices'),
        see: ['https://elixir.bootlin.com/linux/latest/source/drivers/net/ethernet/ibm/ibmvnic.c'],
      },
      {
        id: 'powervm.papr-devices',
        about: 'hypervisor',
        allows: ['powervm', 'kvm', 'qemu-tcg'],
        rank: RANK.presence,
        when: paprUsers(),
        says: 'the driver ibmveth or ibmvscsi has a device, so this is PowerVM, or QEMU with the pSeries machine type',
        saysOf: byDriver(
          paprUsers(),
          'the {value} driver has a device, so this is PowerVM, or QEMU with the pSeries machine type',
        ),
        see: ['https://www.qemu.org/docs/master/system/ppc/pseries.html'],
      },
      {
        id: 'powervm.usual',
        about: 'hypervisor',
        allows: ['powervm'],
        rank: RANK.usual,
        when: paprUsers(),
        says: 'ibmveth and ibmvscsi are normally PowerVM devices; QEMU guests use virtio',
        see: ['https://www.qemu.org/docs/master/system/ppc/pseries.html'],
      },
      {
        id: 'powervm.partition',
        about: 'hypervisor',
        allows: ['powervm'],
        rank: RANK.processor,
        when: [
          { 'ppc.lparcfg': true, 'cpu.machine': { not: /qemu/i } },
          { 'devicetree.partition': true, 'devicetree.compatible': false },
          { 'devicetree.hmc': true },
          { 'cpu.platform': 'pSeries', 'cpu.machine': /CHRP IBM,/ },
          { 'cpu.vendor': 'PowerVM Lx86' },
          { 'ppc.hypervisor': 'phyp' },
        ],
        says: 'this is a logical partition (LPAR); its POWER hypervisor is part of the firmware',
      },
      {
        id: 'powervm.pseries',
        about: 'hypervisor',
        allows: ['powervm', 'kvm', 'qemu-tcg'],
        rank: RANK.presence,
        when: { 'ppc.machine': 'pSeries' },
        says: 'the machine type is pSeries (PAPR), so this is a PowerVM partition, or a KVM or QEMU guest',
        see: ['https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html'],
      },
      {
        id: 'powervm.pseries-guest',
        about: 'role',
        allows: ['guest'],
        rank: RANK.presence,
        when: { 'ppc.machine': 'pSeries' },
        says: 'Linux on the pSeries machine type always runs under a hypervisor',
        see: ['https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html'],
      },
    ],
  },
  {
    id: 'zvm',
    seen: [
      { 'lscpu.vendor': /z\/VM/ },
      { 'tool.says': 'zvm' },
      { 's390.program': /^z\/VM/ },
      { 's390.level': /z\/VM/ },
      { 's390.version': 'FF' },
    ],
    cpu: ['VH'],
    see: 'https://www.ibm.com/docs/en/zvm',
    more: () => [
      {
        id: 'zvm.sysinfo',
        about: 'hypervisor',
        allows: ['zvm'],
        rank: RANK.processor,
        when: [{ 's390.program': /^z\/VM/ }, { 's390.level': /z\/VM/ }],
        says: '/proc/sysinfo names z/VM as the control program',
        saysOf: {
          's390.program': '/proc/sysinfo names z/VM as the control program',
          's390.level': 'the kernel log reports z/VM',
        },
      },
      {
        id: 'zvm.version',
        about: 'hypervisor',
        allows: ['zvm', 'kvm', 'qemu-tcg'],
        rank: RANK.processor - 5,
        when: { 's390.version': 'FF' },
        says: 'the CPU version is FF, so z/VM or KVM runs this guest',
        see: ['https://www.ibm.com/docs/en/linux-on-systems'],
      },
    ],
  },
  {
    id: 'lpar',
    seen: [{ 'lscpu.vendor': /PR\/SM/ }, { 'tool.says': 'lpar' }, { 's390.lpar': true }, { 's390.level': /natively|LPAR/ }],
    cpu: ['VH'],
    see: 'https://www.ibm.com/docs/en/linux-on-systems',
    more: () => [
      {
        id: 'lpar.sysinfo',
        about: 'hypervisor',
        allows: ['lpar'],
        rank: RANK.processor,
        when: [{ 's390.lpar': true, 's390.version': { not: 'FF' } }, { 's390.level': /natively|LPAR/ }],
        says: 'Linux runs directly in a logical partition',
        saysOf: {
          's390.lpar': 'the CPU version is not FF, so Linux runs directly in a logical partition',
          's390.level': 'the kernel log reports that Linux runs directly in a logical partition',
        },
      },
      {
        id: 'lpar.partition',
        about: 'hypervisor',
        allows: ['lpar', 'zvm', 'kvm', 'qemu-tcg'],
        rank: RANK.presence,
        when: { 's390.lpar': true },
        says: '/proc/sysinfo shows a logical partition; z/VM or KVM may run inside it',
      },
    ],
  },
]

/** The rank of each usual sign, and its message. `more` has the rules for all other signs. */
const usualSigns = (): Readonly<Record<string, readonly [how: string, rank: number, says: string]>> => ({
  'cpuid.signature': ['cpuid', RANK.processor + 1, 'CPUID reports the signature of'],
  'hypervisor.detected': ['log', RANK.log, 'the kernel detected'],
  'dmi.virtual': ['board', RANK.firmware + 1, 'the SMBIOS strings name'],
  'acpi.oem': ['acpi', RANK.firmware, 'the ACPI tables have the OEM ID of'],
  'devicetree.model': ['devicetree', RANK.processor, 'the device tree names'],
  'pci.subsystem': ['subsystem', RANK.presence, 'a PCI function has the subsystem vendor ID of'],
  'lscpu.vendor': ['lscpu', RANK.presence, 'lscpu reports'],
  'tool.says': ['tool', RANK.presence, 'a detection tool such as virt-what reports'],
  'facter.virtual': ['facter', RANK.presence, 'facter reports'],
})

function recognise({ id, seen, more, see }: Simple): readonly Rule[] {
  const name = NAMES[id]!
  const signs = usualSigns()
  const rules: Rule[] = []
  for (const when of seen) {
    const sign = signs[Object.keys(when)[0]!]
    if (sign === undefined) continue
    const [how, rank, says] = sign
    rules.push({ id: `${id}.${how}`, about: 'hypervisor', allows: [id], rank, when, says: `${says} ${name}`, see: [see] })
  }
  return more === undefined ? rules : rules.concat(more())
}

/** Signals that only an emulated board gives. */
const OF_BOARD = ['dmi.virtual', 'acpi.oem', 'cpuid.signature', 'devicetree.model', 'pci.subsystem']

function cellsOf({ id, seen, cpu, cpuSays, boardSays, cells, see }: Simple): readonly Rule[] {
  const name = NAMES[id]!
  const rules: Rule[] = []
  if (cpu !== undefined)
    rules.push({
      id: `${id}.cpu`,
      about: 'cpu',
      allows: cpu,
      rank: RANK.follows,
      when: { hypervisor: id },
      says:
        cpuSays ?? (cpu[0] === 'VS' ? `${name} emulates the CPU in software` : `${name} always uses hardware virtualization`),
      see: [see],
    })
  if (seen.some((when) => OF_BOARD.some((sign) => sign in when)))
    rules.push({
      id: `${id}.virtual-board`,
      about: 'board',
      allows: ['VS'],
      rank: RANK.follows,
      when: OF_BOARD.map((sign) => ({ hypervisor: id, [sign]: true })),
      says: boardSays ?? `${name} emulates the motherboard in software`,
      see: [see],
    })
  return cells === undefined ? rules : rules.concat(cells())
}

let made: ReadonlyMap<string, Simple> | undefined

function simpleOf(id: string): Simple {
  made ??= new Map(simple().map((one) => [one.id, one]))
  return made.get(id)!
}

export const others: readonly Hypervisor[] = Object.entries(NAMES).map(([id, name]) => ({
  id,
  name,
  rules: [],
  tables: [
    { given: SIGNS_OF_ANY, rows: () => recognise(simpleOf(id)) },
    { given: { hypervisor: id }, rows: () => cellsOf(simpleOf(id)) },
  ],
}))
