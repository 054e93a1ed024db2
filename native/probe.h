// virtcolor's measuring helper: what Node cannot do (CPUID, pinning, the cost of fork, wake-ups from halt).
// No root, no libraries, no state left behind. Build: cc -O2 -static -pthread -o probe native/*.c
#ifndef VIRTCOLOR_PROBE_H
#define VIRTCOLOR_PROBE_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#define PROBE_VERSION 1
#define MAX_BATCHES 64
#define MAX_SAMPLES 8192

// How the operations of a probe are timed.
enum { BATCHED, EACH };
// BLOCKS: the operation sleeps or waits, so that wall time above CPU time is not a sign of competition.
// RISKY: the instruction may not be allowed here; work mode tries it in a child first.
// FLOATS: not pinned to one CPU.
enum { BLOCKS = 1, RISKY = 2, FLOATS = 4, NEEDS_FILE = 8, NEEDS_PEER = 16, NEEDS_TWO_CPUS = 32 };

struct probe {
  const char *name;
  int how;
  int flags;
  // Makes ready; returns NULL or why it cannot be done here. What a batch needs once and not once an operation belongs here: within the
  // loop it would be part of the time, and the more so the fewer operations a batch has.
  const char *(*prepare)(void);
  // BATCHED: does n operations. Returns how many were done: fewer is a failure (see `failure`).
  long (*loop)(long n);
  // EACH: does up to n operations until the deadline (ns, 0 = none), writing each one's nanoseconds. Returns how many.
  long (*each)(double *ns, long n, uint64_t deadline);
  // Most operations in one batch: bounds memory and the work of one batch.
  long most;
  const char *unit;
  const char *what;
  // Ends what `prepare` started, such as the other side of a round trip. May be NULL.
  void (*finish)(void);
};

// What the command line set, for all probes.
struct settings {
  const char *file;  // disk: the file to read, made by the caller
  const char *host;  // network: the peer
  int port;
  long block;        // disk: bytes per read
  int cpu, other;    // the CPU to pin to, and a second one (-1: there is none)
  uint64_t seed;
  int plain_marks;   // marks by CPUID even where Xen's prefix works (the prefix stays in the shim, CPUID does not)
};
extern struct settings set;
// Why a loop stopped early.
extern const char *failure;

extern const struct probe cpu_probes[], trap_probes[], time_probes[], disk_probes[], net_probes[];

static inline uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}
// Whether this thread now runs there only.
int pin(int cpu);
uint64_t next_random(void);
// Prints a string as JSON text, escaped.
void json_text(const char *s);

// trap.c
void print_info(void);
// Brackets fixed work so that a trace of the hypervisor shows where it begins and ends (`end` 0 or 1).
void mark(unsigned tag, unsigned end);
// How marks are made here: "cpuid", "xen-prefix" or "none".
const char *mark_way(void);
// Where the instruction of a Xen prefix mark stands (a PV trace shows the address, not the leaf); 0: nowhere.
uintptr_t mark_address(unsigned end);

// net.c
int serve(int port, int seconds, const char *address);
#endif
