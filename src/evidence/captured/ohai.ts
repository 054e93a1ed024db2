import type { Document, Probe, Signal } from '../../model.ts'
import { virtualBoard } from '../../platforms/dmi.ts'
import { signalAt } from '../say.ts'
import { diskNamed } from './facter.ts'
import { at, dig, keysOf, objectOf, placeOf, text } from './json.ts'

/** https://docs.chef.io/ohai/ */
const FACTS: readonly (readonly [signal: string, path: readonly string[]])[] = [
  ['dmi.sys_vendor', ['dmi', 'system', 'manufacturer']],
  ['dmi.product_name', ['dmi', 'system', 'product_name']],
  ['dmi.product_uuid', ['dmi', 'system', 'uuid']],
  ['dmi.bios_vendor', ['dmi', 'bios', 'vendor']],
  ['dmi.bios_version', ['dmi', 'bios', 'version']],
  ['kernel.release', ['kernel', 'release']],
  ['arch', ['kernel', 'machine']],
]

function* attributes(document: Document): Generator<Signal> {
  const object = objectOf(document)
  if (object === undefined) return
  const names: string[] = []
  for (const [name, path] of FACTS) {
    const value = dig(object, ...path)
    yield* at(document, value, name, undefined, ...path)
    if (/^dmi\.(?:sys_vendor|product_name|bios_vendor)$/.test(name) && text(value) !== undefined) names.push(text(value)!)
  }
  if (names.length > 0) {
    const known = virtualBoard(names.join(' / '))
    const signal = signalAt(
      document,
      placeOf(document, 'dmi', 'system'),
      known === undefined ? 'dmi.real' : 'dmi.virtual',
      known ?? names.join(' / '),
    )
    yield { ...signal, proof: { ...signal.proof, text: names.join(' / ') } }
  }
  for (const name of keysOf(dig(object, 'kernel', 'modules'))) {
    const signal = signalAt(document, placeOf(document, 'modules', name), 'module', name)
    yield { ...signal, proof: { ...signal.proof, text: `kernel.modules.${name}` } }
  }
  const devices = dig(object, 'block_device')
  for (const name of keysOf(devices)) {
    if (!/^(?:xvd|sd|hd|vd|nvme|mmcblk|dasd)\w+$/.test(name)) continue
    yield* diskNamed(document, name, text(dig(devices, name, 'vendor')), text(dig(devices, name, 'model')), [
      'block_device',
      name,
    ])
  }
}

export const ohai: Probe = {
  id: 'ohai',
  reads: [],
  captured: ['ohai.json'],
  words: ['ohai_time', 'chef_packages', 'block_device', 'idletime_seconds', 'languages'],
  accepts: (head) =>
    /^\s*\{/.test(head) && /"(?:ohai_time|chef_packages|block_device|idletime_seconds|languages)"\s*:/.test(head),
  read: attributes,
}
