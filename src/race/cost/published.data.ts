import type { RacedId } from '../modes.ts'

/**
 * Published comparisons of Xen's modes, for checking the model. Each was read at the address in `see`; publications that could not
 * be read is not here.
 */
export interface Published {
  /** Short, for a table. */
  readonly workload: string
  readonly figures: string
  readonly year: number
  readonly see: string
  /** The most similar works of the race; none if the workload causes no exits. */
  readonly works: readonly string[]
  /** Cheapest first; modes in one place were equal, within 3 %. `native` has no hypervisor, and costs nothing in the model. */
  readonly order: readonly (readonly (RacedId | 'native')[])[]
  /** Why the model cannot agree, if known. */
  readonly but?: string
}

const XEN_2003 = 'https://doi.org/10.1145/945445.945462'
const VDSO = 'https://github.com/sammcj/vdso-test-results'
const XO_2016 = 'https://xen-orchestra.com/blog/pv-vs-pvhvm-on-next-xenserver/'
const QUBES = 'https://github.com/QubesOS/qubes-issues/issues'

export const PUBLISHED: readonly Published[] = [
  {
    workload: 'system call (clock_getres)',
    figures: 'bare metal 272 ns, PVHVM 289 to 455, PV dom0 1,477',
    year: 2019,
    see: VDSO,
    works: ['syscall'],
    order: [['native'], ['pvhvm'], ['pv']],
    but: 'system calls of PVHVM cause no exit; counts cannot show other differences between these machines (kernel, mitigations)',
  },
  {
    workload: 'null system call',
    figures: 'native 0.45 us, PV 0.46 (32 bits)',
    year: 2003,
    see: XEN_2003,
    works: ['syscall'],
    order: [['native', 'pv']],
    but: '32-bit PV enters the kernel without Xen; 64-bit PV, which the race runs, cannot',
  },
  {
    workload: 'fork (lmbench)',
    figures: 'native 110 us, PV 198 (32 bits)',
    year: 2003,
    see: XEN_2003,
    works: ['fork'],
    order: [['native'], ['pv']],
  },
  {
    workload: 'exec (lmbench)',
    figures: 'native 530 us, PV 768 (32 bits)',
    year: 2003,
    see: XEN_2003,
    works: ['exec'],
    order: [['native'], ['pv']],
  },
  {
    workload: 'page fault (lmbench)',
    figures: 'native 1.42 us, PV 2.73 (32 bits)',
    year: 2003,
    see: XEN_2003,
    works: ['pagefault'],
    order: [['native'], ['pv']],
  },
  {
    workload: 'mmap (lmbench)',
    figures: 'native 68 us, PV 139 (32 bits)',
    year: 2003,
    see: XEN_2003,
    works: ['mprotect', 'pagefault'],
    order: [['native'], ['pv']],
  },
  {
    workload: 'TCP transmit, 1500-byte frames',
    figures: "Xen's PV network 897 Mb/s, VMware's emulated card 291",
    year: 2003,
    see: XEN_2003,
    works: ['packet'],
    order: [['pv'], ['hvm']],
    but: 'the race counts round trips of one packet, not a stream in which PV needs few notifications',
  },
  {
    workload: 'kernel build',
    figures: 'PVHVM 16 % faster than PV',
    year: 2016,
    see: XO_2016,
    works: ['fork', 'exec', 'pagefault'],
    order: [['pvhvm'], ['pv']],
  },
  {
    workload: 'Apache, static pages',
    figures: 'PVHVM 41 % faster than PV',
    year: 2016,
    see: XO_2016,
    works: ['syscall', 'packet'],
    order: [['pvhvm'], ['pv']],
  },
  {
    workload: 'PHP',
    figures: 'PVHVM 4 % faster than PV',
    year: 2016,
    see: XO_2016,
    works: ['syscall', 'pagefault'],
    order: [['pvhvm'], ['pv']],
  },
  {
    workload: 'OpenSSL',
    figures: 'PVHVM and PV equal',
    year: 2016,
    see: XO_2016,
    works: [],
    order: [['pvhvm', 'pv']],
    but: 'it causes no exits, and without exits the model predicts no difference',
  },
  {
    workload: 'clock read, clocksource tsc',
    figures: 'bare metal 15 ns, PVHVM 17 to 26, PV dom0 22',
    year: 2019,
    see: VDSO,
    works: ['clock'],
    order: [['native', 'pvhvm', 'pv']],
    but: 'in the race Linux chooses the clocksource; in PV it chose xen, which needs a system call for each read',
  },
  {
    workload: 'clock read, clocksource xen',
    figures: 'bare metal (tsc) 15 ns, PVHVM 684 to 822',
    year: 2019,
    see: VDSO,
    works: ['clock'],
    order: [['native'], ['pvhvm']],
    but: 'this clock is slow without any exit, so counts cannot show it',
  },
  {
    workload: 'kernel build',
    figures: 'native 6.70 min, PVH (Qubes) 13.15',
    year: 2022,
    see: `${QUBES}/7404`,
    works: ['fork', 'exec', 'pagefault'],
    order: [['native'], ['pvh']],
    but: 'the reported cause is the clocksource, and SMT was off; most of the difference is not due to the mode',
  },
  {
    workload: 'boot',
    figures: 'PVH 6 s, HVM with a stub domain 24 (10 of them for the stub domain)',
    year: 2020,
    see: `${QUBES}/6174`,
    works: ['disk'],
    order: [['pvh'], ['hvm']],
  },
]
