// The command line of the helper, the timing of batches, and the gate: how much time was lost around each sample.
// Output is one JSON object a line. Every probe runs in a child process: whatever kills it is reported, the others go on.
#include "probe.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

struct settings set = {.block = 4096, .cpu = -1, .other = -1, .seed = 1};
const char *failure;

static const struct probe *const tables[] = {cpu_probes, trap_probes, time_probes, disk_probes, net_probes};

static const struct probe *find(const char *name) {
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (const struct probe *p = tables[t]; p->name; p++)
      if (!strcmp(p->name, name)) return p;
  return NULL;
}

void json_text(const char *s) {
  putchar('"');
  for (; *s; s++) {
    unsigned char c = (unsigned char)*s;
    if (c == '"' || c == '\\') printf("\\%c", c);
    else if (c < 32 || c > 126) printf("\\u%04x", c);
    else putchar(c);
  }
  putchar('"');
}

int pin(int cpu) {
  cpu_set_t s;
  // with one CPU to run on there is nothing to choose
  if (cpu < 0 || set.other < 0) return 1;
  CPU_ZERO(&s);
  CPU_SET(cpu, &s);
  return sched_setaffinity(0, sizeof s, &s) == 0;
}

// xorshift64*: places on the disk need to be spread and repeatable, not secret
uint64_t next_random(void) {
  static uint64_t x;
  if (!x) x = set.seed * 0x9e3779b97f4a7c15ull | 1;
  x ^= x >> 12, x ^= x << 25, x ^= x >> 27;
  return x * 2685821657736338717ull;
}

static void choose_cpus(void) {
  cpu_set_t s;
  if (sched_getaffinity(0, sizeof s, &s)) return;
  for (int i = 0; i < CPU_SETSIZE; i++) {
    if (!CPU_ISSET(i, &s)) continue;
    if (set.cpu < 0) set.cpu = i;
    else if (set.other < 0) set.other = i;
  }
}

// Time that the host took, in clock ticks, of all CPUs; -1: not told.
static long long steal_ticks(void) {
  char text[512];
  int fd = open("/proc/stat", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  if (n <= 0) return -1;
  text[n] = 0;
  long long v[8] = {0};
  int got = sscanf(text, "cpu %lld %lld %lld %lld %lld %lld %lld %lld", v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6, v + 7);
  return got == 8 ? v[7] : -1;
}

static uint64_t thread_ns(void) {
  struct timespec t;
  if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t)) return 0;
  return (uint64_t)t.tv_sec * 1000000000ull + (uint64_t)t.tv_nsec;
}

// A busy loop on the probe's CPU that counts the time in which it did not run. `own` is the part that other tasks of this
// same guest had; the rest went to interrupts and to the host.
struct spin {
  double window_us, lost_us, own_us, longest_us;
};
#define GAP_NS 5000
static void spin_for(struct spin *s, double ms) {
  if (ms <= 0) return;
  uint64_t begin = now_ns(), cpu0 = thread_ns(), end = begin + (uint64_t)(ms * 1e6), last = begin, t;
  while ((t = now_ns()) < end) {
    uint64_t d = t - last;
    if (d > GAP_NS) s->lost_us += (double)d / 1e3;
    if ((double)d / 1e3 > s->longest_us) s->longest_us = (double)d / 1e3;
    last = t;
  }
  if (t - last > GAP_NS) s->lost_us += (double)(t - last) / 1e3;
  double ran = (double)(thread_ns() - cpu0) / 1e3, wall = (double)(t - begin) / 1e3;
  s->window_us += wall;
  // up to 20 us are the two readings of the clocks themselves
  if (wall - ran > 20) s->own_us += wall - ran;
}

struct result {
  int done, many;
  long iters, count, competed;
  char error[200];
  struct spin spin;
  double batch[MAX_BATCHES];
  double sample[MAX_SAMPLES];
};

struct timing {
  double ms, spin_ms;
  int batches;
};

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

static void fail(struct result *r, const char *message) { snprintf(r->error, sizeof r->error, "%s", message); }

