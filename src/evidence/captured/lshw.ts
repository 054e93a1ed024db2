import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { type BoardNames, boardOf, cardAt, DISK, diskAt, functionAt, type Shown } from './inventory.ts'

/** lshw, as text and as JSON: a tree of nodes with the driver that is bound to each. https://ezix.org/project/wiki/HardwareLiSter */
interface Node {
  readonly id: string
  readonly index: number
  /** Fields by lshw's own names: description, product, vendor, version, logical name, bus info, capabilities, configuration. */
  readonly fields: Map<string, Shown>
}

/** A real machine has a few hundred nodes. */
const MOST_NODES = 4_096
const NODE = /^ *\*-([\w.-]{1,64}(?::\d{1,4})?)/
const FIELD = /^ +([a-z][a-z ]{2,24}): (.*)$/

function* nodesOf(document: Document): Generator<Node> {
  let node: Node | undefined
  let count = 0
  let first = true
  for (const { text, index } of linesOf(document, 100_000)) {
    if (text.length > 16_384) continue
    const heading = NODE.exec(text)
    if (heading !== null || (first && /^[\w.-]{1,253} *$/.test(text))) {
      if (node !== undefined) yield node
      if (++count > MOST_NODES) return
      node = { id: heading?.[1] ?? 'computer', index, fields: new Map() }
      first = false
      continue
    }
    const field = FIELD.exec(text)
    if (field === null) continue
    // A node without its heading begins with its description.
    if (field[1] === 'description' && node?.fields.has('logical name') === true) {
      yield node
      node = undefined
    }
    // The heading of the whole machine is its name, which a post may have lost.
    if (node === undefined) node = { id: first ? 'computer' : 'node', index, fields: new Map() }
    first = false
    if (!node.fields.has(field[1]!)) node.fields.set(field[1]!, { value: field[2]!.trim(), index })
  }
  if (node !== undefined) yield node
}

/** Names in JSON for what the text calls otherwise. */
const IN_JSON: ReadonlyMap<string, string> = new Map([
  ['logicalname', 'logical name'],
  ['businfo', 'bus info'],
])

function* nodesIn(document: Document, value: unknown, from: { at: number; left: number }): Generator<Node> {
  if (Array.isArray(value)) {
    for (const one of value) yield* nodesIn(document, one, from)
    return
  }
  if (typeof value !== 'object' || value === null || from.left-- <= 0) return
  const node = value as Record<string, unknown>
  if (typeof node['id'] !== 'string') return
  const here = document.text.indexOf(JSON.stringify(node['id']), from.at)
  if (here >= 0) from.at = here
  const fields = new Map<string, Shown>()
  for (const [key, of] of Object.entries(node)) {
    const name = IN_JSON.get(key) ?? key
    const place = document.text.indexOf(`"${key}"`, from.at)
    const index = place < 0 ? Math.max(here, 0) : place
    if (typeof of === 'string') fields.set(name, { value: of, index })
    else if (key === 'configuration' && typeof of === 'object' && of !== null)
      fields.set(name, {
        value: Object.entries(of)
          .map(([k, v]) => `${k}=${String(v)}`)
          .join(' '),
        index,
      })
    else if (key === 'capabilities' && typeof of === 'object' && of !== null)
      fields.set(name, { value: Object.keys(of).join(' '), index })
    else if (key === 'logicalname' && Array.isArray(of)) fields.set(name, { value: of.map(String).join(' '), index })
  }
  yield { id: node['id'], index: Math.max(here, 0), fields }
  yield* nodesIn(document, node['children'], from)
}

/** Controllers by the names that lshw gives their nodes, as lspci calls their class. https://github.com/lyonel/lshw/blob/master/src/core/pci.cc */
const CLASSES: readonly (readonly [id: RegExp, kind: string])[] = [
  [/^ide/, 'IDE interface'],
  [/^sata/, 'SATA controller'],
  [/^(?:scsi|storage)/, 'SCSI storage controller'],
  [/^sas/, 'Serial Attached SCSI controller'],
  [/^raid/, 'RAID bus controller'],
  [/^nvme/, 'Non-Volatile memory controller'],
  [/^network/, 'Ethernet controller'],
]

