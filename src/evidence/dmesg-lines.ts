/**
 * Lines of the kernel log that settle something, by signal. One row, one pattern, searched in the whole log, so no pattern may begin with
 * `.*`, and none may hold two runs without a bound that can share characters (test/hostile.test.ts). The value is the first group,
 * `of` the second unless said otherwise. Wording is stable over many kernels but not for ever. docs/signals.md has a line for each.
 */
export interface LogLine {
  readonly signal: string
  /** A line that always reads the same, and is its own value; else a pattern. */
  readonly text?: string
  /** Made when one of `has` was found: a start makes a few of them, and each costs it as much as twenty rows without. */
  readonly pattern?: () => RegExp
  /** Words of which every match has one: looked for first, since most logs have most of these lines not, and a plain search is cheap. */
  readonly has?: readonly string[]
  /** Group numbers. */
  readonly value?: number
  readonly of?: number
  /** The value, where it is not in the line's own words. */
  readonly is?: string
  /** For lines that may come again: which one counts. `different`: the first of each value, where two contradict each other. */
  readonly which?: 'first' | 'last' | 'all' | 'different'
}

/** Lines of one hypervisor, or of several that few logs have: in none of them is there a word without one of these in it, so that most logs need not be asked for each. */
export interface LogGroup {
  readonly has: readonly string[]
  readonly lines: () => readonly LogLine[]
}

/** Looked for in every log. */
export const LOG_LINES: readonly LogLine[] = [
  { signal: 'kernel.release', has: ['Linux version '], pattern: () => /Linux version (\d+\.\d+\S*)/g, which: 'different' },
  // The kernel that Microsoft builds for WSL 2: https://github.com/microsoft/WSL2-Linux-Kernel (CONFIG_LOCALVERSION).
  { signal: 'wsl', has: ['icrosoft-standard'], pattern: () => /Linux version \S{1,64}[Mm]icrosoft-standard/g, is: 'wsl2' },
  // gVisor's kernel is a program; its log begins so: https://gvisor.dev/docs/user_guide/quick_start/docker/
  { signal: 'container.is', has: ['Starting gVisor'], pattern: () => /Starting gVisor\.\.\./g, is: 'gvisor' },
  {
    signal: 'hypervisor.detected',
    has: ['Hypervisor detected: '],
    pattern: () => /Hypervisor detected: ([^\n\r]*\S)/g,
    which: 'different',
  },
  {
    signal: 'kernel.banner',
    has: ['Booting '],
    pattern: () => /Booting ((?:paravirtualized )?kernel (?:with PVH extensions )?on [^\n\r]*\S)/g,
    which: 'different',
  },
  {
    signal: 'kernel.banner',
    has: ['Booting paravirtualized kernel'],
    pattern: () => /Booting (paravirtualized kernel)[ \t\r]*$/gm,
    which: 'different',
  },
  // Only 64-bit kernels on x86 have the zone DMA32: arch/x86/mm/init.c (CONFIG_ZONE_DMA32 is a choice of 64-bit builds).
  { signal: 'kernel.64-bit', has: ['DMA32 '], pattern: () => /[\s\]](DMA32 +(?:\[mem 0x|0x|empty))/g },
  // drivers/platform/x86/thinkpad_acpi.c prints the names in DMI, where the embedded controller answers.
  {
    signal: 'dmi.real',
    has: ['thinkpad_acpi: '],
    pattern: () => /thinkpad_acpi: ((?:Lenovo|LENOVO|IBM) [^\n,]{2,80}), model /g,
  },
  {
    signal: 'clocksource.logged',
    has: ['to clocksource '],
    pattern: () => /[Ss]witch(?:ed|ing) to clocksource (\S+)/g,
    which: 'last',
  },
  {
    signal: 'clocksource.unstable',
    has: ['unstable'],
    pattern: () => /(Marking clocksource '?tsc'? (?:as )?unstable[^\n]*|TSC unstable[^\n]*)/g,
  },
  { signal: 'dmi.absent', text: 'DMI not present or invalid' },
  {
    signal: 'acpi.oem',
    has: ['ACPI: RSDP'],
    pattern: () => /ACPI: RSDP (?:(?:0x)?[0-9A-Fa-f]{1,16}[, ]{0,4}\w{0,8} {0,4})?\(v\d{1,3} {0,8}([^)\s][^)\n]{0,64})\)/g,
    which: 'different',
  },
  { signal: 'efi.vendor', has: ['efi: EFI v'], pattern: () => /efi: EFI v[0-9.]+ by ([^\n\r]+)/g, which: 'different' },
  { signal: 'cpu.model', has: ['smpboot: CPU0: '], pattern: () => /smpboot: CPU0: ([^\n(]+)/g },
  {
    signal: 'machine.vcpus-logged',
    has: ['Brought up '],
    pattern: () => /Brought up (?:\d{1,4} nodes?, )?(\d{1,5}) CPUs?/g,
  },
  // As syslog and journalctl write a line: the name of the machine before its source.
  {
    signal: 'machine.host-logged',
    has: [' kernel: '],
    pattern: () =>
      /^(?:[A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{4}-\d\d-\d\dT[\d:.,+-]{8,32}Z?) ([\w.-]{1,253}) kernel: /gm,
  },
  // The last: a virtual machine was started from another's state (drivers/char/random.c, add_vmfork_randomness; Linux 5.18).
  {
    signal: 'virtualized',
    has: ['due to virtual', 'virtualized system', 'on a virtual machine'],
    pattern: () =>
      /(PMU not available due to virtualization|CPU MTRRs all blank - virtualized system|You are running on a virtual machine|crng reseeded due to virtual machine fork)/g,
  },
  // The model in the device tree: drivers/of/fdt.c, before 3.18 arch/arm/kernel/setup.c.
  {
    signal: 'devicetree.model',
    has: ['Machine'],
    pattern: () => /(?:fdt: ?|[\]\s])Machine(?: model)?: ([^\n\r]{1,128})/g,
    which: 'different',
  },
  { signal: 'devicetree.model', has: [' (DT)'], pattern: () => /Hardware name: ([^\n]{1,128}) \(DT\)/g, which: 'different' },
  { signal: 'bare.banner', text: 'Booting paravirtualized kernel on bare hardware' },
  { signal: 'azure', text: '168.63.129.16' },
  {
    signal: 'confidential',
    has: ['Memory Encryption', 'tdx: '],
    pattern: () => /(tdx: Guest detected|Memory Encryption Features active: [^\n]{0,120}(?:SEV|TDX)[^\n]*)/g,
  },
  {
    signal: 'queues.virtio-blk',
    has: ['default/read/poll queues'],
    pattern: () => /virtio_blk (virtio\d+): (\d+)\/\d+\/\d+ default\/read\/poll queues/g,
    value: 2,
    of: 1,
    which: 'all',
  },
  { signal: 'nvme.pci', has: ['pci function '], pattern: () => /nvme nvme\d+: pci function (\S+)/g, which: 'all' },
  {
    signal: 'root.device',
    has: ['mounted filesystem', 'ounting V', 'first mount'],
    pattern: () =>
      /(?:EXT[234]-fs|XFS|BTRFS)(?: info)? \((?:device )?(\w+?)\): (?:mounted filesystem|[Mm]ounting V\d|first mount)/g,
  },
]

