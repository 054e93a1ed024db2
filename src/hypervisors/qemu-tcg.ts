import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

export const qemuTcg: Simple = {
  id: 'qemu-tcg',
  name: 'QEMU TCG',
  seen: [{ 'cpuid.signature': 'TCGTCGTCGTCG' }, { 'cpu.model': { has: 'QEMU TCG CPU' } }, { 's390.maker': 'QEMU' }],
  cpu: ['VS'],
  see: 'https://www.qemu.org/docs/master/devel/tcg.html',
  more: () => [
    {
      id: 'qemu-tcg.model',
      about: 'hypervisor',
      allows: ['qemu-tcg'],
      rank: RANK.processor - 5,
      when: { 'cpu.model': { has: 'QEMU TCG CPU' } },
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
}
