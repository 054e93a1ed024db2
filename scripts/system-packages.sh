#!/bin/bash
# Installs what tests use when it is there, on a Debian or Ubuntu: a browser for the page, packers for archives,
# groff, zsh and fish for the manual page and completions, a C compiler for the measuring helper of the race. Only what is missing; never a reason to fail:
# a test whose program is absent skips itself.
set -uo pipefail

declare -A package=(
  [chromium]=chromium [xz]=xz-utils [zstd]=zstd [bzip2]=bzip2 [groff]=groff-base [zsh]=zsh [fish]=fish [git]=git
  [gcc]=gcc
)
missing=()
# The helper is linked statically: a compiler without the C library's archive is not enough.
[ -e /usr/lib/x86_64-linux-gnu/libc.a ] || [ -e /usr/lib/aarch64-linux-gnu/libc.a ] || missing+=(libc6-dev)
for program in "${!package[@]}"; do
  command -v "$program" >/dev/null 2>&1 && continue
  # On Ubuntu `chromium` is a snap; a browser of any of these names does.
  if [ "$program" = chromium ] && { command -v google-chrome || command -v chromium-browser; } >/dev/null 2>&1; then continue; fi
  missing+=("${package[$program]}")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "system packages: no apt-get; going on without ${missing[*]}" >&2
  exit 0
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then as_root=(sudo -n)
  else
    echo "system packages: not root; going on without ${missing[*]}" >&2
    exit 0
  fi
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
apt() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive timeout 240 apt-get -y -q -o DPkg::Lock::Timeout=60 "$@" >>"$log" 2>&1; }
apt update
if ! apt install --no-install-recommends "${missing[@]}"; then
  # One package that is not to be had must not keep the others away.
  for name in "${missing[@]}"; do
    apt install --no-install-recommends "$name" || echo "system packages: could not install $name; going on without" >&2
  done
fi
exit 0
