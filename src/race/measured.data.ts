// biome-ignore-all format: made by a program, from docs/race/report.json (`npm run golden`)
import type { Measured } from './measured.ts'

export const MEASURED: Measured = {
 "how": "Xen 4.17.7, Linux 6.1.192, in QEMU TCG (AMD SVM with nested paging, emulated), 1 round",
 "made": "2026-11-24",
 "see": "docs/race.md",
 "modes": {
  "pv": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 1.06,
    "low": 1.06,
    "high": 1.06,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 4.2,
    "low": 4.2,
    "high": 4.2,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 6.32,
    "low": 6.32,
    "high": 6.32,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 110,
    "low": 110,
    "high": 110,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 542,
    "low": 542,
    "high": 542,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 1.04,
    "low": 1.04,
    "high": 1.04,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 13.8,
    "low": 13.8,
    "high": 13.8,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 22.9,
    "low": 22.9,
    "high": 22.9,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 21.9,
    "low": 21.9,
    "high": 21.9,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 19.3,
    "low": 19.3,
    "high": 19.3,
    "deviceModel": 0,
    "kinds": []
   }
  ],
  "pvh": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0.005,
    "low": 0.005,
    "high": 0.005,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.01,
    "low": 0.01,
    "high": 0.01,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.005,
    "low": 0.005,
    "high": 0.005,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 1.52,
    "low": 1.52,
    "high": 1.52,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 42.5,
    "low": 42.5,
    "high": 42.5,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 0,
    "low": 0,
    "high": 0,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 5.63,
    "low": 5.63,
    "high": 5.63,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 6.48,
    "low": 6.48,
    "high": 6.48,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 8.57,
    "low": 8.57,
    "high": 8.57,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 9.91,
    "low": 9.91,
    "high": 9.91,
    "deviceModel": 0,
    "kinds": []
   }
  ],
  "pvhvm": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0,
    "low": 0,
    "high": 0,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.02,
    "low": 0.02,
    "high": 0.02,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0,
    "low": 0,
    "high": 0,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 2.3,
    "low": 2.3,
    "high": 2.3,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 44.1,
    "low": 44.1,
    "high": 44.1,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 0,
    "low": 0,
    "high": 0,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 6.04,
    "low": 6.04,
    "high": 6.04,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 7.1,
    "low": 7.1,
    "high": 7.1,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 7.22,
    "low": 7.22,
    "high": 7.22,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 7.28,
    "low": 7.28,
    "high": 7.28,
    "deviceModel": 0,
    "kinds": []
   }
  ],
  "hvm": [
   {
    "work": "syscall",
    "title": "system call",
    "operation": "getppid",
    "component": "cpu",
    "crossings": 0.005,
    "low": 0.005,
    "high": 0.005,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "pagefault",
    "title": "page fault",
    "operation": "first touch of a 4 KiB page",
    "component": "cpu",
    "crossings": 0.04,
    "low": 0.04,
    "high": 0.04,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "mprotect",
    "title": "mprotect",
    "operation": "to read-only and back",
    "component": "cpu",
    "crossings": 0.01,
    "low": 0.01,
    "high": 0.01,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "fork",
    "title": "fork",
    "operation": "fork, exit and wait",
    "component": "cpu",
    "crossings": 6.1,
    "low": 6.1,
    "high": 6.1,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "exec",
    "title": "exec",
    "operation": "fork, exec, exit and wait",
    "component": "cpu",
    "crossings": 66.4,
    "low": 66.4,
    "high": 66.4,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "clock",
    "title": "clock read",
    "operation": "clock_gettime",
    "component": "interrupts",
    "crossings": 1.17,
    "low": 1.17,
    "high": 1.17,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "sleep",
    "title": "timer sleep",
    "operation": "sleep of 100 us",
    "component": "interrupts",
    "crossings": 14.9,
    "low": 14.9,
    "high": 14.9,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "wake",
    "title": "cross-CPU wake",
    "operation": "futex round trip of two CPUs",
    "component": "interrupts",
    "crossings": 22.7,
    "low": 22.7,
    "high": 22.7,
    "deviceModel": 0,
    "kinds": []
   },
   {
    "work": "disk",
    "title": "disk read",
    "operation": "4 KiB, past the cache",
    "component": "disk",
    "crossings": 91.5,
    "low": 91.5,
    "high": 91.5,
    "deviceModel": 26.3,
    "kinds": []
   },
   {
    "work": "packet",
    "title": "packet to dom0",
    "operation": "UDP round trip",
    "component": "network",
    "crossings": 36.5,
    "low": 36.5,
    "high": 36.5,
    "deviceModel": 8.2,
    "kinds": []
   }
  ]
 }
}
