// Instructions that leave the guest, or may: CPUID, the counter, hypercalls, Xen's forced emulation. Each runs in a child
// process, so that an instruction that is not allowed here is a fact and not a crash.
#include "probe.h"
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__x86_64__) || defined(__i386__)
static inline void cpuid(unsigned leaf, unsigned sub, unsigned r[4]) {
  __asm__ volatile("cpuid" : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3]) : "a"(leaf), "c"(sub) : "memory");
}
// XEN_EMULATE_PREFIX, xen/include/public/arch-x86/xen.h: ud2a, then "xen"
#define PREFIX ".byte 0x0f, 0x0b, 0x78, 0x65, 0x6e\n\t"
static inline void prefixed_cpuid(unsigned leaf, unsigned sub, unsigned r[4]) {
  __asm__ volatile(PREFIX "cpuid" : "=a"(r[0]), "=b"(r[1]), "=c"(r[2]), "=d"(r[3]) : "a"(leaf), "c"(sub) : "memory");
}
static inline uint64_t counter(void) {
  uint32_t lo, hi;
  __asm__ volatile("lfence; rdtsc" : "=a"(lo), "=d"(hi)::"memory");
  return (uint64_t)hi << 32 | lo;
}

static long do_cpuid(long n) {
  unsigned r[4];
  for (long i = 0; i < n; i++) cpuid(0, 0, r);
  return n;
}
static long do_counter(long n) {
  for (long i = 0; i < n; i++) counter();
  return n;
}
// Hypercall number -1: known to no hypervisor. From user mode KVM and Xen refuse any number (-EPERM), after the full round trip.
static long do_vmcall(long n) {
  for (long i = 0; i < n; i++) {
    long a = -1;
    __asm__ volatile("vmcall" : "+a"(a)::"memory");
  }
  return n;
}
static long do_vmmcall(long n) {
  for (long i = 0; i < n; i++) {
    long a = -1;
    __asm__ volatile("vmmcall" : "+a"(a)::"memory");
  }
  return n;
}
static long do_prefix(long n) {
  unsigned r[4];
  for (long i = 0; i < n; i++) prefixed_cpuid(0, 0, r);
  return n;
}