// Runs in the child.
static void time_probe(const struct probe *p, const struct timing *how, struct result *r) {
  // what waits for another task means something only on the CPU that it says
  if (!(p->flags & FLOATS) && !pin(set.cpu) && p->flags & BLOCKS) return fail(r, "may not choose the CPU it runs on");
  const char *why = p->prepare ? p->prepare() : NULL;
  if (why) return fail(r, why);
  spin_for(&r->spin, how->spin_ms);
  if (p->how == EACH) {
    // one operation to warm up
    double first;
    if (p->each(&first, 1, 0) != 1) return fail(r, failure ? failure : "nothing was done");
    r->count = p->each(r->sample, MAX_SAMPLES, now_ns() + (uint64_t)(how->ms * 1e6));
    if (failure) return fail(r, failure);
  } else {
    double share = how->ms * 1e6 / (how->batches + 2);
    long n = 1;
    // how many operations fill a batch: doubled until the time can be read well, then in proportion
    for (;;) {
      uint64_t t = now_ns();
      if (p->loop(n) != n) return fail(r, failure ? failure : "nothing was done");
      double took = (double)(now_ns() - t);
      if (took >= share / 4 || n >= p->most) {
        double want = (double)n * share / (took > 1 ? took : 1);
        n = want < 1 ? 1 : want > (double)p->most ? p->most : (long)want;
        break;
      }
      n = n * 2 > p->most ? p->most : n * 2;
    }
    r->iters = n;
    for (int b = 0; b < how->batches; b++) {
      struct rusage before = {0}, after = {0};
      getrusage(RUSAGE_THREAD, &before);
      uint64_t t = now_ns();
      if (p->loop(n) != n) return fail(r, failure ? failure : "stopped early");
      double took = (double)(now_ns() - t);
      getrusage(RUSAGE_THREAD, &after);
      // preempted by another task of this guest: known, so the batch is set aside, whatever its time was
      int competed = !(p->flags & BLOCKS) && after.ru_nivcsw != before.ru_nivcsw;
      if (competed) r->competed++;
      else r->batch[r->many++] = took / (double)n;
    }
  }
  if (p->finish) p->finish();
  spin_for(&r->spin, how->spin_ms);
  r->done = 1;
}

static void died(int status, struct result *r) {
  int s = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  if (s == SIGSYS) fail(r, "refused: a seccomp filter ended it (SIGSYS)");
  else if (s == SIGALRM) fail(r, "took too long");
  else if (s == SIGILL) fail(r, "the instruction does not exist here (SIGILL)");
  else if (s == SIGSEGV || s == SIGBUS) fail(r, "the instruction is not allowed here (SIGSEGV)");
  else if (s == SIGKILL) fail(r, "it was killed (out of memory?)");
  else if (s) snprintf(r->error, sizeof r->error, "ended by signal %d", s);
  else snprintf(r->error, sizeof r->error, "ended with code %d", WEXITSTATUS(status));
}

static void numbers(const char *key, const double *v, int n) {
  printf(",\"%s\":[", key);
  for (int i = 0; i < n; i++) printf("%s%.2f", i ? "," : "", v[i]);
  printf("]");
}

static void print_quantiles(double *v, long n) {
  qsort(v, (size_t)n, sizeof *v, by_size);
  static const struct {
    const char *key;
    double at;
  } at[] = {{"min", 0}, {"p25", .25}, {"p50", .5}, {"p75", .75}, {"p90", .9}, {"p99", .99}, {"max", 1}};
  printf(",\"quantiles\":{");
  for (size_t i = 0; i < sizeof at / sizeof *at; i++)
    printf("%s\"%s\":%.1f", i ? "," : "", at[i].key, v[(long)((double)(n - 1) * at[i].at + 0.5)]);
  printf("}");
}

static const char *cannot(const struct probe *p) {
  if (p->flags & NEEDS_TWO_CPUS && set.other < 0) return "needs two CPUs; this process may use one";
  if (p->flags & NEEDS_FILE && !set.file) return "no file was given (-f)";
  if (p->flags & NEEDS_PEER && !set.host) return "no peer was given (-p)";
  return NULL;
}

