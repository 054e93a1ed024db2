import { LINUX, RESTORE, remove, WINDOWS } from './guest.ts'
import type { AdviceTable } from './index.ts'
import { LINUX_4_11, LINUX_BEFORE_2_6_36, LINUX_BEFORE_4_11, XEN_4_10, XEN_BEFORE_4_0_1, XEN_BEFORE_4_10 } from './versions.ts'

const SWITCHES = 'https://docs.kernel.org/admin-guide/kernel-parameters.html'
const ORCHESTRA = 'https://xen-orchestra.com/blog/debian-pvhvm-vs-pv/'
const XL_CFG = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const GREGG_2017 = 'https://www.brendangregg.com/blog/2017-11-29/aws-ec2-virtualization-2017.html'
const VECTOR = 'dmesg | grep "callback vector for event delivery is enabled"'
const PV_DOMU = { hypervisor: 'xen', mode: 'pv', role: 'domU' } as const
/** Linux, or a definition that does not name its system: PV guests are hardly anything else. */
const LIKELY_LINUX = { 'guest.system': ['linux', 'unknown'] } as const
const FASTER_THAN_PV = {
  figure: 'Kernel compilation 16 % faster, Apache 41 %, 7-Zip 6 %, PHP 4 %',
  workload: 'PVHVM compared with PV on one host, Xen 4.6',
  see: ORCHESTRA,
} as const

