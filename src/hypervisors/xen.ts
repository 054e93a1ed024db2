import type { Rule } from '../model.ts'
import type { Hypervisor } from './index.ts'
import { RANK } from './ranks.ts'

const HVM = ['hvm', 'hvm-pv-drivers', 'pvhvm'] as const
/** Kernels that know Xen's interface inside HVM: https://git.kernel.org/torvalds/c/b5401a96b59475c1c878439caecb8c521bdfd4ad (2.6.36; el6 has a backport). */
const PVHVM_KERNELS: RegExp = /^(?:[3-9]|[1-9]\d)\.|^2\.6\.(?:3[6-9]|32-\d+.*\.el6)/
const TRANSLATED = [...HVM, 'pvh', 'pvh-v1'] as const
const SPEAKS_XEN = ['hvm-pv-drivers', 'pvhvm'] as const

const FEATURES = 'https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/features.h'
const EVENTS = 'https://elixir.bootlin.com/linux/latest/source/drivers/xen/events/events_base.c'
const ENLIGHTEN = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/xen'
const SYSFS = 'https://www.kernel.org/doc/Documentation/ABI/stable/sysfs-hypervisor-xen'
const SPECTRUM = 'https://wiki.xenproject.org/wiki/Understanding_the_Virtualization_Spectrum'
const CPUFEATURES = 'https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/arch-x86/cpufeatureset.h'
const CPUID = 'https://xenbits.xen.org/gitweb/?p=xen.git;a=blob;f=xen/include/public/arch-x86/cpuid.h'

