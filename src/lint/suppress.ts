import type { LintRule } from './rule.ts'

/**
 * `virtcolor-ignore RULE…: reason` in a comment of any format, on the line itself or the one before; `virtcolor-ignore-file` applies to
 * the whole file. Without a reason nothing is suppressed.
 */
const COMMENT: RegExp = /(?:#|\/\/|<!--)[ \t]*virtcolor-ignore(-file)?[ \t]+([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)[ \t]*:([^\n]*)/g

export function suppressionsOf(text: string): (rule: LintRule, line: number) => string | undefined {
  if (!text.includes('virtcolor-ignore')) return () => undefined
  // By rule and line; line 0 is the whole file. The first comment for a place counts.
  const reasons = new Map<string, string>()
  let line = 1
  let counted = 0
  for (const match of text.matchAll(COMMENT)) {
    const reason = match[3]!.split('-->', 1)[0]!.trim()
    if (reason === '') continue
    for (let i = text.indexOf('\n', counted); i >= 0 && i < match.index; i = text.indexOf('\n', i + 1)) {
      line++
      counted = i + 1
    }
    for (const rule of match[2]!.split(','))
      for (const place of match[1] !== undefined ? [0] : [line, line + 1]) {
        const key = `${rule.trim()}:${place}`
        if (!reasons.has(key)) reasons.set(key, reason)
      }
  }
  return (rule, line) => {
    for (const place of [line, 0])
      for (const name of [rule.id, rule.name]) {
        const reason = reasons.get(`${name}:${place}`)
        if (reason !== undefined) return reason
      }
    return undefined
  }
}
