import type { LintFinding } from './engine.ts'
import { RULES } from './rules/index.ts'

export const LINT_FORMATS = ['text', 'json', 'sarif', 'github', 'md'] as const
export type LintFormat = (typeof LINT_FORMATS)[number]

/** All findings of a run in one of the formats. Evidence is text: control characters and markup are made harmless. */
export function printFindings(findings: readonly LintFinding[], format: LintFormat, version: string): string {
  return PRINTERS[format](findings, version)
}

const told = (findings: readonly LintFinding[]): LintFinding[] => findings.filter((f) => f.suppressed === undefined)
const clean = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')

/** As much of a line as fits, with the place of the finding in it. */
export function excerpt(f: LintFinding): { readonly line: string; readonly caret: number } {
  const shown = clean(f.text.replaceAll('\t', ' '))
  const lead = shown.length - shown.trimStart().length
  const at = Math.min(f.column - 1, 100)
  const from = at - lead < SHOWN - 12 ? lead : at - 24
  const before = from > lead ? '…' : ''
  const line = `${before}${shown.slice(from)}`.trimEnd().slice(0, SHOWN)
  return { line, caret: Math.max(0, Math.min(at - from + before.length, line.length - 1)) }
}

const SHOWN = 72

/** A path as the reference of a URI: nothing in it may look like a query, a fragment or a scheme. */
function uriOf(path: string): string {
  const slashed = encodeURI(path.replaceAll('\\', '/')).replace(/[#?]/g, encodeURIComponent)
  if (/^[A-Za-z]:\//.test(slashed)) return `file:///${slashed}`
  if (slashed.startsWith('/')) return `file://${slashed}`
  return /^[^/]*:/.test(slashed) ? `./${slashed}` : slashed
}

const PRINTERS: Readonly<Record<LintFormat, (findings: readonly LintFinding[], version: string) => string>> = {
  text(findings) {
    const lines: string[] = []
    for (const f of told(findings)) {
      const { line, caret } = excerpt(f)
      const who = f.machine === undefined ? '' : ` (${clean(f.machine).slice(0, 60)})`
      lines.push(`${clean(f.path)}:${f.line}:${f.column}: ${f.severity} ${f.rule} ${f.name}: ${clean(f.says)}${who}`)
      lines.push(`    ${line}`, `    ${' '.repeat(caret)}^${f.edits.length > 0 ? ' can be fixed with --fix' : ''}`)
      if (f.needs !== undefined) lines.push(`    first: ${f.needs}`)
    }
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`
  },
  json: (findings) => `${JSON.stringify({ version: 1, findings }, null, 2)}\n`,
  github(findings) {
    const level = { info: 'notice', warning: 'warning', error: 'error' } as const
    const data = (t: string): string => clean(t).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
    const property = (t: string): string => data(t).replaceAll(':', '%3A').replaceAll(',', '%2C')
    return told(findings)
      .map(
        (f) =>
          `::${level[f.severity]} file=${property(f.path)},line=${f.line},col=${f.column},title=${property(`${f.rule} ${f.name}`)}::${data(f.says)}\n`,
      )
      .join('')
  },
  md(findings) {
    const cell = (t: string): string =>
      clean(t)
        .replace(/[\\|`*_<>[\]]/g, '\\$&')
        .replaceAll('\n', ' ')
    const rows = told(findings).map(
      (f) => `| ${cell(f.path)}:${f.line} | ${f.severity} | [${f.rule}](${f.see}) | ${cell(f.says)} |`,
    )
    return `| where | severity | rule | finding |\n|---|---|---|---|\n${rows.length === 0 ? '| | | | nothing found |' : rows.join('\n')}\n`
  },
  sarif: (findings, version) => `${JSON.stringify(sarif(findings, version), null, 2)}\n`,
}

const LEVEL = { info: 'note', warning: 'warning', error: 'error' } as const

/** SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
function sarif(findings: readonly LintFinding[], version: string): unknown {
  const ids = RULES.map((r) => r.id)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'virtcolor',
            semanticVersion: version,
            rules: RULES.map((r) => ({
              id: r.id,
              name: r.name,
              shortDescription: { text: r.says.replaceAll('{value}', 'the value') },
              fullDescription: { text: r.why },
              helpUri: r.see,
              help: { text: [r.why, ...(r.needs === undefined ? [] : [`First: ${r.needs}.`])].join(' ') },
              defaultConfiguration: { level: LEVEL[r.severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: findings.map((f) => ({
          ruleId: f.rule,
          ruleIndex: ids.indexOf(f.rule),
          level: LEVEL[f.severity],
          message: { text: f.says },
          locations: [
            {
              ...(f.machine !== undefined && { logicalLocations: [{ name: f.machine, kind: 'object' }] }),
              physicalLocation: {
                artifactLocation: { uri: uriOf(f.path) },
                region: { startLine: f.line, startColumn: f.column },
              },
            },
          ],
          ...(f.suppressed !== undefined && {
            suppressions: [{ kind: f.suppressedBy === 'option' ? 'external' : 'inSource', justification: f.suppressed }],
          }),
        })),
      },
    ],
  }
}