const KVM = (): readonly LogLine[] => [
  { signal: 'kvm.clock', has: ['kvm-clock: '], pattern: () => /kvm-clock: (Using msrs|cpu 0, msr)/g },
  // Not "KVM setup pv remote TLB flush" without its prefix: before 5.6 real machines print that as well, by what CPUID answers for a leaf
  // that they lack (https://lore.kernel.org/kvm/20200131155655.49812-1-cascardo@canonical.com/).
  {
    signal: 'kvm.pv',
    has: ['KVM setup', 'kvm-guest: ', 'kvm-stealtime'],
    pattern: () =>
      /((?:KVM|kvm-guest:) setup (?:async PF|PV sched yield|pv IPIs|PV IPIs|paravirtual spinlock)|kvm-guest: setup PV (?:IPIs|sched yield)|kvm-guest: KVM setup pv remote TLB flush|kvm-stealtime: cpu)/g,
    which: 'all',
  },
  { signal: 'kvm.pv-ipi', has: [' IPIs'], pattern: () => /((?:KVM|kvm-guest:) setup (?:pv|PV) IPIs)/g },
  // KVM at work: threads of its virtual processors, code of its modules, messages about a guest. Emulation (TCG) has threads `CPU 0/TCG`.
  {
    signal: 'kvm.runs',
    has: ['/KVM', '[kvm', 'kvm ['],
    pattern: () =>
      /(Comm: CPU \d{1,4}\/KVM\b|RIP: \w{4}:\S{1,96} \[kvm(?:_intel|_amd)?\]|\bkvm \[\d{1,9}\]: (?:vcpu\d{1,4}, )?guest rIP: )/g,
  },
  {
    signal: 'kvm.disabled',
    has: ['disabled by bios'],
    pattern: () => /\bkvm: (?:support for '\w{1,16}' )?(disabled by bios)/g,
  },
  { signal: 'kvm.pv-eoi', text: 'eoi() replaced with kvm_guest_apic_eoi_write' },
  { signal: 'kvm.services', has: ['smccc: KVM'], pattern: () => /smccc: KVM: (hypervisor services detected)/g },
  { signal: 'pvm.pti', text: 'page tables isolation: force enabled on kvm pvm guest' },
  {
    signal: 'pvm.detected',
    has: ['pvm-pv: detected', 'pvm-pv: enabled', 'kernel on PVM'],
    pattern: () => /(pvm-pv: (?:detected|enabled)[^\n]*|Booting paravirtualized kernel on PVM)/g,
  },
]

