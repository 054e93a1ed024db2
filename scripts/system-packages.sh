#!/bin/bash
# Installs the programs that tests need, on Debian or Ubuntu: a browser for the page, packers for archives, groff, zsh and fish for the
# manual page and completions, osinfo-db for guest names, a C compiler for the measuring helper, another shell for the collector. Installs only what is missing and never
# fails: the tests that need a missing program are skipped, and `npm test` gives the reason.
set -uo pipefail

declare -A package=(
  [chromium]=chromium [xz]=xz-utils [zstd]=zstd [bzip2]=bzip2 [groff]=groff-base [zsh]=zsh [fish]=fish [git]=git
  [gcc]=gcc [ip]=iproute2 [busybox]=busybox [patch]=patch
)
missing=()
# The helper is linked statically, which needs libc.a as well as a compiler.
[ -e /usr/lib/x86_64-linux-gnu/libc.a ] || [ -e /usr/lib/aarch64-linux-gnu/libc.a ] || missing+=(libc6-dev)
[ -e /usr/share/osinfo/os ] || missing+=(osinfo-db)
for program in "${!package[@]}"; do
  command -v "$program" >/dev/null 2>&1 && continue
  # Ubuntu's package `chromium` installs a snap. The tests accept these browsers too.
  if [ "$program" = chromium ] && { command -v google-chrome || command -v chromium-browser; } >/dev/null 2>&1; then continue; fi
  missing+=("${package[$program]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "system packages: apt-get not found; continuing without ${missing[*]}" >&2
  exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=(sudo -n)
  else
    echo "system packages: not root; continuing without ${missing[*]}" >&2
    exit 0
  fi
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive timeout 240 apt-get -y -q -o DPkg::Lock::Timeout=60 "$@" >>"$log" 2>&1; }
apt update
if ! apt install --no-install-recommends "${missing[@]}"; then
  # apt installs nothing when one package is unavailable, so try each alone.
  for name in "${missing[@]}"; do
    apt install --no-install-recommends "$name" || echo "system packages: could not install $name; continuing without it" >&2
  done
fi
exit 0
