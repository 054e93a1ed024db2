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
  readonly names: Map<string, PatternNode>
  readonly globs: Map<string, { readonly matches: (name: string) => boolean; readonly next: PatternNode }>
  /** The declared patterns that end here. */
  readonly ends: string[]
}

export function patternTree(patterns: Iterable<string>): PatternNode {
  const root = node()
  for (const pattern of new Set(patterns)) {
    let at = root
    for (const segment of pattern.split('/')) {
      if (segment === '') continue
      if (segment.includes('*')) {
        let glob = at.globs.get(segment)
        if (glob === undefined) {
          glob = { matches: segmentMatcher(segment), next: node() }
          at.globs.set(segment, glob)
        }
        at = glob.next
      } else {
        let next = at.names.get(segment)
        if (next === undefined) {
          next = node()
          at.names.set(segment, next)
        }
        at = next
      }
    }
    if (at !== root) at.ends.push(pattern)
  }
  return root
}

function node(): PatternNode {
  return { names: new Map(), globs: new Map(), ends: [] }
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
