import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { root } from './project.mjs'

const FOLDER = join(root, 'src', 'devices')
const APART = '?elsewhere'
/** Fields of a device that only these two read, and those that they do not. */
const APART_ONLY = ['declared', 'elsewhere']
const BARE = ['virtual', 'rows', 'physical', 'log', 'host', 'loneHosts', 'interrupts', 'path']
const isDevice = (id) => id.startsWith(join(FOLDER, 'disk')) || id.startsWith(join(FOLDER, 'net'))

/** Whether a module has devices' names in definitions and other systems, or needs them. */
export const isElsewhere = (id) =>
  id.endsWith(APART) || ['declared.ts', 'elsewhere.ts'].some((name) => id === join(FOLDER, name))

/** The code of a device's file with some of the device's properties. */
function onlyWith(code, wanted) {
  const declared = parseAst(code, { lang: 'ts' }).body.flatMap(({ declaration }) => declaration?.declarations ?? [])
  let result = ''
  let from = 0
  for (const { key, start, end } of declared.flatMap(({ init }) => init?.properties ?? [])) {
    if (!code.startsWith(key.name, start)) throw new Error('the parser counts characters in another way')
    if (wanted(key.name)) continue
    result += code.slice(from, start)
    from = end + (code[end] === ',' ? 1 : 0)
  }
  return result + code.slice(from)
}

/**
 * A device has one file, but its names in definitions, Windows and BSD are not for the bare command. A bundler keeps or leaves a file as a
 * whole, so the list is bundled twice: for src/devices/declared.ts and elsewhere.ts with these names alone, for everything else without.
 */
export const devices = {
  name: 'devices',
  resolveId(id, importer) {
    if (!id.startsWith('.') || importer === undefined || !isElsewhere(importer)) return null
    const path = join(dirname(importer), id)
    return path === join(FOLDER, 'list.ts') || isDevice(path) ? path + APART : path
  },
  load(id) {
    if (!id.endsWith(APART)) return null
    const path = id.slice(0, -APART.length)
    const code = readFileSync(path, 'utf8')
    return {
      code: isDevice(path) ? onlyWith(code, (name) => !BARE.includes(name)) : code,
      moduleType: 'ts',
    }
  },
  transform: (code, id) =>
    isDevice(id) && !id.endsWith(APART) ? { code: onlyWith(code, (name) => !APART_ONLY.includes(name)), map: null } : null,
}
