import type { AdviceTable } from './index.ts'
import { LINUX_4_11, XEN_4_10 } from './versions.ts'

const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'
const ORCHESTRA = 'https://xen-orchestra.com/blog/debian-pvhvm-vs-pv/'
const XL_CFG = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'

export const mode: readonly AdviceTable[] = [
  {
    given: [{ hypervisor: ['xen', 'qemu-tcg'] }, { 'kernel.switch': 'nopv' }],
    rows: () => [
      {
        id: 'mode.pv32',
        component: 'cpu',
        when: { hypervisor: 'xen', mode: 'pv', role: 'domU', arch: /^i[3-6]86$/ },
        text: () => ({
          says: 'a 32-bit PV guest has no future: Linux 5.9 dropped it, and since Xen 4.16 it has security support in the PV shim only',
          do: ['install a 64-bit system, and start it with type="pvh" or type="hvm"'],
          at: 'guest',
          risk: 'a new installation, not a switch; a 64-bit kernel under the old 32-bit userland is a first step',
          verify: 'uname -m says x86_64; virtcolor shows PVH or PVHVM',
          see: 'https://xenbits.xen.org/docs/unstable/SUPPORT.html',
        }),
      },
      {
        id: 'mode.pv-to-pvh',
        component: 'cpu',
        when: { hypervisor: 'xen', mode: 'pv', role: 'domU' },
        // There the toolstack is the cloud's.
        unless: [{ platform: 'aws' }],
        text: () => ({
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
          see: XL_CFG,
        }),
      },
      {
        id: 'mode.pv-xpti',
        component: 'cpu',
        // The kernel says this of a processor with the flaw under Xen PV, and of nothing else: cpu_show_common() in arch/x86/kernel/cpu/bugs.c.
        when: { hypervisor: 'xen', mode: 'pv', role: 'domU', 'cpu.meltdown': /XEN PV detected/i },
        text: () => ({
          says: 'the processor is open to Meltdown, and a 64-bit PV guest cannot defend itself: Xen changes page tables at every entry (XPTI)',
          do: [
            'leave PV: see mode.pv-to-pvh',
            'until then, on the host: xl dmesg | grep XPTI shows whether Xen protects this guest',
          ],
          at: 'host',
          gains: {
            figure: '112 s before and 103 s after one optimisation of XPTI, so that it had cost at least that',
            workload: 'make -j4 of Xen in a PV dom0 of four vCPUs',
            see: 'https://xenbits.xen.org/gitweb/?p=xen.git;a=commit;h=18173843a5',
          },
          risk: 'xpti=false on the host removes the cost and the protection: not where guests are not trusted',
          verify: 'after the move, /sys/devices/system/cpu/vulnerabilities/meltdown says what the guest itself does',
          see: 'https://xenbits.xen.org/xsa/advisory-254.html',
        }),
      },
      {
        id: 'mode.switched-off',
        component: 'interrupts',
        when: [
          { hypervisor: 'xen', 'kernel.switch': ['nopv', 'xen_nopv'], mode: ['hvm'] },
          { hypervisor: ['kvm', 'hyperv', 'vmware'], 'kernel.switch': 'nopv' },
        ],
        text: () => ({
          says: 'the kernel was told not to use its paravirtual parts',
          do: ['remove nopv / xen_nopv from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          risk: 'somebody may have had a reason: look in the boot loader’s configuration for a comment',
          verify: 'on Xen virtcolor shows PVHVM; on KVM dmesg says kvm-clock',
          see: SWITCHES,
        }),
      },
      {
        id: 'mode.no-vector',
        component: 'interrupts',
        when: { hypervisor: 'xen', 'kernel.switch': 'xen_no_vector_callback' },
        text: () => ({
          says: 'event channels are delivered through the emulated interrupt of the Xen platform device because the vector is switched off',
          do: ['remove xen_no_vector_callback from the kernel command line and boot again'],
          undo: 'put the word back',
          at: 'guest',
          verify: 'dmesg says "Xen HVM callback vector for event delivery is enabled"',
          see: SWITCHES,
        }),
      },
      {
        id: 'mode.old-xen',
        component: 'interrupts',
        when: { hypervisor: 'xen', mode: 'hvm-pv-drivers', 'xen.version': /^(?:3\.|4\.0\.0\b)/ },
        unless: [{ 'kernel.switch': 'xen_no_vector_callback' }],
        text: () => ({
          says: 'this Xen cannot deliver event channels by a vector: 4.0.1 is the first that can',
          do: ['move the guest to a host with a supported Xen'],
          at: 'host',
          verify: 'dmesg says "Xen HVM callback vector for event delivery is enabled"',
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/enlighten_hvm.c',
        }),
      },
      {
        id: 'mode.old-kernel',
        component: 'interrupts',
        when: { hypervisor: 'xen', mode: 'hvm-pv-drivers', 'kernel.release': /^2\.6\.(?:\d|[12]\d|3[0-5])(?!\d)/ },
        unless: [{ 'kernel.switch': 'xen_no_vector_callback' }],
        text: () => ({
          says: 'this kernel cannot take event channels by a vector: Linux 2.6.36 is the first that can',
          do: ['update the kernel'],
          at: 'guest',
          risk: 'disks change their names from hd and sd to xvd: fstab by UUID first',
          verify: 'dmesg says "Xen HVM callback vector for event delivery is enabled"',
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/enlighten_hvm.c',
        }),
      },
      {
        id: 'mode.pvhvm-to-pvh',
        component: 'board',
        when: {
          hypervisor: 'xen',
          mode: 'pvhvm',
          role: 'domU',
          platform: false,
          'xen.version': XEN_4_10,
          'kernel.release': LINUX_4_11,
          'cell.disk': 'P',
          'cell.network': 'P',
        },
        text: () => ({
          says: 'disk and network need no emulated board: as PVH the guest starts without one, and without a QEMU process that emulates it',
          do: [
            'xl.cfg: type="pvh" with kernel= and ramdisk= of the guest, or bootloader="pygrub", or kernel= a GRUB or an OVMF that is built for PVH',
          ],
          undo: 'xl.cfg: type="hvm"',
          at: 'host',
          risk: 'the kernel needs CONFIG_XEN_PVH; no BIOS boot loader, no VGA console, no PCI passthrough',
          verify: 'virtcolor shows PVH, board P',
          see: XL_CFG,
        }),
      },
      {
        id: 'mode.tcg',
        component: 'cpu',
        when: { hypervisor: 'qemu-tcg' },
        text: () => ({
          says: 'the processor is emulated: let KVM run the guest',
          do: ['on the host: ls -l /dev/kvm; load kvm_intel or kvm_amd; start QEMU with -accel kvm'],
          undo: 'QEMU: -accel tcg',
          at: 'host',
          gains: {
            figure: 'programs may run 2 to 10 times slower, or worse, when everything is emulated',
            workload: 'Gregg’s estimate for a stage of software virtualization, not a measurement',
            see: GREGG_2017,
          },
          risk: 'KVM runs only guests of the host’s own architecture',
          verify: 'virtcolor shows KVM',
          see: 'https://www.qemu.org/docs/master/system/introduction.html',
        }),
      },
    ],
  },
]