const recognise: readonly Rule[] = [
  { id: 'xen.on-kvm', about: 'hypervisor', allows: ['kvm'], rank: RANK.statement + 2, when: { 'xen.features': { set: [1] } }, says: 'the features word has bit 1, which Xen never sets and QEMU\'s emulation of Xen on KVM does', see: ['https://www.qemu.org/docs/master/system/i386/xen.html', FEATURES] },
  { id: 'xen.on-kvm-dmi', about: 'hypervisor', allows: ['kvm'], rank: RANK.statement + 1, when: [{ 'dmi.virtual': 'qemu', 'xen.guest-type': 'HVM' }, { 'dmi.virtual': 'qemu', 'hypervisor.detected': 'Xen HVM' }, { 'dmi.virtual': 'qemu', 'hypervisor.detected': 'Xen', 'xen.callback': true }], says: "Xen's interface for HVM on QEMU's own board: KVM emulates Xen", see: ['https://www.qemu.org/docs/master/system/i386/xen.html'] },
  { id: 'xen.type', about: 'hypervisor', allows: ['xen'], rank: RANK.statement, when: { 'hypervisor.type': 'xen' }, says: 'the kernel speaks to Xen by hypercalls', see: [SYSFS] },
  { id: 'xen.features-word', about: 'hypervisor', allows: ['xen'], rank: RANK.statement, when: { 'xen.features': true }, says: 'only Xen has a features word', see: [FEATURES] },
  { id: 'xen.interrupts', about: 'hypervisor', allows: ['xen', 'kvm'], rank: RANK.inUse, when: [{ 'irq.xen-event': true }, { 'irq.xen-percpu': true }, { 'irq.xen-timer': true }, { 'irq.xen-pirq': true }], says: 'interrupts come as event channels', see: [EVENTS] },
  { id: 'xen.interrupts-usual', about: 'hypervisor', allows: ['xen'], rank: RANK.usual, when: [{ 'irq.xen-event': true }, { 'irq.xen-percpu': true }, { 'irq.xen-timer': true }, { 'irq.xen-pirq': true }], says: 'event channels are Xen\'s, unless KVM emulates them, which these rows cannot show', see: [EVENTS] },
  { id: 'xen.clock', about: 'hypervisor', allows: ['xen', 'kvm'], rank: RANK.inUse, when: { clocksource: 'xen' }, says: "time is read from Xen's clock" },
  { id: 'xen.clock-usual', about: 'hypervisor', allows: ['xen'], rank: RANK.usual, when: [{ clocksource: 'xen' }, { 'clocksource.available': /\bxen\b/ }], says: "the clock is Xen's" },
  { id: 'xen.fs', about: 'hypervisor', allows: ['xen'], rank: RANK.log, when: { 'xen.fs': true }, says: 'xenfs is mounted with its files' },
  { id: 'xen.log', about: 'hypervisor', allows: ['xen'], rank: RANK.log, when: [{ 'hypervisor.detected': /^Xen\b/ }, { 'kernel.banner': /on Xen(?: HVM| PVH)?$/ }, { 'xen.preserve-ad': true }, { 'xen.callback': true }, { 'xen.memory-map': true }, { 'xen.acpi-off': true }, { 'xen.timer': true }, { 'xen.arm': true }, { 'xen.unplug': true }, { 'xen.log': true }, { 'xen.kpti': true }], says: 'the boot log names Xen', see: [ENLIGHTEN] },
  { id: 'xen.cpuid', about: 'hypervisor', allows: ['xen'], rank: RANK.processor + 2, when: { 'cpuid.signature': 'XenVMMXenVMM' }, says: 'CPUID has the signature of Xen', see: [CPUID] },
  { id: 'xen.devicetree', about: 'hypervisor', allows: ['xen'], rank: RANK.processor, when: { 'devicetree.hypervisor': /^xen,xen/ }, says: 'the device tree has a hypervisor node of Xen', see: ['https://www.kernel.org/doc/Documentation/devicetree/bindings/arm/xen.txt'] },
  { id: 'xen.dmi', about: 'hypervisor', allows: ['xen'], rank: RANK.firmware, when: { 'dmi.virtual': 'xen' }, says: "the board is that of Xen's HVM guests" },
  { id: 'xen.acpi', about: 'hypervisor', allows: ['xen'], rank: RANK.firmware, when: { 'acpi.oem': /^Xen\b/ }, says: 'ACPI tables made by Xen' },
  { id: 'xen.platform-device', about: 'hypervisor', allows: ['xen', 'kvm'], rank: RANK.presence, when: { pci: ['5853:0001', '5853:0002'] }, says: 'the Xen platform device is on the PCI bus' },
  { id: 'xen.platform-device-usual', about: 'hypervisor', allows: ['xen'], rank: RANK.usual, when: { pci: ['5853:0001', '5853:0002'] }, says: 'the Xen platform device is on the PCI bus' },
  { id: 'xen.bus', about: 'hypervisor', allows: ['xen', 'kvm'], rank: RANK.presence, when: [{ 'xen.driver': true }, { 'xen.frontend': true }], says: 'there is a xenbus' },
  { id: 'xen.bus-usual', about: 'hypervisor', allows: ['xen'], rank: RANK.usual, when: [{ 'xen.driver': true }, { 'xen.frontend': true }], says: 'there is a xenbus' },
  { id: 'xen.disk-name', about: 'hypervisor', allows: ['xen', 'kvm'], rank: RANK.presence, when: [{ 'disk.bound': 'vbd' }, { 'disk.logged': 'vbd' }, { 'disk.inventory': 'vbd' }, { 'net.bound': 'vif' }], says: 'a disk or network card of a Xen frontend driver' },
  { id: 'xen.disk-name-usual', about: 'hypervisor', allows: ['xen'], rank: RANK.usual, when: [{ 'disk.bound': 'vbd' }, { 'disk.logged': 'vbd' }, { 'disk.inventory': 'vbd' }, { 'net.bound': 'vif' }], says: 'a disk or network card of a Xen frontend driver' },
  { id: 'xen.lscpu', about: 'hypervisor', allows: ['xen'], rank: RANK.presence, when: [{ 'lscpu.vendor': 'Xen' }, { 'xen.context': true }, { 'facter.virtual': /^xen/ }], says: 'a tool that looked at the machine says Xen' },
]

