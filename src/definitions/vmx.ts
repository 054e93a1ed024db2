import { nameIn } from '../devices/elsewhere.ts'
import { type Definition, type Lines, type Reader, type Setting, Sheet } from './definition.ts'
import { familyOf } from './guest.ts'

export const reader: Reader = {
  id: 'vmx',
  name: 'VMware .vmx',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const lines: Lines = new Map()
    let index = 0
    for (const line of document.text.split('\n')) {
      const start = index
      index += line.length + 1
      const bare = line.replace(/\r$/, '')
      if (/^\s*(?:#|$)/.test(bare)) continue
      const own = bare.replace(/^\ufeff/, '')
      const match = /^(\s*([\w.:/%*-]+)\s*=\s*)/.exec(own)
      if (match === null) {
        if (/^\s*#!/.test(bare)) continue
        sheet.fault(start, `found ${JSON.stringify(bare.slice(0, 24))}, expected key = "value"`)
      }
      const written = valueIn(own, match[0].length)
      const from = start + written.start
      const value = own
        .slice(written.start, written.end)
        .replace(/\|([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      const key = match[2]!.toLowerCase()
      lines.set(key, { value, start: from, end: start + written.end, from: start, to: start + bare.length })
    }
    describeKeys(sheet, sheet.lastOf(lines))
    return [sheet]
  },
}

/** The value that begins at a place of a line: between quotation marks where only a comment follows them, else up to a comment. */
function valueIn(line: string, at: number): { readonly start: number; readonly end: number } {
  if (line[at] === '"')
    for (let end = line.indexOf('"', at + 1); end >= 0; end = line.indexOf('"', end + 1)) {
      let rest = end + 1
      while (line[rest] === ' ' || line[rest] === '\t') rest++
      if (rest === line.length || line[rest] === '#') return { start: at + 1, end }
    }
  const comment = line.indexOf('#', at)
  const end = line.slice(0, comment < 0 ? line.length : comment).trimEnd().length
  return { start: at, end: Math.max(at, end) }
}

/** The settings of .vmx keys, in lower case. Readers of other formats that contain .vmx keys use this too. */
export function describeKeys(sheet: Sheet, keys: ReadonlyMap<string, Setting>): void {
  const get = (key: string): string | undefined => keys.get(key)?.value
  const yes = (key: string): boolean => /^(?:true|yes|1)$/i.test(get(key) ?? '')
  const any = keys.get('virtualhw.version') ?? keys.get('config.version') ?? [...keys.values()][0]
  sheet.say('declared.hypervisor', 'vmware', any)
  sheet.say('declared.board', 'emulated', any)
  if (/^software$/i.test(get('monitor.virtual_exec') ?? ''))
    sheet.say('declared.cpu', 'software', keys.get('monitor.virtual_exec'))
  const os = get('guestos')
  if (os !== undefined) sheet.say('declared.system', familyOf(os), keys.get('guestos'))
  if (os !== undefined) sheet.say('declared.os', /^(?:win|longhorn)/i.test(os) ? 'windows' : 'other', keys.get('guestos'))
  for (const [key, setting] of keys) {
    const disk = /^((scsi|ide|sata|nvme)(\d+)):(\d+)\.present$/.exec(key)
    if (disk !== null && yes(key)) {
      const [, controller, bus] = disk
      const id = key.slice(0, -'.present'.length)
      if (get(`${controller}.present`) !== undefined && !yes(`${controller}.present`)) continue
      const dev = get(`${controller}.virtualdev`)?.toLowerCase()
      const kind = get(`${id}.devicetype`) ?? ''
      const cdrom = /cdrom/i.test(kind)
      // Without virtualDev the guest's type decides between BusLogic and LSI Logic: both are emulated.
      const model =
        bus === 'scsi'
          ? nameIn('vmware', 'disk', dev ?? 'lsilogic')
          : bus === 'ide'
            ? cdrom
              ? 'ide-cd'
              : 'ide-hd'
            : bus === 'sata'
              ? 'ahci'
              : 'nvme'
      sheet.say('disk.declared', model, keys.get(`${controller}.virtualdev`) ?? setting, id)
      if (cdrom) sheet.say('device.removable', 'cdrom', keys.get(`${id}.devicetype`), id)
    }
    const net = /^(ethernet\d+)\.present$/.exec(key)
    if (net !== null && yes(key)) {
      const id = net[1]!
      const dev = get(`${id}.virtualdev`)?.toLowerCase()
      sheet.say('net.declared', dev ?? 'flexible', keys.get(`${id}.virtualdev`) ?? setting, id)
    }
    if (/^pcipassthru\d+\.present$/.test(key) && yes(key)) sheet.say('declared.passthrough', key, setting)
  }
  sheet.say('declared.complete', 'disk', any)
  sheet.say('declared.complete', 'net', any)
}
