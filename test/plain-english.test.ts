import * as fs from 'node:fs'
import { parseAst } from 'rolldown/parseAst'
import { describe, expect, test } from 'vitest'
import { allAdvice } from '../src/advice/index.ts'
import { FACTS } from '../src/choose/facts.ts'
import { TREES } from '../src/choose/trees/index.ts'
import { commands } from '../src/cli/commands/index.ts'
import { declaredRules } from '../src/definitions/rules.ts'
import { allDeclaredModels } from '../src/devices/declared.ts'
import { allDeviceRows } from '../src/devices/table.ts'
import { MADE } from '../src/explain/made.ts'
import { HYPERVISORS_KNOWN, rulesOf } from '../src/hypervisors/index.ts'
import { RULES as LINT_RULES } from '../src/lint/rules/index.ts'
import { allPlatformRules, CONTAINER_TABLE } from '../src/platforms/index.ts'
import { GIVEN_UP } from './plain-english.data.ts'

/** The longest sentence that a message may have, in words. About 20 is the aim. */
const MAX_WORDS = 35

interface Sentence {
  readonly where: string
  readonly text: string
}

const areas = new Map<string, Sentence[]>()
function add(area: string, where: string, text: string): void {
  const same = areas.get(area)
  if (same === undefined) areas.set(area, [{ where, text }])
  else same.push({ where, text })
}

/** Fields of rows that are no prose: conditions, sources, commands and examples. */
const NO_PROSE: ReadonlySet<string> = new Set([
  'see',
  'when',
  'unless',
  'given',
  'do',
  'verify',
  'undo',
  'bad',
  'good',
  'with',
  'without',
])

/** Every text in a row of a table, except in fields that are no prose. */
function rowTexts(area: string, id: string, value: unknown): void {
  if (typeof value === 'string') {
    if (/\w \w/.test(value)) add(area, id, value)
  } else if (Array.isArray(value)) for (const one of value) rowTexts(area, id, one)
  else if (typeof value === 'object' && value !== null && !(value instanceof RegExp))
    for (const [key, one] of Object.entries(value)) if (!NO_PROSE.has(key)) rowTexts(area, id, one)
}

for (const rule of [...HYPERVISORS_KNOWN.flatMap(rulesOf), ...allPlatformRules(), ...CONTAINER_TABLE.rows()])
  add('rules', rule.id, rule.says)
for (const made of MADE) rowTexts('rules', made.id, [made.says, made.when])
for (const rule of declaredRules()) add('rules of definitions', rule.id, rule.says)
for (const row of allDeviceRows()) add('devices', row.id, row.says)
for (const [id, model] of allDeclaredModels()) add('devices', id, model.says)
for (const row of allAdvice()) rowTexts('advice', row.id, row)
for (const rule of LINT_RULES) rowTexts('lint', rule.id, rule)
for (const tree of TREES) rowTexts('choose', tree.id, tree)
for (const fact of FACTS) rowTexts('choose', fact.id, fact)
for (const { load } of commands) {
  const { command } = await load()
  rowTexts('help', command.name, [command.summary, command.details, command.arguments, command.options])
}

const ROOT: URL = new URL('../', import.meta.url)
const read = (path: string): string => fs.readFileSync(new URL(path, ROOT), 'utf8')

/** Documents: without code, and a line's own number as its place. */
for (const path of ['README.md', ...fs.readdirSync(new URL('docs', ROOT)).map((name) => `docs/${name}`)]) {
  if (!path.endsWith('.md')) continue
  const prose = read(path)
    .replace(/^```[\s\S]*?^```$/gm, (code) => code.replace(/[^\n]/g, ''))
    .replace(/`[^`\n]*`/g, 'x')
  prose.split('\n').forEach((line, i) => {
    if (line.trim() !== '') add(path, `line ${i + 1}`, line)
  })
}

/** Messages in the code: every string and template of several words, by its syntax tree. */
function literals(path: string, visit: (text: string, line: number) => void): void {
  const source = read(path)
  const lineOf = (at: number): number => source.slice(0, at).split('\n').length
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (typeof node === 'object' && node !== null && 'type' in node) {
      const one = node as { type: string; start: number; value?: unknown; quasis?: { value: { cooked?: string } }[] }
      if (one.type === 'Literal' && typeof one.value === 'string') visit(one.value, lineOf(one.start))
      if (one.type === 'TemplateLiteral')
        visit((one.quasis ?? []).map((quasi) => quasi.value.cooked ?? '').join('x'), lineOf(one.start))
      for (const [key, child] of Object.entries(node)) if (key !== 'type') walk(child)
    }
  }
  walk(parseAst(source, { lang: 'ts' }, path).body)
}
for (const path of fs.readdirSync(new URL('src', ROOT), { recursive: true, encoding: 'utf8' })) {
  // Lists of names are no sentences.
  if (!path.endsWith('.ts') || /\.(?:test|data|d)\.ts$|testing\.ts$|^redaction\/(?:words|strict)\.ts$/.test(path)) continue
  read(`src/${path}`)
    .split('\n')
    .forEach((line, i) => {
      const comment = /^ {0,20}(?:\/\*\*|\*|\/\/) (.+)$/.exec(line)?.[1] ?? / \/\/ (.+)$/.exec(line)?.[1]
      // What is in quotation marks or backticks is a quote from a log, a source or the code.
      if (comment !== undefined) add('comments', `src/${path}:${i + 1}`, comment.replace(/`[^`]*`|"[^"]*"/g, 'x'))
    })
  literals(`src/${path}`, (text, line) => {
    if (/\w+ \w+ \w+/.test(text) && text.length < 1000) add(`code ${path.split('/')[0]}`, `src/${path}:${line}`, text)
  })
}

const faults = (area: string): string[] =>
  (areas.get(area) ?? []).flatMap(({ where, text }) => [
    ...GIVEN_UP.filter(([phrase]) => phrase.test(text)).map(
      ([phrase, instead]) => `${where}: "${phrase.exec(text)![0]}" → ${instead}: ${text}`,
    ),
    ...(area.startsWith('docs/') ||
    area.startsWith('code ') ||
    area === 'comments' ||
    text
      // A list of names, such as the facts of choose --set, is no sentence.
      .replace(/(?<=: )(?:[a-z0-9-]+ ){10,}[a-z0-9-]+$/, 'x')
      .split(/(?<=[.:;!?]) /)
      .every((one) => one.split(/\s+/).length <= MAX_WORDS)
      ? []
      : [`${where}: more than ${MAX_WORDS} words: ${text}`]),
  ])

describe('plain English', () => {
  test.each([...areas.keys()])('%s', (area) => {
    expect(faults(area)).toEqual([])
  })

  test('every area is known, and a phrase that was given up is found', () => {
    for (const [area, count] of [
      ['rules', 200],
      ['devices', 90],
      ['advice', 100],
      ['lint', 100],
      ['choose', 100],
      ['help', 10],
    ] as const)
      expect(areas.get(area)?.length, area).toBeGreaterThan(count)
    expect(areas.get('code cli')?.some(({ text }) => /unknown/.test(text))).toBe(true)
    add('trial', 'here', 'frontends are loaded, which cannot be where there is no Xen')
    expect(faults('trial')).toHaveLength(1)
  })
})
