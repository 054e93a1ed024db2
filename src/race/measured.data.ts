// biome-ignore-all format: made by a program, from docs/race/report.json (`npm run golden`)
import type { Measured } from './measured.ts'

export const MEASURED: Measured = {
 "how": "Xen 4.17.7+13-g2445b30a44-0+deb12u1, Linux 6.1.0-56-amd64, in QEMU TCG (AMD SVM with nested paging, emulated), 5 rounds",
 "made": "2026-11-26",
 "see": "docs/race.md",
 "modes": {
  "pv": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 1.06,
    "low": 1.04,
    "high": 1.07,
    "own": 1,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      1.02
     ],
     [
      "hypercall vcpu_op",
      0.0194
     ],
     [
      "hypercall xen_version",
      0.0053
     ],
     [
      "hypercall sched_op",
      0.00395
     ],
     [
      "hypercall set_segment_base",
      0.0036
     ],
     [
      "hypercall stack_switch",
      0.0036
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 4.32,
    "low": 4.23,
    "high": 4.34,
    "own": 4.01,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      1.09
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
      0.0911
     ],
     [
      "hypercall sched_op",
      0.0271
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 6.47,
    "low": 6.32,
    "high": 6.52,
    "own": 6,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      2.13
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
      0.126
     ],
     [
      "hypercall set_segment_base",
      0.04
     ],
     [
      "hypercall stack_switch",
      0.04
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 111,
    "low": 108,
    "high": 122,
    "own": 84.9,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall mmu_update",
      45
     ],
     [
      "hypercall iret",
      16.7
     ],
     [
      "hypercall mmuext_op",
      9.06
     ],
     [
      "page fault to the guest",
      9.01
     ],
     [
      "page-table write emulated",
      7
     ],
     [
      "hypercall set_segment_base",
      4.67
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 562,
    "low": 532,
    "high": 579,
    "own": 464,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall mmu_update",
      226
     ],
     [
      "hypercall iret",
      191
     ],
     [
      "page fault to the guest",
      29.9
     ],
     [
      "hypercall vcpu_op",
      18.5
     ],
     [
      "hypercall set_segment_base",
      16.5
     ],
     [
      "hypercall mmuext_op",
      15.1
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 1.1,
    "low": 1.08,
    "high": 1.21,
    "own": 1,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      1.02
     ],
     [
      "hypercall vcpu_op",
      0.0225
     ],
     [
      "hypercall sched_op",
      0.011
     ],
     [
      "hypercall set_segment_base",
      0.011
     ],
     [
      "hypercall stack_switch",
      0.011
     ],
     [
      "privileged operation emulated",
      0.011
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 13.4,
    "low": 13,
    "high": 13.7,
    "own": 2.06,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      4.13
     ],
     [
      "hypercall vcpu_op",
      2.1
     ],
     [
      "hypercall set_segment_base",
      2.03
     ],
     [
      "hypercall stack_switch",
      2.03
     ],
     [
      "privileged operation emulated",
      2.03
     ],
     [
      "hypercall sched_op",
      0.625
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 25.2,
    "low": 24.9,
    "high": 25.6,
    "own": 5.46,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      6.26
     ],
     [
      "hypercall set_segment_base",
      4.01
     ],
     [
      "hypercall stack_switch",
      4.01
     ],
     [
      "privileged operation emulated",
      4.01
     ],
     [
      "hypercall sched_op",
      2
     ],
     [
      "hypercall event_channel_op",
      1.97
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 24.5,
    "low": 18.7,
    "high": 29.1,
    "own": 1.25,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall set_segment_base",
      4.29
     ],
     [
      "hypercall stack_switch",
      4.29
     ],
     [
      "privileged operation emulated",
      4.29
     ],
     [
      "hypercall iret",
      3.87
     ],
     [
      "hypercall vcpu_op",
      2.63
     ],
     [
      "hypercall sched_op",
      2
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 19.3,
    "low": 15.3,
    "high": 21.8,
    "own": 3.73,
    "deviceModel": 0,
    "kinds": [
     [
      "hypercall iret",
      5.47
     ],
     [
      "hypercall sched_op",
      2.45
     ],
     [
      "hypercall set_segment_base",
      2.15
     ],
     [
      "hypercall stack_switch",
      2.15
     ],
     [
      "privileged operation emulated",
      2.15
     ],
     [
      "hypercall vcpu_op",
      1.75
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
    "crossings": 0.00605,
    "low": 0.00165,
    "high": 0.0064,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.00195
     ],
     [
      "of these hypercall vcpu_op",
      0.00185
     ],
     [
      "exit MSR",
      0.0018
     ],
     [
      "exit INTR",
      0.00115
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.0808,
    "low": 0.0364,
    "high": 0.179,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0237
     ],
     [
      "exit MSR",
      0.0225
     ],
     [
      "of these hypercall vcpu_op",
      0.0225
     ],
     [
      "exit INTR",
      0.0164
     ],
     [
      "exit VINTR",
      0.00977
     ],
     [
      "exit HLT",
      0.00854
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.0935,
    "low": 0.027,
    "high": 0.124,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit MSR",
      0.029
     ],
     [
      "exit VMMCALL",
      0.029
     ],
     [
      "of these hypercall vcpu_op",
      0.029
     ],
     [
      "exit INTR",
      0.017
     ],
     [
      "exit HLT",
      0.0145
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
    "crossings": 21.5,
    "low": 5.13,
    "high": 24.2,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      5.88
     ],
     [
      "exit MSR",
      5.67
     ],
     [
      "of these hypercall vcpu_op",
      5.27
     ],
     [
      "exit INTR",
      4.41
     ],
     [
      "exit VINTR",
      1.9
     ],
     [
      "exit HLT",
      1.72
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 100,
    "low": 60.9,
    "high": 126,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit CPUID",
      35
     ],
     [
      "exit VMMCALL",
      20.4
     ],
     [
      "of these hypercall vcpu_op",
      18.8
     ],
     [
      "exit MSR",
      18.3
     ],
     [
      "exit INTR",
      10.4
     ],
     [
      "exit HLT",
      6.81
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 0.0035,
    "low": 0.0015,
    "high": 0.01,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit MSR",
      0.001
     ],
     [
      "exit VMMCALL",
      0.001
     ],
     [
      "of these hypercall vcpu_op",
      0.001
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 5.11,
    "low": 4.76,
    "high": 5.46,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      2.17
     ],
     [
      "of these hypercall vcpu_op",
      2.13
     ],
     [
      "exit MSR",
      1.18
     ],
     [
      "exit VINTR",
      0.95
     ],
     [
      "exit INTR",
      0.65
     ],
     [
      "exit #NM",
      0.1
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 12,
    "low": 9.71,
    "high": 12.5,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      4.16
     ],
     [
      "exit MSR",
      2.69
     ],
     [
      "of these hypercall vcpu_op",
      2.59
     ],
     [
      "exit HLT",
      1.82
     ],
     [
      "of these hypercall event_channel_op",
      1.72
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
    "crossings": 14.6,
    "low": 9.07,
    "high": 18.5,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      5.54
     ],
     [
      "of these hypercall vcpu_op",
      3.7
     ],
     [
      "exit MSR",
      3.5
     ],
     [
      "exit HLT",
      1.98
     ],
     [
      "of these hypercall event_channel_op",
      1.85
     ],
     [
      "exit INTR",
      1.42
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 10.7,
    "low": 10,
    "high": 14.2,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit MSR",
      2.79
     ],
     [
      "exit VMMCALL",
      2.75
     ],
     [
      "exit HLT",
      1.9
     ],
     [
      "exit INTR",
      1.61
     ],
     [
      "of these hypercall vcpu_op",
      1.6
     ],
     [
      "of these hypercall event_channel_op",
      1.25
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
    "crossings": 0.00495,
    "low": 0.00285,
    "high": 0.0067,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.00155
     ],
     [
      "exit MSR",
      0.00145
     ],
     [
      "of these hypercall vcpu_op",
      0.00145
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.112,
    "low": 0.0935,
    "high": 0.172,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0352
     ],
     [
      "of these hypercall vcpu_op",
      0.0339
     ],
     [
      "exit MSR",
      0.0325
     ],
     [
      "exit INTR",
      0.0239
     ],
     [
      "exit HLT",
      0.0129
     ],
     [
      "exit VINTR",
      0.00928
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.117,
    "low": 0.097,
    "high": 0.186,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.036
     ],
     [
      "exit MSR",
      0.0355
     ],
     [
      "of these hypercall vcpu_op",
      0.035
     ],
     [
      "exit INTR",
      0.023
     ],
     [
      "exit HLT",
      0.0165
     ],
     [
      "exit VINTR",
      0.006
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 16.7,
    "low": 9.34,
    "high": 25.8,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      4.88
     ],
     [
      "exit MSR",
      4.42
     ],
     [
      "of these hypercall vcpu_op",
      4.4
     ],
     [
      "exit INTR",
      3.32
     ],
     [
      "exit VINTR",
      1.39
     ],
     [
      "exit HLT",
      1.38
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 95.3,
    "low": 64.8,
    "high": 132,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit CPUID",
      35
     ],
     [
      "exit VMMCALL",
      18.8
     ],
     [
      "of these hypercall vcpu_op",
      17.4
     ],
     [
      "exit MSR",
      16.8
     ],
     [
      "exit INTR",
      9.99
     ],
     [
      "exit HLT",
      6.48
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 0.0035,
    "low": 0.0015,
    "high": 0.014,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      0.0015
     ],
     [
      "exit MSR",
      0.001
     ],
     [
      "of these hypercall vcpu_op",
      0.001
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 5.29,
    "low": 4.57,
    "high": 5.72,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      2.13
     ],
     [
      "of these hypercall vcpu_op",
      2.1
     ],
     [
      "exit MSR",
      1.13
     ],
     [
      "exit VINTR",
      0.97
     ],
     [
      "exit INTR",
      0.78
     ],
     [
      "exit HLT",
      0.125
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 10.1,
    "low": 9.81,
    "high": 11.7,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      3.35
     ],
     [
      "exit MSR",
      2.31
     ],
     [
      "exit HLT",
      1.87
     ],
     [
      "exit #NM",
      1.83
     ],
     [
      "of these hypercall event_channel_op",
      1.83
     ],
     [
      "of these hypercall vcpu_op",
      1.51
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 11.1,
    "low": 9.33,
    "high": 20.9,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      4.16
     ],
     [
      "exit MSR",
      2.66
     ],
     [
      "of these hypercall vcpu_op",
      2.37
     ],
     [
      "exit HLT",
      1.79
     ],
     [
      "of these hypercall event_channel_op",
      1.79
     ],
     [
      "exit INTR",
      1.03
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 12.9,
    "low": 10.1,
    "high": 15.8,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit VMMCALL",
      3.83
     ],
     [
      "exit MSR",
      3.42
     ],
     [
      "exit HLT",
      2.06
     ],
     [
      "of these hypercall vcpu_op",
      2.06
     ],
     [
      "exit INTR",
      1.38
     ],
     [
      "of these hypercall event_channel_op",
      1.36
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
    "crossings": 0.0157,
    "low": 0.00765,
    "high": 0.0194,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.0065
     ],
     [
      "of these read page 0xfed00",
      0.0065
     ],
     [
      "exit MSR",
      0.00395
     ],
     [
      "exit INTR",
      0.00215
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.277,
    "low": 0.146,
    "high": 0.604,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.111
     ],
     [
      "of these read page 0xfed00",
      0.111
     ],
     [
      "exit MSR",
      0.0776
     ],
     [
      "exit INTR",
      0.0398
     ],
     [
      "exit VINTR",
      0.0146
     ],
     [
      "exit HLT",
      0.00562
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.259,
    "low": 0.147,
    "high": 0.496,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.121
     ],
     [
      "of these read page 0xfed00",
      0.121
     ],
     [
      "exit MSR",
      0.091
     ],
     [
      "exit INTR",
      0.0425
     ],
     [
      "exit VINTR",
      0.01
     ],
     [
      "exit HLT",
      0.006
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 49.5,
    "low": 40.7,
    "high": 108,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      25.2
     ],
     [
      "of these read page 0xfed00",
      25.2
     ],
     [
      "exit MSR",
      15.4
     ],
     [
      "exit INTR",
      6.83
     ],
     [
      "exit VINTR",
      2.77
     ],
     [
      "exit #NM",
      1.44
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 215,
    "low": 176,
    "high": 244,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      88.8
     ],
     [
      "of these read page 0xfed00",
      88.8
     ],
     [
      "exit MSR",
      37.6
     ],
     [
      "exit CPUID",
      35
     ],
     [
      "exit INTR",
      14.7
     ],
     [
      "exit VINTR",
      6.28
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 2.09,
    "low": 1.67,
    "high": 2.86,
    "own": 1.5,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      1.5
     ],
     [
      "of these read page 0xfed00",
      1.5
     ],
     [
      "exit MSR",
      0.223
     ],
     [
      "exit VINTR",
      0.0905
     ],
     [
      "exit INTR",
      0.062
     ],
     [
      "exit HLT",
      0.0085
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 17,
    "low": 14.4,
    "high": 18.8,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      11
     ],
     [
      "of these read page 0xfed00",
      11
     ],
     [
      "exit MSR",
      3.92
     ],
     [
      "exit VINTR",
      1.26
     ],
     [
      "exit INTR",
      0.42
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
    "crossings": 37.9,
    "low": 33.6,
    "high": 42.6,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      21.1
     ],
     [
      "of these read page 0xfed00",
      21.1
     ],
     [
      "exit MSR",
      9.26
     ],
     [
      "exit VINTR",
      2.31
     ],
     [
      "exit HLT",
      1.88
     ],
     [
      "exit #NM",
      1.64
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 69,
    "low": 58.6,
    "high": 85.4,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      42.3
     ],
     [
      "of these read page 0xfed00",
      42.3
     ],
     [
      "exit MSR",
      14.5
     ],
     [
      "exit VINTR",
      4.03
     ],
     [
      "exit INTR",
      3.51
     ],
     [
      "exit HLT",
      2.45
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 59.9,
    "low": 44.6,
    "high": 66.5,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      34.9
     ],
     [
      "of these read page 0xfed00",
      34.9
     ],
     [
      "exit MSR",
      13.7
     ],
     [
      "exit VINTR",
      3.25
     ],
     [
      "exit INTR",
      2.95
     ],
     [
      "exit HLT",
      2.66
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
    "crossings": 0.012,
    "low": 0.0067,
    "high": 0.0259,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.01
     ],
     [
      "of these read page 0xfed00",
      0.0069
     ],
     [
      "of these write page 0xfee00",
      0.0036
     ],
     [
      "exit INTR",
      0.0012
     ]
    ]
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.196,
    "low": 0.149,
    "high": 0.304,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.165
     ],
     [
      "of these read page 0xfed00",
      0.121
     ],
     [
      "of these write page 0xfee00",
      0.0459
     ],
     [
      "exit INTR",
      0.0195
     ],
     [
      "exit VINTR",
      0.00928
     ],
     [
      "exit HLT",
      0.00586
     ]
    ]
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.211,
    "low": 0.149,
    "high": 0.307,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      0.177
     ],
     [
      "of these read page 0xfed00",
      0.108
     ],
     [
      "of these write page 0xfee00",
      0.051
     ],
     [
      "exit INTR",
      0.0225
     ],
     [
      "exit HLT",
      0.006
     ],
     [
      "exit VINTR",
      0.0055
     ]
    ]
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 53.7,
    "low": 26.5,
    "high": 65.5,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      44.3
     ],
     [
      "of these read page 0xfed00",
      32.4
     ],
     [
      "of these write page 0xfee00",
      12
     ],
     [
      "exit INTR",
      4.18
     ],
     [
      "exit VINTR",
      2.41
     ],
     [
      "exit #NM",
      1.57
     ]
    ]
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 216,
    "low": 135,
    "high": 240,
    "own": 35,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      151
     ],
     [
      "of these read page 0xfed00",
      110
     ],
     [
      "of these write page 0xfee00",
      39.3
     ],
     [
      "exit CPUID",
      35
     ],
     [
      "exit INTR",
      14.5
     ],
     [
      "exit VINTR",
      6.06
     ]
    ]
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 1.6,
    "low": 1.17,
    "high": 1.72,
    "own": 1.36,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      1.5
     ],
     [
      "of these read page 0xfed00",
      1.36
     ],
     [
      "of these write page 0xfee00",
      0.126
     ],
     [
      "exit VINTR",
      0.053
     ],
     [
      "exit INTR",
      0.0345
     ],
     [
      "exit HLT",
      0.004
     ]
    ]
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 14.9,
    "low": 13,
    "high": 16.8,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      13
     ],
     [
      "of these read page 0xfed00",
      9.21
     ],
     [
      "of these write page 0xfee00",
      3.73
     ],
     [
      "exit VINTR",
      1.19
     ],
     [
      "exit INTR",
      0.37
     ],
     [
      "exit #NM",
      0.175
     ]
    ]
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 45.4,
    "low": 37.5,
    "high": 49.7,
    "own": 0,
    "deviceModel": 0,
    "kinds": [
     [
      "exit NPF",
      38
     ],
     [
      "of these read page 0xfed00",
      24.1
     ],
     [
      "of these write page 0xfee00",
      12.1
     ],
     [
      "exit VINTR",
      2.5
     ],
     [
      "exit HLT",
      2.03
     ],
     [
      "of these read page 0xfee00",
      1.7
     ]
    ]
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 157,
    "low": 148,
    "high": 160,
    "own": 26,
    "deviceModel": 26,
    "kinds": [
     [
      "exit NPF",
      113
     ],
     [
      "of these read page 0xfed00",
      81.4
     ],
     [
      "of these write page 0xfee00",
      28.8
     ],
     [
      "exit IOIO",
      26
     ],
     [
      "exit VINTR",
      5.84
     ],
     [
      "exit INTR",
      5.31
     ]
    ]
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 116,
    "low": 84.8,
    "high": 151,
    "own": 9.02,
    "deviceModel": 9.02,
    "kinds": [
     [
      "exit NPF",
      101
     ],
     [
      "of these read page 0xfed00",
      63.9
     ],
     [
      "of these write page 0xfee00",
      24.4
     ],
     [
      "exit INTR",
      5.15
     ],
     [
      "of these write page 0xf0000",
      5.01
     ],
     [
      "exit VINTR",
      4.86
     ]
    ]
   }
  ]
 }
}
