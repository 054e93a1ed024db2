import type { Rule, When } from '../model.ts'
import { PHYSICAL_MAKERS } from '../platforms/dmi.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'

/**
 * Signs of any hypervisor at all; a machine that shows one is not bare. That a capture has none may also be because it lost them: the
 * engine lists these rules under `against` where a sign is present.
 */
const NO_SIGN = {
  'hypervisor.type': false,
  'hypervisor.detected': false,
  'xen.log': false,
  virtualized: false,
  'kvm.clock': false,
  'dmi.virtual': false,
  'dmi.vm-bit': false,
  'xen.fs': false,
  'arm.stolen-time': false,
  'windows.hypervisor': false,
} as const

/**
 * The name of a board in the device tree or the processor information that is physical: not the board of a hypervisor, and none of Arm's
 * boards or Android's, which are emulated much more often than had. https://www.qemu.org/docs/master/system/target-arm.html
 */
const REAL_BOARD: RegExp =
  /^(?!.*(?:Dummy|dummy-virt|virtio|virtual|XENVM|QEMU|Jailhouse|Versatile|V2P-CA|RealView|Integrator|FVP|Foundation|pSeries|Generic DT|Goldfish|ranchu)).+/i

/** Modules for the sensors or peripherals of physical boards. */
const BOARD_MODULES = ['raspberrypi_hwmon', 'bcm2835_wdt', 'rpivid_mem', 'meson_gxl', 'rockchip_saradc', 'sunxi_cir'] as const

/** CPU flags without the hypervisor bit and with those that Xen hides from PV kernels, which may be a dom0 on a physical board. */
const NATIVE_FLAGS: RegExp = /^(?=.*\b(?:pge|vme)\b)(?!.*\bhypervisor\b)/

const recognise = (): readonly Rule[] => [
  {
    id: 'bare.ec2-metal',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.firmware + 5,
    when: { 'dmi.virtual': 'ec2-metal' },
    says: 'the SMBIOS strings are those of an EC2 .metal instance, which has no hypervisor',
    see: ['https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-nitro-instances.html'],
  },
  {
    id: 'bare.cloud-metal',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.firmware + 5,
    when: {
      'dmi.virtual': ['gce', 'alibaba', 'tencent', 'huawei'],
      'cpu.flags': /^(?!.*\bhypervisor\b).*\b(?:vmx|svm)\b/,
      'hypervisor.type': false,
      'cpuid.signature': false,
      'hypervisor.detected': false,
    },
    says: "the motherboard is a cloud provider's, but the CPU has virtualization extensions and no hypervisor bit, so this is a bare-metal instance",
    see: ['https://cloud.google.com/compute/docs/instances/bare-metal-instances'],
  },
  {
    id: 'bare.powernv',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.processor,
    when: [{ 'cpu.platform': 'PowerNV' }, { 'devicetree.compatible': { has: 'ibm,powernv' } }, { 'ppc.machine': 'PowerNV' }],
    says: 'the platform is PowerNV, so Linux runs directly on the POWER hardware',
  },
  {
    id: 'bare.openvz-node',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { 'facter.virtual': 'openvzhn', 'dmi.real': true },
    says: 'facter reports an OpenVZ host, and the firmware names a physical motherboard',
  },
  {
    id: 'bare.openvz-role',
    about: 'role',
    allows: ['host'],
    rank: RANK.presence,
    when: { 'facter.virtual': 'openvzhn' },
    says: 'facter reports an OpenVZ host',
  },
]

/** No processor facts, which would show a hypervisor better than what follows. */
const NO_PROCESSOR = { 'cpu.flags': false, 'cpuid.hypervisor-bit': false, 'cpuid.signature': false } as const

/** Each of the rules below needs one of these. */
const PHYSICAL: readonly When[] = [
  { 'dmi.real': true },
  { 'pci.chipset': 'real' },
  { 'devicetree.model': true },
  { 'cpu.hardware': true },
  { module: BOARD_MODULES },
]

