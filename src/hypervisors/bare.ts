import type { Rule } from '../model.ts'
import type { Hypervisor } from './index.ts'
import { RANK } from './ranks.ts'

/** Signs of any hypervisor at all; a machine that shows one is not bare. */
const NO_SIGN = {
  'hypervisor.type': false,
  'hypervisor.detected': false,
  'xen.log': false,
  virtualized: false,
  'kvm.clock': false,
  'dmi.virtual': false,
  'xen.fs': false,
  'arm.stolen-time': false,
} as const

/**
 * The name of a board in the device tree or the processor information that nobody makes up: not one of a hypervisor, and none of Arm's
 * boards or Android's, which are emulated much more often than had. https://www.qemu.org/docs/master/system/target-arm.html
 */
const REAL_BOARD: RegExp =
  /^(?!.*(?:Dummy|dummy-virt|virtio|virtual|XENVM|QEMU|Jailhouse|Versatile|V2P-CA|RealView|Integrator|FVP|Foundation|pSeries|Generic DT|Goldfish|ranchu)).+/i

const rules: readonly Rule[] = [
  {
    id: 'bare.ec2-metal',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.firmware + 5,
    when: { 'dmi.virtual': 'ec2-metal' },
    says: 'an EC2 .metal instance: the whole machine',
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
    says: "a cloud's board, no hypervisor bit and virtualization extensions: a whole machine of that cloud",
    see: ['https://cloud.google.com/compute/docs/instances/bare-metal-instances'],
  },
  {
    id: 'bare.powernv',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.processor,
    when: [{ 'cpu.platform': 'PowerNV' }, { 'devicetree.compatible': /ibm,powernv/ }, { 'ppc.machine': 'PowerNV' }],
    says: 'PowerNV: Linux on the bare POWER machine',
  },
  {
    id: 'bare.openvz-node',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { 'facter.virtual': 'openvzhn', 'dmi.real': true },
    says: "a hardware node of OpenVZ on a real maker's board",
  },
  {
    id: 'bare.openvz-role',
    about: 'role',
    allows: ['host'],
    rank: RANK.presence,
    when: { 'facter.virtual': 'openvzhn' },
    says: 'a hardware node of OpenVZ',
  },
]

/** What shows that nothing is there, where nothing shows that something is. */
const signless = (): readonly Rule[] => [
  {
    id: 'bare.flags',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'dmi.real': true, 'cpu.flags': { not: /\bhypervisor\b/ } },
    says: "a real maker's board and no hypervisor bit in the processor flags",
  },
  {
    id: 'bare.log',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'dmi.real': true, 'log.start': true, 'dmi.line': true },
    says: "a boot log from its start with a real maker's board and no word of a hypervisor",
  },
  {
    id: 'bare.banner',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'dmi.real': true, 'bare.banner': true },
    says: "the banner says bare hardware, on a real maker's board",
  },
  {
    id: 'bare.cpuid',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'cpuid.hypervisor-bit': '0', 'dmi.real': true },
    says: "CPUID without the hypervisor bit on a real maker's board",
  },
  {
    id: 'bare.virtualization',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows - 2,
    when: { ...NO_SIGN, 'cpu.flags': /^(?!.*\bhypervisor\b).*\b(?:vmx|svm)\b/, 'pci.chipset': 'real' },
    says: 'virtualization extensions without a hypervisor bit, and a real chipset on the PCI bus',
  },
  {
    id: 'bare.chipset',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows - 4,
    when: [
      { ...NO_SIGN, 'cpu.flags': false, 'pci.chipset': 'real', 'cpu.model': true },
      { ...NO_SIGN, 'cpu.flags': false, 'pci.chipset': 'real', 'cpu.vendor': /^0x/ },
    ],
    says: "only real makers' functions on the PCI bus",
  },
  {
    id: 'bare.el2',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'arm.level': 'EL2', 'dmi.real': true },
    says: "the kernel was started at EL2 on a real maker's board",
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
    says: 'a boot log from its start with a real board in the device tree and no word of a hypervisor',
  },
  {
    id: 'bare.arm-board',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows - 2,
    when: { ...NO_SIGN, 'dmi.real': true, 'cpu.flags': false, 'cpu.features': true, 'pci.chipset': 'real' },
    says: "a real maker's board, and only real makers' functions on the PCI bus",
  },
  {
    id: 'bare.soc',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'cpu.hardware': REAL_BOARD, 'devicetree.hypervisor': false },
    says: 'the processor information names a real system on a chip',
  },
  {
    id: 'bare.board-modules',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: {
      ...NO_SIGN,
      module: ['raspberrypi_hwmon', 'bcm2835_wdt', 'rpivid_mem', 'meson_gxl', 'rockchip_saradc', 'sunxi_cir'],
    },
    says: 'modules of a real board are loaded',
  },
  {
    id: 'bare.facter',
    about: 'hypervisor',
    allows: ['none'],
    rank: RANK.follows,
    when: { ...NO_SIGN, 'facter.virtual': 'physical', 'dmi.real': true },
    says: "facter says physical, on a real maker's board",
  },
]

const cells = (): readonly Rule[] => [
  {
    id: 'bare.cpu',
    about: 'cpu',
    allows: ['H'],
    rank: RANK.follows,
    when: { hypervisor: 'none', 'cpu.hardware': false },
    says: 'no hypervisor',
  },
  { id: 'bare.board', about: 'board', allows: ['H'], rank: RANK.follows, when: { hypervisor: 'none' }, says: 'no hypervisor' },
  {
    id: 'bare.delivery',
    about: 'delivery',
    allows: ['H'],
    rank: RANK.follows,
    when: { hypervisor: 'none', 'cpu.hardware': false },
    says: 'no hypervisor',
  },
  {
    id: 'bare.clock',
    about: 'clock',
    allows: ['H'],
    rank: RANK.inUse + 1,
    when: { hypervisor: 'none', 'cpu.hardware': false },
    says: 'no hypervisor',
  },
]

export const bare: Hypervisor = {
  id: 'none',
  name: 'bare hardware',
  rules,
  tables: [
    { given: NO_SIGN, rows: signless },
    { given: { hypervisor: 'none' }, rows: cells },
  ],
}
