/**
 * What Xen's trace records are called and where their numbers are: xen/include/public/trace.h. An event is class (12 bits of the 28),
 * subclass and number; SVM and VMX exits have their reason first; 64-bit variants of a record set bit 8 (0x100) of the number.
 */

export const EVENT = {
  lost: 0x0001f001,
  vmentry: 0x00081001,
  /** Exits of either kind until Xen 4.18; the `64` variants have the address as two words. */
  exit: 0x00081002,
  exit64: 0x00081102,
  /** Since Xen 4.19 SVM has its own (commit 320e644616). */
  svmExit: 0x00081003,
  svmExit64: 0x00081103,
} as const

/** Event classes as the first 12 of 28 bits select them with `ev & mask`. */
export const CLASS = {
  mask: 0xffff000,
  hvmEntryExit: 0x0081000,
  hvmHandler: 0x0082000,
  pv: 0x0201000,
  pvSubcall: 0x0202000,
} as const

/** TRC_HVM_HANDLER numbers, without the 64-bit and direction bits. */
export const HANDLER = {
  injectVirq: 0x04,
  msrRead: 0x0c,
  msrWrite: 0x0d,
  cpuid: 0x0e,
  vmmcall: 0x12,
  ioport: 0x16,
  iomem: 0x17,
} as const

/** TRC_PV_ENTRY numbers, without TRC_64_FLAG (0x100). */
export const PV = { trap: 0x03, forcedInvalid: 0x05, hypercall: 0x0d } as const

export const PV_EVENTS: Readonly<Record<number, string>> = {
  4: 'page fault to the guest',
  6: 'privileged operation emulated',
  7: '4GB segment emulated',
  8: 'FPU state restored',
  9: 'paging fixup',
  10: 'GDT/LDT fault',
  11: 'page-table write emulated',
  12: 'page-table write emulated',
  14: 'descriptor access',
}

/** AMD64 Architecture Programmer's Manual 2, appendix C "SVM Intercept Exit Codes". */
export const SVM_EXITS: Readonly<Record<number, string>> = {
  0: 'CR0 read',
  3: 'CR3 read',
  4: 'CR4 read',
  16: 'CR0 write',
  19: 'CR3 write',
  20: 'CR4 write',
  65: '#DB',
  67: '#BP',
  70: '#UD',
  71: '#NM',
  77: '#GP',
  78: '#PF',
  81: '#AC',
  82: '#MC',
  96: 'INTR',
  97: 'NMI',
  100: 'VINTR',
  101: 'CR0 selective write',
  110: 'RDTSC',
  111: 'RDPMC',
  114: 'CPUID',
  116: 'IRET',
  118: 'INVD',
  119: 'PAUSE',
  120: 'HLT',
  121: 'INVLPG',
  123: 'IOIO',
  124: 'MSR',
  125: 'task switch',
  127: 'SHUTDOWN',
  129: 'VMMCALL',
  135: 'RDTSCP',
  137: 'WBINVD',
  138: 'MONITOR',
  139: 'MWAIT',
  141: 'XSETBV',
  1024: 'NPF',
}

/** Intel SDM volume 3, appendix C "VMX Basic Exit Reasons". */
export const VMX_EXITS: Readonly<Record<number, string>> = {
  0: 'exception or NMI',
  1: 'external interrupt',
  2: 'triple fault',
  7: 'interrupt window',
  9: 'task switch',
  10: 'CPUID',
  12: 'HLT',
  14: 'INVLPG',
  15: 'RDPMC',
  16: 'RDTSC',
  18: 'VMCALL',
  28: 'CR access',
  29: 'DR access',
  30: 'I/O instruction',
  31: 'RDMSR',
  32: 'WRMSR',
  36: 'MWAIT',
  40: 'PAUSE',
  43: 'TPR below threshold',
  44: 'APIC access',
  45: 'virtualized EOI',
  48: 'EPT violation',
  49: 'EPT misconfiguration',
  51: 'RDTSCP',
  52: 'preemption timer',
  54: 'WBINVD',
  55: 'XSETBV',
  56: 'APIC write',
}

/** Hypercall numbers, xen/include/public/xen.h. */
export const HYPERCALLS: readonly string[] = [
  'set_trap_table',
  'mmu_update',
  'set_gdt',
  'stack_switch',
  'set_callbacks',
  'fpu_taskswitch',
  'sched_op_compat',
  'platform_op',
  'set_debugreg',
  'get_debugreg',
  'update_descriptor',
  '11',
  'memory_op',
  'multicall',
  'update_va_mapping',
  'set_timer_op',
  'event_channel_op_compat',
  'xen_version',
  'console_io',
  'physdev_op_compat',
  'grant_table_op',
  'vm_assist',
  'update_va_mapping_otherdomain',
  'iret',
  'vcpu_op',
  'set_segment_base',
  'mmuext_op',
  'xsm_op',
  'nmi_op',
  'sched_op',
  'callback_op',
  'xenoprof_op',
  'event_channel_op',
  'physdev_op',
  'hvm_op',
  'sysctl',
  'domctl',
  'kexec_op',
  'tmem_op',
  'argo_op',
  'xenpmu_op',
  'dm_op',
]

/** x86 exception numbers, for what Xen passes on to a PV guest. */
export const TRAPS: readonly string[] = [
  '#DE',
  '#DB',
  'NMI',
  '#BP',
  '#OF',
  '#BR',
  '#UD',
  '#NM',
  '#DF',
  'CSO',
  '#TS',
  '#NP',
  '#SS',
  '#GP',
  '#PF',
  'spurious',
  '#MF',
  '#AC',
  '#MC',
  '#XM',
]
