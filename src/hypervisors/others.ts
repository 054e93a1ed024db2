import type { Rule } from '../model.ts'
import type { Hypervisor } from './index.ts'
import { RANK } from './ranks.ts'

/**
 * Hypervisors that need no more than to be recognised: a signature, a name in firmware, a line in the log. Those that have rules of
 * their own (modes, enlightenments) have a file of their own.
 */
interface Simple {
  readonly id: string
  readonly name: string
  readonly signature?: string
  readonly detected?: RegExp
  readonly board?: readonly string[]
  readonly acpi?: RegExp
  readonly lscpu?: RegExp
  /** systemd-detect-virt or virt-what have a word for it. */
  readonly tool?: true
  readonly facter?: readonly string[]
  readonly more?: readonly Rule[]
  /** How the processor is run; left out where it depends. */
  readonly cpu?: readonly string[]
  readonly see: string
}

const SIMPLE: readonly Simple[] = [
  {
    id: 'bhyve',
    tool: true,
    name: 'bhyve',
    signature: 'bhyve bhyve',
    detected: /^Bhyve/i,
    board: ['bhyve'],
    acpi: /^BHYVE/,
    lscpu: /bhyve/i,
    cpu: ['VH'],
    see: 'https://man.freebsd.org/cgi/man.cgi?query=bhyve',
  },
  {
    id: 'openbsd-vmm',
    tool: true,
    name: 'OpenBSD vmm',
    signature: 'OpenBSDVMM58',
    board: ['openbsd-vmm'],
    cpu: ['VH'],
    see: 'https://man.openbsd.org/vmm',
  },
  {
    id: 'parallels',
    tool: true,
    name: 'Parallels',
    signature: 'lrpepyh vr',
    board: ['parallels'],
    acpi: /^PRLS/,
    lscpu: /Parallels/,
    facter: ['parallels'],
    cpu: ['VH'],
    see: 'https://www.parallels.com',
  },
  {
    id: 'apple',
    tool: true,
    name: 'Apple Virtualization',
    signature: 'Apple VZ',
    board: ['apple'],
    acpi: /^APPLE/,
    cpu: ['VH'],
    see: 'https://developer.apple.com/documentation/virtualization',
  },
  {
    id: 'acrn',
    tool: true,
    name: 'ACRN',
    signature: 'ACRNACRNACRN',
    detected: /^ACRN/,
    acpi: /^ACRN/,
    cpu: ['VH'],
    see: 'https://docs.kernel.org/virt/acrn/introduction.html',
    more: [
      {
        id: 'acrn.service-vm',
        about: 'role',
        allows: ['host'],
        rank: RANK.presence,
        when: { hypervisor: 'acrn', 'acrn.service': true },
        says: 'drivers of the Service VM, which serves the other guests',
        see: ['https://docs.kernel.org/virt/acrn/introduction.html'],
      },
      {
        id: 'acrn.service-board',
        about: 'board',
        allows: ['H'],
        rank: RANK.processor,
        when: { hypervisor: 'acrn', role: 'host' },
        says: 'the Service VM has the real board',
        see: ['https://docs.kernel.org/virt/acrn/introduction.html'],
      },
    ],
  },
  {
    id: 'jailhouse',
    name: 'Jailhouse',
    signature: 'Jailhouse',
    detected: /^Jailhouse/,
    cpu: ['VH'],
    see: 'https://github.com/siemens/jailhouse',
  },
  {
    id: 'qemu-tcg',
    name: 'QEMU TCG',
    signature: 'TCGTCGTCGTCG',
    cpu: ['VS'],
    see: 'https://www.qemu.org/docs/master/devel/tcg.html',
    more: [
      {
        id: 'qemu-tcg.model',
        about: 'hypervisor',
        allows: ['qemu-tcg'],
        rank: RANK.processor - 5,
        when: { 'cpu.model': /QEMU TCG CPU/ },
        says: "the processor model is QEMU's emulator's own",
      },
      {
        id: 'qemu-tcg.delivery',
        about: 'delivery',
        allows: ['VS'],
        rank: RANK.follows,
        when: { hypervisor: 'qemu-tcg' },
        says: 'every instruction is emulated, interrupts and timers as well',
      },
      {
        id: 'qemu-tcg.clock',
        about: 'clock',
        allows: ['VS'],
        rank: RANK.inUse + 1,
        when: { hypervisor: 'qemu-tcg' },
        says: 'every clock is emulated, the time stamp counter as well',
      },
    ],
  },
  {
    id: 'uml',
    tool: true,
    name: 'User-mode Linux',
    cpu: ['VS'],
    see: 'https://docs.kernel.org/virt/uml/user_mode_linux_howto_v2.html',
    more: [
      {
        id: 'uml.cpuinfo',
        about: 'hypervisor',
        allows: ['uml'],
        rank: RANK.statement,
        when: { 'cpu.vendor': /User Mode Linux/ },
        says: 'the kernel is a process of another Linux',
      },
    ],
  },
  {
    id: 'powervm',
    tool: true,
    name: 'PowerVM',
    see: 'https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html',
    lscpu: /^pHyp/,
    more: [
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
        says: 'a logical partition: the hypervisor of POWER servers is in the firmware',
      },
      {
        id: 'powervm.pseries',
        about: 'hypervisor',
        allows: ['powervm', 'kvm', 'qemu-tcg'],
        rank: RANK.presence,
        when: { 'ppc.machine': 'pSeries' },
        says: 'the machine that PAPR describes: a partition of PowerVM, or a guest of KVM or QEMU',
        see: ['https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html'],
      },
      {
        id: 'powervm.pseries-guest',
        about: 'role',
        allows: ['guest'],
        rank: RANK.presence,
        when: { 'ppc.machine': 'pSeries' },
        says: 'Linux runs on that machine only above a hypervisor',
        see: ['https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html'],
      },
    ],
  },
  {
    id: 'zvm',
    tool: true,
    name: 'z/VM',
    cpu: ['VH'],
    see: 'https://www.ibm.com/docs/en/zvm',
    lscpu: /z\/VM/,
    more: [
      {
        id: 'zvm.sysinfo',
        about: 'hypervisor',
        allows: ['zvm'],
        rank: RANK.processor,
        when: [{ 's390.program': /^z\/VM/ }, { 's390.level': /z\/VM/ }],
        says: 'the system information names z/VM as the control program',
      },
    ],
  },
  {
    id: 'lpar',
    tool: true,
    name: 'PR/SM',
    cpu: ['VH'],
    see: 'https://www.ibm.com/docs/en/linux-on-systems',
    lscpu: /PR\/SM/,
    more: [
      {
        id: 'lpar.sysinfo',
        about: 'hypervisor',
        allows: ['lpar'],
        rank: RANK.processor,
        when: [{ 's390.lpar': true, 's390.program': false }, { 's390.level': /natively/ }],
        says: 'a logical partition and no control program above it',
      },
    ],
  },
]

