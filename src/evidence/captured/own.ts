/**
 * What this tool printed of a machine quotes its evidence and is none: kept beside a capture it would be a second witness
 * of the first one's lines. A report as JSON (src/model.ts), as the terminal shows it (src/render/terminal.ts), and by the line that names
 * the machine and the version, or by the generator of a page.
 */
export function isOwnReport(head: string): boolean {
  return (
    /^\{\s*"version":\s*1,\s*"source":\s*\{/.test(head) ||
    /^\n? \S[^\n]{0,200}\n [^\n]{1,300}, (?:live|as captured|as defined)\r?\n/.test(head) ||
    /^(?:[^\n]{0,500}\n){0,4}[^\n]{0,300} [·-] virtcolor \d+\.\d+\.\d+\r?\n/.test(head.slice(0, 4_096)) ||
    /^\s*<!doctype html>[^\0]{0,2000}?<meta name="generator" content="virtcolor">/i.test(head.slice(0, 4_096))
  )
}