static void run_timed(const struct probe *p, const struct timing *how, struct result *r) {
  memset(r, 0, offsetof(struct result, batch));
  long long steal = steal_ticks();
  uint64_t t = now_ns();
  const char *why = cannot(p);
  if (why) fail(r, why);
  else {
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      alarm(10 + (unsigned)(how->ms * 10 / 1000));
      time_probe(p, how, r);
      _exit(0);
    }
    int status = 0;
    if (child < 0) fail(r, strerror(errno));
    else {
      pid_t ended;
      while ((ended = waitpid(child, &status, 0)) < 0 && errno == EINTR) {
      }
      if (ended < 0) fail(r, "may not wait for a child process"), kill(child, SIGKILL);
      else if (!r->done && !r->error[0]) died(status, r);
    }
  }
  double ms = (double)(now_ns() - t) / 1e6;
  long long steal_after = steal_ticks();
  printf("{\"probe\":\"%s\",\"unit\":\"%s\",\"ms\":%.1f", p->name, p->unit, ms);
  if (steal >= 0 && steal_after >= 0) printf(",\"steal_ms\":%.0f", (double)(steal_after - steal) * 1000.0 / (double)sysconf(_SC_CLK_TCK));
  if (r->error[0]) {
    printf(",\"error\":");
    json_text(r->error);
  } else {
    printf(",\"spin\":{\"window_us\":%.0f,\"lost_us\":%.1f,\"own_us\":%.1f,\"longest_us\":%.1f}", r->spin.window_us, r->spin.lost_us,
           r->spin.own_us, r->spin.longest_us);
    if (p->how == EACH) {
      printf(",\"n\":%ld", r->count);
      if (r->count > 0) print_quantiles(r->sample, r->count);
    } else {
      printf(",\"iters\":%ld,\"competed\":%ld", r->iters, r->competed);
      numbers("batches", r->batch, r->many);
    }
  }
  printf("}\n");
  fflush(stdout);
}

static long number_of(const char *text, const char *name, long least, long most) {
  char *end;
  errno = 0;
  long v = strtol(text, &end, 10);
  if (errno || *end || end == text || v < least || v > most) {
    fprintf(stderr, "probe: %s: '%s' is not a whole number from %ld to %ld\n", name, text, least, most);
    exit(2);
  }
  return v;
}

// A fixed amount of work: `probe work NAME [FILE | HOST PORT] N[b]`.
static int work(int argc, char **argv, int tag) {
  if (argc < 2) return fprintf(stderr, "probe: work NAME [FILE | HOST PORT] N\n"), 2;
  const struct probe *p = find(argv[0]);
  int i = 1;
  if (!p) return fprintf(stderr, "probe: no probe is called '%s'\n", argv[0]), 2;
  if (p->flags & NEEDS_FILE && i + 1 < argc) set.file = argv[i++];
  if (p->flags & NEEDS_PEER && i + 2 < argc) set.host = argv[i++], set.port = (int)number_of(argv[i++], "port", 1, 65535);
  if (i + 1 != argc) return fprintf(stderr, "probe: %s: wrong number of arguments\n", p->name), 2;
  // a file is read by the MiB, or by blocks: `64b`
  size_t digits = strlen(argv[i]);
  int blocks = p->flags & NEEDS_FILE && digits > 1 && argv[i][digits - 1] == 'b';
  if (blocks) argv[i][digits - 1] = 0;
  long n = number_of(argv[i], "amount", 1, 1000000000l);
  if (p->flags & NEEDS_FILE) set.block = 4096, n *= blocks ? 1 : (1l << 20) / set.block;
  const char *why = cannot(p);
  if (!why && p->flags & RISKY) {
    int status = 0;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) _exit(p->loop(1) != 1);
    static struct result r;
    if (child < 0 || waitpid(child, &status, 0) < 0) why = strerror(errno);
    else if (!WIFEXITED(status) || WEXITSTATUS(status)) died(status, &r), why = r.error;
  }
  if (!why && !(p->flags & FLOATS)) pin(set.cpu);
  if (!why && p->prepare) why = p->prepare();
  long did = 0;
  int began = 0;
  uint64_t t = 0, took = 0;
  if (!why) {
    // the first pass makes libraries, page tables and caches ready; it is one operation, outside of the marks
    double one;
    if (p->how == EACH) p->each(&one, 1, 0);
    else p->loop(1);
    if (tag >= 0) mark((unsigned)tag, 0);
    t = now_ns();
    began = 1;
    static double ns[MAX_SAMPLES];
    while (did < n && !failure) {
      long want = n - did < p->most ? n - did : p->most;
      long got = p->how == EACH ? p->each(ns, want, 0) : p->loop(want);
      did += got;
      if (got < want) break;
    }
    took = now_ns() - t;
    if (tag >= 0) mark((unsigned)tag, 1);
    if (p->finish) p->finish();
    if (did < n) why = failure ? failure : "stopped early";
  }
  printf("{\"work\":\"%s\",\"n\":%ld", p->name, did);
  // whose clock stands still has done it all the same
  if (began) printf(",\"begin_ns\":%llu,\"ns\":%llu,\"per_ns\":%.2f", (unsigned long long)t, (unsigned long long)took, did ? (double)took / (double)did : 0.0);
  if (tag >= 0) {
    printf(",\"mark\":{\"tag\":%d,\"way\":\"%s\"", tag, mark_way());
    if (mark_address(0)) printf(",\"begin\":\"0x%lx\",\"end\":\"0x%lx\"", (unsigned long)mark_address(0), (unsigned long)mark_address(1));
    printf("}");
  }
  if (why) {
    printf(",\"error\":");
    json_text(why);
  }
  printf("}\n");
  return why != NULL;
}

