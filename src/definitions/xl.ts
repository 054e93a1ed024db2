import { switchesIn } from '../evidence/kernel.ts'
import type { Document } from '../model.ts'
import { type Definition, type Reader, type Setting, Sheet } from './definition.ts'
import { propertiesOf } from './properties.ts'
import { emulatedTwin } from './xen-devices.ts'

/** A value of the xl grammar: a string or number, or a list of such. */
type Value = Scalar | { readonly list: readonly Value[]; readonly start: number; readonly end: number }
interface Scalar {
  readonly text: string
  readonly start: number
  readonly end: number
}
interface Statement {
  readonly value: Value
  readonly from: number
  readonly to: number
}

const DEPTH = 16

/** libxlu's grammar: https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html and tools/libs/util/libxlu_cfg_l.l. */
function parse(sheet: Sheet): Map<string, Statement[]> {
  const { text } = sheet.document
  const found = new Map<string, Statement[]>()
  let i = 0
  const blank = (lines: boolean): void => {
    for (;;) {
      const c = text[i]
      if (c === ' ' || c === '\t' || c === '\r' || (lines && c === '\n')) i++
      else if (c === '\ufeff' && i === 0) i++
      else if (c === '#') {
        const stop = text.indexOf('\n', i)
        i = stop < 0 ? text.length : stop
      } else return
    }
  }
  const value = (depth: number): Value => {
    blank(false)
    const start = i
    const c = text[i]
    if (c === '[') {
      if (depth > DEPTH) sheet.fault(i, `lists nested deeper than ${DEPTH}`)
      i++
      const list: Value[] = []
      for (;;) {
        blank(true)
        if (text[i] === ']') break
        if (i >= text.length) sheet.fault(start, 'the list is not closed')
        list.push(value(depth + 1))
        blank(true)
        if (text[i] === ',') i++
        else if (text[i] !== ']') sheet.fault(i, 'expected "," or "]" in a list')
      }
      i++
      return { list, start, end: i }
    }
    if (c === '"' || c === "'") {
      i++
      let decoded = ''
      let run = i
      for (; text[i] !== c; i++) {
        if (i >= text.length || text[i] === '\n') sheet.fault(start, 'the string is not closed on its line')
        if (text[i] === '\\') {
          decoded += text.slice(run, i)
          i++
          run = i
        }
      }
      decoded += text.slice(run, i)
      i++
      return { text: decoded, start: start + 1, end: i - 1 }
    }
    const number = /[0-9][0-9a-fx]*/y
    number.lastIndex = i
    const match = number.exec(text)
    if (match === null) {
      const word = /\S{0,24}/y
      word.lastIndex = i
      sheet.fault(
        i,
        `${JSON.stringify(word.exec(text)![0])} is not a string, number or list; xl accepts neither Python nor words without quotation marks`,
      )
    }
    i = number.lastIndex
    return { text: match[0], start, end: i }
  }
  for (;;) {
    blank(true)
    while (text[i] === ';') {
      i++
      blank(true)
    }
    if (i >= text.length) return found
    const key = /[a-z][._0-9a-z]*/y
    key.lastIndex = i
    const match = key.exec(text)
    const from = i
    if (match === null) sheet.fault(i, `${JSON.stringify(text.slice(i, i + 12).split('\n')[0])} where a key is expected`)
    i = key.lastIndex
    blank(false)
    const adds = text.startsWith('+=', i)
    if (!adds && text[i] !== '=')
      sheet.fault(from, `${match[0]} without "=": not an xl.cfg (old xm files may contain Python, which xl refuses)`)
    i += adds ? 2 : 1
    const statement = { value: value(0), from, to: i }
    blank(false)
    if (i < text.length && text[i] !== '\n' && text[i] !== ';')
      sheet.fault(i, `${JSON.stringify(text.slice(i, i + 12).split('\n')[0])} after a value; xl does not evaluate Python`)
    const before = found.get(match[0])
    if (adds && before !== undefined) before.push(statement)
    else found.set(match[0], [statement])
  }
}

/** xl compares by the length of the user's text, so that "h" is hvm and an empty one as well (xl_parse.c). */
function typeOf(text: string): 'hvm' | 'pv' | 'pvh' | undefined {
  if ('hvm'.startsWith(text)) return 'hvm'
  if ('pv'.startsWith(text)) return 'pv'
  return 'pvh'.startsWith(text) ? 'pvh' : undefined
}

