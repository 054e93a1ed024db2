// Disk: one read at a time, past the page cache, at places chosen beforehand.
#include "probe.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int fd = -1;
static off_t blocks;
static void *buffer;
static char why[160];

static const char *open_direct(void) {
  struct stat s;
  fd = open(set.file, O_RDONLY | O_DIRECT | O_CLOEXEC);
  if (fd < 0) {
    // tmpfs and some overlays refuse O_DIRECT: cached reads would measure memory, so there is no fallback
    return errno == EINVAL ? "this file system has no direct reads (O_DIRECT)" : strerror(errno);
  }
  if (fstat(fd, &s)) return strerror(errno);
  off_t size = S_ISBLK(s.st_mode) ? lseek(fd, 0, SEEK_END) : s.st_size;
  blocks = size / set.block;
  if (blocks < 1) return "the file is smaller than one block";
  if (posix_memalign(&buffer, 4096, (size_t)set.block)) return "no memory";
  return NULL;
}

static int read_at(off_t at) {
  ssize_t r = pread(fd, buffer, (size_t)set.block, at * set.block);
  if (r == set.block) return 1;
  if (r < 0) {
    strncpy(why, strerror(errno), sizeof why - 1);
    failure = why;
  } else failure = "short read";
  return 0;
}

static long do_disk(double *ns, long n, uint64_t deadline) {
  for (long i = 0; i < n; i++) {
    off_t at = (off_t)(next_random() % (uint64_t)blocks);
    uint64_t t = now_ns();
    if (deadline && t > deadline) return i;
    if (!read_at(at)) return i;
    ns[i] = (double)(now_ns() - t);
  }
  return n;
}

// In order, from the beginning, again and again: for fixed work.
static long do_read(long n) {
  for (long i = 0; i < n; i++)
    if (!read_at((off_t)i % blocks)) return i;
  return n;
}

const struct probe disk_probes[] = {
    {"disk", EACH, BLOCKS | FLOATS | NEEDS_FILE, open_direct, NULL, do_disk, MAX_SAMPLES, "ns",
     "random 4 KiB read, O_DIRECT, queue depth 1", NULL},
    {"read", BATCHED, BLOCKS | FLOATS | NEEDS_FILE, open_direct, do_read, NULL, 1l << 14, "ns",
     "sequential read, O_DIRECT, queue depth 1, per block", NULL},
    {NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
};
