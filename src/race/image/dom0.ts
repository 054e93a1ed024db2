import { Fault } from '../../fault.ts'
import type { Modules } from './modules.ts'
import { find, resolved, Tree } from './tree.ts'

/**
 * A dom0 that is one initramfs: xl with its daemons, qemu for HVM guests, busybox, and scripts of our own in place of
 * Debian's hotplug scripts (bash, udev and locks cost tens of seconds in emulated code).
 */

const MODULES = [
  'virtio_pci',
  '9pnet_virtio',
  '9p',
  'xen-evtchn',
  'xen-gntdev',
  'xen-gntalloc',
  'xen-privcmd',
  'xenfs',
  'loop',
  'xen-blkback',
  'xen-netback',
  'tun',
  'bridge',
] as const

/** What the driver types on the console to have script N run; see `init`. */
export const RUN_LINE = 'virtcolor-run'
export const READY_LINE = 'virtcolor-dom0-ready'

const init = (bin: string, modules: readonly string[]): string => `#!/bin/busybox sh
# PID 1 of dom0: brings up the toolstack, then runs the scripts named on its console.
/bin/busybox mkdir -p /proc /sys /tmp /run /var /usr/bin /usr/sbin /sbin
/bin/busybox --install -s
export PATH=${bin}:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs dev /dev
mkdir -p /dev/shm /dev/pts; mount -t tmpfs shm /dev/shm; mount -t devpts devpts /dev/pts; mount -t tmpfs tmp /tmp; mount -t tmpfs run /run
exec </dev/hvc0 >/dev/hvc0 2>&1
stty -echo
${modules.map((name) => `insmod /modules/${name}.ko || echo "virtcolor: insmod ${name} failed"`).join('\n')}
mkdir -p /host && mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144,cache=none share /host || echo "virtcolor: no 9p share"
mount -t xenfs xenfs /proc/xen
ln -sfn /proc/self/fd /dev/fd; ln -sfn /proc/self/fd/0 /dev/stdin; ln -sfn /proc/self/fd/1 /dev/stdout; ln -sfn /proc/self/fd/2 /dev/stderr
mkdir -p /run/xen /run/lock /var/lib/xen /var/lib/xenstored /var/log/xen/console /var/lock /var/lib/xen/dump; ln -sfn /run /var/run
hostname dom0; ip link set lo up
xenstored --pid-file=/run/xen/xenstored.pid
until xenstore-read -s / >/dev/null 2>&1; do usleep 100000; done
xen-init-dom0 >/dev/null
xenconsoled --pid-file=/run/xen/xenconsoled.pid --log=guest --timestamp=none --log-dir=/var/log/xen/console
cat /proc/uptime > /host/ready
echo ${READY_LINE}
while read -r word number; do
  [ "$word" = ${RUN_LINE} ] || continue
  ( cd /host; sh /host/run.$number > /host/out.$number.part 2>&1 </dev/null; echo $? > /host/code.$number.part
    mv out.$number.part out.$number; mv code.$number.part code.$number ) &
done
poweroff -f
`

/** libxl's contract with a block script: say in xenstore which device carries the disk. https://xenbits.xen.org/docs/unstable/misc/block-scripts.txt */
const BLOCK = `#!/bin/busybox sh
case "$1" in
add)
  image=$(xenstore-read "$XENBUS_PATH/params") && device=$(losetup -f) && losetup "$device" "$image" || {
    xenstore-write "$XENBUS_PATH/hotplug-error" "losetup $image failed" "$XENBUS_PATH/hotplug-status" error; exit 1; }
  xenstore-write "$XENBUS_PATH/physical-device" "$(stat -c %t:%T "$device")" "$XENBUS_PATH/physical-device-path" "$device" "$XENBUS_PATH/hotplug-status" connected;;
remove) losetup -d "$(xenstore-read "$XENBUS_PATH/physical-device-path")" 2>/dev/null;;
esac
exit 0
`

/** The same for a network backend (`type_if=vif`) and for the tap of an emulated NIC (`type_if=tap`). */
const VIF = `#!/bin/busybox sh
for word in "$@"; do case "$word" in type_if=*) type=\${word#type_if=};; online|add|offline|remove) action=$word;; esac; done
[ "$type" = tap ] && device=$INTERFACE || device=$vif
case "$action" in
online|add) ip link set "$device" up && brctl addif "$(xenstore-read "$XENBUS_PATH/bridge")" "$device"; [ "$type" = tap ] || xenstore-write "$XENBUS_PATH/hotplug-status" connected;;
*) ip link set "$device" down 2>/dev/null;;
esac
exit 0
`

const XL_CONF = 'autoballoon="off"\nclaim_mode=0\n'

export interface Dom0Image {
  readonly initramfs: Buffer
}

/** @param root the unpacked packages */
export async function dom0Image(root: string, modules: Modules): Promise<Dom0Image> {
  const tree = new Tree(root)
  const bin = await xenBin(root)
  for (const path of ['proc', 'sys', 'dev', 'tmp', 'run', 'host', 'root', 'var/log/xen', 'modules']) tree.directory(path)
  tree.device('dev/console', 5, 1)
  await tree.program('bin/busybox')
  tree.link('bin/sh', 'busybox')
  for (const name of ['xl', 'xenstored', 'xenconsoled', 'xen-init-dom0', 'xentrace', 'libxl-save-helper'])
    await tree.program(`${bin}/${name}`)
  for (const name of ['xenstore-read', 'xenstore-write', 'xenstore-ls']) await tree.program(`usr/bin/${name}`)
  const qemu = await find(root, 'usr/libexec', /^xen-qemu-system-i386$/)
  if (qemu !== undefined) await tree.program(qemu)
  for (const name of ['hvmloader', 'xen-shim']) await tree.copy(`${bin.replace(/bin$/, 'boot')}/${name}`)
  for (const name of ['bios-256k.bin', 'bios.bin']) await tree.copy(`usr/share/seabios/${name}`)
  await tree.copy('usr/share/qemu/kvmvapic.bin')
  await tree.copy('usr/share/qemu/keymaps/en-us')
  const loaded = await modules.inOrder(MODULES)
  for (const { name, bytes } of loaded) tree.file(`modules/${name}.ko`, bytes)
  tree.file('etc/xen/scripts/block', BLOCK, true)
  tree.file('etc/xen/scripts/vif-bridge', VIF, true)
  tree.file('etc/xen/xl.conf', XL_CONF)
  tree.file('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\n')
  tree.file('etc/group', 'root:x:0:\n')
  tree.file('etc/hosts', '127.0.0.1 localhost\n')
  tree.file(
    'init',
    init(
      `/${bin}`,
      loaded.map(({ name }) => name),
    ),
    true,
  )
  return { initramfs: tree.bytes() }
}

/** `usr/lib/xen-4.17/bin`, whatever the version. */
async function xenBin(root: string): Promise<string> {
  const xl = await find(root, 'usr/lib', /^xl$/, 3)
  if (xl === undefined) throw new Fault(`${root}: the packages contain no xl`)
  return (await resolved(root, xl)).replace(/\/xl$/, '')
}
