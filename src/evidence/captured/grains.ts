import type { Document, Probe, Signal } from '../../model.ts'
import { linesOf, signalAt } from '../say.ts'
import { archOf, boardOf, type Shown, verdictAt } from './inventory.ts'

/**
 * Salt's grains (`salt-call grains.items`, as nested text or YAML) and the facts of subscription-manager: names of firmware and the verdict
 * of the tools that they ask. https://docs.saltproject.io/en/latest/topics/grains/, https://github.com/candlepin/subscription-manager
 */
const FACTS: ReadonlyMap<string, string> = new Map([
  ['manufacturer', 'sys_vendor'],
  ['productname', 'product_name'],
  ['biosversion', 'bios_version'],
  ['biosvendor', 'bios_vendor'],
  ['dmi.system.manufacturer', 'sys_vendor'],
  ['dmi.system.product_name', 'product_name'],
  ['dmi.system.version', 'product_version'],
  ['dmi.bios.vendor', 'bios_vendor'],
  ['dmi.bios.version', 'bios_version'],
  ['kernelrelease', 'kernel.release'],
  ['uname.release', 'kernel.release'],
  ['cpuarch', 'arch'],
  ['cpu_model', 'cpu.model'],
  ['cpu_flags', 'cpu.flags'],
  ['uname.machine', 'arch'],
  ['virtual', 'verdict'],
  ['virt.host_type', 'verdict'],
])

function* read(document: Document): Generator<Signal> {
  const board = new Map<string, Shown>()
  let verdict: Shown | undefined
  let guest: boolean | undefined
  let waiting: string | undefined
  for (const { text, index } of linesOf(document, 20_000)) {
    const line = text.length > 4_096 ? '' : text.trim()
    const pair = /^([\w.]{3,60}): ?(.*)$/.exec(line)
    const name: string | undefined = pair !== null && (FACTS.has(pair[1]!) || pair[1] === 'virt.is_guest') ? pair[1] : undefined
    const value = name === undefined ? (waiting === undefined ? '' : line) : pair![2]!.trim()
    const key = name ?? waiting
    waiting = name !== undefined && value === '' ? name : undefined
    if (key === undefined || value === '') continue
    const what = FACTS.get(key)
    const shown = { value: value.replace(/^(['"])(.*)\1$/, '$2'), index }
    if (key === 'virt.is_guest') guest = /^true$/i.test(shown.value)
    else if (what === 'verdict') verdict = shown
    else if (what === 'arch') yield signalAt(document, index, 'arch', archOf(shown.value))
    else if (what === 'cpu.flags' || what === 'cpu.model') {
      if (what === 'cpu.model' || shown.value.length > 40) yield signalAt(document, index, what, shown.value)
    } else if (what === 'kernel.release') yield signalAt(document, index, what, shown.value)
    else if (what !== undefined && !board.has(what)) board.set(what, shown)
  }
  yield* boardOf(document, Object.fromEntries(board))
  if (verdict !== undefined && guest !== false)
    for (const word of verdict.value.split(/, ?/)) yield* verdictAt(document, verdict.index, word, Object.fromEntries(board))
}

/** Grains by names that nothing else gives them, for posts of a few. */
const OLD =
  /^[ \t]{0,12}(?:biosreleasedate|biosversion|cpu_flags|cpu_model|cpuarch|defaultencoding|defaultlanguage|hwaddr_interfaces|kernelrelease|kernelversion|lsb_distrib_\w{2,12}|manufacturer|nodename|osarch|oscodename|osfullname|osmajorrelease|osrelease|productname|ps|pythonversion|serialnumber|virtual|virtual_subtype):/gm

export const grains: Probe = {
  id: 'grains',
  reads: [],
  words: [
    'saltversion',
    'saltpath',
    'num_cpus',
    'mem_total',
    'osfinger',
    'productname:',
    'manufacturer:',
    'biosversion:',
    'virtual:',
    'virt.is_guest: ',
  ],
  accepts: (head) =>
    (/^\s{0,8}(?:saltversion|saltpath|num_cpus|mem_total|osfinger):/m.test(head) &&
      /^\s{0,8}(?:virtual|kernelrelease|productname|cpuarch):/m.test(head)) ||
    ((/^[ \t]{0,12}(?:productname|manufacturer|biosversion):/m.test(head) ||
      /^[ \t]{0,12}virtual: ?(?:\n[ \t]{0,16})?(?:physical|kvm|xen|VMware|HyperV|VirtualBox|Nitro|bhyve)[ \t]{0,4}$/m.test(
        head,
      )) &&
      (head.match(OLD)?.length ?? 0) >= 3) ||
    (/^virt\.is_guest: /m.test(head) && /^(?:dmi|uname|lscpu|cpu|distribution|memory)\.\w+/m.test(head)),
  read,
}