/** Which mode: every row narrows; the usual case is taken only when everything before left it. */
const modes: readonly Rule[] = [
  { id: 'xen.guest-type-pv', about: 'mode', allows: ['pv'], rank: RANK.statement, when: { 'xen.guest-type': 'PV' }, says: 'guest_type says PV', see: [SYSFS] },
  { id: 'xen.guest-type-pvh', about: 'mode', allows: ['pvh'], rank: RANK.statement, when: { 'xen.guest-type': 'PVH' }, says: 'guest_type says PVH', see: [SYSFS] },
  { id: 'xen.guest-type-hvm', about: 'mode', allows: SPEAKS_XEN, rank: RANK.statement, when: { 'xen.guest-type': 'HVM' }, says: "guest_type says HVM, by a kernel that uses Xen's interface", see: [SYSFS] },
  { id: 'xen.features-pv', about: 'mode', allows: ['pv'], rank: RANK.statement - 1, when: { 'xen.features': { set: [5], clear: [2] } }, says: 'features: bit 5 (mmu_pt_update_preserve_ad) set and bit 2 (auto_translated_physmap) clear: PV page tables', see: [FEATURES] },
  { id: 'xen.features-translated', about: 'mode', allows: TRANSLATED, rank: RANK.statement - 1, when: { 'xen.features': { set: [2], clear: [5] } }, says: 'features: bit 2 (auto_translated_physmap) set, bit 5 clear: HVM or PVH', see: [FEATURES] },
  { id: 'xen.features-pirq', about: 'mode', allows: HVM, rank: RANK.statement - 2, when: { 'xen.features': { set: [2, 10], clear: [5] } }, says: 'features: bit 10 (hvm_pirqs): HVM', see: [FEATURES] },
  { id: 'xen.features-pvh-v1', about: 'mode', allows: ['pvh-v1'], rank: RANK.statement - 2, when: { 'xen.features': { set: [2, 3, 8], clear: [1, 5] } }, says: 'features: bit 3 (supervisor_mode_kernel) with bit 8: the first PVH', see: [FEATURES] },
  { id: 'xen.features-not-pvh-v1', about: 'mode', allows: ['pv', ...HVM, 'pvh'], rank: RANK.statement - 2, when: { 'xen.features': { clear: [3] } }, says: 'features: bit 3 clear: not the first PVH', see: [FEATURES] },
  { id: 'xen.cpuid-pv', about: 'mode', allows: ['pv'], rank: RANK.processor, when: { 'cpuid.xen.pv-mmu': '1' }, says: 'CPUID: PV page tables', see: [CPUID] },
  { id: 'xen.cpuid-hvm', about: 'mode', allows: TRANSLATED, rank: RANK.processor, when: { 'cpuid.xen.hvm': { set: [3] } }, says: 'CPUID: a vCPU id, which only HVM and PVH guests are given', see: [CPUID] },
  { id: 'xen.timers', about: 'mode', allows: ['pv', 'pvhvm', 'pvh', 'pvh-v1'], rank: RANK.inUse, when: [{ 'irq.xen-timer': { atLeast: 1 } }, { 'irq.xen-percpu': { atLeast: 1 } }], says: 'timers and IPIs come as event channels', see: [EVENTS] },
  { id: 'xen.ioapic', about: 'mode', allows: ['pvhvm', 'pvh', 'hvm', 'hvm-pv-drivers'], rank: RANK.inUse, when: [{ 'irq.io-apic': true, 'irq.xen-event': true }, { 'irq.io-apic': true, 'irq.xen-timer': true }], says: 'there is an IO-APIC beside event channels: a PV kernel has none', see: [EVENTS] },
  { id: 'xen.pirq', about: 'mode', allows: ['pv', 'pvhvm'], rank: RANK.inUse - 1, when: { 'irq.xen-pirq': true }, says: 'device interrupts are routed over event channels (pirq): PVH has none', see: [FEATURES] },
  { id: 'xen.platform-interrupt', about: 'mode', allows: ['hvm-pv-drivers'], rank: RANK.inUse, when: { 'irq.xen-platform-pci': { atLeast: 1 } }, says: 'events arrive through the interrupt of the Xen platform device, not through a vector', see: [EVENTS] },
  { id: 'xen.clock-in-use', about: 'mode', allows: ['pv', 'pvhvm', 'pvh', 'pvh-v1'], rank: RANK.inUse - 2, when: [{ clocksource: 'xen' }, { clockevent: 'xen' }], says: "Xen's clock is in use, which in an HVM guest needs the callback vector", see: ['https://elixir.bootlin.com/linux/latest/source/arch/x86/xen/time.c'] },
  { id: 'xen.no-vector', about: 'mode', allows: ['hvm-pv-drivers', 'pv', 'pvh', 'pvh-v1'], rank: RANK.switched, when: { 'kernel.switch': 'xen_no_vector_callback' }, says: 'the callback vector is switched off', see: ['https://docs.kernel.org/admin-guide/kernel-parameters.html'] },
  { id: 'xen.nopv', about: 'mode', allows: ['hvm', 'pv', 'pvh', 'pvh-v1'], rank: RANK.switched, when: { 'kernel.switch': ['nopv', 'xen_nopv'] }, says: 'paravirtual parts are switched off, which makes an HVM guest a plain one', see: ['https://docs.kernel.org/admin-guide/kernel-parameters.html'] },
  { id: 'xen.banner-pv', about: 'mode', allows: ['pv'], rank: RANK.log, when: { 'kernel.banner': /^(?:paravirtualized )?kernel on Xen$/ }, says: 'the banner ends in "on Xen"', see: [ENLIGHTEN] },
  { id: 'xen.banner-pvh', about: 'mode', allows: ['pvh'], rank: RANK.log, when: { 'kernel.banner': /on Xen PVH$/ }, says: 'the banner says Xen PVH', see: [ENLIGHTEN] },
  { id: 'xen.banner-hvm', about: 'mode', allows: SPEAKS_XEN, rank: RANK.log - 1, when: { 'kernel.banner': /on Xen HVM$/ }, says: 'the banner says Xen HVM', see: [ENLIGHTEN] },
  { id: 'xen.banner-pvh-v1', about: 'mode', allows: ['pvh-v1'], rank: RANK.log, when: { 'kernel.banner': /with PVH extensions on Xen$/ }, says: 'the banner says PVH extensions: the first PVH' },
  { id: 'xen.banner-bare', about: 'mode', allows: ['hvm', 'hvm-pv-drivers'], rank: RANK.log - 2, when: { 'bare.banner': true }, says: 'the kernel took no paravirtual interface' },
  { id: 'xen.detected-pv', about: 'mode', allows: ['pv'], rank: RANK.log, when: { 'hypervisor.detected': 'Xen PV' }, says: 'the kernel says Xen PV', see: [ENLIGHTEN] },
  { id: 'xen.detected-hvm', about: 'mode', allows: [...HVM, 'pvh'], rank: RANK.log, when: { 'hypervisor.detected': 'Xen HVM' }, says: 'the kernel says Xen HVM, which PVH guests print as well', see: [ENLIGHTEN] },
  { id: 'xen.page-tables-pv', about: 'mode', allows: ['pv'], rank: RANK.log, when: [{ 'xen.preserve-ad': true }, { 'xen.kpti': true }, { 'xen.pv-vcpus': true }], says: 'the boot log speaks of PV page tables', see: [ENLIGHTEN] },
  { id: 'xen.memory-map', about: 'mode', allows: ['pv', 'pvh-v1'], rank: RANK.log - 1, when: [{ 'xen.memory-map': true }, { 'xen.acpi-off': true }], says: 'the memory map or the missing ACPI shows that Xen started the kernel itself', see: [ENLIGHTEN] },
  { id: 'xen.memory-map-usual', about: 'mode', allows: ['pv'], rank: RANK.usual, when: [{ 'xen.memory-map': true }, { 'xen.acpi-off': true }], says: 'started by Xen itself, and nothing announces the first PVH' },
  { id: 'xen.callback', about: 'mode', allows: ['pvhvm', 'pvh', 'pvh-v1'], rank: RANK.log, when: { 'xen.callback': true }, says: 'events are delivered by a callback vector', see: [EVENTS] },
  { id: 'xen.unplug', about: 'mode', allows: SPEAKS_XEN, rank: RANK.log - 2, when: { 'xen.unplug': true }, says: 'the kernel asked the device model to unplug emulated devices: HVM with PV drivers' },
  { id: 'xen.no-pvclock', about: 'mode', allows: ['hvm', 'hvm-pv-drivers'], rank: RANK.log - 2, when: { 'xen.no-pvclock': true }, says: 'no paravirtual clock on this HVM' },
  { id: 'xen.platform-pci', about: 'mode', allows: HVM, rank: RANK.presence, when: [{ pci: ['5853:0001', '5853:0002'] }, { 'xen.platform-pci': true }], says: 'the Xen platform device is on the PCI bus: HVM' },
  { id: 'xen.dmi-hvm', about: 'mode', allows: HVM, rank: RANK.firmware, when: { 'dmi.virtual': 'xen' }, says: "firmware of Xen's HVM guests" },
  { id: 'xen.no-cpuid', about: 'mode', allows: ['pv'], rank: RANK.presence, when: { 'hypervisor.type': 'xen', 'cpuid.no-signature': true }, says: 'Xen runs this kernel but CPUID does not show it: the instruction is not trapped, as in PV' },
  { id: 'xen.flags-pv', about: 'mode', allows: ['pv'], rank: RANK.presence, when: { 'hypervisor.type': 'xen', 'cpu.flags': { not: /\b(?:pge|vme)\b/ } }, says: 'processor flags without pge and vme: Xen hides them from PV kernels', see: [CPUFEATURES] },
  { id: 'xen.flags-pv-fs', about: 'mode', allows: ['pv'], rank: RANK.presence, when: { 'xen.fs': true, 'cpu.flags': { not: /\b(?:pge|vme)\b/ } }, says: 'processor flags without pge and vme: Xen hides them from PV kernels', see: [CPUFEATURES] },
  { id: 'xen.piix', about: 'mode', allows: HVM, rank: RANK.presence, when: { module: 'ata_piix', 'disk.inventory': 'vbd' }, says: 'a PIIX board beside a Xen disk: HVM' },
  { id: 'xen.lscpu-full', about: 'mode', allows: TRANSLATED, rank: RANK.presence - 5, when: { 'lscpu.vendor': 'Xen', 'lscpu.type': 'full' }, says: 'lscpu says full: HVM, PVHVM and PVH all print this' },
  { id: 'xen.lscpu-para', about: 'mode', allows: ['pv', 'pvh-v1', 'pvh'], rank: RANK.presence - 5, when: { 'lscpu.vendor': 'Xen', 'lscpu.type': 'para' }, says: 'lscpu says para: PV, or a PVH that it takes for one' },
  { id: 'xen.facter-context', about: 'mode', allows: TRANSLATED, rank: RANK.presence - 5, when: [{ 'xen.context': 'hvm' }, { 'facter.virtual': 'xenhvm' }], says: 'facter found an HVM context' },
  { id: 'xen.facter-pv', about: 'mode', allows: ['pv'], rank: RANK.presence - 5, when: { 'xen.context': 'pv' }, says: 'facter found a PV context' },
  { id: 'xen.usual-kernel', about: 'mode', allows: ['pv', 'pvhvm', 'pvh', 'pvh-v1'], rank: RANK.usual, when: { 'kernel.release': PVHVM_KERNELS }, says: 'this kernel uses the callback vector in HVM guests unless it is switched off', see: [SPECTRUM] },
  { id: 'xen.usual-features', about: 'mode', allows: ['pv', 'pvhvm', 'pvh', 'pvh-v1'], rank: RANK.usual, when: { 'hypervisor.type': 'xen', 'xen.features': { set: [8, 9] } }, says: 'Xen offers the callback vector and a kernel that speaks to it uses it unless it is switched off', see: [FEATURES] },
]

