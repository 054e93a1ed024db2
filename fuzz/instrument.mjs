// Puts a counter at the beginning of each function, block, arm and right-hand side of a program, by its syntax tree.
import { parseAst } from 'rolldown/parseAst'

/** @returns the program with counters in `globalThis.__hits`, and how many there are */
export function instrument(code) {
  const inserts = []
  let count = 0
  const add = (at, text) => inserts.push([at, text])
  const hit = () => `__hits[${count++}]++`
  const block = (node) => {
    if (node === null || node === undefined) return
    if (node.type === 'BlockStatement') add(afterDirectives(node), `${hit()};`)
    else {
      add(node.start, `{${hit()};`)
      add(node.end, '}')
    }
  }
  const arm = (node) => {
    add(node.start, `(${hit()},`)
    add(node.end, ')')
  }
  const visit = (node) => {
    if (node === null || typeof node !== 'object') return
    if (Array.isArray(node)) {
      for (const one of node) visit(one)
      return
    }
    switch (node.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.body?.type === 'BlockStatement') block(node.body)
        else if (node.body) arm(node.body)
        break
      case 'IfStatement':
        block(node.consequent)
        if (node.alternate?.type !== 'IfStatement') block(node.alternate)
        break
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        block(node.body)
        break
      case 'SwitchCase':
        if (node.consequent.length > 0) add(node.consequent[0].start, `${hit()};`)
        break
      case 'CatchClause':
        block(node.body)
        break
      case 'ConditionalExpression':
        arm(node.consequent)
        arm(node.alternate)
        break
      case 'LogicalExpression':
        arm(node.right)
        break
    }
    for (const key in node) if (key !== 'type' && key !== 'start' && key !== 'end') visit(node[key])
  }
  visit(parseAst(code))
  // At one place what closes comes before what opens, and what was found first opens first and closes last.
  const order = inserts.map(([at, text], i) => ({ at, text, closes: /^[)}]$/.test(text), i }))
  order.sort((a, b) => a.at - b.at || Number(b.closes) - Number(a.closes) || (a.closes ? b.i - a.i : a.i - b.i))
  let out = ''
  let from = 0
  for (const { at, text } of order) {
    out += code.slice(from, at) + text
    from = at
  }
  return { code: `const __hits = globalThis.__hits;\n${out}${code.slice(from)}`, count }
}

function afterDirectives(node) {
  const first = node.body.find((statement) => statement.directive === undefined)
  return first?.start ?? node.end - 1
}
