import type { Rule } from '../model.ts'
import type { Hypervisor } from './index.ts'
import { RANK } from './ranks.ts'

const KVM_C = 'https://elixir.bootlin.com/linux/latest/source/arch/x86/kernel/kvm.c'
const CPUID = 'https://docs.kernel.org/virt/kvm/x86/cpuid.html'
const PVM = 'https://lwn.net/Articles/963718/'

/** Who else says KVM: VirtualBox and Parallels take KVM's interface for their own, PVM is KVM with another way to run the guest. */
const SAYS_KVM = ['kvm', 'pvm', 'virtualbox', 'parallels'] as const
/** Boards of QEMU and of clouds that run KVM on x86 and Arm, and nothing else. */
const KVM_BOARDS = ['gce', 'ec2', 'alibaba', 'tencent', 'digitalocean', 'hetzner', 'nutanix', 'ovirt', 'kubevirt', 'kvm', 'huawei', 'scaleway', 'vultr', 'linode', 'upcloud', 'exoscale', 'ovh', 'crosvm'] as const
const QEMU_PARTS = /^(?:1af4:|1b36:|1234:1111$)/

const rules: readonly Rule[] = [
  { id: 'kvm.log', about: 'hypervisor', allows: SAYS_KVM, rank: RANK.log, when: [{ 'hypervisor.detected': 'KVM' }, { 'kernel.banner': /on KVM$/ }, { 'kvm.clock': true }, { 'kvm.pv': true }, { 'kvm.services': true }, { 's390.level': /KVM/ }, { 'kvm.stolen-time': true }], says: "the kernel found KVM's interface", see: [KVM_C] },
  { id: 'kvm.clock-in-use', about: 'hypervisor', allows: SAYS_KVM, rank: RANK.inUse, when: [{ clocksource: 'kvm-clock' }, { 'clocksource.available': /\bkvm-clock\b/ }], says: "KVM's clock is there", see: [KVM_C] },
  { id: 'kvm.cpuid', about: 'hypervisor', allows: SAYS_KVM, rank: RANK.processor, when: { 'cpuid.signature': 'KVMKVMKVM' }, says: 'CPUID has the signature of KVM', see: [CPUID] },
  { id: 'kvm.cpuid-compatible', about: 'hypervisor', allows: ['xen', 'kvm'], rank: RANK.processor - 1, when: { 'cpuid.signature': 'Linux KVM Hv' }, says: "CPUID: KVM that offers Hyper-V's interface as well", see: [CPUID] },
  { id: 'kvm.sysinfo', about: 'hypervisor', allows: ['kvm'], rank: RANK.processor, when: { 's390.program': /^KVM/ }, says: 'the system information names KVM as the control program' },
  { id: 'kvm.devicetree', about: 'hypervisor', allows: ['kvm'], rank: RANK.processor, when: { 'devicetree.hypervisor': /^linux,kvm/ }, says: 'the device tree has a hypervisor node of KVM' },
  { id: 'kvm.board', about: 'hypervisor', allows: ['kvm', 'xen'], rank: RANK.firmware, when: { 'dmi.virtual': KVM_BOARDS }, says: 'the board is of a maker that runs KVM' },
  { id: 'kvm.acpi-firecracker', about: 'hypervisor', allows: ['kvm', 'pvm'], rank: RANK.firmware, when: { 'acpi.oem': /^FIRECK/ }, says: "ACPI tables made by Firecracker, which runs on KVM" },
  { id: 'kvm.acpi-amazon', about: 'hypervisor', allows: ['kvm', 'none'], rank: RANK.firmware, when: { 'acpi.oem': /^AMAZON/ }, says: 'ACPI tables made by Amazon for Nitro' },
  { id: 'kvm.lscpu', about: 'hypervisor', allows: SAYS_KVM, rank: RANK.presence, when: [{ 'lscpu.vendor': 'KVM' }, { 'facter.virtual': 'kvm' }, { 'facter.virtual': 'gce' }], says: 'a tool that looked at the machine says KVM' },
  { id: 'kvm.usual', about: 'hypervisor', allows: ['kvm'], rank: RANK.usual, when: [{ 'hypervisor.detected': 'KVM' }, { 'kernel.banner': /on KVM$/ }, { 'kvm.clock': true }, { 'kvm.pv': true }, { 'cpuid.signature': 'KVMKVMKVM' }, { clocksource: 'kvm-clock' }, { 'clocksource.available': /\bkvm-clock\b/ }, { 'lscpu.vendor': 'KVM' }, { 'facter.virtual': 'kvm' }, { 'kvm.services': true }, { 'kvm.stolen-time': true }, { 'dmi.virtual': KVM_BOARDS }, { 'acpi.oem': /^FIRECK/ }], says: 'nothing says that it is one of the others that use this interface' },
  { id: 'qemu.board', about: 'hypervisor', allows: ['kvm', 'qemu-tcg', 'xen', 'pvm'], rank: RANK.firmware, when: [{ 'dmi.virtual': ['qemu', 'bochs', 'openstack'] }, { 'acpi.oem': /^BOCHS/ }, { 'devicetree.fw-cfg': true }, { 'devicetree.compatible': /linux,dummy-virt|qemu,pseries/ }, { 'cpu.machine': /emulated by qemu/i }, { 'devicetree.model': /emulated by qemu/i }], says: "QEMU's board; whether KVM or the emulator runs the processor is not shown" },
  { id: 'qemu.parts', about: 'hypervisor', allows: ['kvm', 'qemu-tcg', 'xen', 'pvm', 'virtualbox', 'bhyve', 'apple', 'parallels', 'openbsd-vmm', 'acrn'], rank: RANK.presence, when: { pci: QEMU_PARTS }, says: 'virtio or QEMU functions on the PCI bus' },
  { id: 'kvm.loongson', about: 'hypervisor', allows: ['kvm'], rank: RANK.presence - 1, when: { pci: QEMU_PARTS, 'cpu.features': /\blbt_(?:x86|arm|mips)\b/ }, says: "QEMU's functions with binary translation of a real Loongson processor, which the emulator lacks" },

  { id: 'pvm.log', about: 'hypervisor', allows: ['pvm'], rank: RANK.statement, when: [{ 'pvm.pti': true }, { 'pvm.detected': /detected|enabled|PVM$/ }], says: 'the kernel runs as a guest of PVM: in user mode, with shadow page tables', see: [PVM] },

  { id: 'kvm.cpu', about: 'cpu', allows: ['VH'], rank: RANK.follows, when: { hypervisor: 'kvm', arch: { not: /^(?:ppc|loongarch|riscv)/ } }, says: 'KVM runs the guest by VT-x, AMD-V, EL2 or SIE' },
  { id: 'kvm.cpu-quiet', about: 'cpu', allows: ['VH'], rank: RANK.follows, when: { hypervisor: 'kvm', arch: false, 'cpu.machine': false, 'cpu.features': false }, says: 'KVM runs the guest by VT-x, AMD-V, EL2 or SIE' },
  { id: 'kvm.cpu-log', about: 'cpu', allows: ['VH'], rank: RANK.follows, when: [{ hypervisor: 'kvm', 'cpu.flags': true }, { hypervisor: 'kvm', 's390.program': true }, { hypervisor: 'kvm', 'arm.level': true }], says: 'KVM runs the guest by VT-x, AMD-V, EL2 or SIE' },
  { id: 'pvm.cpu', about: 'cpu', allows: ['P'], rank: RANK.follows, when: { hypervisor: 'pvm' }, says: 'PVM: the kernel runs in user mode and its page tables are shadowed by cooperation', see: [PVM] },
  { id: 'kvm.board-virtual', about: 'board', allows: ['VS'], rank: RANK.follows, when: [{ hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'dmi.virtual': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'acpi.oem': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'devicetree.fw-cfg': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'cpu.flags': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'dmi.absent': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'hypervisor.detected': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'cpuid.signature': true }, { hypervisor: ['kvm', 'pvm', 'qemu-tcg'], 'lscpu.vendor': true, 'cpu.flags': true }], says: 'the board of a virtual machine monitor, made in software' },
  { id: 'qemu.board-virtual', about: 'board', allows: ['VS'], rank: RANK.firmware, when: [{ 'dmi.virtual': ['qemu', 'bochs', 'kvm'] }, { 'devicetree.fw-cfg': true }, { 'devicetree.compatible': /linux,dummy-virt/ }, { pci: ['1b36:0008', '1b36:000c', '1b36:000d', '1b36:0001', '1234:1111'] }], says: "QEMU's board" },
  { id: 'pc.board-virtual', about: 'board', allows: ['VS'], rank: RANK.presence, when: { 'irq.io-apic': true, 'irq.disk': 'virtio_blk' }, says: 'a PC with an IO-APIC beside virtio devices: a virtual board' },

  { id: 'kvm.clock-used', about: 'clock', allows: ['P'], rank: RANK.inUse, when: { clocksource: 'kvm-clock' }, says: 'time is read from kvm-clock', see: [KVM_C] },
  { id: 'kvm.clock-logged', about: 'clock', allows: ['P'], rank: RANK.log, when: { 'clocksource.logged': 'kvm-clock' }, says: 'the log ends with kvm-clock as the clocksource', see: [KVM_C] },
  { id: 'kvm.pv-delivery', about: 'delivery', allows: ['P'], rank: RANK.log, when: [{ 'kvm.pv-ipi': true }, { 'kvm.pv-eoi': true }], says: 'IPIs or ends of interrupt are paravirtual', see: [KVM_C] },
  { id: 'qemu.role', about: 'role', allows: ['guest'], rank: RANK.presence, when: [{ pci: QEMU_PARTS, hypervisor: { not: 'xen' } }, { 'irq.disk': 'virtio_blk', hypervisor: { not: 'xen' } }, { 'irq.net': 'virtio_net', hypervisor: { not: 'xen' } }, { 'dmi.virtual': true, hypervisor: { not: /^(?:xen|none)$/ } }, { 'devicetree.fw-cfg': true }, { 'devicetree.compatible': /linux,dummy-virt|qemu,pseries/ }], says: 'its devices are those of a virtual machine' },
]

export const kvm: Hypervisor = { id: 'kvm', name: 'KVM', rules }
