/** A published figure of a metric under one way of virtualizing, as a range over its publications. Nanoseconds, or a ratio. */
export interface Prior {
  readonly question: string
  readonly answer: string
  readonly metric: string
  /** The figure is a ratio to this metric of the same machine. */
  readonly per?: string
  readonly low: number
  readonly high: number
  readonly see: string
}

export interface Question {
  readonly id: string
  readonly title: string
  readonly answers: readonly string[]
}

const HAP = 'nested paging in hardware'
const SHADOW = 'paravirtual or shadow page tables'
const ONE = 'one level of hardware virtualization'
const TWO = 'nested virtualization'
const BARE = 'no exit (bare hardware, or Xen PV)'
const TSC = 'read in user mode (tsc)'
const CALL = 'a system call for each read'
const NATIVE = 'native counter'
const TRAPPED = 'trapped counter'

export const QUESTIONS: readonly Question[] = [
  { id: 'tables', title: 'page tables', answers: [HAP, SHADOW] },
  { id: 'exits', title: 'exits', answers: [BARE, ONE, TWO] },
  { id: 'clock', title: 'clock', answers: [TSC, CALL] },
  { id: 'counter', title: 'time-stamp counter', answers: [NATIVE, TRAPPED] },
]

const PVM = 'PVM, SOSP 2023, tables 1 to 4 (https://doi.org/10.1145/3600006.3613158): Xeon 8269CY, Linux 4.19'
const XEN = 'Xen and the Art of Virtualization, SOSP 2003, tables 3 to 5 (https://doi.org/10.1145/945445.945462): Xeon 2.4 GHz'
const EVMCS = 'Linux commit of enlightened VMCS, 2018: a tight CPUID loop nested on Hyper-V, 8,304 to 18,890 cycles'
const VDSO = 'sammcj/vdso-test-results, 2019 (https://github.com/sammcj/vdso-test-results): Xeon E5-2690 v4'

/**
 * Figures were read in the publications named. Their workloads are lmbench's and the like, near to the probes of this tool but not
 * the same: that is why only a factor of two beyond a range counts against an answer.
 */
export const PRIORS: readonly Prior[] = [
  // lmbench's page fault (0.15 us; 0.88 and 0.93 us) is a page of a cached file: our `filefault` is 256 of them, and `pagefault`, the
  // first touch of new memory, is something else
  { question: 'tables', answer: HAP, metric: 'filefault', low: 256 * 150, high: 256 * 150, see: PVM },
  { question: 'tables', answer: SHADOW, metric: 'filefault', low: 256 * 880, high: 256 * 930, see: PVM },
  { question: 'tables', answer: HAP, metric: 'fork', low: 82_000, high: 113_000, see: PVM },
  { question: 'tables', answer: SHADOW, metric: 'fork', low: 198_000, high: 505_000, see: `${PVM}; ${XEN}` },
  { question: 'tables', answer: HAP, metric: 'exec', low: 422_000, high: 422_000, see: PVM },
  { question: 'tables', answer: SHADOW, metric: 'exec', low: 768_000, high: 1_500_000, see: `${PVM}; ${XEN}` },
  {
    question: 'exits',
    answer: BARE,
    metric: 'cpuid',
    low: 25,
    high: 100,
    see: 'an estimate, not published: CPUID without an exit takes tens of nanoseconds',
  },
  { question: 'exits', answer: ONE, metric: 'cpuid', low: 510, high: 600, see: PVM },
  { question: 'exits', answer: TWO, metric: 'cpuid', low: 3200, high: 7100, see: `${PVM}; ${EVMCS} (at 2.6 GHz)` },
  // a refused hypercall is an exit like CPUID's
  { question: 'exits', answer: ONE, metric: 'vmmcall', low: 460, high: 540, see: PVM },
  { question: 'exits', answer: TWO, metric: 'vmmcall', low: 3200, high: 7430, see: `${PVM}; ${EVMCS} (at 2.6 GHz)` },
  { question: 'exits', answer: ONE, metric: 'vmcall', low: 460, high: 540, see: PVM },
  { question: 'exits', answer: TWO, metric: 'vmcall', low: 3200, high: 7430, see: `${PVM}; ${EVMCS} (at 2.6 GHz)` },
  { question: 'clock', answer: TSC, metric: 'clock', low: 12, high: 26, see: VDSO },
  {
    question: 'clock',
    answer: CALL,
    metric: 'clock',
    per: 'clock-syscall',
    low: 0.7,
    high: 1.1,
    see: 'the same clock read by system call, on this machine',
  },
  {
    question: 'counter',
    answer: NATIVE,
    metric: 'counter',
    low: 8,
    high: 30,
    see: 'an estimate, not published: RDTSC without an exit takes tens of cycles',
  },
  {
    question: 'counter',
    answer: TRAPPED,
    metric: 'counter',
    low: 500,
    high: 10_000,
    see: 'an estimate: a trapped read costs an exit, half a microsecond at least',
  },
]
