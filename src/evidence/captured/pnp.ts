import type { Document, Probe, Signal } from '../../model.ts'
import { proofAt } from '../say.ts'

/**
 * Identifiers of PCI functions as Windows writes them, with the instance behind them, which a driver's list of devices does not have:
 * `Get-PnpDevice`, `wmic … PNPDeviceID`, msinfo32, ohai. https://learn.microsoft.com/windows-hardware/drivers/install/device-instance-ids
 */
const FUNCTION =
  /PCI\\{1,4}VEN_([0-9A-F]{4})&(?:amp;)?DEV_([0-9A-F]{4})&(?:amp;)?SUBSYS_([0-9A-F]{4})([0-9A-F]{4})&(?:amp;)?REV_[0-9A-F]{2}\\{1,4}\d{1,2}&(?:amp;)?[0-9A-F]{4,10}&/gi

/** A machine has fewer functions. */
const MOST = 512

export function* functionsOf(document: Document): Generator<Signal> {
  const seen = new Set<string>()
  for (const match of document.text.slice(0, 4_194_304).matchAll(FUNCTION)) {
    const [, vendor = '', device = '', subdevice = '', subvendor = ''] = match.map((part) => part.toLowerCase())
    const value = `${vendor}:${device}`
    if (seen.has(value) || seen.size >= MOST) continue
    seen.add(value)
    const proof = proofAt(document, match.index)
    yield { name: 'pci', of: value, value, proof }
    yield { name: 'device.pci', of: value, value, proof }
    yield { name: 'pci.subsystem', of: value, value: `${subvendor}:${subdevice}`, proof }
    yield { name: 'device.subsystem', of: value, value: `${subvendor}:${subdevice}`, proof }
  }
}

export const pnp: Probe = {
  id: 'windows-pnp',
  amid: true,
  reads: [],
  captured: [],
  words: ['\\'],
  accepts: (head) => head.search(FUNCTION) >= 0,
  *read(document) {
    yield { name: 'guest.os', value: 'windows', proof: proofAt(document, Math.max(document.text.search(FUNCTION), 0)) }
    yield* functionsOf(document)
  },
}
