// Network: round trips and throughput against a peer that runs `probe serve`.
// Protocol. UDP: a packet of 16 to 1400 bytes that begins with QUERY comes back once with REPLY in its place; nothing else is
// answered, so that two servers can never keep each other busy. TCP: QUERY plus one byte, 'e' (each following 64-byte message
// comes back) or 's' (the following bytes are counted and dropped, and the count comes back when the sender is done).
#include "probe.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUERY "vcprobe?"
#define REPLY "vcprobe!"
#define MAGIC 8
#define MESSAGE 64
#define CHUNK (128 << 10)
#define MOST_SESSIONS 8
#define SESSION_SECONDS 60

static int fd = -1;
static char why[160];

// An address in numbers only: the caller looks names up, because a static program cannot (getaddrinfo needs glibc's modules).
static socklen_t address_of(struct sockaddr_storage *a, const char *text, int port) {
  struct sockaddr_in6 *six = (struct sockaddr_in6 *)a;
  struct sockaddr_in *four = (struct sockaddr_in *)a;
  memset(a, 0, sizeof *a);
  if (inet_pton(AF_INET, text, &four->sin_addr) == 1) {
    four->sin_family = AF_INET, four->sin_port = htons((uint16_t)port);
    return sizeof *four;
  }
  if (inet_pton(AF_INET6, text, &six->sin6_addr) == 1) {
    six->sin6_family = AF_INET6, six->sin6_port = htons((uint16_t)port);
    return sizeof *six;
  }
  return 0;
}

static const char *reach(int type) {
  struct sockaddr_storage a;
  socklen_t n = address_of(&a, set.host, set.port);
  if (!n) return "the peer's address has to be given in numbers";
  fd = socket(a.ss_family, type | SOCK_CLOEXEC, 0);
  if (fd < 0) return strerror(errno);
  struct timeval wait = {2, 0};
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
  if (connect(fd, (struct sockaddr *)&a, n) == 0) return NULL;
  snprintf(why, sizeof why, "cannot reach %s port %d: %s", set.host, set.port, strerror(errno));
  return why;
}
static const char *reach_udp(void) { return reach(SOCK_DGRAM); }
static const char *reach_tcp(char kind) {
  const char *e = reach(SOCK_STREAM);
  if (e) return e;
  int on = 1;
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  char hello[MAGIC + 1];
  memcpy(hello, QUERY, MAGIC);
  hello[MAGIC] = kind;
  return send(fd, hello, sizeof hello, MSG_NOSIGNAL) == sizeof hello ? NULL : strerror(errno);
}
static const char *reach_echo(void) { return reach_tcp('e'); }
static const char *reach_sink(void) { return reach_tcp('s'); }

// One UDP round trip: 1 done, 0 lost, -1 failed.
static int trip(uint64_t number) {
  char out[MESSAGE] = {0}, in[MESSAGE];
  memcpy(out, QUERY, MAGIC);
  memcpy(out + MAGIC, &number, sizeof number);
  if (send(fd, out, sizeof out, 0) != sizeof out) return failure = "nobody answers at the peer's port", -1;
  for (;;) {
    ssize_t r = recv(fd, in, sizeof in, 0);
    if (r < 0) return errno == EAGAIN || errno == EWOULDBLOCK ? 0 : (failure = "nobody answers at the peer's port", -1);
    // the reply to an earlier query, come late, is passed over
    if (r == sizeof in && !memcmp(in, REPLY, MAGIC) && !memcmp(in + MAGIC, &number, sizeof number)) return 1;
  }
}
static uint64_t number;
static int lost;
static int sure_trip(void) {
  for (;;) {
    int r = trip(++number);
    if (r) return r > 0;
    if (++lost > 3) return failure = "the peer does not answer", 0;
  }
}
static long do_udp(double *ns, long n, uint64_t deadline) {
  for (long i = 0; i < n; i++) {
    uint64_t t = now_ns();
    if (deadline && t > deadline) return i;
    int before = lost;
    if (!sure_trip()) return i;
    if (lost != before) {
      i--;
      continue;
    }
    ns[i] = (double)(now_ns() - t);
  }
  return n;
}
static long do_packets(long n) {
  for (long i = 0; i < n; i++)
    if (!sure_trip()) return i;
  return n;
}
static int all(ssize_t (*move)(int, void *, size_t, int), char *p, size_t n) {
  while (n) {
    ssize_t r = move(fd, p, n, MSG_NOSIGNAL);
    if (r <= 0) return failure = "the peer broke off", 0;
    p += r, n -= (size_t)r;
  }
  return 1;
}
static ssize_t put(int f, void *p, size_t n, int flags) { return send(f, p, n, flags); }
static long do_tcp(double *ns, long n, uint64_t deadline) {
  char m[MESSAGE] = {0};
  for (long i = 0; i < n; i++) {
    uint64_t t = now_ns();
    if (deadline && t > deadline) return i;
    if (!all(put, m, sizeof m) || !all(recv, m, sizeof m)) return i;
    ns[i] = (double)(now_ns() - t);
  }
  return n;
}
// n MiB to the peer, until it says that it has them all: nanoseconds per MiB, so that less is better as everywhere.
static long do_stream(long n) {
  static char *chunk;
  if (!chunk && !(chunk = calloc(1, CHUNK))) return failure = "no memory", 0;
  uint64_t bytes = (uint64_t)n << 20, told;
  char head[8];
  memcpy(head, &bytes, 8);
  if (!all(put, head, 8)) return 0;
  for (uint64_t left = bytes; left;) {
    size_t k = left < CHUNK ? (size_t)left : CHUNK;
    if (!all(put, chunk, k)) return 0;
    left -= k;
  }
  if (!all(recv, (char *)&told, 8)) return 0;
  if (told != bytes) return failure = "bytes were lost", 0;
  return n;
}