const roles: readonly Rule[] = [
  { id: 'xen.control-domain', about: 'role', allows: ['dom0'], rank: RANK.statement, when: [{ 'xen.domain': ['control_d', 'dom0'] }, { 'xen.initdomain': '1' }, { 'xen.features': { set: [11] } }], says: 'the control domain: capabilities, start flags or features say so', see: [SYSFS, FEATURES] },
  { id: 'xen.unprivileged', about: 'role', allows: ['domU'], rank: RANK.statement - 1, when: [{ 'xen.domain': 'unprivileged' }, { 'xen.initdomain': '0' }, { 'xen.features': { set: [13], clear: [11] } }], says: 'an unprivileged domain: capabilities, start flags or features say so', see: [SYSFS, FEATURES] },
  { id: 'xen.log-dom0', about: 'role', allows: ['dom0'], rank: RANK.log, when: { 'xen.dom0-log': true }, says: "the hypervisor's own log builds this domain 0" },
  { id: 'xen.log-domU', about: 'role', allows: ['domU'], rank: RANK.log, when: { 'xen.acpi-off': true }, says: 'an unprivileged domain by its boot log' },
  { id: 'xen.hvm-domU', about: 'role', allows: ['domU'], rank: RANK.follows, when: { hypervisor: 'xen', mode: HVM }, says: 'an HVM guest is never domain 0' },
  { id: 'xen.frontends', about: 'role', allows: ['domU'], rank: RANK.presence, when: [{ 'xen.frontend': /^(?:vbd|vif)/ }, { 'disk.bound': 'vbd' }, { 'disk.logged': 'vbd' }, { 'disk.inventory': 'vbd' }, { 'irq.disk': 'vbd' }, { 'irq.net': 'vif' }], says: 'its disks and network are frontends' },
  { id: 'xen.lscpu-role', about: 'role', allows: ['domU'], rank: RANK.presence - 5, when: { 'lscpu.vendor': 'Xen', 'lscpu.type': ['full', 'para'] }, says: 'lscpu says full or para, not none' },
  { id: 'xen.facter-role', about: 'role', allows: ['domU'], rank: RANK.presence - 5, when: { 'xen.privileged': 'false' }, says: 'facter says not privileged' },
  { id: 'xen.facter-dom0', about: 'role', allows: ['dom0'], rank: RANK.presence - 5, when: [{ 'xen.privileged': 'true' }, { 'lscpu.vendor': 'Xen', 'lscpu.type': 'none' }], says: 'a tool that looked says the privileged domain' },
  { id: 'xen.board-domU', about: 'role', allows: ['domU'], rank: RANK.follows, when: { 'kernel.banner': /on Xen PVH$/, 'xen.log': false, 'dmi.real': false, 'kernel.switch': false, 'log.start': true }, says: 'a PVH guest without a board' },
]

