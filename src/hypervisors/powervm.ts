import type { When } from '../model.ts'
import * as RANK from '../ranks.ts'
import type { Simple } from './simple.ts'

/** Drivers of the PAPR interface, which QEMU's pSeries machine has as well, and of devices that only PowerVM has. */
const PAPR_USERS: readonly When[] = [
  { 'net.logged': 'ibmveth' },
  { 'net.bound': 'ibmveth' },
  { 'net.listed': 'ibmveth' },
  { 'disk.logged': 'ibmvscsi' },
  { 'disk.bound': 'ibmvscsi' },
  { 'disk.listed': 'ibmvscsi' },
]
const POWERVM_USERS: readonly When[] = [
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

export const powervm: Simple = {
  id: 'powervm',
  name: 'PowerVM',
  seen: [
    { 'lscpu.vendor': { starts: 'pHyp' } },
    { 'tool.says': 'powervm' },
    { 'ppc.lparcfg': true },
    { 'devicetree.partition': true },
    { 'devicetree.hmc': true },
    { 'cpu.platform': 'pSeries' },
    { 'cpu.vendor': 'PowerVM Lx86' },
    { 'ppc.hypervisor': 'phyp' },
    { 'ppc.machine': 'pSeries' },
    ...PAPR_USERS,
    ...POWERVM_USERS,
  ],
  see: 'https://www.kernel.org/doc/html/latest/arch/powerpc/papr_hcalls.html',
  more: () => [
    {
      id: 'powervm.devices',
      about: 'hypervisor',
      allows: ['powervm'],
      rank: RANK.presence,
      when: POWERVM_USERS,
      says: 'the driver ibmvfc or ibmvnic has a device; only PowerVM provides such devices',
      saysOf: byDriver(POWERVM_USERS, 'the {value} driver has a device; only PowerVM provides such devices'),
      see: ['https://elixir.bootlin.com/linux/latest/source/drivers/net/ethernet/ibm/ibmvnic.c'],
    },
    {
      id: 'powervm.papr-devices',
      about: 'hypervisor',
      allows: ['powervm', 'kvm', 'qemu-tcg'],
      rank: RANK.presence,
      when: PAPR_USERS,
      says: 'the driver ibmveth or ibmvscsi has a device, so this is PowerVM, or QEMU with the pSeries machine type',
      saysOf: byDriver(
        PAPR_USERS,
        'the {value} driver has a device, so this is PowerVM, or QEMU with the pSeries machine type',
      ),
      see: ['https://www.qemu.org/docs/master/system/ppc/pseries.html'],
    },
    {
      id: 'powervm.usual',
      about: 'hypervisor',
      allows: ['powervm'],
      rank: RANK.usual,
      when: PAPR_USERS,
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
        { 'cpu.platform': 'pSeries', 'cpu.machine': { has: 'CHRP IBM,' } },
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
}
