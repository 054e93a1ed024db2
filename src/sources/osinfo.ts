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
