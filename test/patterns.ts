import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseAst } from 'rolldown/parseAst'

/** A regular expression of the project, with the places that it stands at. */
export interface Written {
  readonly pattern: string
  readonly flags: string
  readonly at: string[]
}

const SRC: string = new URL('../src', import.meta.url).pathname

/** All literals and all calls of RegExp in the sources, tests apart. */
export function patternsOf(folder: string = SRC): { readonly literals: readonly Written[]; readonly made: readonly string[] } {
  const literals = new Map<string, Written>()
  const made: string[] = []
  for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
    if (!/\.(?:ts|cjs)$/.test(name) || /\.test\.ts$|(?:^|\/)testing\b/.test(name)) continue
    const code = readFileSync(join(folder, name), 'utf8')
    const visit = (node: unknown): void => {
      if (node === null || typeof node !== 'object') return
      if (Array.isArray(node)) {
        for (const one of node) visit(one)
        return
      }
      const { type, start, end, regex, callee } = node as {
        readonly type?: string
        readonly start: number
        readonly end: number
        readonly regex?: { readonly pattern: string; readonly flags: string }
        readonly callee?: { readonly name?: string }
      }
      if (type === 'Literal' && regex) {
        const key = `/${regex.pattern}/${regex.flags}`
        const known = literals.get(key) ?? { ...regex, at: [] }
        known.at.push(`src/${name}:${code.slice(0, start).split('\n').length}`)
        literals.set(key, known)
      }
      if (callee?.name === 'RegExp') made.push(`src/${name}: ${code.slice(start, end)}`)
      for (const value of Object.values(node)) visit(value)
    }
    visit(parseAst(code, { lang: name.endsWith('.ts') ? 'ts' : 'js', sourceType: name.endsWith('.cjs') ? 'script' : 'module' }))
  }
  return { literals: [...literals.values()], made }
}

/** The words of a pattern: what stands between its signs. */
export function piecesOf(pattern: string): readonly string[] {
  const plain = pattern
    .replace(/\(\?(?:[:=!]|<[=!])/g, '(')
    .replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  const signs = /\\[sSwWdDbBtnrfv]|\[(?:\\.|[^\]\\])*\]|\{\d+(?:,\d*)?\}|[*+?.^$()|]|\\/
  return [...new Set(plain.split(signs).filter((piece) => piece.length > 1))]
}

/** The words that the patterns and strings of these folders look for: what a reader's own input is made of. */
export function wordsOf(folders: readonly string[]): readonly string[] {
  const words = new Set<string>()
  // Up to where a pattern may repeat something: `Hypervisor detected: ` of `Hypervisor detected: (\S+)`.
  for (const folder of folders)
    for (const { pattern } of patternsOf(join(SRC, folder)).literals)
      for (const piece of pattern.replace(/\(\?(?:[:=!]|<[=!])/g, '(').split(/\\[sSwWdDbBtnrfv]|[*+?.^$()[\]{}|]|\\/))
        if (/[A-Za-z:=<"'#/-]{2}/.test(piece)) words.add(piece)
  return [...words].sort()
}
