import { type Definition, type Reader, Sheet } from './definition.ts'
import { at, type Entry, items, type Node, text } from './nodes.ts'
import { machinesIn } from './xapi.ts'
import { child, children, type Element, readXml } from './xml.ts'

/**
 * `ova.xml`, the first file of an XVA (`xe vm-export`), and XML-RPC answers of the XenAPI: values of struct, array, boolean and text.
 * An export is `{version, objects: [{class, id, snapshot}]}`, a snapshot being the record.
 */
export const reader: Reader = {
  id: 'xva',
  name: 'XVA ova.xml',
  read(document): readonly Definition[] {
    const sheet: Sheet = new Sheet(document)
    const root = readXml(sheet)
    const value = root.name === 'value' ? root : child(root, 'params', 'param', 'value')
    if (value === undefined) sheet.fault(root.start, `<${root.name}> has no value`)
    const whole = nodeOf(value)
    const objects = items(whole, 'objects')
    return machinesIn(sheet, objects.length === 0 ? (at(whole, 'Value') ?? whole) : tablesOf(objects, whole))
  },
}

/** Objects by class and reference, as in the other spellings of the same records. */
function tablesOf(objects: readonly Node[], whole: Node): Node {
  const tables = new Map<string, Entry[]>()
  for (const [i, object] of objects.entries()) {
    const name = text(object, 'class')
    const record = at(object, 'snapshot')
    if (name === undefined || record === undefined) continue
    const rows = tables.get(name) ?? []
    rows.push({ key: text(object, 'id') ?? String(i), from: object.start, value: record })
    tables.set(name, rows)
  }
  const { start, end } = whole
  return {
    is: 'map',
    entries: [...tables].map(([key, rows]) => ({ key, from: start, value: { is: 'map', entries: rows, start, end } })),
    start,
    end,
  }
}

/** One `<value>`; depth is bounded by the parser of the XML. */
function nodeOf(value: Element): Node {
  const { start, end } = value
  const struct = child(value, 'struct')
  if (struct !== undefined) {
    const members = children(struct, 'member').flatMap((m): Entry[] => {
      const name = child(m, 'name')?.text.trim()
      const inner = child(m, 'value')
      return name === undefined || inner === undefined ? [] : [{ key: name, from: m.start, value: nodeOf(inner) }]
    })
    return { is: 'map', entries: members, start, end }
  }
  const array = child(value, 'array')
  if (array !== undefined) return { is: 'list', items: children(child(array, 'data'), 'value').map(nodeOf), start, end }
  const typed = value.children[0] ?? value
  const said = typed.text.trim()
  const shown = typed.name === 'boolean' ? (said === '1' ? 'true' : 'false') : said
  return { is: 'scalar', value: shown, start: typed.open, end: Math.max(typed.open, typed.open + said.length) }
}