const TOOLS = (): readonly LogLine[] => [
  { signal: 'vmware.hypercall', has: ['vmware: '], pattern: () => /vmware: (hypercall mode: 0x\w+)/g },
  { signal: 'vmware.tsc', text: 'TSC freq read from hypervisor' },
  // Drivers that have found their device, which only the one hypervisor makes: drivers/misc/vmw_vmci/vmci_guest.c,
  // drivers/virt/vboxguest/vboxguest_core.c and, outside of the kernel, VirtualBox's additions.
  {
    signal: 'vmware.vmci',
    has: ['vmw_vmci '],
    pattern: () => /vmw_vmci \S{1,16}: (Found VMCI PCI device|Using capabilities 0x[0-9a-f]{1,8})/g,
  },
  {
    signal: 'virtualbox.guest',
    has: ['vboxguest: '],
    pattern: () => /(vboxguest: (?:host-version: \d\S{0,32}|misc device minor \d+|Successfully loaded version \d\S{0,32}))/g,
  },
  // arch/um: os-Linux/start_up.c prints the one before there is a log, drivers/mconsole_kern.c the other.
  {
    signal: 'uml.log',
    has: ['ptrace can change system call numbers', 'mconsole (version'],
    pattern: () => /(Checking that ptrace can change system call numbers|mconsole \(version \d+\) initialized on \S)/g,
  },
  // Drivers of the Service VM, which has the devices: https://projectacrn.github.io/latest/getting-started/getting-started.html
  { signal: 'acrn.service', has: ['ACRN'], pattern: () => /(ACRN ?(?:HVLog|Trace): \S+)/g },
]

