// Writes src/redaction/words.data.ts: the words that probes look for and rules compare with, from their sources.
//   node scripts/redaction-words.mjs [--check]
// Strict redaction keeps these words and numbers, and nothing else. Sentences of rules are not taken: they are no evidence.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'rolldown/utils'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const FOLDERS = ['evidence', 'hypervisors', 'platforms', 'devices', 'judge', 'capture', 'archive', 'advice']
/** Fields that hold sentences or addresses of the web. */
const PROSE = new Set([
  'says',
  'saysOf',
  'note',
  'notes',
  'do',
  'undo',
  'risk',
  'verify',
  'gains',
  'see',
  'title',
  'name',
  'figure',
  'workload',
  'help',
  'example',
  'proof',
])
const words = new Set()

export function wordsOfSources() {
  words.clear()
  for (const folder of FOLDERS)
    for (const name of readdirSync(join(root, 'src', folder), { recursive: true })) {
      const file = join(root, 'src', folder, String(name))
      if (file.endsWith('.ts') && !file.endsWith('.test.ts')) walk(parseSync(file, readFileSync(file, 'utf8')).program, file)
    }
  return [...words].sort()
}

function walk(node, file) {
  if (Array.isArray(node)) for (const one of node) walk(one, file)
  else if (node !== null && typeof node === 'object') {
    if (node.type === 'ImportDeclaration' || node.type === 'ThrowStatement' || node.type === 'ExportAllDeclaration') return
    if (node.type === 'Property' && PROSE.has(node.key?.name ?? node.key?.value)) return
    if (node.type === 'Property' && node.key?.type === 'Literal') take(String(node.key.value), 3)
    if (node.type === 'Property' && node.key?.type === 'Identifier' && node.key.name.length > 2) take(node.key.name, 0)
    if (node.type === 'Literal' && node.regex !== undefined) pattern(node.regex.pattern)
    else if (node.type === 'Literal' && typeof node.value === 'string') take(node.value, 5)
    else if (node.type === 'TemplateElement') take(node.value.cooked ?? '', 5)
    for (const [key, value] of Object.entries(node))
      if (key !== 'regex' && key !== 'value') walk(value, file)
      else if (key === 'value' && node.type === 'Property') walk(value, file)
  }
}

/** `virt(?:ual|io)` is virtual and virtio; a group that may be absent is there and not there. */
function pattern(source) {
  const plain = source
    .replace(/\\[bBwWdDsSnrt]/g, ' ')
    .replace(/\\x[0-9a-f]{2}/gi, ' ')
    .replace(/\\(.)/g, '$1')
    .replace(/\[[^\]]*\]/g, ' ')
  for (const text of expanded(plain.replace(/\(\?(?::|=|!|<=|<!|<\w+>)/g, '('), 0)) take(text, Number.POSITIVE_INFINITY)
}

function expanded(text, depth) {
  const inner = /\(([^()]*)\)(\?|\*)?/.exec(text)
  if (inner === null || depth > 6) return text.replace(/[()]/g, ' ').split('|')
  const out = []
  const choices = inner[1].split('|').slice(0, 60)
  if (inner[2] !== undefined) choices.push('')
  const from = text.slice(0, inner.index)
  const to = text.slice(inner.index + inner[0].length)
  const before = /[\w+./-]*$/.exec(from)[0]
  const after = /^[\w+./-]*/.exec(to)[0]
  for (const choice of choices) take(`${before}${choice}${after}`, 9)
  out.push(...expanded(`${from} ${to}`, depth + 1))
  return out
}

function take(text, spaces) {
  if (text.includes('://') || (text.match(/ /g)?.length ?? 0) > spaces) return
  for (const word of text.match(/[A-Za-z][A-Za-z0-9_]*/g) ?? [])
    for (const part of [word, ...word.split('_')]) if (part.length > 1 && part.length < 40) words.add(part.toLowerCase())
  // Models of chips: `53c1030`, `82371SB`, `8139C`; not the halves of ids, which may be anybody's digits.
  for (const [model] of text.matchAll(/(?<![A-Za-z0-9_])\d{2,5}[A-Za-z]{1,3}\d{0,4}(?![A-Za-z0-9_])/g))
    if (!/^[0-9a-f]{4}$/i.test(model)) words.add(model.toLowerCase())
}

/** What the file holds. */
export const text = `/** Written by scripts/redaction-words.mjs (npm run docs runs it) from the sources of probes and rules. */
export const RULE_WORDS: ReadonlySet<string> = new Set(
  \`${wordsOfSources()
    .join(' ')
    .replace(/(.{1,150})(?: |$)/g, '$1\n')
    .trimEnd()}\n\`
    .trim()
    .split(/\\s/),
)
`
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(root, 'src/redaction/words.data.ts')
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    console.error('src/redaction/words.data.ts is stale; run node scripts/redaction-words.mjs')
    process.exitCode = 1
  }
}