const cells: readonly Rule[] = [
  { id: 'xen.arm-cpu', about: 'cpu', allows: ['VH'], rank: RANK.processor, when: [{ hypervisor: 'xen', 'devicetree.hypervisor': /^xen,xen/ }, { hypervisor: 'xen', 'xen.guest-type': 'Xen' }, { hypervisor: 'xen', 'xen.arm': true }], says: 'Arm guests of Xen run at EL1 under the virtualization extensions' },
  { id: 'xen.dom0-board', about: 'board', allows: ['H'], rank: RANK.inUse, when: { hypervisor: 'xen', role: 'dom0', outer: false }, says: 'domain 0 has the real board' },
  { id: 'xen.nested-board', about: 'board', allows: ['VS'], rank: RANK.inUse, when: { hypervisor: 'xen', role: 'dom0', outer: true }, says: 'domain 0 has the board that the hypervisor below Xen gives' },
  { id: 'xen.callback-delivery', about: 'delivery', allows: ['P'], rank: RANK.log, when: { 'xen.callback': true }, says: 'events are delivered by a callback vector', see: [EVENTS] },
  { id: 'xen.event-delivery', about: 'delivery', allows: ['P'], rank: RANK.inUse, when: [{ 'irq.xen-timer': { atLeast: 1 } }, { 'irq.xen-percpu': { atLeast: 1 } }], says: 'timers and IPIs come as event channels', see: [EVENTS] },
  { id: 'xen.event-rows', about: 'delivery', allows: ['P'], rank: RANK.presence, when: { 'irq.xen-event': { atLeast: 1 } }, says: 'device interrupts come as event channels', see: [EVENTS] },
  { id: 'xen.platform-delivery', about: 'delivery', allows: ['VS'], rank: RANK.inUse + 1, when: { 'irq.xen-platform-pci': { atLeast: 1 } }, says: 'events arrive through the emulated interrupt of the Xen platform device', see: [EVENTS] },
  { id: 'xen.timer-clock', about: 'clock', allows: ['P'], rank: RANK.log - 3, when: { 'xen.timer': true, clocksource: false, 'clocksource.logged': false }, says: "Xen's timer is installed" },
  { id: 'xen.unplugged-disks', about: 'disk.else', allows: ['P'], rank: RANK.follows, when: { 'xen.unplug': 'disks', 'xen.no-unplug': false }, says: 'the emulated disks were unplugged: what carries the root is paravirtual', see: ['https://xenbits.xen.org/docs/unstable/misc/hvm-emulated-unplug.html'] },
  { id: 'xen.netfront-only', about: 'network.else', allows: ['P'], rank: RANK.follows - 5, when: { 'xen.unplug': 'NICs', 'xen.netfront': true, 'net.logged': false, 'net.listed': false, 'net.bound': false, 'log.start': true }, says: 'emulated cards were unplugged and only netfront speaks in the log' },
  { id: 'xen.vif', about: 'network.else', allows: ['P'], rank: RANK.follows, when: [{ 'xen.frontend': /^vif/, 'net.listed': false, 'net.logged': false }], says: 'a network frontend is on the xenbus and no other card shows' },
]

export const xen: Hypervisor = { id: 'xen', name: 'Xen', rules: [...recognise, ...modes, ...roles, ...cells] }