static int list(void) {
  for (size_t t = 0; t < sizeof tables / sizeof *tables; t++)
    for (const struct probe *p = tables[t]; p->name; p++) {
      printf("{\"probe\":\"%s\",\"unit\":\"%s\",\"what\":", p->name, p->unit);
      json_text(p->what);
      printf("}\n");
    }
  return 0;
}

static int usage(void) {
  fputs("usage: probe time [-t MS] [-b BATCHES] [-s SPIN_MS] [-f FILE] [-p HOST PORT] [-r SEED] [-n NICE] NAME...\n"
        "       probe work [-m | -M TAG] NAME [FILE | HOST PORT] N[b]\n"
        "       probe serve [PORT [SECONDS [ADDRESS]]]\n"
        "       probe info | list | nothing\n",
        stderr);
  return 2;
}

int main(int argc, char **argv) {
  // what `exec` starts: first, so that it does as little as can be
  if (argc > 1 && !strcmp(argv[1], "nothing")) return 0;
  if (argc < 2) return usage();
  setvbuf(stdout, NULL, _IOLBF, 0);
  // nobody reads any more: end, and take the running probe along (PDEATHSIG)
  signal(SIGPIPE, SIG_DFL);
  choose_cpus();
  if (!strcmp(argv[1], "list")) return list();
  if (!strcmp(argv[1], "info")) {
    printf("{\"probe_version\":%d,\"mark\":\"%s\",\"cpus\":%ld", PROBE_VERSION, mark_way(), sysconf(_SC_NPROCESSORS_ONLN));
    print_info();
    printf("}\n");
    return 0;
  }
  if (!strcmp(argv[1], "serve")) {
    int port = argc > 2 ? (int)number_of(argv[2], "port", 0, 65535) : 5990;
    int seconds = argc > 3 ? (int)number_of(argv[3], "seconds", 1, 86400) : 600;
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    return serve(port, seconds, argc > 4 ? argv[4] : NULL);
  }
  if (!strcmp(argv[1], "work")) {
    int tag = -1, i = 2;
    if (argc > 4 && (!strcmp(argv[2], "-m") || !strcmp(argv[2], "-M")))
      set.plain_marks = argv[2][1] == 'M', tag = (int)number_of(argv[3], "-m", 0, 255), i = 4;
    return work(argc - i, argv + i, tag);
  }
  if (strcmp(argv[1], "time")) return usage();

  struct timing how = {.ms = 30, .spin_ms = 2, .batches = 15};
  int i = 2;
  for (; i < argc && argv[i][0] == '-'; i++) {
    char o = argv[i][1];
    if (i + (o == 'p' ? 2 : 1) >= argc || argv[i][2]) return usage();
    if (o == 't') how.ms = (double)number_of(argv[++i], "-t", 1, 10000);
    else if (o == 'b') how.batches = (int)number_of(argv[++i], "-b", 1, MAX_BATCHES);
    else if (o == 's') how.spin_ms = (double)number_of(argv[++i], "-s", 0, 1000);
    else if (o == 'f') set.file = argv[++i];
    else if (o == 'r') set.seed = (uint64_t)number_of(argv[++i], "-r", 0, 1l << 40);
    else if (o == 'n') setpriority(PRIO_PROCESS, 0, (int)number_of(argv[++i], "-n", -20, 19));
    else if (o == 'p') set.host = argv[++i], set.port = (int)number_of(argv[++i], "port", 1, 65535);
    else return usage();
  }
  if (i >= argc) return usage();
  struct result *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (r == MAP_FAILED) return fprintf(stderr, "probe: %s\n", strerror(errno)), 1;
  for (; i < argc; i++) {
    const struct probe *p = find(argv[i]);
    if (p) run_timed(p, &how, r);
    else {
      printf("{\"probe\":");
      json_text(argv[i]);
      printf(",\"error\":\"not built for this architecture\"}\n");
    }
  }
  return 0;
}
