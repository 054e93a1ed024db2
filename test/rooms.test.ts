import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'rolldown/parseAst'
import { expect, test } from 'vitest'

const ROOT: string = fileURLToPath(new URL('..', import.meta.url))
const SRC: string = join(ROOT, 'src')
const PAGE: string = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')

/** The rows of the table of rooms, the lowest first. */
const ROWS: readonly (readonly string[])[] = [...PAGE.matchAll(/^\| (`[^|]+`) \| [^|]+ \|$/gm)].map((row) =>
  [...row[1]!.matchAll(/`([\w.-]+)`/g)].map((room) => room[1]!),
)

function filesBelow(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) return filesBelow(path)
    return name.endsWith('.ts') && !name.endsWith('.test.ts') ? [path] : []
  })
}

const FILES: readonly string[] = filesBelow(SRC)
const roomOf = (path: string): string => relative(SRC, path).split('/')[0]!

/** What a file imports from `src`: statically, dynamically, types too. */
function importsOf(path: string): string[] {
  const found: string[] = []
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const { type, source } = node as { type?: string; source?: { value?: unknown } | null }
    if (type !== undefined && /^(?:Import|Export)/.test(type) && typeof source?.value === 'string') found.push(source.value)
    for (const child of Object.values(node)) visit(child)
  }
  visit(parseAst(readFileSync(path, 'utf8'), { lang: 'ts' }, path).body)
  return found.filter((name) => name.startsWith('.')).map((name) => join(dirname(path), name))
}

test('each room stands in the table of docs/architecture.md once, and there are no others', () => {
  const rooms = [...new Set(FILES.map(roomOf))].sort()
  expect([...ROWS.flat()].sort()).toEqual(rooms)
})

test('a room imports only from rooms in rows above its own', () => {
  const levelOf = new Map(ROWS.flatMap((row, level) => row.map((room): [string, number] => [room, level])))
  const wrong = FILES.flatMap((path) =>
    importsOf(path)
      .filter((target) => target.startsWith(`${SRC}/`))
      .filter((target) => roomOf(target) !== roomOf(path) && levelOf.get(roomOf(target))! >= levelOf.get(roomOf(path))!)
      .map((target) => `${relative(ROOT, path)} imports ${relative(ROOT, target)}`),
  )
  expect(wrong).toEqual([])
})

test('each function that the walks name is in the file that they name', () => {
  const named = [...PAGE.matchAll(/`(\w+)`\s+\(`(src\/[\w./-]+)`\)/g)]
  expect(named.length).toBeGreaterThan(10)
  for (const [, name, path] of named)
    expect(readFileSync(join(ROOT, path!), 'utf8'), `${name} in ${path}`).toMatch(
      new RegExp(`(?:function\\*? |const |let )${name}\\b`),
    )
  for (const [, path] of PAGE.matchAll(/`(src\/[\w./-]+)`/g)) expect(statSync(join(ROOT, path!)).size).toBeGreaterThan(0)
})
