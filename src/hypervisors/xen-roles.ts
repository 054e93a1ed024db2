import type { Rule } from '../model.ts'
import { RANK } from './ranks.ts'

const HVM = ['hvm', 'hvm-pv-drivers', 'pvhvm'] as const
const FEATURES = 'https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/features.h'
const ENLIGHTEN = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen'
const SYSFS = 'https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-hypervisor-xen'

/** Domain 0 or a guest of it. */
export const xenRoles = (): readonly Rule[] => [
  {
    id: 'xen.control-domain',
    about: 'role',
    allows: ['dom0'],
    rank: RANK.statement,
    when: [{ 'xen.domain': 'control_d' }, { 'xen.initdomain': '1' }, { 'xen.features': { set: [11] } }],
    says: 'the control domain: capabilities, start flags or features say so',
    see: [SYSFS, FEATURES],
  },
  {
    id: 'xen.unprivileged',
    about: 'role',
    allows: ['domU'],
    rank: RANK.statement - 1,
    when: [{ 'xen.domain': 'unprivileged' }, { 'xen.initdomain': '0' }, { 'xen.features': { set: [13], clear: [11] } }],
    says: 'an unprivileged domain: capabilities, start flags or features say so',
    see: [SYSFS, FEATURES],
  },
  {
    id: 'xen.log-dom0',
    about: 'role',
    allows: ['dom0'],
    rank: RANK.log,
    when: [{ 'xen.dom0-log': true }, { 'xen.gsi': true }, { 'xen.pv-dom0': true }],
    says: "the hypervisor's own log builds this domain 0, or the kernel does what only that one may",
  },
  {
    id: 'xen.log-firmware',
    about: 'role',
    allows: ['dom0'],
    rank: RANK.log - 2,
    when: [
      { hypervisor: 'xen', mode: ['pv', 'pvh'], 'acpi.oem': /^(?!Xen\b)/ },
      { hypervisor: 'xen', mode: ['pv', 'pvh'], 'dmi.virtual': { not: 'xen' } },
      { hypervisor: 'xen', mode: ['pv', 'pvh'], 'dmi.real': true },
    ],
    says: "firmware tables of a machine in a domain without a board of its own: only domain 0 is given the machine's",
    see: [ENLIGHTEN],
  },
  {
    id: 'xen.log-domU',
    about: 'role',
    allows: ['domU'],
    rank: RANK.log,
    when: { 'xen.acpi-off': true },
    says: 'an unprivileged domain by its boot log',
  },
  {
    id: 'xen.devicetree-domU',
    about: 'role',
    allows: ['domU'],
    rank: RANK.processor,
    when: { hypervisor: 'xen', 'devicetree.model': /^XENVM/ },
    says: "the device tree that the toolstack makes for a guest: domain 0 is given the board's",
    see: ['https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=tools/libs/light/libxl_arm.c'],
  },
  {
    id: 'xen.hvm-domU',
    about: 'role',
    allows: ['domU'],
    rank: RANK.follows,
    when: { hypervisor: 'xen', mode: HVM },
    says: 'an HVM guest is never domain 0',
  },
  {
    id: 'xen.frontends',
    about: 'role',
    allows: ['domU'],
    rank: RANK.presence,
    when: [
      { 'xen.frontend': /^(?:vbd|vif)/ },
      { 'disk.bound': 'vbd' },
      { 'disk.logged': 'vbd' },
      { 'disk.inventory': 'vbd' },
      { 'irq.disk': 'vbd' },
      { 'irq.net': 'vif' },
    ],
    says: 'its disks and network are frontends',
  },
  {
    id: 'xen.lscpu-role',
    about: 'role',
    allows: ['domU'],
    rank: RANK.presence - 5,
    when: { 'lscpu.vendor': 'Xen', 'lscpu.type': ['full', 'para'] },
    says: 'lscpu says full or para, not none',
  },
  {
    id: 'xen.facter-role',
    about: 'role',
    allows: ['domU'],
    rank: RANK.presence - 5,
    when: { 'xen.privileged': 'false' },
    says: 'facter says not privileged',
  },
  {
    id: 'xen.facter-dom0',
    about: 'role',
    allows: ['dom0'],
    rank: RANK.presence - 5,
    when: [{ 'xen.privileged': 'true' }, { 'lscpu.vendor': 'Xen', 'lscpu.type': 'none' }],
    says: 'a tool that looked says the privileged domain',
  },
  {
    id: 'xen.board-domU',
    about: 'role',
    allows: ['domU'],
    rank: RANK.follows,
    when: { hypervisor: 'xen', mode: ['pv', 'pvh', 'pvh-v1'], 'dmi.absent': true, 'acpi.oem': false },
    says: 'no firmware tables: domain 0 has those of the machine',
  },
]
