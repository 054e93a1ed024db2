import { type Definition, type Reader, Sheet } from './definition.ts'
import type { Entry, Node } from './nodes.ts'
import { machinesIn } from './xapi.ts'
import { type Attribute, attribute, children, readXml } from './xml.ts'

/** The tables that are read; a pool's database has dozens more. */
const TABLES: ReadonlySet<string> = new Set(['VM', 'VBD', 'VIF', 'VM_guest_metrics'])

/** Fields that are maps, written as `(('key' 'value') ('key2' 'value2'))`. */
const MAPS: ReadonlySet<string> = new Set(['HVM_boot_params', 'platform', 'xenstore_data', 'other_config'])

/**
 * XAPI's database, state.db: `<database><table name="VM"><row ref="OpaqueRef:…" HVM__boot_policy="…"/>`. A field inside
 * another has two underscores where the XenAPI has one:
 * https://github.com/xapi-project/xen-api/blob/master/ocaml/xapi/xapi_vm_snapshot.ml
 */
export const reader: Reader = {
  id: 'xapi-db',
  name: 'XAPI database',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const root = readXml(sheet)
    const tables: Entry[] = []
    for (const table of children(root, 'table')) {
      const name = attribute(table, 'name')
      if (name === undefined || !TABLES.has(name)) continue
      const rows = children(table, 'row').map((row, i): Entry => {
        const fields = [...row.attributes].map(([key, a]): Entry => {
          const field = key.replaceAll('__', '_')
          return { key: field, from: a.start, value: MAPS.has(field) ? mapOf(a) : scalar(a.value, a.start, a.end) }
        })
        return {
          key: attribute(row, 'ref') ?? String(i),
          from: row.start,
          value: { is: 'map', entries: fields, start: row.start, end: row.end },
        }
      })
      tables.push({
        key: name,
        from: table.start,
        value: { is: 'map', entries: rows, start: table.start, end: table.end },
      })
    }
    return machinesIn(sheet, { is: 'map', entries: tables, start: root.start, end: root.end })
  },
}

const scalar = (value: string, start: number, end: number): Node => ({ is: 'scalar', value, start, end })

const PAIR: RegExp = /\(\s*'((?:[^'\\]|\\.)*)'\s+'((?:[^'\\]|\\.)*)'\s*\)/gs

function mapOf(a: Attribute): Node {
  // With entities in it, offsets in the value are not offsets in the file: then the whole attribute is the place.
  const plain = a.end - a.start === a.value.length
  const pairs = [...a.value.matchAll(PAIR)].map((m): Entry => {
    const start = plain ? a.start + m.index : a.start
    const end = plain ? start + m[0].length : a.end
    return { key: unquote(m[1]!), from: start, value: scalar(unquote(m[2]!), start, end) }
  })
  return { is: 'map', entries: pairs, start: a.start, end: a.end }
}

const unquote = (text: string): string => text.replace(/\\(.)/gs, '$1')