function rulesOf(h: Simple): Rule[] {
  const rules: Rule[] = []
  const recognise = (how: string, rank: number, says: string, when: Rule['when']): void => {
    rules.push({ id: `${h.id}.${how}`, about: 'hypervisor', allows: [h.id], rank, when, says, see: [h.see] })
  }
  if (h.signature !== undefined)
    recognise('cpuid', RANK.processor + 1, `CPUID has the signature of ${h.name}`, { 'cpuid.signature': h.signature })
  if (h.detected !== undefined)
    recognise('log', RANK.log, `the kernel detected ${h.name}`, { 'hypervisor.detected': h.detected })
  if (h.board !== undefined) recognise('board', RANK.firmware + 1, `firmware names ${h.name}`, { 'dmi.virtual': h.board })
  if (h.acpi !== undefined) recognise('acpi', RANK.firmware, `ACPI tables made by ${h.name}`, { 'acpi.oem': h.acpi })
  if (h.lscpu !== undefined) recognise('lscpu', RANK.presence, `lscpu says ${h.name}`, { 'lscpu.vendor': h.lscpu })
  if (h.tool === true) recognise('tool', RANK.presence, `another detector says ${h.name}`, { 'tool.says': h.id })
  if (h.facter !== undefined) recognise('facter', RANK.presence, `facter says ${h.name}`, { 'facter.virtual': h.facter })
  if (h.cpu !== undefined)
    rules.push({
      id: `${h.id}.cpu`,
      about: 'cpu',
      allows: h.cpu,
      rank: RANK.follows,
      when: { hypervisor: h.id },
      says: `how ${h.name} runs a guest's processor`,
      see: [h.see],
    })
  if (h.board !== undefined || h.acpi !== undefined || h.signature !== undefined)
    rules.push({
      id: `${h.id}.virtual-board`,
      about: 'board',
      allows: ['VS'],
      rank: RANK.follows,
      when: [
        { hypervisor: h.id, 'dmi.virtual': true },
        { hypervisor: h.id, 'acpi.oem': true },
        { hypervisor: h.id, 'cpuid.signature': true },
      ],
      says: `the board that ${h.name} makes in software`,
      see: [h.see],
    })
  return [...rules, ...(h.more ?? [])]
}

export const others: readonly Hypervisor[] = SIMPLE.map((h) => ({ id: h.id, name: h.name, rules: rulesOf(h) }))