const ARCHITECTURES = (): readonly LogLine[] => [
  // An interface of Arm's (DEN0057A), not of KVM's alone: Qualcomm's Gunyah offers it to the kernel of a telephone.
  { signal: 'arm.stolen-time', has: ['arm-pv: '], pattern: () => /arm-pv: (using stolen time PV)/g },
  {
    signal: 'arm.level',
    has: ['CPU(s) started at'],
    pattern: () => /CPU: All CPU\(s\) started at (EL[12])/g,
    which: 'different',
  },
  // arch/powerpc/kernel/setup-common.c; from 6.2 on the firmware adds who runs it: `hv:phyp` or `hv:linux,kvm`.
  {
    signal: 'ppc.machine',
    has: [' machine description'],
    pattern: () => /Using (pSeries|PowerNV) machine description/g,
    which: 'different',
  },
  // arch/powerpc/kernel/eeh.c and arch/powerpc/platforms/pseries, of kernels or logs that lack the line above.
  {
    signal: 'ppc.machine',
    has: ['EEH: pSeries platform', 'No hypervisor support for SR-IOV'],
    pattern: () =>
      /(?:EEH: (pSeries) platform initialized|No hypervisor support for SR-IOV on this device, IOV BARs disabled)/g,
    is: 'pSeries',
    which: 'different',
  },
  {
    signal: 'ppc.machine',
    has: [' PowerNV', ' pSeries'],
    pattern: () => /Hardware name: [^\n]{3,200} (PowerNV|pSeries)[ \r]*$/gm,
    which: 'different',
  },
  { signal: 'ppc.hypervisor', has: ['hv:'], pattern: () => /\bhv:(phyp|linux,kvm)\b/g, which: 'different' },
  { signal: 'cpu.machine', has: ['emulated by qemu'], pattern: () => /(IBM pSeries \(emulated by qemu\))/g },
  {
    signal: 's390.level',
    has: ['Linux is running'],
    pattern: () => /Linux is running (as a z\/VM guest operating system|under KVM|natively)/g,
    which: 'different',
  },
  // What runs the partition, in traces: arch/s390/kernel/early.c (setup_arch_string).
  {
    signal: 's390.level',
    has: ['Hardware name: IBM '],
    pattern: () => /Hardware name: IBM [0-9A-F]{4} [^(\n]{1,40}\((z\/VM [\d.]{1,12}|LPAR|KVM\/Linux)\)/g,
    which: 'different',
  },
  // The vendor of the machine, in traces. TCG reports its own name; KVM passes the physical machine's through: target/s390x/tcg/misc_helper.c.
  { signal: 's390.maker', has: ['Hardware name: QEMU '], pattern: () => /Hardware name: (QEMU) [0-9A-F]{4} QEMU \(/g },
]

const XEN = (): readonly LogLine[] => [
  {
    signal: 'xen.version',
    has: ['Xen version'],
    pattern: () => /Xen version:? (\d{1,4}\.\d{1,6}[\w.+~-]{0,64}?)\.?(?: \(preserve-AD\))?[ \t\r]*$/gm,
  },
  { signal: 'xen.version', has: ['Xen version'], pattern: () => /^\(XEN\) .*Xen version (\d+\.\d+\S*)/gm },
  { signal: 'xen.log', has: ['(XEN) '], pattern: () => /(?:^|\n)(\(XEN\)) /g },
  { signal: 'xen.preserve-ad', text: '(preserve-AD)' },
  { signal: 'xen.memory-map', has: ['Xen: '], pattern: () => /(?:^|[\s\]])Xen: (?:\[mem )?((?:0x)?[0-9a-f]{16})/gm },
  { signal: 'xen.acpi-off', text: 'ACPI in unprivileged domain disabled' },
  { signal: 'xen.kpti', has: ['on XEN PV'], pattern: () => /page tables isolation: (disabled on XEN PV)/g },
  {
    signal: 'xen.p2m',
    has: ['p2m virtual area', '-> 1-1 mapping on', ' page(s)'],
    pattern: () => /(p2m virtual area at|\b\d{1,20}-\d{1,20} -> 1-1 mapping on|Released \d+ page\(s\))/g,
  },
  // A trace of a 64-bit PV kernel: its code segment is FLAT_RING3_CS64, of which the kernel prints 0xe030 (arch/x86/include/asm/xen).
  { signal: 'xen.selector', has: ['RIP: e03'], pattern: () => /RIP: (e03[03]):/g },
  { signal: 'xen.pv-vcpus', has: ['Xen PV: '], pattern: () => /Xen PV: (Detected \d+ vCPUS)/g },
  // arch/x86/pci/xen.c prints the first line in every PV domain but dom0; the second needs a PCI device that was passed through.
  { signal: 'xen.pci-stub', text: 'setting up Xen PCI frontend stub' },
  { signal: 'xen.pcifront', has: ['pcifront'], pattern: () => /\b(pcifront pci-\d{1,9})/g },
  // arch/x86/pci/xen.c and drivers/pci/xen-pcifront.c, of a device that was passed through and has no MSI.
  { signal: 'xen.pcifront', has: ['PCI frontend error'], pattern: () => /: (Xen PCI frontend error): /g },
  { signal: 'xen.callback', text: 'Xen HVM callback vector for event delivery is enabled' },
  {
    signal: 'xen.timer',
    has: ['installing Xen timer', 'vcpuop timer'],
    pattern: () => /(installing Xen timer for CPU \d+|Xen: using vcpuop timer interface)/g,
  },
  { signal: 'xen.events', has: ['xen:events: '], pattern: () => /xen:events: (Using (?:FIFO-based|2-level) ABI)/g },
  { signal: 'xen.pirq', has: ['xen: --> '], pattern: () => /xen: --> (pirq=\d+ -> irq=\d+)/g },
  // Asked for by a PV kernel that has the machine's ACPI tables: arch/x86/pci/xen.c, pci_xen_initial_domain().
  { signal: 'xen.gsi', has: ['xen: registering gsi '], pattern: () => /xen: (registering gsi \d+)/g },
  // Backends: drivers/block/xen-blkback/xenbus.c, drivers/net/xen-netback/interface.c.
  {
    signal: 'xen.backend',
    has: ['xen-blkback:', 'vif vif-'],
    pattern: () => /(xen-blkback: ?(?:backend\/vbd\/\d+\/\d+|ring-ref \d+)|vif vif-\d+-\d+ vif\d+\.\d+: Guest Rx)/g,
  },
  { signal: 'xen.no-pvclock', has: ['support pvclock'], pattern: () => /(Xen doesn.t support pvclock on HVM)/g },
  { signal: 'xen.unplug', has: ['unplug emulated '], pattern: () => /unplug emulated (disks)/g },
  { signal: 'xen.unplug', has: ['unplug emulated '], pattern: () => /unplug emulated (NICs)/g },
  {
    signal: 'xen.no-unplug',
    has: ['Xen Platform'],
    pattern: () => /(Xen Platform PCI: unrecognised magic value|Xen Platform: blacklisted by host)/g,
    which: 'different',
  },
  {
    signal: 'xen.platform-pci',
    has: ['Xen Platform PCI', 'xen-platform-pci'],
    pattern: () => /(Xen Platform PCI: I\/O protocol version \d+|xen-platform-pci 0000:\S+)/g,
  },
  { signal: 'xen.hap-only', text: 'HVMOP_pagetable_dying not supported' },
  {
    signal: 'xen.arm',
    has: ['support found', 'initializing cpu', 'Exception Levels: ', 'protocol 1 (arm-abi)', ': vGIC'],
    // blkback prints the interface of the frontend; Xen's virtual interrupt controller is xen/arch/arm/vgic-v2.c and -v3.c.
    pattern: () =>
      /(Xen \d+\.\d+ support found|Xen: initializing cpu\d+|\(XEN\) {1,16}Exception Levels: EL3:|protocol 1 \(arm-abi\)|\(XEN\) {1,4}d\d{1,5}v\d{1,4}: vGIC[DR]: )/g,
  },
  { signal: 'xen.netfront', text: 'Initialising Xen virtual ethernet driver' },
  { signal: 'xen.frontend', has: ['device/v'], pattern: () => /device\/(vif|vbd)\/(\d+)/g, which: 'all' },
  {
    signal: 'xen.dom0-log',
    has: ['(XEN) '],
    pattern: () =>
      /\(XEN\) (?:\[[^\]\n]{0,40}\] )?(?:Command line: .{0,1024}dom0_mem|\*\*\* (?:LOADING|Building a PV Dom0|Building a PVH Dom0|Serial input (?:to|->) DOM0)|Dom0 has maximum \d+ VCPUs)/g,
    value: 0,
  },
  // Only the first domain is given the machine's memory map and uploads power states to Xen: arch/x86/kernel/e820-xen.c of the kernels
  // with Xen's own patches (XenServer, SLES), drivers/xen/xen-acpi-processor.c of the others.
  {
    signal: 'xen.dom0-log',
    has: ['Xen-provided machine memory map', 'xen_acpi_processor: '],
    pattern: () => /(Xen-provided machine memory map|xen_acpi_processor: Uploading Xen processor PM info)/g,
  },
  // drivers/xen/xen-pciback/pci_stub.c: xen_pcibk_init() begins with xen_initial_domain().
  {
    signal: 'xen.dom0-log',
    has: ['xen_pciback: '],
    pattern: () => /(xen_pciback: (?:backend is \w+|vpci: \S+|\S{0,16} ?error enabling MSI))/g,
  },
  // The emulation of privileged instructions is for PV only: xen/arch/x86/pv/emul-priv-op.c; the banner is pv/dom0_build.c's.
  {
    signal: 'xen.pv-dom0',
    has: ['Building a PV Dom0', 'pv/emul-priv-op.c'],
    pattern: () => /(Building a PV Dom0|pv\/emul-priv-op\.c:\d+:d0v\d+)/g,
  },
  {
    signal: 'xen.dom0-mode',
    has: ['(XEN) '],
    pattern: () => /\(XEN\) [^\n]{0,60}Command line: [^\n]{0,1024}\bdom0=[^\s]{0,64}\b(pvh)\b/g,
  },
  { signal: 'xen.pvh-dom0', text: 'Building a PVH Dom0' },
  // xen/arch/x86/setup.c and xen/arch/arm/domain_build.c: Xen stops where dom0 cannot be built.
  {
    signal: 'xen.no-dom0',
    has: ['(XEN) '],
    pattern: () =>
      /\(XEN\) {1,4}(?:\[[^\]]{1,40}\] )?((?:Could not (?:construct|set up) (?:domain 0|d0|DOM0)|Error creating (?:domain 0|d0)|Failed to load Dom0 kernel)[^\n]{0,80})/g,
  },
  // drivers/block/xen-blkfront.c: one line a disk, with what the backend and the frontend agreed on.
  {
    signal: 'blkfront.indirect',
    has: ['blkfront: '],
    pattern: () => /blkfront: (\w+): [^\n]{0,400}indirect descriptors: (enabled|disabled)/g,
    value: 2,
    of: 1,
    which: 'all',
  },
]