function* read(document: Document): Generator<Signal> {
  const json = /^\s*[[{]/.test(document.text)
  let machine = true
  let root: Shown | undefined
  const names: BoardNames = {}
  let all: Iterable<Node> = []
  if (json) {
    try {
      all = nodesIn(document, JSON.parse(document.text), { at: 0, left: MOST_NODES })
    } catch {
      return
    }
  } else all = nodesOf(document)
  for (const node of all) {
    const { id, fields } = node
    const product = fields.get('product')
    const vendor = fields.get('vendor')
    if (machine) {
      machine = false
      // A post often begins with a node further down.
      const part = ['physical id', 'logical name', 'bus info'].some((name) => fields.has(name))
      // On POWER lshw begins the product with the hypervisor's compatible name in the device tree (src/core/device-tree.cc).
      if (!part && product?.value.startsWith('linux,kvm') === true)
        yield signalAt(document, product.index, 'devicetree.hypervisor', 'linux,kvm')
      if (!part && /^(?:computer|[\w.-]+)$/.test(id) && !/^(?:cpu|network|disk|memory|core|pci)/.test(id)) {
        if (vendor !== undefined) names.sys_vendor = vendor
        if (product !== undefined)
          names.product_name = { ...product, value: product.value.replace(/ \((?=[^(]*?SKU)[^(]*\)$/, '') }
        continue
      }
    }
    // lshw prints the compatible names of a device tree as capabilities, with an underscore for the comma.
    const tree = /^(?:core|computer)$/.test(id) ? fields.get('capabilities') : undefined
    if (tree !== undefined && /\bqemu_pseries\b/.test(tree.value))
      yield signalAt(document, tree.index, 'devicetree.compatible', 'qemu,pseries')
    const driver = /\bdriver=([\w-]{1,40})/.exec(fields.get('configuration')?.value ?? '')?.[1]
    const logical = fields.get('logical name')
    if (/^firmware/.test(id)) {
      if (vendor !== undefined) names.bios_vendor = vendor
      const version = fields.get('version')
      if (version !== undefined) names.bios_version = version
    } else if (/^cpu/.test(id)) {
      if (product !== undefined) yield signalAt(document, product.index, 'cpu.model', product.value)
      const flags = fields.get('capabilities')
      if (flags !== undefined && flags.value.length > 40) yield signalAt(document, flags.index, 'cpu.flags', flags.value)
    } else {
      const name = /^(?:\/dev\/)?(\w{2,16})/.exec(logical?.value ?? '')?.[1]
      const words = [vendor?.value, product?.value].filter((word) => word !== undefined).join(' ')
      const card =
        /^(?:network|virtio|vif|interface)/.test(id) && name !== undefined && driver !== undefined && !DISK.test(name)
      if (name !== undefined && DISK.test(name) && !/^(?:cdrom|medium|volume)/.test(id)) {
        if (driver === 'virtio_blk' || driver === 'vbd') yield signalAt(document, logical!.index, 'disk.listed', driver, name)
        else yield* diskAt(document, logical!.index, name, words)
      } else if (card && /ethernet|network|interface/i.test(fields.get('description')?.value ?? 'network')) {
        yield* cardAt(document, logical!.index, name, driver, words)
      } else {
        const kind = CLASSES.find(([of]) => of.test(id))?.[1]
        const address = /^pci@([\da-f]{4}:[\da-f]{2}:[\da-f]{2}\.[0-7])/.exec(fields.get('bus info')?.value ?? '')?.[1]
        if (product !== undefined && address !== undefined && (kind !== 'Ethernet controller' || driver !== 'virtio-pci'))
          yield* functionAt(document, product.index, address, {
            name: words,
            kind: kind ?? '',
            ...(driver !== undefined && { driver }),
          })
        else if (product !== undefined && address !== undefined && kind === 'Ethernet controller')
          yield* functionAt(document, product.index, address, { name: words, kind })
      }
      if (/^(?:volume|logicalvolume)/.test(id) && logical !== undefined && / \/(?: |$)/.test(` ${logical.value}`))
        root = logical
    }
    if (root !== undefined && root === logical) {
      const device = /^\/dev\/(\S{1,128})/.exec(root.value)?.[1]
      if (device !== undefined) yield signalAt(document, root.index, 'root.device', device, 'mounted')
    }
  }
  yield* boardOf(document, names)
}

export const lshw: Probe = {
  id: 'lshw',
  amid: true,
  reads: [],
  words: ['logical name: ', '*-', '"class"'],
  accepts: (head) =>
    (/^ {2,40}logical name: \/?\w/m.test(head) &&
      /^ {2,40}physical id: /m.test(head) &&
      /^ {2,40}(?:bus info|description|capabilities|configuration): /m.test(head)) ||
    (/^ {0,40}\*-(?:core|cpu|memory|network|disk|pci|firmware|scsi|virtio\d|ide|sata|display|bridge)/m.test(head) &&
      /^ {4,60}(?:description|product|configuration|bus info|logical name|capabilities): /m.test(head)) ||
    (/^\s*[[{]/.test(head) &&
      /"class"\s*:\s*"(?:system|network|disk|bus|storage|processor)"/.test(head) &&
      /"(?:claimed|businfo|physid)"\s*:/.test(head)),
  read,
}
