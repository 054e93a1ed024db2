// Interrupts and timers: a wake-up on another CPU (interrupt and return from halt), timers, clocks.
#include "probe.h"
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's numbers (include/uapi/linux/futex.h): its headers are not installed wherever a compiler is.
#define FUTEX_WAIT_PRIVATE 128
#define FUTEX_WAKE_PRIVATE 129

static struct timespec ts;

static long do_clock(long n) {
  // by way of the vDSO where the clocksource allows it
  for (long i = 0; i < n; i++) clock_gettime(CLOCK_MONOTONIC, &ts);
  return n;
}

static const char *asks_kernel(void) { return syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &ts) ? strerror(errno) : NULL; }
static long do_clock_syscall(long n) {
  for (long i = 0; i < n; i++) syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &ts);
  return n;
}

static _Atomic int turn;
static int partner_cpu;

static void wait_while(int value) {
  while (atomic_load(&turn) == value) syscall(SYS_futex, &turn, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}
static void hand_over(int value) {
  atomic_store(&turn, value);
  syscall(SYS_futex, &turn, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}
static const char *may_wait(void) {
  // not the value waited for: the kernel answers at once, and so does whoever refuses
  if (syscall(SYS_futex, &turn, FUTEX_WAIT_PRIVATE, 1, NULL, NULL, 0) < 0 && errno != EAGAIN) return strerror(errno);
  return syscall(SYS_futex, &turn, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0) < 0 ? strerror(errno) : NULL;
}
// Waits for its turn until the process ends.
static void *partner(void *unused) {
  (void)unused;
  if (!pin(partner_cpu)) failure = "may not choose the CPU it runs on";
  for (;;) {
    wait_while(0);
    hand_over(0);
  }
  return NULL;
}
static long ping_pong(long n) {
  for (long i = 0; i < n; i++) {
    hand_over(1);
    wait_while(1);
  }
  return failure ? 0 : n;
}
static const char *partner_on(int cpu) {
  pthread_t thread;
  const char *why = may_wait();
  if (why) return why;
  partner_cpu = cpu;
  int e = pthread_create(&thread, NULL, partner, NULL);
  if (e) return strerror(e);
  // the first one waits until the other thread has started
  return ping_pong(1) == 1 ? NULL : failure;
}
static const char *on_the_other(void) { return partner_on(set.other); }
static const char *on_the_same(void) { return partner_on(set.cpu); }

#define SLEEP_NS 100000
static const char *no_slack(void) {
  // 50 us of slack is Linux' default: without this one measures the default
  return prctl(PR_SET_TIMERSLACK, 1, 0, 0, 0) ? "may not set the slack of its timers" : NULL;
}
static long do_sleep(double *ns, long n, uint64_t deadline) {
  for (long i = 0; i < n; i++) {
    uint64_t t = now_ns();
    if (deadline && t > deadline) return i;
    // until a time and not for a time: what it takes to ask for it is no overshoot
    uint64_t due = t + SLEEP_NS;
    struct timespec r = {(time_t)(due / 1000000000ull), (long)(due % 1000000000ull)};
    if (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &r, NULL)) return failure = "the sleep was refused", i;
    ns[i] = (double)(now_ns() - due);
  }
  return n;
}

const struct probe time_probes[] = {
    {"clock", BATCHED, 0, NULL, do_clock, NULL, 1l << 22, "ns", "clock_gettime (vDSO where the clocksource allows)", NULL},
    {"clock-syscall", BATCHED, 0, asks_kernel, do_clock_syscall, NULL, 1l << 20, "ns", "clock_gettime by system call", NULL},
    {"wake", BATCHED, BLOCKS | NEEDS_TWO_CPUS, on_the_other, ping_pong, NULL, 1l << 14, "ns",
     "futex round trip between two CPUs (interrupt and wake from halt, twice)", NULL},
    {"wake-same", BATCHED, BLOCKS, on_the_same, ping_pong, NULL, 1l << 16, "ns", "futex round trip on one CPU", NULL},
    {"sleep", EACH, BLOCKS, no_slack, NULL, do_sleep, MAX_SAMPLES, "ns", "overshoot of a 100 us sleep, slack 1 ns", NULL},
    {NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
};
