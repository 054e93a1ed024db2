import { driverByPath } from '../devices/table.ts'
import type { Probe, Signal, TreeView } from '../model.ts'
import { LISTINGS } from './listings.ts'
import { pciAt, uevent } from './pci.ts'
import { signalAt, signalOf } from './say.ts'

/** Block devices without their own storage, or with a removable medium. */
const NOT_A_DISK: RegExp = /^(?:loop|ram|zram|sr|fd|nbd|dm-|md|drbd|zd|rbd|bcache|mtdblock)\d*/

/** Block devices that the kernel makes of memory or of a file, on machines without any disk too. */
const IN_MEMORY: RegExp = /^(?:loop|ram|zram)\d/

/** Drivers of the SCSI and ATA middle layers: the controller behind them decides. */
const MIDDLE = new Set(['sd', 'sr', 'scsi', 'usb', 'nvme-subsystem', 'pcieport'])

export interface Behind {
  readonly driver?: string
  readonly pci?: string
  readonly subsystem?: string
  readonly at: string
}

/** Climbs from a device's directory to the first bound driver that is not a middle layer, and to the PCI function below it. */
export function behind(tree: TreeView, directory: string): Behind {
  let driver: string | undefined
  let at = directory
  let pci: string | undefined
  let subsystem: string | undefined
  const parts = tree.real(directory).split('/')
  for (let depth = parts.length; depth > 2; depth--) {
    const here = parts.slice(0, depth).join('/')
    if (driver === undefined) {
      const link = tree.follow(`${here}/driver`)?.split('/').at(-1)
      // A uevent of a network interface or disk itself has no DRIVER; that of its device has.
      const name = link ?? uevent(tree.read(`${here}/uevent`)).get('DRIVER')
      if (name !== undefined && !MIDDLE.has(name)) {
        driver = name
        at = link === undefined ? `${here}/uevent` : `${here}/driver`
      }
    }
    if (/^[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/.test(parts[depth - 1]!)) {
      const f = pciAt(tree, here)
      pci = f.id
      subsystem = f.subsystem
      driver ??= f.driver
      break
    }
  }
  return {
    ...(driver !== undefined && { driver }),
    ...(pci !== undefined && { pci }),
    ...(subsystem !== undefined && { subsystem }),
    at,
  }
}

const bound: Probe = {
  id: 'block',
  reads: [
    'sys/block/*',
    'sys/block/*/device',
    'sys/block/*/device/driver',
    'sys/block/*/device/model',
    'sys/bus/xen/devices/*/driver',
    'sys/bus/virtio/devices/*/driver',
    'sys/bus/vmbus/devices/*/driver',
    'sys/bus/scsi/devices/*',
    'sys/block/dm-*/slaves/*',
    'sys/block/md*/slaves/*',
  ],
  captured: [
    'sys/block/*/device/vendor',
    'sys/block/*/device/uevent',
    'sys/bus/xen/devices/*/uevent',
    'sys/bus/virtio/devices/*/uevent',
    'sys/bus/vmbus/devices/*/uevent',
    'sys/bus/ccw/devices/*/driver',
    'sys/bus/vio/devices/*/driver',
    LISTINGS,
  ],
  *look(tree) {
    const names = tree.list('sys/block')
    const whole = tree.whole('sys/block')
    if ((whole !== undefined || tree.has('sys/block')) && [...names, ...(whole ?? [])].every((name) => IN_MEMORY.test(name)))
      yield signalOf(
        'sys/block',
        'disk.none',
        whole === undefined ? 'captured' : 'none',
        undefined,
        (whole ?? names).join(' ') || '(empty)',
      )
    for (const name of names) {
      if (NOT_A_DISK.test(name)) {
        for (const slave of tree.list(`sys/block/${name}/slaves`))
          yield signalOf(`sys/block/${name}/slaves/${slave}`, 'disk.below', slave, name)
        continue
      }
      const path = `sys/block/${name}`
      const real = tree.real(path)
      if (real.startsWith('sys/devices/virtual/')) continue
      const found = behind(tree, tree.has(`${path}/device`) ? `${path}/device` : path)
      const driver = found.driver ?? driverByPath('disk', real) ?? (/^xvd[a-z]+\d*$/.test(name) ? 'vbd' : undefined)
      const proof =
        found.driver === undefined ? { path, text: real } : { path: found.at, text: `${name}: driver ${found.driver}` }
      const say = (signal: string, value: string): Signal => ({ name: signal, of: name, value, proof })
      yield say('disk.bound', driver ?? '')
      if (found.pci !== undefined) yield say('device.pci', found.pci)
      if (found.subsystem !== undefined) yield say('device.subsystem', found.subsystem)
      const model = tree.read(`${path}/device/model`)?.trim()
      if (model) yield signalOf(`${path}/device/model`, 'device.model', model, name)
    }
  },
}

/** What is mounted on `/`: the disk that counts. Texts of /proc/mounts, mount(8) and `df`. */
const mounts: Probe = {
  id: 'mounts',
  reads: ['proc/self/mounts'],
  captured: ['proc/mounts', 'proc/*/mounts', 'mount', 'sos_commands/filesys/mount_-l'],
  words: [' / '],
  accepts: (head) => /^\S+ \/ \w+ \S+ \d \d$/m.test(head) || /^\S+ on \/ type \w+/m.test(head),
  *read(document) {
    let last: Signal | undefined
    for (const match of document.text.matchAll(/^(\S+) (?:\/ |on \/ type )(\w+)/gm)) {
      if (match[2] === 'rootfs') continue
      last = signalAt(document, match.index, 'root.device', match[1]!.replace(/^\/dev\//, ''), 'mounted')
    }
    if (last !== undefined) yield last
  },
}

export const block: readonly Probe[] = [bound, mounts]
