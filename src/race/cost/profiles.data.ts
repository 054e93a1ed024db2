/**
 * Published costs of one exit, for the model of `virtcolor race --cost`. Every figure was read in the publication named; figures that
 * could not be read there (the table of ISCA 2016 among them) are left out.
 */

/** Kinds of exits with a price: as fine as the publications distinguish them. */
export const PRICED = ['exit', 'deviceModel', 'call', 'return', 'pageTable'] as const
export type PricedId = (typeof PRICED)[number]

export const PRICED_TITLES: Readonly<Record<PricedId, string>> = {
  exit: 'VM exit that the hypervisor handles itself',
  deviceModel: 'VM exit to the device model',
  call: 'PV hypercall or trap',
  return: 'PV return to user mode (its system call or fault came through the hypervisor too)',
  pageTable: 'PV page-table update',
}

/** Lowest and highest cost of one exit, in the profile's unit, and the published figures that they come from. */
export interface Price {
  readonly low: number
  readonly high: number
  readonly from: string
}

export interface Profile {
  readonly id: string
  /** CPU and hypervisor generation. */
  readonly title: string
  readonly unit: 'us' | 'kcycles'
  readonly see: readonly string[]
  /** Limits of the profile that the reader has to know. */
  readonly note: string
  /** A missing price is not guessed: works that consist mostly of that kind have no prediction. */
  readonly prices: Readonly<Partial<Record<PricedId, Price>>>
}

const PVM = 'https://doi.org/10.1145/3600006.3613158'
const VDSO = 'https://github.com/sammcj/vdso-test-results'
const KUT = 'https://gitlab.com/kvm-unit-tests/kvm-unit-tests'
const SPLITX = 'https://www.usenix.org/conference/wiov11/splitx-split-guesthypervisor-execution-multi-core'

/** The first profile is the default. */
export const PROFILES: readonly Profile[] = [
  {
    id: 'cascade-lake',
    title: 'Xeon 8269CY (Cascade Lake, 2019), KVM and PVM on Linux 4.19, KPTI on',
    unit: 'us',
    see: [PVM],
    note: "The costs are those of KVM's exits and PVM's hypercalls, used for Xen's. In Xen an exit to the device model also wakes dom0, so these figures are a lower bound.",
    prices: {
      exit: { low: 0.46, high: 0.87, from: 'hypercall 0.46, CPUID 0.54, MSR access 0.87 (KVM with EPT)' },
      deviceModel: { low: 3.79, high: 4.91, from: 'port I/O answered in user mode: KVM 3.79, PVM 4.91' },
      call: { low: 0.54, high: 0.6, from: 'PVM: hypercall 0.54, CPUID trap 0.60' },
      return: {
        low: 0.54,
        high: 1.85,
        from: 'PVM: a hypercall 0.54; getpid through the hypervisor 1.91 less 0.06 (KVM with EPT, KPTI off)',
      },
      pageTable: { low: 0.54, high: 2.51, from: "PVM: a hypercall 0.54; KVM's shadow paging: protection fault 3.17 less 0.66" },
    },
  },
  {
    id: 'cascade-lake-nested',
    title: 'Xeon 8269CY (Cascade Lake, 2019), KVM and PVM nested in a VM, Linux 4.19, KPTI on',
    unit: 'us',
    see: [PVM],
    note: 'Every exit goes through two hypervisors; PV hypercalls and traps stay in the inner one.',
    prices: {
      exit: { low: 7.1, high: 8.18, from: 'CPUID 7.10, hypercall 7.43, MSR access 8.18 (KVM with EPT, nested)' },
      deviceModel: { low: 29.34, high: 29.34, from: 'port I/O 29.34 (KVM with EPT, nested)' },
      call: { low: 0.48, high: 0.51, from: 'PVM nested: hypercall 0.48, CPUID trap 0.51' },
      return: {
        low: 0.48,
        high: 1.85,
        from: 'PVM nested: a hypercall 0.48; getpid through the hypervisor 1.91 less 0.06 (both not nested)',
      },
      pageTable: {
        low: 0.48,
        high: 2.03,
        from: 'PVM nested: a hypercall 0.48; protection fault 2.69 less 0.66 (KVM with EPT, not nested)',
      },
    },
  },
  {
    id: 'broadwell-xen',
    title: 'Xeon E5-2690 v4 (Broadwell, 2016), Xen 4.7 with XPTI, PV dom0 on Linux 4.4',
    unit: 'us',
    see: [VDSO],
    note: 'Measured on Xen itself, but only for system calls: no other kind of exit has a price here.',
    prices: {
      return: {
        low: 1.2,
        high: 1.26,
        from: 'a system call of PV less one on bare metal: clock_getres 1.477 - 0.272, getcpu 1.486 - 0.230',
      },
    },
  },
  {
    id: 'kvm-2012',
    title: 'KVM of 2011 and 2012 (Xeon X5570 and an unnamed CPU)',
    unit: 'kcycles',
    see: [KUT, SPLITX],
    note: 'In thousands of cycles, because the clock rate is not published. The source has no cost for PV exits.',
    prices: {
      exit: { low: 2, high: 4.45, from: 'direct cost of an exit 2,000; vmcall 3,898; outl to the kernel 4,451 cycles' },
      deviceModel: { low: 20.57, high: 24.62, from: 'inl from QEMU 20,574; from its PM timer 24,615 cycles' },
    },
  },
]

/** @returns undefined when there is no such profile */
export function profileOf(id: string): Profile | undefined {
  return PROFILES.find((profile) => profile.id === id)
}
