import type { Rule } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Hypervisor } from './index.ts'
import { PVM, SIGNS, signed, usual } from './kvm-recognise.ts'

const cells = (): readonly Rule[] => [
  {
    id: 'kvm.cpu',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: { hypervisor: ['kvm', 'pvm'], arch: { not: { starts: ['ppc', 'loongarch', 'riscv'] } } },
    says: 'KVM runs the guest with hardware virtualization (VT-x, AMD-V, Arm EL2 or s390 SIE)',
  },
  {
    id: 'kvm.cpu-quiet',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: { hypervisor: ['kvm', 'pvm'], arch: false, 'cpu.machine': false, 'cpu.features': false },
    says: 'KVM runs the guest with hardware virtualization (VT-x, AMD-V, Arm EL2 or s390 SIE)',
  },
  {
    id: 'kvm.cpu-log',
    about: 'cpu',
    allows: ['VH'],
    rank: RANK.follows,
    when: [
      { hypervisor: ['kvm', 'pvm'], 'cpu.flags': true },
      { hypervisor: ['kvm', 'pvm'], 's390.program': true },
      { hypervisor: ['kvm', 'pvm'], 'arm.level': true },
    ],
    says: 'KVM runs the guest with hardware virtualization (VT-x, AMD-V, Arm EL2 or s390 SIE)',
  },
  {
    id: 'pvm.cpu',
    about: 'cpu',
    allows: ['P'],
    rank: RANK.follows + 1,
    when: { hypervisor: 'pvm' },
    says: 'PVM runs the guest kernel in user mode with cooperative shadow page tables',
    see: [PVM],
  },
  {
    id: 'kvm.board-virtual',
    about: 'board',
    allows: ['VS'],
    rank: RANK.follows,
    when: [
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'dmi.virtual': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'acpi.oem': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'devicetree.fw-cfg': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'cpu.flags': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'dmi.absent': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'hypervisor.detected': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'cpuid.signature': true },
      { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'lscpu.vendor': true, 'cpu.flags': true },
    ],
    says: 'the virtual machine monitor emulates the motherboard in software',
  },
]

export const kvm: Hypervisor = {
  id: 'kvm',
  name: 'KVM',
  rules: usual,
  tables: [
    {
      given: SIGNS,
      rows: signed,
    },
    { given: { hypervisor: ['kvm', 'pvm', 'qemu-tcg'] }, rows: cells },
  ],
}