/** What shows that nothing is there, where nothing shows that something is. */
const signless = (): readonly Rule[] => [
  {
    id: 'bare.flags',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'dmi.real': true, 'cpu.flags': NATIVE_FLAGS },
    says: 'the firmware names a physical motherboard, and the CPU flags do not include hypervisor',
  },
  {
    id: 'bare.log',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'dmi.real': true, 'log.start': true, 'dmi.line': true },
    says: 'the boot log, from its first line, names a physical motherboard',
  },
  {
    id: 'bare.banner',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'dmi.real': true, 'bare.banner': true },
    says: 'the boot banner reports bare hardware, and the firmware names a physical motherboard',
  },
  {
    id: 'bare.kvm-host',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: [
      { ...NO_SIGN, ...NO_PROCESSOR, 'device.virtual': false, 'dmi.real': true, module: ['kvm_intel', 'kvm_amd'] },
      { ...NO_SIGN, ...NO_PROCESSOR, 'device.virtual': false, 'dmi.real': true, 'kvm.runs': true },
      { ...NO_SIGN, ...NO_PROCESSOR, 'device.virtual': false, 'dmi.real': true, 'kvm.disabled': true },
    ],
    says: "KVM can use VT-x or AMD-V, and the board is a physical vendor's",
    saysOf: {
      module: "{value} is loaded; it needs VT-x or AMD-V, and the board is a physical vendor's",
      'kvm.runs': "the machine runs KVM guests, and the board is a physical vendor's",
      'kvm.disabled': "only the firmware disables VT-x or AMD-V, and the board is a physical vendor's",
    },
  },
  {
    id: 'bare.cpuid',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'cpuid.hypervisor-bit': '0', 'dmi.real': true },
    says: 'CPUID does not set the hypervisor bit, and the firmware names a physical motherboard',
  },
  {
    id: 'bare.virtualization',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows - 2,
    when: { ...NO_SIGN, 'cpu.flags': /^(?!.*\bhypervisor\b).*\b(?:vmx|svm)\b/, 'pci.chipset': 'real', 'pci.virtual': false },
    says: 'the CPU has virtualization extensions and no hypervisor bit, and the PCI bus has a physical chipset',
  },
  {
    id: 'bare.chipset',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows - 4,
    when: [
      { ...NO_SIGN, 'cpu.flags': false, 'pci.chipset': 'real', 'pci.virtual': false, 'cpu.model': true },
      { ...NO_SIGN, 'cpu.flags': false, 'pci.chipset': 'real', 'pci.virtual': false, 'cpu.vendor': { starts: '0x' } },
    ],
    says: 'every PCI device has the ID of a hardware vendor',
  },
  {
    id: 'bare.el2',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'arm.level': 'EL2', 'dmi.real': true },
    says: 'the kernel started at EL2, the hypervisor level, on a physical board',
  },
  {
    id: 'bare.log-model',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: {
      ...NO_SIGN,
      'log.start': true,
      'acpi.oem': false,
      'devicetree.hypervisor': false,
      'devicetree.model': REAL_BOARD,
    },
    says: 'the boot log, from its first line, names a physical board in the device tree',
  },
  {
    id: 'bare.arm-board',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows - 2,
    when: {
      ...NO_SIGN,
      'dmi.real': true,
      'cpu.flags': false,
      'cpu.features': true,
      'pci.chipset': 'real',
      'pci.virtual': false,
    },
    says: 'the motherboard and every PCI device are physical models',
  },
  {
    id: 'bare.soc',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'cpu.hardware': REAL_BOARD, 'devicetree.hypervisor': false },
    says: '/proc/cpuinfo names a physical system-on-chip (SoC)',
  },
  {
    id: 'bare.board-modules',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: {
      ...NO_SIGN,
      module: BOARD_MODULES,
    },
    says: 'a module for the sensors or peripherals of a physical board is loaded',
    saysOf: { module: '{value} is loaded; it serves hardware that only a physical board has' },
  },
  {
    id: 'bare.names',
    about: 'board',
    allows: ['H'],
    rank: RANK.presence - 1,
    when: {
      ...NO_SIGN,
      'dmi.real': PHYSICAL_MAKERS,
      hypervisor: 'unknown',
      'cpu.flags': false,
      'pci.chipset': false,
      'pci.virtual': false,
      // A guest may have copied SMBIOS strings.
      'device.virtual': false,
      role: false,
    },
    says: "the SMBIOS strings are those of a physical vendor's machine",
    see: ['https://www.dmtf.org/standards/smbios'],
  },
  {
    id: 'bare.facter',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'facter.virtual': 'physical', 'dmi.real': true },
    says: 'facter reports physical hardware, and the firmware names a physical motherboard',
  },
]

const cells = (): readonly Rule[] => [
  {
    id: 'bare.kvm-role',
    about: 'role',
    allows: ['host'],
    rank: RANK.presence,
    when: { hypervisor: 'none', 'kvm.runs': true },
    says: 'the machine runs KVM guests',
  },
  {
    id: 'bare.cpu',
    about: 'cpu',
    allows: ['H'],
    rank: RANK.follows,
    when: { hypervisor: 'none', 'cpu.hardware': false },
    says: 'the machine has no hypervisor',
  },
  {
    id: 'bare.board',
    about: 'board',
    allows: ['H'],
    rank: RANK.follows,
    when: { hypervisor: 'none' },
    says: 'the machine has no hypervisor',
  },
  {
    id: 'bare.delivery',
    about: 'delivery',
    allows: ['H'],
    rank: RANK.follows,
    when: { hypervisor: 'none', 'cpu.hardware': false },
    says: 'the machine has no hypervisor',
  },
  {
    id: 'bare.clock',
    about: 'clock',
    allows: ['H'],
    rank: RANK.inUse + 1,
    when: { hypervisor: 'none', 'cpu.hardware': false },
    says: 'the machine has no hypervisor',
  },
]

export const bare: Hypervisor = {
  id: 'none',
  name: 'bare hardware',
  rules: [],
  tables: [
    {
      given: ['dmi.virtual', 'cpu.platform', 'devicetree.compatible', 'ppc.machine', 'facter.virtual'],
      rows: recognise,
    },
    { given: PHYSICAL, rows: signless },
    { given: { hypervisor: 'none' }, rows: cells },
  ],
}
