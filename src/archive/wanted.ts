/** What to take out of a machine or a capture of one: the union over all probes. */
export interface Wanted {
  /** Patterns from the root, without leading slash; `*` stands for one path segment or a part of one. */
  readonly paths: readonly string[]
  /** As `paths`, but only root can read them on a live machine. */
  readonly root?: readonly string[]
  /** Whether some probe recognises a text by its beginning (64 KiB at most). */
  readonly accepts: (head: string) => boolean
  /** Whether a text is one thing, whatever in it looks like a shell prompt. */
  readonly whole?: (head: string) => boolean
  /** The log of a live machine to its end; without it, the boot. */
  readonly wholeLog?: boolean
}

/** How much of a text `Wanted.accepts` is shown. */
export const HEAD: number = 64 * 1024

/** Patterns merged by their common beginnings, so that a directory is looked at once for all of them. */
export interface PatternNode {
  readonly names: ReadonlyMap<string, PatternNode>
  readonly globs: ReadonlyMap<string, Glob>
  /** The declared patterns that end here. */
  readonly ends: readonly string[]
}
interface Glob {
  readonly matches: (name: string) => boolean
  readonly next: PatternNode
}

/** A node that grows: its lists are made when there is something for them, which is never for most. */
class Growing implements PatternNode {
  names: Map<string, Growing> = NO_NAMES
  globs: Map<string, Glob & { readonly next: Growing }> = NO_GLOBS
  ends: string[] = NO_ENDS
}
const NO_NAMES: Growing['names'] = new Map()
const NO_GLOBS: Growing['globs'] = new Map()
const NO_ENDS: string[] = []

export function patternTree(patterns: Iterable<string>): PatternNode {
  const root = new Growing()
  for (const pattern of patterns) {
    let at = root
    // Not by split: it runs a hundred times at each start.
    for (let from = 0, to = 0; from < pattern.length; from = to + 1) {
      to = pattern.indexOf('/', from)
      if (to < 0) to = pattern.length
      if (to === from) continue
      const segment = pattern.slice(from, to)
      if (segment.includes('*')) {
        let glob = at.globs.get(segment)
        if (glob === undefined) {
          glob = { matches: segmentMatcher(segment), next: new Growing() }
          if (at.globs === NO_GLOBS) at.globs = new Map()
          at.globs.set(segment, glob)
        }
        at = glob.next
      } else {
        let next = at.names.get(segment)
        if (next === undefined) {
          next = new Growing()
          if (at.names === NO_NAMES) at.names = new Map()
          at.names.set(segment, next)
        }
        at = next
      }
    }
    if (at === root) continue
    if (at.ends === NO_ENDS) at.ends = [pattern]
    else if (!at.ends.includes(pattern)) at.ends.push(pattern)
  }
  return root
}

/** Whether a name fits a segment such as `*`, `config-*` or `vda*q*`; linear in the name, whatever the pattern. */
export function segmentMatcher(segment: string): (name: string) => boolean {
  if (segment === '*') return () => true
  const parts = segment.split('*')
  const first = parts[0]!
  const last = parts.at(-1)!
  const middle = parts.slice(1, -1).filter((p) => p !== '')
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false
    let from = first.length
    for (const part of middle) {
      const found = name.indexOf(part, from)
      if (found < 0) return false
      from = found + part.length
    }
    return from <= name.length - last.length
  }
}

/** All patterns, those for root included. */
export function allPatterns(wanted: Wanted): string[] {
  return [...wanted.paths, ...(wanted.root ?? [])]
}
