/**
 * What this tool printed of a machine quotes its evidence and is none: kept beside a capture it would be a second witness
 * of the first one's lines. A report as JSON (src/model.ts), or as the terminal shows it (src/render/terminal.ts).
 */
export function isOwnReport(head: string): boolean {
  return (
    /^\{\s*"version":\s*1,\s*"source":\s*\{/.test(head) ||
    /^\n? \S[^\n]{0,200}\n [^\n]{1,300}, (?:live|as captured|as defined)\r?\n/.test(head)
  )
}