export const mode: readonly AdviceTable[] = [
  {
    given: [{ hypervisor: ['xen', 'qemu-tcg'] }, { 'kernel.switch': 'nopv' }],
    rows: () => [
      {
        id: 'mode.pv32',
        component: 'cpu',
        when: { ...PV_DOMU, arch: /^i[3-6]86$/, ...LINUX },
        text: () => ({
          says: '32-bit PV guests are obsolete: Linux 5.9 removed support, and since Xen 4.16 they have security support only inside the PV shim',
          do: ['Install a 64-bit system in a new guest and move the workload there'],
          at: 'guest',
          risk: 'Changing to 64-bit needs a new installation; a 64-bit kernel with the 32-bit userland can be a first step',
          verify: 'uname -m shows x86_64',
          see: 'https://xenbits.xen.org/docs/unstable/SUPPORT.html',
        }),
      },
      {
        id: 'mode.pv-to-pvh',
        component: 'cpu',
        when: { ...PV_DOMU, ...LIKELY_LINUX },
        // There the toolstack is the cloud's, or XAPI, which has no PVH; the versions are those with which PVH begins.
        // A PV guest has a PCI bus for passthrough only, which PVH lacks.
        unless: [
          { platform: ['aws', 'xcp-ng', 'xenserver'] },
          { 'xen.version': XEN_BEFORE_4_10() },
          { 'kernel.release': LINUX_BEFORE_4_11() },
          { pci: true },
          { 'xen.pcifront': true },
        ],
        text: () => ({
          says: 'Move from PV to PVH: in PV, page-table updates cost hypercalls, and XPTI slows each system call on Meltdown-vulnerable CPUs',
          first: [
            'grep CONFIG_XEN_PVH= /boot/config-$(uname -r)   # in the guest: must print CONFIG_XEN_PVH=y',
            'xl info | grep xen_version   # on the host: 4.10 or newer',
          ],
          do: [
            'xl.cfg: type="pvh", with the same kernel and disk settings',
            'xl.cfg, if the guest must boot through firmware: type="hvm" instead; a current Linux then runs as PVHVM',
          ],
          undo: 'xl.cfg: type="pv"',
          at: 'host',
          gains: FASTER_THAN_PV,
          risk: 'PVH has no PCI passthrough and no emulated VGA console',
          verify: 'virtcolor shows PVH or PVHVM',
          see: XL_CFG,
        }),
      },
      {
        id: 'mode.pv-to-pvhvm',
        component: 'cpu',
        when: [
          { ...PV_DOMU, 'xen.version': XEN_BEFORE_4_10(), ...LIKELY_LINUX },
          { ...PV_DOMU, 'kernel.release': LINUX_BEFORE_4_11(), ...LIKELY_LINUX },
          { ...PV_DOMU, platform: ['xcp-ng', 'xenserver'], ...LIKELY_LINUX },
        ],
        // PVHVM begins with these versions.
        unless: [{ platform: 'aws' }, { 'xen.version': XEN_BEFORE_4_0_1() }, { 'kernel.release': LINUX_BEFORE_2_6_36() }],
        text: () => ({
          says: 'Move from PV to PVHVM: in PV, page-table updates cost hypercalls, and XPTI slows each system call on Meltdown-vulnerable CPUs',
          first: [
            'Install GRUB in the boot sector of the guest disk, because the guest then boots through firmware',
            'In fstab and the boot loader, name filesystems by UUID or label, because disk names change',
          ],
          do: [
            'xl.cfg: type="hvm" (builder="hvm" before Xen 4.10), without kernel=, ramdisk= and bootloader=',
            'XCP-ng, XenServer: xe vm-param-set uuid=$UUID PV-bootloader="" HVM-boot-policy="BIOS order"',
          ],
          undo: 'xl.cfg: type="pv"; XCP-ng, XenServer: xe vm-param-set uuid=$UUID HVM-boot-policy="" PV-bootloader=pygrub',
          at: 'host',
          gains: FASTER_THAN_PV,
          risk: 'A guest without a boot loader on its disk does not start as HVM',
          verify: 'virtcolor shows PVHVM',
          see: XL_CFG,
        }),
      },
      {
        id: 'mode.pv-xpti',
        component: 'cpu',
        // The kernel prints this only for a vulnerable CPU under Xen PV: cpu_show_common() in arch/x86/kernel/cpu/bugs.c.
        when: { ...PV_DOMU, 'cpu.meltdown': /XEN PV detected/i, ...LINUX },
        text: () => ({
          says: 'The CPU is vulnerable to Meltdown; for a 64-bit PV guest Xen switches page tables at every entry (XPTI), which slows system calls',
          do: [
            'Move the guest off PV to avoid the cost',
            'xl dmesg | grep XPTI   # on the host: shows whether Xen protects this guest',
          ],
          at: 'host',
          gains: {
            figure: '112 s before and 103 s after an XPTI optimisation, so XPTI had cost at least 9 s',
            workload: 'make -j4 (a build of Xen) in a PV dom0 with four vCPUs',
            see: 'https://xenbits.xen.org/gitweb/?p=xen.git;a=commit;h=18173843a5',
          },
          risk: 'xpti=false on the host removes the cost and the protection; never use it with untrusted guests',
          verify:
            'After the move, cat /sys/devices/system/cpu/vulnerabilities/meltdown shows the mitigation of the guest kernel',
          see: 'https://xenbits.xen.org/xsa/advisory-254.html',
        }),
      },
      {
        id: 'mode.switched-off',
        component: 'interrupts',
        when: [
          { hypervisor: 'xen', 'kernel.switch': ['nopv', 'xen_nopv'], mode: ['hvm'], ...LINUX },
          { hypervisor: ['kvm', 'hyperv', 'vmware'], 'kernel.switch': 'nopv', ...LINUX },
        ],
        text: () => ({
          says: 'nopv or xen_nopv disables the paravirtual clock, interrupts and (on Xen) devices, so the guest uses slower emulated ones',
          do: [remove('nopv or xen_nopv')],
          undo: RESTORE,
          at: 'guest',
          risk: 'The parameter may work around a problem: check the boot loader configuration for a comment',
          verify: 'On Xen, virtcolor shows PVHVM; on KVM, dmesg | grep kvm-clock shows the clock',
          see: SWITCHES,
        }),
      },
      {
        id: 'mode.no-vector',
        component: 'interrupts',
        when: { hypervisor: 'xen', 'kernel.switch': 'xen_no_vector_callback', ...LINUX },
        text: () => ({
          says: 'xen_no_vector_callback disables the callback vector, so event channels arrive through the emulated interrupt of the Xen platform device',
          do: [remove('xen_no_vector_callback')],
          undo: RESTORE,
          at: 'guest',
          verify: VECTOR,
          see: SWITCHES,
        }),
      },
      {
        id: 'mode.old-xen',
        component: 'interrupts',
        when: { hypervisor: 'xen', mode: 'hvm-pv-drivers', 'xen.version': /^(?:3\.|4\.0\.0\b)/, ...LINUX },
        unless: [{ 'kernel.switch': 'xen_no_vector_callback' }],
        text: () => ({
          says: 'This Xen has no callback vector, so event channels arrive through an emulated interrupt; Xen 4.0.1 and newer has it',
          do: ['Move the guest to a host with a supported Xen version'],
          at: 'host',
          verify: VECTOR,
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/enlighten_hvm.c',
        }),
      },
      {
        id: 'mode.old-kernel',
        component: 'interrupts',
        when: { hypervisor: 'xen', mode: 'hvm-pv-drivers', 'kernel.release': LINUX_BEFORE_2_6_36(), ...LINUX },
        unless: [{ 'kernel.switch': 'xen_no_vector_callback' }, { 'xen.version': XEN_BEFORE_4_0_1() }],
        text: () => ({
          says: 'This kernel has no callback vector, so event channels arrive through an emulated interrupt; Linux 2.6.36 and newer has it',
          first: ['In fstab and the boot loader, name filesystems by UUID or label: disk names change from hd or sd to xvd'],
          do: ['Update the kernel to Linux 2.6.36 or newer'],
          at: 'guest',
          risk: 'A guest whose fstab uses hd or sd disk names does not boot after the update',
          verify: VECTOR,
          see: 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/enlighten_hvm.c',
        }),
      },
      {
        id: 'mode.windows-pv-drivers',
        component: 'disk',
        when: [
          { hypervisor: 'xen', 'cell.disk': 'VS', platform: false, ...WINDOWS },
          { hypervisor: 'xen', 'cell.network': 'VS', platform: false, ...WINDOWS },
          { hypervisor: 'xen', 'cell.disk': 'VS', platform: ['xcp-ng', 'xenserver'], ...WINDOWS },
          { hypervisor: 'xen', 'cell.network': 'VS', platform: ['xcp-ng', 'xenserver'], ...WINDOWS },
        ],
        text: () => ({
          says: 'The disk or NIC is emulated; install the Xen PV drivers for Windows to use PV devices instead',
          do: [
            'XCP-ng, XenServer: install the Windows PV tools (XenServer VM Tools) in the guest and restart it',
            'Other Xen hosts: install the signed drivers from https://xenproject.org/resources/downloads/ in the guest and restart it',
          ],
          undo: 'Uninstall the drivers in Apps & features and restart',
          at: 'guest',
          risk: 'Windows sees a new network adapter, without the static IP settings of the old one; take a snapshot first',
          verify: 'Device Manager shows a Xen PV network adapter and Xen PV storage, without warnings',
          see: 'https://docs.xenserver.com/en-us/xenserver/8/vms/windows/vm-tools',
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
          'xen.version': XEN_4_10(),
          'kernel.release': LINUX_4_11(),
          'cell.disk': 'P',
          'cell.network': 'P',
          ...LINUX,
        },
        text: () => ({
          says: 'Disk and network are PV, so the guest does not need the emulated motherboard; use PVH, which needs neither the motherboard nor QEMU',
          first: ['grep CONFIG_XEN_PVH= /boot/config-$(uname -r)   # in the guest: must print CONFIG_XEN_PVH=y'],
          do: [
            'xl.cfg: type="pvh", and one of these: bootloader="pygrub"; kernel= and ramdisk= of the guest; kernel= with a GRUB or OVMF built for PVH',
          ],
          undo: 'xl.cfg: type="hvm"',
          at: 'host',
          risk: 'PVH has no BIOS boot loader, no VGA console and no PCI passthrough',
          verify: 'virtcolor shows PVH, board P',
          see: XL_CFG,
        }),
      },
      {
        id: 'mode.tcg',
        component: 'cpu',
        when: { hypervisor: 'qemu-tcg' },
        text: () => ({
          says: 'QEMU emulates the CPU in software (TCG); run the guest with KVM instead',
          first: [
            'ls -l /dev/kvm   # on the host: if it is missing, load kvm_intel or kvm_amd, and enable VT-x or AMD-V in firmware',
          ],
          do: ['QEMU: -accel kvm', 'libvirt: <domain type="kvm">'],
          undo: 'QEMU: -accel tcg; libvirt: <domain type="qemu">',
          at: 'host',
          gains: {
            figure: 'Programs may run 2 to 10 times slower, or worse, when everything is emulated',
            workload: 'Gregg’s estimate for software virtualization, not a measurement',
            see: GREGG_2017,
          },
          risk: 'KVM runs only guests of the same CPU architecture as the host',
          verify: 'virtcolor shows KVM',
          see: 'https://www.qemu.org/docs/master/system/introduction.html',
        }),
      },
    ],
  },
]