const HYPERV = (): readonly LogLine[] => [
  {
    signal: 'hyperv.flags',
    has: ['HyperV: ', 'Hyper-V: '],
    pattern: () => /Hyper-?V: (?:features|privilege flags low) (0x[0-9a-f]+)/g,
  },
  { signal: 'hyperv.root', has: ['Hyper-V: '], pattern: () => /Hyper-V: (?:running as )?(root partition)/g },
  {
    signal: 'hyperv.apic',
    has: ['Hyper-V: '],
    pattern: () =>
      /Hyper-V: (Using enlightened APIC|Using IPI hypercalls|Using hypercall for remote TLB flush|Using MSR based APIC access)/g,
  },
  // Not "registering driver": built-in drivers print that on every machine, before they look for a VMBus
  // (drivers/hv/vmbus_drv.c, __vmbus_driver_register).
  {
    signal: 'hyperv.synic',
    has: ['hv_vmbus: '],
    pattern: () => /(hv_vmbus: (?:Vmbus version:|Hyper-V Host (?:OS )?Build:)[^\n]*)/g,
  },
  { signal: 'hyperv.nested', text: 'Hyper-V: Nested features' },
  {
    signal: 'net.switched',
    has: ['ata path switched'],
    pattern: () => /([Dd]ata path switched (?:to|from) VF): (\S+)/g,
    which: 'last',
  },
  {
    signal: 'net.switched-before',
    has: ['ata path switched'],
    pattern: () => /([Dd]ata path switched (?:to|from) VF): (\S+)/g,
  },
]