const struct probe trap_probes[] = {
    {"cpuid", BATCHED, RISKY, NULL, do_cpuid, NULL, 1l << 20, "ns", "CPUID: one exit where the hypervisor traps it", NULL},
    {"counter", BATCHED, RISKY, NULL, do_counter, NULL, 1l << 22, "ns", "read of the time stamp counter", NULL},
    {"vmcall", BATCHED, RISKY, NULL, do_vmcall, NULL, 1l << 20, "ns", "VMCALL from user mode (refused after a round trip)", NULL},
    {"vmmcall", BATCHED, RISKY, NULL, do_vmmcall, NULL, 1l << 20, "ns", "VMMCALL from user mode (refused after a round trip)", NULL},
    {"xen-prefix", BATCHED, RISKY, NULL, do_prefix, NULL, 1l << 20, "ns", "CPUID by Xen's forced-emulation prefix", NULL},
    {NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
};

// A leaf that nothing uses (below the hypervisors' range end, far above any hypervisor's leaves); the last byte is the tag.
#define MARK_LEAF 0x4fffff00u
extern char virtcolor_mark_begin[], virtcolor_mark_end[];
__attribute__((noinline, noclone)) static void prefix_begin(unsigned leaf) {
  unsigned b, c = 0, d;
  __asm__ volatile(".globl virtcolor_mark_begin\nvirtcolor_mark_begin:\n\t" PREFIX "cpuid"
                   : "+a"(leaf), "=b"(b), "+c"(c), "=d"(d)::"memory");
}
__attribute__((noinline, noclone)) static void prefix_end(unsigned leaf) {
  unsigned b, c = 1, d;
  __asm__ volatile(".globl virtcolor_mark_end\nvirtcolor_mark_end:\n\t" PREFIX "cpuid"
                   : "+a"(leaf), "=b"(b), "+c"(c), "=d"(d)::"memory");
}
static int prefix_works(void) {
  static int known = -1;
  if (known >= 0) return known;
  int status = 0;
  pid_t p = fork();
  if (p == 0) {
    do_prefix(1);
    _exit(0);
  }
  known = p > 0 && waitpid(p, &status, 0) == p && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return known;
}
static int by_prefix(void) { return !set.plain_marks && prefix_works(); }
const char *mark_way(void) { return by_prefix() ? "xen-prefix" : "cpuid"; }
uintptr_t mark_address(unsigned end) { return (uintptr_t)(end ? virtcolor_mark_end : virtcolor_mark_begin); }
void mark(unsigned tag, unsigned end) {
  unsigned r[4], leaf = MARK_LEAF | (tag & 0xff);
  if (!by_prefix()) cpuid(leaf, end, r);
  else if (end) prefix_end(leaf);
  else prefix_begin(leaf);
}

static void print_id(const char *key, const unsigned r[4], int b, int c, int d) {
  char s[13] = {0};
  memcpy(s, &r[b], 4), memcpy(s + 4, &r[c], 4), memcpy(s + 8, &r[d], 4);
  printf(",\"%s\":", key);
  json_text(s);
}
void print_info(void) {
  unsigned r[4];
  fflush(stdout);
  // counter frequency: what turns nanoseconds into cycles
  uint64_t t0 = now_ns(), c0 = counter(), t1;
  while ((t1 = now_ns()) - t0 < 20000000ull) {
  }
  double mhz = (double)(counter() - c0) * 1000.0 / (double)(t1 - t0);
  cpuid(0, 0, r);
  print_id("vendor", r, 1, 3, 2);
  cpuid(1, 0, r);
  printf(",\"hypervisor_bit\":%s", r[2] >> 31 ? "true" : "false");
  cpuid(0x40000000u, 0, r);
  print_id("hypervisor_leaf", r, 1, 2, 3);
  printf(",\"hypervisor_max_leaf\":\"0x%x\",\"counter_mhz\":%.1f", r[0], mhz);
  cpuid(0x80000000u, 0, r);
  if (r[0] >= 0x80000007u) {
    cpuid(0x80000007u, 0, r);
    printf(",\"invariant_counter\":%s", r[3] >> 8 & 1 ? "true" : "false");
  }
}
#elif defined(__aarch64__)
static inline uint64_t counter(void) {
  uint64_t v;
  __asm__ volatile("isb; mrs %0, cntvct_el0" : "=r"(v)::"memory");
  return v;
}
static long do_counter(long n) {
  for (long i = 0; i < n; i++) counter();
  return n;
}
// Linux answers a user's read of an identification register itself, from a copy: a trap into the guest's own kernel
// (Documentation/arch/arm64/cpu-feature-registers.rst). No instruction leaves an arm64 guest from user mode for certain.
static long do_idreg(long n) {
  uint64_t v;
  for (long i = 0; i < n; i++) __asm__ volatile("mrs %0, midr_el1" : "=r"(v)::"memory");
  return n;
}
const struct probe trap_probes[] = {
    {"counter", BATCHED, RISKY, NULL, do_counter, NULL, 1l << 22, "ns", "read of the virtual counter", NULL},
    {"idreg", BATCHED, RISKY, NULL, do_idreg, NULL, 1l << 20, "ns", "read of MIDR_EL1, answered by the guest's kernel", NULL},
    {NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
};
const char *mark_way(void) { return "none"; }
uintptr_t mark_address(unsigned end) { return (void)end, 0; }
void mark(unsigned tag, unsigned end) { (void)tag, (void)end; }
void print_info(void) {
  uint64_t f;
  __asm__ volatile("mrs %0, cntfrq_el0" : "=r"(f));
  printf(",\"counter_mhz\":%.1f,\"invariant_counter\":true", (double)f / 1e6);
}
#else
const struct probe trap_probes[] = {{NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL}};
const char *mark_way(void) { return "none"; }
uintptr_t mark_address(unsigned end) { return (void)end, 0; }
void mark(unsigned tag, unsigned end) { (void)tag, (void)end; }
void print_info(void) {}
#endif
