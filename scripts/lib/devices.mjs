import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'
import { root } from './project.mjs'

const FOLDER = join(root, 'src', 'devices')
const APART = '?elsewhere'
const isDevice = (id) => id.startsWith(join(FOLDER, 'disk')) || id.startsWith(join(FOLDER, 'net'))

/** Whether a module has devices' names in other systems, or needs them. */
export const isElsewhere = (id) => id.endsWith(APART) || id === join(FOLDER, 'elsewhere.ts')

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
 * A device has one file, but its names in Windows and BSD are only for captures. A bundler keeps or leaves a file as a whole, so the list
 * is bundled twice: for src/devices/elsewhere.ts with these names alone, and for everything else without them.
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
      code: isDevice(path) ? onlyWith(code, (name) => ['class', 'driver', 'elsewhere'].includes(name)) : code,
      moduleType: 'ts',
    }
  },
  transform: (code, id) =>
    isDevice(id) && !id.endsWith(APART) ? { code: onlyWith(code, (name) => name !== 'elsewhere'), map: null } : null,
}