export const LOG_GROUPS: readonly LogGroup[] = [
  {
    has: [
      'Xen',
      'xen',
      'XEN',
      'preserve-AD',
      'ACPI in unprivileged',
      'p2m virtual area',
      '1-1 mapping',
      ' page(s)',
      'pcifront',
      'PCI frontend',
      'vcpuop timer',
      'support pvclock',
      'unplug emulated',
      'HVMOP',
      'support found',
      'initializing cpu',
      'device/v',
      'blkfront',
      'RIP: e03',
      'PVH Dom0',
      'PV Dom0',
      'vif vif-',
      'pv/emul-priv-op.c',
      'Exception Levels',
      'arm-abi',
      ': vGIC',
    ],
    lines: XEN,
  },
  {
    has: [
      'kvm-clock: ',
      'KVM setup',
      'kvm-guest: ',
      'kvm-stealtime',
      ' IPIs',
      '/KVM',
      '[kvm',
      'kvm [',
      'disabled by bios',
      'eoi() replaced with kvm_guest_apic_eoi_write',
      'smccc: KVM',
      'page tables isolation: force enabled on kvm pvm guest',
      'pvm-pv: detected',
      'pvm-pv: enabled',
      'kernel on PVM',
    ],
    lines: KVM,
  },
  {
    has: [
      'vmware: ',
      'TSC freq read from hypervisor',
      'vmw_vmci ',
      'vboxguest: ',
      'ptrace can change system call numbers',
      'mconsole (version',
      'ACRN',
    ],
    lines: TOOLS,
  },
  {
    has: [
      'arm-pv: ',
      'CPU(s) started at',
      ' machine description',
      'EEH: pSeries platform',
      'No hypervisor support for SR-IOV',
      ' PowerNV',
      ' pSeries',
      'hv:',
      'emulated by qemu',
      'Linux is running',
      'Hardware name: IBM ',
      'Hardware name: QEMU ',
    ],
    lines: ARCHITECTURES,
  },
  { has: ['HyperV', 'Hyper-V', 'hv_vmbus', 'ata path switched'], lines: HYPERV },
]

/** All line patterns of all groups. */
export const allLogLines = (): readonly LogLine[] => [...LOG_LINES, ...LOG_GROUPS.flatMap(({ lines }) => lines())]