const struct probe net_probes[] = {
    {"udp", EACH, BLOCKS | FLOATS | NEEDS_PEER, reach_udp, NULL, do_udp, MAX_SAMPLES, "ns", "UDP round trip, 64 bytes", NULL},
    {"tcp", EACH, BLOCKS | FLOATS | NEEDS_PEER, reach_echo, NULL, do_tcp, MAX_SAMPLES, "ns", "TCP round trip, 64 bytes", NULL},
    {"stream", BATCHED, BLOCKS | FLOATS | NEEDS_PEER, reach_sink, do_stream, NULL, 256, "ns", "TCP throughput, per MiB", NULL},
    {"packets", BATCHED, BLOCKS | FLOATS | NEEDS_PEER, reach_udp, do_packets, NULL, 1l << 16, "ns", "UDP round trip, 64 bytes", NULL},
    {NULL, 0, 0, NULL, NULL, NULL, 0, NULL, NULL, NULL},
};

// ---- the server ----

static void session(int s) {
  struct timeval idle = {5, 0};
  char *buffer = malloc(CHUNK);
  char hello[MAGIC + 1];
  if (!buffer) return;
  fd = s;
  alarm(SESSION_SECONDS);
  setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &idle, sizeof idle);
  setsockopt(s, SOL_SOCKET, SO_SNDTIMEO, &idle, sizeof idle);
  int on = 1;
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (!all(recv, hello, sizeof hello) || memcmp(hello, QUERY, MAGIC)) return;
  if (hello[MAGIC] == 'e')
    while (all(recv, buffer, MESSAGE) && all(put, buffer, MESSAGE)) {
    }
  else if (hello[MAGIC] == 's')
    for (;;) {
      uint64_t want, left;
      if (!all(recv, (char *)&want, 8) || want > (1ull << 30)) return;
      for (left = want; left;) {
        ssize_t r = recv(s, buffer, left < CHUNK ? (size_t)left : CHUNK, 0);
        if (r <= 0) return;
        left -= (uint64_t)r;
      }
      if (!all(put, (char *)&want, 8)) return;
    }
}

static int listen_on(int type, const char *address, int port) {
  struct sockaddr_storage a;
  socklen_t n = address_of(&a, address ? address : "0.0.0.0", port);
  if (!n) return errno = EINVAL, -1;
  int on = 1, s = socket(a.ss_family, type | SOCK_CLOEXEC, 0);
  if (s < 0) return -1;
  setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(s, (struct sockaddr *)&a, n) || (type == SOCK_STREAM && listen(s, 8))) {
    int e = errno;
    close(s);
    errno = e;
    return -1;
  }
  return s;
}
static int port_of(int s) {
  struct sockaddr_storage a;
  socklen_t n = sizeof a;
  if (getsockname(s, (struct sockaddr *)&a, &n)) return 0;
  return ntohs(a.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&a)->sin6_port : ((struct sockaddr_in *)&a)->sin_port);
}

// Answers for so many seconds. Port 0: any free one, which is printed.
int serve(int port, int seconds, const char *address) {
  int tcp = listen_on(SOCK_STREAM, address, port);
  int udp = tcp < 0 ? -1 : listen_on(SOCK_DGRAM, address, port_of(tcp));
  if (udp < 0) {
    int e = errno;
    printf("{\"error\":");
    snprintf(why, sizeof why, "cannot listen on port %d: %s", port, strerror(e));
    json_text(why);
    printf("}\n");
    return 1;
  }
  printf("{\"serving\":%d,\"seconds\":%d}\n", port_of(tcp), seconds);
  fflush(stdout);
  uint64_t end = now_ns() + (uint64_t)seconds * 1000000000ull;
  int sessions = 0;
  char packet[1500];
  for (uint64_t t; (t = now_ns()) < end;) {
    struct pollfd both[2] = {{.fd = udp, .events = POLLIN}, {.fd = tcp, .events = POLLIN}};
    uint64_t left = (end - t) / 1000000ull + 1;
    if (poll(both, 2, left < 1000 ? (int)left : 1000) < 0 && errno != EINTR) break;
    while (sessions && waitpid(-1, NULL, WNOHANG) > 0) sessions--;
    if (both[0].revents & POLLIN) {
      struct sockaddr_storage a;
      socklen_t n = sizeof a;
      ssize_t r = recvfrom(udp, packet, sizeof packet, MSG_DONTWAIT, (struct sockaddr *)&a, &n);
      if (r >= 16 && r <= 1400 && !memcmp(packet, QUERY, MAGIC)) {
        memcpy(packet, REPLY, MAGIC);
        sendto(udp, packet, (size_t)r, MSG_DONTWAIT, (struct sockaddr *)&a, n);
      }
    }
    if (both[1].revents & POLLIN) {
      int s = accept(tcp, NULL, NULL);
      if (s < 0) continue;
      // fork, so that no session can hold up another or the packets
      pid_t p = sessions < MOST_SESSIONS ? fork() : -1;
      if (p == 0) {
        close(tcp), close(udp);
        session(s);
        _exit(0);
      }
      if (p > 0) sessions++;
      close(s);
    }
  }
  return 0;
}