/** Keys that only an Arm guest has, whose type is PVH by default: https://xenbits.xen.org/docs/unstable/man/xl.cfg.5.html */
const ARM: ReadonlySet<string> = new Set(['gic_version', 'vuart', 'tee', 'sve'])

export const reader: Reader = {
  id: 'xl',
  name: 'xl.cfg',
  read(document: Document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const settings = parse(sheet)
    if (settings.size === 0) sheet.fault(0, 'the file has no xl setting')
    const scalars = new Map<string, Setting>()
    const lists = new Map<string, (Scalar & { setting: Setting })[]>()
    for (const [key, statements] of settings) {
      const items: (Scalar & { setting: Setting })[] = []
      const walk = (v: Value, path: string, s: Statement): void => {
        if ('list' in v) {
          if (!path.includes('[')) sheet.set(path, '', v.start, v.end, s.from, s.to)
          for (const item of v.list) walk(item, `${key}[${items.length}]`, s)
        } else {
          const inList = path.includes('[')
          const setting = sheet.set(path, v.text, v.start, v.end, inList ? v.start - 1 : s.from, inList ? v.end + 1 : s.to)
          if (inList) items.push({ ...v, setting })
          else scalars.set(key, setting)
        }
      }
      for (const s of statements) walk(s.value, key, s)
      lists.set(key, items)
    }
    describe(sheet, scalars, lists)
    return [sheet]
  },
}

function describe(sheet: Sheet, scalars: Map<string, Setting>, lists: Map<string, (Scalar & { setting: Setting })[]>): void {
  const get = (key: string): string | undefined => scalars.get(key)?.value
  sheet.say('declared.hypervisor', 'xen', scalars.get('type') ?? scalars.get('builder') ?? 0)
  const said = scalars.get('type') ?? scalars.get('builder')
  let type: string | undefined
  if (scalars.has('type')) {
    type = typeOf(get('type')!)
    if (type === undefined) sheet.fault(scalars.get('type')!.start, `type="${get('type')}" is unknown; use pv, pvh or hvm`)
  } else if (scalars.has('builder')) {
    const builder = get('builder')!
    type = 'hvm'.startsWith(builder) ? 'hvm' : 'generic'.startsWith(builder) || builder === 'linux' ? 'pv' : undefined
    if (type === undefined) sheet.fault(scalars.get('builder')!.start, `builder="${builder}" is unknown; use hvm or generic`)
  } else type = [...scalars.keys()].some((key) => ARM.has(key)) ? 'pvh' : 'pv'
  const first = type === 'pv' && !scalars.has('type') && Number(get('pvh') ?? 0) !== 0
  if (first) sheet.say('declared.type', 'pvh-v1', scalars.get('pvh'))
  else if (said === undefined) sheet.assume('declared.type', type!, `type is not set, which means ${type!}`)
  else sheet.say('declared.type', type!, said)
  if (type === 'pvh' && Number(get('pvshim') ?? 0) !== 0) sheet.say('declared.pvshim', '1', scalars.get('pvshim'))
  if (type === 'hvm') {
    if (Number(get('xen_platform_pci') ?? 1) === 0) sheet.say('xen.no-platform', '1', scalars.get('xen_platform_pci'))
    if (Number(get('hap') ?? 1) === 0) sheet.say('declared.hap', '0', scalars.get('hap'))
  }
  // A kernel command line is the guest's only when the kernel is given here, and cmdline goes before root and extra (xl_parse.c).
  const kernel = get('kernel')
  if (kernel !== undefined && !/hvmloader/.test(kernel)) {
    for (const key of scalars.has('cmdline') ? ['cmdline'] : ['root', 'extra']) {
      const setting = scalars.get(key)
      if (setting === undefined) continue
      const line = key === 'root' ? `root=${setting.value}` : setting.value
      const proof = sheet.proof(setting.start)
      for (const s of switchesIn(line, (name, value, of) => ({ name, value, proof, ...(of !== undefined && { of }) })))
        sheet.signals.push(s)
    }
  }
  for (const item of lists.get('disk') ?? []) disk(sheet, item, type!, get('hdtype') ?? 'ide')
  let n = 0
  for (const item of lists.get('vif') ?? []) vif(sheet, item, type!, n++)
  // Less memory than its maximum is populate-on-demand, which libxl refuses beside a device that is passed through.
  const most = Number(get('maxmem') ?? Number.NaN)
  if (type !== 'pv' && most > Number(get('memory') ?? Number.NaN))
    sheet.say('declared.pod', get('maxmem')!, scalars.get('maxmem'))
  for (const item of lists.get('pci') ?? []) sheet.say('declared.passthrough', item.text, item.setting)
  sheet.say('declared.complete', 'disk', scalars.get('name') ?? 0)
  sheet.say('declared.complete', 'net', scalars.get('name') ?? 0)
}

