// Privileged work that a program causes: system calls, page tables, processes; and two controls that no mode should change.
#include "probe.h"
#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;
#define PAGE 4096l

static const char *has_syscall(void) { return syscall(SYS_getppid) < 0 ? strerror(errno) : NULL; }
static long do_syscall(long n) {
  // getppid: no caching in any libc, and next to nothing in the kernel
  for (long i = 0; i < n; i++) syscall(SYS_getppid);
  return n;
}

static long do_pagefault(long n) {
  char *p = mmap(NULL, (size_t)(n * PAGE), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (p == MAP_FAILED) return failure = strerror(errno), 0;
  // small pages, so that one touch is one fault whatever the setting of transparent huge pages
  madvise(p, (size_t)(n * PAGE), MADV_NOHUGEPAGE);
  for (long i = 0; i < n; i++) ((volatile char *)p)[i * PAGE] = 1;
  munmap(p, (size_t)(n * PAGE));
  return n;
}

// A file that is in memory already is mapped, each of its pages touched in a scattered order, and unmapped: nothing is zeroed or
// read, so that what is left is the work on page tables. As lmbench's lat_pagefault does it; the kernel may map 16 pages a fault.
#define FILE_PAGES 256l
static int file_fd = -1;
static const char *cached_file(void) {
  file_fd = memfd_create("virtcolor", MFD_CLOEXEC);
  if (file_fd < 0 || ftruncate(file_fd, FILE_PAGES * PAGE)) return strerror(errno);
  char *p = mmap(NULL, (size_t)(FILE_PAGES * PAGE), PROT_READ | PROT_WRITE, MAP_SHARED, file_fd, 0);
  if (p == MAP_FAILED) return strerror(errno);
  for (long i = 0; i < FILE_PAGES; i++) ((volatile char *)p)[i * PAGE] = 1;
  munmap(p, (size_t)(FILE_PAGES * PAGE));
  return NULL;
}
static long do_filefault(long n) {
  for (long i = 0; i < n; i++) {
    volatile char *p = mmap(NULL, (size_t)(FILE_PAGES * PAGE), PROT_READ, MAP_SHARED, file_fd, 0);
    if (p == MAP_FAILED) return failure = strerror(errno), i;
    // an odd step meets each of 256 pages once
    for (long k = 0; k < FILE_PAGES; k++) (void)p[k * 97 % FILE_PAGES * PAGE];
    munmap((void *)p, (size_t)(FILE_PAGES * PAGE));
  }
  return n;
}

static long do_mmap(long n) {
  for (long i = 0; i < n; i++) {
    char *p = mmap(NULL, (size_t)PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED) return failure = strerror(errno), i;
    *(volatile char *)p = 1;
    munmap(p, (size_t)PAGE);
  }
  return n;
}

static char *page;
static const char *one_page(void) {
  page = mmap(NULL, (size_t)PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return strerror(errno);
  *(volatile char *)page = 1;
  return NULL;
}
static long do_mprotect(long n) {
  for (long i = 0; i < n; i++) {
    if (mprotect(page, (size_t)PAGE, PROT_READ) || mprotect(page, (size_t)PAGE, PROT_READ | PROT_WRITE))
      return failure = strerror(errno), i;
    // a touch, so that the changed entry is really used and no change can be saved up
    *(volatile char *)page = 1;
  }
  return n;
}

static long do_fork(long n) {
  for (long i = 0; i < n; i++) {
    pid_t p = fork();
    if (p < 0) return failure = strerror(errno), i;
    if (p == 0) _exit(0);
    if (waitpid(p, NULL, 0) < 0) return failure = strerror(errno), i;
  }
  return n;
}

static long do_exec(long n) {
  // this very program, told to do nothing: the same in every guest, whatever is installed there
  char *argv[] = {"probe", "nothing", NULL};
  for (long i = 0; i < n; i++) {
    pid_t p;
    int status;
    int e = posix_spawn(&p, "/proc/self/exe", NULL, NULL, argv, environ);
    if (e) return failure = strerror(e), i;
    if (waitpid(p, &status, 0) < 0) return failure = strerror(errno), i;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return failure = "the started program failed", i;
  }
  return n;
}

static int there[2], back[2];
static pid_t other_end;
static long do_context(long n) {
  char c = 0;
  long i = 0;
  for (; i < n; i++)
    if (write(there[1], &c, 1) != 1 || read(back[0], &c, 1) != 1) break;
  if (i < n) failure = "the pipe broke";
  return i;
}
static void hang_up(void) {
  close(there[1]), close(back[0]);
  waitpid(other_end, NULL, 0);
}
static const char *two_processes(void) {
  char c = 0;
  if (pipe(there) || pipe(back)) return strerror(errno);
  other_end = fork();
  if (other_end < 0) return strerror(errno);
  if (other_end == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(there[1]), close(back[0]);
    while (read(there[0], &c, 1) == 1 && write(back[1], &c, 1) == 1) {
    }
    _exit(0);
  }
  close(there[0]), close(back[1]);
  // the first one waits until the other process has started
  return do_context(1) == 1 ? NULL : failure;
}

static volatile uint64_t sink;
static long do_alu(long n) {
  uint64_t x = 88172645463325252ull;
  // one chain of dependent steps: no hypervisor has a say in it
  for (long i = 0; i < n; i++) x = (x ^ (x >> 7)) * 0x9e3779b97f4a7c15ull + 1;
  sink = x;
  return n;
}

// 2 x 32 MiB: above any core's own caches, the shared one included on most machines
#define COPY (32l << 20)
static char *from, *to;
static const char *two_buffers(void) {
  from = mmap(NULL, (size_t)(2 * COPY), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (from == MAP_FAILED) return strerror(errno);
  to = from + COPY;
  memset(from, 1, (size_t)(2 * COPY));
  return NULL;
}
static long do_memory(long n) {
  static long at;
  for (long i = 0; i < n; i++) {
    memcpy(to + at, from + at, 1l << 20);
    at = (at + (1l << 20)) % COPY;
    __asm__ volatile("" ::: "memory");
  }
  return n;
}

const struct probe cpu_probes[] = {
    {"syscall", BATCHED, 0, has_syscall, do_syscall, NULL, 1l << 20, "ns", "a system call (getppid)", NULL},
    {"pagefault", BATCHED, 0, NULL, do_pagefault, NULL, 4096, "ns", "first touch of a 4 KiB anonymous page", NULL},
    {"filefault", BATCHED, 0, cached_file, do_filefault, NULL, 4096, "ns", "map, touch and unmap 256 pages of a file that is in memory", NULL},
    {"mmap", BATCHED, 0, NULL, do_mmap, NULL, 1l << 16, "ns", "mmap, touch and munmap of one page", NULL},
    {"mprotect", BATCHED, 0, one_page, do_mprotect, NULL, 1l << 16, "ns", "mprotect to read-only and back, one page", NULL},
    {"fork", BATCHED, BLOCKS, NULL, do_fork, NULL, 4096, "ns", "fork, exit and wait", NULL},
    {"exec", BATCHED, BLOCKS, NULL, do_exec, NULL, 1024, "ns", "start of a small static program and wait", NULL},
    {"context", BATCHED, BLOCKS, two_processes, do_context, NULL, 1l << 16, "ns", "pipe round trip of two processes on one CPU", hang_up},
    {"alu", BATCHED, 0, NULL, do_alu, NULL, 1l << 26, "ns", "control: one step of dependent arithmetic", NULL},
    {"memory", BATCHED, 0, two_buffers, do_memory, NULL, 1024, "ns", "control: copy of 1 MiB of memory", NULL},
    {NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
};
