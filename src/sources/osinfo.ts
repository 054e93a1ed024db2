import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { table } from '../table.ts'

/** Families of osinfo-db by the word that `--guest` has for them: https://gitlab.com/libosinfo/osinfo-db */
const FAMILIES: Readonly<Record<string, string>> = table({
  linux: 'linux',
  winnt: 'windows',
  win9x: 'windows',
  win16: 'windows',
  freebsd: 'freebsd',
})
/** What `--guest` understands by itself. */
const OWN: RegExp = /^(?:(?:linux|windows|freebsd|other)(?:-[\w.]+)?|(?:no-)?pv-drivers)$/i
const SHORT_ID: RegExp = /^[a-z][a-z0-9.-]{1,40}$/
const MOST_VENDORS = 500
const MOST_ANCESTORS = 64
const MOST_BYTES = 256 * 1024

/**
 * `--guest` with the short ids of osinfo-db (`debian11`, `win2k22`) replaced by their family, where the database is installed.
 * What is not listed stays as it is: not listed means unknown. Nothing is read unless a word needs it.
 * @param env OSINFO_SYSTEM_DIR names another place than /usr/share/osinfo
 */
export function guestBySystem(guest: string, env: Readonly<Record<string, string | undefined>>): string {
  const root = join(env['OSINFO_SYSTEM_DIR'] ?? '/usr/share/osinfo', 'os')
  return guest
    .split(',')
    .map((part) => {
      const id = part.trim()
      if (OWN.test(id) || !SHORT_ID.test(id)) return part
      return FAMILIES[familyOf(root, id) ?? ''] ?? part
    })
    .join(',')
}

/** Devices that a definition may choose, by the ids of osinfo-db; the second of each is virtio 1.0's. */
const DEVICES: Readonly<Record<string, string>> = table({
  'http://pcisig.com/pci/1af4/1000': 'virtio-net',
  'http://pcisig.com/pci/1af4/1041': 'virtio-net',
  'http://pcisig.com/pci/1af4/1001': 'virtio-blk',
  'http://pcisig.com/pci/1af4/1042': 'virtio-blk',
  'http://pcisig.com/pci/1af4/1004': 'virtio-scsi',
  'http://pcisig.com/pci/1af4/1048': 'virtio-scsi',
})

/**
 * What osinfo-db lists as supported out of the box by the systems that `--guest` names, what they derive from included: `virtio-blk`,
 * `virtio-net`, `virtio-scsi`. What is not listed is unknown, not unsupported. Drivers that have to be installed do not count.
 */
export function devicesOf(guest: string, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const root = join(env['OSINFO_SYSTEM_DIR'] ?? '/usr/share/osinfo', 'os')
  const found = new Set<string>()
  for (const part of guest.split(',')) {
    const id = part.trim()
    if (OWN.test(id) || !SHORT_ID.test(id)) continue
    const queue = [textOf(root, id) ?? '']
    for (let i = 0; i < queue.length && i < MOST_ANCESTORS; i++) {
      const text = queue[i]!.replace(/<driver[\s>][\s\S]*?<\/driver>/g, '')
      for (const [, device] of text.matchAll(/<device\s+id="([^"]{1,200})"\s*\/>/g))
        if (DEVICES[device!] !== undefined) found.add(DEVICES[device!]!)
      for (const [, vendor, name] of text.matchAll(
        /<(?:derives-from|clones)\s+id="http:\/\/([\w.-]{1,80})\/([\w./-]{1,80})"\s*\/>/g,
      ))
        if (!`${vendor}/${name}`.includes('..')) queue.push(head(join(root, vendor!, `${name!.replaceAll('/', '-')}.xml`)))
    }
  }
  return [...found].sort()
}

/** A file is named by its short id with dashes in it (`debian-11.xml`): of each vendor only the names are read, and the one file. */
function familyOf(root: string, id: string): string | undefined {
  return /<family>([\w-]{1,40})<\/family>/.exec(textOf(root, id) ?? '')?.[1]
}

function textOf(root: string, id: string): string | undefined {
  const bare = id.replaceAll('-', '')
  for (const vendor of namesIn(root).slice(0, MOST_VENDORS)) {
    for (const name of namesIn(join(root, vendor))) {
      if (!name.endsWith('.xml') || name.slice(0, -4).replaceAll('-', '') !== bare) continue
      const text = head(join(root, vendor, name))
      if (text.includes(`<short-id>${id}</short-id>`)) return text
    }
  }
  return undefined
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort()
  } catch {
    return []
  }
}

function head(path: string): string {
  try {
    const file = openSync(path, 'r')
    try {
      const bytes = Buffer.alloc(MOST_BYTES)
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, MOST_BYTES, 0))
    } finally {
      closeSync(file)
    }
  } catch {
    return ''
  }
}
