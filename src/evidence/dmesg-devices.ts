import { DEVICES } from '../devices/list.ts'
import type { Document, Signal } from '../model.ts'
import { pciSignals } from './pci.ts'
import { type Holds, proofAt, signalAt } from './say.ts'

/** Messages of drivers that carry the name of the function or interface, not of a controller. */
const NOT_A_DRIVER = new Set([
  'pci',
  'pcieport',
  'acpi',
  'iommu',
  'vgaarb',
  'pci_bus',
  'pnp',
  'system',
  'DMAR',
  'EDAC',
  'AMD-Vi',
  'shpchp',
  'pciehp',
  'aer',
  'xen_pciback',
  'pciback',
  'rtc_cmos',
  'ACPI',
  'virtio-pci',
  'PCI',
  'probe',
])

/** A PCI function's address, with its driver before it: `e1000 0000:00:03.0 eth0: …`. */
const ADDRESS = / ((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])(?=[: ])/g

/** Devices that the log names together with who drives them. */
export function* logDevices(document: Document, holds: Holds): Generator<Signal> {
  const { text } = document
  const say = (match: RegExpMatchArray, name: string, of: string, value: string): Signal =>
    signalAt(document, match.index! + (match[0].trimStart() === match[0] ? 0 : 1), name, value, of)
  const seen = new Set<string>()
  const once = (key: string): boolean => !seen.has(key) && seen.size < 1024 && seen.add(key) !== undefined
  // Disks are looked for before PCI functions, interfaces after them.
  function* named(component: 'disk' | 'net'): Generator<Signal> {
    for (const device of DEVICES) {
      if (device.class !== component || device.log === undefined) continue
      for (const { has, pattern, of, driver = device.driver } of device.log) {
        if (!holds(has)) continue
        for (const m of text.matchAll(pattern()))
          if (once(`${component}${m[1]}`)) yield say(m, `${component}.logged`, of?.(m) ?? m[1]!, driver)
      }
    }
  }
  yield* named('disk')
  if (holds('scsi')) yield* scsi(document, say, once)

  // PCI functions as the bus scan names them, with the drivers that later print messages for them.
  const drivers = new Map<string, string>()
  const interfaces: { index: number; driver: string; address: string; name: string }[] = []
  for (const m of text.matchAll(ADDRESS)) {
    // Drivers have names such as `8139cp`, too; what is only digits is a time or an address.
    const word = /(?<![\w-])\d{0,4}[A-Za-z][\w-]*$/.exec(text.slice(Math.max(0, m.index - 40), m.index))?.[0]
    if (word === undefined || NOT_A_DRIVER.has(word)) continue
    const address = m[1]!.length > 7 ? m[1]! : `0000:${m[1]}`
    if (!drivers.has(address) && drivers.size < 4096) drivers.set(address, word)
    const after = /^[ :,]+(eth\d+|en[ospx]\w+|wl\w+)[: (]/.exec(text.slice(m.index + m[0].length, m.index + m[0].length + 40))
    if (after !== null && interfaces.length < 256) interfaces.push({ index: m.index, driver: word, address, name: after[1]! })
  }
  for (const m of text.matchAll(
    /pci ((?:[0-9a-f]{4}:)?[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]): (?:found )?\[([0-9a-f]{4}:[0-9a-f]{4})\](?: type (\w+))? class (0x)?([0-9a-f]{6})/g,
  )) {
    const address = m[1]!.length > 7 ? m[1]! : `0000:${m[1]}`
    if (!once(`pci${address}`)) continue
    // pci_setup_device() in drivers/pci/probe.c dropped the programming interface from the class until Linux 3.3: `class 000200` without 0x
    // (2.6), then `type 0 class 0x000200` with a header type of one digit. From 3.3 on it prints `type 00 class 0x020000`.
    const shifted = m[4] === undefined || m[3]?.length === 1
    const code = shifted ? m[5]!.slice(2) : m[5]!.slice(0, 4)
    const driver = drivers.get(address)
    const proof = proofAt(document, m.index)
    yield* pciSignals({ address, id: m[2]!, class: code, ...(driver !== undefined && { driver }), proof })
  }
  // An NVMe controller's own PCI id, for the disk that the driver named.
  const ids = new Map<string, { id: string; index: number }>()
  const nvme = holds(': pci function ') ? [...text.matchAll(/nvme (nvme\d+): pci function (\S+)/g)] : []
  if (nvme.length > 0)
    for (const m of text.matchAll(/pci (\S+): \[([0-9a-f]{4}:[0-9a-f]{4})\]/g)) ids.set(m[1]!, { id: m[2]!, index: m.index })
  for (const m of nvme) {
    const found = ids.get(m[2]!)
    if (found !== undefined && once(`id${m[1]}`)) yield signalAt(document, found.index, 'device.pci', found.id, m[1]!)
  }
  for (const i of interfaces) if (once(`net${i.address}`)) yield signalAt(document, i.index + 1, 'net.logged', i.driver, i.name)
  yield* named('net')
}

type Say = (match: RegExpMatchArray, name: string, of: string, value: string) => Signal

/** SCSI and ATA: disks name their host, hosts their driver. */
function* scsi(document: Document, say: Say, once: (key: string) => boolean): Generator<Signal> {
  const { text } = document
  const described = DEVICES.flatMap((device) => device.host?.() ?? [])
  const lone = DEVICES.flatMap((device) => device.loneHosts ?? [])
  const hosts = new Map<string, string>()
  for (const m of text.matchAll(/scsi(?: host)? ?(\d+) ?: ([^\n]*)/g)) {
    const driver =
      described.find(([description]) => description.test(m[2]!.trim()))?.[1] ?? /^([a-z][\w-]*)$/.exec(m[2]!.trim())?.[1]
    if (driver !== undefined && !hosts.has(m[1]!)) hosts.set(m[1]!, driver)
  }
  const disks = new Set<string>()
  const models = new Map<string, string>()
  for (const m of text.matchAll(/scsi (\d+:\d+:\d+:\d+): Direct-Access +(\S[^\n]*)$/gm))
    models.set(
      m[1]!,
      m[2]!
        .replace(/(?<! ) *PQ:.*/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
  for (const m of text.matchAll(/sd (\d+):(\d+:\d+:\d+): \[(sd[a-z]+)\]/g)) {
    if (!once(`disk${m[3]}`)) continue
    yield say(m, 'disk.logged', m[3]!, hosts.get(m[1]!) ?? '')
    const model = models.get(`${m[1]}:${m[2]}`)
    if (model !== undefined) yield say(m, 'device.model', m[3]!, model)
    disks.add(m[1]!)
  }
  for (const m of text.matchAll(/scsi(?: host)? ?(\d+) ?: [^\n]*/g)) {
    const driver = hosts.get(m[1]!)
    if (driver === undefined || !lone.includes(driver) || disks.size > 0 || !once(`host${m[1]}`)) continue
    yield say(m, 'disk.logged', `host${m[1]}`, driver)
  }
  // The model of a disk that only its controller's line shows.
  for (const m of text.matchAll(/scsi (\d+:\d+:\d+:\d+): Direct-Access {1,8}((?:Msft|Google|VMware) [^\n]{1,60})/g))
    if (!disks.has(m[1]!.split(':')[0]!) && once(`model${m[1]}`))
      yield say(
        m,
        'device.model',
        `scsi ${m[1]}`,
        m[2]!
          .replace(/ {0,40}PQ:.*$/, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
}
