import type { Document, Probe, Signal } from '../../model.ts'
import { isPhysicalMaker } from '../../platforms/dmi.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf, type BoardNames, boardOf, cardAt, DISK, diskAt, functionAt, type Shown, verdictAt } from './inventory.ts'

/**
 * inxi -F and its relatives, from version 2 on: sections with `key: value` one after another, wrapped at the width of the terminal.
 * https://codeberg.org/smxi/inxi (docs/inxi-data.txt)
 */
const SECTION =
  /^(System|Machine|CPU|Network|Drives|Partition|Info|Graphics|Audio|Memory|RAM|Raid|RAID|Sensors|Battery|Repos|Swap|USB|Bluetooth|Logical|Processes|Weather|Unmounted|Slots):(?:\s|$)/
/** Keys whose values are read; a value ends where the next key begins. */
const KEYS =
  'System|Device|Mobo|product|model|v|ver|serial|date|BIOS|UEFI(?: \\[Legacy\\])?|UEFI-\\[Legacy\\]|Type|Host|Kernel|arch|bits|compiler|gcc|c|Console|Desktop|Distro|Info|type|rev|flags|Topology|cores|bogomips|Speed|speed|' +
  'Device-\\d{1,2}|Card(?:-\\d{1,2})?|driver|port|bus-ID|chip-ID|class-ID|IF(?:-ID-\\d{1,2})?|state|mac|duplex|Local Storage|HDD Total Size|total|used|ID-\\d{1,2}|vendor|size|fs|dev|tech|temp|uuid|part-nu|Chassis|pcie|gen|lanes|modules|raw'
const PAIR = new RegExp(`(?:^|\\s)(${KEYS}): (.*?)(?=\\s(?:${KEYS}):(?:\\s|$)|$)`, 'g')
/** A section is a few hundred characters; flags and a long list of drives more. */
const LONGEST = 16_384

interface Pair extends Shown {
  readonly key: string
}

/** Pairs of each section. A line that begins with blanks goes on with the section above. */
function* sections(document: Document): Generator<{ readonly name: string; readonly pairs: readonly Pair[] }> {
  let name: string | undefined
  let pairs: Pair[] = []
  for (const { text, index } of linesOf(document, 5_000)) {
    const line = text.slice(0, LONGEST)
    const heading = SECTION.exec(line)
    if (heading !== null) {
      if (name !== undefined) yield { name, pairs }
      name = heading[1]!
      pairs = []
    } else if (name === undefined || !/^\s/.test(line)) continue
    const body = heading === null ? line : line.slice(heading[0].length - 1)
    for (const match of ` ${body.trim()}`.matchAll(PAIR)) pairs.push({ key: match[1]!, value: match[2]!.trim(), index })
  }
  if (name !== undefined) yield { name, pairs }
}

function* read(document: Document): Generator<Signal> {
  for (const { name, pairs } of sections(document)) {
    if (name === 'Machine') yield* machine(document, pairs)
    else if (name === 'System') {
      for (const { key, value, index } of pairs) {
        if (key === 'Kernel') {
          const match = /^(?:Linux )?(\d[\w.+-]{1,100})(?: (x86_64|i686|i386|aarch64|armv\w+|ppc64le|s390x|riscv64))?/.exec(
            value,
          )
          if (match?.[1] !== undefined) yield signalAt(document, index, 'kernel.release', match[1])
          if (match?.[2] !== undefined) yield signalAt(document, index, 'arch', archOf(match[2]))
        } else if (key === 'arch') yield signalAt(document, index, 'arch', archOf(value))
      }
    } else if (name === 'CPU') {
      for (const { key, value, index } of pairs) {
        if (key === 'model') yield signalAt(document, index, 'cpu.model', value)
        // Without -xxx -f these are the few that inxi picks out.
        else if (key === 'flags' && /^fpu | fpu /.test(value)) yield signalAt(document, index, 'cpu.flags', value)
      }
    } else if (name === 'Network') yield* cards(document, pairs)
    else if (name === 'Drives') yield* drives(document, pairs)
    else if (name === 'Partition') {
      let root = false
      for (const { key, value, index } of pairs) {
        if (/^ID-/.test(key)) root = value === '/'
        else if (key === 'dev' && root && value.startsWith('/dev/'))
          yield signalAt(document, index, 'root.device', value.slice(5), 'mounted')
      }
    }
  }
}

