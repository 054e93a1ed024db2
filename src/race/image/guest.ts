import type { Modules } from './modules.ts'
import { Tree } from './tree.ts'

/**
 * The guest that every mode boots: busybox, the probe and one init. It has the drivers of all modes and loads those for which it finds
 * a device, so that nothing but the machine decides which bind. It talks to dom0 over the network only: evidence first, then rounds of work.
 */

/** Dependencies are added before. Those of emulated devices are loaded where no paravirtual one is there: they take long to link. */
const MODULES = { pv: ['xen-blkfront', 'xen-netfront'], ide: ['ata_piix', 'sd_mod'], nic: ['8139cp'] } as const

export interface GuestOptions {
  readonly dom0: string
  /** Of the disk that is read, in sectors: how it is known from others. */
  readonly sectors: number
  /** The script with which the guest collects its evidence; see src/capture/collector.ts. */
  readonly collector: string
}

const init = (
  options: GuestOptions,
  modules: Readonly<Record<keyof typeof MODULES, readonly string[]>>,
): string => `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /tmp /run /sbin /usr/bin /usr/sbin
/bin/busybox --install -s
export PATH=/bin:/sbin:/usr/bin:/usr/sbin
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev; mount -t tmpfs tmp /tmp
exec </dev/console >/dev/console 2>&1
for word in $(cat /proc/cmdline); do case $word in virtcolor.*=*) export "\${word#virtcolor.}";; esac; done
# Few words: each byte on an HVM guest's serial line is milliseconds.
tell() { read -r now _ < /proc/uptime; echo "virtcolor $now s: $*"; }
tell "$mode up"
load() { for module in "$@"; do insmod /modules/$module.ko; done; }
load ${modules.pv.join(' ')}
# Xenbus tells its devices a moment after it is up.
tries=0
until [ -e /sys/bus/xen/devices/vif-0 ] || [ ! -e /sys/hypervisor/type ] || [ $tries = 20 ]; do usleep 100000; tries=$((tries+1)); done
ls -d /sys/bus/xen/devices/vbd-* >/dev/null 2>&1 || load ${modules.ide.join(' ')}
[ -e /sys/bus/xen/devices/vif-0 ] || load ${modules.nic.join(' ')}
mkdir -p /proc/xen; mount -t xenfs xenfs /proc/xen 2>/dev/null
tries=0; disk=
while [ -z "$disk" ] && [ $tries -lt 60 ]; do
  for size in /sys/block/*/size; do [ "$(cat $size)" = ${options.sectors} ] && disk=\${size%/size}; done
  [ -n "$disk" ] || { usleep 300000; tries=$((tries+1)); }
done
disk=/dev/\${disk##*/}
ip link set lo up
tries=0; nic=
while [ -z "$nic" ] && [ $tries -lt 60 ]; do
  for device in /sys/class/net/*/device; do [ -e "$device" ] && { nic=\${device%/device}; nic=\${nic##*/}; }; done
  [ -n "$nic" ] || { usleep 300000; tries=$((tries+1)); }
done
ip link set $nic up; ip addr add $address/24 dev $nic; ip route add default via ${options.dom0}
export disk
tell "$disk $nic"
sh /collector.sh </dev/null | gzip -1 > /tmp/evidence.gz
until nc ${options.dom0} $up < /tmp/evidence.gz >/dev/null; do usleep 500000; done
tell ready
while :; do
  : > /tmp/go
  until [ -s /tmp/go ]; do nc ${options.dom0} $go </dev/null >/tmp/go 2>/dev/null; [ -s /tmp/go ] || usleep 200000; done
  sh /tmp/go > /tmp/result 2>&1
  nc ${options.dom0} $up < /tmp/result >/dev/null
done
`

/** @param probe the static measuring helper */
export async function guestImage(root: string, modules: Modules, probe: Uint8Array, options: GuestOptions): Promise<Buffer> {
  const tree = new Tree(root)
  for (const path of ['proc', 'sys', 'dev', 'tmp', 'run']) tree.directory(path)
  tree.device('dev/console', 5, 1)
  await tree.program('bin/busybox')
  tree.link('bin/sh', 'busybox')
  tree.file('bin/probe', probe, true)
  tree.file('collector.sh', options.collector)
  const loaded = new Set<string>()
  const lists = { pv: [] as string[], ide: [] as string[], nic: [] as string[] }
  for (const kind of ['pv', 'ide', 'nic'] as const)
    for (const { name, bytes } of await modules.inOrder(MODULES[kind])) {
      if (loaded.has(name)) continue
      loaded.add(name)
      lists[kind].push(name)
      tree.file(`modules/${name}.ko`, bytes)
    }
  tree.file('init', init(options, lists), true)
  return tree.bytes()
}