const POSITIONS = ['target', 'format', 'vdev', 'access'] as const
const FORMATS: RegExp = /^(?:raw|qcow2?|vhd|qed)$/
const SCHEMES: RegExp =
  /^(?:phy|file|tap2?|aio|qcow2?|vhd|raw|script|block-[a-z]+|drbd|iscsi|nbd|enbd|vmdk|vdi|rbd|qdisk|hdd|ram)(?=:)/

/** A disk by https://xenbits.xen.org/docs/unstable/man/xl-disk-configuration.5.html, deprecated prefixes as well. */
function disk(sheet: Sheet, item: Scalar & { setting: Setting }, type: string, hdtype: string): void {
  const index = /\[(\d+)\]/.exec(item.setting.path)![1]!
  let text = item.text
  const named = new Map<string, string>()
  const target = /(?:^|,)\s*target=(.*)$/s.exec(text)
  if (target !== null) {
    named.set('target', target[1]!)
    text = text.slice(0, target.index)
  }
  let prefixed = false
  for (let m = SCHEMES.exec(text); m !== null; m = SCHEMES.exec(text)) {
    prefixed = true
    text = text.slice(m[0].length + 1)
  }
  let position = 0
  for (const part of propertiesOf(text)) {
    if (part.key !== '' && !(prefixed && position === 0)) {
      if (target !== null && part.key === 'target') continue
      named.set(part.key, part.value)
      continue
    }
    const value = part.key === '' ? part.value : `${part.key}=${part.value}`
    if (/^cdrom$/.test(value) && position > 0) {
      named.set('devtype', 'cdrom')
      continue
    }
    // The old form has no format: path, vdev, access.
    if (position === 1 && (prefixed || (!FORMATS.test(value) && value !== ''))) position = 2
    const name = POSITIONS[position++]
    if (name !== undefined && !named.has(name)) named.set(name, value)
  }
  let vdev = named.get('vdev') ?? ''
  if (vdev.endsWith(':cdrom')) {
    vdev = vdev.slice(0, -6)
    named.set('devtype', 'cdrom')
  }
  vdev = vdev
    .replace(/^ioemu:/, '')
    .replace(/:disk$/, '')
    .replace(/^\/dev\//, '')
  const cdrom = named.get('devtype') === 'cdrom'
  const id = vdev === '' ? `disk${index}` : vdev
  const start = vdev === '' ? item.start : Math.max(item.start, sheet.document.text.lastIndexOf(vdev, item.end))
  const set = (key: string, value: string, from: number): Setting =>
    sheet.set(`disk[${index}].${key}`, value, from, from + value.length)
  set('vdev', vdev, start)
  if (cdrom) set('devtype', 'cdrom', item.start)
  if (named.get('specification') === 'virtio') sheet.say('disk.declared', 'virtio-blk', start, id)
  else if (type !== 'hvm') sheet.say('disk.declared', 'xen-blk', start, id)
  else {
    const twin = cdrom ? 'ide-cd' : emulatedTwin(vdev, hdtype)
    if (twin !== undefined) sheet.say('disk.declared', twin, start, id)
    if (!cdrom) sheet.say('disk.declared', 'xen-blk', start, id)
  }
  if (cdrom) sheet.say('device.removable', 'cdrom', start, id)
}

/** A network card by https://xenbits.xen.org/docs/unstable/man/xl-network-configuration.5.html. */
function vif(sheet: Sheet, item: Scalar & { setting: Setting }, type: string, n: number): void {
  const id = `vif${n}`
  const found = new Map<string, Setting>()
  for (const p of propertiesOf(item.text)) {
    if (p.key === '') continue
    const from = item.start + p.from
    found.set(
      p.key,
      sheet.set(`vif[${n}].${p.key}`, p.value, item.start + p.start, item.start + p.end, from, item.start + p.end),
    )
  }
  const at = found.get('type') ?? found.get('model') ?? item.setting
  if (type === 'hvm' && found.get('type')?.value !== 'vif' && found.get('type')?.value !== 'netfront')
    sheet.say('net.declared', found.get('model')?.value || 'rtl8139', at, id)
  sheet.say('net.declared', 'xen-net', at, id)
}
