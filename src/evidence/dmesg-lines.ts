/**
 * Lines of the kernel log that settle something, by signal. One row, one pattern, searched in the whole log, so no pattern may begin with
 * `.*`; the value is the first group, `of` the second unless said otherwise. Wording is stable over many kernels but not for ever:
 * docs/signals.md has the history of each string with the kernel source that prints it.
 */
export interface LogLine {
  readonly signal: string
  readonly pattern: RegExp
  /** Group numbers. */
  readonly value?: number
  readonly of?: number
  /** For lines that may come again: which one counts. */
  readonly which?: 'first' | 'last' | 'all'
}

export const LOG_LINES: readonly LogLine[] = [
  { signal: 'kernel.release', pattern: /Linux version (\d+\.\d+\S*)/g },
  { signal: 'hypervisor.detected', pattern: /Hypervisor detected: ([^\n\r]+?)\s*$/gm },
  { signal: 'kernel.banner', pattern: /Booting ((?:paravirtualized )?kernel (?:with PVH extensions )?on [^\n\r]+?)\s*$/gm },
  { signal: 'xen.version', pattern: /Xen version:? (\d+\.\d+[^\s(]*?)\.?(?: \(preserve-AD\))?\s*$/gm },
  { signal: 'xen.version', pattern: /^\(XEN\) .*Xen version (\d+\.\d+\S*)/gm },
  { signal: 'xen.log', pattern: /(?:^|\n)(\(XEN\)) /g },
  { signal: 'xen.preserve-ad', pattern: /(\(preserve-AD\))/g },
  { signal: 'xen.memory-map', pattern: /(?:^|[\s\]])Xen: (?:\[mem )?((?:0x)?[0-9a-f]{16})/gm },
  { signal: 'xen.acpi-off', pattern: /(ACPI in unprivileged domain disabled)/g },
  { signal: 'xen.kpti', pattern: /page tables isolation: (disabled on XEN PV)/g },
  { signal: 'xen.p2m', pattern: /(p2m virtual area at|\d+-\d+ -> 1-1 mapping on|Released \d+ page\(s\))/g },
  { signal: 'xen.pv-vcpus', pattern: /Xen PV: (Detected \d+ vCPUS)/g },
  { signal: 'xen.pcifront', pattern: /(setting up Xen PCI frontend stub|pcifront pci-\d+)/g },
  { signal: 'xen.callback', pattern: /(Xen HVM callback vector for event delivery is enabled)/g },
  { signal: 'xen.timer', pattern: /(installing Xen timer for CPU \d+|Xen: using vcpuop timer interface)/g },
  { signal: 'xen.events', pattern: /xen:events: (Using (?:FIFO-based|2-level) ABI)/g },
  { signal: 'xen.pirq', pattern: /xen: --> (pirq=\d+ -> irq=\d+)/g },
  { signal: 'xen.no-pvclock', pattern: /(Xen doesn.t support pvclock on HVM)/g },
  { signal: 'xen.unplug', pattern: /unplug emulated (disks)/g },
  { signal: 'xen.unplug', pattern: /unplug emulated (NICs)/g },
  { signal: 'xen.no-unplug', pattern: /(Xen Platform PCI: unrecognised magic value|Xen Platform: blacklisted by host)/g },
  { signal: 'xen.platform-pci', pattern: /(Xen Platform PCI: I\/O protocol version \d+|xen-platform-pci 0000:\S+)/g },
  { signal: 'xen.hap-only', pattern: /(HVMOP_pagetable_dying not supported)/g },
  { signal: 'xen.arm', pattern: /(Xen \d+\.\d+ support found|Xen: initializing cpu\d+)/g },
  { signal: 'xen.netfront', pattern: /(Initialising Xen virtual ethernet driver)/g },
  { signal: 'xen.frontend', pattern: /device\/(vif|vbd)\/(\d+)/g, which: 'all' },
  { signal: 'xen.domain', pattern: /Xen: (?:initial domain|privileged) (dom0)/g },
  {
    signal: 'xen.dom0-log',
    pattern:
      /\(XEN\) (?:\[[^\]]*\] )?(?:Command line: .*dom0_mem|\*\*\* (?:LOADING|Building a PV Dom0|Building a PVH Dom0)|Dom0 has maximum \d+ VCPUs)/g,
    value: 0,
  },
  { signal: 'xen.pvh-dom0', pattern: /(Building a PVH Dom0)/g },
  { signal: 'kvm.clock', pattern: /kvm-clock: (Using msrs|cpu 0, msr)/g },
  {
    signal: 'kvm.pv',
    pattern:
      /((?:KVM|kvm-guest:) setup (?:async PF|pv remote TLB flush|PV sched yield|pv IPIs|PV IPIs|paravirtual spinlock)|kvm-guest: setup PV (?:IPIs|sched yield)|kvm-guest: KVM setup pv remote TLB flush|kvm-stealtime: cpu)/g,
    which: 'all',
  },
  { signal: 'kvm.pv-ipi', pattern: /((?:KVM|kvm-guest:) setup (?:pv|PV) IPIs)/g },
  { signal: 'kvm.pv-eoi', pattern: /(eoi\(\) replaced with kvm_guest_apic_eoi_write)/g },
  { signal: 'kvm.services', pattern: /smccc: KVM: (hypervisor services detected)/g },
  { signal: 'kvm.stolen-time', pattern: /arm-pv: (using stolen time PV)/g },
  { signal: 'pvm.pti', pattern: /(page tables isolation: force enabled on kvm pvm guest)/g },
  { signal: 'pvm.detected', pattern: /(pvm-pv: (?:detected|enabled)[^\n]*|Booting paravirtualized kernel on PVM)/g },
  { signal: 'hyperv.flags', pattern: /Hyper-?V: (?:features|privilege flags low) (0x[0-9a-f]+)/g },
  { signal: 'hyperv.root', pattern: /Hyper-V: (?:running as )?(root partition)/g },
  {
    signal: 'hyperv.apic',
    pattern:
      /Hyper-V: (Using enlightened APIC|Using IPI hypercalls|Using hypercall for remote TLB flush|Using MSR based APIC access)/g,
  },
  { signal: 'hyperv.synic', pattern: /(hv_vmbus: Vmbus version:[^\n]*|hv_vmbus: registering driver hv_\w+)/g },
  { signal: 'hyperv.nested', pattern: /(Hyper-V: Nested features)/g },
  { signal: 'net.switched', pattern: /([Dd]ata path switched (?:to|from) VF): (\S+)/g, which: 'last' },
  { signal: 'vmware.hypercall', pattern: /vmware: (hypercall mode: 0x\w+)/g },
  { signal: 'vmware.tsc', pattern: /(TSC freq read from hypervisor)/g },
  { signal: 'clocksource.logged', pattern: /[Ss]witch(?:ed|ing) to clocksource (\S+)/g, which: 'last' },
  { signal: 'clocksource.unstable', pattern: /(Marking clocksource '?tsc'? (?:as )?unstable[^\n]*|TSC unstable[^\n]*)/g },
  { signal: 'dmi.absent', pattern: /(DMI not present or invalid)/g },
  { signal: 'acpi.oem', pattern: /ACPI: RSDP (?:0x)?[0-9A-Fa-f]+[, ]*\w* *\(v\d+ *([^)]*?) *\)/g },
  { signal: 'efi.vendor', pattern: /efi: EFI v[0-9.]+ by ([^\n\r]+)/g },
  { signal: 'cpu.model', pattern: /smpboot: CPU0: ([^\n(]+)/g },
  { signal: 'arm.level', pattern: /CPU: All CPU\(s\) started at (EL[12])/g },
  {
    signal: 'virtualized',
    pattern:
      /(PMU not available due to virtualization|CPU MTRRs all blank - virtualized system|You are running on a virtual machine)/g,
  },
  { signal: 'bare.banner', pattern: /(Booting paravirtualized kernel on bare hardware)/g },
  { signal: 's390.level', pattern: /Linux is running (as a z\/VM guest operating system|under KVM|natively)/g },
  { signal: 'uml', pattern: /(User[- ]Mode Linux)/g },
  { signal: 'azure', pattern: /(168\.63\.129\.16)/g },
  { signal: 'confidential', pattern: /(tdx: Guest detected|Memory Encryption Features active: [^\n]*(?:SEV|TDX)[^\n]*)/g },
  { signal: 'nvme.pci', pattern: /nvme nvme\d+: pci function (\S+)/g, which: 'all' },
  {
    signal: 'root.device',
    pattern: /(?:EXT[234]-fs|XFS|BTRFS)(?: info)? \((?:device )?(\w+?)\): (?:mounted filesystem|[Mm]ounting V\d|first mount)/g,
  },
]
