import type { Probe } from '../../model.ts'
import { table } from '../../table.ts'
import { linesOf, signalAt } from '../say.ts'
import { boardSignal } from './verdict.ts'

/**
 * Facts from Windows that prove something: the names in its firmware, and the adapters by the names of their drivers. A reported hypervisor
 * proves nothing, because a physical Windows with Hyper-V enabled runs above one too.
 * https://learn.microsoft.com/windows-server/administration/windows-commands/systeminfo
 */
const FIELDS: Readonly<Record<string, string>> = table({
  'System Manufacturer': 'dmi.sys_vendor',
  'System Model': 'dmi.product_name',
  'BIOS Version': 'dmi.bios_version',
  Manufacturer: 'dmi.sys_vendor',
  Model: 'dmi.product_name',
})

/** Adapters by their drivers' names, with the driver that Linux has for the same device. */
const ADAPTERS: readonly (readonly [name: RegExp, driver: string])[] = [
  [/^(?:XenServer|Citrix|XCP-ng|Xen|AWS)\b.{0,20}\bPV\b.{0,10}\bNetwork\b/i, 'vif'],
  [/^Red Hat VirtIO Ethernet/i, 'virtio_net'],
  [/^Microsoft Hyper-V Network Adapter/i, 'hv_netvsc'],
  [/^vmxnet3 /i, 'vmxnet3'],
  [/^Amazon Elastic Network Adapter/i, 'ena'],
  [/^Google (?:Virtio|VirtIO) /i, 'virtio_net'],
  [/^Intel\(R\) PRO\/1000 MT /i, 'e1000'],
  [/^Realtek RTL8139C\+/i, '8139cp'],
  [/^Intel\(R\) 82599 Virtual Function/i, 'ixgbevf'],
]

/** `systeminfo` in English, and `Get-CimInstance Win32_ComputerSystem | Format-List`. */
export const windows: Probe = {
  id: 'windows',
  reads: [],
  accepts: (head) =>
    (/^System Manufacturer: +\S/m.test(head) && /^(?:OS Name|BIOS Version|System Type): +\S/m.test(head)) ||
    (/^Manufacturer +: \S/m.test(head) &&
      /^Model +: \S/m.test(head) &&
      /^(?:TotalPhysicalMemory|Domain|HypervisorPresent|PrimaryOwnerName) +: /m.test(head)),
  *read(document) {
    yield signalAt(document, 0, 'guest.os', 'windows')
    const names = ['', '']
    let board = -1
    let none = false
    for (const { text, index } of linesOf(document, 5_000)) {
      const line = text.trimEnd()
      const field = /^([A-Z][A-Za-z() -]{2,40}?) *: +(\S.{0,500})$/.exec(line)
      if (field !== null) {
        const name = FIELDS[field[1]!]
        // The date of the firmware follows its version: `Xen 4.11.amazon, 8/24/2006`.
        if (name !== undefined) yield signalAt(document, index, name, field[2]!.replace(/, [\d./-]{6,12}$/, ''))
        if (name === 'dmi.sys_vendor' || name === 'dmi.product_name') {
          names[name === 'dmi.sys_vendor' ? 0 : 1] = field[2]!
          board = index
        }
        // Windows lists the requirements of Hyper-V only if it runs without a hypervisor.
        if (field[1] === 'Hyper-V Requirements' && /^VM Monitor Mode Extensions:/.test(field[2]!)) none = true
        if (field[1] === 'HypervisorPresent' && field[2] === 'False') none = true
        if (none) yield signalAt(document, index, 'cpuid.hypervisor-bit', '0')
        none = false
        continue
      }
      const adapter = /^(?:Network Card\(s\):)?[^[]{0,200}\s\[\d+\]: (\S.{0,200})$/.exec(line)
      const driver = adapter === null ? undefined : ADAPTERS.find(([pattern]) => pattern.test(adapter[1]!))?.[1]
      if (driver !== undefined) {
        const id = adapter![1]!.replace(/ #\d+$/, '')
        yield signalAt(document, index, 'net.listed', driver, id)
        yield signalAt(document, index, 'device.model', id, id)
      }
    }
    if (board >= 0) {
      yield signalAt(document, board, 'guest.os', 'windows')
      yield boardSignal(
        document,
        board,
        names.filter((name) => name !== ''),
      )
    }
  },
}
