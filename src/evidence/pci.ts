import type { Probe, Proof, Signal, TreeView } from '../model.ts'

/** One PCI function, from whichever listing. Ids are vendor:device in lower-case hexadecimal; the class is its first four digits. */
export interface PciFunction {
  readonly address: string
  readonly id?: string
  readonly class?: string
  readonly subsystem?: string
  readonly driver?: string
  readonly name?: string
  readonly proof: Proof
}

/** What a function says of the board, and of disk and network when it is a controller for one (classes 01 and 02). */
export function* pciSignals(f: PciFunction): Generator<Signal> {
  const say = (name: string, value: string): Signal => ({ name, of: f.address, value, proof: f.proof })
  if (f.id !== undefined) yield say('pci', f.id)
  if (f.id !== undefined && (f.class?.startsWith('06') === true || f.driver === 'pcieport')) yield say('pci.bridge', f.id)
  if (f.name !== undefined) yield say('pci.name', f.name)
  if (f.subsystem !== undefined) yield say('pci.subsystem', f.subsystem)
  if (f.id === undefined && f.class?.startsWith('06') === true && f.name !== undefined && REAL_BRIDGES.test(f.name))
    yield say('pci.real-bridge', f.name)
  if (f.driver !== undefined) yield say('pci.driver', f.driver)
  const component = f.class?.startsWith('01') || classless(f) ? 'disk' : f.class?.startsWith('02') ? 'net' : undefined
  if (component === undefined) return
  yield say(`${component}.listed`, f.driver ?? '')
  if (f.id !== undefined) yield say('device.pci', f.id)
  if (f.subsystem !== undefined) yield say('device.subsystem', f.subsystem)
  if (f.name !== undefined) yield say('device.model', f.name)
}

/**
 * Bridges that nothing emulates, by name: of server and desktop chipsets since about 2006, and of BMCs. A name that is not among them
 * proves nothing. https://pci-ids.ucw.cz/
 */
const REAL_BRIDGES: RegExp =
  /^(?:Intel Corporation (?:[^\n]{0,60}\b(?:Xeon|Core Processor|Core i\d|Atom|Sky Lake|Ice Lake|Haswell|Broadwell|Kaby Lake|Coffee Lake|Comet Lake|Alder Lake|Raptor Lake|Cannon Lake|Tiger Lake|Sunrise Point|Lewisburg|Wellsburg|Cannon Point)\b|(?:C\d{3}|\d+ Series|[67] Series)[^\n]{0,40}[Cc]hipset)|Advanced Micro Devices, Inc\. \[AMD\] (?:Starship|Matisse|Raven|Renoir|Cezanne|Genoa|Milan|Zen|Family \d{2}h|FCH )|ASPEED Technology)/

/** Google's virtio-scsi says that it is of no class. */
const classless = ({ id, class: code }: PciFunction): boolean => id === '1af4:1004' && code?.startsWith('00') === true

/** Keys of a sysfs `uevent` file. */
export function uevent(text: string | undefined): ReadonlyMap<string, string> {
  const out = new Map<string, string>()
  for (const line of (text ?? '').split('\n')) {
    const equals = line.indexOf('=')
    if (equals > 0) out.set(line.slice(0, equals), line.endsWith('\r') ? line.slice(equals + 1, -1) : line.slice(equals + 1))
  }
  return out
}

/** The PCI function behind a sysfs directory, read from its uevent or, in captures without, from its single files. */
export function pciAt(tree: TreeView, directory: string): Omit<PciFunction, 'proof'> {
  const keys = uevent(tree.read(`${directory}/uevent`))
  const word = (name: string): string | undefined => tree.read(`${directory}/${name}`)?.trim().replace(/^0x/, '').toLowerCase()
  const vendor = word('vendor')
  const device = word('device')
  const id =
    keys.get('PCI_ID')?.toLowerCase() ?? (vendor && device && /^[0-9a-f]{4}$/.test(device) ? `${vendor}:${device}` : undefined)
  const sub = word('subsystem_vendor')
  const subDevice = word('subsystem_device')
  const subsystem = keys.get('PCI_SUBSYS_ID')?.toLowerCase() ?? (sub && subDevice ? `${sub}:${subDevice}` : undefined)
  const kind = keys.get('PCI_CLASS')?.padStart(6, '0').slice(0, 4).toLowerCase() ?? word('class')?.slice(0, 4)
  const driver = tree.follow(`${directory}/driver`)?.split('/').at(-1) ?? keys.get('DRIVER')
  const address = directory.split('/').at(-1)!
  return {
    address,
    ...(id !== undefined && { id }),
    ...(kind !== undefined && { class: kind }),
    ...(subsystem !== undefined && { subsystem }),
    ...(driver !== undefined && { driver }),
  }
}

export const pci: Probe = {
  id: 'pci-sysfs',
  reads: ['sys/bus/pci/devices/*/uevent'],
  captured: ['vendor', 'device', 'class', 'subsystem_vendor', 'subsystem_device', 'driver'].map(
    (f) => `sys/bus/pci/devices/*/${f}`,
  ),
  *look(tree) {
    for (const name of tree.list('sys/bus/pci/devices')) {
      const directory = `sys/bus/pci/devices/${name}`
      const f = pciAt(tree, directory)
      const text = tree.read(`${directory}/uevent`)?.trim().split('\n').join(' ') ?? `${f.id ?? '?'} ${f.driver ?? ''}`
      yield* pciSignals({ ...f, proof: { path: tree.has(`${directory}/uevent`) ? `${directory}/uevent` : directory, text } })
    }
  },
}
