import type { LintRule } from '../rule.ts'
import { vagrant } from './written.ts'

const terraform = (values: object): string =>
  `${JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [{ address: 'libvirt_domain.g', type: 'libvirt_domain', values: { name: 'g', memory: 512, ...values } }],
      },
    },
  })}\n`

const XL = 'https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html'
const QEMU = 'https://www.qemu.org/docs/master/system/invocation.html'
const PVE_CPU_NEEDS =
  'every host runs Proxmox VE 8 or newer and has AES-NI (Intel Westmere 2010, AMD Bulldozer 2011); the guest is not an old Windows, and no saved state of the guest is resumed'
const domain = (inside: string, type = 'kvm'): string =>
  `<domain type='${type}'>\n  <os>\n    <type arch='x86_64' machine='q35'>hvm</type>\n  </os>\n${inside}</domain>\n`

export const MODES: readonly LintRule[] = [
  {
    id: 'VC301',
    name: 'tcg-by-accident',
    severity: 'error',
    component: 'cpu',
    says: 'QEMU emulates every instruction (TCG); enable KVM',
    why: 'QEMU without -accel uses TCG, and so does type="qemu" in libvirt. The guest runs many times slower.',
    precondition: 'asked',
    needs: 'the host supports hardware virtualization (for KVM: /dev/kvm exists)',
    see: QEMU,
    patterns: [
      {
        format: 'qemu-argv',
        on: 'declared.cpu',
        is: 'software',
        with: { 'accel[0]': false, 'machine[0].accel': false, 'M[0].accel': false, 'enable-kvm[0]': false },
        // QEMU called kvm tries KVM first.
        given: { 'declared.hypervisor': 'qemu-tcg', 'declared.cpu': { not: 'hardware' } },
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
      {
        format: 'vmx',
        at: /^monitor\.virtual_exec$/,
        is: /^software$/i,
        says: 'hardware virtualization is disabled for this guest, so VMware uses slow binary translation',
        fix: { set: 'hardware' },
      },
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
      { format: 'terraform', bad: terraform({ type: 'qemu' }), good: terraform({ type: 'kvm' }) },
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -m 512 -nodefaults\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -nodefaults\n',
      },
      { format: 'libvirt', bad: domain('', 'qemu'), good: domain('') },
      { format: 'proxmox', bad: 'memory: 512\nostype: l26\nkvm: 0\n', good: 'memory: 512\nostype: l26\n' },
      { format: 'vagrantfile', bad: vagrant('libvirt', 'v.driver = "qemu"'), good: vagrant('libvirt', 'v.driver = "kvm"') },
      {
        format: 'vmx',
        bad: 'config.version = "8"\nvirtualHW.version = "19"\nmonitor.virtual_exec = "software"\n',
        good: 'config.version = "8"\nvirtualHW.version = "19"\nmonitor.virtual_exec = "hardware"\n',
      },
      {
        format: 'packer',
        bad: '{"builders": [{"type": "qemu", "accelerator": "tcg"}]}\n',
        good: '{"builders": [{"type": "qemu", "accelerator": "kvm"}]}\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('qemu', 'v.machine = "q35"'),
        good: vagrant('qemu', 'v.machine = "q35,accel=kvm"'),
      },
    ],
  },
  {
    id: 'VC302',
    name: 'pv-where-pvh',
    severity: 'warning',
    component: 'cpu',
    says: 'the guest is PV, so page-table updates and privileged instructions are hypercalls; use PVH',
    why: 'PVH keeps the paravirtual devices; the hardware handles page tables and privileged instructions. PVH also has a smaller attack surface. A definition without type= is PV on x86.',
    precondition: 'asked',
    needs: 'the guest kernel has CONFIG_PVH (Linux 4.11) and no PCI device is passed through; a PV-only kernel needs pvshim=1',
    see: 'https://wiki.xenproject.org/wiki/Xen_Project_Software_Overview#PVH',
    patterns: [
      { format: 'xl', at: /^type$/, is: /^pv?$/, with: { 'pci[0]': false }, fix: { set: 'pvh' } },
      { format: 'xl', on: 'declared.type', is: 'pv', with: { type: false, 'pci[0]': false } },
      { format: 'xapi', on: 'declared.type', is: 'pv' },
      { format: 'libvirt', on: 'declared.type', is: 'pv' },
    ],
    examples: [
      { format: 'xl', bad: 'type = "pv"\nkernel = "/boot/vmlinuz"\n', good: 'type = "pvh"\nkernel = "/boot/vmlinuz"\n' },
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenpv'>xen</type></os>\n</domain>\n",
        good: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenpvh'>xenpvh</type></os>\n</domain>\n",
      },
      {
        format: 'xl',
        bad: 'kernel = "/boot/vmlinuz"\nmemory = 512\n',
        good: 'kernel = "/boot/vmlinuz"\ntype = "pvh"\nmemory = 512\n',
      },
      {
        format: 'xapi',
        bad: 'uuid ( RO)           : 6b2a\n     PV-bootloader ( RW): pygrub\n     HVM-boot-policy ( RW):\n',
        good: 'uuid ( RO)           : 6b2a\n     HVM-boot-policy ( RW): BIOS order\n',
      },
    ],
  },
  {
    id: 'VC303',
    name: 'no-hap',
    severity: 'error',
    component: 'cpu',
    says: 'hardware-assisted paging (HAP) is disabled, so Xen keeps shadow page tables in software',
    why: 'With shadow paging each page-table update is a VM exit. HAP is on by default if the processor supports EPT or NPT.',
    precondition: 'asked',
    needs: 'every host that runs the guest has EPT or NPT',
    see: XL,
    patterns: [
      { format: 'xl', at: /^hap$/, is: '0', fix: { remove: true } },
      { format: 'libvirt', at: /\/features\/hap\/@state$/, is: 'off', fix: { set: 'on' } },
    ],
    examples: [
      { format: 'xl', bad: 'type = "hvm"\nhap = 0\n', good: 'type = "hvm"\nhap = 1\n' },
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenfv'>hvm</type></os>\n  <features><hap state='off'/></features>\n</domain>\n",
        good: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenfv'>hvm</type></os>\n  <features><hap state='on'/></features>\n</domain>\n",
      },
    ],
  },
  {
    id: 'VC304',
    name: 'legacy-cpu-model',
    severity: 'warning',
    component: 'cpu',
    says: 'CPU model {value} hides AES, AVX and PCID; use a newer model',
    why: 'kvm64 and qemu64 hide AES, AVX, PCID, INVPCID and more. Libraries and the kernel then use slower code.',
    see: 'https://www.qemu.org/docs/master/system/qemu-cpu-models.html',
    patterns: [
      {
        format: 'proxmox',
        at: /^cpu\.(?:cputype)?$/,
        is: /^(?:kvm64|qemu64|kvm32|qemu32)$/,
        precondition: 'asked',
        needs: PVE_CPU_NEEDS,
        fix: { set: 'x86-64-v2-AES' },
      },
      {
        format: 'proxmox',
        at: /^memory$/,
        with: { cpu: false, arch: false, kvm: { not: '0' } },
        says: 'no CPU model is set; the default kvm64 hides AES, AVX and PCID',
        lacks: 'the file has no cpu: line',
        precondition: 'asked',
        needs: PVE_CPU_NEEDS,
        fix: { line: 'cpu: x86-64-v2-AES' },
      },
      {
        format: 'qemu-argv',
        at: /^cpu\[\d+\]\.model$/,
        is: /^(?:kvm64|qemu64|kvm32|qemu32)$/,
        given: { 'declared.cpu': 'hardware' },
        precondition: 'asked',
        needs:
          'only KVM runs the guest, no saved state of the guest is resumed, and the guest is not Windows (which may ask for activation)',
        check: 'the guest does not migrate to a host with another CPU',
        safe: {
          with: { 'loadvm[0]': false, 'incoming[0]': false, 'no-kvm[0]': false, 'readconfig[0]': false, 'snapshot[0]': false },
          without: {
            at: /^(?:(?:accel|machine|M)\[\d+\]\.accel|cpu\[\d+\]\.(?:enforce|check|migratable|hv[-_]\w+))$/,
            is: { not: 'kvm' },
          },
          given: { 'guest.os': { not: 'windows' }, 'declared.os': { not: 'windows' }, 'declared.hypervisor': 'kvm' },
        },
        fix: { set: 'host' },
      },
      {
        format: 'vagrantfile',
        at: /^libvirt\.cpu_model$/,
        is: /^(?:kvm64|qemu64|kvm32|qemu32)$/,
        byHand: 'cpu_mode and cpu_model have to change together; set cpu_mode = "host-model" and remove cpu_model',
      },
      {
        format: 'libvirt',
        at: /^domain\/cpu\/model$/,
        is: /^(?:kvm64|qemu64|kvm32|qemu32)$/,
        with: { 'domain/@type': 'kvm' },
        byHand:
          'the right CPU model depends on your hosts; use <cpu mode="host-model"/>, or host-passthrough if the guest is never live-migrated',
      },
      // vagrant-libvirt: a custom model that is not named is qemu64.
      {
        format: 'vagrantfile',
        at: /^libvirt\.cpu_mode$/,
        is: 'custom',
        with: { 'libvirt.cpu_model': false },
        says: 'cpu_mode is custom, but no CPU model is set; the default qemu64 hides AES, AVX and PCID',
        precondition: 'asked',
        needs: 'no saved state of the guest is resumed, and Windows does not ask for activation again',
        check: 'the guest does not migrate to a host with an older CPU',
        fix: { set: 'host-model' },
      },
      {
        format: 'libvirt',
        at: /^domain\/os\/type$/,
        with: { 'domain/cpu': false, 'domain/@type': 'kvm', 'domain/os/type/@arch': 'x86_64' },
        without: { at: /\/commandline\/arg\[\d+\]\/@value$/, is: '-cpu' },
        says: 'the <cpu> element is missing; the default CPU model qemu64 hides AES, AVX and PCID',
        lacks: 'no <cpu> element',
        byHand:
          'the right CPU model depends on your hosts; add <cpu mode="host-model"/>, or host-passthrough if the guest is never live-migrated',
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
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -cpu qemu64\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -cpu host\n',
      },
      {
        format: 'vagrantfile',
        bad: vagrant('libvirt', 'v.cpu_mode = "custom"\n    v.cpu_model = "qemu64"'),
        good: vagrant('libvirt', 'v.cpu_mode = "host-passthrough"'),
      },
      {
        format: 'libvirt',
        bad: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <cpu mode='custom'><model>kvm64</model></cpu>\n</domain>\n",
        good: "<domain type='kvm'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='q35'>hvm</type></os>\n  <cpu mode='host-passthrough'/>\n</domain>\n",
      },
      {
        format: 'proxmox',
        bad: 'memory: 512\nscsihw: virtio-scsi-single\nostype: l26\n',
        good: 'memory: 512\nscsihw: virtio-scsi-single\nostype: l26\ncpu: host\n',
      },
    ],
  },
  {
    id: 'VC305',
    name: 'no-platform-device',
    severity: 'error',
    component: 'disk',
    says: 'the Xen platform device is disabled; PV drivers do not start, and disk and network stay emulated',
    why: 'An HVM guest uses the platform device for event channels and to unplug emulated devices.',
    precondition: 'asked',
    needs: 'the guest does not depend on the names of its disks and NICs',
    see: XL,
    patterns: [{ format: 'xl', at: /^xen_platform_pci$/, is: '0', fix: { remove: true } }],
    examples: [{ format: 'xl', bad: 'type = "hvm"\nxen_platform_pci = 0\n', good: 'type = "hvm"\nxen_platform_pci = 1\n' }],
  },
  {
    id: 'VC306',
    name: 'pv-switched-off',
    severity: 'error',
    component: 'interrupts',
    says: 'kernel parameter {value} disables the Xen interfaces, so the guest uses emulated devices',
    why: 'nopv and xen_nopv turn a PVHVM guest into an HVM guest with emulated disk, network, interrupts and timers.',
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
      {
        format: 'qemu-argv',
        bad: 'qemu-system-x86_64 -accel kvm -m 512 -kernel vmlinuz -append "root=/dev/vda1 nopv"\n',
        good: 'qemu-system-x86_64 -accel kvm -m 512 -kernel vmlinuz -append "root=/dev/vda1"\n',
      },
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenfv'>hvm</type><kernel>/boot/vmlinuz</kernel><cmdline>ro xen_nopv</cmdline></os>\n</domain>\n",
        good: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenfv'>hvm</type><kernel>/boot/vmlinuz</kernel><cmdline>ro</cmdline></os>\n</domain>\n",
      },
    ],
  },
  {
    id: 'VC307',
    name: 'type-by-prefix',
    severity: 'warning',
    component: 'cpu',
    says: 'type="{value}" is an abbreviation; write type="hvm" or type="pv"',
    why: 'xl compares only the letters that are given, so "h" and "" mean hvm, and "p" means pv. Other tools may reject the abbreviation.',
    see: XL,
    patterns: [
      { format: 'xl', at: /^type$/, is: /^h?v?$|^hv$/, fix: { set: 'hvm' } },
      { format: 'xl', at: /^type$/, is: /^p$/, fix: { set: 'pv' } },
    ],
    examples: [
      { format: 'xl', bad: 'type = "h"\n', good: 'type = "hvm"\n' },
      { format: 'xl', bad: 'type = "p"\nkernel = "/boot/vmlinuz"\n', good: 'type = "pv"\nkernel = "/boot/vmlinuz"\n' },
    ],
  },
  {
    id: 'VC308',
    name: 'passthrough-refused',
    severity: 'error',
    component: 'network',
    says: 'libxl refuses PCI passthrough to a PVH guest on x86, so the guest is not created',
    why: 'A PVH guest has no PCI bus on x86 yet. An HVM guest (type="hvm") can have PCI devices.',
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
      {
        format: 'libvirt',
        bad: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenpvh'>xenpvh</type><kernel>/boot/vmlinuz</kernel></os>\n  <devices><hostdev mode='subsystem' type='pci'><source><address domain='0x0' bus='0x3' slot='0x0' function='0x0'/></source></hostdev></devices>\n</domain>\n",
        good: "<domain type='xen'>\n  <name>g</name>\n  <memory>1048576</memory>\n  <os><type arch='x86_64' machine='xenfv'>hvm</type></os>\n  <devices><hostdev mode='subsystem' type='pci'><source><address domain='0x0' bus='0x3' slot='0x0' function='0x0'/></source></hostdev></devices>\n</domain>\n",
      },
    ],
  },
]
