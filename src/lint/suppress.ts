import type { LintRule } from './rule.ts'

/**
 * `virtcolor-ignore RULE…: reason` in a comment of any format, on the line itself or the one before; `virtcolor-ignore-file` counts for
 * the whole file. A reason is wanted: without one nothing is suppressed.
 */
const COMMENT: RegExp =
  /(?:#|\/\/|<!--)\s*virtcolor-ignore(-file)?\s+([\w-]+(?:\s*,\s*[\w-]+)*)\s*:[ \t]*([^\n]*?)[ \t]*(?:-->|$)/gm

export function suppressionsOf(text: string): (rule: LintRule, line: number) => string | undefined {
  if (!text.includes('virtcolor-ignore')) return () => undefined
  const entries: { rules: string[]; reason: string; line: number; file: boolean }[] = []
  for (const match of text.matchAll(COMMENT)) {
    if (match[3] === '') continue
    const line = text.slice(0, match.index).split('\n').length
    entries.push({ rules: match[2]!.split(/\s*,\s*/), reason: match[3]!, line, file: match[1] !== undefined })
  }
  return (rule, line) =>
    entries.find(
      (e) => (e.rules.includes(rule.id) || e.rules.includes(rule.name)) && (e.file || e.line === line || e.line + 1 === line),
    )?.reason
}
