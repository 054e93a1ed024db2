import type { Wanted } from '../model.ts'
import { DEEPEST_ROOT, DEEPEST_TEXT, ownTree } from './root.ts'
import type { TarEntry } from './tar.ts'
import { allPatterns, type PatternNode, patternTree } from './wanted.ts'

/**
 * What to keep of an entry, decided while its header goes by. The folder that the capture's root will turn out to be is
 * not known then, so everything that is wanted below any of the first folders is kept, and the walk sorts it out.
 * One thing a folder gives and a stream does not: a file at an undeclared place outside sys that a link leads to.
 */
export type Choice = 'keep' | 'sniff' | 'skip'

/** Paths of a capture are not paths of this machine; they are only ever keys of a map. Undefined for one that is hostile. */
export function safePath(name: string): string | undefined {
  if (name.length > 4096 || name.includes('\0')) return undefined
  const parts = name.split('/').filter((part) => part !== '' && part !== '.')
  return parts.length === 0 || parts.length > 64 || parts.includes('..') ? undefined : parts.join('/')
}

/** Small enough to be a link that lost its type. */
const LINK_SIZE = 4096

export function chooser(wanted: Wanted): (path: string, entry: TarEntry) => Choice {
  const patterns = allPatterns(wanted)
  const tree = patternTree(patterns)
  const inSys = sysNames(patterns)
  return (path, entry) => {
    const parts = path.split('/')
    if (entry.kind === 'link') return 'keep'
    for (let from = 0; from <= DEEPEST_ROOT && from < parts.length; from++) {
      if (parts[from] === 'sys' && inSys(parts)) return 'keep'
      const fits = match(tree, parts, from)
      if (fits === 'end' || (fits === 'inside' && (entry.kind === 'directory' || entry.size < LINK_SIZE))) return 'keep'
    }
    if (entry.kind === 'directory' || parts.length > DEEPEST_ROOT + DEEPEST_TEXT) return 'skip'
    return parts.slice(0, -1).some(ownTree) ? 'skip' : 'sniff'
  }
}

/** Whether a path is a declared one, or on the way to one. */
function match(tree: PatternNode, parts: readonly string[], from: number): 'end' | 'inside' | undefined {
  const step = (at: PatternNode, i: number): 'end' | 'inside' | undefined => {
    if (i === parts.length) return at.ends.length > 0 ? 'end' : 'inside'
    let best: 'end' | 'inside' | undefined
    const next = at.names.get(parts[i]!)
    if (next !== undefined) best = step(next, i + 1)
    if (best === 'end') return best
    for (const glob of at.globs.values()) {
      if (!glob.matches(parts[i]!)) continue
      const found = step(glob.next, i + 1)
      if (found === 'end') return found
      best ??= found
    }
    return best
  }
  return step(tree, from)
}

/**
 * Below sys, a declared path such as `sys/class/net/<name>/device/vendor` leads through links to places in sys/devices that no
 * pattern names. So every file there is kept whose own name ends a pattern, or could be a flattened link on the way.
 */
function sysNames(patterns: readonly string[]): (parts: readonly string[]) => boolean {
  const names = new Set<string>()
  const inFolder = new Set<string>()
  for (const pattern of patterns) {
    if (!pattern.startsWith('sys/')) continue
    const segments = pattern.split('/')
    for (let i = 1; i < segments.length; i++) {
      if (!segments[i]!.includes('*')) names.add(segments[i]!)
      else if (i === segments.length - 1 && !segments[i - 1]!.includes('*')) inFolder.add(segments[i - 1]!)
    }
  }
  return (parts) => names.has(parts.at(-1)!) || (parts.length > 1 && inFolder.has(parts.at(-2)!))
}
