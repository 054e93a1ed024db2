import type { Document } from '../../model.ts'
import { linesOf } from '../say.ts'

/** A value of an outline and the place where its line begins. */
export interface Leaf {
  readonly value: string
  readonly index: number
}

/** Deeper and longer than any inventory. */
const DEEPEST = 32
const MOST_LINES = 50_000

const LINE: RegExp = /^( *)(?:- )?["']?([\w./:@-]{1,200}?)["']?(?: => |: |:$)(.*)$/

/**
 * Names and values by indentation, as facter prints them: `name => value` with braces, and YAML's plain maps. Anything else in it is
 * passed over.
 * @returns values by their names from the outermost on, joined by dots
 */
export function outlineOf(document: Document): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const path: { indent: number; name: string }[] = []
  for (const { text, index } of linesOf(document, MOST_LINES)) {
    const match = text.length > 4096 ? null : LINE.exec(text)
    if (match === null) continue
    const indent = match[1]!.length
    while (path.length > 0 && path.at(-1)!.indent >= indent) path.pop()
    const value = match[3]!
      .trim()
      .replace(/,$/, '')
      .replace(/^(["'])(.*)\1$/, '$2')
    if (value === '' || value === '{' || value === '[') {
      if (path.length < DEEPEST) path.push({ indent, name: match[2]! })
    } else leaves.set([...path.map((p) => p.name), match[2]!].join('.'), { value, index })
  }
  return leaves
}
