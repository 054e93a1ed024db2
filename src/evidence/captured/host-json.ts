import type { Probe } from '../../model.ts'
import { signalAt } from '../say.ts'
import { archOf, type BoardNames, boardOf } from './inventory.ts'
import { objectOf, placeOf, text } from './json.ts'

/** `hostnamectl --json`, which has the names in the firmware and no verdict. https://www.freedesktop.org/software/systemd/man/latest/hostnamectl.html */
export const hostnamectlJson: Probe = {
  id: 'hostnamectl-json',
  reads: [],
  captured: [],
  words: ['StaticHostname'],
  accepts: (head) =>
    /^\s*\{/.test(head) && /"StaticHostname"\s*:/.test(head) && /"(?:KernelRelease|HardwareVendor|Chassis)"\s*:/.test(head),
  *read(document) {
    const object = objectOf(document)
    if (object === undefined) return
    const names: BoardNames = {}
    for (const [field, key] of [
      ['sys_vendor', 'HardwareVendor'],
      ['product_name', 'HardwareModel'],
      ['bios_version', 'FirmwareVersion'],
    ] as const) {
      const value = text(object[key])
      if (value !== undefined) names[field] = { value, index: placeOf(document, key) }
    }
    yield* boardOf(document, names)
    const release = text(object['KernelRelease'])
    if (release !== undefined && text(object['KernelName']) === 'Linux')
      yield signalAt(document, placeOf(document, 'KernelRelease'), 'kernel.release', release)
    const arch = text(object['Architecture'])
    if (arch !== undefined) yield signalAt(document, placeOf(document, 'Architecture'), 'arch', archOf(arch.replace('-', '_')))
  },
}
