import type { AdviceRow } from './index.ts'

const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'
const ORCHESTRA = 'https://xen-orchestra.com/blog/debian-pvhvm-vs-pv/'

export const mode: readonly AdviceRow[] = [
  {
    id: 'mode.pv-to-pvh',
    component: 'cpu',
    when: { hypervisor: 'xen', mode: 'pv', role: 'domU' },
    says: 'leave PV: every change of a page table is a hypercall or is checked by Xen, and on processors open to Meltdown every system call pays for isolation in Xen',
    do: [
      'xl.cfg: type="pvh" with the same kernel and disk (Xen 4.10 or newer, Linux 4.11 or newer)',
      'or a boot by firmware: type="hvm", which a current Linux turns into PVHVM',
      'XAPI: xe vm-param-set uuid=… HVM-boot-policy="BIOS order"',
    ],
    undo: 'xl.cfg: type="pv"',
    at: 'host',
    gains: {
      figure: 'kernel compilation 16 % faster, Apache 41 %, 7-Zip 6 %, PHP 4 %',
      workload: 'PVHVM against PV on one host, Xen 4.6',
      see: ORCHESTRA,
    },
    risk: 'the kernel needs CONFIG_XEN_PVH; PCI passthrough does not work in PVH',
    verify: 'virtcolor shows PVH or PVHVM',
  },
  {
    id: 'mode.switched-off',
    component: 'interrupts',
    when: { hypervisor: 'xen', 'kernel.switch': ['nopv', 'xen_nopv'], mode: ['hvm'] },
    says: 'the kernel was told not to use its paravirtual parts',
    do: ['remove nopv / xen_nopv from the kernel command line and boot again'],
    undo: 'put the word back',
    at: 'guest',
    risk: 'somebody may have had a reason: look in the boot loader’s configuration for a comment',
    verify: 'virtcolor shows PVHVM',
  },
  {
    id: 'mode.no-vector',
    component: 'interrupts',
    when: { hypervisor: 'xen', 'kernel.switch': 'xen_no_vector_callback' },
    says: 'event channels are delivered through the emulated interrupt of the Xen platform device because the vector is switched off',
    do: ['remove xen_no_vector_callback from the kernel command line and boot again'],
    undo: 'put the word back',
    at: 'guest',
    verify: `dmesg says "Xen HVM callback vector for event delivery is enabled" (${SWITCHES})`,
  },
  {
    id: 'mode.tcg',
    component: 'cpu',
    when: { hypervisor: 'qemu-tcg' },
    says: 'the processor is emulated: let KVM run the guest',
    do: ['on the host: ls -l /dev/kvm; load kvm_intel or kvm_amd; start QEMU with -accel kvm'],
    at: 'host',
    gains: {
      figure: 'programs may run 2 to 10 times slower, or worse, when everything is emulated',
      workload: 'Gregg’s estimate for a stage of software virtualization, not a measurement',
      see: 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html',
    },
    verify: 'virtcolor shows KVM',
  },
]
