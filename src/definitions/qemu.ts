import { declaredModel } from '../devices/declared.ts'
import { switchesIn } from '../evidence/kernel.ts'
import { table } from '../table.ts'
import { type Definition, type Reader, type Setting, Sheet, sheetsOf } from './definition.ts'
import { propertiesOf } from './properties.ts'
import { readConfig } from './qemu-config.ts'
import { boardOf } from './qemu-machines.ts'
import { FLAGS, KNOWN, qemuCalls } from './qemu-options.ts'
import { isReadConfig } from './recognise.ts'
import { type Word, wordsOf } from './words.ts'

export interface Option {
  readonly name: string
  readonly value: string
  /** The place of the value, or of the option where it has none. */
  readonly start: number
  readonly end: number
  readonly from: number
}

/** A binary of QEMU by its name. */
export const BINARY: RegExp = /(?:^|\/)(?:qemu-system-([a-z0-9_]+)|qemu-kvm|kvm|qemu)(?:\.exe|-[\d.]+)?$/

export const reader: Reader = {
  id: 'qemu-argv',
  name: 'QEMU command line',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    if (isReadConfig(document.text)) {
      // Other files and options may stand beside it, -nodefaults too.
      describeOptions(sheet, readConfig(sheet), { binary: '', open: true })
      return [sheet]
    }
    const commands = commandsIn(sheet)
    if (commands.length === 0) sheet.fault(0, 'no QEMU binary found')
    return sheetsOf(sheet, commands, {
      name: nameIn,
      start: ([binary]) => binary!.start,
      describe: (own, [binary, ...words]) => describeArguments(own, words, { binary: binary!.text, at: binary!.start }),
    })
  },
}

/** `-name guest=web,debug-threads=on`, or `-name web`. */
function nameIn(words: readonly Word[]): string | undefined {
  const option = words.findIndex((w) => /^--?name$/.test(w.text))
  return option < 0 ? undefined : /^(?:guest=)?([^,]*)/.exec(words[option + 1]?.text ?? '')?.[1]
}

/**
 * The commands of a text, each from its binary on: one, or a line each in what `ps` and libvirt's logs show. A command ends with its
 * line, unless the next one begins with an option: people paste command lines without their backslashes.
 */
function commandsIn(sheet: Sheet): readonly (readonly Word[])[] {
  const found: Word[][] = []
  let end = 0
  for (const start of qemuCalls(sheet.document.text)) {
    if (start < end) continue
    const command: Word[] = []
    // Its words are not even read: the next line may be a sentence with an apostrophe.
    const ends = (at: number): boolean => {
      const before = command.at(-1)?.text ?? ''
      const awaited = command.length > 1 && /^--?[a-z]/i.test(before) && !FLAGS.has(before.replace(/^--?/, ''))
      return sheet.document.text[at] !== '-' && !awaited
    }
    for (const word of wordsOf(sheet, start, ends)) command.push(word)
    end = command.at(-1)?.end ?? start
    if (command.length > 0) found.push(command)
  }
  return found
}

interface Context {
  readonly binary?: string
  readonly at?: number
  readonly machine?: string
  /** Only devices are added: what libvirt passes on. */
  readonly devicesOnly?: boolean
  /** Options are missing: a variable of the shell holds them, or another file. */
  readonly open?: boolean
}

/** Arguments after the binary's name. */
export function describeArguments(sheet: Sheet, words: readonly Word[], context: Context): void {
  const options: Option[] = []
  let open = context.open === true
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!
    if (/^[|;&<>]+$/.test(word.text)) break
    if (word.open === true && !word.text.startsWith('-')) {
      open = true
      continue
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      options.push({ name: 'hda', value: word.text, start: word.start, end: word.end, from: word.start })
      continue
    }
    const name = word.text.replace(/^--?/, '')
    const next = words[i + 1]
    // An unknown option has the next word as its value, unless that word is an option too.
    const takes = !FLAGS.has(name) && next !== undefined && (KNOWN.has(name) || !/^-[a-z]/i.test(next.text))
    if (takes) i++
    // `-device $NIC`: which one is open.
    if (takes && next!.open === true && OPEN.test(next!.text)) {
      open = true
      continue
    }
    options.push(
      takes
        ? { name, value: next!.text, ...inside(sheet, next!), from: word.start }
        : { name, value: '', start: word.start, end: word.end, from: word.start },
    )
  }
  describeOptions(sheet, options, { ...context, open })
}

