import { hypervisorName } from '../hypervisors/index.ts'
import type { HypervisorId, Rule } from '../model.ts'
import * as RANK from '../ranks.ts'

const HVM = ['hvm', 'hvm-pv-drivers', 'pvhvm'] as const
const NOT_HVM = ['pv', 'pvh', 'pvh-v1'] as const
const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const UNPLUG = 'https://xenbits.xen.org/docs/unstable/misc/hvm-emulated-unplug.html'

/** Hypervisors that some format of definitions can name. */
const NAMED: readonly HypervisorId[] = [
  'xen',
  'kvm',
  'hyperv',
  'vmware',
  'virtualbox',
  'qemu-tcg',
  'bhyve',
  'parallels',
  'apple',
  'none',
]

/** What a definition settles. Everything that the guest decides stays a set. Made only for a definition. */
export const declaredRules = (): readonly Rule[] => [
  ...NAMED.map(
    (id): Rule => ({
      id: `declared.${id}`,
      about: 'hypervisor',
      allows: [id],
      rank: RANK.statement,
      when: { 'declared.hypervisor': id },
      says: id === 'none' ? 'the definition is for a bare-metal machine' : `the VM definition is for ${hypervisorName(id)}`,
    }),
  ),
  {
    id: 'declared.pv',
    about: 'mode',
    allows: ['pv'],
    rank: RANK.statement,
    when: { 'declared.type': 'pv' },
    says: "the definition's type is PV (the default on x86)",
    see: [XL],
  },
  {
    id: 'declared.hvm',
    about: 'mode',
    allows: HVM,
    rank: RANK.statement,
    when: { 'declared.type': 'hvm' },
    says: "the definition's type is HVM; the guest decides whether it uses PV drivers and the callback vector",
    see: [XL],
  },
  {
    id: 'declared.pvh',
    about: 'mode',
    allows: ['pvh'],
    rank: RANK.statement,
    when: { 'declared.type': 'pvh', 'declared.pvshim': false },
    says: "the definition's type is PVH",
    see: [XL],
  },
  {
    id: 'declared.pvh-v1',
    about: 'mode',
    allows: ['pv', 'pvh-v1'],
    rank: RANK.statement,
    when: { 'declared.type': 'pvh-v1' },
    says: 'pvh=1 selects PVH version 1 (Xen 4.4 to 4.8); later versions ignore it and create a PV guest',
    see: [XL],
  },
  {
    id: 'declared.pvshim',
    about: 'mode',
    allows: ['pv', 'pvh'],
    rank: RANK.statement,
    when: [{ 'declared.type': 'pvh', 'declared.pvshim': true }, { 'declared.type': 'pv_in_pvh' }],
    says: 'the definition sets pvshim, so the PV guest runs inside a PVH domain',
    see: [XL],
  },
  {
    id: 'declared.no-platform',
    about: 'mode',
    allows: ['hvm', ...NOT_HVM],
    rank: RANK.switched,
    when: { 'xen.no-platform': true },
    says: 'the definition disables the Xen platform device, so PV drivers do not start',
    see: [XL, UNPLUG],
  },
  {
    id: 'declared.pv-drivers',
    about: 'mode',
    allows: ['hvm-pv-drivers', 'pvhvm', ...NOT_HVM],
    rank: RANK.presence,
    when: [{ 'declared.pv-drivers': 'true' }, { 'guest.pv-drivers': 'yes' }],
    says: 'the guest has PV drivers',
  },
  {
    id: 'declared.no-pv-drivers',
    about: 'mode',
    allows: ['hvm', ...NOT_HVM],
    rank: RANK.presence,
    when: { 'guest.pv-drivers': 'no' },
    says: 'the guest has no PV drivers',
  },
  {
    id: 'declared.windows',
    about: 'mode',
    allows: ['hvm', 'hvm-pv-drivers', ...NOT_HVM],
    rank: RANK.usual,
    when: { 'guest.os': 'windows' },
    says: "a Windows guest receives Xen events through the platform device's interrupt, so it is not PVHVM",
  },
  {
    id: 'declared.cpu-hardware',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.statement,
    when: { 'declared.cpu': 'hardware' },
    says: 'the guest CPU uses hardware virtualization (VT-x, AMD-V or the equivalent of another architecture)',
  },
  {
    id: 'declared.cpu-software',
    about: 'cpu',
    allows: ['VS'],
    rank: RANK.statement,
    when: { 'declared.cpu': 'software' },
    says: 'the definition selects software emulation: QEMU translates every instruction',
    see: ['https://www.qemu.org/docs/master/devel/tcg.html'],
  },
  {
    id: 'declared.board',
    about: 'board',
    allows: ['VS'],
    rank: RANK.statement,
    when: { 'declared.board': 'emulated' },
    says: 'the definition gives the guest an emulated motherboard',
  },
  {
    id: 'declared.domU',
    about: 'role',
    allows: ['domU'],
    rank: RANK.statement,
    when: { 'declared.hypervisor': 'xen', hypervisor: 'xen' },
    says: 'the input is a VM definition, so this is a guest',
  },
  {
    id: 'declared.guest',
    about: 'role',
    allows: ['guest'],
    rank: RANK.statement,
    when: [{ 'declared.hypervisor': { not: 'xen' } }, { 'definition.format': true, 'declared.hypervisor': false }],
    says: 'the input is a VM definition, so this is a guest',
  },
]
