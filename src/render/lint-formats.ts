import { type LintFinding, TEXT_AFTER, TEXT_BEFORE } from '../lint/engine.ts'
import { RULES } from '../lint/rules/index.ts'
import { clean, columns as columnsOf } from '../text.ts'
import { json } from './json.ts'
import { words } from './markdown.ts'
import { type Paint, PLAIN } from './paint.ts'

export const LINT_FORMATS = ['text', 'json', 'sarif', 'github', 'md'] as const
export type LintFormat = (typeof LINT_FORMATS)[number]

/** How findings look as text. */
export interface Look {
  readonly width: number
  readonly paint: Paint
}

/** All findings of a run in one of the formats. Evidence is text: control characters and markup are made harmless. */
export function printFindings(
  findings: readonly LintFinding[],
  format: LintFormat,
  version: string,
  look: Look = { width: PIPE, paint: PLAIN },
): string {
  return PRINTERS[format](findings, version, look)
}

const told = (findings: readonly LintFinding[]): LintFinding[] => findings.filter((f) => f.suppressed === undefined)

/** As much of a line as fits, with the place of the finding in it. What is left out is marked. */
export function excerpt(f: LintFinding, width: number = SHOWN): { readonly line: string; readonly caret: number } {
  const at = Math.min(f.column - 1, TEXT_BEFORE)
  const whole = clean(f.text.slice(0, at))
  const lead = f.column - 1 > TEXT_BEFORE ? whole : whole.trimStart()
  const short = lead.length > width - 12 || (lead === whole && f.column - 1 > TEXT_BEFORE)
  const before = short ? `…${lead.slice(-24)}` : lead
  const cut = f.text.length - at >= TEXT_AFTER ? '…' : ''
  const line = `${before}${clean(f.text.slice(at)).trimEnd()}${cut}`
  return {
    line: line.length > width ? `${line.slice(0, width - 1)}…` : line,
    caret: Math.max(0, Math.min(before.length, line.length - 1)),
  }
}

/** Characters of a line on the page, and in a pipe. */
const SHOWN = 72
const PIPE = 200
/** A wider terminal shows no longer lines. */
const WIDEST = 120

/** A path as the reference of a URI: nothing in it may look like a query, a fragment or a scheme. */
function uriOf(path: string): string {
  const slashed = encodeURI(path.replaceAll('\\', '/').replace(/\p{Cs}/gu, '\ufffd')).replace(/[#?]/g, encodeURIComponent)
  if (/^[A-Za-z]:\//.test(slashed)) return `file:///${slashed}`
  if (slashed.startsWith('/')) return `file://${slashed}`
  return /^[^/]*:/.test(slashed) ? `./${slashed}` : slashed
}

const TONE = { error: 'red', warning: 'yellow' } as const

/** What `--fix` does with a finding. */
function fixOf(f: LintFinding): string {
  const why = clean(f.applicabilityReason ?? '')
  if (f.applicability === 'safe') return 'safe fix: --fix writes it'
  if (f.applicability === 'proved') return `fix: --fix writes it (${why})`
  if (f.applicability === 'unsafe') return `fix: --fix=${f.rule} writes it`
  if (f.applicability === 'vetoed') return `no fix: ${why}`
  return f.byHand === undefined ? '' : `no automatic fix: ${clean(f.byHand)}`
}

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** One line for a run: how many of each severity, and what `--fix` would do. */
function summary(findings: readonly LintFinding[]): string {
  const of = (severity: string): number => findings.filter((f) => f.severity === severity).length
  const kinds = [count(of('error'), 'error'), count(of('warning'), 'warning'), count(of('info'), 'note')]
  const fixes = findings.filter((f) => f.edits.length > 0 && f.applicability !== 'vetoed')
  const safe = fixes.filter((f) => f.applicability !== 'unsafe').length
  return `${count(findings.length, 'finding')}: ${kinds.filter((kind) => !kind.startsWith('0 ')).join(', ')}${fixes.length === 0 ? '' : `; ${fixes.length} can be fixed, ${safe} of them by --fix`}`
}

const PRINTERS: Readonly<Record<LintFormat, (findings: readonly LintFinding[], version: string, look: Look) => string>> = {
  text(findings, _, { width, paint }) {
    const lines: string[] = []
    const open = told(findings)
    for (const f of open) {
      const { line, caret } = excerpt(f, Math.min(width, width === PIPE ? PIPE : WIDEST) - 4)
      const who = f.machine === undefined ? '' : ` (${clean(f.machine).slice(0, 60)})`
      const severity = f.severity === 'info' ? f.severity : paint.cell(TONE[f.severity], f.severity)
      const place = paint.bold(`${clean(f.path)}:${f.line}:${f.column}:`)
      lines.push(`${place} ${severity} ${f.rule} ${f.name}: ${paint.bold(clean(f.says))}${who}`)
      const marked = [f.lacks, fixOf(f)].filter((part) => part !== undefined && part !== '').join('; ')
      lines.push(`    ${line}`, `    ${' '.repeat(columnsOf(line.slice(0, caret)))}^ ${marked}`.trimEnd())
      if (f.needs !== undefined && f.applicability !== 'vetoed') lines.push(paint.dim(`    only if: ${f.needs}`))
      if (f.check !== undefined && f.applicability !== 'vetoed') lines.push(paint.dim(`    check: ${f.check}`))
    }
    if (open.length > 0) lines.push(summary(open))
    return lines.length === 0 ? '' : `${lines.join('\n')}\n`
  },
  json: (findings) => json({ version: 1, findings }),
  github(findings) {
    const level = { info: 'notice', warning: 'warning', error: 'error' } as const
    const data = (t: string): string => clean(t).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
    const property = (t: string): string => data(t).replaceAll(':', '%3A').replaceAll(',', '%2C')
    return told(findings)
      .map(
        (f) =>
          `::${level[f.severity]} file=${property(f.path)},line=${f.line},col=${f.column},endColumn=${f.endColumn},title=${property(`${f.rule} ${f.name}`)}::${data(f.says)}\n`,
      )
      .join('')
  },
  md(findings) {
    const rows = told(findings).map(
      (f) => `| ${words(f.path)}:${f.line} | ${f.severity} | [${f.rule}](${f.see}) | ${words(f.says)} |`,
    )
    return `| where | severity | rule | finding |\n|---|---|---|---|\n${rows.length === 0 ? '| | | | nothing found |' : rows.join('\n')}\n`
  },
  sarif: (findings, version) => json(sarif(findings, version)),
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
              shortDescription: { text: r.says.replaceAll('{value}', '…') },
              fullDescription: { text: r.why },
              helpUri: r.see,
              help: {
                text: [
                  r.why,
                  ...(r.needs === undefined ? [] : [`Only if: ${r.needs}.`]),
                  ...(r.check === undefined ? [] : [`Check: ${r.check}.`]),
                ].join(' '),
              },
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
                region: { startLine: f.line, startColumn: f.column, endColumn: f.endColumn },
              },
            },
          ],
          ...(f.edits.length > 0 && {
            fixes: [
              {
                description: { text: fixOf(f) },
                artifactChanges: [
                  {
                    artifactLocation: { uri: uriOf(f.path) },
                    replacements: f.edits.map((edit) => ({
                      deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
                      insertedContent: { text: edit.text },
                    })),
                  },
                ],
              },
            ],
          }),
          ...(f.suppressed !== undefined && {
            suppressions: [{ kind: f.suppressedBy === 'option' ? 'external' : 'inSource', justification: f.suppressed }],
          }),
        })),
      },
    ],
  }
}
