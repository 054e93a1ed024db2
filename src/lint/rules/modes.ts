import type { LintRule } from '../rule.ts'
import { vagrant } from './written.ts'

const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const QEMU = 'https://www.qemu.org/docs/master/system/invocation.html'
const domain = (inside: string, type = 'kvm'): string =>
  `<domain type='${type}'>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n${inside}</domain>\n`

export const MODES: readonly LintRule[] = [
  {
    id: 'VC301',
    name: 'tcg-by-accident',
    severity: 'error',
    component: 'cpu',
    says: 'every instruction is emulated: no accelerator is asked for',
    why: 'QEMU without -accel is TCG, and type="qemu" is TCG in libvirt. The guest runs, many times slower.',
    see: QEMU,
    patterns: [
      {
        format: 'qemu-argv',
        on: 'declared.cpu',
        is: 'software',
        with: { 'accel[0]': false, 'machine[0].accel': false, 'M[0].accel': false, 'enable-kvm[0]': false },
        given: { 'declared.hypervisor': 'qemu-tcg' },
        once: true,
      },
      {
        format: 'libvirt',
        at: /^domain\/@type$/,
        is: 'qemu',
        with: { 'domain/os/type/@arch': /^(?:x86_64|i686)$/ },
        fix: { set: 'kvm' },
      },
      { format: 'proxmox', at: /^kvm$/, is: '0', fix: { remove: true } },
      { format: 'packer', at: /^accelerator$/, is: /^(?:tcg|none)$/, fix: { set: 'kvm' } },
      { format: 'terraform', on: 'declared.cpu', is: 'software' },
      { format: 'vmx', at: /^monitor\.virtual_exec$/, is: /^software$/i, fix: { set: 'hardware' } },
      {
        format: 'vagrantfile',
        at: /^libvirt\.driver$/,
        is: 'qemu',
        // Said to be x86, or not said.
        with: { 'libvirt.machine_arch': { not: /^(?!x86_64|i686)/ } },
        fix: { set: 'kvm' },
      },
      // With `machine` its default goes, and the accelerator that was in it.
      {
        format: 'vagrantfile',
        at: /^qemu\.machine$/,
        is: { not: /(?:^|,)accel=/ },
        given: { 'declared.hypervisor': 'qemu-tcg' },
      },
    ],
    examples: [
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -m 512 -nodefaults\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -nodefaults\n',
      },
      { format: 'libvirt', bad: domain('', 'qemu'), good: domain('') },
      { format: 'proxmox', bad: 'memory: 512\nkvm: 0\n', good: 'memory: 512\n' },
      { format: 'vagrantfile', bad: vagrant('libvirt', 'v.driver = "qemu"'), good: vagrant('libvirt', 'v.driver = "kvm"') },
    ],
  },
  {
    id: 'VC302',
    name: 'pv-where-pvh',
    severity: 'warning',
    component: 'cpu',
    says: 'PV: page tables and privileged instructions go through hypercalls',
    why: 'PVH keeps the paravirtual devices and gives page tables and privileged instructions to the hardware. It is also the smaller target. No type at all is PV on x86.',
    needs:
      'the guest kernel has CONFIG_PVH (Linux 4.11) and no PCI device is passed through; for a PV-only kernel add pvshim=1',
    see: 'https://wiki.xenproject.org/wiki/Xen_Project_Software_Overview#PVH',
    patterns: [
      { format: 'xl', at: /^type$/, is: /^pv?$/, with: { 'pci[0]': false }, fix: { set: 'pvh' } },
      { format: 'xl', on: 'declared.type', is: 'pv', with: { type: false, 'pci[0]': false } },
      { format: 'xapi', on: 'declared.type', is: 'pv' },
      { format: 'libvirt', on: 'declared.type', is: 'pv' },
    ],
    examples: [
      { format: 'xl', bad: 'type = "pv"\nkernel = "/boot/vmlinuz"\n', good: 'type = "pvh"\nkernel = "/boot/vmlinuz"\n' },
    ],
  },
  {
    id: 'VC303',
    name: 'no-hap',
    severity: 'error',
    component: 'cpu',
    says: 'hardware paging is switched off: page tables are shadowed in software',
    why: 'With shadow paging each change of a page table is a VM exit. hap is on by default where the processor has EPT or NPT.',
    see: XL,
    patterns: [
      { format: 'xl', at: /^hap$/, is: '0', fix: { remove: true } },
      { format: 'libvirt', at: /\/features\/hap\/@state$/, is: 'off', fix: { set: 'on' } },
    ],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nhap = 0\n', good: 'type = "hvm"\nhap = 1\n' }],
  },
  {
    id: 'VC304',
    name: 'legacy-cpu-model',
    severity: 'warning',
    component: 'cpu',
    says: 'the processor model is a lowest common one (kvm64, qemu64)',
    why: 'kvm64 and qemu64 hide AES, AVX, PCID, INVPCID and more; libraries and page-table code take their slow ways.',
    needs: 'all hosts that the guest moves between have at least the chosen model',
    see: 'https://www.qemu.org/docs/master/system/qemu-cpu-models.html',
    patterns: [
      { format: 'proxmox', at: /^cpu\.(?:cputype)?$/, is: /^(?:kvm64|qemu64|kvm32|qemu32)$/, fix: { set: 'x86-64-v2-AES' } },
      {
        format: 'proxmox',
        at: /^memory$/,
        with: { cpu: false, arch: false, kvm: { not: '0' } },
        fix: { line: 'cpu: x86-64-v2-AES' },
      },
      {
        format: 'qemu-argv',
        at: /^cpu\[\d+\]\.model$/,
        is: /^(?:kvm64|qemu64|kvm32|qemu32)$/,
        given: { 'declared.cpu': 'hardware' },
        fix: { set: 'host' },
      },
      { format: 'vagrantfile', at: /^libvirt\.cpu_model$/, is: /^(?:kvm64|qemu64|kvm32|qemu32)$/ },
      // vagrant-libvirt: a custom model that is not named is qemu64.
      {
        format: 'vagrantfile',
        at: /^libvirt\.cpu_mode$/,
        is: 'custom',
        with: { 'libvirt.cpu_model': false },
        fix: { set: 'host-model' },
      },
      {
        format: 'libvirt',
        at: /^domain\/os\/type$/,
        with: { 'domain/cpu': false, 'domain/@type': 'kvm', 'domain/os/type/@arch': 'x86_64' },
      },
    ],
    examples: [
      { format: 'proxmox', bad: 'memory: 512\ncpu: kvm64\n', good: 'memory: 512\ncpu: host\n' },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.cpu_mode = "custom"'),
        good: vagrant('libvirt', 'v.cpu_mode = "host-passthrough"'),
      },
      { format: 'libvirt', bad: domain(''), good: domain("  <cpu mode='host-passthrough'/>\n") },
    ],
  },
  {
    id: 'VC305',
    name: 'no-platform-device',
    severity: 'error',
    component: 'disk',
    says: 'without the Xen platform device PV drivers do not start: disk and network stay emulated',
    why: 'The platform device is how an HVM guest finds the hypercall page, its event channels and the unplug protocol.',
    see: XL,
    patterns: [{ format: 'xl', at: /^xen_platform_pci$/, is: '0', fix: { remove: true } }],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nxen_platform_pci = 0\n', good: 'type = "hvm"\nxen_platform_pci = 1\n' }],
  },
  {
    id: 'VC306',
    name: 'pv-switched-off',
    severity: 'error',
    component: 'interrupts',
    says: 'the kernel command line has {value}: the guest takes no paravirtual interface',
    why: 'nopv and xen_nopv turn a PVHVM guest into a plain HVM one, with emulated disk, network, interrupts and timers.',
    see: 'https://docs.kernel.org/admin-guide/kernel-parameters.html',
    patterns: [
      { format: 'xl', on: 'kernel.switch', is: /^(?:xen_)?nopv$|^xen_emul_unplug=never/ },
      { format: 'libvirt', on: 'kernel.switch', is: /^(?:xen_)?nopv$|^xen_emul_unplug=never/ },
      { format: 'qemu-argv', on: 'kernel.switch', is: /^nopv$/ },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "hvm"\nkernel = "/boot/vmlinuz"\ncmdline = "ro xen_nopv"\n',
        good: 'type = "hvm"\nkernel = "/boot/vmlinuz"\ncmdline = "ro"\n',
      },
    ],
  },
  {
    id: 'VC307',
    name: 'type-by-prefix',
    severity: 'warning',
    component: 'cpu',
    says: 'type="{value}": xl compares only as many letters as are given',
    why: 'xl takes "h" and "" for hvm and "p" for pv. Another tool may not.',
    see: XL,
    patterns: [
      { format: 'xl', at: /^type$/, is: /^h?v?$|^hv$/, fix: { set: 'hvm' } },
      { format: 'xl', at: /^type$/, is: /^p$/, fix: { set: 'pv' } },
    ],
    examples: [{ format: 'xl', bad: 'type = "h"\n', good: 'type = "hvm"\n' }],
  },
  {
    id: 'VC308',
    name: 'passthrough-refused',
    severity: 'error',
    component: 'network',
    says: 'libxl refuses to pass PCI devices to a PVH guest on x86',
    why: 'PVH has no PCI bus on x86 yet; the guest is not created.',
    see: XL,
    patterns: [
      { format: 'xl', at: /^pci\[\d+\]$/, is: /./, given: { 'declared.type': 'pvh' }, once: true },
      { format: 'libvirt', on: 'declared.passthrough', given: { 'declared.type': 'pvh' }, once: true },
    ],
    examples: [
      {
        format: 'xl',
        bad: 'type = "pvh"\nkernel = "/boot/vmlinuz"\npci = [ "03:00.0" ]\n',
        good: 'type = "hvm"\npci = [ "03:00.0" ]\n',
      },
    ],
  },
]
