import { Composer, type Document, isAlias, isMap, isScalar, isSeq, Lexer, Parser, type Node as YamlNode } from 'yaml'
import { BOUNDS, type Sheet } from './definition.ts'
import type { Entry, Node } from './nodes.ts'

const MOST_NODES = 100_000
/** Words, signs, blanks and line ends: a real one has some thousands. */
const MOST_TOKENS = 200_000

/** The documents of a YAML stream with the place of every value. Aliases are followed, within bounds on depth and on the number of values. */
export function readYaml(sheet: Sheet): Node[] {
  const { text } = sheet.document
  refuseDeep(sheet)
  let nodes = 0
  const documents = (() => {
    try {
      return [...documentsOf(sheet)]
    } catch (error) {
      if (error instanceof RangeError) sheet.fault(0, 'values nested too deeply')
      throw error
    }
  })()
  const roots: Node[] = []
  const targets = new Map<object, YamlNode>()
  for (const document of documents) {
    const error = document.errors[0]
    if (error !== undefined) sheet.fault(error.pos[0], error.message.split('\n')[0]!)
    const convert = (node: unknown, depth: number, key: number): Node => {
      if (++nodes > MOST_NODES) sheet.fault(key, `more than ${MOST_NODES} values (an alias counts as often as it is used)`)
      if (depth > BOUNDS.depth) sheet.fault(key, `values nested deeper than ${BOUNDS.depth}`)
      if (isAlias(node)) {
        // The library looks through the document each time; an alias in what another alias names is met many times.
        const target = targets.get(node) ?? node.resolve(document)
        if (target !== undefined) targets.set(node, target)
        if (target === undefined) sheet.fault(node.range?.[0] ?? key, `the alias *${node.source} has no anchor &${node.source}`)
        return convert(target, depth + 1, node.range?.[0] ?? key)
      }
      const [start, end] = (node as YamlNode | null)?.range ?? [key, key]
      if (isMap(node)) {
        const entries = node.items.map((pair): Entry => {
          const from = (pair.key as YamlNode | null)?.range?.[0] ?? start
          return { key: isScalar(pair.key) ? String(pair.key.value) : '', from, value: convert(pair.value, depth + 1, from) }
        })
        return { is: 'map', entries, start, end: trimmed(text, start, end) }
      }
      if (isSeq(node))
        return { is: 'list', items: node.items.map((i) => convert(i, depth + 1, start)), start, end: trimmed(text, start, end) }
      const value = isScalar(node) ? node.value : null
      const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE') ? 1 : 0
      return {
        is: 'scalar',
        value: value === null || value === undefined ? '' : String(value),
        ...((value === null || value === undefined) && { null: true as const }),
        start: start + quoted,
        end: end - quoted,
      }
    }
    if (document.contents !== null) roots.push(convert(document.contents, 0, 0))
  }
  return roots
}

/** As the library's parseAllDocuments, which goes on after errors for as long as there are any: here the first one ends it. */
function* documentsOf(sheet: Sheet): Generator<Document.Parsed> {
  const { text } = sheet.document
  const parser = new Parser()
  const composer = new Composer({ keepSourceTokens: false, prettyErrors: false, uniqueKeys: true, logLevel: 'silent' })
  let tokens = 0
  function* parsed(): ReturnType<Parser['parse']> {
    for (const lexeme of new Lexer().lex(text)) {
      if (++tokens > MOST_TOKENS) sheet.fault(Math.min(parser.offset, text.length), `more than ${MOST_TOKENS} tokens`)
      yield* parser.next(lexeme)
    }
    yield* parser.end()
  }
  for (const token of parsed()) {
    if (token.type === 'error') sheet.fault(Math.min(token.offset, text.length), token.message.split('\n')[0]!)
    yield* composer.next(token)
  }
  yield* composer.end(false, text.length)
}

function trimmed(text: string, start: number, end: number): number {
  return start + text.slice(start, end).trimEnd().length
}

/** The library recurses: text that would nest too deeply is refused before it. Brackets in strings count as well, which no real file notices. */
function refuseDeep(sheet: Sheet): void {
  const { text } = sheet.document
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 0x5b || c === 0x7b) {
      if (++depth > BOUNDS.depth) sheet.fault(i, `values nested deeper than ${BOUNDS.depth}`)
    } else if ((c === 0x5d || c === 0x7d) && depth > 0) depth--
    else if (c === 10) {
      let j = i + 1
      // "- - - - x" opens a list at each dash, and deep indentation a map at each step.
      while (text.charCodeAt(j) === 0x20 || (text.charCodeAt(j) === 0x2d && text.charCodeAt(j + 1) === 0x20)) j++
      if (j - i > BOUNDS.depth * 4) sheet.fault(i + 1, 'indented too deeply')
    }
  }
}
