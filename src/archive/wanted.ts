import type { Wanted } from '../model.ts'

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
