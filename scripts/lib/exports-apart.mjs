import { parseAst } from 'rolldown/parseAst'

const onExports = (node) => node.type === 'MemberExpression' && node.object.name === 'exports'
const isExport = (node) =>
  (node.type === 'AssignmentExpression' && onExports(node.left)) ||
  (node.type === 'CallExpression' &&
    node.callee.object?.name === 'Object' &&
    node.callee.property?.name === 'defineProperty' &&
    node.arguments[0]?.name === 'exports')

/**
 * A CommonJS chunk, as the bundler writes it, without what it says last: `exports.a = b`, or a property with a getter for what may change.
 * @param {string} chunk
 * @returns {{ code: string, exported: string }}
 */
export function exportsApart(chunk) {
  // The minifier joins them into one comma expression, which may begin with other code.
  const parts = parseAst(chunk, { sourceType: 'script' }).body.flatMap((statement) =>
    statement.type !== 'ExpressionStatement'
      ? [statement]
      : statement.expression.type === 'SequenceExpression'
        ? statement.expression.expressions
        : [statement.expression],
  )
  const first = parts.findLastIndex((part) => !isExport(part)) + 1
  if (first === parts.length) throw new Error('the chunk does not end with its exports')
  return { code: chunk.slice(0, parts[first].start).replace(/,\s*$/, ';'), exported: chunk.slice(parts[first].start) }
}
