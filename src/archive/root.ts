import type { Wanted } from '../model.ts'
import type { FileTree } from './walk.ts'
import { Walk } from './walk.ts'
import { allPatterns, type PatternNode, patternTree } from './wanted.ts'

/** Folders that are part of a machine's own tree: no capture begins below them, and they hold no command outputs. */
const OWN: ReadonlySet<string> = new Set([
  'proc',
  'sys',
  'dev',
  'etc',
  'usr',
  'boot',
  'bin',
  'sbin',
  'run',
  '.git',
  'node_modules',
])

export function ownTree(name: string): boolean {
  return OWN.has(name) || /^lib(x?32|64)?$/.test(name)
}

/** How many folders may lie above a capture's root: `sosreport-host-2024-01-01-abcdefg/`, or an unpacking folder above it. */
export const DEEPEST_ROOT = 3

/** How deep below the root a text may lie: `sos_commands/kernel/dmesg`, and one more. */
export const DEEPEST_TEXT = 4

/** Folders that are tried as the root; one with more beside each other is no capture. */
const MOST_CANDIDATES = 500

/**
 * Finds the root of a capture: the folder, at the top or a few levels below, where most declared patterns match.
 * Where several folders beside each other match about as well there is no telling which one is meant: then the others
 * are `rivals`.
 */
export function findRoot(tree: FileTree, wanted: Wanted): { readonly root: string; readonly rivals: readonly string[] } {
  const walk = new Walk(tree)
  const { literals, size } = patternsOf(wanted)
  const count = (node: PatternNode, folder: string): number => {
    let n = 0
    for (const [name, next] of node.names) {
      const at = folder === '' ? name : `${folder}/${name}`
      // Where a folder is missing, nothing below it is looked up.
      if (walk.has(at)) n += next.ends.length + count(next, at)
    }
    return n
  }
  const score = (folder: string): number => {
    // A folder that was listed answers for the names that it lacks.
    tree.list(folder)
    return count(literals, folder)
  }
  let level = ['']
  const top = score('')
  let best = { root: '', score: top }
  for (let depth = 1; depth <= DEEPEST_ROOT; depth++) {
    // What is a machine's root itself is not searched for others.
    if (top * 10 > size) break
    level = level.flatMap((folder) => subfolders(tree, folder)).slice(0, MOST_CANDIDATES)
    const scored = level.map((root) => ({ root, score: score(root) })).sort((a, b) => b.score - a.score)
    const first = scored[0]
    if (first === undefined) break
    if (first.score <= best.score) continue
    best = first
    const rivals = scored.filter((c) => c !== first && c.score * 2 >= first.score)
    return { root: first.root, rivals: rivals.map((c) => c.root) }
  }
  return { root: best.root, rivals: [] }
}

interface Patterns {
  readonly root: Wanted['root']
  /** All patterns as a tree. */
  readonly tree: PatternNode
  /** The same up to their first wildcards, and their number. */
  readonly literals: PatternNode
  readonly size: number
}
/** A run over many captures wants the same of each. */
const known = new WeakMap<Wanted['paths'], Patterns>()

function patternsOf(wanted: Wanted): Patterns {
  let patterns = known.get(wanted.paths)
  if (patterns === undefined || patterns.root !== wanted.root) {
    const all = allPatterns(wanted)
    const literals = new Set(all.map(literalPart))
    literals.delete('')
    patterns = { root: wanted.root, tree: patternTree(all), literals: patternTree(literals), size: literals.size }
    known.set(wanted.paths, patterns)
  }
  return patterns
}

/** The paths that are read of a capture as a tree, made once. */
export const wantedTree = (wanted: Wanted): PatternNode => patternsOf(wanted).tree

/** A pattern up to its first wildcard: enough to decide whether a folder is a machine's root. */
function literalPart(pattern: string): string {
  const segments = pattern.split('/')
  const wild = segments.findIndex((s) => s.includes('*'))
  return (wild < 0 ? segments : segments.slice(0, wild)).join('/')
}

function subfolders(tree: FileTree, folder: string): string[] {
  const names = tree.list(folder)
  if (typeof names === 'string') return []
  return names
    .filter((name) => !ownTree(name) && tree.entry(folder, name).kind === 'directory')
    .map((name) => (folder === '' ? name : `${folder}/${name}`))
}

/** Source code and pages: they quote what machines print, and a folder of them is no capture. */
const CODE = /\.(?:[cm]?[jt]sx?|cc?|cpp|cxx|hh?|hpp|rs|go|py|rb|java|kt|cs|php|p[lm]|lua|swift|css|scss|svg|vue|ipynb|sql)$/i

/** Whether a file within a folder or archive is left alone because of its name. A file that is named by itself is always looked at. */
export const isCode = (path: string): boolean => CODE.test(path)

/** The order in which texts are looked at: those at the top, those of sos, the rest; then by name. */
export function textOrder(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)
}

function rank(path: string): number {
  return !path.includes('/') ? 0 : path.startsWith('sos_commands/') ? 1 : 2
}
