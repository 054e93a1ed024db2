import { driversBy } from '../../devices/elsewhere.ts'
import type { Probe } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'

/**
 * `ioreg` of macOS: the driver objects in the I/O Registry, one a line with its class: `+-o en0  <class AppleVirtIONetwork, id 0x…, …>`.
 * Drivers by what Linux calls the one for the same device. Classes: https://developer.apple.com/documentation/iokit (IONVMeController),
 * AppleVirtIO.kext (AppleVirtIONetwork, AppleVirtIOBlockStorageDevice; AppleVirtIOStorageDevice of AppleVirtIOStorage.kext),
 * IONetworkingFamily's plug-ins AppleVmxnet3Ethernet, AppleIntel8254XEthernet and Intel82574L, which
 * https://dortania.github.io/OpenCore-Install-Guide/macos-limits.html lists with their PCI IDs.
 */
const CLASSES = driversBy((of) => of.macos)
const OBJECT = /^[ |]{0,200}\+-o ([^<\n]{1,120}?) {1,4}<class ([A-Za-z]\w{2,60})[,>]/
/** More objects of these classes than a virtual machine has. */
const MOST = 64

export const ioreg: Probe = {
  id: 'ioreg',
  amid: true,
  reads: [],
  words: ['+-o '],
  accepts: (head) =>
    /^\+-o Root {1,4}<class IORegistryEntry,/m.test(head) || /^[ |]{0,40}\+-o \S.{0,120}<class \w{3,60}, id 0x/m.test(head),
  *read(document) {
    let found = 0
    for (const { text, index } of linesOf(document, 50_000)) {
      if (text.length > 2_000 || !text.includes('+-o ')) continue
      const object = OBJECT.exec(text)
      const known = CLASSES().get(object?.[2] ?? '')
      if (known === undefined) continue
      yield signalAt(document, index, `${known.class}.listed`, known.driver, object![1]!.replace(/@[\da-f,]{1,40}$/, ''))
      if (++found >= MOST) return
    }
  },
}