/** A value that begins with a variable; `$` elsewhere is in the name of a file as a rule. */
const OPEN = /^[$`]/
/** A part of a value that a variable holds. */
const held = (value: string | undefined): boolean => value !== undefined && /\$[\w{(]|`/.test(value)

/** The place of a word without the quotes around it. */
function inside(sheet: Sheet, word: Word): { start: number; end: number } {
  const quoted = /['"]/.test(sheet.document.text[word.start] ?? '') && word.text.length === word.end - word.start - 2
  return quoted ? { start: word.start + 1, end: word.end - 1 } : { start: word.start, end: word.end }
}

/** A property list or JSON object as one map of strings. The first part without a key is `first`. */
function parsed(option: Option, first: string): Map<string, string> {
  const found = new Map<string, string>()
  if (option.value.startsWith('{')) {
    try {
      const json = JSON.parse(option.value) as Record<string, unknown>
      for (const [key, value] of Object.entries(json)) if (typeof value !== 'object') found.set(key, String(value))
      return found
    } catch {
      return found
    }
  }
  propertiesOf(option.value, true).forEach((p, i) => {
    if (p.key === '' && i === 0) found.set(first, p.value)
    else if (p.key === '') found.set(p.value, 'on')
    else found.set(p.key, p.value)
  })
  return found
}

const IMPLIED: Readonly<Record<string, string>> = table({
  device: 'driver',
  machine: 'type',
  M: 'type',
  accel: 'accel',
  netdev: 'type',
  nic: 'type',
  net: 'type',
  cpu: 'model',
})

interface Drive {
  readonly media: string | undefined
}

function describeOptions(sheet: Sheet, options: readonly Option[], context: Context): void {
  const settings = new Map<string, Setting>()
  const counts = new Map<string, number>()
  const args = options.map((o) => {
    const n = counts.get(o.name) ?? 0
    counts.set(o.name, n + 1)
    const path = `${o.name}[${n}]`
    const setting = sheet.set(path, o.value, o.start, o.end, o.from, o.end)
    settings.set(o.name, setting)
    const map = parsed(o, IMPLIED[o.name] ?? '')
    const exact = o.end - o.start === o.value.length && !o.value.startsWith('{')
    const places = exact ? propertiesOf(o.value, true) : []
    for (const [key, value] of map) {
      const p = places.find((q) => (q.key === '' ? IMPLIED[o.name] === key || q.value === key : q.key === key))
      if (p !== undefined)
        sheet.set(`${path}.${key}`, value, o.start + p.start, o.start + p.end, o.start + p.from, o.start + p.end)
      else {
        // In JSON the text of the value is looked for within the option.
        const raw = sheet.document.text.slice(o.start, o.end)
        const found = raw.indexOf(`"${key}":`)
        const from = found < 0 ? o.start : o.start + found
        const value0 = found < 0 ? -1 : raw.indexOf(value, found + key.length + 3)
        sheet.set(
          `${path}.${key}`,
          value,
          value0 < 0 ? o.start : o.start + value0,
          value0 < 0 ? o.end : o.start + value0 + value.length,
          from,
          o.end,
        )
      }
    }
    return { ...o, map, setting }
  })
  const all = (...names: string[]): typeof args => args.filter((a) => names.includes(a.name))
  const machineArgs = all('machine', 'M')
  const machine = machineArgs.map((a) => a.map.get('type')).findLast((t) => t !== undefined) ?? context.machine ?? ''
  const open = context.open === true
  const arch = BINARY.exec(context.binary ?? '')?.[1] ?? 'x86_64'
  const board = boardOf(arch, machine)
  // Another board has another controller and card; which one, an option tells that is not shown.
  const openBoard = held(machine) || (machine === '' && open)
  if (context.devicesOnly !== true) accelerators(sheet, args, machine, { ...context, open: open || held(machine) })
  if (context.devicesOnly !== true && /^(?:x86_64|i386|aarch64|arm|riscv|loongarch)/.test(arch)) {
    if (!/^xen/.test(machine)) sheet.say('declared.board', 'emulated', machineArgs[0]?.setting ?? context.at ?? 0)
  }
  for (const a of all('append')) {
    const proof = sheet.proof(a.start)
    for (const s of switchesIn(a.value, (name, value, of) => ({ name, value, proof, ...(of !== undefined && { of }) })))
      sheet.signals.push(s)
  }

  const drives = new Map<string, Drive>()
  for (const a of all('drive', 'blockdev')) {
    const id = a.map.get('id') ?? a.map.get('node-name')
    if (id !== undefined) drives.set(id, { media: a.map.get('media') })
  }
  const controllers = new Map<string, string>()
  const scsi: string[] = []
  for (const a of all('device')) {
    const driver = a.map.get('driver') ?? ''
    if (
      !/^(?:virtio-scsi|vhost-scsi|lsi|mega|mptsas|pvscsi|am53c974|dc390|spapr-vscsi|ncr)/.test(driver) &&
      !/^(?:ahci|ich9-ahci|usb-bot|usb-uas|nvme)$/.test(driver)
    )
      continue
    if (a.map.has('id')) controllers.set(a.map.get('id')!, driver)
    if (!/^(?:ahci|ich9-ahci|nvme)$/.test(driver)) scsi.push(driver)
  }
  let named = 0
  const disk = (model: string, setting: Setting, id: string | undefined, removable?: string): void => {
    const of = id ?? `disk${named}`
    named++
    sheet.say('disk.declared', model, setting, of)
    if (removable !== undefined) sheet.say('device.removable', removable, setting, of)
  }
  const nics: (readonly [model: string, setting: Setting, id: string | undefined])[] = []
  for (const a of args) {
    const id = a.map.get('id')
    if (a.name === 'device') {
      const driver = a.map.get('driver') ?? ''
      const drive = a.map.get('drive')
      const name = id ?? drive
      const media = drive === undefined ? undefined : drives.get(drive)?.media
      if (/^scsi-(?:hd|cd|disk|block|generic)$/.test(driver)) {
        const bus = a.map.get('bus')?.replace(/\.\d+$/, '')
        const on = (bus === undefined ? undefined : controllers.get(bus)) ?? scsi[0] ?? 'lsi53c895a'
        disk(on, a.setting, name, driver === 'scsi-cd' || media === 'cdrom' ? 'cdrom' : undefined)
      } else if (/^ide-(?:hd|cd|drive)$/.test(driver)) {
        const bus = a.map.get('bus')?.replace(/\.\d+$/, '') ?? ''
        const sata = /ahci/.test(controllers.get(bus) ?? '') || board.ide === 'ahci'
        const cdrom = driver === 'ide-cd' || media === 'cdrom'
        disk(sata ? 'ahci' : cdrom ? 'ide-cd' : 'ide-hd', a.setting, name, cdrom ? 'cdrom' : undefined)
      } else if (driver === 'floppy') disk('floppy', a.setting, name, 'floppy')
      else if (driver === 'nvme') {
        if (drive !== undefined) disk('nvme', a.setting, name)
      } else if (driver === 'nvme-ns') disk('nvme', a.setting, name)
      else if (/^(?:virtio-blk|vhost-user-blk|vhost-scsi)/.test(driver) || /^(?:usb-storage|sd-card|xen-disk)$/.test(driver))
        disk(driver === 'xen-disk' ? 'xen-blk' : driver, a.setting, name)
      else if (declaredModel('net', driver) !== undefined) nics.push([driver, a.setting, id ?? a.map.get('netdev')])
      else if (driver === 'xen-net-device') nics.push(['xen-net', a.setting, id])
      else if (/^(?:vfio-|pci-assign|kvm-pci-assign|xen-pci-passthrough)/.test(driver))
        sheet.say('declared.passthrough', driver, a.setting)
    } else if (a.name === 'drive') {
      const said = a.map.get('if')
      if (held(said) || (said === undefined && openBoard)) {
        disk('unknown-disk', a.setting, id, a.map.get('media') === 'cdrom' ? 'cdrom' : undefined)
        continue
      }
      const type = said ?? board.block
      if (type === 'none' || type === 'pflash' || type === 'mtd') continue
      const cdrom = a.map.get('media') === 'cdrom'
      const removable = type === 'floppy' ? 'floppy' : cdrom ? 'cdrom' : undefined
      const model =
        type === 'ide'
          ? board.ide === 'ahci'
            ? 'ahci'
            : cdrom
              ? 'ide-cd'
              : 'ide-hd'
          : type === 'scsi'
            ? (scsi[0] ?? board.scsi)
            : type === 'sd'
              ? 'sd-card'
              : type === 'virtio'
                ? 'virtio-blk'
                : type === 'xen'
                  ? 'xen-blk'
                  : type
      // microvm has no bus for it: QEMU starts and attaches nothing.
      if (board.block === 'none' && a.map.get('if') === undefined) continue
      disk(model, a.setting, id, removable)
    } else if (/^(?:hd[abcd]|cdrom)$/.test(a.name)) {
      if (board.block === 'none') continue
      const cdrom = a.name === 'cdrom'
      if (openBoard) {
        disk('unknown-disk', a.setting, a.name, cdrom ? 'cdrom' : undefined)
        continue
      }
      const model =
        board.block === 'ide'
          ? board.ide === 'ahci'
            ? 'ahci'
            : cdrom
              ? 'ide-cd'
              : 'ide-hd'
          : board.block === 'virtio'
            ? 'virtio-blk'
            : board.block === 'scsi'
              ? (scsi[0] ?? board.scsi)
              : 'sd-card'
      disk(model, a.setting, a.name, cdrom ? 'cdrom' : undefined)
    } else if (/^fd[ab]$/.test(a.name)) disk('floppy', a.setting, a.name, 'floppy')
    else if (a.name === 'sd') disk('sd-card', a.setting, a.name)
    else if (a.name === 'nic' || (a.name === 'net' && a.map.get('type') === 'nic')) {
      if (a.map.get('type') === 'none') continue
      const model = a.map.get('model')
      nics.push([
        held(model) || (model === undefined && openBoard) ? 'unknown-net' : (model ?? board.nic ?? 'unsettled-net'),
        a.setting,
        id,
      ])
    }
  }
  const silent = all('nodefaults').length > 0 || context.devicesOnly === true || open || openBoard
  if (!silent && board.nic !== undefined && nics.length === 0 && all('nic', 'net', 'netdev').length === 0) {
    const at = settings.get('machine') ?? settings.get('M')
    sheet.say('net.declared', board.nic, at ?? context.at ?? 0, 'net0')
  }
  nics.forEach(([model, setting, id], i) => {
    sheet.say('net.declared', model, setting, id ?? `net${i}`)
  })
  if (context.devicesOnly !== true && !open) {
    const at = settings.get('nodefaults') ?? context.at ?? 0
    sheet.say('declared.complete', 'disk', at)
    sheet.say('declared.complete', 'net', at)
  }
}

const ACCELERATORS: Readonly<Record<string, readonly [hypervisor: string, cpu: 'hardware' | 'software' | undefined]>> = table({
  kvm: ['kvm', 'hardware'],
  tcg: ['qemu-tcg', 'software'],
  hvf: ['apple', 'hardware'],
  whpx: ['hyperv', 'hardware'],
  mshv: ['hyperv', 'hardware'],
  xen: ['xen', undefined],
})

/** Who runs the processor: `-accel` and `-machine accel=` in their order, a list of fallbacks; without one, TCG. */
function accelerators(
  sheet: Sheet,
  args: readonly (Option & { map: Map<string, string>; setting: Setting })[],
  machine: string,
  context: Context,
): void {
  const chosen: [string, Setting | number][] = []
  for (const a of args) {
    if (a.name === 'accel') chosen.push([a.map.get('accel') ?? '', a.setting])
    else if (a.name === 'machine' || a.name === 'M')
      for (const name of a.map.get('accel')?.split(':') ?? []) chosen.push([name, a.setting])
    else if (a.name === 'enable-kvm') chosen.push(['kvm', a.setting])
    else if (a.name === 'enable-hax') chosen.push(['hax', a.setting])
    else if (a.name === 'no-kvm') chosen.push(['tcg', a.setting])
  }
  if (chosen.length === 0 && context.open === true) return
  if (chosen.length === 0) {
    const at = context.at ?? 0
    if (/^xen(?:fv|pv|pvh)/.test(machine)) chosen.push(['xen', at])
    else if (/kvm(?:-[\d.]+)?$/.test(context.binary ?? '')) chosen.push(['kvm', at], ['tcg', at])
    else chosen.push(['tcg', at])
  }
  for (const [name, at] of chosen) {
    if (held(name)) continue
    const known = ACCELERATORS[name]
    if (known === undefined) {
      sheet.say('declared.cpu', 'hardware', at)
      continue
    }
    sheet.say('declared.hypervisor', known[0], at)
    if (known[1] !== undefined) sheet.say('declared.cpu', known[1], at)
    if (name === 'xen') {
      const type = machine.startsWith('xenpvh') ? 'pvh' : machine.startsWith('xenpv') ? 'pv' : 'hvm'
      sheet.say('declared.type', type, at)
      if (
        type === 'hvm' &&
        !machine.startsWith('xenfv') &&
        !args.some((a) => a.name === 'device' && a.map.get('driver') === 'xen-platform')
      )
        sheet.say('xen.no-platform', '1', at)
    }
  }
}
