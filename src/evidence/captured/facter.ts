import type { Document, Probe, Signal } from '../../model.ts'
import { virtualBoard } from '../../platforms/dmi.ts'
import { signalAt } from '../say.ts'
import { diskAt } from './inventory.ts'
import { at, dig, keysOf, objectOf, placeOf, text } from './json.ts'
import { outlineOf } from './outline.ts'
import { boardSignal } from './verdict.ts'

/** Facts by their structured name and by the flat one of old versions. https://www.puppet.com/docs/puppet/latest/core_facts */
const FACTS: readonly (readonly [signal: string, ...paths: readonly string[][]])[] = [
  ['dmi.sys_vendor', ['dmi', 'manufacturer'], ['manufacturer']],
  ['dmi.product_name', ['dmi', 'product', 'name'], ['productname']],
  ['dmi.bios_vendor', ['dmi', 'bios', 'vendor'], ['bios_vendor']],
  ['dmi.bios_version', ['dmi', 'bios', 'version'], ['bios_version']],
  ['dmi.product_uuid', ['dmi', 'product', 'uuid'], ['uuid']],
  ['kernel.release', ['kernelrelease']],
  ['arch', ['os', 'architecture'], ['hardwaremodel'], ['architecture']],
  ['facter.virtual', ['virtual']],
  ['xen.context', ['hypervisors', 'xen', 'context']],
  ['xen.privileged', ['hypervisors', 'xen', 'privileged']],
]

/** Names that distinguish a virtual board from a physical one. */
const BOARD: RegExp = /^dmi\.(?:sys_vendor|product_name|bios_vendor)$/
const DISK: RegExp = /^(?:xvd|sd|hd|vd|nvme|mmcblk|dasd)\w+$/
const MOST_DISKS = 256

function* facts(document: Document): Generator<Signal> {
  const object = objectOf(document)
  if (object === undefined) return
  const names: string[] = []
  for (const [name, ...paths] of FACTS) {
    for (const path of paths) {
      const value = dig(object, ...path)
      if (text(value) === undefined) continue
      yield* at(document, value, name, undefined, ...path)
      if (BOARD.test(name)) names.push(text(value)!)
      break
    }
  }
  if (names.length > 0) {
    const known = virtualBoard(names.join(' / '))
    const signal = signalAt(
      document,
      placeOf(document, 'productname'),
      known === undefined ? 'dmi.real' : 'dmi.virtual',
      known ?? names.join(' / '),
    )
    yield { ...signal, proof: { ...signal.proof, text: names.join(' / ') } }
  }
  for (const name of new Set([...keysOf(dig(object, 'disks')), ...(text(dig(object, 'blockdevices')) ?? '').split(',')])) {
    if (!DISK.test(name)) continue
    const model = text(dig(object, 'disks', name, 'model')) ?? text(dig(object, `blockdevice_${name}_model`))
    const vendor = text(dig(object, 'disks', name, 'vendor')) ?? text(dig(object, `blockdevice_${name}_vendor`))
    yield* diskNamed(
      document,
      name,
      vendor,
      model,
      ['disks', name].filter((k) => document.text.includes(`"${k}"`)),
    )
  }
  for (const name of ['macaddress', ...Object.keys(object).filter((k) => k.startsWith('macaddress_'))].slice(0, 64)) {
    yield* at(document, dig(object, name), 'net.mac', undefined, name)
  }
}

/** A disk below a path of keys. */
export function* diskNamed(
  document: Document,
  name: string,
  vendor: string | undefined,
  model: string | undefined,
  keys: readonly string[],
): Generator<Signal> {
  yield* diskAt(document, placeOf(document, ...keys), name, vendor, model)
}

/** `facter` and `facter --yaml`: the same facts, laid out in lines. */
function* outlined(document: Document): Generator<Signal> {
  const outline = outlineOf(document)
  const names: string[] = []
  let board = 0
  for (const [name, ...paths] of FACTS) {
    const leaf = paths.map((path) => outline.get(path.join('.'))).find((found) => found !== undefined)
    if (leaf === undefined) continue
    yield signalAt(document, leaf.index, name, leaf.value)
    if (!BOARD.test(name)) continue
    names.push(leaf.value)
    board = leaf.index
  }
  if (names.length > 0) yield boardSignal(document, board, names)
  const disks = new Set(
    [...outline.keys()].flatMap(
      (key) => /^disks\.(\w{2,32})\.|^blockdevice_([a-z0-9]{2,32})_/.exec(key)?.slice(1).filter(Boolean) ?? [],
    ),
  )
  for (const disk of [...disks].slice(0, MOST_DISKS)) {
    if (!DISK.test(disk)) continue
    const of = (what: string) => outline.get(`disks.${disk}.${what}`) ?? outline.get(`blockdevice_${disk}_${what}`)
    const first = of('model') ?? of('vendor') ?? of('size')
    if (first !== undefined) yield* diskAt(document, first.index, disk, of('vendor')?.value, of('model')?.value)
  }
  for (const [key, leaf] of outline)
    if (/^macaddress(?:_\w{1,32})?$|^networking\.mac$/.test(key)) yield signalAt(document, leaf.index, 'net.mac', leaf.value)
}

export const facterOutline: Probe = {
  id: 'facter-outline',
  reads: [],
  captured: ['facter', 'sos_commands/puppet/facter'],
  words: ['facterversion', 'virtual'],
  accepts: (head) =>
    /^["']?(?:facterversion|is_virtual|virtual)["']?(?: => |: )\S/m.test(head) &&
    /^["']?(?:facterversion|kernelrelease|hardwaremodel|architecture|os|dmi)["']?(?: => |:)/m.test(head) &&
    !/^\s*\{/.test(head),
  read: outlined,
}

export const facter: Probe = {
  id: 'facter',
  reads: [],
  captured: ['facts.json', 'facter.json'],
  words: ['facterversion', 'is_virtual', 'hardwareisa'],
  accepts: (head) => /^\s*\{/.test(head) && /"(?:facterversion|is_virtual|hardwareisa)"\s*:/.test(head),
  read: facts,
}