function* machine(document: Document, pairs: readonly Pair[]): Generator<Signal> {
  const names: BoardNames = {}
  let of = ''
  let verdict: Shown | undefined
  for (const { key, value, index } of pairs) {
    if (/^(?:System|Mobo|BIOS|UEFI|Chassis)/.test(key)) of = key.slice(0, 4)
    if (key === 'Type' || (key === 'Device' && of === '')) verdict = { value, index }
    else if (key === 'System') names.sys_vendor = { value, index }
    else if (key === 'product' && of === 'Syst') names.product_name = { value, index }
    else if (of === 'BIOS' || of === 'UEFI') {
      if (/^(?:BIOS|UEFI)/.test(key)) names.bios_vendor = { value, index }
      else if (key === 'v' || key === 'ver') names.bios_version = { value, index }
    } else if ((key === 'v' || key === 'ver') && of === 'Syst') names.product_version = { value, index }
  }
  yield* boardOf(document, names)
  if (verdict === undefined) return
  // inxi calls a machine KVM by lines about KVM in the kernel log, which a host has as well: https://github.com/smxi/inxi/issues/194
  const real = names.sys_vendor !== undefined && isPhysicalMaker(names.sys_vendor.value)
  if (!(real && /^kvm$/i.test(verdict.value))) yield* verdictAt(document, verdict.index, verdict.value, names)
}

function* cards(document: Document, pairs: readonly Pair[]): Generator<Signal> {
  let card: Shown | undefined
  let address = ''
  let driver: string | undefined
  const end = function* (): Generator<Signal> {
    if (card === undefined) return
    if (driver !== undefined && /virtio/i.test(card.value))
      yield* cardAt(document, card.index, address, 'virtio_net', card.value)
    else if (driver !== undefined) yield* cardAt(document, card.index, address, driver, card.value)
    else yield* functionAt(document, card.index, address, { name: card.value, kind: 'Ethernet controller' })
  }
  for (const { key, value, index } of pairs) {
    if (/^(?:Device|Card)/.test(key)) {
      yield* end()
      card = { value, index }
      address = key
      driver = undefined
    } else if (key === 'driver' && card !== undefined) driver = /^[\w-]{1,40}/.exec(value)?.[0]
  }
  yield* end()
}

function* drives(document: Document, pairs: readonly Pair[]): Generator<Signal> {
  let disk: Shown | undefined
  let words: (string | undefined)[] = []
  const end = function* (): Generator<Signal> {
    if (disk !== undefined) yield* diskAt(document, disk.index, disk.value, ...words)
  }
  for (const { key, value, index } of pairs) {
    if (/^ID-/.test(key)) {
      yield* end()
      const name = /^\/dev\/(\w{2,16})/.exec(value)?.[1]
      disk = name !== undefined && DISK.test(name) ? { value: name, index } : undefined
      words = []
    } else if (key === 'vendor' || key === 'model') words.push(value)
  }
  yield* end()
}

export const inxi: Probe = {
  id: 'inxi',
  amid: true,
  reads: [],
  words: ['System:', 'Machine:', 'Network:', 'Drives:', 'CPU:'],
  accepts: (head) =>
    /^System: {1,20}(?:Host|Kernel): /m.test(head) ||
    /^(?:System|Machine|Network|Drives|CPU):\n {2,8}(?:Host|Kernel|Type|Info|Device-1|Local Storage|ID-1): ?/m.test(head) ||
    (/^Machine: {1,20}(?:Type|System|Device|Mobo): /m.test(head) && /^(?:CPU|Network|Info|Drives|Kernel): /m.test(head)),
  read,
}
