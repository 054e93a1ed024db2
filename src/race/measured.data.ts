// biome-ignore-all format: made by a program, from docs/race/report.json (`npm run golden`)
import type { Measured } from './measured.ts'

export const MEASURED: Measured = {
 "how": "Xen 4.17.7+13-g2445b30a44-0+deb12u1, Linux 6.1.0-56-amd64, in QEMU TCG (AMD SVM with nested paging, emulated), 2 rounds",
 "made": "2026-11-25",
 "see": "docs/race.md",
 "modes": {
  "pv": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 1.13,
    "low": 1.09,
    "high": 1.17,
    "own": 0.999,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      1.03
     ],
     [
      "hypercall vcpu_op",
      0.033
     ],
     [
      "hypercall set_segment_base",
      0.0149
     ],
     [
      "hypercall stack_switch",
      0.0149
     ],
     [
      "privileged operation emulated",
      0.0149
     ],
     [
      "hypercall sched_op",
      0.0127
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 4.48,
    "low": 4.37,
    "high": 4.59,
    "own": 4.01,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      1.12
     ],
     [
      "hypercall mmu_update",
      1.01
     ],
     [
      "page fault to the guest",
      1
     ],
     [
      "page-table write emulated",
      1
     ],
     [
      "hypercall vcpu_op",
      0.123
     ],
     [
      "hypercall set_segment_base",
      0.05
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 6.71,
    "low": 6.5,
    "high": 6.93,
    "own": 5.99,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      2.17
     ],
     [
      "hypercall mmu_update",
      2
     ],
     [
      "hypercall mmuext_op",
      2
     ],
     [
      "hypercall vcpu_op",
      0.183
     ],
     [
      "hypercall set_segment_base",
      0.0755
     ],
     [
      "hypercall stack_switch",
      0.0755
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 122,
    "low": 112,
    "high": 132,
    "own": 85.1,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall mmu_update",
      45
     ],
     [
      "hypercall iret",
      18.8
     ],
     [
      "hypercall mmuext_op",
      9.07
     ],
     [
      "page fault to the guest",
      9.02
     ],
     [
      "page-table write emulated",
      7.08
     ],
     [
      "hypercall vcpu_op",
      6.42
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 595,
    "low": 551,
    "high": 639,
    "own": 464,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall mmu_update",
      227
     ],
     [
      "hypercall iret",
      198
     ],
     [
      "page fault to the guest",
      29.9
     ],
     [
      "hypercall vcpu_op",
      25.6
     ],
     [
      "hypercall set_segment_base",
      20.6
     ],
     [
      "privileged operation emulated",
      17.6
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 1.14,
    "low": 1.08,
    "high": 1.21,
    "own": 1.01,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      1.04
     ],
     [
      "hypercall vcpu_op",
      0.031
     ],
     [
      "hypercall set_segment_base",
      0.015
     ],
     [
      "hypercall stack_switch",
      0.015
     ],
     [
      "privileged operation emulated",
      0.015
     ],
     [
      "hypercall sched_op",
      0.014
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 13.6,
    "low": 13.4,
    "high": 13.8,
    "own": 2.09,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      4.22
     ],
     [
      "hypercall vcpu_op",
      2.17
     ],
     [
      "hypercall set_segment_base",
      1.96
     ],
     [
      "hypercall stack_switch",
      1.96
     ],
     [
      "privileged operation emulated",
      1.96
     ],
     [
      "hypercall xen_version",
      0.965
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 26.2,
    "low": 26.1,
    "high": 26.4,
    "own": 5.29,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      6.57
     ],
     [
      "hypercall set_segment_base",
      3.99
     ],
     [
      "privileged operation emulated",
      3.99
     ],
     [
      "hypercall stack_switch",
      3.97
     ],
     [
      "hypercall sched_op",
      1.98
     ],
     [
      "FPU state restored",
      1.92
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 25.7,
    "low": 22.9,
    "high": 28.4,
    "own": 0.879,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall set_segment_base",
      4.37
     ],
     [
      "hypercall stack_switch",
      4.37
     ],
     [
      "privileged operation emulated",
      4.37
     ],
     [
      "hypercall iret",
      4.04
     ],
     [
      "hypercall vcpu_op",
      3.18
     ],
     [
      "hypercall sched_op",
      2.17
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 23.3,
    "low": 22.9,
    "high": 23.7,
    "own": 2.34,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      5.91
     ],
     [
      "hypercall vcpu_op",
      3.62
     ],
     [
      "hypercall sched_op",
      3.08
     ],
     [
      "hypercall set_segment_base",
      2.38
     ],
     [
      "hypercall stack_switch",
      2.38
     ],
     [
      "privileged operation emulated",
      2.38
     ]
    ]
   }
  ],
  "pvh": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0.0068,
    "low": 0.0046,
    "high": 0.009,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0021
     ],
     [
      "exit MSR",
      0.0019
     ],
     [
      "of these hypercall vcpu_op",
      0.0019
     ],
     [
      "exit INTR",
      0.0014
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.0796,
    "low": 0.0703,
    "high": 0.0889,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0239
     ],
     [
      "exit MSR",
      0.0237
     ],
     [
      "of these hypercall vcpu_op",
      0.0234
     ],
     [
      "exit INTR",
      0.0151
     ],
     [
      "exit HLT",
      0.0105
     ],
     [
      "exit VINTR",
      0.0061
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.084,
    "low": 0.039,
    "high": 0.129,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.026
     ],
     [
      "exit MSR",
      0.025
     ],
     [
      "of these hypercall vcpu_op",
      0.0245
     ],
     [
      "exit INTR",
      0.017
     ],
     [
      "exit HLT",
      0.0105
     ],
     [
      "exit VINTR",
      0.005
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 13.3,
    "low": 12.8,
    "high": 13.7,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      4.13
     ],
     [
      "of these hypercall vcpu_op",
      3.6
     ],
     [
      "exit MSR",
      3.39
     ],
     [
      "exit INTR",
      2.42
     ],
     [
      "exit HLT",
      1.29
     ],
     [
      "exit #NM",
      1.03
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 104,
    "low": 74.7,
    "high": 134,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit CPUID",
      35
     ],
     [
      "exit VMMCALL",
      22.4
     ],
     [
      "of these hypercall vcpu_op",
      20.6
     ],
     [
      "exit MSR",
      19.1
     ],
     [
      "exit INTR",
      10.8
     ],
     [
      "exit HLT",
      6.99
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 0.007,
    "low": 0.006,
    "high": 0.008,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit INTR",
      0.002
     ],
     [
      "exit MSR",
      0.002
     ],
     [
      "exit VMMCALL",
      0.002
     ],
     [
      "of these hypercall vcpu_op",
      0.002
     ],
     [
      "exit VINTR",
      0.001
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 5.5,
    "low": 5.29,
    "high": 5.72,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      2.33
     ],
     [
      "of these hypercall vcpu_op",
      2.26
     ],
     [
      "exit MSR",
      1.29
     ],
     [
      "exit VINTR",
      1.06
     ],
     [
      "exit INTR",
      0.54
     ],
     [
      "exit HLT",
      0.145
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 13,
    "low": 11.5,
    "high": 14.6,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      4.57
     ],
     [
      "exit MSR",
      3.02
     ],
     [
      "of these hypercall vcpu_op",
      2.79
     ],
     [
      "exit HLT",
      1.98
     ],
     [
      "of these hypercall event_channel_op",
      1.77
     ],
     [
      "exit #NM",
      1.7
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 21.6,
    "low": 20.9,
    "high": 22.3,
    "own": 0.00391,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      8
     ],
     [
      "of these hypercall vcpu_op",
      5.74
     ],
     [
      "exit MSR",
      5.21
     ],
     [
      "exit HLT",
      2.51
     ],
     [
      "exit VINTR",
      2.39
     ],
     [
      "exit INTR",
      2.37
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 17,
    "low": 16.1,
    "high": 17.9,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      5.66
     ],
     [
      "exit MSR",
      4.2
     ],
     [
      "of these hypercall vcpu_op",
      4.04
     ],
     [
      "exit INTR",
      2.22
     ],
     [
      "exit HLT",
      1.99
     ],
     [
      "exit VINTR",
      1.72
     ]
    ]
   }
  ],
  "pvhvm": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0.0131,
    "low": 0.0114,
    "high": 0.0148,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0042
     ],
     [
      "of these hypercall vcpu_op",
      0.0039
     ],
     [
      "exit MSR",
      0.0037
     ],
     [
      "exit INTR",
      0.0025
     ],
     [
      "exit HLT",
      0.0016
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.177,
    "low": 0.151,
    "high": 0.204,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0566
     ],
     [
      "of these hypercall vcpu_op",
      0.0532
     ],
     [
      "exit MSR",
      0.0503
     ],
     [
      "exit INTR",
      0.0327
     ],
     [
      "exit HLT",
      0.02
     ],
     [
      "exit VINTR",
      0.0161
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.075,
    "low": 0.047,
    "high": 0.103,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0245
     ],
     [
      "of these hypercall vcpu_op",
      0.0235
     ],
     [
      "exit MSR",
      0.022
     ],
     [
      "exit INTR",
      0.015
     ],
     [
      "exit HLT",
      0.009
     ],
     [
      "exit VINTR",
      0.004
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 19.4,
    "low": 14.9,
    "high": 23.8,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      5.92
     ],
     [
      "of these hypercall vcpu_op",
      5.22
     ],
     [
      "exit MSR",
      5
     ],
     [
      "exit INTR",
      3.38
     ],
     [
      "exit HLT",
      1.89
     ],
     [
      "exit #NM",
      1.59
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 90.9,
    "low": 79.5,
    "high": 102,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit CPUID",
      35
     ],
     [
      "exit VMMCALL",
      18.1
     ],
     [
      "of these hypercall vcpu_op",
      16.3
     ],
     [
      "exit MSR",
      15.4
     ],
     [
      "exit INTR",
      8.46
     ],
     [
      "exit HLT",
      5.94
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 0.02,
    "low": 0.014,
    "high": 0.026,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.007
     ],
     [
      "exit MSR",
      0.006
     ],
     [
      "of these hypercall vcpu_op",
      0.006
     ],
     [
      "exit HLT",
      0.003
     ],
     [
      "exit INTR",
      0.003
     ],
     [
      "of these hypercall event_channel_op",
      0.001
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 5.55,
    "low": 5.51,
    "high": 5.6,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      2.26
     ],
     [
      "of these hypercall vcpu_op",
      2.21
     ],
     [
      "exit MSR",
      1.21
     ],
     [
      "exit VINTR",
      0.975
     ],
     [
      "exit INTR",
      0.78
     ],
     [
      "exit HLT",
      0.165
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 12.2,
    "low": 9.83,
    "high": 14.5,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      4.26
     ],
     [
      "exit MSR",
      2.79
     ],
     [
      "of these hypercall vcpu_op",
      2.45
     ],
     [
      "exit HLT",
      1.96
     ],
     [
      "of these hypercall event_channel_op",
      1.81
     ],
     [
      "exit #NM",
      1.73
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 15.8,
    "low": 14.6,
    "high": 16.9,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      5.89
     ],
     [
      "of these hypercall vcpu_op",
      3.9
     ],
     [
      "exit MSR",
      3.8
     ],
     [
      "exit HLT",
      2.17
     ],
     [
      "of these hypercall event_channel_op",
      1.99
     ],
     [
      "exit INTR",
      1.63
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 16.2,
    "low": 16.1,
    "high": 16.4,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      5.56
     ],
     [
      "exit MSR",
      4.06
     ],
     [
      "of these hypercall vcpu_op",
      4.02
     ],
     [
      "exit HLT",
      2.27
     ],
     [
      "exit INTR",
      1.76
     ],
     [
      "of these hypercall event_channel_op",
      1.54
     ]
    ]
   }
  ],
  "hvm-pv-drivers": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0.0235,
    "low": 0.0216,
    "high": 0.0254,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.015
     ],
     [
      "of these read page 0xfed00",
      0.015
     ],
     [
      "exit MSR",
      0.0044
     ],
     [
      "exit INTR",
      0.0021
     ],
     [
      "exit VINTR",
      0.0011
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.333,
    "low": 0.213,
    "high": 0.453,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.207
     ],
     [
      "of these read page 0xfed00",
      0.207
     ],
     [
      "exit MSR",
      0.0703
     ],
     [
      "exit INTR",
      0.0322
     ],
     [
      "exit VINTR",
      0.0159
     ],
     [
      "exit HLT",
      0.00635
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.433,
    "low": 0.313,
    "high": 0.553,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.275
     ],
     [
      "of these read page 0xfed00",
      0.275
     ],
     [
      "exit MSR",
      0.092
     ],
     [
      "exit INTR",
      0.0355
     ],
     [
      "exit VINTR",
      0.016
     ],
     [
      "exit HLT",
      0.013
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 63.7,
    "low": 63.2,
    "high": 64.2,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      39.6
     ],
     [
      "of these read page 0xfed00",
      39.6
     ],
     [
      "exit MSR",
      12.4
     ],
     [
      "exit INTR",
      5.47
     ],
     [
      "exit VINTR",
      2.83
     ],
     [
      "exit #NM",
      1.78
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 293,
    "low": 266,
    "high": 319,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      161
     ],
     [
      "of these read page 0xfed00",
      161
     ],
     [
      "exit MSR",
      52.3
     ],
     [
      "exit CPUID",
      35
     ],
     [
      "exit INTR",
      21.1
     ],
     [
      "exit VINTR",
      9.71
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 2.43,
    "low": 2.32,
    "high": 2.55,
    "own": 1.9,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      1.9
     ],
     [
      "of these read page 0xfed00",
      1.9
     ],
     [
      "exit MSR",
      0.301
     ],
     [
      "exit VINTR",
      0.114
     ],
     [
      "exit INTR",
      0.093
     ],
     [
      "exit HLT",
      0.023
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 19.7,
    "low": 18.8,
    "high": 20.5,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      13.1
     ],
     [
      "of these read page 0xfed00",
      13.1
     ],
     [
      "exit MSR",
      4.16
     ],
     [
      "exit VINTR",
      1.3
     ],
     [
      "exit INTR",
      0.55
     ],
     [
      "exit #NM",
      0.28
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 46.3,
    "low": 42.2,
    "high": 50.3,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      26.9
     ],
     [
      "of these read page 0xfed00",
      26.9
     ],
     [
      "exit MSR",
      10.8
     ],
     [
      "exit VINTR",
      2.69
     ],
     [
      "exit HLT",
      2.17
     ],
     [
      "exit INTR",
      2.04
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 62.9,
    "low": 55.2,
    "high": 70.6,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      39.1
     ],
     [
      "of these read page 0xfed00",
      39.1
     ],
     [
      "exit MSR",
      13.3
     ],
     [
      "exit VINTR",
      3.72
     ],
     [
      "exit INTR",
      3.12
     ],
     [
      "exit HLT",
      2
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 66.7,
    "low": 62.8,
    "high": 70.6,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      39.6
     ],
     [
      "of these read page 0xfed00",
      39.6
     ],
     [
      "exit MSR",
      14.8
     ],
     [
      "exit INTR",
      3.63
     ],
     [
      "exit VINTR",
      3.54
     ],
     [
      "exit HLT",
      2.74
     ]
    ]
   }
  ],
  "hvm": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0.0153,
    "low": 0.0072,
    "high": 0.0234,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.0127
     ],
     [
      "of these read page 0xfed00",
      0.0087
     ],
     [
      "of these write page 0xfee00",
      0.0037
     ],
     [
      "exit INTR",
      0.0013
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.19,
    "low": 0.177,
    "high": 0.204,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.159
     ],
     [
      "of these read page 0xfed00",
      0.11
     ],
     [
      "of these write page 0xfee00",
      0.0457
     ],
     [
      "exit INTR",
      0.0161
     ],
     [
      "exit VINTR",
      0.00952
     ],
     [
      "exit HLT",
      0.00513
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.166,
    "low": 0.108,
    "high": 0.224,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.141
     ],
     [
      "of these read page 0xfed00",
      0.0965
     ],
     [
      "of these write page 0xfee00",
      0.042
     ],
     [
      "exit INTR",
      0.014
     ],
     [
      "exit VINTR",
      0.006
     ],
     [
      "exit HLT",
      0.0045
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 84.1,
    "low": 68,
    "high": 100,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      69.5
     ],
     [
      "of these read page 0xfed00",
      51.7
     ],
     [
      "of these write page 0xfee00",
      17.2
     ],
     [
      "exit INTR",
      6.61
     ],
     [
      "exit VINTR",
      3.84
     ],
     [
      "exit #NM",
      2.1
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 289,
    "low": 288,
    "high": 291,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      214
     ],
     [
      "of these read page 0xfed00",
      155
     ],
     [
      "of these write page 0xfee00",
      55.8
     ],
     [
      "exit CPUID",
      35
     ],
     [
      "exit INTR",
      17.4
     ],
     [
      "exit VINTR",
      10.5
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 2.31,
    "low": 2.07,
    "high": 2.55,
    "own": 2.1,
    "deviceModel": 0.004,
    "kinds": [
     [
      "exit NPF",
      2.1
     ],
     [
      "of these read page 0xfed00",
      1.81
     ],
     [
      "of these write page 0xfee00",
      0.273
     ],
     [
      "exit VINTR",
      0.098
     ],
     [
      "exit INTR",
      0.088
     ],
     [
      "exit HLT",
      0.017
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 20.1,
    "low": 18.2,
    "high": 21.9,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      17.7
     ],
     [
      "of these read page 0xfed00",
      13.4
     ],
     [
      "of these write page 0xfee00",
      4.21
     ],
     [
      "exit VINTR",
      1.33
     ],
     [
      "exit INTR",
      0.55
     ],
     [
      "exit #NM",
      0.26
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 54.1,
    "low": 52,
    "high": 56.2,
    "own": 0.02,
    "deviceModel": 0.02,
    "kinds": [
     [
      "exit NPF",
      45.1
     ],
     [
      "of these read page 0xfed00",
      29.8
     ],
     [
      "of these write page 0xfee00",
      13.4
     ],
     [
      "exit VINTR",
      2.94
     ],
     [
      "exit HLT",
      2.2
     ],
     [
      "exit INTR",
      2.17
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 215,
    "low": 209,
    "high": 221,
    "own": 26.4,
    "deviceModel": 26.4,
    "kinds": [
     [
      "exit NPF",
      164
     ],
     [
      "of these read page 0xfed00",
      121
     ],
     [
      "of these write page 0xfee00",
      39.5
     ],
     [
      "exit IOIO",
      26
     ],
     [
      "exit VINTR",
      9.21
     ],
     [
      "exit INTR",
      8.32
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 151,
    "low": 149,
    "high": 153,
    "own": 9.09,
    "deviceModel": 9.09,
    "kinds": [
     [
      "exit NPF",
      130
     ],
     [
      "of these read page 0xfed00",
      86.1
     ],
     [
      "of these write page 0xfee00",
      31.4
     ],
     [
      "exit INTR",
      7.17
     ],
     [
      "exit VINTR",
      6.84
     ],
     [
      "of these write page 0xf0000",
      5.04
     ]
    ]
   }
  ]
 }
}
