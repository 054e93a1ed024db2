import { driverByPath } from '../devices/table.ts'
import type { Probe, Signal } from '../model.ts'
import { behind } from './block.ts'
import { LISTINGS } from './listings.ts'
import { signalAt, signalOf } from './say.ts'

/** Where paravirtual cards hang; what is on PCI is listed with its class anyway. */
const BUSES = ['virtio', 'xen', 'vmbus'].map((bus) => `sys/bus/${bus}/devices`)
const NET_DRIVER: RegExp = /\/(?:virtio_net|vif|xen-netfront|hv_netvsc)$/

const bound: Probe = {
  id: 'net',
  reads: ['sys/class/net/*', 'sys/class/net/*/device', 'sys/class/net/*/device/driver', 'sys/class/net/*/master'],
  captured: [
    'sys/class/net/*/device/uevent',
    'sys/class/net/*/device/vendor',
    'sys/class/net/*/device/device',
    'sys/class/net/*/device/physfn',
    LISTINGS,
  ],
  *look(tree) {
    const names = tree.list('sys/class/net')
    const whole = tree.whole('sys/class/net')
    // A name in the complete listing whose link was not captured may be a NIC.
    let none = whole === undefined ? names.includes('lo') : whole.includes('lo') && whole.every((name) => names.includes(name))
    for (const name of names) {
      const path = `sys/class/net/${name}`
      const real = tree.real(path)
      const device = tree.has(`${path}/device`)
      if (!device && (real.startsWith('sys/devices/virtual/') || real === path)) continue
      none = false
      const found = behind(tree, device ? `${path}/device` : real.replace(/\/net\/[^/]+$/, ''))
      const driver = found.driver ?? driverByPath('net', real)
      const proof =
        found.driver === undefined ? { path, text: real } : { path: found.at, text: `${name}: driver ${found.driver}` }
      const say = (signal: string, value: string): Signal => ({ name: signal, of: name, value, proof })
      yield say('net.bound', driver ?? '')
      if (found.pci !== undefined) yield say('device.pci', found.pci)
      if (found.subsystem !== undefined) yield say('device.subsystem', found.subsystem)
      const master = tree.follow(`${path}/master`)?.split('/').at(-1)
      if (master !== undefined) yield signalOf(`${path}/master`, 'net.master', master, name)
      if (tree.has(`${path}/device/physfn`)) yield signalOf(`${path}/device/physfn`, 'net.physfn', 'here', name)
    }
    // A card that was moved to another network namespace is not listed here, but its driver is still bound to it.
    if (
      none &&
      !BUSES.some((bus) => tree.list(bus).some((name) => NET_DRIVER.test(tree.follow(`${bus}/${name}/driver`) ?? '')))
    )
      yield signalOf('sys/class/net', 'net.none', whole === undefined ? 'captured' : 'none', undefined, names.join(' '))
  },
}

/** The interface of the default route: the one that counts. /proc/net/route (destination and mask 0) or `ip route`. */
const route: Probe = {
  id: 'route',
  reads: ['proc/self/net/route'],
  captured: [
    'proc/net/route',
    'proc/*/net/route',
    'ip-route.txt',
    'sos_commands/networking/ip_route_show_table_all',
    'sos_commands/networking/route_-n',
  ],
  words: ['Iface', 'default via '],
  accepts: (head) => /^Iface\tDestination\tGateway/.test(head) || /^default via \S+ dev \S+/m.test(head),
  *read(document) {
    const match =
      /^(\S+)\t00000000\t\S+\t\S+\t\S+\t\S+\t\S+\t00000000/m.exec(document.text) ??
      /^default via \S+ dev (\S+)/m.exec(document.text)
    if (match !== null) yield signalAt(document, match.index, 'route.device', match[1]!)
  },
}

/** `ethtool -i`. */
const ethtool: Probe = {
  id: 'ethtool',
  reads: [],
  captured: ['ethtool-i.txt', 'sos_commands/networking/ethtool_-i_*'],
  words: ['driver: '],
  accepts: (head) => /^driver: \S+$/m.test(head) && /^(?:version|bus-info|firmware-version):/m.test(head),
  *read(document) {
    let n = 0
    for (const match of document.text.matchAll(/^driver: (\S+)$/gm)) {
      if (++n > 256) break
      const before = document.text.slice(Math.max(0, match.index - 200), match.index).match(/ethtool -i (\S+)[\r\n]*$/)
      const bus = /^bus-info: (\S+)$/m.exec(document.text.slice(match.index, match.index + 1000))
      if (['bridge', 'tun', 'veth', 'bonding', 'dummy', '802.1Q'].includes(match[1]!)) continue
      yield signalAt(document, match.index, 'net.listed', match[1]!, before?.[1] ?? bus?.[1] ?? 'interface')
    }
  },
}

export const net: readonly Probe[] = [bound, route, ethtool]
