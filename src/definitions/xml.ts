import { SaxesParser } from 'saxes'
import { BOUNDS, type Sheet } from './definition.ts'

/** An XML element with the places of its parts; names have lost their namespace prefix. */
export interface Element {
  readonly name: string
  readonly attributes: ReadonlyMap<string, Attribute>
  readonly children: Element[]
  readonly parent: Element | undefined
  text: string
  /** From `<` to the end of the opening tag, and to the end of the element. */
  readonly start: number
  readonly open: number
  end: number
}

export interface Attribute {
  readonly value: string
  readonly start: number
  readonly end: number
}

const MOST_ELEMENTS = 50_000

/**
 * The tree of a document. No entities beyond XML's own five are expanded, so there are no entity bombs and nothing outside is read.
 * @throws Fault with line and column for what is not well-formed, too deep or too large
 */
export function readXml(sheet: Sheet): Element {
  const [root, second] = readXmls(sheet)
  if (second !== undefined) sheet.fault(second.start, `<${second.name}> after the end of <${root!.name}>`)
  return root!
}

/** The same for a file that may have several documents one after the other; at least one. */
export function readXmls(sheet: Sheet): readonly Element[] {
  const { text, path } = sheet.document
  // The parser's messages do not name the file: its position and text go into our message.
  const parser = new SaxesParser({ xmlns: false, position: true, fragment: true })
  const roots: Element[] = []
  let current: Element | undefined
  let depth = 0
  let elements = 0
  const at = (): number => Math.min(parser.position, text.length)
  let attributes = new Map<string, Attribute>()
  parser.on('attribute', ({ name, value }) => {
    // The parser has just read the closing quote; a raw value holds neither its own quote nor another one like it.
    const end = at() - 1
    attributes.set(local(name), { value, start: text.lastIndexOf(text[end]!, end - 1) + 1, end })
  })
  parser.on('error', (error) => sheet.fault(Math.max(0, at() - 1), error.message.replace(/^(?:\d+:)+\s*/, '')))
  parser.on('opentag', (tag) => {
    const open = at()
    const start = text.lastIndexOf('<', open - 1)
    if (++depth > BOUNDS.depth) sheet.fault(start, `elements nested deeper than ${BOUNDS.depth}`)
    if (++elements > MOST_ELEMENTS) sheet.fault(start, `more than ${MOST_ELEMENTS} elements`)
    const element: Element = {
      name: local(tag.name),
      attributes,
      children: [],
      parent: current,
      text: '',
      start,
      open,
      end: open,
    }
    attributes = new Map()
    if (current === undefined) roots.push(element)
    else current.children.push(element)
    current = element
  })
  parser.on('text', (value) => {
    if (current !== undefined) current.text += value
    else if (/[^\s\ufeff]/.test(value)) sheet.fault(Math.max(0, at() - 1), 'text outside of an element')
  })
  parser.on('cdata', (value) => {
    if (current !== undefined) current.text += value
  })
  parser.on('closetag', () => {
    current!.end = at()
    current = current!.parent
    depth--
  })
  parser.write(withoutProlog(sheet)).close()
  if (roots.length === 0) sheet.fault(0, `no element in ${path}`)
  return roots
}

/**
 * Each of several documents may begin with a declaration and a document type, which a fragment may not have; blanks keep all places.
 * What is written so inside an element's text is not one, and stays to be refused by the parser.
 */
function withoutProlog(sheet: Sheet): string {
  const { text } = sheet.document
  let out = ''
  let done = 0
  for (const { index } of text.matchAll(/<(?:\?xml|!DOCTYPE)\s/gi)) {
    if (index < done) continue
    const end = endOfProlog(text, index)
    if (end === undefined) break
    const prolog = text.slice(index, end)
    const entity = prolog.search(/<!ENTITY/i)
    if (entity >= 0) sheet.fault(index + entity, 'the XML declares entities; no VM definition needs them')
    out += text.slice(done, index) + prolog.replace(/\S/g, ' ')
    done = end
  }
  return done === 0 ? text : out + text.slice(done)
}

/** Where a declaration or a document type, with its internal subset, ends; undefined where it does not: no later one ends then. */
function endOfProlog(text: string, start: number): number | undefined {
  let from = start
  if (text[start + 1] === '!') {
    const close = text.indexOf('>', start)
    const bracket = text.slice(start, Math.max(start, close)).indexOf('[')
    if (bracket >= 0) from = text.indexOf(']', start + bracket)
    if (from < 0) return undefined
  }
  const end = text.indexOf('>', from)
  return end < 0 ? undefined : end + 1
}

function local(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

export function child(element: Element | undefined, ...names: string[]): Element | undefined {
  let found = element
  for (const name of names) found = found?.children.find((c) => c.name === name)
  return found
}

export function children(element: Element | undefined, name: string): Element[] {
  return element?.children.filter((c) => c.name === name) ?? []
}

export function attribute(element: Element | undefined, name: string): string | undefined {
  return element?.attributes.get(name)?.value
}

/** Every attribute and every text becomes a setting: `devices/disk[0]/target/@bus`, `os/type`. */
export function settingsOf(sheet: Sheet, root: Element): void {
  const walk = (element: Element, path: string): void => {
    sheet.set(
      path,
      element.children.length === 0 ? element.text.trim() : '',
      ...textOf(sheet, element),
      element.start,
      element.end,
    )
    for (const [name, a] of element.attributes)
      sheet.set(`${path}/@${name}`, a.value, a.start, a.end, element.start, element.end)
    const counts = new Map<string, number>()
    for (const c of element.children) counts.set(c.name, (counts.get(c.name) ?? 0) + 1)
    const seen = new Map<string, number>()
    for (const c of element.children) {
      const n = seen.get(c.name) ?? 0
      seen.set(c.name, n + 1)
      walk(c, `${path}/${c.name}${counts.get(c.name)! > 1 || LISTED.has(c.name) ? `[${n}]` : ''}`)
    }
  }
  walk(root, root.name)
}

/** Elements that a definition may have many of: always numbered, so that a rule need not ask how many there are. */
const LISTED: ReadonlySet<string> = new Set([
  'disk',
  'interface',
  'controller',
  'video',
  'input',
  'timer',
  'hostdev',
  'sound',
  'feature',
  'arg',
  'Item',
])

function textOf(sheet: Sheet, element: Element): [number, number] {
  if (element.children.length > 0 || element.text.trim() === '') return [element.start, element.open]
  const raw = sheet.document.text.slice(element.open, element.end)
  const lead = raw.length - raw.trimStart().length
  const close = raw.lastIndexOf('</')
  return [element.open + lead, element.open + raw.slice(0, close).trimEnd().length]
}
