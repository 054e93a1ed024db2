import { BOUNDS, type Sheet } from './definition.ts'

/** A JSON or YAML value with its place. */
export type Node =
  | { readonly is: 'map'; readonly entries: readonly Entry[]; readonly start: number; readonly end: number }
  | { readonly is: 'list'; readonly items: readonly Node[]; readonly start: number; readonly end: number }
  | { readonly is: 'scalar'; readonly value: string; readonly null?: true; readonly start: number; readonly end: number }

export interface Entry {
  readonly key: string
  readonly from: number
  readonly value: Node
}

/** The value below a path of keys and indices. */
export function at(node: Node | undefined, ...path: (string | number)[]): Node | undefined {
  let found = node
  for (const step of path) {
    if (found?.is === 'map') found = found.entries.find((e) => e.key === String(step))?.value
    else if (found?.is === 'list' && typeof step === 'number') found = found.items[step]
    else return undefined
  }
  return found
}

/** The text of a scalar below a path; null counts as absent. */
export function text(node: Node | undefined, ...path: (string | number)[]): string | undefined {
  const found = at(node, ...path)
  return found?.is === 'scalar' && found.null === undefined ? found.value : undefined
}

export function items(node: Node | undefined, ...path: (string | number)[]): readonly Node[] {
  const found = at(node, ...path)
  return found?.is === 'list' ? found.items : []
}

export function entries(node: Node | undefined, ...path: (string | number)[]): readonly Entry[] {
  const found = at(node, ...path)
  return found?.is === 'map' ? found.entries : []
}

/** Scalars become settings (`spec.template.spec.domain.devices.disks[0].disk.bus`), and so do empty maps. */
export function settingsOf(sheet: Sheet, root: Node, path = ''): void {
  if (root.is === 'scalar') sheet.set(path, root.value, root.start, root.end, root.start, root.end)
  else if (root.is === 'list') for (const [i, item] of root.items.entries()) settingsOf(sheet, item, `${path}[${i}]`)
  else {
    if (path !== '') sheet.set(path, '', root.start, root.end, root.start, root.end)
    for (const e of root.entries) {
      const below = path === '' ? e.key : `${path}.${e.key}`
      if (e.value.is === 'scalar') sheet.set(below, e.value.value, e.value.start, e.value.end, e.from, e.value.end)
      else settingsOf(sheet, e.value, below)
    }
  }
}

const STRING: RegExp = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const LITERAL: RegExp = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)/y
const SPACE: RegExp = /[ \t\r\n]*/y

/** JSON with the place of every value; depth is bounded. */
export function readJson(sheet: Sheet): Node {
  const { text: source } = sheet.document
  let index = 0
  const skip = (): void => {
    SPACE.lastIndex = index
    SPACE.exec(source)
    index = SPACE.lastIndex
  }
  const string = (): string => {
    STRING.lastIndex = index
    const match = STRING.exec(source)
    if (match === null) sheet.fault(index, 'expected a string in double quotes, with valid JSON escapes')
    index = STRING.lastIndex
    return JSON.parse(match[0]) as string
  }
  const value = (depth: number): Node => {
    if (depth > BOUNDS.depth) sheet.fault(index, `values nested deeper than ${BOUNDS.depth}`)
    skip()
    const start = index
    const c = source[index]
    if (c === '{' || c === '[') {
      const close = c === '{' ? '}' : ']'
      const list: Node[] = []
      const map: Entry[] = []
      index++
      skip()
      if (source[index] === close) index++
      else
        for (;;) {
          skip()
          const from = index
          if (c === '{') {
            const key = string()
            skip()
            if (source[index] !== ':') sheet.fault(index, 'expected ":" after a key')
            index++
            map.push({ key, from, value: value(depth + 1) })
          } else list.push(value(depth + 1))
          skip()
          if (source[index] === ',') index++
          else if (source[index] === close) {
            index++
            break
          } else sheet.fault(index, `expected "," or "${close}"${index >= source.length ? ', but the file ends here' : ''}`)
        }
      return c === '{' ? { is: 'map', entries: map, start, end: index } : { is: 'list', items: list, start, end: index }
    }
    if (c === '"') {
      const decoded = string()
      return { is: 'scalar', value: decoded, start: start + 1, end: index - 1 }
    }
    LITERAL.lastIndex = index
    const match = LITERAL.exec(source)
    if (match === null) sheet.fault(index, index >= source.length ? 'the file ends, but a value is expected' : 'not JSON')
    index = LITERAL.lastIndex
    return { is: 'scalar', value: match[0], start, end: index, ...(match[0] === 'null' && { null: true as const }) }
  }
  const root = value(0)
  skip()
  if (index < source.length) sheet.fault(index, 'there is more text after the end of the JSON value')
  return root
}
