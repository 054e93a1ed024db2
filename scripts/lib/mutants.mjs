import { parseAst } from 'rolldown/parseAst'

/** Fields that people read or that link to a source: their wording is checked by other tests, and no verdict depends on them. */
const FOR_READERS = new Set(
  `says saysOf see why title name note notes doc docs help summary details question text figure message undo restart risk steps bad good
example examples source about byHand hint first then warns reason precondition needs cost cpuSays boardSays label short long verify caption
explains alternatives more where what how`.split(/\s+/),
)
/** Names, not values: a changed id is a renamed row. */
const NAMES = new Set(['id', 'signal'])

/**
 * @param file its path, for errors
 * @param text a module whose arrays and objects are data
 * @returns changes of one thing each: the range of the text and what stands there instead
 */
export function mutantsOf(file, text) {
  const found = []
  const add = (node, replacement, what) => found.push({ start: node.start, end: node.end, replacement, what })
  const visit = (node, key, inData) => {
    if (typeof node !== 'object' || node === null) return
    if (Array.isArray(node)) {
      for (const child of node) visit(child, key, inData)
      return
    }
    if (/^TS|^Import|^ExportAll/.test(node.type ?? '') && !/Expression$/.test(node.type)) return
    if (node.type === 'Property') {
      const name = node.key.name ?? node.key.value
      if (FOR_READERS.has(name) || NAMES.has(name)) return
      if (node.computed) visit(node.key, undefined, inData)
      visit(node.value, name, true)
      return
    }
    if (node.type === 'ArrayExpression') {
      for (const [i, element] of node.elements.entries()) {
        if (element === null || element.type === 'SpreadElement') continue
        if (element.type !== 'ObjectExpression' && element.type !== 'ArrayExpression') continue
        const end = node.elements[i + 1]?.start ?? element.end
        if (node.elements.length > 1)
          add({ start: element.start, end: i + 1 < node.elements.length ? end : element.end }, '', 'row removed')
      }
      for (const element of node.elements) visit(element, key, true)
      return
    }
    if (inData && node.type === 'Literal') {
      if (node.regex !== undefined) add(node, '/(?!)/', 'pattern that fits nothing')
      else if (typeof node.value === 'string' && node.value !== '' && !/^https?:|\s.*\s/.test(node.value))
        add(node, JSON.stringify(`${node.value}-x`), 'value changed')
      else if (typeof node.value === 'number') add(node, String(node.value + 1), 'number changed')
      else if (typeof node.value === 'boolean') add(node, String(!node.value), 'flag turned')
      return
    }
    for (const [name, child] of Object.entries(node)) if (name !== 'type') visit(child, key, inData)
  }
  visit(parseAst(text, { lang: 'ts' }, file).body, undefined, false)
  return found
}
